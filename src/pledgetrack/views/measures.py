"""What a record is measured by -> criteria, targets and series."""

from dataclasses import dataclass
from datetime import date

from pledgetrack.assessment import Judgement
from pledgetrack.measuring import PARTIAL_FROM, SUBSTANTIAL_FROM, current
from pledgetrack.model import Commitment, Indicator, Observation, Series
from pledgetrack.views.atoms import Link
from pledgetrack.views.lens import Lens
from pledgetrack.views.reigns import reigns_of
from pledgetrack.views.terms import terms_of
from pledgetrack.views.values import CriterionView, MeasureView, Point, SeriesView
from pledgetrack.vocabulary import Status, Test


@dataclass(frozen=True, slots=True)
class RecordChart:
    """The measure of a record, to be drawn by itself."""

    record: Link
    measure: MeasureView


def record_chart(lens: Lens, name: str) -> RecordChart | None:
    """Return the measure of a record of the edition; None where it names none."""
    commitment = lens.register.commitments[name]
    measure = measure_of(lens, commitment, lens.judgements[name])
    return RecordChart(lens.record(name), measure) if measure else None


def criteria_of(
    lens: Lens, commitment: Commitment, judgement: Judgement
) -> tuple[CriterionView, ...]:
    """Return what would count: as written, else the bands of the target."""
    steps = (
        (Status.FULFILLED, 1.0),
        (Status.SUBSTANTIAL, SUBSTANTIAL_FROM),
        (Status.PARTIAL, PARTIAL_FROM),
    )
    written, start, aim = commitment.criteria, *_way(commitment.indicator)
    if written is None and aim is None:
        return ()
    return tuple(
        CriterionView(
            status=status,
            words=lens.words(getattr(written, status.value)) if written else None,
            value=None if aim is None or start is None else round(start + share * (aim - start), 6),
            applies=judgement.status is status,
        )
        for status, share in steps
    )


def _way(indicator: Indicator | None) -> tuple[float | None, float | None]:
    start = indicator.baseline.value if indicator and indicator.baseline else None
    aim = indicator.target.value if indicator and indicator.target else None
    return start, aim


def measure_of(lens: Lens, commitment: Commitment, judgement: Judgement) -> MeasureView | None:
    """Return what is measured, with the series that decide and their rivals."""
    indicator = commitment.indicator
    if indicator is None:
        return None
    target, baseline = indicator.target, indicator.baseline
    span = _target_span(lens, commitment)
    named = [(name, False) for name in indicator.series] + [
        (name, True) for name in indicator.rivals
    ]
    return MeasureView(
        unit=indicator.unit,
        prices=indicator.prices,
        baseline_period=str(baseline.period) if baseline else None,
        baseline=baseline.value if baseline else None,
        target_period=str(target.period) if target and target.period else None,
        target_first=span[0] if span else None,
        target_last=span[1] if span else None,
        target=target.value if target else None,
        test=target.test if target else Test.AT_LEAST,
        series=tuple(
            _series(lens, series, judgement, rival=rival)
            for name, rival in named
            if (series := lens.register.series.get(name))
        ),
        reigns=reigns_of(lens, commitment, judgement),
        terms=terms_of(lens, commitment.agreement),
    )


def _target_span(lens: Lens, commitment: Commitment) -> tuple[date, date] | None:
    target = commitment.indicator.target if commitment.indicator else None
    agreement = lens.register.agreements.get(commitment.agreement)
    if target is None or target.period is None or agreement is None:
        return None
    return target.period.span(agreement.year_starts)


def _series(lens: Lens, series: Series, judgement: Judgement, *, rival: bool) -> SeriesView:
    verdict = next((entry for entry in judgement.verdicts if entry.series == series.id), None)
    known = current(lens.register, series, lens.edition.as_of)
    shown = [
        entry
        for entry in series.observations
        if entry.period.span(series.year_starts)[1] <= lens.edition.as_of
    ]
    shown.sort(key=lambda entry: entry.period.span(series.year_starts))
    return SeriesView(
        id=series.id,
        title=lens.words(series.title),
        unit=series.unit,
        prices=series.prices,
        owner=lens.party(series.owner),
        formula=lens.words(series.formula),
        rival=rival,
        points=tuple(_point(lens, series, entry, known) for entry in shown),
        verdict=verdict.status if verdict else None,
        reason=verdict.reason if verdict else "",
        note=lens.maybe(series.note),
    )


def _point(lens: Lens, series: Series, entry: Observation, known: dict[str, Observation]) -> Point:
    first, last = entry.period.span(series.year_starts)
    return Point(
        period=str(entry.period),
        first=first,
        last=last,
        value=entry.value,
        bound=entry.bound,
        decides=known.get(str(entry.period)) is entry,
        derived=lens.maybe(entry.derived),
        doubt=lens.maybe(entry.doubt),
        note=lens.maybe(entry.note),
        published=entry.published,
        quote=lens.quote(entry.quote),
    )
