"""A broken record at the command line: where, what, what is allowed; the rest still checked.

The rows are the faults on which trackers of this sort crash, stay silent or name no place, and
the files that crash careless programs.
"""

import re
import shutil
from collections.abc import Callable

import pytest
from samples import MADE, sample
from trackers import TrackerFolder

# sample -> what the message or the hint must say: what is wrong, what is allowed
ROWS = {
    "missing-key": ("`kind` is missing", "sort of statement"),
    "missing-key--nested": ("`recorded` is missing", "day on which"),
    "evidence-missing": ("`evidence` is missing", "no-evidence"),
    "wrong-value": ("“fulfiled”", "did you mean `fulfilled`", "contrary, not-assessable"),
    "wrong-value--stem": ("“stemm”", "did you mean `stem`", "action, outcome, process"),
    "id-not-path--twice": ("the id is harbour-2001/ferry-pier", "harbour-2001/ferry-pier-2"),
    "unknown-reference--record": ("no record", "did you mean `harbour-2001/ferry-south`"),
    "unknown-reference--source": ("no source gazette-2004", "did you mean `gazette-2003`"),
    "unknown-reference--party": ("no party soth", "did you mean `south`"),
    "duplicate-key": ("`title` stands here again", "keep one of the two"),
    "tab-indentation": ("a tab", "blanks"),
    "impossible-date": ("2003-02-30 is not in the calendar", "correct the day"),
    "wrong-format": ("4 May 2001", "1992-03-31"),
    "relation-circle": ("leads in a circle", "remove the link"),
    "relation-circle--two": ("leads in a circle", "remove the link"),
    "unknown-key": ("`forse` is not known", "did you mean `force`"),
}
HAZARDS = (
    "too-deep--brackets",
    "file-too-large--keys",
    "yaml-alias--laughs",
    "forbidden-character--nul",
    "not-utf-8--utf-16",
)
LINE = re.compile(r"^(\S+):(\d+):(\d+): (error|warning)\[([a-z0-9-]+)\]: .+$", re.MULTILINE)

# A second fault in a file that has nothing to do with the first.
SECOND = {
    "valid": ("commitments/harbour-2001/fares-residents.yaml", "verb: intend", "verb: aim"),
    "every-field": ("commitments/harbour-2006/fares-lower.yaml", "verb: intend", "verb: aim"),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_fault_is_told_with_its_place_and_the_rest_is_checked(
    name: str, make_tracker: Callable[[str], TrackerFolder]
) -> None:
    """Exit 1, the place, what is wrong and allowed, the other fault too, twice the same."""
    fault = sample(name)
    tracker = make_tracker(fault.over)
    fault.lay(tracker)
    tracker.edit(*SECOND[fault.over])
    first, second = tracker.run("check"), tracker.run("check")
    assert first.returncode == 1
    assert not first.stderr
    assert (second.returncode, second.stdout) == (1, first.stdout)
    told = {
        (path, check): (int(line), int(column))
        for path, line, column, _, check in LINE.findall(first.stdout)
    }
    assert set(told) == {(fault.file, fault.check), (SECOND[fault.over][0], "words-not-in-text")}
    assert told[fault.file, fault.check] == fault.at
    for words in ROWS[name]:
        assert words.lower() in first.stdout.lower()
    assert re.search(r"^\d+ records: 2 errors, 0 warnings$", first.stdout, re.MULTILINE)


@pytest.mark.parametrize("name", HAZARDS)
def test_a_hostile_file_is_refused_and_the_rest_is_checked(
    name: str, tracker: TrackerFolder
) -> None:
    """What kills or stalls careless programs is a finding like any other."""
    lay, line, column, words = MADE[name]
    path = lay(tracker)
    tracker.edit(*SECOND["valid"])
    done = tracker.run("check")
    assert done.returncode == 1
    assert not done.stderr
    assert f"{path}:{line}:{column}: error[{name.partition('--')[0]}]" in done.stdout
    assert words in done.stdout
    assert "fares-residents.yaml" in done.stdout


def test_a_long_chain_of_stems_and_a_long_circle_are_no_matter(tracker: TrackerFolder) -> None:
    """A thousand records that lead to each other exhaust no stack."""
    pilots = (tracker.root / "commitments/harbour-2001/fares-pilots.yaml").read_text()
    for at in range(1_000):
        record = pilots.replace("fares-pilots", f"chain-{at}").replace(
            "kind: recognition", f"kind: stem\npart_of: chain-{(at + 1) % 1_000}"
        )
        tracker.write(f"commitments/harbour-2001/chain-{at}.yaml", record)
    findings = tracker.load().findings
    checks = [finding.check for finding in findings]
    assert checks == ["relation-circle", "words-claimed-twice"]  # the pilots' words stand in all


def test_nothing_in_a_record_reaches_the_terminal(tracker: TrackerFolder) -> None:
    """An escape sequence in a value is shown as its code, in messages and in lists."""
    path = "commitments/harbour-2001/fares-pilots.yaml"
    tracker.edit(path, "kind: recognition", 'kind: "\\u00a0\\u200b[31mred"')
    done = tracker.run("check")
    assert done.returncode == 1
    assert "\u200b" not in done.stdout
    assert "\\u200b" in done.stdout


def test_checking_writes_nothing(tracker: TrackerFolder) -> None:
    """Neither a check nor a list nor the coverage leaves a trace in the tracker."""
    before = _tree(tracker)
    sample("done-too-late").lay(tracker)
    broken = _tree(tracker)
    for command in ("check", "list", "coverage"):
        tracker.run(command)
    assert _tree(tracker) == broken != before


def _tree(tracker: TrackerFolder) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(tracker.root)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(tracker.root.rglob("*"))
        if path.is_file()
    }


def test_an_empty_folder_and_a_register_without_records(tracker: TrackerFolder) -> None:
    """No tracker is a mistake of the caller; a tracker without records is none at all."""
    nothing = tracker.root / "nothing"
    nothing.mkdir()
    shutil.move(tracker.root / "commitments", nothing / "away")
    assert tracker.run("check").returncode == 2
    for name in ("tracker.yaml", "parties.yaml"):
        tracker.write(f"commitments/{name}", (nothing / "away" / name).read_bytes())
    done = tracker.run("check", "--strict")
    assert (done.returncode, done.stdout) == (0, "0 records: 0 errors, 0 warnings\n")
