"""What a chart of a measure shows, told in words for those who do not see it."""

from collections.abc import Iterator, Sequence

from pledgetrack.rendering.wording import Wording
from pledgetrack.views import MeasureView, Point, Reign, SeriesView

_QUARTER = 91.3  # days


def measure_in_words(measure: MeasureView, wording: Wording, reigns: Sequence[Reign]) -> str:
    """Say what a measure aims at, what each count found and what that means, and our statuses.

    Years stand apart from quarters, which lie within them. Figures that decide nothing come last
    and are called so: another figure of the same period may stand among those that do.
    """
    parts = [*_aim(measure, wording)]
    for series in measure.series:
        parts.append(f"{series.title.text} ({series.unit}):")
        parts += _counted(series, wording)
        parts += _result(measure, series, wording)
        parts += _doubtful(series, wording)
    if reigns:
        said = ", ".join(f"{wording.day(one.first)} {wording.word(one.status)}" for one in reigns)
        parts.append(f"{wording.our_status()}: {said}.")
    return " ".join(parts)


def places(points: Sequence[Point]) -> int:
    """Return how many decimals the figures of a column need."""
    written = (f"{point.value:.6f}".rstrip("0") for point in points)
    return max((len(one.partition(".")[2]) for one in written), default=0)


def quarters_of(point: Point) -> int:
    """Return a period's length in quarters, so that a year and a quarter are told apart."""
    return round(((point.last - point.first).days + 1) / _QUARTER)


def _aim(measure: MeasureView, wording: Wording) -> Iterator[str]:
    if measure.target is None:
        return
    aim = wording.held_to(measure.test, measure.target)
    when = [wording.period(measure.target_period)] if measure.target_period else []
    yield f"{wording.of_charts('target')}: {', '.join([aim, *when])}."


def _counted(series: SeriesView, wording: Wording) -> Iterator[str]:
    deciding = [point for point in series.points if point.decides]
    lengths = sorted({quarters_of(point) for point in deciding}, reverse=True)
    for length in lengths:
        said = _said([one for one in deciding if quarters_of(one) == length], series, wording)
        yield f"{wording.of_charts(length)}: {said}." if len(lengths) > 1 else f"{said}."


def _doubtful(series: SeriesView, wording: Wording) -> Iterator[str]:
    doubtful = [point for point in series.points if not point.decides]
    if doubtful:
        yield f"{wording.of_charts('doubtful')}: {_said(doubtful, series, wording)}."


def _said(points: Sequence[Point], series: SeriesView, wording: Wording) -> str:
    decimals = places(series.points)
    return ", ".join(
        f"{wording.period(one.period)} {_figure(one, decimals, wording)}" for one in points
    )


def _figure(point: Point, decimals: int, wording: Wording) -> str:
    if point.bound is None:
        return wording.figure(point.value, decimals)
    return wording.held_to(point.bound, point.value)


def _result(measure: MeasureView, series: SeriesView, wording: Wording) -> Iterator[str]:
    if measure.target is not None and series.points:
        said = wording.word(series.verdict) if series.verdict else wording.of_charts("none")
        yield f"{wording.of_charts('result')}: {said}."
