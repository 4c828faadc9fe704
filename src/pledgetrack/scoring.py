"""Judgements -> distribution and rates.

A distribution first, a rate second and never one alone. Only counted records enter; what could
not be judged stands outside every rate.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pledgetrack.assessment import Judgement
from pledgetrack.vocabulary import JUDGED, NOT_JUDGED, Kind, Lifecycle, Status

_OPEN = frozenset({Lifecycle.OPEN})
_KEPT = frozenset({Status.FULFILLED})
_PARTLY = frozenset({Status.FULFILLED, Status.SUBSTANTIAL, Status.PARTIAL})
_STRICT = frozenset({*JUDGED, Status.NO_EVIDENCE})


@dataclass(frozen=True, slots=True)
class Share:
    """A rate as two counts, ``part`` of ``whole``; the key names the rule."""

    key: str
    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Score:
    """The numbers of a set of records."""

    counts: tuple[tuple[Status, int], ...]
    shares: tuple[Share, ...]
    provisional: int
    counted: int
    stems: int
    uncounted: int


def score(judgements: Iterable[Judgement]) -> Score:
    """Return distribution, rates and the number of provisional records.

    The rates: kept of all judged; kept of those whose time is up; at least partly kept; kept where
    no evidence counts as not kept.
    """
    everything = list(judgements)
    counted = [entry for entry in everything if entry.counted]
    stems = sum(entry.commitment.kind is Kind.STEM for entry in everything)
    numbers = Counter(entry.status for entry in counted)
    judged = [entry for entry in counted if entry.status in JUDGED]
    closed = [entry for entry in judged if entry.lifecycle not in _OPEN]
    strict = [entry for entry in counted if entry.status in _STRICT]
    return Score(
        counts=tuple(
            (status, numbers[status]) for status in (*JUDGED, *NOT_JUDGED) if numbers[status]
        ),
        shares=(
            _share("kept", _KEPT, judged),
            _share("kept-closed", _KEPT, closed),
            _share("at-least-partly", _PARTLY, judged),
            _share("kept-strict", _KEPT, strict),
        ),
        provisional=sum(entry.provisional for entry in counted),
        counted=len(counted),
        stems=stems,
        uncounted=len(everything) - len(counted) - stems,
    )


def _share(key: str, kept: frozenset[Status], base: list[Judgement]) -> Share:
    return Share(key, sum(entry.status in kept for entry in base), len(base))
