"""Stored source texts: normalise once, find a quote, and say where it stands.

A quote is matched exactly after one normalisation of both sides: Unicode NFC, runs of white space
as one space, soft hyphens dropped, typographic quotation marks and dashes as their plain forms.
An offset map leads back to the file, so every match has a span of code points and of lines.
Nothing is ever matched approximately.
"""

import bisect
import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pledgetrack.model import Lines

LARGEST_TEXT = 16 * 1024 * 1024
MOST_PLACES = 100

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛", "'"),
        **dict.fromkeys("“”„‟", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "\u00ad": None,
    }
)
# What combines with the character before it. The second range is the vowels and finals of Hangul,
# which join without being marks.
_COMBINING = "[\u0300-\u036f\u1160-\u11ff\u3099\u309a\u1ab0-\u1aff\u20d0-\u20ff]"
# Letters that are their own normal form, with single spaces between: nearly all there is.
_PLAIN_RUN = f"(?: ?[!-~\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff])+(?!{_COMBINING})"
# Else a character with what combines with it: NFC may only join characters within such a cluster.
_PIECE = re.compile(rf"({_PLAIN_RUN})|\s+|.{_COMBINING}*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quote stands: lines from 1, span as 0-based half-open code points of the file."""

    lines: Lines
    span: tuple[int, int]


def normalised(text: str) -> str:
    """Return the text in the form in which quotes are compared."""
    if text.isascii():  # the same in a tenth of the time
        return " ".join(text.split())
    plain = unicodedata.normalize("NFC", text).translate(_PLAIN)
    return re.sub(r"\s+", " ", plain).strip()


class Places:
    """The place in a file of each character of its normal form.

    They follow each other one by one in both, but for joints: pieces that became longer or shorter.
    To note only these takes next to nothing, a place for each character eight times the text.
    """

    def __init__(self) -> None:
        """Begin with a joint of nothing, before the first character."""
        self._at, self._end = array("i", [0]), array("i", [0])
        self._begins, self._ends = array("i", [-1]), array("i", [0])

    def join(self, at: int, length: int, span: tuple[int, int]) -> None:
        """Add a joint: so many characters from ``at`` on stand for a span of the file."""
        self._at.append(at)
        self._end.append(at + length)
        self._begins.append(span[0])
        self._ends.append(span[1])

    def span(self, at: int) -> tuple[int, int]:
        """Return the 0-based half-open code points of the file that one character stands for."""
        joint = bisect.bisect_right(self._at, at) - 1
        if at < self._end[joint]:
            return self._begins[joint], self._ends[joint]
        place = self._ends[joint] + at - self._end[joint]
        return place, place + 1

    def from_place(self, place: int) -> int:
        """Return the first character that does not begin before a place of the file."""
        joint = bisect.bisect_left(self._begins, place) - 1
        return self._end[joint] + max(0, place - self._ends[joint])


class StoredText:
    """A text whose words are at hand, searchable by line."""

    def __init__(self, content: str, *, whole: bool = True) -> None:
        """Take the content as decoded from UTF-8, without newline translation."""
        self.content = content
        self.whole = whole
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", content))]

    @cached_property
    def _searchable(self) -> tuple[str, Places]:
        """Return the normalised text, and where each of its characters stands in the file."""
        pieces: list[str] = []
        places, at = Places(), 0
        for match in _PIECE.finditer(self.content):
            piece = match[1] or (" " if match[0].isspace() else _normal_cluster(match[0]))
            pieces.append(piece)
            if not match[1] and (len(piece), len(match[0])) != (1, 1):
                places.join(at, len(piece), match.span())
            at += len(piece)
        return "".join(pieces), places

    @property
    def line_count(self) -> int:
        """Return the number of lines, split at LF only."""
        return len(self._line_starts) - (self.content.endswith("\n") or not self.content)

    def line_span(self, lines: Lines) -> tuple[int, int]:
        """Return the span of code points of whole lines, without the last line end."""
        first, last = lines
        begin = self._line_starts[first - 1]
        if last < len(self._line_starts):
            return begin, self._line_starts[last] - 1
        return begin, len(self.content)

    def line(self, number: int) -> str:
        """Return a line without its end."""
        begin, end = self.line_span((number, number))
        return self.content[begin:end]

    def line_at(self, offset: int) -> int:
        """Return the line, from 1, in which a code point stands."""
        return bisect.bisect_right(self._line_starts, offset)

    def find(self, exact: str, lines: Lines | None = None) -> tuple[Match, ...]:
        """Return the places of a quote within the lines (in the whole text without them).

        Of many only the first `MOST_PLACES`: a quote of one letter repeated, in a text of the same
        letter, stands nearly everywhere, and each place costs its length.
        """
        text, places = self._searchable
        begin, end = self._within(lines)
        wanted = normalised(exact)
        matches: list[Match] = []
        at = text.find(wanted, begin, end) if wanted else -1
        while at >= 0 and len(matches) < MOST_PLACES:
            span = places.span(at)[0], places.span(at + len(wanted) - 1)[1]
            matches.append(Match((self.line_at(span[0]), self.line_at(span[1] - 1)), span))
            at = text.find(wanted, at + 1, end)
        return tuple(matches)

    def agreement_up_to(self, exact: str, lines: Lines | None = None) -> tuple[str, str]:
        """Return how far a quote that was not found agrees, and how the text goes on there.

        The first value is the longest beginning of the quote that stands in the lines; the
        second is what the text has next (both in normalised form).
        """
        text, _ = self._searchable
        begin, end = self._within(lines)
        wanted = normalised(exact)
        length = bisect.bisect_left(
            range(1, len(wanted) + 1),
            True,  # noqa: FBT003  bisect compares with this value
            key=lambda size: text.find(wanted[:size], begin, end) < 0,
        )
        at = text.find(wanted[:length], begin, end)
        return wanted[:length], text[at + length : min(at + length + 30, end)]

    def _within(self, lines: Lines | None) -> tuple[int, int]:
        text, places = self._searchable
        if lines is None:
            return 0, len(text)
        begin, end = self.line_span(lines)
        return places.from_place(begin), places.from_place(end)


def how_often(matches: Sequence[Match]) -> str:
    """Say how many places were found, in words for a finding."""
    return f"{len(matches)} times{' or more' if len(matches) == MOST_PLACES else ''}"


def _normal_cluster(cluster: str) -> str:
    return unicodedata.normalize("NFC", cluster).translate(_PLAIN)


def read_text(path: Path) -> bytes:
    """Return the bytes of a stored text; ``OSError`` where there is none or it is too large."""
    if path.stat().st_size > LARGEST_TEXT:
        raise OSError(f"larger than {LARGEST_TEXT // 2**20} MiB")
    return path.read_bytes()
