"""What was corrected in what the register had said: judgements, and records withdrawn."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pledgetrack.comparison.records import adds_evidence
from pledgetrack.correcting import Correction, corrections_of
from pledgetrack.model import Commitment
from pledgetrack.views.atoms import EditionView, Link, Words
from pledgetrack.views.changes import Moved
from pledgetrack.views.lens import Lens

MOST = 50
"""How many corrections are shown, the newest first."""


@dataclass(frozen=True, slots=True)
class CorrectedLine:
    """A judgement that was corrected; ``known`` is when the older one was entered."""

    moved: Moved
    known: dt.date
    recorded: dt.date


@dataclass(frozen=True, slots=True)
class WithdrawnLine:
    """A record that was withdrawn, and what to read in its place."""

    link: Link
    agreement: Link
    on: dt.date
    because: Words
    see: Link | None


@dataclass(frozen=True, slots=True)
class Corrections:
    """The newest corrections and withdrawals; ``corrected`` and ``withdrawn`` count all."""

    edition: EditionView
    judgements: tuple[CorrectedLine, ...]
    records: tuple[WithdrawnLine, ...]
    corrected: int
    withdrawn: int


def corrections(lens: Lens, agreement: str = "") -> Corrections:
    """Return what the edition knows to have been corrected, in an agreement or in all."""
    names = lens.of_agreement(agreement) if agreement else lens.judgements
    corrected = [line for name in names for line in _corrected(lens, name)]
    withdrawn = [line for name in names for line in _withdrawn(lens, name)]
    corrected.sort(key=lambda line: line.recorded, reverse=True)
    withdrawn.sort(key=lambda line: line.on, reverse=True)
    return Corrections(
        edition=lens.edition_view,
        judgements=tuple(corrected[:MOST]),
        records=tuple(withdrawn[:MOST]),
        corrected=len(corrected),
        withdrawn=len(withdrawn),
    )


def _corrected(lens: Lens, name: str) -> Iterator[CorrectedLine]:
    commitment = lens.judgements[name].commitment
    held = [entry for entry in commitment.assessments if lens.edition.holds(entry)]
    for one in corrections_of(held):
        moved = Moved(
            link=lens.record(name),
            agreement=lens.agreement(commitment.agreement),
            before=one.before.status,
            after=one.after.status,
            as_of=one.after.as_of,
            why=lens.words(one.after.why),
            has_new_evidence=_has_new_evidence(commitment, one),
            corrects=True,
        )
        yield CorrectedLine(moved, one.before.recorded, one.after.recorded)


def _has_new_evidence(commitment: Commitment, one: Correction) -> bool:
    """Say whether evidence was added, or a search made since the older judgement was entered."""
    searched = any(search.on > one.before.recorded for search in commitment.searched)
    return searched or adds_evidence((one.before,), (one.after,))


def _withdrawn(lens: Lens, name: str) -> Iterator[WithdrawnLine]:
    commitment = lens.judgements[name].commitment
    withdrawn, edition = commitment.withdrawn, lens.edition
    if withdrawn and withdrawn.on <= (edition.known_by or edition.as_of):
        yield WithdrawnLine(
            link=lens.record(name),
            agreement=lens.agreement(commitment.agreement),
            on=withdrawn.on,
            because=lens.words(withdrawn.because),
            see=lens.record(withdrawn.see) if withdrawn.see else None,
        )
