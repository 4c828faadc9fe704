"""A record -> the line in which it stands: what it came from, and what became of it."""

import enum
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pledgetrack.assessment import is_signed
from pledgetrack.dates import PartialDate
from pledgetrack.views.atoms import DueView, Link, Standing
from pledgetrack.views.lens import Lens
from pledgetrack.vocabulary import Lifecycle

RELATIONS = frozenset({"replaces", "replaced-by", "restates", "restated-by", "content-from"})
"""The relations of a record that a line shows."""

_ENDED = {
    Lifecycle.WITHDRAWN,
    Lifecycle.MET,
    Lifecycle.MET_LATE,
    Lifecycle.SUPERSEDED,
    Lifecycle.LAPSED,
}


class Tie(enum.StrEnum):
    """How a station stands to the nearest one on the way to the record whose line it is."""

    REPLACED_BY = "replaced-by"  # an older station
    RESTATED_BY = "restated-by"
    CONTENT_OF = "content-of"
    REPLACES = "replaces"  # a younger one
    RESTATES = "restates"
    CONTENT_FROM = "content-from"


@dataclass(frozen=True, slots=True)
class Station:
    """A pledge in a line, or an agreement in which the content of one stands.

    ``tie`` says how it stands to the nearest station on the way to the record whose line this is,
    ``near`` when that was signed; the record itself has neither.
    """

    link: Link
    agreement: Link | None  # None where the station is an agreement itself
    signed: PartialDate
    tie: Tie | None
    near: PartialDate | None
    standing: Standing | None  # None of an agreement
    due: DueView | None
    is_self: bool


@dataclass(frozen=True, slots=True)
class Lineage:
    """Stations, the one that was signed first before the others."""

    stations: tuple[Station, ...]

    @property
    def is_line(self) -> bool:
        """Say whether anything came before the record or after it."""
        return len(self.stations) > 1

    @property
    def goes_on(self) -> bool:
        """Say whether the last station still stands: not met, lapsed, superseded or withdrawn."""
        last = self.stations[-1].standing if self.stations else None
        return last is None or last.lifecycle not in _ENDED


@dataclass(frozen=True, slots=True)
class _Step:
    """A record or an agreement that was reached, and from where; older ones are less than 0."""

    name: str
    tie: Tie | None = None
    near: str = ""
    distance: int = 0


_Neighbours = Callable[[Lens, str], Iterator[tuple[Tie, str]]]


def lineage_of(lens: Lens, name: str) -> Lineage:
    """Return what a record of the edition took over, all the way back, and what took it over.

    What only shares an ancestor with the record is not in its line. Each record is visited once, so
    a circle does no harm.
    """
    if not _is_shown(lens, name):
        return Lineage(())
    seen = {name}
    steps = [
        _Step(name),
        *_walk(lens, name, _older, -1, seen),
        *_walk(lens, name, _younger, 1, seen),
    ]
    steps.sort(key=lambda step: (_signed(lens, step.name).first(), step.distance))
    return Lineage(tuple(_station(lens, step) for step in steps))


def _walk(
    lens: Lens, start: str, neighbours: _Neighbours, direction: int, seen: set[str]
) -> Iterator[_Step]:
    """Yield all that can be reached in one direction, the nearest first."""
    waiting = deque([_Step(start)])
    while waiting:
        here = waiting.popleft()
        for tie, other in neighbours(lens, here.name):
            if other not in seen and _is_shown(lens, other):
                seen.add(other)
                step = _Step(other, tie, here.name, here.distance + direction)
                waiting.append(step)
                yield step


def _older(lens: Lens, name: str) -> Iterator[tuple[Tie, str]]:
    """Yield what a record or an agreement came from."""
    if agreement := lens.register.agreements.get(name):
        if agreement.replaces:
            yield Tie.REPLACED_BY, agreement.replaces
        return
    commitment = lens.register.commitments[name]
    if commitment.replaces:
        yield Tie.REPLACED_BY, commitment.replaces
    for other in commitment.restates:
        yield Tie.RESTATED_BY, other
    if commitment.content_from:
        yield Tie.CONTENT_OF, commitment.content_from


def _younger(lens: Lens, name: str) -> Iterator[tuple[Tie, str]]:
    """Yield what came from a record; what has its content from an agreement has it from this."""
    for tie, field, target in (
        (Tie.REPLACES, "replaces", name),
        (Tie.RESTATES, "restates", name),
        (Tie.CONTENT_FROM, "content_from", lens.register.commitments[name].agreement),
    ):
        for other in lens.inverse(field, target):
            yield tie, other


def _is_shown(lens: Lens, name: str) -> bool:
    """Say whether a station belongs to the edition, and its day is known."""
    home = lens.register.agreements.get(name.partition("/")[0])
    if home is None or not is_signed(home, lens.edition):
        return False
    return name in lens.judgements or name == home.id


def _signed(lens: Lens, name: str) -> PartialDate:
    return lens.register.agreements[name.partition("/")[0]].signed


def _station(lens: Lens, step: _Step) -> Station:
    commitment = lens.register.commitments.get(step.name)
    return Station(
        link=lens.record(step.name) if commitment else lens.agreement(step.name),
        agreement=lens.agreement(commitment.agreement) if commitment else None,
        signed=_signed(lens, step.name),
        tie=step.tie,
        near=_signed(lens, step.near) if step.near else None,
        standing=lens.standing(step.name) if commitment else None,
        due=lens.due(commitment.due) if commitment else None,
        is_self=step.tie is None,
    )
