"""The last judgements that were entered, as others follow them: the newest first."""

import datetime as dt
from dataclasses import dataclass

from pledgetrack.views.atoms import Link, Words
from pledgetrack.views.lens import Lens
from pledgetrack.vocabulary import Status

MOST = 100
"""Entries of a feed: what is older is on the pages."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A judgement; a record has one at most that was entered on one day about another."""

    id: str  # of the record
    link: Link
    status: Status
    why: Words
    as_of: dt.date
    recorded: dt.date


@dataclass(frozen=True, slots=True)
class Feed:
    """What was recorded lately; ``updated`` is the day of the newest entry."""

    name: str  # of the tracker
    tracker: Words
    updated: dt.date
    entries: tuple[FeedEntry, ...]


def feed(lens: Lens) -> Feed:
    """Return the judgements that the edition knows, of records without errors."""
    entries = [
        FeedEntry(name, lens.record(name), one.status, lens.words(one.why), one.as_of, one.recorded)
        for name, judgement in lens.judgements.items()
        if name not in lens.register.faults
        for one in judgement.commitment.assessments
        if lens.edition.holds(one)
    ]
    entries.sort(key=lambda entry: (entry.recorded, entry.as_of), reverse=True)  # stable
    return Feed(
        name=lens.register.tracker.id,
        tracker=lens.tracker,
        updated=entries[0].recorded if entries else lens.edition.as_of,
        entries=tuple(entries[:MOST]),
    )
