"""How long a report is expected to be, and what it leaves to the volumes so that it stays a book.

The volumes hold every record with its sources, and what changed is a file of its own. So what a
report repeats of them, the lines of an agreement, the list of sources or that of changes, can
give way, the largest piece first; nothing else does. It is reckoned before anything is drawn, and
whoever draws the report counts its pages afterwards.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pledgetrack.views import AnnotatedText

MOST_PAGES = 150
"""Of a report: what a binder holds on two sides, and what is drawn in half a gigabyte."""

SOURCES: Final = "*sources"
CHANGES: Final = "*changes"
"""Two of the pieces; the others are named by their agreements, and no id has an asterisk."""

# What fills a page, counted in a report of five hundred records and rounded down.
_LINES, _SOURCES, _CHANGES, _MENTIONS, _LETTERS = 18, 28, 12, 60, 2400
# Pages of what every report has, and of an agreement: its heading, its place in contents and list.
_FRONT, _AGREEMENT = 14, 0.35


@dataclass(frozen=True, slots=True)
class Lengths:
    """What fills a report.

    ``lines`` has the records of each agreement, by its id, in the order of print; ``sources``,
    ``changes`` and ``mentions`` are entries of the lists of sources and changes and of the
    indexes; ``others`` is pages.
    """

    lines: Mapping[str, int]
    sources: int
    changes: int
    mentions: int
    others: float


def left_out(lengths: Lengths, most: int = MOST_PAGES) -> tuple[frozenset[str], float]:
    """Return the pieces that the report leaves to the volumes, and how many pages are free then.

    The largest piece goes first, of equal ones the later. Less than no page is free where even
    without all of them the report is longer than ``most``.
    """
    pieces = {name: lines / _LINES for name, lines in lengths.lines.items()}
    pieces |= {SOURCES: lengths.sources / _SOURCES, CHANGES: lengths.changes / _CHANGES}
    free = most - _FRONT - lengths.others - lengths.mentions / _MENTIONS
    free -= len(lengths.lines) * _AGREEMENT + sum(pieces.values())
    left: list[str] = []
    for name in sorted(pieces, key=lambda name: pieces[name])[::-1]:
        if free >= 0:
            break
        left.append(name)
        free += pieces[name]
    return frozenset(left), free


def texts_with_room(texts: Iterable[AnnotatedText], free: float) -> tuple[AnnotatedText, ...]:
    """Return the texts for which pages are free, in their order, the long ones least likely."""
    kept: list[AnnotatedText] = []
    found = list(texts)
    for text in sorted(found, key=_pages):
        free -= _pages(text)
        if free >= 0:
            kept.append(text)
    return tuple(text for text in found if text in kept)


def _pages(text: AnnotatedText) -> int:
    letters = sum(len(part.text) for line in text.lines for part in line.segments)
    return 1 + letters // _LETTERS
