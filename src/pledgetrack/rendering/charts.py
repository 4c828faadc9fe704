"""Bars of a distribution as SVG: one source for screen and paper.

On screen lengths are percentages of the width there is and textures are patterns; on paper lengths
are points and textures are clipped lines in one path, which every printer draws alike.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from pledgetrack.rendering.palette import PAPER, SCREEN, Palette
from pledgetrack.vocabulary import Status

Counts = Sequence[tuple[Status, int]]

_GAP = 0.016
"""What stands between the judged and the others, as a share of the width."""
_ROOM_FOR_DIGIT = 0.011
"""Of the width on screen; a segment with less room carries no figure, the legend says it."""
_LOW = 20
"""Bars less high stand in columns of tables, which have half the width."""
_POINTS_FOR_DIGIT = 6.0
_LOWEST_FOR_FIGURE = 12

_OUTLINED = {
    Status.NOT_STARTED: "",
    Status.NO_EVIDENCE: ' stroke-dasharray="3 2.5"',
    Status.NOT_ASSESSABLE: "",
    Status.DECLARATORY: "",
}
_TEXTURED = (Status.CONTRARY, Status.NO_EVIDENCE, Status.NOT_ASSESSABLE)


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where a bar is drawn: ``width`` in points on paper, None on screen; ``height`` alike."""

    height: float
    width: float | None = None
    key: str = "bar"

    @property
    def palette(self) -> Palette:
        """Return the colours of the medium."""
        return SCREEN if self.width is None else PAPER

    def across(self, share: float) -> str:
        """Return a length from a share of the width."""
        return f"{share * 100:.2f}%" if self.width is None else f"{share * self.width:.2f}"


@dataclass(frozen=True, slots=True)
class _Segment:
    status: Status
    count: int
    start: float
    width: float


def sentence(counts: Counts, word: Callable[[Status], str]) -> str:
    """Say the numbers behind a bar: ``Fulfilled 13, Substantial 10``."""
    return ", ".join(f"{word(status)} {count}" for status, count in counts)


def bar(
    groups: Sequence[Counts],
    scale: int,
    canvas: Canvas,
    word: Callable[[Status], str],
) -> Markup:
    """Draw groups of counts in one row, a gap between groups; ``scale`` records fill the width."""
    counts = [pair for group in groups for pair in group]
    segments = list(_laid_out(groups, scale))
    parts = [
        _opening(canvas),
        said(sentence(counts, word)),
        _patterns(segments, canvas),
        *(_drawn(segment, canvas) for segment in segments),
        "</svg>",
    ]
    return Markup("".join(parts))  # noqa: S704  words are escaped above, the rest is ours


def said(words: str) -> str:
    """Return what a picture says to those who do not see it.

    The class keeps the script of Sphinx away that marks the words of a search: it stumbles here.
    """
    return f'<title class="nohighlight">{escape(words)}</title>'


def _laid_out(groups: Sequence[Counts], scale: int) -> Iterator[_Segment]:
    filled = [group for group in groups if group]
    one = (1 - _GAP) / max(scale, 1)
    start = 0.0
    for group in filled:
        for status, count in group:
            yield _Segment(status, count, start, count * one)
            start += count * one
        start += _GAP


def _opening(canvas: Canvas) -> str:
    size = f'height="{canvas.height:g}"'
    if canvas.width is None:
        return f'<svg class="pt-bar" width="100%" {size} role="img">'
    box = f'viewBox="0 0 {canvas.width:g} {canvas.height:g}"'
    return (
        f'<svg class="pt-bar" width="{canvas.width:g}pt" height="{canvas.height:g}pt" {box} '
        'role="img">'
    )


def _drawn(segment: _Segment, canvas: Canvas) -> str:
    if segment.status is Status.UNASSESSED:
        return _baseline(segment, canvas) + _figure(segment, canvas)
    palette = canvas.palette
    fill = palette.fills.get(segment.status, palette.paper)
    box = f'x="{canvas.across(segment.start)}" width="{canvas.across(segment.width)}"'
    rect = (
        f'<rect {box} height="{canvas.height:g}" fill="{fill}" stroke="{palette.paper}" '
        'stroke-width="1.5"/>'
    )
    return rect + _texture(segment, canvas) + _outline(segment, canvas) + _figure(segment, canvas)


def _outline(segment: _Segment, canvas: Canvas) -> str:
    dashes = _OUTLINED.get(segment.status)
    if dashes is None:
        return ""
    inset = 0.0012
    x = canvas.across(segment.start + inset)
    width = canvas.across(max(segment.width - 2 * inset, 0))
    return (
        f'<rect x="{x}" y=".5" width="{width}" height="{canvas.height - 1:g}" fill="none" '
        f'stroke="{canvas.palette.label}"{dashes}/>'
    )


def _baseline(segment: _Segment, canvas: Canvas) -> str:
    y = canvas.height - 1
    return (
        f'<line x1="{canvas.across(segment.start)}" '
        f'x2="{canvas.across(segment.start + segment.width)}" y1="{y:g}" y2="{y:g}" '
        f'stroke="{canvas.palette.label}" stroke-dasharray="1 3" stroke-width="1.4"/>'
    )


def _figure(segment: _Segment, canvas: Canvas) -> str:
    if not _has_room(segment, canvas):
        return ""
    palette = canvas.palette
    x = canvas.across(segment.start + segment.width / 2)
    size = min(14 if canvas.width is None else 8.6, canvas.height * 0.78)
    plate = halo = ""
    if segment.status in _TEXTURED:
        under = palette.fills.get(segment.status, palette.paper)
        if canvas.width is None:
            halo = f' style="paint-order:stroke" stroke="{under}" stroke-width="4"'
        else:
            plate = _plate(segment, canvas, size, under)
    return (
        f'{plate}<text x="{x}" y="{canvas.height / 2 + size * 0.35:.1f}" text-anchor="middle" '
        f'font-family="Source Sans 3, sans-serif" font-size="{size:.1f}" font-weight="600" '
        f'fill="{palette.figures.get(segment.status, palette.ink)}"{halo}>{segment.count}</text>'
    )


def _plate(segment: _Segment, canvas: Canvas, size: float, colour: str) -> str:
    """Clear the ground under a figure on paper, where the renderer knows no ``paint-order``."""
    width = size * 0.6 * len(str(segment.count)) + 3
    middle = (segment.start + segment.width / 2) * (canvas.width or 0)
    return (
        f'<rect x="{middle - width / 2:.2f}" y="{canvas.height / 2 - size * 0.6:.2f}" '
        f'width="{width:.2f}" height="{size * 1.2:.2f}" fill="{colour}"/>'
    )


def _has_room(segment: _Segment, canvas: Canvas) -> bool:
    digits = len(str(segment.count))
    if canvas.width is None:
        room = _ROOM_FOR_DIGIT * digits * (2 if canvas.height < _LOW else 1)
        return canvas.height >= _LOWEST_FOR_FIGURE and segment.width >= room
    return segment.width * canvas.width >= _POINTS_FOR_DIGIT * (digits + 1)


def _texture(segment: _Segment, canvas: Canvas) -> str:
    if segment.status not in _TEXTURED:
        return ""
    if canvas.width is not None:
        left = segment.start * canvas.width
        return _texture_on_paper(segment.status, left, segment.width * canvas.width, canvas.height)
    return (
        f'<rect x="{canvas.across(segment.start)}" width="{canvas.across(segment.width)}" '
        f'height="{canvas.height:g}" fill="url(#{_pattern_id(segment.status, canvas)})"/>'
    )


def _pattern_id(status: Status, canvas: Canvas) -> str:
    return f"{canvas.key}-{status}"


def _patterns(segments: Sequence[_Segment], canvas: Canvas) -> str:
    if canvas.width is not None:
        return ""
    palette = canvas.palette
    drawn = {
        Status.CONTRARY: '<pattern id="{}" width="5" height="5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><path d="M0 0V5" stroke="{palette.hatch}" '
        'stroke-width="1.6"/></pattern>',
        Status.NO_EVIDENCE: '<pattern id="{}" width="7" height="7" '
        'patternUnits="userSpaceOnUse" patternTransform="rotate(135)">'
        f'<path d="M0 0V7" stroke="{palette.label}"/></pattern>',
        Status.NOT_ASSESSABLE: '<pattern id="{}" width="5" height="5" '
        f'patternUnits="userSpaceOnUse"><circle cx="2.5" cy="2.5" r=".9" fill="{palette.label}"/>'
        "</pattern>",
    }
    needed = [segment.status for segment in segments if segment.status in drawn]
    body = "".join(drawn[status].format(_pattern_id(status, canvas)) for status in needed)
    return f"<defs>{body}</defs>" if body else ""


def _texture_on_paper(status: Status, left: float, width: float, height: float) -> str:
    if status is Status.NOT_ASSESSABLE:
        return _dots(left, width, height)
    rising = status is Status.CONTRARY
    step, stroke, colour = (3.2, 0.8, PAPER.hatch) if rising else (5.0, 0.5, PAPER.label)
    path = _hatching(width, height, step, rising=rising)
    return (
        f'<path transform="translate({left:.2f} 0)" d="{path}" fill="none" '
        f'stroke="{colour}" stroke-width="{stroke}"/>'
    )


def _hatching(width: float, height: float, step: float, *, rising: bool) -> str:
    """Return diagonals within a box, each clipped to it."""
    lines = []
    offset = step
    while offset < width + height:
        x1, x2 = max(0.0, offset - height), min(width, offset)
        y1, y2 = offset - x1, offset - x2
        if not rising:
            y1, y2 = height - y1, height - y2
        lines.append(f"M{x1:.2f} {y1:.2f}L{x2:.2f} {y2:.2f}")
        offset += step
    return "".join(lines)


def _dots(left: float, width: float, height: float) -> str:
    step, radius = 3.6, 0.5
    across = range(int((width - step) / step) + 1)
    down = range(int((height - step) / step) + 1)
    marks = "".join(
        f"M{left + step * (i + 1) - radius:.2f} {step * (j + 1):.2f}h{2 * radius:g}"
        for i in across
        for j in down
    )
    return f'<path d="{marks}" stroke="{PAPER.label}" stroke-width="{2 * radius:g}"/>'
