"""The terms of agreements as brackets over a chart: which promise held when."""

from collections.abc import Iterator

from pledgetrack.rendering.axes import Ground, line, text_at, width_of
from pledgetrack.views import Term

_TICK = 6


def brackets(chart: Ground) -> Iterator[str]:
    """Draw a bracket for each term on the time axis; an end that is not known stays open."""
    for term in chart.terms:
        begins = max(chart.x(term.first.toordinal()), chart.left)
        ends = min(chart.x(term.last.toordinal()) if term.last else chart.right, chart.right)
        if ends - begins > _TICK:
            yield from _bracket(chart, term, begins + 1, ends - 1)


def _bracket(chart: Ground, term: Term, begins: float, ends: float) -> Iterator[str]:
    letter, palette = chart.plot.letter, chart.plot.palette
    y, style = chart.top - letter * 1.5, f'stroke="{palette.label}"'
    yield line((begins, y), (ends, y), style)
    if begins > chart.left + 1:
        yield line((begins, y), (begins, y + _TICK), style)
    if term.last and ends < chart.right - 1:
        yield line((ends, y), (ends, y + _TICK), style)
    for words in (term.words.text, str(term.first.year)):  # the year where there is little room
        if width_of(words, letter) <= ends - begins:
            place = (begins + ends) / 2, y - letter * 0.4
            yield text_at(place, words, "middle", f'fill="{palette.second}"')
            break
