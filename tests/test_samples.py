"""Every check has samples: a file laid over a valid tracker gives exactly that finding, there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from faults import TOLD
from samples import MADE, SAMPLES, read_sample
from trackers import RECORDS, TrackerFolder

from pledgetrack.catalogue import CATALOGUE
from pledgetrack.findings import Finding, Severity

WARNINGS = {
    "actor-omitted",
    "criteria-copied",
    "date-words-ignored",
    "force-differs",
    "neighbour-swallowed",
    "search-copied",
    "section-needless",
    "stem-without-parts",
    "still-to-write",
    "swallowed-comment",
    "words-claimed-twice",
}
FILES = [
    (name, path.relative_to(RECORDS / name).as_posix())
    for name in ("valid", "every-field")
    for path in sorted((RECORDS / name / "commitments").rglob("*.yaml"))
]


def findings_of(tracker: TrackerFolder) -> list[Finding]:
    """Return what is wrong with a tracker."""
    return list(tracker.load().findings)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_gives_exactly_its_finding(
    path: Path, make_tracker: Callable[[str], TrackerFolder]
) -> None:
    """One fault gives one finding, at the place of the fault, with what to do about it."""
    sample = read_sample(path)
    tracker = make_tracker(sample.over)
    sample.lay(tracker)
    findings = findings_of(tracker)
    assert [finding.check for finding in findings] == [sample.check], findings
    place, severity = findings[0].location, findings[0].severity
    assert (place.path, place.line, place.column) == (sample.file, *sample.at)
    assert severity is (Severity.WARNING if sample.check in WARNINGS else Severity.ERROR)
    for words in sample.says:
        assert words.lower() in f"{findings[0].message} {findings[0].hint}".lower()
    assert findings[0].hint
    assert [findings[0].message, findings[0].hint] == TOLD[path.stem]


@pytest.mark.parametrize("name", MADE)
def test_a_fault_that_is_no_text_gives_its_finding(name: str, tracker: TrackerFolder) -> None:
    """What no editor writes is refused too, with a place and with what to do."""
    lay, line, column, words = MADE[name]
    path = lay(tracker)
    check = name.partition("--")[0]
    found = [finding for finding in findings_of(tracker) if finding.check == check]
    assert found
    place = found[0].location
    assert (place.path, place.line, place.column) == (path, line, column)
    assert words in found[0].message
    assert found[0].hint
    others = {finding.location.path for finding in findings_of(tracker)} - {path}
    assert not others


def test_every_check_has_a_sample_and_every_sample_a_check() -> None:
    """No check without a proof that it can fail, no sample for what is not checked."""
    sampled = {path.stem.partition("--")[0] for path in SAMPLES}
    sampled |= {name.partition("--")[0] for name in MADE}
    assert sampled == set(CATALOGUE)


def test_the_catalogue_says_how_much_each_check_weighs() -> None:
    """What the reference tells of a check is how its findings weigh."""
    told = {check.name for check in CATALOGUE.values() if check.severity is Severity.WARNING}
    assert told == WARNINGS


@pytest.mark.parametrize("name", ["valid", "every-field"])
def test_the_valid_trackers_have_no_findings(
    name: str, make_tracker: Callable[[str], TrackerFolder]
) -> None:
    """What the samples are laid over is without fault itself."""
    assert not findings_of(make_tracker(name))


@pytest.mark.parametrize(("name", "path"), FILES, ids=lambda value: value)
def test_a_file_that_cannot_be_read_raises_no_findings_elsewhere(
    name: str, path: str, make_tracker: Callable[[str], TrackerFolder]
) -> None:
    """The editor hears of the fault that is there, not of what follows from it."""
    tracker = make_tracker(name)
    tracker.write(path, "broken: [")
    findings = findings_of(tracker)
    assert [(finding.location.path, finding.check) for finding in findings] == [
        (path, "yaml-syntax")
    ]
