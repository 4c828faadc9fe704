"""The statuses of a record as a strip under the time axis of its chart."""

from collections.abc import Iterator

from pledgetrack.rendering.axes import Ground, text_at, width_of
from pledgetrack.views import Reign
from pledgetrack.vocabulary import Status

_OUTLINES = {
    Status.NOT_STARTED: "",
    Status.NO_EVIDENCE: ' stroke-dasharray="3 2.5"',
    Status.NOT_ASSESSABLE: ' stroke-dasharray="1 2"',
    Status.DECLARATORY: "",
    Status.UNASSESSED: ' stroke-dasharray="1 3"',
}


def strip(chart: Ground) -> Iterator[str]:
    """Draw a segment for each status while it held, its word in it where it has room."""
    reigns = chart.reigns
    if not reigns:
        return
    letter, palette = chart.plot.letter, chart.plot.palette
    label = chart.wording.our_status()
    yield text_at((chart.left, chart.strip_top), label, "start", f'fill="{palette.second}"')
    for reign in reigns:
        begins, ends = _extent(chart, reign)
        room = chart.strip_top + letter * 0.5, letter * 1.5
        yield from _segment(chart, reign, (begins, ends), room)
        yield _word(chart, reign, (begins, ends), room[0] + room[1] * 0.7)


def _extent(chart: Ground, reign: Reign) -> tuple[float, float]:
    ends = chart.x(reign.last.toordinal()) if reign.last else chart.right
    return max(chart.x(reign.first.toordinal()), chart.left), ends


def _segment(
    chart: Ground, reign: Reign, extent: tuple[float, float], room: tuple[float, float]
) -> Iterator[str]:
    (begins, ends), (top, height), palette = extent, room, chart.plot.palette
    fill = palette.fills.get(reign.status, palette.paper)
    yield _box((begins, top), (ends - begins, height), f'fill="{fill}" stroke="{palette.paper}"')
    if reign.status in _OUTLINES:
        style = f'fill="none" stroke="{palette.label}"{_OUTLINES[reign.status]}'
        yield _box((begins + 1, top + 0.5), (max(ends - begins - 2, 0), height - 1), style)
    if reign.ended_as and reign.last:
        yield from _end(chart, reign, ends, (top, height))


def _word(chart: Ground, reign: Reign, extent: tuple[float, float], y: float) -> str:
    """Write a status in its segment; the first without room there stands before it."""
    (begins, ends), palette = extent, chart.plot.palette
    word = chart.wording.word(reign.status)
    width = width_of(word, chart.plot.letter)
    if width + 6 <= ends - begins:
        ink = palette.figures.get(reign.status, palette.ink)
        return text_at(((begins + ends) / 2, y), word, "middle", f'font-weight="600" fill="{ink}"')
    if reign is chart.reigns[0] and width + 6 <= begins:
        return text_at((begins - 6, y), word, "end", f'fill="{palette.second}"')
    return ""


def _end(chart: Ground, reign: Reign, x: float, room: tuple[float, float]) -> Iterator[str]:
    """Close the strip with a bar where the pledge lapsed or was taken over, and say so."""
    (top, height), palette = room, chart.plot.palette
    yield _box((x, top - 3), (3, height + 6), f'fill="{palette.ink}"')
    if reign.ended_as is None or reign.last is None:
        return
    words = f"{chart.wording.word(reign.ended_as)} {chart.wording.short_day(reign.last)}"
    if x + 10 + width_of(words, chart.plot.letter) <= chart.plot.width:
        place = x + 10, top + height * 0.7
        yield text_at(place, words, "start", f'fill="{palette.second}"')


def _box(place: tuple[float, float], size: tuple[float, float], style: str) -> str:
    (x, y), (width, height) = place, size
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" {style}/>'
