"""Judgements -> distribution and rates.

A distribution first, a rate second and never one alone. Only counted records enter; what could
not be judged stands outside every rate. What counts as kept is one of the published rules, in its
strict reading, so that a rate is also the headline of that rule.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pledgetrack.assessment import Judgement
from pledgetrack.scales import earned, scale
from pledgetrack.vocabulary import JUDGED, NOT_JUDGED, Kind, Status


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

    The rates: kept of all judged; kept of those whose time is up (their window has ended, however
    they were judged: kept early is not closed early, or the rate would flatter); at least partly
    kept; kept where no evidence counts as not kept.
    """
    everything = list(judgements)
    counted = [entry for entry in everything if entry.counted]
    stems = sum(entry.commitment.kind is Kind.STEM for entry in everything)
    numbers = Counter(entry.status for entry in counted)
    closed = Counter(entry.status for entry in counted if entry.is_closed)
    return Score(
        counts=tuple(
            (status, numbers[status]) for status in (*JUDGED, *NOT_JUDGED) if numbers[status]
        ),
        shares=(
            _share("kept", "kept", numbers),
            _share("kept-closed", "kept", closed),
            _share("at-least-partly", "at-least-partly", numbers),
            _share("kept-strict", "kept", numbers, with_no_evidence=True),
        ),
        provisional=sum(entry.provisional for entry in counted),
        counted=len(counted),
        stems=stems,
        uncounted=len(everything) - len(counted) - stems,
    )


def _share(
    key: str, rule: str, counts: Mapping[Status, int], *, with_no_evidence: bool = False
) -> Share:
    """Return a rate; its rule gives a full mark or none, so what is earned is a count."""
    part, whole = earned(counts, scale(rule).strict, with_no_evidence=with_no_evidence)
    return Share(key, int(part), whole)
