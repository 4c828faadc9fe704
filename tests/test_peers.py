"""Other tools are given the same records, whole, and the same faults."""

from pathlib import Path

import peers
import pytest
from comparing.formats import STATUSES, read, uid_of

from pledgetrack.loading import load_bytes

SIZE = 30
OTHERS = [tool for tool in peers.TOOLS if tool.write]
JUDGING = [tool for tool in peers.TOOLS if tool.broken]


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a tracker without narrative pages."""
    return peers._tracker(tmp_path_factory.mktemp("peers"), SIZE)


def test_all_records_are_read_with_their_last_status(tracker: Path) -> None:
    """Each has a status of ours, and what it is a part of is a record too."""
    records = read(tracker)
    assert len(records) == SIZE
    assert {record.status for record in records} <= set(STATUSES)
    assert {record.stem for record in records if record.stem} <= {record.id for record in records}
    numbered = next(record for record in records if record.id == peers.BROKEN)
    path = tracker / "commitments" / f"{peers.BROKEN}.yaml"
    written, _ = load_bytes(path.read_bytes(), path.name)
    assert written is not None
    assert numbered.status == written.data["assessments"][-1]["status"]


@pytest.mark.parametrize("tool", OTHERS, ids=lambda tool: tool.name)
def test_every_word_of_a_record_is_given_to_a_tool(tool: peers.Tool, tracker: Path) -> None:
    """Line breaks and quotation marks are the format's own; nothing else differs."""
    folder = peers._given(tool, tracker)
    text = "".join(path.read_text("utf-8") for path in folder.glob("*.*") if path.is_file())
    held = " ".join(text.replace("''", "'").split())
    for record in read(tracker):
        assert record.uid in held
        assert [part for part in record.paragraphs if " ".join(part.split()) not in held] == []


@pytest.mark.parametrize("fault", peers.FAULTS)
@pytest.mark.parametrize("tool", JUDGING, ids=lambda tool: tool.name)
def test_a_fault_changes_the_broken_record_alone(
    tool: peers.Tool, fault: str, tracker: Path
) -> None:
    """In a document of many records, what stands before the broken one stays as it was."""
    path = peers._given(tool, tracker) / tool.broken
    before = path.read_text("utf-8")
    peers._break(path, *peers.FAULTS[fault])
    after = path.read_text("utf-8")
    assert after != before
    head = before.rpartition(f"UID: {uid_of(peers.BROKEN)}\n")[0]
    assert after.startswith(head)
    assert len(set(before.splitlines()) ^ set(after.splitlines())) in (1, 2)
