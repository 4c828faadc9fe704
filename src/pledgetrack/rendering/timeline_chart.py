"""Agreements on a time line: bars while in force, arrows where no end is known.

Declarations, which have no term, are diamonds. On screen places are percentages of the
width there is, so that letters keep their size.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from pledgetrack.rendering.charts import Canvas, said
from pledgetrack.views.lists import Era, Timeline

ROW = 30.0
"""Height of a row on screen; on paper two thirds of it."""

_YEARS_AT_MOST = 10
_MARGIN = 0.03
_END_OF_OPEN = 0.985
"""Where the shaft of an arrow ends, to leave room for its head."""
_STEP = 0.46
"""From one declaration of a year to the next, as a share of the height of a row."""
_WIDTH_OF_LETTER = 0.006
"""Of the width of a picture on a wide screen, on average."""
_STEPS = (1, 2, 4, 5, 10, 20, 25, 50, 100, 200, 250, 500)


@dataclass(frozen=True, slots=True)
class _Scale:
    canvas: Canvas
    first: int
    last: int
    row: float

    def share(self, day: date) -> float:
        """Return where a day stands, as a share of the width."""
        start, end = date(self.first, 1, 1).toordinal(), date(self.last, 12, 31).toordinal()
        return _MARGIN + (day.toordinal() - start) / (end - start) * (1 - 2 * _MARGIN)

    def x(self, day: date) -> str:
        """Return where a day stands, as a coordinate."""
        return self.canvas.across(self.share(day))


def timeline_chart(
    timeline: Timeline, label: Callable[[Era], str], width: float | None, says: str
) -> Markup:
    """Draw the agreements of a time line that has any.

    ``label`` gives the words beside an agreement; ``width`` is in points, None on screen; ``says``
    is what the picture tells, in words.
    """
    row = ROW if width is None else ROW * 2 / 3
    lines, stacks = _laid_out(timeline)
    highest = max((len(stack) for stack in stacks.values()), default=-1) + 1.5
    height = row * (len(lines) + 1) + highest * row * _STEP
    canvas = Canvas(height, width)
    scale = _Scale(canvas, *_years(timeline), row)
    parts = [
        said(says),
        *_grid(scale),
        *(
            part
            for at, era in enumerate(lines)
            for part in (*_term(scale, era, at), _label(scale, era, at, label(era)))
        ),
        *(part for year in stacks for part in _stack(scale, year, stacks, label)),
    ]
    size = f'width="100%" height="{height:g}"'
    if width is not None:
        size = f'width="{width:g}pt" height="{height:g}pt" viewBox="0 0 {width:g} {height:g}"'
    return Markup(  # noqa: S704  words are escaped where they are put in, the rest is ours
        f'<svg class="pt-eras" {size} role="img" font-size="{row * 0.48:.1f}" '
        f"font-family=\"'Source Sans 3', 'Noto Sans JP', sans-serif\" "
        f'fill="{canvas.palette.second}">{"".join(parts)}</svg>'
    )


def _laid_out(timeline: Timeline) -> tuple[list[Era], dict[int, list[Era]]]:
    """Return what has a line of its own, and by year what stands above each other.

    Where there are many, declarations of the same year share a place: they have no term.
    """
    if not timeline.is_crowded:
        return list(timeline.eras), {}
    stacks: dict[int, list[Era]] = {}
    for era in timeline.eras:
        if era.begins is None:
            stacks.setdefault(era.signed.year, []).append(era)
    return [era for era in timeline.eras if era.begins], stacks


def _stack(
    scale: _Scale, year: int, stacks: dict[int, list[Era]], label: Callable[[Era], str]
) -> Iterator[str]:
    """Draw the declarations of a year, and above them their number; a lone one has its name."""
    share, step = scale.share(date(year, 7, 1)), scale.row * _STEP
    ground = scale.canvas.height - scale.row * (0.75 + _STEP / 2)
    stack = stacks[year]
    words, level = str(len(stack)), float(len(stack))
    if len(stack) == 1 and share < 1 / 2:
        words = label(stack[0])
        level = _level_of_name(scale, share + len(words) * _WIDTH_OF_LETTER, year, stacks)
        x = scale.canvas.across(share)
        yield (
            f'<line x1="{x}" x2="{x}" y1="{ground:.1f}" y2="{ground - (level - 0.3) * step:.1f}" '
            f'stroke="{scale.canvas.palette.second}"/>'
        )
    for at in range(len(stack)):
        yield _shape(scale, share, ground - at * step, _diamond(step * 0.36))
    anchor = "start" if len(words) > len(str(len(stack))) else "middle"
    yield (
        f'<text x="{scale.canvas.across(share)}" y="{ground - (level - 0.25) * step:.1f}" '
        f'text-anchor="{anchor}" fill="{scale.canvas.palette.ink}"{_halo(scale)}>'
        f"{escape(words)}</text>"
    )


def _level_of_name(scale: _Scale, end: float, year: int, stacks: dict[int, list[Era]]) -> float:
    """Return how high a name stands that ends there: above all that it would run over."""
    over = [len(stacks[other]) + 1 for other in stacks if other > year and _at(scale, other) < end]
    return float(max([1, *over])) + 0.2


def _at(scale: _Scale, year: int) -> float:
    return scale.share(date(year, 7, 1))


def _years(timeline: Timeline) -> tuple[int, int]:
    days = [era.begins or era.signed.first() for era in timeline.eras]
    ends = [era.ends for era in timeline.eras if era.ends]
    return min(days).year, max(timeline.edition.as_of, *days, *ends).year


def _grid(scale: _Scale) -> Iterator[str]:
    number = scale.last - scale.first + 1
    step = next((one for one in _STEPS if one * _YEARS_AT_MOST >= number), _STEPS[-1])
    bottom = scale.canvas.height - scale.row * 0.75
    for year in range(scale.first, scale.last + 1, step):
        x = scale.x(date(year, 1, 1))
        yield (
            f'<line x1="{x}" x2="{x}" y1="0" y2="{bottom:.1f}" '
            f'stroke="{scale.canvas.palette.hair}"/>'
        )
        yield (
            f'<text x="{x}" y="{scale.canvas.height - scale.row * 0.2:.1f}" '
            f'text-anchor="middle">{year}</text>'
        )


def _term(scale: _Scale, era: Era, at: int) -> Iterator[str]:
    middle = scale.row * (at + 0.8)
    half = scale.row * 0.13
    if era.begins is None:
        yield _shape(scale, scale.share(era.signed.first()), middle, _diamond(half * 1.5))
        return
    start = scale.share(era.begins)
    end = scale.share(era.ends) if era.ends else _END_OF_OPEN
    yield (
        f'<rect x="{scale.canvas.across(start)}" y="{middle - half:.1f}" '
        f'width="{scale.canvas.across(max(end - start, 0.003))}" height="{2 * half:.1f}" '
        f'fill="{scale.canvas.palette.second}"/>'
    )
    if era.ends is None:
        yield _shape(scale, end, middle, _head(half * 1.6))


def _shape(scale: _Scale, share: float, y: float, path: str) -> str:
    """Draw a path around a place; on screen within a picture, which takes a percentage for it."""
    x, drawn = scale.canvas.across(share), f'd="{path}" fill="{scale.canvas.palette.second}"'
    if scale.canvas.width is not None:
        return f'<path transform="translate({x} {y:.1f})" {drawn}/>'
    return f'<svg x="{x}" y="{y:.1f}" overflow="visible"><path {drawn}/></svg>'


def _diamond(half: float) -> str:
    return f"M0 {-half:.1f}L{half:.1f} 0 0 {half:.1f} {-half:.1f} 0z"


def _head(half: float) -> str:
    return f"M0 {-half:.1f}L{half * 1.2:.1f} 0 0 {half:.1f}z"


def _label(scale: _Scale, era: Era, at: int, words: str) -> str:
    """Write the name above its mark: from there to the right, or to the left in the last half."""
    share = scale.share(era.begins or era.signed.first())
    anchor = "end" if share > 1 / 2 else "start"
    if anchor == "end" and era.begins is not None:
        share = scale.share(era.ends) if era.ends else 1.0
    return (
        f'<text x="{scale.canvas.across(share)}" y="{scale.row * (at + 0.5):.1f}" '
        f'text-anchor="{anchor}" fill="{scale.canvas.palette.ink}"{_halo(scale)}>'
        f"{escape(words)}</text>"
    )


def _halo(scale: _Scale) -> str:
    """Keep the lines of the years off the words; the renderer of paper knows no such thing."""
    if scale.canvas.width is not None:
        return ""
    return f' style="paint-order:stroke" stroke="{scale.canvas.palette.paper}" stroke-width="4"'
