"""What is open: by when, what would decide it, and how old its judgement is."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pledgetrack.model import Commitment
from pledgetrack.views.atoms import EditionView, Words
from pledgetrack.views.lens import Lens
from pledgetrack.views.records import record_rows
from pledgetrack.views.values import RecordRow
from pledgetrack.vocabulary import Lifecycle, Test


@dataclass(frozen=True, slots=True)
class Aim:
    """The target of a measure."""

    value: float
    unit: str
    test: Test
    period: str | None


@dataclass(frozen=True, slots=True)
class OpenPledge:
    """An open pledge; neither ``words`` nor ``aim`` where nobody wrote what would decide it."""

    row: RecordRow
    words: Words | None  # what would count as fulfilled
    aim: Aim | None  # the target, where no words say it
    age: dt.timedelta | None  # from the day judged to that of the edition; None: never judged


@dataclass(frozen=True, slots=True)
class DueList:
    """Open pledges: with a day to come, the soonest first; without, the oldest judgement first.

    ``undated`` is None where it was not asked for.
    """

    edition: EditionView
    dated: tuple[OpenPledge, ...]
    undated: tuple[OpenPledge, ...] | None


def due_list(lens: Lens, *, undated: bool = False) -> DueList:
    """Return open pledges with a date to come; if asked for, also those that name no date.

    What was never judged comes before the oldest judgement. A pledge without a date whose window
    has ended is not among them: nobody is waiting for it.
    """
    dated: list[tuple[dt.date, str]] = []
    others: list[tuple[dt.date, str]] = []
    for name, judgement in lens.judgements.items():
        if judgement.lifecycle is Lifecycle.OPEN and judgement.stage_date:
            dated.append((judgement.stage_date, name))
        elif judgement.lifecycle is Lifecycle.OPEN and not judgement.is_closed:
            judged = judgement.assessment.as_of if judgement.assessment else dt.date.min
            others.append((judged, name))
    return DueList(
        edition=lens.edition_view,
        dated=tuple(_pledges(lens, (name for _, name in sorted(dated)))),
        undated=tuple(_pledges(lens, (name for _, name in sorted(others)))) if undated else None,
    )


def _pledges(lens: Lens, names: Iterable[str]) -> Iterator[OpenPledge]:
    for row in record_rows(lens, names):
        commitment = lens.register.commitments[row.id]
        judged, criteria = row.standing.as_of, commitment.criteria
        yield OpenPledge(
            row=row,
            words=lens.words(criteria.fulfilled) if criteria else None,
            aim=None if criteria else _aim(commitment),
            age=lens.edition.as_of - judged if judged else None,
        )


def _aim(commitment: Commitment) -> Aim | None:
    indicator = commitment.indicator
    if indicator is None or indicator.target is None:
        return None
    target = indicator.target
    period = str(target.period) if target.period else None
    return Aim(target.value, indicator.unit, target.test, period)
