"""A record's assessments in an edition -> which status held when."""

from dataclasses import replace
from itertools import pairwise

from pledgetrack.assessment import Judgement
from pledgetrack.model import Assessment, Commitment
from pledgetrack.views.lens import Lens
from pledgetrack.views.values import Reign
from pledgetrack.vocabulary import Lifecycle

_ENDS = {Lifecycle.LAPSED, Lifecycle.SUPERSEDED, Lifecycle.WITHDRAWN}


def held_by(lens: Lens, commitment: Commitment) -> list[Assessment]:
    """Return the assessments that an edition holds, the newest day first; of a day the last."""
    held = [entry for entry in commitment.assessments if lens.edition.holds(entry)]
    return sorted(held, key=lambda entry: (entry.as_of, entry.recorded), reverse=True)


def reigns_of(lens: Lens, commitment: Commitment, judgement: Judgement) -> tuple[Reign, ...]:
    """Return how long each status held, the oldest first, neighbours of one status as one.

    The last ends where the pledge lapsed or was taken over; any other still holds.
    """
    by_day = {entry.as_of: entry.status for entry in reversed(held_by(lens, commitment))}
    moves: list[Reign] = []  # without their ends yet
    for day, status in by_day.items():
        if not moves or moves[-1].status is not status:
            moves.append(Reign(status, day, None))
    closed = [replace(one, last=after.first) for one, after in pairwise(moves)]
    return (*closed, *(_ended(one, judgement) for one in moves[-1:]))


def _ended(reign: Reign, judgement: Judgement) -> Reign:
    """End the last status with the pledge, unless it was judged once more after that."""
    stage, day = judgement.lifecycle, judgement.stage_date
    if stage not in _ENDS or day is None or day <= reign.first:
        return reign
    return replace(reign, last=day, ended_as=stage)
