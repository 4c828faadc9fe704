"""Judged records -> what waits for a person, and why.

The rules are those of ``docs/queue.md``. The day is that of the edition: a queue of a past day is
the queue of that day. Only counted records wait, for what is not counted follows from them.
"""

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Final

from pledgetrack.assessment import Edition, Judgement
from pledgetrack.citing import observation_of
from pledgetrack.model import Assessment, Commitment, Evidence, Quote
from pledgetrack.register import Register
from pledgetrack.vocabulary import Lifecycle, Proof, Stance, Status

SOON: Final = timedelta(days=90)
"""How long before its day a pledge is due soon: time enough to look for evidence."""

STALE_AFTER: Final = timedelta(days=365)
"""How old the judgement of an open pledge may be: each is looked at once a year."""

DRAFT_CHECK: Final = "still-to-write"


class Wait(enum.StrEnum):
    """What a record waits for; it may wait for several things."""

    PROVISIONAL = "provisional"  # a named person who reads it
    DUE = "due"  # a judgement of what became of it by its day
    STALE = "stale"  # a newer judgement
    DOUBTFUL = "doubtful"  # somebody who settles what is in doubt
    NO_EVIDENCE = "no-evidence"  # a source
    UNASSESSED = "unassessed"  # a first judgement
    DRAFT = "draft"  # what its author has still to write


class Doubt(enum.StrEnum):
    """Why a judgement is in doubt, the weightiest first."""

    CODING = "coding"  # coders gave it different statuses
    READING = "reading"  # its status depends on what the words mean
    COUNT = "count"  # measures of the same thing give different verdicts
    FIGURE = "figure"  # a figure of its series is marked as doubtful
    TEXT = "text"  # words that decide stand in no text that is held here


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record that waits.

    ``day`` is that of the judgement; with ``DUE`` and ``UNASSESSED`` the day by which the pledge
    is due, with ``NO_EVIDENCE`` that of the last search. None where there is none.
    """

    wait: Wait
    record: str
    day: date | None = None
    doubts: tuple[Doubt, ...] = ()


Judgements = Mapping[str, Judgement]


def queue_of(
    register: Register, edition: Edition, judgements: Judgements
) -> dict[Wait, tuple[Waiting, ...]]:
    """Return all that waits on the day of the edition, each kind in the order to take it up."""
    counted = {name: one for name, one in judgements.items() if one.counted}
    doubts = {name: tuple(_doubts(register, edition, one)) for name, one in counted.items()}
    in_doubt = {name: found for name, found in doubts.items() if found}
    return {
        Wait.PROVISIONAL: _provisional(counted, doubts),
        Wait.DUE: _by_day(Wait.DUE, counted, partial(_due, edition.as_of)),
        Wait.STALE: _by_day(Wait.STALE, counted, partial(_stale, edition.as_of)),
        Wait.DOUBTFUL: _doubtful(counted, in_doubt),
        Wait.NO_EVIDENCE: _by_day(Wait.NO_EVIDENCE, counted, _last_search),
        Wait.UNASSESSED: _unassessed(counted),
        Wait.DRAFT: tuple(Waiting(Wait.DRAFT, name) for name in _drafts(register)),
    }


def _by_day(
    wait: Wait, judgements: Judgements, day_of: Callable[[Judgement], date | None]
) -> tuple[Waiting, ...]:
    """Return the records that have a day, the earliest first."""
    days = ((day_of(judgement), name) for name, judgement in judgements.items())
    found = [Waiting(wait, name, day) for day, name in days if day]
    return tuple(sorted(found, key=lambda one: one.day or date.max))  # stable: as the texts go


def _due(today: date, judgement: Judgement) -> date | None:
    """Return the day of a pledge that is due soon, or that nobody has judged since its day."""
    due = judgement.commitment.due
    deadline = due.deadline() if due else None
    if deadline is None or judgement.lifecycle not in _RUNNING:
        return None
    judged = judgement.assessment.as_of if judgement.assessment else date.min
    is_unseen = deadline - today <= SOON if deadline >= today else judged < deadline
    return deadline if is_unseen else None


_RUNNING = frozenset({Lifecycle.OPEN, Lifecycle.DUE, Lifecycle.OVERDUE})


def _stale(today: date, judgement: Judgement) -> date | None:
    """Return the day of a judgement that is too old for a pledge that is still open."""
    is_open = judgement.lifecycle is Lifecycle.OPEN and not judgement.is_closed
    judged = judgement.assessment.as_of if judgement.assessment else None
    return judged if is_open and judged and today - judged > STALE_AFTER else None


def _last_search(judgement: Judgement) -> date | None:
    """Return the day of the last search; without a log that of the judgement."""
    if judgement.status is not Status.NO_EVIDENCE or judgement.assessment is None:
        return None
    days = (search.on for search in judgement.commitment.searched)
    return max(days, default=judgement.assessment.as_of)


def _unassessed(judgements: Judgements) -> tuple[Waiting, ...]:
    """Return what nobody has judged: by its day, then what names none, as the texts go."""
    found = []
    for name, judgement in judgements.items():
        if judgement.status is Status.UNASSESSED:
            due = judgement.commitment.due
            found.append(Waiting(Wait.UNASSESSED, name, due.deadline() if due else None))
    return tuple(sorted(found, key=lambda one: one.day or date.max))


def _doubtful(
    judgements: Judgements, doubts: Mapping[str, tuple[Doubt, ...]]
) -> tuple[Waiting, ...]:
    """Return what is in doubt: the weightiest doubt first, then the most doubts."""
    weights = list(Doubt)
    found = [
        Waiting(Wait.DOUBTFUL, name, _judged_on(judgements[name]), some)
        for name, some in doubts.items()
    ]
    return tuple(sorted(found, key=lambda one: (weights.index(one.doubts[0]), -len(one.doubts))))


def _provisional(
    judgements: Judgements, doubts: Mapping[str, tuple[Doubt, ...]]
) -> tuple[Waiting, ...]:
    """Return the judgements that no named person has read, those most worth it first.

    First what is in most doubts; then what says most, kept or broken, before what is between, and
    that before what decides nothing; then what rests on the fewest pieces of evidence.
    """
    waiting = [
        (-len(doubts[name]), _WORTH[one.status], len(one.assessment.evidence), name)
        for name, one in judgements.items()
        if one.assessment and one.provisional
    ]
    waiting.sort(key=lambda entry: entry[:3])
    return tuple(
        Waiting(Wait.PROVISIONAL, name, _judged_on(judgements[name]), doubts[name])
        for *_, name in waiting
    )


_WORTH = dict.fromkeys(Status, 1) | {
    Status.FULFILLED: 0,
    Status.CONTRARY: 0,
    Status.NO_EVIDENCE: 2,
    Status.NOT_ASSESSABLE: 2,
}


def _judged_on(judgement: Judgement) -> date | None:
    return judgement.assessment.as_of if judgement.assessment else None


def _drafts(register: Register) -> Iterable[str]:
    """Return the records of which something is still to be written, each once."""
    names = {path: name for name, path in register.record_files.items()}
    marked = (one for one in register.findings if one.check == DRAFT_CHECK)
    return dict.fromkeys(names[one.location.path] for one in marked)


def _doubts(register: Register, edition: Edition, judgement: Judgement) -> Iterator[Doubt]:
    assessment = judgement.assessment
    if assessment is None:
        return
    verdicts = {verdict.status for verdict in judgement.verdicts if verdict.status}
    asked = {
        Doubt.CODING: len(set(assessment.codings.values())) > 1,
        Doubt.READING: len(set(assessment.under.values())) > 1,
        Doubt.COUNT: len(verdicts) > 1,
        Doubt.FIGURE: _has_doubtful_figure(register, edition, judgement.commitment),
        Doubt.TEXT: _rests_on_unheld_text(register, assessment),
    }
    yield from (doubt for doubt, holds in asked.items() if holds)


def _has_doubtful_figure(register: Register, edition: Edition, commitment: Commitment) -> bool:
    """Say whether a series that decides has a doubtful figure of a period that has ended."""
    names = commitment.indicator.series if commitment.indicator else ()
    return any(
        entry.doubt is not None and entry.period.span(series.year_starts)[1] <= edition.as_of
        for name in names
        if (series := register.series.get(name))
        for entry in series.observations
    )


def _rests_on_unheld_text(register: Register, assessment: Assessment) -> bool:
    """Say whether all that speaks for or against the status stands in texts not held here."""
    quotes = [
        quote
        for item in assessment.evidence
        if item.stance is not Stance.CONTEXT and (quote := _quote(register, item))
    ]
    return bool(quotes) and all(register.prove(one).proof is Proof.UNSTORED for one in quotes)


def _quote(register: Register, item: Evidence) -> Quote | None:
    series = register.series.get(item.series or "")
    shown = observation_of(series, str(item.period)) if series else None
    return item.quote or (shown.quote if shown else None)
