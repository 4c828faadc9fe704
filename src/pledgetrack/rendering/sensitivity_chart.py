"""The four values of a scoring rule as marks on a line from 0 to 100.

A circle is the lenient reading, a square the strict one where it differs; a hollow mark counts
what nobody found evidence for as not kept. Form and filling say it without colour.
"""

from collections.abc import Iterator
from fractions import Fraction

from markupsafe import Markup

from pledgetrack.rendering.charts import Canvas, said
from pledgetrack.views.overviews import RuleRow

TICKS = (0, 25, 50, 75, 100)

_RADIUS = 0.19
"""Of a mark, as a share of the height of a row."""

_OVERHANG = 4.0
"""In points, of marks at 0 and 100 over the ends of the scale; paper cuts off what is outside."""


def dots(row: RuleRow, canvas: Canvas, says: str) -> Markup:
    """Draw the values of a rule; ``says`` tells them in words."""
    parts = "".join((*_grid(canvas), *_span(row, canvas), *_marks(row, canvas)))
    return _picture(canvas, f'role="img">{said(says)}{parts}')


def ticks(canvas: Canvas, says: str = "") -> Markup:
    """Write the figures of the scale, for the head of the table.

    ``says`` tells them in words; without it the head has words of its own beside them.
    """
    size = canvas.height * 0.8
    anchors = {0: "start", 100: "end"}
    style = f'font-size="{size:g}" fill="{canvas.palette.label}"'
    figures = (
        f'<text x="{canvas.across(tick / 100)}" y="{size:g}" {style} '
        f'text-anchor="{anchors.get(tick, "middle")}" '
        f'font-family="Source Sans 3, sans-serif">{tick}</text>'
        for tick in TICKS
    )
    words = f'role="img">{said(says)}' if says else 'aria-hidden="true">'
    return _picture(canvas, words + "".join(figures))


def _picture(canvas: Canvas, rest: str) -> Markup:
    size = f'width="{canvas.across(1)}" height="{canvas.height:g}"'
    if canvas.width is not None:
        wide = canvas.width + 2 * _OVERHANG
        size = f'width="{wide:g}pt" height="{canvas.height:g}pt"'
        size += f' viewBox="{-_OVERHANG:g} 0 {wide:g} {canvas.height:g}"'
    return Markup(  # noqa: S704  words are escaped where they are put in, the rest is ours
        f'<svg class="pt-dots" {size} {rest}</svg>'
    )


def _grid(canvas: Canvas) -> Iterator[str]:
    for tick in TICKS:
        x = canvas.across(tick / 100)
        yield (
            f'<line x1="{x}" x2="{x}" y1="0" y2="{canvas.height:g}" '
            f'stroke="{canvas.palette.hair}"/>'
        )


def _span(row: RuleRow, canvas: Canvas) -> Iterator[str]:
    if row.values:
        y = canvas.height / 2
        yield (
            f'<line x1="{canvas.across(float(min(row.values)))}" y1="{y:g}" y2="{y:g}" '
            f'x2="{canvas.across(float(max(row.values)))}" stroke="{canvas.palette.label}" '
            f'stroke-width="{canvas.height / 13:.2f}"/>'
        )


def _marks(row: RuleRow, canvas: Canvas) -> Iterator[str]:
    """Yield the marks, hollow below filled and squares below circles, so that none is hidden."""
    pairs = (
        (row.strict_with_no_evidence.value, row.lenient_with_no_evidence.value, True),
        (row.strict.value, row.lenient.value, False),
    )
    for strict, lenient, hollow in pairs:
        if strict is not None and strict != lenient:
            yield _square(strict, canvas, hollow=hollow)
        if lenient is not None:
            yield _circle(lenient, canvas, hollow=hollow)


def _circle(value: Fraction, canvas: Canvas, *, hollow: bool) -> str:
    return (
        f'<circle cx="{canvas.across(float(value))}" cy="{canvas.height / 2:g}" '
        f'r="{canvas.height * _RADIUS:.2f}" {_style(canvas, hollow=hollow)}/>'
    )


def _square(value: Fraction, canvas: Canvas, *, hollow: bool) -> str:
    half = canvas.height * _RADIUS * 0.9
    return (
        f'<rect x="{canvas.across(float(value))}" y="{canvas.height / 2 - half:.2f}" '
        f'width="{2 * half:.2f}" height="{2 * half:.2f}" transform="translate({-half:.2f} 0)" '
        f"{_style(canvas, hollow=hollow)}/>"
    )


def _style(canvas: Canvas, *, hollow: bool) -> str:
    fill = canvas.palette.paper if hollow else canvas.palette.ink
    return f'fill="{fill}" stroke="{canvas.palette.ink}" stroke-width="{canvas.height * 0.06:.2f}"'
