"""What waits for a person, as bounded lists: totals, the first of each kind, where the rest is."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from pledgetrack.views.atoms import EditionView, Link
from pledgetrack.views.lens import INDEX, Lens
from pledgetrack.vocabulary import Status
from pledgetrack.waiting import Doubt, Wait, Waiting, queue_of

MOST = 10
"""How many records of a kind are shown; the number of all stands beside them."""


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A record that waits; ``day`` and ``doubts`` are those of :class:`~pledgetrack.waiting`."""

    link: Link
    agreement: Link
    status: Status | None  # None where the record is not part of the edition
    day: dt.date | None
    age: dt.timedelta | None  # of that day, where it is past
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """The records that wait for one thing: the first of them, and how many there are in all.

    ``filter`` is what the list of pledges is asked for to show the same status; "" where it has
    no such filter.
    """

    wait: Wait
    total: int
    rows: tuple[WaitingRow, ...]
    filter: str

    @property
    def hidden(self) -> int:
        """Return how many are not shown."""
        return self.total - len(self.rows)


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits in an agreement, or in all."""

    edition: EditionView
    agreement: Link | None
    lines: tuple[Line, ...]
    index: str

    @property
    def is_empty(self) -> bool:
        """Say whether nothing waits."""
        return not any(line.total for line in self.lines)


def queue(lens: Lens, agreement: str = "", kinds: Iterable[Wait] = ()) -> Queue:
    """Return what waits, of all kinds where none is named."""
    found = lens.once(_found)
    return Queue(
        edition=lens.edition_view,
        agreement=lens.agreement(agreement) if agreement else None,
        lines=tuple(
            _line(lens, wait, tuple(_of(agreement, found[wait])), agreement)
            for wait in tuple(kinds) or Wait
        ),
        index=INDEX,
    )


def _found(lens: Lens) -> dict[Wait, tuple[Waiting, ...]]:
    return queue_of(lens.register, lens.edition, lens.judgements)


def _of(agreement: str, waiting: Iterable[Waiting]) -> Iterator[Waiting]:
    for one in waiting:
        if agreement in {"", one.record.partition("/")[0]}:
            yield one


def _line(lens: Lens, wait: Wait, waiting: tuple[Waiting, ...], agreement: str) -> Line:
    return Line(
        wait=wait,
        total=len(waiting),
        rows=tuple(_row(lens, one) for one in waiting[:MOST]),
        filter=_filter(wait, agreement),
    )


def _row(lens: Lens, one: Waiting) -> WaitingRow:
    judgement = lens.judgements.get(one.record)
    past = one.day is not None and one.day <= lens.edition.as_of
    return WaitingRow(
        link=lens.record(one.record),
        agreement=lens.agreement(one.record.partition("/")[0]),
        status=judgement.status if judgement else None,
        day=one.day,
        age=lens.edition.as_of - one.day if one.day and past else None,
        doubts=one.doubts,
    )


def _filter(wait: Wait, agreement: str) -> str:
    statuses = {Wait.NO_EVIDENCE: Status.NO_EVIDENCE, Wait.UNASSESSED: Status.UNASSESSED}
    if wait not in statuses:
        return ""
    asked = {"status": str(statuses[wait])}
    return urlencode(asked | ({"agreement": agreement} if agreement else {}))
