"""Measures with their figures as a table: a page for each set of series that is worth one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from pledgetrack.views.atoms import SourceView
from pledgetrack.views.lens import Lens
from pledgetrack.views.measures import record_chart
from pledgetrack.views.records import record_rows
from pledgetrack.views.values import MeasureView, Point, RecordRow

FEWEST_FIGURES = 5
"""Of a measure that gets a page of its own; fewer stand well on the page of the record."""

MOST_PAGES = 12
"""Of measures in a report; those with most figures are taken."""

_YEAR = re.compile(r"((?:FY)?\d{4})(?:-([QH]\d))?")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: a series (by its place) and a part of a year, such as ``Q1``."""

    series: int
    part: str  # empty for the whole year, or for whatever period the row names


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A year or a period, its figures by column, and the numbers of the sources."""

    period: str
    cells: tuple[Point | None, ...]
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The figures of a measure; ``others`` stand in no cell: in doubt, or revised later."""

    columns: tuple[Column, ...]
    rows: tuple[FigureRow, ...]
    others: tuple[tuple[int, tuple[Point, ...]], ...]  # by the place of their series
    sources: tuple[SourceView, ...]  # the first is number 1

    @property
    def widths(self) -> tuple[int, ...]:
        """Return how many columns each series has, in their order."""
        places = [column.series for column in self.columns]
        return tuple(places.count(place) for place in dict.fromkeys(places))

    @property
    def has_derived(self) -> bool:
        """Say whether any figure was derived from others of its source."""
        return any(point and point.derived for row in self.rows for point in row.cells)

    @property
    def has_spans(self) -> bool:
        """Say whether the columns are parts of a year and some rows are longer or other periods."""
        return self.by_part and not all(_YEAR.fullmatch(row.period) for row in self.rows)

    @property
    def by_part(self) -> bool:
        """Say whether the columns are parts of a year."""
        return any(column.part for column in self.columns)


@dataclass(frozen=True, slots=True)
class MeasuredPage:
    """A measure, the records that it measures, the leading one first, and its figures."""

    records: tuple[RecordRow, ...]
    measure: MeasureView
    table: FigureTable


def measured_pages(
    lens: Lens, most: int = MOST_PAGES, agreement: str = ""
) -> tuple[MeasuredPage, ...]:
    """Return the measures with most figures, of one agreement or of all, in their order.

    Records that share their series share a page; the measure is that of the record with a target
    that still counts, the last one where there are several.
    """
    groups: dict[tuple[str, ...], list[tuple[str, MeasureView]]] = {}
    for name in lens.of_agreement(agreement) if agreement else lens.judgements:
        chart = record_chart(lens, name)
        if chart and _figures(chart.measure) >= FEWEST_FIGURES:
            key = tuple(sorted(series.id for series in chart.measure.series))
            groups.setdefault(key, []).append((name, chart.measure))
    kept = sorted(groups.values(), key=lambda group: -_figures(group[0][1]))[:most]
    return tuple(_page(lens, group) for group in groups.values() if group in kept)


def _figures(measure: MeasureView) -> int:
    return sum(len(series.points) for series in measure.series)


def _page(lens: Lens, group: Sequence[tuple[str, MeasureView]]) -> MeasuredPage:
    aimed = [one for one in group if one[1].target is not None] or list(group[:1])
    leading, measure = aimed[-1]
    others = [name for name, _ in group if name != leading]
    return MeasuredPage(record_rows(lens, [leading, *others]), measure, figure_table(measure))


def figure_table(measure: MeasureView) -> FigureTable:
    """Return figures by year, with a column for each part of a year that any has.

    A period that is no year, half or quarter has a row of its own; where most are of that kind,
    each period has.
    """
    placed = [(at, point) for at, series in enumerate(measure.series) for point in series.points]
    in_years = [_YEAR.fullmatch(point.period) for _, point in placed]
    by_year = 2 * sum(map(bool, in_years)) > len(placed)
    sources = _sources(point for _, point in placed)
    numbers = {source.id: number for number, source in enumerate(sources, start=1)}
    cells: dict[str, dict[Column, Point]] = {}
    first: dict[str, tuple[int, int]] = {}
    for at, point in placed:
        row, part = _place(point.period) if by_year else (point.period, "")
        days = (point.first.toordinal(), point.last.toordinal())
        first[row] = min(first.get(row, days), days)
        if point.decides:
            cells.setdefault(row, {})[Column(at, part)] = point
    columns = _columns(cells.values())
    rows = (
        FigureRow(row, tuple(map(cells[row].get, columns)), _numbers(cells[row].values(), numbers))
        for row in sorted(cells, key=lambda row: first[row])
    )
    others = tuple(
        (at, points)
        for at, series in enumerate(measure.series)
        if (points := tuple(point for point in series.points if not point.decides))
    )
    return FigureTable(columns, tuple(rows), others, sources)


def _place(period: str) -> tuple[str, str]:
    match = _YEAR.fullmatch(period)
    return (match[1], match[2] or "") if match else (period, "")


def _columns(rows: Iterable[dict[Column, Point]]) -> tuple[Column, ...]:
    """Return the columns in use: quarters and halves before the whole year."""
    found = set(chain.from_iterable(rows))
    return tuple(sorted(found, key=lambda one: (one.series, one.part or "Z")))


def _sources(points: Iterable[Point]) -> tuple[SourceView, ...]:
    found: dict[str, SourceView] = {}
    for point in sorted(points, key=lambda point: (point.first, point.last)):
        if point.quote.source:
            found.setdefault(point.quote.source.id, point.quote.source)
    return tuple(found.values())


def _numbers(points: Iterable[Point], numbers: dict[str, int]) -> tuple[int, ...]:
    cited = {numbers[point.quote.source.id] for point in points if point.quote.source}
    return tuple(sorted(cited))
