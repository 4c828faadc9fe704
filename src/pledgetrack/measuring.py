"""An indicator and its series -> a verdict for each measure, by the bands of the method.

Fulfilled when the target is met (with "about": within 5 per cent), substantial from four fifths of
the way from the baseline, partial from one fifth, started above nothing.
"""

from dataclasses import dataclass
from datetime import date

from pledgetrack.model import Commitment, Indicator, Observation, Series, Target
from pledgetrack.register import Register
from pledgetrack.vocabulary import Bound, Status, Test

ABOUT = 0.05
SUBSTANTIAL_FROM = 0.8
PARTIAL_FROM = 0.2


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one series says about a target; without a status, ``reason`` says why not.

    The reasons: ``no-target``, ``no-observation``, ``no-baseline``, ``only-a-bound``,
    ``other-prices``. ``progress`` is the share of the way from the baseline, 1.0 at the target.
    """

    series: str
    status: Status | None = None
    reason: str = ""
    observation: Observation | None = None
    progress: float | None = None


def verdicts_of(register: Register, commitment: Commitment, as_of: date) -> tuple[Verdict, ...]:
    """Return a verdict for each series that decides, on the day."""
    indicator, agreement = commitment.indicator, register.agreements.get(commitment.agreement)
    if indicator is None:
        return ()
    year_starts = agreement.year_starts if agreement else (1, 1)
    return tuple(
        _verdict(series, current(register, series, as_of), indicator, year_starts)
        for name in indicator.series
        if (series := register.series.get(name))
    )


def current(register: Register, series: Series, as_of: date) -> dict[str, Observation]:
    """Return for each period that ended by the day the observation that counts.

    The later published counts, on a tie the later in the file; a doubtful one never does.
    """
    chosen: dict[str, Observation] = {}
    for entry in sorted(series.observations, key=lambda entry: published(register, entry)):
        ended = entry.period.span(series.year_starts)[1] <= as_of
        if ended and entry.doubt is None:
            chosen[str(entry.period)] = entry
    return chosen


def published(register: Register, entry: Observation) -> date:
    """Return when an observation was published: as it says itself, else the day of its source."""
    source = register.sources.get(entry.quote.source or "")
    day = entry.published or (source.date if source else None)
    return day.last() if day else date.min


def _verdict(
    series: Series,
    known: dict[str, Observation],
    indicator: Indicator,
    year_starts: tuple[int, int],
) -> Verdict:
    target = indicator.target
    if target is None:
        return Verdict(series.id, reason="no-target")
    if indicator.prices and series.prices and indicator.prices is not series.prices:
        return Verdict(series.id, reason="other-prices")
    deciding = _deciding(series, known, target, year_starts)
    if deciding is None:
        return Verdict(series.id, reason="no-observation")
    start = _baseline(indicator, known)
    return _in_band(series.id, deciding, start, target)


def _deciding(
    series: Series, known: dict[str, Observation], target: Target, year_starts: tuple[int, int]
) -> Observation | None:
    """Return the last observation in the target's period; without a period, the last of all."""
    first, last = target.period.span(year_starts) if target.period else (date.min, date.max)
    inside = [
        entry
        for entry in known.values()
        if first <= entry.period.span(series.year_starts)[0]
        and entry.period.span(series.year_starts)[1] <= last
    ]
    return max(inside, key=lambda entry: entry.period.span(series.year_starts)[1], default=None)


def _baseline(indicator: Indicator, known: dict[str, Observation]) -> float | None:
    baseline = indicator.baseline
    if baseline is None:
        return None
    if baseline.value is not None:
        return baseline.value
    own = known.get(str(baseline.period))
    return own.value if own else None


def _in_band(series: str, observation: Observation, start: float | None, target: Target) -> Verdict:
    value = observation.value
    rises = target.test not in {Test.AT_MOST, Test.BELOW}
    if target.test is Test.ABOUT and start is not None:
        rises = target.value >= start
    if observation.bound is (Bound.AT_MOST if rises else Bound.AT_LEAST):
        return Verdict(series, None, "only-a-bound", observation)
    progress = None if start in {None, target.value} else _way(value, start, target.value)
    if _is_met(value, target, rises=rises):
        return Verdict(series, Status.FULFILLED, "", observation, progress)
    if observation.bound is not None:
        return Verdict(series, None, "only-a-bound", observation, progress)
    if progress is None:
        return Verdict(series, None, "no-baseline", observation)
    return Verdict(series, _band(progress), "", observation, progress)


def _way(value: float, start: float | None, end: float) -> float:
    """Return the share of the way; rounded, or 14.56 would lie a hair below a fifth of it."""
    begin = start or 0.0
    return round((value - begin) / (end - begin), 9)


def _is_met(value: float, target: Target, *, rises: bool) -> bool:
    aim = target.value
    match target.test:
        case Test.ABOVE:
            return value > aim
        case Test.BELOW:
            return value < aim
        case Test.AT_MOST:
            return value <= aim
        case Test.ABOUT:
            margin = ABOUT * abs(aim)
            return value >= round(aim - margin, 9) if rises else value <= round(aim + margin, 9)
    return value >= aim


def _band(progress: float) -> Status:
    if progress >= SUBSTANTIAL_FROM:
        return Status.SUBSTANTIAL
    if progress >= PARTIAL_FROM:
        return Status.PARTIAL
    return Status.STARTED if progress > 0 else Status.NOT_STARTED
