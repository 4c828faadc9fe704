"""A measure over time as SVG: each series a line of its own, the target in ink, gaps dotted."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from markupsafe import Markup

from pledgetrack.dates import Period
from pledgetrack.rendering.axes import (
    SAMPLE,
    Box,
    Ground,
    Place,
    Plot,
    axes,
    ground_of,
    line,
    text_at,
)
from pledgetrack.rendering.charts import said
from pledgetrack.rendering.series_words import measure_in_words, places, quarters_of
from pledgetrack.rendering.status_strip import strip
from pledgetrack.rendering.term_brackets import brackets
from pledgetrack.rendering.wording import Wording
from pledgetrack.views import MeasureView, Point, SeriesView
from pledgetrack.vocabulary import Bound

_DASHES = ("", "6 4", "2 3", "8 3 2 3")


def series_chart(measure: MeasureView, plot: Plot, wording: Wording) -> Markup:
    """Draw the observations of all series of a measure that has any; the table says the rest."""
    chart = ground_of(measure, plot, wording)
    chart.taken.extend(
        _room_of(chart, point) for series in measure.series for point in series.points
    )
    body = "".join(
        (
            said(measure_in_words(measure, wording, chart.reigns)),
            *axes(chart),
            *brackets(chart),
            *_target(chart),
            *(part for i, one in enumerate(measure.series) for part in _series(chart, one, i)),
            *_names(chart),
            *(part for i, one in enumerate(measure.series) for part in _values(chart, one, i)),
            *strip(chart),
        )
    )
    return Markup(  # noqa: S704  every word was escaped where it was put in
        f'<svg class="{plot.css_class}" viewBox="0 0 {plot.width:g} {chart.height:g}" '
        f"{plot.size} role=\"img\" font-family=\"'Source Sans 3', 'Noto Sans JP', sans-serif\" "
        f'font-size="{plot.letter:g}" fill="{plot.palette.second}">{body}</svg>'
    )


def _target(chart: Ground) -> Iterator[str]:
    measure = chart.measure
    if measure.target is None:
        return
    ink, y = chart.plot.palette.ink, chart.y(measure.target)
    due = measure.target_last
    words = chart.wording.held_to(measure.test, measure.target)
    if due is None or measure.target_period is None:
        yield line((chart.left, y), (chart.right, y), f'stroke="{ink}"')
        yield _claimed_text(chart, (chart.left + 6, y - 6), words, ink, "start")
        return
    x = chart.x(due.toordinal())
    yield line((_start_of_target(chart), y), (x, y), f'stroke="{ink}"')
    size = chart.plot.letter * 0.3
    pole = y - size * 8
    yield line((x, y), (x, pole), f'stroke="{ink}"')
    yield (
        f'<path d="M{x:.1f} {pole:.1f}l{-2 * size:.1f} {size:.1f} {2 * size:.1f} {size:.1f}z" '
        f'fill="{ink}"/>'
    )
    words = f"{words}, {chart.wording.period(measure.target_period)}"
    side = "end" if x > (chart.left + chart.right) / 2 else "start"
    offset = -3 * size if side == "end" else 1.6 * size
    yield _claimed_text(chart, (x + offset, pole + 2 * size), words, ink, side)


def _start_of_target(chart: Ground) -> float:
    """Return where the line of the target begins: at the baseline, where one is named."""
    if chart.measure.baseline_period is None:
        return chart.left
    begins, _ = Period.parse(chart.measure.baseline_period).span()
    return max(chart.x(begins.toordinal()), chart.left)


def _series(chart: Ground, series: SeriesView, index: int) -> Iterator[str]:
    colour = chart.colour(index)
    deciding = [point for point in series.points if point.decides]
    usual = Counter(quarters_of(point) for point in deciding).most_common(1)
    chain = sorted((p for p in deciding if quarters_of(p) == usual[0][0]), key=lambda p: p.first)
    for before, after in pairwise(chain):
        apart = (after.first - before.last).days > 1
        dashes = "1 4" if apart else _DASHES[index % len(_DASHES)]
        width = chart.plot.letter * (0.1 if apart else 0.143)
        style = f'stroke="{colour}" stroke-width="{width:.2f}" stroke-linecap="round"'
        style += f' stroke-dasharray="{dashes}"' if dashes else ""
        yield line(_at(chart, before), _at(chart, after), style)
    for point in series.points:
        yield _mark(chart, point, index)


def _at(chart: Ground, point: Point) -> Place:
    return chart.x((point.first.toordinal() + point.last.toordinal()) / 2), chart.y(point.value)


def _room_of(chart: Ground, point: Point) -> Box:
    """Return the room of a mark with its arrow, so that no word stands on it."""
    (x, y), third = _at(chart, point), chart.plot.letter / 3
    arrow = chart.plot.letter * 1.1 if point.decides else 0
    up = arrow if point.bound is Bound.AT_LEAST else third
    down = arrow if point.bound is Bound.AT_MOST else third
    return x - third, y - up, x + third, y + down


def _mark(chart: Ground, point: Point, index: int) -> str:
    (x, y), colour, paper = _at(chart, point), chart.colour(index), chart.plot.palette.paper
    size = chart.plot.letter * 0.27
    if not point.decides:
        return (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size * 1.15:.2f}" fill="{paper}" '
            f'stroke="{colour}" stroke-width="{size * 0.26:.2f}" '
            f'stroke-dasharray="{size / 2:.2f} {size / 2:.2f}"/>'
        )
    open_style = f'fill="{paper}" stroke="{colour}" stroke-width="{size * 0.45:.2f}"'
    if point.bound:
        return _open_end(x, y, size if point.bound is Bound.AT_MOST else -size, open_style)
    if index % 2:
        return (
            f'<rect x="{x - size:.1f}" y="{y - size:.1f}" width="{2 * size:.2f}" '
            f'height="{2 * size:.2f}" {open_style}/>'
        )
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.2f}" fill="{colour}"/>'


def _open_end(x: float, y: float, size: float, style: str) -> str:
    """Draw an open mark with an arrow to the side where the figure may lie: down if positive."""
    shaft, barb = size * 4, size
    return (
        f'<path d="M{x:.1f} {y:.1f}v{shaft:.1f}m{-barb:.1f} {-barb:.1f}l{barb:.1f} {barb:.1f} '
        f'{barb:.1f} {-barb:.1f}" {style}/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{abs(size):.2f}" {style}/>'
    )


def _names(chart: Ground) -> Iterator[str]:
    """Write the name of each series: at the end of its line, or above where there is no room."""
    step = chart.plot.letter * 1.2
    for index, start in _places_of_names(chart, step):
        left = chart.right + 12 if chart.is_wide else SAMPLE
        if not chart.is_wide:
            yield _sample(chart, index, start)
        for number, row in enumerate(chart.heads[index]):
            y = start + number * step + chart.plot.letter * 0.33
            yield text_at((left, y), row, "start", _bold(chart.colour(index)))


def _places_of_names(chart: Ground, step: float) -> list[tuple[int, float]]:
    """Return each series with the height of its name: none on another, none below the picture."""
    free = chart.top if chart.is_wide else chart.plot.letter * 0.6
    order, starts = _in_order_of_ends(chart), list[float]()
    for index in order:
        start = free
        if chart.is_wide:
            end = chart.y(chart.measure.series[index].points[-1].value)
            start = max(end - step * (len(chart.heads[index]) - 1) / 2, free)
        starts.append(start)
        free = start + (len(chart.heads[index]) + 0.25) * step
    floor = chart.plot.height
    for at in reversed(range(len(order) if chart.is_wide else 0)):
        starts[at] = min(starts[at], floor - len(chart.heads[order[at]]) * step)
        floor = starts[at] - 0.25 * step
    return list(zip(order, starts, strict=True))


def _in_order_of_ends(chart: Ground) -> list[int]:
    """Return the series that have points: as given, or from top to bottom at the right edge."""
    shown = [index for index, series in enumerate(chart.measure.series) if series.points]
    if not chart.is_wide:
        return shown
    return sorted(shown, key=lambda index: chart.y(chart.measure.series[index].points[-1].value))


def _sample(chart: Ground, index: int, y: float) -> str:
    dashes = _DASHES[index % len(_DASHES)]
    width = chart.plot.letter * 0.143
    style = f'stroke="{chart.colour(index)}" stroke-width="{width:.2f}"'
    style += f' stroke-dasharray="{dashes}"' if dashes else ""
    return line((2, y), (22, y), style)


def _values(chart: Ground, series: SeriesView, index: int) -> Iterator[str]:
    deciding = [point for point in series.points if point.decides]
    wanted = (deciding[0], deciding[-1], max(deciding, key=lambda p: p.value)) if deciding else ()
    at_target = [p for p in deciding if p.last == chart.measure.target_last]
    for point in dict.fromkeys((*at_target, *wanted)):
        x, y = _at(chart, point)
        text = chart.wording.bounded(point, places((point,)))
        gap, below = chart.plot.letter * 0.6, chart.plot.letter * 1.45
        places_around = (
            ((x, y - gap), "middle"),
            ((x, y + below), "middle"),
            ((x + gap, y + below), "start"),
            ((x - gap, y - gap), "end"),
        )
        labels = (
            _claimed_text(chart, place, text, chart.colour(index), anchor)
            for place, anchor in places_around
        )
        yield next((label for label in labels if label), "")


def _claimed_text(chart: Ground, place: Place, text: str, colour: str, anchor: str) -> str:
    if not chart.claim(*place, text, anchor):
        return ""
    return text_at(place, text, anchor, _bold(colour) + _halo(chart))


def _halo(chart: Ground) -> str:
    """Keep lines off the words; the renderer of paper knows no such thing."""
    if chart.plot.unit:
        return ""
    halo = f' style="paint-order:stroke" stroke="{chart.plot.palette.paper}"'
    return halo + f' stroke-width="{chart.plot.letter * 0.28:.1f}"'


def _bold(colour: str) -> str:
    return f'font-weight="600" fill="{colour}"'
