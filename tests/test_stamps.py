"""The stamp of a page: where it is the same, so is all that the page shows."""

import random
from array import array
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from trackers import RECORDS

from pledgetrack import checks, validation
from pledgetrack.assessment import edition_of
from pledgetrack.files import path_of, record_of
from pledgetrack.line import load_register
from pledgetrack.raw import RawRecord
from pledgetrack.recalling import as_json
from pledgetrack.register import Register, assemble, with_texts
from pledgetrack.views import Lens, Stamps, site_drafts

EDITS = 120
Pages = dict[str, tuple[str, str]]


def pages_of(register: Register) -> Pages:
    """Return stamp and view of each page that has a stamp."""
    lens = Lens(register, edition_of(register), "en")
    digests = {
        record_of(path): as_json(raw.data)
        for path, raw in register.raws.items()
        if register.files[path] == "commitment"
    }
    around = f"{sorted(register.faults)} {lens.edition}"
    stamps = Stamps(lens, around, digests)
    return {
        draft.name: (stamps.of(draft.shows), repr(draft.content()))
        for draft in site_drafts(lens)
        if draft.shows is not None
    }


def with_record(register: Register, path: str, data: Any) -> Register | None:
    """Return a register in which a record has other data; None where its shape is wrong."""
    raw = RawRecord(path, data, array("I", [0] * 2000))
    if validation.validate(raw, "commitment") or checks.impossible_values(raw, "commitment"):
        return None
    files = {**register.files, path: "commitment"}
    edited = assemble(register.root, files, {**register.raws, path: raw})
    edited = with_texts(edited, register.texts)
    return replace(edited, findings=tuple(checks.run(edited)))


def grafts(register: Register, chance: random.Random) -> Iterator[tuple[str, Any]]:
    """Yield records in which one key is gone, or has the value that it has in another record."""
    written = {path_of("commitment", name): name for name in register.written}
    everything = [register.raws[path].data for path in written]
    keys = sorted({key for data in everything for key in data} - {"id"})
    while True:
        path, key = chance.choice(sorted(written)), chance.choice(keys)
        data, donor = register.raws[path].data, chance.choice(everything)
        rest = {name: value for name, value in data.items() if name != key}
        yield path, {**rest, key: donor[key]} if key in donor else rest


@pytest.mark.parametrize("name", ["valid", "every-field"])
def test_where_the_stamp_of_a_page_is_the_same_its_view_is(name: str) -> None:
    """After any edit of a record: a key taken away, or a value from another record."""
    register = load_register(RECORDS / name)
    before = pages_of(register)
    kept = changed = done = 0
    for path, data in grafts(register, random.Random(2001)):  # noqa: S311  no secret
        edited = with_record(register, path, data)
        if edited is None:
            continue
        for page, (stamp, view) in pages_of(edited).items():
            known_stamp, known_view = before.get(page, ("", ""))
            if stamp == known_stamp:
                assert view == known_view, (page, path, data)
                kept += 1
            changed += view != known_view
        done += 1
        if done == EDITS:
            break
    assert kept > EDITS
    assert changed > EDITS


@pytest.mark.parametrize("name", ["valid", "every-field"])
def test_every_page_that_shows_the_title_of_a_record_has_it_in_its_stamp(name: str) -> None:
    """Also that of a source or a party that it names only by a figure of a series."""
    register = load_register(RECORDS / name)
    before = pages_of(register)
    for record in register.written:
        path = path_of("commitment", record)
        edited = with_record(register, path, {**register.raws[path].data, "title": "Another title"})
        assert edited
        after = pages_of(edited)
        other = {page for page, (_, view) in after.items() if view != before[page][1]}
        assert other == {page for page in other if after[page][0] != before[page][0]}
        assert f"commitments/{record}" in other


def test_a_record_that_is_added_or_deleted_leaves_other_stamps(tmp_path: Path) -> None:
    """Only pages that show it, or stood beside it, are looked at again."""
    register = load_register(RECORDS / "every-field")
    before = pages_of(register)
    least = min(register.written, key=lambda name: len(register.written[name].text))
    path = path_of("commitment", least)
    raws = {name: raw for name, raw in register.raws.items() if name != path}
    files = {name: kind for name, kind in register.files.items() if name != path}
    smaller = with_texts(assemble(tmp_path, files, raws), register.texts)
    after = pages_of(replace(smaller, findings=()))
    same = [page for page, (stamp, _) in after.items() if before[page][0] == stamp]
    assert same
    assert all(after[page][1] == before[page][1] for page in same)


REFERS, MEANT = "harbour-2001/fares-residents", "harbour-2001/ferry-bicycles"
REFERENCES = {
    "part_of": "ferry-bicycles",
    "restates": ["ferry-bicycles"],
    "sum_of": ["ferry-bicycles", "ferry-pier"],
    "complement_of": "ferry-bicycles",
    "replaces": "ferry-bicycles",
    "content_from": "harbour-2001",
    "withdrawn": {"on": "2003-01-01", "because": "Entered twice.", "see": "ferry-bicycles"},
    "note": "It refers to nothing.",
}


@pytest.mark.parametrize("field", REFERENCES)
def test_the_stamp_of_a_record_holds_those_that_it_refers_to(field: str) -> None:
    """By any field that can name a record or an agreement, and in both directions."""
    register = load_register(RECORDS / "valid")
    path = path_of("commitment", REFERS)
    data = {**register.raws[path].data, field: REFERENCES[field]}
    edited = with_record(register, path, data)
    assert edited
    lens = Lens(edited, edition_of(edited), "en")
    digests = dict.fromkeys(edited.written, "as it was")
    for shown, other in ((REFERS, MEANT), (MEANT, REFERS)):
        before = Stamps(lens, "", digests).of([shown])
        after = Stamps(lens, "", {**digests, other: "edited"}).of([shown])
        assert (before != after) == (field != "note")
