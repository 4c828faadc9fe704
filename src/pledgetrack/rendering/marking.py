"""Figures that know what they count: written by a filter of the templates, numbered afterwards.

A template writes ``{{ n|figure("counted", status=status) }}``. In print that is the number in a
``span`` which carries its query, so that the manifest of the file can list it and the data can
answer for it; on screen it is the number alone. The filter keeps nothing: it works in every
macro and in pieces that were drawn before, and :func:`numbered` finds the marks at the end.
"""

import enum
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any, Final

from markupsafe import Markup

from pledgetrack.errors import RenderingError
from pledgetrack.figures import Value, answer
from pledgetrack.ledger import Ledger
from pledgetrack.rendering.charts import Counts
from pledgetrack.rendering.wording import Wording

FIGURE: Final = "figure-"
TABLE: Final = "table-"
"""How the ids of figures and of summary tables begin; a number follows."""

NOUGHT: Final = "·"
"""A sign for nought in a table, which is to be read out as the number that it is."""

_MARK: Final = re.compile(r'<span class="pt-figure" data-figure="([^"]*)">([^<]*)</span>')
_SAID: Final = re.compile(r">(\d+)</text>")
_SUMMARY: Final = re.compile(r"(<table\b[^>]*) data-summary(?=[ >])")


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure in a document: its query, its value, and the words printed for it.

    Where ``drawn`` is set the words stand in a picture nearby, and only their page is known.
    """

    measure: str
    filter: tuple[tuple[str, str], ...]
    value: Value
    words: str
    drawn: bool = False


class Marker:
    """Writes figures in one language; marks them where ``in_print`` is set."""

    def __init__(self, wording: Wording, *, in_print: bool) -> None:
        """Keep how numbers and days are written."""
        self._wording = wording
        self._in_print = in_print

    def figure(self, value: Any, measure: str, **asked: Any) -> Markup:
        """Write a number, a day or a digest as the answer to a query; nothing for None.

        ``asked`` is the filter of the query. Four words of it say how to write: ``zero`` is
        written for nought, ``places`` fixes the decimals, ``short`` takes the short form of a
        day, and ``drawn`` writes nothing, for a number that stands in a picture nearby.
        """
        style = {key: asked.pop(key, None) for key in ("zero", "places", "short", "drawn")}
        if value is None:
            return Markup()
        words = self._words(value, style)
        if not self._in_print:
            return Markup() if style["drawn"] else Markup.escape(words)
        query = {
            "measure": measure,
            "filter": {key: _plain(word) for key, word in sorted(asked.items())},
            "value": value.isoformat() if isinstance(value, date) else value,
            "words": words,
            "drawn": bool(style["drawn"]),
        }
        mark = Markup('<span class="pt-figure" data-figure="{}">{}</span>')
        return mark.format(json.dumps(query), "" if style["drawn"] else words)

    def pictured(self, picture: Markup, counts: Counts, **asked: Any) -> Markup:
        """Write a picture of counts by status, and a mark for each count that it says.

        ``asked`` is the filter that selects the records; not every count has room in a picture.
        """
        said = Counter(_SAID.findall(picture))
        marks = []
        for status, n in counts:
            said[str(n)] -= 1
            if said[str(n)] >= 0:
                marks.append(self.figure(n, "counted", status=status, drawn=True, **asked))
        return picture + Markup().join(marks)

    def _words(self, value: Any, style: dict[str, Any]) -> str:
        if isinstance(value, date):
            return (self._wording.short_day if style["short"] else self._wording.day)(value)
        if isinstance(value, str):
            return value
        if not value and style["zero"]:
            return str(style["zero"])
        if style["places"] is None:
            return self._wording.number(value)
        return self._wording.figure(value, style["places"])


def _plain(word: Any) -> str:
    if isinstance(word, bool):
        return "yes" if word else "no"
    if isinstance(word, enum.Enum):
        return str(word.value)
    return word.isoformat() if isinstance(word, date) else str(word)


def numbered(html: str) -> tuple[str, tuple[Mark, ...]]:
    """Give every figure and every summary table of a document an id; return the figures too."""
    marks: list[Mark] = []

    def figure(found: re.Match[str]) -> str:
        query = json.loads(Markup(found[1]).unescape())  # noqa: S704  back to what was escaped
        query["filter"] = tuple(query["filter"].items())
        marks.append(Mark(**query))
        said = ' data-said="0"' if marks[-1].value == 0 and found[2] == NOUGHT else ""
        return f'<span class="pt-figure" id="{FIGURE}{len(marks)}"{said}>{found[2]}</span>'

    html = _MARK.sub(figure, html)
    numbers = count(1)
    html = _SUMMARY.sub(lambda found: f'{found[1]} id="{TABLE}{next(numbers)}"', html)
    return html, tuple(marks)


def prove(marks: Iterable[Mark], ledger: Ledger) -> None:
    """Raise `RenderingError` if a figure is not what its query finds in the attached data."""
    for mark in marks:
        found = answer(ledger, mark.measure, dict(mark.filter))
        if found != mark.value:
            asked = ", ".join(f"{key}={word}" for key, word in mark.filter)
            raise RenderingError(
                f"the report prints {mark.words} for {mark.measure} ({asked}); by its data it is "
                f"{found}"
            )
