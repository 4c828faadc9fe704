"""Codings that were stored before they were reconciled -> how far they agree, and where not."""

import datetime as dt
from dataclasses import dataclass

from pledgetrack.reliability import CodingAgreement, coding_agreement
from pledgetrack.views.atoms import EditionView, Link
from pledgetrack.views.lens import Lens
from pledgetrack.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An assessment whose codings differ, and the status that stands."""

    link: Link
    as_of: dt.date
    codings: tuple[tuple[str, Status], ...]
    status: Status


@dataclass(frozen=True, slots=True)
class Codings:
    """The agreement of all codings of an edition; ``reviewed`` were read by a named person."""

    edition: EditionView
    coders: tuple[str, ...]
    agreement: CodingAgreement
    reviewed: int
    disagreements: tuple[Disagreement, ...]

    @property
    def percent(self) -> int | None:
        """Return how many of a hundred codings are the same, rounded half up."""
        units, equal = self.agreement.units, self.agreement.equal
        return (200 * equal + units) // (2 * units) if units else None


def agreement_of_codings(lens: Lens) -> Codings:
    """Return the agreement over every assessment of the edition that was coded at least twice."""
    coded = [
        (name, entry)
        for name, judgement in lens.judgements.items()
        for entry in judgement.commitment.assessments
        if lens.edition.holds(entry) and len(entry.codings) > 1
    ]
    return Codings(
        edition=lens.edition_view,
        coders=tuple(sorted({coder for _, entry in coded for coder in entry.codings})),
        agreement=coding_agreement(entry for _, entry in coded),
        reviewed=sum(entry.reviewed_by is not None for _, entry in coded),
        disagreements=tuple(
            Disagreement(lens.record(name), entry.as_of, tuple(entry.codings.items()), entry.status)
            for name, entry in coded
            if len(set(entry.codings.values())) > 1
        ),
    )
