"""Rows of a table under heads: by section within an agreement, by agreement in the whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from pledgetrack.views import Link, RecordRow


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that stand together; without ``link`` they have no head."""

    link: Link | None
    anchor: str
    rows: tuple[RecordRow, ...]


def grouped(rows: Sequence[RecordRow], by: str) -> Iterator[Group]:
    """Cut rows, in their order, where ``section`` or ``agreement`` changes; else leave them whole.

    Each head is an anchor the first time it appears.
    """
    if not by:
        yield Group(None, "", tuple(rows))
        return
    seen: set[str] = set()
    for link, group in groupby(rows, attrgetter(by)):
        anchor = f"records-{link.key}" if link and link.key else ""
        yield Group(link, "" if anchor in seen else anchor, tuple(group))
        seen.add(anchor)
