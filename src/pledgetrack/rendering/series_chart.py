"""A measure over time as SVG: each series a line of its own, the target in ink, gaps dotted."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from markupsafe import Markup, escape

from pledgetrack.dates import Period
from pledgetrack.rendering.palette import Palette
from pledgetrack.rendering.wording import Wording
from pledgetrack.views import MeasureView, Point, SeriesView
from pledgetrack.vocabulary import Bound

_TICKS_AT_MOST = 5
_DASHES = ("", "6 4", "2 3", "8 3 2 3")
_ROOM_FOR_YEAR = 44
_WIDE = 600


@dataclass(frozen=True, slots=True)
class Plot:
    """The size of a picture in units, the size of its letters, and its colours.

    ``unit`` is empty on screen, where the width is what there is, and ``pt`` on paper.
    """

    width: float
    height: float
    letter: float
    palette: Palette
    unit: str = ""
    css_class: str = ""


@dataclass(slots=True)
class _Chart:
    """The scales of one picture, and the boxes where something already stands."""

    measure: MeasureView
    plot: Plot
    wording: Wording
    days: tuple[int, int]
    ticks: tuple[float, ...]
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)
    left: float = field(init=False)
    right: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)

    def __post_init__(self) -> None:
        """Give letters their room at the edges."""
        letter, width = self.plot.letter, self.plot.width
        longest = max(len(self.wording.number(tick)) for tick in self.ticks)
        self.left = letter * 0.56 * longest + 10
        self.right = width - (width * 0.19 if self.is_wide else 8)
        self.top = letter * (1.9 + (0 if self.is_wide else 1.35 * len(self.measure.series)))
        self.bottom = self.plot.height - letter * 1.9

    @property
    def is_wide(self) -> bool:
        return self.plot.width >= _WIDE

    def x(self, day: float) -> float:
        first, last = self.days
        return self.left + (day - first) / (last - first) * (self.right - self.left)

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.bottom - (value - low) / (high - low) * (self.bottom - self.top)

    def colour(self, index: int) -> str:
        return self.plot.palette.series[index % len(self.plot.palette.series)]

    def claim(self, x: float, y: float, text: str, anchor: str = "middle") -> bool:
        """Take the room for a text if nothing stands there yet."""
        width = _width(text, self.plot.letter)
        start = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        box = (start, y - self.plot.letter * 0.75, start + width, y + self.plot.letter * 0.1)
        if box[0] < 0 or box[2] > self.plot.width or any(_meet(box, old) for old in self.taken):
            return False
        self.taken.append(box)
        return True


def series_chart(measure: MeasureView, plot: Plot, wording: Wording) -> Markup:
    """Draw the observations of all series of a measure that has any; the table says the rest."""
    chart = _scaled(measure, plot, wording)
    chart.taken.extend(
        (x - plot.letter / 3, y - plot.letter / 3, x + plot.letter / 3, y + plot.letter / 3)
        for series in measure.series
        for x, y in (_at(chart, point) for point in series.points)
    )
    body = "".join(
        (
            f"<title>{escape(_sentence(measure, wording))}</title>",
            *_axes(chart),
            *_target(chart),
            *(part for i, one in enumerate(measure.series) for part in _series(chart, one, i)),
            *_names(chart),
            *(part for i, one in enumerate(measure.series) for part in _values(chart, one, i)),
        )
    )
    return Markup(  # noqa: S704: every word was escaped where it was put in
        f'<svg class="{plot.css_class}" viewBox="0 0 {plot.width:g} {plot.height:g}" '
        f"{_size(plot)} role=\"img\" font-family=\"'Source Sans 3', 'Noto Sans JP', sans-serif\" "
        f'font-size="{plot.letter:g}" fill="{plot.palette.second}">{body}</svg>'
    )


def _size(plot: Plot) -> str:
    if not plot.unit:
        return 'width="100%"'
    return f'width="{plot.width:g}{plot.unit}" height="{plot.height:g}{plot.unit}"'


def _sentence(measure: MeasureView, wording: Wording) -> str:
    parts = []
    for series in measure.series:
        decimals = places(series.points)
        shown = ", ".join(
            f"{wording.period(point.period)} {wording.bounded(point, decimals)}"
            for point in series.points
            if point.decides
        )
        parts.append(f"{series.title.text} ({series.unit}): {shown}.")
    return " ".join(parts)


def places(points: Sequence[Point]) -> int:
    """Return how many decimals the figures of a column need."""
    written = (f"{point.value:.6f}".rstrip("0") for point in points)
    return max((len(one.partition(".")[2]) for one in written), default=0)


def _scaled(measure: MeasureView, plot: Plot, wording: Wording) -> _Chart:
    points = [point for series in measure.series for point in series.points]
    values = [point.value for point in points]
    days = [day.toordinal() for point in points for day in (point.first, point.last)]
    if measure.target is not None:
        values.append(measure.target)
    if measure.target_last:
        days.append(measure.target_last.toordinal())
    first, last = min(days), max(days)
    margin = max((last - first) // 40, 30)
    ticks = _ticks(min(0.0, *values), max(0.0, *values))
    return _Chart(measure, plot, wording, (first - margin, last + margin), ticks)


def _ticks(low: float, high: float) -> tuple[float, ...]:
    """Return round figures from below the lowest to above the highest, about five of them."""
    raw = (high - low or 1.0) * 1.05 / _TICKS_AT_MOST
    power = 10 ** math.floor(math.log10(raw))
    step = next(one * power for one in (1, 2, 2.5, 5, 10) if one * power >= raw)
    first, last = math.floor(low / step), math.ceil(max(high * 1.02, step) / step)
    return tuple(round(step * i, 9) for i in range(first, last + 1))


def _axes(chart: _Chart) -> Iterator[str]:
    palette, letter = chart.plot.palette, chart.plot.letter
    for tick in chart.ticks:
        y = chart.y(tick)
        colour = palette.ink if tick == 0 else palette.hair
        yield _line((chart.left, y), (chart.right, y), f'stroke="{colour}"')
        yield _text(chart.left - 7, y + letter * 0.33, chart.wording.number(tick), "end")
    years = range(date.fromordinal(chart.days[0]).year, date.fromordinal(chart.days[1]).year + 1)
    every = max(1, math.ceil(_ROOM_FOR_YEAR * len(years) / (chart.right - chart.left)))
    for year in years:
        yield from _year(chart, year, named=(year - years[0]) % every == 0)


def _year(chart: _Chart, year: int, *, named: bool) -> Iterator[str]:
    start, end = date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()
    if start >= chart.days[0]:
        mark = f'stroke="{chart.plot.palette.rule}"'
        yield _line((chart.x(start), chart.bottom), (chart.x(start), chart.bottom + 5), mark)
    middle = (max(start, chart.days[0]) + min(end, chart.days[1])) / 2
    if named and min(end, chart.days[1]) - max(start, chart.days[0]) > (end - start) / 3:
        yield _text(chart.x(middle), chart.bottom + chart.plot.letter * 1.4, str(year), "middle")


def _target(chart: _Chart) -> Iterator[str]:
    measure = chart.measure
    if measure.target is None:
        return
    ink, y = chart.plot.palette.ink, chart.y(measure.target)
    due = measure.target_last
    words = chart.wording.held_to(measure.test, measure.target)
    if due is None or measure.target_period is None:
        yield _line((chart.left, y), (chart.right, y), f'stroke="{ink}"')
        yield _claimed_text(chart, (chart.left + 6, y - 6), words, ink, "start")
        return
    x = chart.x(due.toordinal())
    yield _line((_start_of_target(chart), y), (x, y), f'stroke="{ink}"')
    size = chart.plot.letter * 0.3
    pole = y - size * 8
    yield _line((x, y), (x, pole), f'stroke="{ink}"')
    yield (
        f'<path d="M{x:.1f} {pole:.1f}l{-2 * size:.1f} {size:.1f} {2 * size:.1f} {size:.1f}z" '
        f'fill="{ink}"/>'
    )
    words = f"{words}, {chart.wording.period(measure.target_period)}"
    side = "end" if x > (chart.left + chart.right) / 2 else "start"
    offset = -3 * size if side == "end" else 1.6 * size
    yield _claimed_text(chart, (x + offset, pole + 2 * size), words, ink, side)


def _start_of_target(chart: _Chart) -> float:
    """Return where the line of the target begins: at the baseline, where one is named."""
    if chart.measure.baseline_period is None:
        return chart.left
    begins, _ = Period.parse(chart.measure.baseline_period).span()
    return max(chart.x(begins.toordinal()), chart.left)


def _series(chart: _Chart, series: SeriesView, index: int) -> Iterator[str]:
    colour = chart.colour(index)
    deciding = [point for point in series.points if point.decides]
    usual = Counter(_length(point) for point in deciding).most_common(1)
    chain = sorted((p for p in deciding if _length(p) == usual[0][0]), key=lambda p: p.first)
    for before, after in pairwise(chain):
        apart = (after.first - before.last).days > 1
        dashes = "1 4" if apart else _DASHES[index % len(_DASHES)]
        width = chart.plot.letter * (0.1 if apart else 0.143)
        style = f'stroke="{colour}" stroke-width="{width:.2f}" stroke-linecap="round"'
        style += f' stroke-dasharray="{dashes}"' if dashes else ""
        yield _line(_at(chart, before), _at(chart, after), style)
    for point in series.points:
        yield _mark(chart, point, index)


def _length(point: Point) -> int:
    """Return a period's length in quarters, so that a year and a quarter are told apart."""
    return round(((point.last - point.first).days + 1) / 91.3)


def _at(chart: _Chart, point: Point) -> tuple[float, float]:
    return chart.x((point.first.toordinal() + point.last.toordinal()) / 2), chart.y(point.value)


def _mark(chart: _Chart, point: Point, index: int) -> str:
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


def _names(chart: _Chart) -> Iterator[str]:
    if not chart.is_wide:
        for index, series in enumerate(chart.measure.series):
            y = chart.plot.letter * (1.2 + 1.35 * index)
            yield _sample(chart, index, y - chart.plot.letter * 0.33)
            yield _text(28, y, series.title.text, "start", _bold(chart.colour(index)))
        return
    yield from _names_at_the_line(chart)


def _names_at_the_line(chart: _Chart) -> Iterator[str]:
    """Write the name of each series at the right end of its line, one below the other."""
    ends = sorted(
        (chart.y(series.points[-1].value), index, series)
        for index, series in enumerate(chart.measure.series)
        if series.points
    )
    step, free = chart.plot.letter * 1.2, chart.top
    for end, index, series in ends:
        rows = _wrapped(series.title.text, (chart.plot.width - chart.right - 14), chart.plot.letter)
        start = max(end - step * (len(rows) - 1) / 2, free)
        for number, row in enumerate(rows):
            y = start + number * step + chart.plot.letter * 0.33
            yield _text(chart.right + 12, y, row, "start", _bold(chart.colour(index)))
        free = start + len(rows) * step + 6


def _sample(chart: _Chart, index: int, y: float) -> str:
    dashes = _DASHES[index % len(_DASHES)]
    width = chart.plot.letter * 0.143
    style = f'stroke="{chart.colour(index)}" stroke-width="{width:.2f}"'
    style += f' stroke-dasharray="{dashes}"' if dashes else ""
    return _line((2, y), (22, y), style)


def _values(chart: _Chart, series: SeriesView, index: int) -> Iterator[str]:
    deciding = [point for point in series.points if point.decides]
    wanted = (deciding[0], deciding[-1], max(deciding, key=lambda p: p.value)) if deciding else ()
    decimals = places(series.points)
    at_target = [p for p in deciding if p.last == chart.measure.target_last]
    for point in dict.fromkeys((*at_target, *wanted)):
        x, y = _at(chart, point)
        text = chart.wording.bounded(point, decimals)
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


def _claimed_text(
    chart: _Chart, place: tuple[float, float], text: str, colour: str, anchor: str
) -> str:
    if not chart.claim(*place, text, anchor):
        return ""
    halo = f' paint-order="stroke" stroke="{chart.plot.palette.paper}"'
    halo += f' stroke-width="{chart.plot.letter * 0.28:.1f}"'
    return _text(*place, text, anchor, _bold(colour) + halo)


def _bold(colour: str) -> str:
    return f'font-weight="600" fill="{colour}"'


def _line(start: tuple[float, float], end: tuple[float, float], style: str) -> str:
    return (
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
        f"{style}/>"
    )


def _text(x: float, y: float, text: str, anchor: str, style: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {style}>{escape(text)}</text>'


def _width(text: str, letter: float) -> float:
    return sum(letter if ord(one) > 0x2E80 else letter * 0.53 for one in text)


def _wrapped(text: str, width: float, letter: float) -> list[str]:
    rows = [""]
    for word in text.split(" "):
        longer = f"{rows[-1]} {word}".strip()
        if rows[-1] and _width(longer, letter) > width:
            rows.append(word)
        else:
            rows[-1] = longer
    return rows


def _meet(one: tuple[float, float, float, float], two: tuple[float, float, float, float]) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
