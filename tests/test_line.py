"""What would be wrong if a record had other words: asked before anything is written."""

from trackers import RECORDS, TrackerFolder

from pledgetrack.line import findings_with, load_register

REGISTER = load_register(RECORDS / "valid")
PILOTS = "commitments/harbour-2001/fares-pilots.yaml"


def found(path: str, content: bytes) -> list[tuple[str, str, int]]:
    """Return check, file and line of what would be found."""
    findings = findings_with(REGISTER, path, content)
    return [(one.check, one.location.path, one.location.line) for one in findings]


def test_other_words_of_a_record_are_checked_with_all_others() -> None:
    """In its own file, for what others say of it, and in their files."""
    content = (RECORDS / "valid" / PILOTS).read_bytes()
    assert found(PILOTS, content) == []
    part = content.replace(b"kind: rec", b"part_of: ferry-pier #x\nsearched: []\nkind: rec")
    assert found(PILOTS, part) == [("swallowed-comment", PILOTS, 5), ("wrong-length", PILOTS, 6)]
    part = part.replace(b"searched: []\n", b"")
    assert found(PILOTS, part) == [
        ("part-of-no-stem", PILOTS, 5),
        ("swallowed-comment", PILOTS, 5),
    ]
    stem = "commitments/harbour-2001/ferry-south.yaml"
    action = (RECORDS / "valid" / stem).read_bytes().replace(b"kind: stem", b"kind: action")
    assert found(stem, action) == [
        ("part-of-no-stem", "commitments/harbour-2001/ferry-pier.yaml", 3),
        ("part-of-no-stem", "commitments/harbour-2001/ferry-timetable.yaml", 3),
    ]
    assert REGISTER.findings == ()


def test_a_file_that_would_be_new_or_unreadable_is_told_of_too() -> None:
    """By the place that it would have."""
    path = "commitments/harbour-2001/fares-new.yaml"
    content = (RECORDS / "valid" / PILOTS).read_bytes()
    assert found(path, content) == [("id-not-path", path, 1)]
    renamed = content.replace(b"fares-pilots", b"fares-new")
    assert found(path, renamed) == [("words-claimed-twice", PILOTS, 4)]
    assert found(path, b"id: [") == [("yaml-syntax", path, 1)]
    assert found(path, b"id: x # y\nid: x\n")[0][0] == "duplicate-key"


def test_a_file_that_cannot_be_opened_is_told_of(tracker: TrackerFolder) -> None:
    """Among the findings, by its place; the others are read."""
    (tracker.root / PILOTS).unlink()
    (tracker.root / PILOTS).symlink_to("nowhere.yaml")
    register = tracker.load()
    (finding,) = (one for one in register.findings if one.location.path == PILOTS)
    assert finding.check == "unreadable-file"
    assert finding.message.startswith("this file cannot be read: ")
    assert set(REGISTER.commitments) - set(register.commitments) == {"harbour-2001/fares-pilots"}
