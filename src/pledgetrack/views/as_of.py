"""The register as it stood on a day that the tracker names, and what changed by today."""

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass

from pledgetrack.assessment import edition_of
from pledgetrack.views.atoms import DayView, EditionView, Link, Summary, Words
from pledgetrack.views.days import TODAY, on_day, past_days, readable_page
from pledgetrack.views.lens import Lens
from pledgetrack.views.overviews import StatusHistory, status_history
from pledgetrack.vocabulary import Status


class Unread(enum.StrEnum):
    """How many of the counted records no named person has reviewed."""

    NONE = "none"
    SOME = "some"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Strip:
    """What stands above every page: the day, what nobody reviewed, and the other days.

    ``counts`` has the numbers, on the few pages that are about all records: a number on every page
    would write all of them again whenever a record is added. ``past`` says that something younger
    is known. Days come with their pages, the earliest first and that of the edition last; there are
    none where only this day can be read. ``today`` is the page of the edition, on a page that shows
    another day.
    """

    edition: DayView
    unread: Unread
    counts: EditionView | None
    past: bool
    today: str | None
    days: tuple[tuple[dt.date, str], ...]

    def is_today(self, day: dt.date) -> bool:
        """Say whether a day is the last that can be read, and no younger one is known."""
        return day == self.days[-1][0] and (self.today is not None or not self.past)


@dataclass(frozen=True, slots=True)
class Move:
    """A pledge with its status on two days; ``then`` is None where it was not made yet."""

    link: Link
    agreement: Link
    then: Status | None
    now: Status

    @property
    def is_new(self) -> bool:
        """Say whether it was made between the two days."""
        return self.then is None

    @property
    def is_first_judged(self) -> bool:
        """Say whether nothing was known of it, and something is."""
        return self.then is Status.UNASSESSED is not self.now

    @property
    def is_changed(self) -> bool:
        """Say whether it was judged on both days, and stands otherwise."""
        return self.then not in {self.now, Status.UNASSESSED, None}


@dataclass(frozen=True, slots=True)
class AsOfPage:
    """The register as it stood on a day, beside the other days.

    ``moves`` compares ``since`` with ``until``: a day of the past with today, and on the page of
    today the last such day with it.
    """

    tracker: Words
    strip: Strip
    summary: Summary
    history: StatusHistory
    since: dt.date
    until: dt.date
    moves: tuple[Move, ...]

    @property
    def day(self) -> dt.date:
        """Return the day that the page shows."""
        return self.strip.edition.as_of


def strip(lens: Lens, day: dt.date | None = None, *, counting: bool = False) -> Strip:
    """Return what stands above the pages of the edition, or above that of a day of its past."""
    shown = on_day(lens, day or lens.edition.as_of)
    past = past_days(lens)
    days = (*past, lens.edition.as_of) if past else ()
    return Strip(
        edition=shown.day_view,
        unread=_unread(shown.edition_view),
        counts=shown.edition_view if counting else None,
        past=shown.edition.as_of < edition_of(lens.register).as_of,
        today=TODAY if shown is not lens else None,
        days=tuple((one, readable_page(lens, one) or "") for one in days),
    )


def _unread(edition: EditionView) -> Unread:
    if not edition.provisional:
        return Unread.NONE
    return Unread.ALL if edition.provisional == edition.records else Unread.SOME


def as_of_page(lens: Lens, key: str) -> AsOfPage:
    """Return the page of a day of the past, written as in its address; "" is today."""
    past = past_days(lens)
    day = dt.date.fromisoformat(key) if key else lens.edition.as_of
    since = day if key else past[-1]
    shown = on_day(lens, day)
    return AsOfPage(
        tracker=lens.tracker,
        strip=strip(lens, day, counting=True),
        summary=shown.summary(shown.judgements.values()),
        history=lens.once(_history),
        since=since,
        until=lens.edition.as_of,
        moves=tuple(_moves(on_day(lens, since), lens)),
    )


def _history(lens: Lens) -> StatusHistory:
    return status_history(lens, past_days(lens))


def _moves(then: Lens, now: Lens) -> Iterator[Move]:
    for name, judgement in now.judgements.items():
        if judgement.counted:
            before = then.judgements.get(name)
            yield Move(
                link=now.record(name),
                agreement=now.agreement(judgement.commitment.agreement),
                then=before.status if before else None,
                now=judgement.status,
            )
