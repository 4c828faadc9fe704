"""What a front page tells of the register: where each question leads, what is new, the chapters."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice, zip_longest

from pledgetrack.views.atoms import Distribution, EditionView, Link
from pledgetrack.views.due import OpenPledge, due_list
from pledgetrack.views.lens import INDEX, Lens
from pledgetrack.views.page_names import SOURCES
from pledgetrack.views.sections import outline_of
from pledgetrack.views.sources import source_names
from pledgetrack.vocabulary import Status

FEW_DAYS = dt.timedelta(days=14)
"""Where all was recorded within so many, what is newest says more of the work than of the world."""


@dataclass(frozen=True, slots=True)
class Questions:
    """The four questions that every record answers, with how much there is to read."""

    agreements: int
    pledges: int
    sources: int
    pages: tuple[str | None, ...]  # where each of the four leads


@dataclass(frozen=True, slots=True)
class Change:
    """A judgement that was recorded, and what stood before it; None where nothing did."""

    link: Link
    agreement: Link
    recorded: dt.date
    as_of: dt.date
    before: Status | None
    after: Status
    evidence: int


@dataclass(frozen=True, slots=True)
class News:
    """The judgements that were recorded last, and what is due next; neither is all there is."""

    edition: EditionView
    first_recorded: dt.date | None
    judgements: int
    changes: tuple[Change, ...]
    due: tuple[OpenPledge, ...]
    due_in_all: int
    index: str

    @property
    def is_recorded_at_once(self) -> bool:
        """Say whether all judgements were entered within a few days."""
        last = self.edition.recorded_to
        if last is None or self.first_recorded is None:
            return False
        return last - self.first_recorded <= FEW_DAYS


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section below a part of an agreement, with its numbers; ``part`` is that part."""

    link: Link
    part: Link | None
    distribution: Distribution


@dataclass(frozen=True, slots=True)
class Chapters:
    """The chapters of an agreement in the order of its text, those with pledges."""

    agreement: Link
    chapters: tuple[Chapter, ...]

    @property
    def most(self) -> int:
        """Return the number of pledges of the chapter that has most."""
        return max((one.distribution.total for one in self.chapters), default=0)

    @property
    def by_part(self) -> tuple[tuple[Link | None, tuple[Chapter, ...]], ...]:
        """Return the chapters of each part, in the order of the text."""
        runs = groupby(self.chapters, key=lambda chapter: chapter.part)
        return tuple((part, tuple(some)) for part, some in runs)


def questions(lens: Lens, promised: str, method: str | None) -> Questions:
    """Return the questions; ``promised`` and ``method`` are the pages for the first and the last.

    Those for the others are the list of pledges and that of sources.
    """
    counted = sum(judgement.counted for judgement in lens.judgements.values())
    return Questions(
        agreements=len({one.commitment.agreement for one in lens.judgements.values()}),
        pledges=counted,
        sources=len(source_names(lens)),
        pages=(promised, INDEX, SOURCES, method),
    )


def news(lens: Lens, limit: int) -> News:
    """Return the last judgements and the next dates, at most ``limit`` of each.

    Of what was recorded on one day, that which speaks of the youngest day comes first.
    """
    changes = sorted(_changes(lens), key=_age, reverse=True)
    due = due_list(lens).dated
    return News(
        edition=lens.edition_view,
        first_recorded=min((one.recorded for one in changes), default=None),
        judgements=len(changes),
        changes=tuple(changes[:limit]),
        due=tuple(islice(due, limit)),
        due_in_all=len(due),
        index=INDEX,
    )


def _age(change: Change) -> tuple[dt.date, dt.date, bool]:
    return change.recorded, change.as_of, change.before is not None


def _changes(lens: Lens) -> Iterator[Change]:
    for name, judgement in lens.judgements.items():
        if judgement.counted:
            held = [one for one in judgement.commitment.assessments if lens.edition.holds(one)]
            befores = [None, *(one.status for one in held)]
            for before, entry in zip(befores, held, strict=False):
                yield Change(
                    link=lens.record(name),
                    agreement=lens.agreement(judgement.commitment.agreement),
                    recorded=entry.recorded,
                    as_of=entry.as_of,
                    before=before,
                    after=entry.status,
                    evidence=len(entry.evidence),
                )


def chapters(lens: Lens, agreement: str) -> Chapters:
    """Return the chapters of an agreement: the sections one step below its parts.

    A part without sections below it is a chapter itself.
    """
    return Chapters(lens.agreement(agreement), tuple(_chapters(lens, agreement)))


def _chapters(lens: Lens, agreement: str) -> Iterator[Chapter]:
    outline = outline_of(lens, agreement)
    rows = list(outline.rows(outline.entries))
    part: Link | None = None
    for row, following in zip_longest(rows, rows[1:]):
        is_part = row.depth == 0 and following is not None and following.depth > 0
        if row.depth == 0:
            part = row.link if is_part else None
        if row.depth <= 1 and not is_part and row.distribution.total:
            yield Chapter(row.link, part, row.distribution)
