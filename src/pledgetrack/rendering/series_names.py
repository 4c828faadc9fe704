"""Names of series in one picture: what they share is its title, the rest stands at the lines.

They share what stands before a comma, a colon, a dash or a bracket, as in "Sailings, north count".
"""

import re
from collections.abc import Sequence

from pledgetrack.views import MeasureView, Words

_BREAK = re.compile(r"\s*(?:[,:;(（、，：]|\s[-–—]\s|$)")
_EDGES = " \t,:;()（）、，：-–—"


def shared_name(measure: MeasureView) -> Words | None:
    """Return what the titles of all series with figures begin with; that of a single series."""
    titles = [series.title for series in measure.series if series.points]
    shared = _shared([title.text for title in titles]) if titles else ""
    return Words(shared, titles[0].language) if shared else None


def short_names(measure: MeasureView) -> list[str]:
    """Return the title of each series without what all share; whole where nothing is left."""
    titles = [series.title.text for series in measure.series]
    shared = shared_name(measure)
    if len(titles) == 1 or not (shared and all(one.startswith(shared.text) for one in titles)):
        return titles
    rests = [title.removeprefix(shared.text).strip(_EDGES) for title in titles]
    return [_capital(rest) or title for rest, title in zip(rests, titles, strict=True)]


def short_titles(measure: MeasureView) -> list[Words]:
    """Return the short names of the series, each in the language of its title."""
    pairs = zip(short_names(measure), measure.series, strict=True)
    return [Words(name, series.title.language) for name, series in pairs]


def _shared(titles: Sequence[str]) -> str:
    """Return the longest beginning of the first title at whose end all have a break."""
    first, *others = titles
    for at in reversed([match.start() for match in _BREAK.finditer(first)]):
        if all(one.startswith(first[:at]) and _BREAK.match(one, at) for one in others):
            return first[:at].rstrip(_EDGES) if at < len(first) else first
    return ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
