"""A record before and after -> what was changed in it."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final

from pledgetrack.assessment import Edition, Judgement
from pledgetrack.comparison.values import (
    Aspect,
    AssessmentChange,
    FieldChange,
    How,
    Named,
    ReviewMove,
    StageMove,
    StatusMove,
)
from pledgetrack.comparison.wording import lines_of
from pledgetrack.model import Assessment, Commitment, Evidence
from pledgetrack.vocabulary import Kind

ASPECTS: Final[Mapping[str, Aspect]] = {
    **dict.fromkeys(("title", "text", "verb", "conditions"), Aspect.WORDS),
    **dict.fromkeys(("criteria", "indicator", "readings"), Aspect.CRITERIA),
    **dict.fromkeys(("by", "through"), Aspect.OBLIGORS),
    "due": Aspect.DUE,
}
"""What a field is about; fields that are not named are about something else."""

# Told by themselves, or no field of the file.
_ELSEWHERE: Final = {"id", "assessments", "inherited"}
_FIELDS: Final = tuple(field.name for field in fields(Commitment) if field.name not in _ELSEWHERE)
_JUDGED_FIELDS: Final = tuple(
    field.name for field in fields(Assessment) if field.name != "reviewed_by"
)
_REFERENCES: Final = ("part_of", "complement_of", "replaces")
_LISTED_REFERENCES: Final = ("restates", "sum_of")


@dataclass(frozen=True, slots=True)
class Pair:
    """One record on both sides; ``written`` as its file has it, without what it inherits."""

    record: Named
    before: Judgement
    after: Judgement
    written: tuple[Commitment, Commitment]
    editions: tuple[Edition, Edition]

    def held(self) -> tuple[list[Assessment], list[Assessment]]:
        """Return the assessments that each edition holds."""
        before, after = (
            [entry for entry in record.assessments if edition.holds(entry)]
            for record, edition in zip(self.written, self.editions, strict=True)
        )
        return before, after


def renamed(record: Commitment, names: Mapping[str, str]) -> Commitment:
    """Return a record whose references use the new ids of other records."""
    if not names:
        return record
    new: dict[str, Any] = {key: names.get(getattr(record, key) or "") for key in _REFERENCES}
    new = {key: name for key, name in new.items() if name}
    for key in _LISTED_REFERENCES:
        listed = getattr(record, key)
        if any(name in names for name in listed):
            new[key] = tuple(names.get(name, name) for name in listed)
    return replace(record, **new) if new else record


def field_changes(pair: Pair) -> Iterator[FieldChange]:
    """Yield the fields that say something else; what a stem gives is told of the stem alone."""
    for name in _FIELDS:
        old, new = (getattr(record, name) for record in pair.written)
        if old == new or _is_same(name, pair):
            continue
        lines = lines_of(old), lines_of(new)
        is_withdrawal = name == "withdrawn" and old is None
        if lines[0] != lines[1] and not is_withdrawal:
            yield FieldChange(pair.record, name, ASPECTS.get(name, Aspect.OTHER), *lines)


def _is_same(name: str, pair: Pair) -> bool:
    """Say whether a value only moved between a record and its stem."""
    before, after = pair.before.commitment, pair.after.commitment
    return bool(getattr(before, name) == getattr(after, name))


def status_move(pair: Pair, *, is_comparable: bool) -> StatusMove | None:
    """Return the move of a record that is judged by itself; None where it did not move."""
    if pair.before.status is pair.after.status or any(map(_is_derived, pair.written)):
        return None
    held = pair.after.assessment
    return StatusMove(
        record=pair.record,
        before=pair.before.status,
        after=pair.after.status,
        as_of=held.as_of if held else None,
        why=held.why if held else None,
        has_new_evidence=_has_new_evidence(pair),
        is_comparable=is_comparable,
    )


def _is_derived(record: Commitment) -> bool:
    return record.kind is Kind.STEM or bool(record.restates)


def _has_new_evidence(pair: Pair) -> bool:
    looked = set(pair.after.commitment.searched) - set(pair.before.commitment.searched)
    return bool(looked) or adds_evidence(*pair.held())


def adds_evidence(before: Iterable[Assessment], after: Iterable[Assessment]) -> bool:
    """Say whether some assessments rest on words or figures on which others do not rest."""
    return bool(_said_in(after).keys() - _said_in(before).keys())


def stage_move(pair: Pair) -> StageMove | None:
    """Return the move to another stage of the lifecycle; None where it did not move."""
    if pair.before.lifecycle is pair.after.lifecycle:
        return None
    after = pair.after
    return StageMove(pair.record, pair.before.lifecycle, after.lifecycle, after.stage_date)


def review_move(pair: Pair) -> ReviewMove | None:
    """Return who reviewed before and after; None where that is the same person, or nobody."""
    if any(map(_is_derived, pair.written)):
        return None
    before, after = (
        entry.assessment.reviewed_by if entry.assessment else None
        for entry in (pair.before, pair.after)
    )
    return None if before == after else ReviewMove(pair.record, before, after)


def assessment_changes(pair: Pair) -> Iterator[AssessmentChange]:
    """Yield what became of each assessment, the older ones first."""
    held = pair.held()
    if held[0] == held[1]:
        return
    before, after = map(_by_key, held)
    pools = _said_in(held[0]), _said_in(held[1])
    for key in sorted({*before, *after}):
        change = _assessment_change(pair.record, before.get(key), after.get(key), pools)
        if change is not None:
            yield change


_Said = Mapping[Hashable, Evidence]


def _said_in(entries: Iterable[Assessment]) -> dict[Hashable, Evidence]:
    """Return the evidence of assessments by what it says: stance, and words or observation."""
    return {_saying(item): item for entry in entries for item in entry.evidence}


def _saying(item: Evidence) -> Hashable:
    quote = (item.quote.source, item.quote.exact) if item.quote else None
    return item.stance, quote, item.series, item.period


def _by_key(entries: Iterable[Assessment]) -> dict[tuple[date, date, int], Assessment]:
    """Return assessments by their two days; the third part tells those of the same days apart."""
    seen: Counter[tuple[date, date]] = Counter()
    keyed = {}
    for entry in entries:
        days = entry.as_of, entry.recorded
        keyed[(*days, seen[days])] = entry
        seen[days] += 1
    return keyed


def _assessment_change(
    record: Named, before: Assessment | None, after: Assessment | None, pools: tuple[_Said, _Said]
) -> AssessmentChange | None:
    entry = after or before
    changed = _changed(before, after) if before and after else ()
    if entry is None or (before and after and not changed):
        return None
    sides = [_said_in([side] if side else []) for side in (before, after)]
    return AssessmentChange(
        record=record,
        as_of=entry.as_of,
        recorded=entry.recorded,
        how=How.CHANGED if changed else How.ADDED if after else How.REMOVED,
        before=before.status if before else None,
        after=after.status if after else None,
        fields=changed,
        gained=tuple(item for key, item in sides[1].items() if key not in pools[0]),
        lost=tuple(item for key, item in sides[0].items() if key not in pools[1]),
    )


def _changed(before: Assessment, after: Assessment) -> tuple[str, ...]:
    return tuple(
        name
        for name in _JUDGED_FIELDS
        if lines_of(getattr(before, name)) != lines_of(getattr(after, name))
    )
