"""Keys for readers: how many records have each status, and what each earns under each rule."""

from dataclasses import dataclass
from fractions import Fraction

from pledgetrack.scales import scales
from pledgetrack.views.atoms import EditionView
from pledgetrack.views.lens import Lens
from pledgetrack.vocabulary import JUDGED, NOT_JUDGED, Status


@dataclass(frozen=True, slots=True)
class StatusKey:
    """Every status with the number of counted records that have it, those judged first."""

    edition: EditionView
    judged: tuple[tuple[Status, int], ...]
    not_judged: tuple[tuple[Status, int], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a status earns, as shares of a full mark; None leaves the record out."""

    strict: Fraction | None
    lenient: Fraction | None


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """A rule with a mark for each status, in the order of the columns."""

    rule: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """What the statuses that can be judged earn under each rule; all others earn nothing."""

    statuses: tuple[Status, ...]
    rows: tuple[CrosswalkRow, ...]


def status_key(lens: Lens) -> StatusKey:
    """Return every status with the number of counted records that have it."""
    counts = dict(lens.summary(lens.judgements.values()).distribution.counts)
    return StatusKey(
        edition=lens.edition_view,
        judged=tuple((status, counts.get(status, 0)) for status in JUDGED),
        not_judged=tuple((status, counts.get(status, 0)) for status in NOT_JUDGED),
    )


def crosswalk() -> Crosswalk:
    """Return the marks of every rule."""
    rows = (
        CrosswalkRow(
            rule=rule.id,
            marks=tuple(Mark(rule.strict.get(one), rule.lenient.get(one)) for one in JUDGED),
        )
        for rule in scales()
    )
    return Crosswalk(JUDGED, tuple(rows))
