"""The ground of a chart over time: scales, round ticks, and the room that words take."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from markupsafe import escape

from pledgetrack.rendering.palette import Palette
from pledgetrack.rendering.series_names import short_names
from pledgetrack.rendering.wording import Wording
from pledgetrack.views import MeasureView, Reign, Term

SAMPLE = 28.0
"""How far names stand in where a sample of the line stands before them."""

_TICKS_AT_MOST = 5
_CJK = 0x2E80
_BREAKABLE = re.compile(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+")
_ROOM_FOR_YEAR = 44
_WIDE = 600

Place = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Plot:
    """The size of a picture in units, the size of its letters, and its colours.

    ``unit`` is empty on screen, where the width is what there is, and ``pt`` on paper. With
    ``has_strip`` the statuses stand below ``height``, and the terms of agreements above the lines.
    """

    width: float
    height: float
    letter: float
    palette: Palette
    unit: str = ""
    css_class: str = ""
    has_strip: bool = False

    @property
    def size(self) -> str:
        """Return the attributes that give the picture its size."""
        if not self.unit:
            return 'width="100%"'
        return f'width="{self.width:g}{self.unit}" height="{self.height:g}{self.unit}"'


@dataclass(slots=True)
class Ground:
    """The scales of one picture, and the boxes where something already stands."""

    measure: MeasureView
    plot: Plot
    wording: Wording
    days: tuple[int, int]
    ticks: tuple[float, ...]
    taken: list[Box] = field(default_factory=list)
    left: float = field(init=False)
    right: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)
    heads: list[list[str]] = field(init=False)

    def __post_init__(self) -> None:
        """Give letters their room at the edges."""
        letter, width = self.plot.letter, self.plot.width
        longest = max(len(self.wording.number(tick)) for tick in self.ticks)
        self.left = letter * 0.56 * longest + 10
        self.right = width - (width * 0.19 if self.is_wide else 8)
        room = width - (self.right + 14 if self.is_wide else SAMPLE)
        names = short_names(self.measure)
        self.heads = [_wrapped(name, room, letter * 1.06) for name in names]
        above = 0 if self.is_wide else sum(map(len, self.heads)) + len(self.heads) / 4
        self.top = letter * (1.9 + 1.2 * above + (1.6 if self.terms else 0))
        self.bottom = self.plot.height - letter * 1.9

    @property
    def reigns(self) -> tuple[Reign, ...]:
        """Return the statuses drawn under the axis."""
        return self.measure.reigns if self.plot.has_strip else ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """Return the terms of agreements drawn above the lines: none that would say nothing."""
        begin, end = self.days
        shown = tuple(
            term
            for term in (self.measure.terms if self.plot.has_strip else ())
            if term.first.toordinal() < end and (term.last is None or term.last.toordinal() > begin)
        )
        is_all = all(
            term.first.toordinal() <= begin and (term.last is None or term.last.toordinal() >= end)
            for term in shown
        )
        return () if is_all else shown

    @property
    def strip_top(self) -> float:
        """Return the line on which the label of the strip stands."""
        return self.plot.height + self.plot.letter * 1.1

    @property
    def height(self) -> float:
        """Return the height of the picture with its strip."""
        return self.plot.height + (self.plot.letter * 3.4 if self.reigns else 0)

    @property
    def is_wide(self) -> bool:
        """Whether names have room beside the lines."""
        return self.plot.width >= _WIDE

    def x(self, day: float) -> float:
        """Return where a day stands, given as an ordinal."""
        first, last = self.days
        return self.left + (day - first) / (last - first) * (self.right - self.left)

    def y(self, value: float) -> float:
        """Return how high a value stands."""
        low, high = self.ticks[0], self.ticks[-1]
        return self.bottom - (value - low) / (high - low) * (self.bottom - self.top)

    def colour(self, index: int) -> str:
        """Return the colour of a series by its place."""
        return self.plot.palette.series[index % len(self.plot.palette.series)]

    def claim(self, x: float, y: float, text: str, anchor: str = "middle") -> bool:
        """Take the room for a text if nothing stands there yet."""
        width = width_of(text, self.plot.letter)
        start = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        box = (start, y - self.plot.letter * 0.75, start + width, y + self.plot.letter * 0.1)
        if box[0] < 0 or box[2] > self.plot.width or any(_meet(box, old) for old in self.taken):
            return False
        self.taken.append(box)
        return True


def ground_of(measure: MeasureView, plot: Plot, wording: Wording) -> Ground:
    """Return the ground on which all observations and the target of a measure find room."""
    points = [point for series in measure.series for point in series.points]
    values = [point.value for point in points]
    days = [day.toordinal() for point in points for day in (point.first, point.last)]
    if measure.target is not None:
        values.append(measure.target)
    if measure.target_last:
        days.append(measure.target_last.toordinal())
    reigns = measure.reigns if plot.has_strip else ()
    days.extend(day.toordinal() for one in reigns for day in (one.first, one.last) if day)
    margin = max((max(days) - min(days)) // 40, 30)
    if reigns and reigns[-1].last is None:  # room for the word of the status that holds now
        days.append(reigns[-1].first.toordinal() + 5 * margin)
    first, last = max(min(days) - margin, 1), min(max(days) + margin, date.max.toordinal())
    ticks = _ticks(min(0.0, *values), max(0.0, *values))
    return Ground(measure, plot, wording, (first, last), ticks)


def _ticks(low: float, high: float) -> tuple[float, ...]:
    """Return round figures from below the lowest to above the highest, about five of them."""
    raw = (high - low or 1.0) * 1.05 / _TICKS_AT_MOST
    power = 10 ** math.floor(math.log10(raw))
    step = next(one * power for one in (1, 2, 2.5, 5, 10) if one * power >= raw)
    first, last = math.floor(low / step), math.ceil(max(high * 1.02, step) / step)
    return tuple(round(step * i, 9) for i in range(first, last + 1))


def axes(chart: Ground) -> Iterator[str]:
    """Draw the lines of the round figures, and the years."""
    palette, letter = chart.plot.palette, chart.plot.letter
    for tick in chart.ticks:
        y = chart.y(tick)
        colour = palette.ink if tick == 0 else palette.hair
        yield line((chart.left, y), (chart.right, y), f'stroke="{colour}"')
        yield text_at((chart.left - 7, y + letter * 0.33), chart.wording.number(tick), "end")
    years = range(date.fromordinal(chart.days[0]).year, date.fromordinal(chart.days[1]).year + 1)
    every = max(1, math.ceil(_ROOM_FOR_YEAR * len(years) / (chart.right - chart.left)))
    for year in years:
        yield from _year(chart, year, named=(year - years[0]) % every == 0)


def _year(chart: Ground, year: int, *, named: bool) -> Iterator[str]:
    start, end = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    if start >= chart.days[0]:
        mark = f'stroke="{chart.plot.palette.rule}"'
        yield line((chart.x(start), chart.bottom), (chart.x(start), chart.bottom + 5), mark)
    middle = (max(start, chart.days[0]) + min(end, chart.days[1])) / 2
    if named and min(end, chart.days[1]) - max(start, chart.days[0]) > (end - start) / 3:
        below = chart.bottom + chart.plot.letter * 1.4
        yield text_at((chart.x(middle), below), str(year), "middle")


def line(start: Place, end: Place, style: str) -> str:
    """Draw a straight line."""
    return (
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
        f"{style}/>"
    )


def text_at(place: Place, text: str, anchor: str, style: str = "") -> str:
    """Write a text, escaped."""
    x, y = place
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {style}>{escape(text)}</text>'


def width_of(text: str, letter: float) -> float:
    """Return about how wide a text is, in letters of a size."""
    return sum(letter if ord(one) > _CJK else letter * 0.53 for one in text)


def _wrapped(text: str, width: float, letter: float) -> list[str]:
    """Break a text into rows: between words, and between any two Japanese characters."""
    rows = [""]
    for piece in _BREAKABLE.findall(text):
        if rows[-1] and width_of(rows[-1] + piece.rstrip(), letter) > width:
            rows.append(piece)
        else:
            rows[-1] += piece
    return [row.strip() for row in rows]


def _meet(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
