"""A file of the tracker is written whole or not at all, and never over what others wrote."""

import errno
from pathlib import Path

import pytest
from trackers import TrackerFolder

from pledgetrack.editing.saving import save
from pledgetrack.errors import UnwrittenError, UsageError

PILOTS = "commitments/harbour-2001/fares-pilots.yaml"
NEW = "commitments/harbour-2010/a/pier.yaml"


def test_what_was_read_is_replaced_and_what_is_new_gets_its_folders(tracker: TrackerFolder) -> None:
    """The bytes are those given, and what a killed run left in the folder goes."""
    left = tracker.write("commitments/harbour-2001/.fares-pilots.yaml.abcd1234.part", "half")
    register, file = tracker.load(), tracker.root / PILOTS
    before = file.read_bytes()
    save(register, PILOTS, b"id: a\r\n", before)
    assert file.read_bytes() == b"id: a\r\n"
    assert not left.exists()
    save(register, NEW, b"id: b\n", None)
    assert (tracker.root / NEW).read_bytes() == b"id: b\n"
    save(register, NEW, b"id: c\n", b"id: b\n")
    assert [path.name for path in (tracker.root / NEW).parent.iterdir()] == ["pier.yaml"]
    assert (tracker.root / NEW).read_bytes() == b"id: c\n"


@pytest.mark.parametrize(
    ("path", "before"), [(PILOTS, None), (PILOTS, b"id: old\n"), (NEW, b"id: old\n")]
)
def test_what_others_changed_meanwhile_stays(
    path: str, before: bytes | None, tracker: TrackerFolder
) -> None:
    """A file that came, one that changed, and one that went."""
    file = tracker.root / path
    now = file.read_bytes() if file.exists() else None
    with pytest.raises(UsageError) as raised:
        save(tracker.load(), path, b"id: a\n", before)
    assert str(raised.value) == (
        f"{path} was changed by others meanwhile; nothing was written, try again"
    )
    assert (file.read_bytes() if file.exists() else None) == now


def test_what_cannot_be_written_is_named_as_people_know_it(
    tracker: TrackerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its place in the tracker, whatever it was that failed; the old file stays."""
    register = tracker.load()
    tracker.write("commitments/file", "no folder")
    with pytest.raises(UnwrittenError) as raised:
        save(register, "commitments/file/pier.yaml", b"id: a\n", None)
    assert (raised.value.path, raised.value.reason) == (
        "commitments/file/pier.yaml",
        "file exists",
    )
    before = (tracker.root / PILOTS).read_bytes()

    def full(_path: Path, _target: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(UnwrittenError) as raised:
        save(register, PILOTS, b"id: a\n", before)
    assert (raised.value.path, raised.value.reason) == (PILOTS, "no space left on device")
    assert (tracker.root / PILOTS).read_bytes() == before
