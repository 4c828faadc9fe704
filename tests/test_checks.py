"""What the checks say where several things are wrong at once, and what they leave alone."""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import PurePath

import pytest
from trackers import RECORDS, TrackerFolder

from pledgetrack.checks.rules import Fault, check_of
from pledgetrack.findings import Check, Finding, Severity

CASES = tomllib.loads((RECORDS / "together.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_all_that_is_wrong_is_told_and_nothing_else(
    name: str, make_tracker: Callable[[str], TrackerFolder]
) -> None:
    """Each fault has its finding at its place, whatever else is wrong; what is right has none."""
    case = CASES[name]
    tracker = make_tracker(case["over"])
    for file, old, new in case["edits"]:
        path = f"commitments/{file}.yaml"
        if old:
            tracker.edit(path, old, new)
        else:
            tracker.write(path, new)
    found = [look(tracker, finding) for finding in tracker.load().findings]
    assert [entry[:2] for entry in found] == [tuple(entry[:2]) for entry in case["told"]]
    for (*_, stands, said), (*_, place, words) in zip(found, case["told"], strict=True):
        assert stands.startswith(place)
        assert words in said


def look(tracker: TrackerFolder, finding: Finding) -> tuple[str, str, str, str]:
    """Return check and file of a finding, what stands at its place, and what is told."""
    path, line, column = finding.location.path, finding.location.line, finding.location.column
    lines = (tracker.root / path).read_text("utf-8").splitlines()
    said = f"{finding.message} {finding.hint}"
    return finding.check, PurePath(path).stem, lines[line - 1][column - 1 :], said


def no_two_piers(_register: object) -> Iterator[Fault]:
    """There is one pier.

    Nobody builds
    two.

    Remedy: Take one
    away.
    """
    yield from ()


def no_piers(_register: object) -> Iterator[Fault]:
    """There are none."""
    yield from ()


def test_a_rule_is_told_by_its_name_and_its_words() -> None:
    """The catalogue has what the function says of itself, on one line each."""
    rule = "There is one pier. Nobody builds two."
    assert check_of(no_two_piers) == Check("no-two-piers", rule, "Take one away.", Severity.ERROR)
    assert check_of(no_two_piers, Severity.WARNING).severity is Severity.WARNING
    assert check_of(no_piers) == Check("no-piers", "There are none.", "")
    assert check_of(lambda: ()) == Check("<lambda>", "", "")
