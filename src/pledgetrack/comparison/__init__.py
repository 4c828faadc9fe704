"""Two registers, each in an edition -> what differs in meaning, as a pull request is read.

Formatting, comments and the order of keys are no difference. The cost grows with the records.
"""

from collections.abc import Iterator, Mapping

from pledgetrack.assessment import Edition
from pledgetrack.comparison import records, totals
from pledgetrack.comparison.pairing import Side, renames, side_of
from pledgetrack.comparison.values import (
    Arrival,
    Aspect,
    AssessmentChange,
    Comparison,
    FieldChange,
    FileChange,
    HeadlineMove,
    How,
    Named,
    Rename,
    Retirement,
    ReviewMove,
    StageMove,
    StatusMove,
    TextMove,
)
from pledgetrack.model import Commitment
from pledgetrack.scoring import score

__all__ = [
    "Arrival",
    "Aspect",
    "AssessmentChange",
    "Comparison",
    "FieldChange",
    "FileChange",
    "HeadlineMove",
    "How",
    "Named",
    "Rename",
    "Retirement",
    "ReviewMove",
    "Side",
    "StageMove",
    "StatusMove",
    "TextMove",
    "compare",
    "side_of",
]


def compare(before: Side, after: Side) -> Comparison:
    """Return all that differs between two registers, or between two editions of one."""
    names = renames(before, after)
    pairs = tuple(_pairs(before, after, names))
    changes = tuple(change for pair in pairs for change in records.field_changes(pair))
    remade = {change.record for change in changes if change.aspect is Aspect.CRITERIA}
    moves = (records.status_move(pair, is_comparable=pair.record not in remade) for pair in pairs)
    return Comparison(
        before=before.edition,
        after=after.edition,
        scores=(score(before.judgements.values()), score(after.judgements.values())),
        headlines=tuple(totals.headline_moves(before, after)),
        coverage=tuple(totals.text_moves(before.register, after.register)),
        added=tuple(_only_in(after, {*before.judgements, *names.values()})),
        removed=tuple(_only_in(before, {*after.judgements, *names})),
        withdrawn=tuple(_retirements(pairs)),
        renamed=tuple(Rename(old, named(after.record(new))) for old, new in names.items()),
        statuses=tuple(filter(None, moves)),
        stages=tuple(filter(None, map(records.stage_move, pairs))),
        reviews=tuple(filter(None, map(records.review_move, pairs))),
        assessments=tuple(change for pair in pairs for change in records.assessment_changes(pair)),
        fields=changes,
        files=tuple(totals.file_changes(before.register, after.register)),
    )


def named(record: Commitment) -> Named:
    """Return what a record is called."""
    return Named(record.id, record.title)


def _pairs(before: Side, after: Side, names: Mapping[str, str]) -> Iterator[records.Pair]:
    """Yield the records that both sides have, in the order of the newer."""
    older = {new: old for old, new in names.items()}
    for name, judgement in after.judgements.items():
        old = older.get(name, name)
        if old in before.judgements:
            written = before.register.written[old], after.register.written[name]
            yield records.Pair(
                record=named(judgement.commitment),
                before=before.judgements[old],
                after=judgement,
                written=(records.renamed(written[0], names), written[1]),
                editions=(before.edition, after.edition),
            )


def _only_in(side: Side, others: set[str]) -> Iterator[Arrival]:
    for name, judgement in side.judgements.items():
        if name not in others:
            yield Arrival(named(judgement.commitment), judgement.status, judgement.counted)


def _retirements(pairs: tuple[records.Pair, ...]) -> Iterator[Retirement]:
    for pair in pairs:
        old, new = (
            _is_withdrawn(record, edition)
            for record, edition in zip(pair.written, pair.editions, strict=True)
        )
        gone = pair.written[1].withdrawn
        if new and not old and gone:
            yield Retirement(pair.record, gone.on, gone.because, gone.see)


def _is_withdrawn(record: Commitment, edition: Edition) -> bool:
    """Say whether a record was withdrawn as far as was known."""
    gone = record.withdrawn
    return gone is not None and (edition.known_by is None or gone.on <= edition.known_by)
