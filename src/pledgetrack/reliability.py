"""Codings of the same records by several coders -> how far they agree."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pledgetrack.model import Assessment


@dataclass(frozen=True, slots=True)
class CodingAgreement:
    """Agreement of the codings stored before they were reconciled.

    ``units`` is the number of judgements with at least two codings, ``equal`` how many of them
    have one status only, ``alpha`` Krippendorff's alpha for nominal data (Krippendorff, Content
    Analysis, chapter on reliability): 1 is perfect, 0 is chance; None where it is not defined.
    """

    units: int
    equal: int
    alpha: float | None


def coding_agreement(assessments: Iterable[Assessment]) -> CodingAgreement:
    """Return the agreement over every assessment that was coded at least twice."""
    units = [tuple(entry.codings.values()) for entry in assessments if len(entry.codings) > 1]
    equal = sum(len(set(codes)) == 1 for codes in units)
    return CodingAgreement(len(units), equal, nominal_alpha(units))


def nominal_alpha(units: Iterable[Sequence[str]]) -> float | None:
    """Return Krippendorff's alpha for nominal codes; each unit has at least two.

    Alpha is one less the observed disagreement over that expected by chance, both from the
    coincidences of codes within units.
    """
    totals: Counter[str] = Counter()
    observed = 0.0
    for codes in units:
        counts = Counter(codes)
        totals.update(counts)
        observed += _unequal_pairs(counts) / (len(codes) - 1)
    expected = _unequal_pairs(totals)
    if not expected:
        return None
    return 1 - (totals.total() - 1) * observed / expected


def _unequal_pairs(counts: Mapping[str, int]) -> int:
    total = sum(counts.values())
    return total * total - sum(count * count for count in counts.values())
