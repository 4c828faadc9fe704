"""A commitment and an edition -> status, lifecycle and verdicts, each with its reason.

The rules are those of the method (``docs/explanation/method.md``). Nothing here reads the clock:
the day is part of the edition.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from pledgetrack.measuring import Verdict, verdicts_of
from pledgetrack.model import Agreement, Assessment, Commitment
from pledgetrack.register import Register
from pledgetrack.vocabulary import JUDGED, NOT_JUDGED, Kind, Lack, Lifecycle, Status

_DECIDED = frozenset(JUDGED)


WINDOW_YEARS = 10


@dataclass(frozen=True, slots=True)
class Edition:
    """The register judged by what was true on ``as_of``, as it was known by ``known_by``."""

    as_of: date
    known_by: date | None = None

    def holds(self, assessment: Assessment) -> bool:
        """Say whether an assessment belongs to the edition."""
        known = self.known_by is None or assessment.recorded <= self.known_by
        return known and assessment.as_of <= self.as_of


@dataclass(frozen=True, slots=True)
class Judgement:
    """Where a record stands in an edition.

    ``parts`` is the distribution of a stem, or of a restatement of several; ``stage_date`` the day
    that the stage refers to (met, lapsed, due), None where it is not known; ``late`` how long
    after the deadline; ``is_closed`` whether its window has ended.
    """

    commitment: Commitment
    status: Status
    parts: Mapping[Status, int] = field(default_factory=dict)
    assessment: Assessment | None = None
    lifecycle: Lifecycle | None = None
    stage_date: date | None = None
    late: timedelta | None = None
    verdicts: tuple[Verdict, ...] = ()
    is_closed: bool = False

    @property
    def counted(self) -> bool:
        """Say whether the record enters totals and rates."""
        return self.commitment.is_counted

    @property
    def provisional(self) -> bool:
        """Say whether no named person has reviewed the current assessment."""
        if self.status is Status.STEM:
            return False
        return self.assessment is None or self.assessment.reviewed_by is None


def edition_of(
    register: Register, as_of: date | None = None, known_by: date | None = None
) -> Edition:
    """Return the edition that is asked for; without a day, that of the tracker's settings.

    Without a setting it is the youngest day on which anything was recorded.
    """
    recorded = (
        entry.recorded for record in register.written.values() for entry in record.assessments
    )
    day = as_of or register.tracker.as_of or max(recorded, default=None)
    return Edition(day or date(1970, 1, 1), known_by)


def judge(register: Register, edition: Edition) -> dict[str, Judgement]:
    """Return the judgement of every record of the agreements signed by the day, in order."""
    successors = _successors(register, edition)
    judged: dict[str, Judgement] = {}
    present = {
        name: commitment
        for name, commitment in register.commitments.items()
        if is_signed(register.agreements.get(commitment.agreement), edition)
    }
    parts = _parts(present)
    for name in present:
        _judge(name, present, parts, judged, (register, edition, successors))
    return {name: judged[name] for name in present}


def is_signed(agreement: Agreement | None, edition: Edition) -> bool:
    """Say whether an agreement was signed by the day; of a bare year the end counts."""
    return agreement is None or agreement.signed.last() <= edition.as_of


def _parts(present: Mapping[str, Commitment]) -> dict[str, tuple[str, ...]]:
    """Return for each stem its parts, for each restatement the records that it restates."""
    parts: dict[str, list[str]] = {}
    for name, commitment in present.items():
        if commitment.part_of in present and not commitment.withdrawn:
            parts.setdefault(commitment.part_of or "", []).append(name)
        if commitment.restates:
            parts[name] = [key for key in commitment.restates if key in present]
    return {name: tuple(names) for name, names in parts.items()}


def _successors(register: Register, edition: Edition) -> dict[str, date]:
    """Return for each record that was replaced by then the day of the newer agreement."""
    successors: dict[str, date] = {}
    for commitment in register.commitments.values():
        agreement = register.agreements.get(commitment.agreement)
        if commitment.replaces and agreement and is_signed(agreement, edition):
            successors[commitment.replaces] = agreement.signed.last()
    return successors


_Setting = tuple[Register, Edition, Mapping[str, date]]


def _judge(
    name: str,
    present: Mapping[str, Commitment],
    parts: Mapping[str, tuple[str, ...]],
    judged: dict[str, Judgement],
    setting: _Setting,
) -> None:
    """Judge a record after the records that it rests on; a circle is cut where it closes."""
    pending = [name]
    opened: set[str] = set()
    while pending:
        here = pending[-1]
        rests_on = parts.get(here, ())
        waiting = [key for key in rests_on if key not in judged and key not in opened]
        if here in judged or not waiting:
            pending.pop()
            if here not in judged:
                others = [judged[key] for key in rests_on if key in judged]
                judged[here] = _judgement(present[here], others, setting)
        else:
            opened.add(here)
            pending.extend(waiting)


def _judgement(commitment: Commitment, rests_on: list[Judgement], setting: _Setting) -> Judgement:
    if commitment.kind is Kind.STEM or len(commitment.restates) > 1:
        return Judgement(commitment, Status.STEM, _distribution(rests_on))
    if commitment.restates:
        return _restated(commitment, rests_on)
    if commitment.kind is Kind.RECOGNITION:
        return Judgement(commitment, Status.DECLARATORY)
    register, edition, successors = setting
    assessment = _current(commitment, edition)
    status = assessment.status if assessment else Status.UNASSESSED
    stage, day, late = _stage(register, edition, commitment, assessment, successors)
    return Judgement(
        commitment,
        status,
        assessment=assessment,
        lifecycle=stage,
        stage_date=day,
        late=late,
        verdicts=verdicts_of(register, commitment, edition.as_of),
        is_closed=window_end(register, commitment) < edition.as_of,
    )


def window_end(register: Register, commitment: Commitment) -> date:
    """Return the last day of the window in which a pledge is judged.

    By the method that is the due date, or ten years from signature where there is none; an
    agreement that ended before then closes the window of its undated pledges.
    """
    deadline = commitment.due.deadline() if commitment.due else None
    agreement = register.agreements.get(commitment.agreement)
    if deadline or agreement is None:
        return deadline or date.max
    signed = agreement.signed.last()
    end = agreement.in_force.end
    # The first of March stands for a 29 February that the later year does not have.
    last = date(signed.year + WINDOW_YEARS, *_day_of_every_year(signed))
    return min(last, end.last()) if end else last


def _day_of_every_year(day: date) -> tuple[int, int]:
    return (3, 1) if (day.month, day.day) == (2, 29) else (day.month, day.day)


def _restated(commitment: Commitment, rests_on: list[Judgement]) -> Judgement:
    """Return the judgement of the one record that is restated as that of the restatement."""
    if not rests_on:
        return Judgement(commitment, Status.UNASSESSED)
    first = rests_on[0]
    return Judgement(commitment, first.status, first.parts, first.assessment)


def _distribution(judgements: list[Judgement]) -> dict[Status, int]:
    """Count statuses; a stem within a stem brings its parts, what is not counted brings nothing."""
    counts: Counter[Status] = Counter()
    for judgement in judgements:
        if judgement.status is Status.STEM:
            counts.update(judgement.parts)
        elif judgement.counted:
            counts[judgement.status] += 1
    return {status: counts[status] for status in (*JUDGED, *NOT_JUDGED) if counts[status]}


def _current(commitment: Commitment, edition: Edition) -> Assessment | None:
    """Return the assessment that holds: the latest day judged, of these the latest recorded."""
    held = [entry for entry in commitment.assessments if edition.holds(entry)]
    return max(held, key=lambda entry: (entry.as_of, entry.recorded), default=None)


_Stage = tuple[Lifecycle, date | None, timedelta | None]


def _stage(
    register: Register,
    edition: Edition,
    commitment: Commitment,
    assessment: Assessment | None,
    successors: Mapping[str, date],
) -> _Stage:
    """Return the stage of the lifecycle: the first rule of the method that holds on the day."""
    deadline = commitment.due.deadline() if commitment.due else None
    status = assessment.status if assessment else Status.UNASSESSED
    agreement = register.agreements.get(commitment.agreement)
    ended = agreement.in_force.end.last() if agreement and agreement.in_force.end else None
    if commitment.withdrawn and commitment.withdrawn.on <= edition.as_of:
        return Lifecycle.WITHDRAWN, commitment.withdrawn.on, None
    if assessment and status is Status.FULFILLED:
        return _met(assessment, deadline)
    if commitment.id in successors:
        return Lifecycle.SUPERSEDED, successors[commitment.id], None
    if ended and ended < edition.as_of:
        return Lifecycle.LAPSED, ended, None
    return _in_time(edition.as_of, deadline, status)


def _in_time(day: date, deadline: date | None, status: Status) -> _Stage:
    if deadline is None or deadline >= day:
        return Lifecycle.OPEN, deadline, None
    if status in _DECIDED:
        return Lifecycle.OVERDUE, deadline, day - deadline
    return Lifecycle.DUE, deadline, None


def _met(assessment: Assessment, deadline: date | None) -> _Stage:
    """Late is what was surely done after the deadline: the first day that ``done`` can mean."""
    done = assessment.done
    if done is None:
        return Lifecycle.MET, None, None
    if deadline and done.first() > deadline:
        return Lifecycle.MET_LATE, done.last(), done.first() - deadline
    return Lifecycle.MET, done.last(), None


def lacks_of(commitment: Commitment) -> tuple[Lack, ...]:
    """Return what keeps a record from being tested: as written, and ``date`` without a due date."""
    dated = commitment.due is not None and commitment.due.deadline() is not None
    return commitment.lacks if dated else (*commitment.lacks, Lack.DATE)
