"""Two editions of one register -> what the later one says that the earlier did not."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pledgetrack.assessment import Edition
from pledgetrack.comparison import Comparison, How, Side, compare, side_of
from pledgetrack.comparison.values import HeadlineMove, StageMove, StatusMove
from pledgetrack.views.atoms import Link, Rate, Summary, Words
from pledgetrack.views.lens import Lens
from pledgetrack.vocabulary import Lifecycle, Status


@dataclass(frozen=True, slots=True)
class Moved:
    """A record whose status is another one now; ``corrects`` says why it is so.

    It is set where the judgement now shown is of a day that the earlier edition had already
    judged: then the earlier word was corrected, and not overtaken by events.
    """

    link: Link
    agreement: Link
    before: Status
    after: Status
    as_of: dt.date | None
    why: Words | None
    has_new_evidence: bool
    corrects: bool


@dataclass(frozen=True, slots=True)
class Staged:
    """A record whose stage is another one now, and the day that it refers to."""

    link: Link
    agreement: Link
    before: Lifecycle | None
    after: Lifecycle | None
    day: dt.date | None


@dataclass(frozen=True, slots=True)
class Arrived:
    """A record that the earlier edition did not have, with its status."""

    link: Link
    agreement: Link
    status: Status


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A record whose judgement a named person has reviewed since."""

    link: Link
    agreement: Link
    reader: str


@dataclass(frozen=True, slots=True)
class Changes:
    """All that a later edition says that an earlier one did not.

    ``since`` is the day of the earlier edition, which knew what was recorded by that day;
    ``judgements`` is how many assessments were added, ``rules`` holds every published rule.
    """

    since: dt.date
    before: Summary
    after: Summary
    moved: tuple[Moved, ...]
    arrived: tuple[Arrived, ...]
    staged: tuple[Staged, ...]
    reviewed: tuple[Reviewed, ...]
    judgements: int
    rules: tuple[HeadlineMove, ...]

    @property
    def corrected(self) -> tuple[Moved, ...]:
        """Return the records about which the earlier edition was wrong."""
        return tuple(one for one in self.moved if one.corrects)

    @property
    def overtaken(self) -> tuple[Moved, ...]:
        """Return the records of which there is something new to say."""
        return tuple(one for one in self.moved if not one.corrects)

    @property
    def statuses(self) -> tuple[tuple[Status, int, int], ...]:
        """Return for each status that either edition has its numbers before and after."""
        before, after = dict(self.before.distribution.counts), dict(self.after.distribution.counts)
        return tuple(
            (status, before.get(status, 0), after.get(status, 0))
            for status in Status
            if status in before or status in after
        )

    @property
    def rates(self) -> tuple[tuple[Rate, Rate], ...]:
        """Return the rates before and after, rule by rule."""
        return tuple(zip(self.before.rates, self.after.rates, strict=True))

    @property
    def is_empty(self) -> bool:
        """Say whether the later edition says nothing new."""
        return not (self.moved or self.arrived or self.staged or self.reviewed or self.judgements)


def changes_since(lens: Lens, since: dt.date) -> Changes:
    """Return what the edition says that the one of an earlier day, as known then, did not."""
    earlier = Lens(lens.register, Edition(since, since), lens.language)
    now = Side(lens.register, lens.edition, lens.judgements)
    found = compare(side_of(lens.register, earlier.edition), now)
    return Changes(
        since=since,
        before=earlier.summary(earlier.judgements.values()),
        after=lens.summary(lens.judgements.values()),
        moved=tuple(_moved(lens, earlier, move) for move in found.statuses),
        arrived=tuple(
            Arrived(*_links(lens, one.record.id), one.status) for one in found.added if one.counted
        ),
        staged=tuple(_staged(lens, found)),
        reviewed=tuple(
            Reviewed(*_links(lens, one.record.id), one.after) for one in found.reviews if one.after
        ),
        judgements=sum(one.how is How.ADDED for one in found.assessments),
        rules=found.headlines,
    )


def _links(lens: Lens, name: str) -> tuple[Link, Link]:
    return lens.record(name), lens.agreement(name.partition("/")[0])


def _moved(lens: Lens, earlier: Lens, move: StatusMove) -> Moved:
    known = earlier.judgements[move.record.id].assessment
    return Moved(
        *_links(lens, move.record.id),
        before=move.before,
        after=move.after,
        as_of=move.as_of,
        why=lens.maybe(move.why),
        has_new_evidence=move.has_new_evidence,
        corrects=known is not None and move.as_of is not None and move.as_of <= known.as_of,
    )


def _staged(lens: Lens, found: Comparison) -> Iterator[Staged]:
    """Yield the records whose stage moved alone: a status that moved says more."""
    told = {move.record.id for move in found.statuses}
    moves: tuple[StageMove, ...] = found.stages
    for move in moves:
        if move.record.id not in told:
            links = _links(lens, move.record.id)
            yield Staged(*links, before=move.before, after=move.after, day=move.day)
