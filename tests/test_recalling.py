"""What an earlier run knew of sound files changes nothing but the time."""

import gc
import os
import weakref
from dataclasses import replace

import pytest
from trackers import RECORDS, TrackerFolder

from pledgetrack.errors import PledgetrackError
from pledgetrack.line import load_register
from pledgetrack.raw import KnownRecord, Piece
from pledgetrack.recalling import Known, digest_of_bytes
from pledgetrack.register import Register

PIER = "commitments/harbour-2001/ferry-pier.yaml"


def known_of(register: Register) -> Known:
    """Return what a run knows at its end."""
    return {
        path: (raw.digest, raw.text)
        for path, raw in register.raws.items()
        if isinstance(raw, KnownRecord)
    }


def read_anew(before: Register, after: Register) -> set[str]:
    """Return the files whose data is not that which was known."""
    known, now = known_of(before), known_of(after)
    return {path for path in after.raws if path not in now or now[path][1] is not known[path][1]}


@pytest.mark.parametrize("name", ["valid", "every-field"])
def test_a_register_is_the_same_with_and_without_what_was_known(name: str) -> None:
    """All values, all texts and all findings."""
    root = RECORDS / name
    plain = load_register(root)
    first = load_register(root, known={})
    second = load_register(root, known=known_of(first))
    assert known_of(first).keys() == plain.files.keys() != set()
    for register in (first, second):
        assert register.commitments == plain.commitments
        assert register.sources == plain.sources
        assert (register.agreements, register.series) == (plain.agreements, plain.series)
        assert register.findings == plain.findings
        for path, raw in plain.raws.items():
            assert register.raws[path].data == raw.data
    # What was known is taken as it is: its text is the very same.
    known = known_of(first)
    assert all(text is known[path][1] for path, (_, text) in known_of(second).items())


def test_only_a_file_with_other_bytes_is_read_again(tracker: TrackerFolder) -> None:
    """Also where its size and the time of its change are the same."""
    before = load_register(tracker.root, known={})
    file = tracker.root / PIER
    stat = file.stat()
    tracker.edit(PIER, "second pier in", "secund pier in")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert file.stat().st_size == stat.st_size
    after = load_register(tracker.root, known=known_of(before))
    assert read_anew(before, after) == {PIER}
    assert after.commitments["harbour-2001/ferry-pier"].title != (
        before.commitments["harbour-2001/ferry-pier"].title
    )


def test_a_file_with_a_finding_is_never_taken_as_known(tracker: TrackerFolder) -> None:
    """Its warning comes in every run."""
    tracker.edit(PIER, "kind: action", "kind: action\nverb: build #soon")
    first = load_register(tracker.root, known={})
    second = load_register(tracker.root, known=known_of(first))
    assert PIER not in known_of(first)
    assert first.findings == second.findings
    assert "swallowed-comment" in {finding.check for finding in second.findings}


def test_a_finding_in_a_known_file_has_its_place(tracker: TrackerFolder) -> None:
    """The place of a value is not kept; it is looked up in the file when it is asked for."""
    known = known_of(load_register(tracker.root, known={}))
    (tracker.root / "commitments/sources/gazette-2003.yaml").unlink()
    found = load_register(tracker.root, known=known).findings
    assert found == load_register(tracker.root).findings
    assert any(finding.location.path == PIER and finding.location.line > 1 for finding in found)


def test_what_was_known_is_let_go_with_the_files(tracker: TrackerFolder) -> None:
    """At once: a build looks for garbage only now and then, and they take much memory."""

    class Kept(dict[str, tuple[str, Piece]]):
        """A map that can be watched."""

    known = Kept(known_of(load_register(tracker.root, known={})))
    watched = weakref.ref(known)
    gc.disable()
    try:
        register = load_register(tracker.root, known=known)
        del known
        register = replace(register, raws={})
        assert watched() is None
    finally:
        gc.enable()
    assert register.written


def test_what_is_kept_of_all_files_lies_in_one_piece(tracker: TrackerFolder) -> None:
    """Thousands of texts of their own would leave holes where they are let go."""
    register = load_register(tracker.root, known={})
    kept = [raw.text for raw in register.raws.values() if isinstance(raw, KnownRecord)]
    assert len(kept) == len(register.files) > 1
    assert len({id(piece.whole) for piece in kept}) == 1
    assert b"".join(map(bytes, kept)) == kept[0].whole


def test_a_known_file_has_the_places_of_its_values_and_keys(full_tracker: TrackerFolder) -> None:
    """Also where a file is found wrong for what became of another."""
    path, keys = "commitments/harbour-2006/ferry-sailings.yaml", ("assessments", 0, "under")
    plain, first = full_tracker.load(), load_register(full_tracker.root, known={})
    for register in (plain, load_register(full_tracker.root, known=known_of(first))):
        locate = register.raws[path].locate
        assert [locate(keys).column, locate(keys, key=True).column] == [12, 5]
    full_tracker.edit("commitments/harbour-2006/ferry.yaml", "name: each-day", "name: each-night")
    found = load_register(full_tracker.root, known=known_of(first)).findings
    assert {finding.check for finding in found} == {"unknown-reading"}
    assert found == full_tracker.load().findings


def test_a_known_file_that_was_broken_meanwhile_is_said_to_be(tracker: TrackerFolder) -> None:
    """As it is of any file."""
    register = load_register(tracker.root, known={})
    tracker.write(PIER, b"id: caf\xe9")
    with pytest.raises(PledgetrackError, match="not UTF-8"):
        register.raws[PIER].locate(("title",))


def test_every_file_is_kept_with_the_digest_of_its_bytes(tracker: TrackerFolder) -> None:
    """Also one with a finding, whose data is not kept; nobody asks for it otherwise."""
    tracker.edit(PIER, "kind: action", "kind: action\nverb: build #soon")
    for path, raw in load_register(tracker.root, known={}).raws.items():
        assert raw.digest == digest_of_bytes((tracker.root / path).read_bytes())
    assert {raw.digest for raw in tracker.load().raws.values()} == {""}
