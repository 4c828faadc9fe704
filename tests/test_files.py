"""The files of a tracker and its stored texts: what is found, and what is said of the rest."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest
from trackers import TrackerFolder
from values import commitment

from pledgetrack.actors import actors_of
from pledgetrack.errors import UsageError
from pledgetrack.files import discover, find_root, path_of
from pledgetrack.findings import Finding, Location, Severity
from pledgetrack.model import Party, Prose, Source, SourceText
from pledgetrack.register import Register
from pledgetrack.storage import read_texts
from pledgetrack.vocabulary import Grade

# below commitments/, what it is: a kind, `odd` (a finding), or `no matter`
PLACES = {
    "agreements/pier-2010.yaml": "agreement",
    "harbour-2001/pier-1.yaml": "commitment",
    "series/piers.yaml": "series",
    "sources/pier-paper.yaml": "source",
    "agreements/Pier.yaml": "odd",
    "harbour-2001/pier.json": "odd",
    "harbour-2001/pier.yml": "odd",
    "harbour-2001/pier_1.yaml": "odd",
    "harbour-2001/deep/pier.yaml": "odd",
    "sources/-paper.yaml": "odd",
    "stray.yaml": "odd",
    "harbour-2001/.pier.yaml": "no matter",
    ".old/pier.yaml": "no matter",
    "harbour-2001/notes.txt": "no matter",
    "README.md": "no matter",
}


def test_a_place_says_what_a_file_is(tracker: TrackerFolder) -> None:
    """Each file has its kind or a finding; hidden files and notes have neither."""
    known = discover(tracker.root)
    assert known[1] == []
    for place in PLACES:
        tracker.write(f"commitments/{place}", "id: x\n")
    (tracker.root / "commitments" / "linked").symlink_to(tracker.root / "seeds")
    (tracker.root / "commitments" / os.fsdecode(b"caf\xe9.yaml")).touch()
    files, findings = discover(tracker.root)
    added = {f"commitments/{place}": kind for place, kind in PLACES.items()}
    kinds = {path: kind for path, kind in added.items() if kind not in {"odd", "no matter"}}
    assert files == {**known[0], **kinds}
    assert list(files) == sorted(files)
    odd = [path for path, kind in added.items() if kind == "odd"]
    odd += ["commitments/linked", "commitments/caf\\udce9.yaml"]
    assert {finding.location.path for finding in findings} == set(odd)
    assert {replace(finding, location=Location("")) for finding in findings} == {
        Finding(
            Location(""),
            "unexpected-file",
            "this file, or link to a folder, is in no place that the tracker knows: nobody reads "
            "it",
            "Move it to agreements/, sources/, series/ or the folder of its agreement, end its "
            "name in .yaml, and use small letters, digits and hyphens only.",
        )
    }


def test_a_folder_without_the_two_files_is_told_of_both(tmp_path: Path) -> None:
    """One finding each, at the place where the file would be."""
    files, findings = discover(tmp_path)
    remedy = "Add the file; the reference of the record model shows what it holds."
    assert files == {}
    assert findings == [
        Finding(Location(path), "missing-file", f"there is no {path}", remedy)
        for path in ("commitments/tracker.yaml", "commitments/parties.yaml")
    ]


def test_where_no_tracker_is_the_folder_is_named(tmp_path: Path) -> None:
    """And what would be there."""
    with pytest.raises(UsageError) as raised:
        find_root(tmp_path)
    assert str(raised.value) == (
        f"no tracker here: {tmp_path} and the folders above it have no commitments/tracker.yaml"
    )


FILE = "seeds/paper.txt"
CONTENTS = {
    "first.txt": b"The first\r\npage.\n\f",
    "second.txt": "第二頁\n".encode(),
}


def digest(content: bytes) -> str:
    """Return what stands in an entry for these bytes."""
    return hashlib.sha256(content).hexdigest()


def with_text(register: Register, *texts: SourceText | None) -> Register:
    """Return a register with nothing but sources of these texts."""
    sources = [
        Source(f"paper-{at}", Prose((("en", "Paper"),)), Grade.PRESS, text=text)
        for at, text in enumerate(texts)
    ]
    return replace(register, sources={source.id: source for source in sources})


def test_texts_are_read_where_they_are(tracker: TrackerFolder, tmp_path: Path) -> None:
    """Stored, held elsewhere under any name, or not at hand; whole or a part."""
    stored, held = CONTENTS.values()
    tracker.write(FILE, stored)
    (tmp_path / "texts" / "folder").mkdir(parents=True)
    (tmp_path / "texts" / "any").write_bytes(held)
    register = with_text(
        tracker.load(),
        SourceText(digest(b"lost")),
        None,
        SourceText(digest(stored), file=FILE),
        SourceText(digest(held), part=Prose((("en", "A page."),))),
    )
    whole, part = ("paper-2", stored.decode(), True), ("paper-3", held.decode(), False)
    for folder, expected in ((None, [whole]), (tmp_path / "texts", [whole, part])):
        texts, findings = read_texts(register, folder)
        assert [(name, text.content, text.whole) for name, text in texts.items()] == expected
        assert findings == []
    with pytest.raises(UsageError, match=rf"^{tmp_path}/nowhere is no folder of texts$"):
        read_texts(register, tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("seeds/lost.txt", b"x", "there is no file seeds/lost.txt"),
        ("seeds", b"x", "there is no file seeds"),
        ("../x.txt", b"x", "../x.txt leads out of the tracker"),
        (FILE, b"ab\xe9", "the text is not UTF-8: byte 2 cannot be read"),
        (
            FILE,
            "a\nb\n\u202e".encode(),
            "the character U+202E (right-to-left override) stands in line 3",
        ),
        (FILE, "\u202e\n".encode(), "stands in line 1 of the text"),
        (FILE, b"\n\n\x1b\n", "stands in line 3 of the text"),
    ],
)
def test_a_text_that_cannot_be_read_is_named_with_the_reason(
    file: str, content: bytes, said: str, tracker: TrackerFolder
) -> None:
    """The others are read all the same."""
    tracker.write(FILE, content)
    register = with_text(
        tracker.load(),
        SourceText(digest(content), file=file),
        SourceText(digest(content), file=FILE),
    )
    texts, findings = read_texts(register, None)
    assert said in findings[0].message
    assert len(findings) == (2 if file == FILE else 1)
    assert list(texts) == ([] if file == FILE else ["paper-1"])
    assert {(one.check, one.severity) for one in findings} == {("text-unreadable", Severity.ERROR)}
    assert findings[0].location == Location("commitments/sources/paper-0.yaml")
    assert findings[0].hint == (
        "Put the file back as it was, or correct `sha256` if the text was replaced on purpose."
    )


def test_another_text_than_that_of_the_entry_is_refused(tracker: TrackerFolder) -> None:
    """Both digests are told, at the name of the file; of what is held elsewhere at the digest."""
    source = "commitments/sources/gazette-2003.yaml"
    was = tracker.root / "seeds/gazette-2003.txt"
    was.write_bytes(was.read_bytes() + b"\n")
    now, before = digest(was.read_bytes()), digest(was.read_bytes()[:-1])
    assert [(one.message, one.location) for one in tracker.load().findings] == [
        (
            f"seeds/gazette-2003.txt has the SHA-256 {now}, the entry says {before}",
            Location(source, 7, 14),
        )
    ]
    tracker.edit(source, "file: seeds/gazette-2003.txt, ", "")
    held = was.parent.parent.parent / "held"
    held.mkdir()
    (held / "hidden").write_bytes(b"\x1b")
    tracker.edit(source, before, digest(b"\x1b"))
    found = [one for one in tracker.load(held).findings if one.check == "text-unreadable"]
    assert [one.location for one in found] == [Location(source, 7, 16)]


PARTIES = {
    name: Party(name, Prose((("en", name),)), kind, under=under)
    for name, kind, under in (
        ("north", "government", None),
        ("works", "ministry", "north"),
        ("piers", "agency", "works"),
        ("south", "government", None),
        ("league", "association", None),
        ("one", "government", "two"),
        ("two", "companies", "one"),
        ("astray", "agency", "nowhere"),
    )
}


@pytest.mark.parametrize(
    ("by", "actors"),
    [
        ("", ("nobody", "")),
        ("north", ("party", "north")),
        ("piers", ("party", "north")),
        ("piers works north", ("party", "north")),
        ("piers south", ("governments", "")),
        ("piers league", ("mixed", "")),
        ("league", ("others", "")),
        ("astray", ("others", "")),
        ("unknown", ("others", "")),
        ("one", ("party", "one")),
        ("two", ("others", "")),
    ],
)
def test_who_acts_is_told_by_those_above(by: str, actors: tuple[str, str]) -> None:
    """However many steps; names that lead in a circle or nowhere do not stop it."""
    assert actors_of(PARTIES, commitment("pier", by=tuple(by.split()))) == actors


@pytest.mark.parametrize(
    ("kind", "name", "place"),
    [
        ("agreement", "pier-2010", "agreements/pier-2010.yaml"),
        ("commitment", "harbour-2001/pier-1", "harbour-2001/pier-1.yaml"),
        ("source", "pier-paper", "sources/pier-paper.yaml"),
        ("tracker", "", "tracker.yaml"),
    ],
)
def test_each_kind_has_its_place(kind: str, name: str, place: str) -> None:
    """Where `discover` finds it."""
    assert path_of(kind, name) == f"commitments/{place}"


def test_what_is_of_no_kind_has_no_place() -> None:
    """It would be a mistake of ours, and must not pass for a record."""
    with pytest.raises(KeyError):
        path_of("record", "harbour-2001/pier-1")
