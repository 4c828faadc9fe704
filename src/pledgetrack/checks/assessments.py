"""Judgements rest on what was known, looked up and true on their day."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from pledgetrack.checks.rules import Fault, did_you_mean
from pledgetrack.files import path_of
from pledgetrack.inheritance import whole
from pledgetrack.register import evidence_of
from pledgetrack.vocabulary import Status

if TYPE_CHECKING:
    from pledgetrack.loading import KeyPath
    from pledgetrack.model import Assessment, Commitment, Evidence
    from pledgetrack.register import Register

_Place = tuple[str, "KeyPath", "Commitment", "Assessment"]


def _assessments(register: "Register") -> Iterator[_Place]:
    for commitment in register.written.values():
        for at, assessment in enumerate(commitment.assessments):
            path = path_of("commitment", commitment.id)
            yield path, ("assessments", at), commitment, assessment


def search_missing(register: "Register") -> Iterator[Fault]:
    """No evidence found is itself a finding: the record or its stem says where one looked.

    Remedy: Add `searched` with the day, the place, the words asked for and what was found.
    """
    known = whole(register.written)
    for path, keys, commitment, assessment in _assessments(register):
        searched = register.commitments[commitment.id].searched
        is_missing = assessment.status is Status.NO_EVIDENCE and not searched
        if is_missing and commitment.id in known:
            yield Fault(path, (*keys, "status"), "no-evidence without a search log")


def recorded_too_early(register: "Register") -> Iterator[Fault]:
    """An assessment is recorded on the day that it judges, or later.

    Remedy: `as_of` is the day for which one judges, `recorded` the day on which it was entered.
    """
    for path, keys, _, entry in _assessments(register):
        if entry.recorded < entry.as_of:
            message = f"recorded on {entry.recorded}, before the day it judges, {entry.as_of}"
            yield Fault(path, (*keys, "recorded"), message)


def assessment_repeated(register: "Register") -> Iterator[Fault]:
    """A record has one assessment for each pair of `as_of` and `recorded`.

    Remedy: Correct a day; a judgement that changed is a new entry with its own `recorded`.
    """
    seen: set[tuple[str, object, object]] = set()
    for path, keys, commitment, entry in _assessments(register):
        days = commitment.id, entry.as_of, entry.recorded
        if days in seen:
            message = f"there is an assessment of {entry.as_of}, recorded on {entry.recorded}"
            yield Fault(path, (*keys, "as_of"), message)
        seen.add(days)


def done_too_late(register: "Register") -> Iterator[Fault]:
    """What was done was done by the day of the assessment.

    Remedy: Correct `done` (when it was done) or `as_of` (the day for which one judges).
    """
    for path, keys, _, entry in _assessments(register):
        if entry.done and entry.done.first() > entry.as_of:
            message = f"done on {entry.done}, after the day of the assessment, {entry.as_of}"
            yield Fault(path, (*keys, "done"), message)


def evidence_too_late(register: "Register") -> Iterator[Fault]:
    """What evidence shows was true by the day of the assessment; a source may be younger.

    Remedy: Judge for a later day, or move what came later to `effects`.
    """
    for path, keys, _, entry in _assessments(register):
        for at, item in enumerate(entry.evidence):
            begins = _begins(register, item)
            if begins is not None and begins > entry.as_of:
                place: KeyPath = (*keys, "evidence", at, "date" if item.date else "period")
                message = f"shows what was true from {begins}, after {entry.as_of}"
                yield Fault(path, place, message)


def _begins(register: "Register", item: "Evidence") -> date | None:
    if item.date:
        return item.date.first()
    series = register.series.get(item.series or "")
    if series and item.period:
        return item.period.span(series.year_starts)[0]
    return None


def observation_missing(register: "Register") -> Iterator[Fault]:
    """Evidence that points at a series names a period for which it has an observation.

    Remedy: Add the observation to the series, or name a period that it has.
    """
    for commitment in register.written.values():
        for keys, item in evidence_of(commitment):
            series = register.series.get(item.series or "")
            if series is None or item.period is None:
                continue
            periods = {str(entry.period) for entry in series.observations}
            if str(item.period) not in periods:
                path = path_of("commitment", commitment.id)
                hint = "it has " + ", ".join(sorted(periods))
                message = f"the series {series.id} has no observation for {item.period}"
                yield Fault(path, (*keys, "period"), message, hint)


def unknown_reading(register: "Register") -> Iterator[Fault]:
    """A status `under` a reading names a reading of the record or of its stem.

    Remedy: Correct the name, or add the reading.
    """
    known = whole(register.written)
    for path, keys, commitment, assessment in _assessments(register):
        if commitment.id not in known:
            continue
        names = [reading.name for reading in register.commitments[commitment.id].readings]
        for name in assessment.under:
            if name not in names:
                hint = did_you_mean(name, names) or f"the readings are {', '.join(names) or 'none'}"
                message = f"the record has no reading {name}"
                yield Fault(path, (*keys, "under", name), message, hint, at_key=True)


def due_reversed(register: "Register") -> Iterator[Fault]:
    """A period ends after it begins, and its strict end is not later than its end.

    Remedy: `from` is the first day, `by` the last, `strict` the earlier end under the strict
    reading of the words.
    """
    for commitment in register.written.values():
        due, path = commitment.due, path_of("commitment", commitment.id)
        if due and due.start and due.by and due.by.last() < due.start.first():
            yield Fault(path, ("due", "by"), f"ends on {due.by}, before it begins on {due.start}")
        if due and due.strict and due.by and due.strict.last() > due.by.last():
            message = f"the strict end {due.strict} is later than the end {due.by}"
            yield Fault(path, ("due", "strict"), message)


RULES = (
    search_missing,
    recorded_too_early,
    assessment_repeated,
    done_too_late,
    evidence_too_late,
    observation_missing,
    unknown_reading,
    due_reversed,
)
WARNINGS = ()
