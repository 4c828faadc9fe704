"""How much of a text is claimed, set aside and not accounted for, as one bar."""

from markupsafe import Markup

from pledgetrack.rendering.charts import Canvas, said
from pledgetrack.views import CoverageView

_LEAST = 0.006
"""A gap is seen however small it is: its least share of the width."""


def coverage_bar(coverage: CoverageView, canvas: Canvas, says: str) -> Markup:
    """Draw dark what is claimed, light what is set aside, striking what is neither."""
    palette, height = canvas.palette, canvas.height
    whole = max(coverage.characters, 1)
    gap = max(coverage.uncovered / whole, _LEAST) if coverage.uncovered else 0.0
    claimed = min(coverage.claimed / whole, 1 - gap)
    aside = max(1 - gap - claimed, 0.0) if coverage.disposed else 0.0
    parts = (
        (0.0, claimed, f'fill="{palette.second}"'),
        (claimed, aside, f'fill="{palette.hair}" stroke="{palette.label}"'),
        (1 - gap, gap, f'fill="{palette.late}" stroke="{palette.ink}"'),
    )
    drawn = "".join(
        f'<rect x="{canvas.across(start)}" y=".5" width="{canvas.across(length)}" '
        f'height="{height - 1:g}" {style}/>'
        for start, length, style in parts
        if length
    )
    size = f'width="100%" height="{height:g}"'
    if canvas.width is not None:
        size = f'width="{canvas.width:g}pt" height="{height:g}pt"'
        size += f' viewBox="0 0 {canvas.width:g} {height:g}"'
    return Markup(  # noqa: S704  the words are escaped, the rest is ours
        f'<svg class="pt-bar" {size} role="img">{said(says)}{drawn}</svg>'
    )
