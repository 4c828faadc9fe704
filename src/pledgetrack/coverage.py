"""Text, quotes and dispositions -> what is claimed, disposed and uncovered.

Counted are letters and digits. A heading is covered by the outline; list marks and a lone "and"
or "or" need nothing.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from pledgetrack.model import Lines
from pledgetrack.texts import StoredText

Span = tuple[int, int]

_FREE, _DISPOSED, _CLAIMED = 0, 1, 2
# "a)", "(iv)", "12.", "b." at the start of a line, after dashes: marks of a list, not words. What
# stands before a mark ends with its line: else a text of empty lines costs their square.
_LIST_MARK = re.compile(
    r"^(?:[^\S\n]|[\-–—•*])*+(\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,4})[.)])(?=\s)", re.MULTILINE
)
_NEEDS_NOTHING = {"and", "or"}


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of one line that nobody claims and nothing disposes of."""

    line: int
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a text is accounted for, in letters and digits."""

    characters: int
    claimed: int
    disposed: int
    gaps: tuple[Gap, ...]

    @property
    def uncovered(self) -> int:
        """Return the letters and digits that are neither claimed nor disposed of."""
        return self.characters - self.claimed - self.disposed

    @property
    def percent(self) -> float:
        """Return the share accounted for, floored to a tenth: 100 only when nothing is left."""
        if not self.characters:
            return 100.0
        return math.floor(1000 * (self.claimed + self.disposed) / self.characters) / 10


def measure(
    text: StoredText, lines: Lines, claimed: Iterable[Span], disposed: Iterable[Span]
) -> Coverage:
    """Return the coverage of some lines of a text; a claim wins over a disposition."""
    begin, end = text.line_span(lines)
    state = bytearray(len(text.content))
    for how, spans in ((_DISPOSED, disposed), (_CLAIMED, claimed)):
        for first, last in _merged(spans):
            state[first:last] = bytes([how]) * (last - first)
    counted = _counted(text.content, begin, end)
    gaps = tuple(_gaps(text, state, counted, begin))
    for gap in gaps:
        if gap.text.lower() in _NEEDS_NOTHING:
            counted[gap.span[0] - begin : gap.span[1] - begin] = bytes(gap.span[1] - gap.span[0])
    totals = [0, 0, 0]
    for is_counted, how in zip(counted, state[begin:end], strict=True):
        totals[how] += is_counted
    return Coverage(
        characters=sum(totals),
        claimed=totals[_CLAIMED],
        disposed=totals[_DISPOSED],
        gaps=tuple(gap for gap in gaps if counted[gap.span[0] - begin]),
    )


def _merged(spans: Iterable[Span]) -> Iterable[Span]:
    """Yield the same stretches without overlap, so that each letter is written to once."""
    reached = 0
    for first, last in sorted(spans):
        if last > reached:
            yield max(first, reached), last
            reached = last


def _counted(content: str, begin: int, end: int) -> bytearray:
    """Return 1 for each letter and digit of the span, 0 for the rest and for list marks."""
    part = content[begin:end]
    counted = bytearray(map(str.isalnum, part))
    for mark in _LIST_MARK.finditer(part):
        counted[mark.start(1) : mark.end(1)] = bytes(mark.end(1) - mark.start(1))
    return counted


def _gaps(text: StoredText, state: bytearray, counted: bytearray, begin: int) -> Iterable[Gap]:
    """Yield the uncovered stretches, each cut at line ends, from letter to letter."""
    open_ = bytes(
        is_counted and how == _FREE
        for is_counted, how in zip(counted, state[begin : begin + len(counted)], strict=True)
    )
    for stretch in _stretches(open_, state, text.content, begin):
        yield Gap(text.line_at(stretch[0]), text.content[slice(*stretch)], stretch)


def _stretches(open_: bytes, state: bytearray, content: str, begin: int) -> Iterable[Span]:
    first = last = -1
    for index, is_open in enumerate(open_):
        place = begin + index
        if is_open:
            first, last = (place if first < 0 else first), place + 1
        elif first >= 0 and (state[place] != _FREE or content[place] == "\n"):
            yield first, last
            first = -1
    if first >= 0:
        yield first, last
