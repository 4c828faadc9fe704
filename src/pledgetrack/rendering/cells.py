"""Cells of a long table: what many rows have in common is drawn once."""

from collections.abc import Callable
from functools import cache, cached_property, partial

from markupsafe import Markup, escape

from pledgetrack.rendering.scripts import in_their_script
from pledgetrack.rendering.wording import Wording
from pledgetrack.views import DueView, ExplorerRow, Words

MOST_TICKS = 9
"""As many ticks as the style sheet can draw; the words beside them give the number."""

Say = Callable[[Words], Markup]


class Cells:
    """Draws cells in one language and remembers each that it has drawn."""

    def __init__(self, wording: Wording, gettext: Callable[[str], str], say: Say) -> None:
        """Take the words of the language; ``say`` writes words with their language."""
        self._wording, self._, self._say = wording, gettext, say
        self.names = cache(self._names)
        self.parts = cache(self._parts)
        self.due = cache(self._due)
        self.tally = cache(self._tally)
        self._section = cache(self._section_of)
        self._lines = cache(wording.lines)
        self.in_script = cache(partial(in_their_script, page=wording.language))

    @property
    def filters(self) -> dict[str, Callable[..., str]]:
        """What templates call."""
        return {
            "names": self.names,
            "parts": self.parts,
            "due_cell": self.due,
            "tally_cell": self.tally,
            "place": self.place,
            "codes": codes,
            "in_script": self.in_script,
        }

    def place(self, row: ExplorerRow) -> Markup:
        """Say where a record stands: agreement, section, lines."""
        section = self._section(row.agreement, row.section)
        return section + self._comma + self._lines(row.lines) if row.lines else section

    def _names(self, names: tuple[Words, ...]) -> Markup:
        return self._comma.join(map(self._say, names))

    def _parts(self, parts: int) -> str:
        return self._wording.ngettext("%(n)s part", "%(n)s parts", parts) % {"n": parts}

    @cached_property
    def _comma(self) -> Markup:
        return escape(self._(", "))

    def _section_of(self, agreement: Words, section: Words | None) -> Markup:
        parts = (agreement, section) if section else (agreement,)
        return self._comma.join(map(self._say, parts))

    def _due(self, due: DueView | None) -> Markup:
        words = escape(self._wording.due(due, short=True))
        named = due is None or due.by or due.start
        return words if named else Markup('<span lang="">{}</span>').format(words)

    def _tally(self, tally: tuple[int, int]) -> Markup:
        """Count what speaks for and against, with a tick for each."""
        if not any(tally):
            return escape(self._("none"))
        ticks = Markup().join(
            Markup('<i class="{}{}"></i>').format(side, min(number, MOST_TICKS))
            for side, number in zip("fa", tally, strict=True)
            if number
        )
        words = self._("%(for_)s for, %(against)s against")
        return ticks + words.replace(" ", "\N{NO-BREAK SPACE}") % {
            "for_": tally[0],
            "against": tally[1],
        }


def codes(held: tuple[tuple[int, ...], ...]) -> str:
    """Write numbers for a script: those of a row with points between them, rows with blanks."""
    written = {places: ".".join(map(str, places)) for places in set(held)}
    return " ".join([written[places] for places in held])
