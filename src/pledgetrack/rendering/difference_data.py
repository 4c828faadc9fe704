"""A comparison -> plain data: what scripts read of ``pledgetrack diff``.

The shapes are a contract; ``schemas/diff.json`` describes them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from pledgetrack.assessment import Edition
from pledgetrack.comparison import (
    Arrival,
    AssessmentChange,
    Comparison,
    FieldChange,
    HeadlineMove,
    Named,
    Retirement,
    StageMove,
    StatusMove,
    TextMove,
)
from pledgetrack.coverage import Coverage
from pledgetrack.model import Evidence, Prose
from pledgetrack.scales import Headline
from pledgetrack.scoring import Score

SCHEMA: Final = "urn:pledgetrack:schema:diff:1"
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Version:
    """Which files one side of a difference has: a revision, or the work tree (both None)."""

    revision: str | None = None
    commit: str | None = None

    def __str__(self) -> str:
        """Return what people call it."""
        if self.revision is None or self.commit is None:
            return "the work tree"
        return f"{self.revision} ({self.commit[:10]})"


@dataclass(frozen=True, slots=True)
class Difference:
    """A comparison, and what was compared."""

    base: Version
    head: Version
    comparison: Comparison


def difference_data(difference: Difference) -> Entry:
    """Return everything that differs; empty lists where nothing does."""
    comparison = difference.comparison
    scores = comparison.scores
    return {
        "schema": SCHEMA,
        "before": _side(difference.base, comparison.before, scores[0]),
        "after": _side(difference.head, comparison.after, scores[1]),
        "headlines": [_headline_move(move) for move in comparison.headlines],
        "coverage": [_text_move(move) for move in comparison.coverage],
        "added": [_arrival(entry) for entry in comparison.added],
        "removed": [_arrival(entry) for entry in comparison.removed],
        **_moves(comparison),
        "assessments": [_assessment(change) for change in comparison.assessments],
        "fields": [_field(change) for change in comparison.fields],
        "files": [
            {"kind": entry.kind, "id": entry.id, "how": entry.how.value, "fields": [*entry.fields]}
            for entry in comparison.files
        ],
        "without_new_evidence": _ids(move.record for move in comparison.without_new_evidence),
        "incomparable": _ids(comparison.incomparable),
        "rewritten": _ids(change.record for change in comparison.rewritten),
    }


def _side(version: Version, edition: Edition, score: Score) -> Entry:
    return {
        "revision": version.revision,
        "commit": version.commit,
        "as_of": edition.as_of.isoformat(),
        "known_by": _text(edition.known_by),
        "counted": score.counted,
        "provisional": score.provisional,
        "statuses": {status.value: number for status, number in score.counts},
    }


def _headline_move(move: HeadlineMove) -> Entry:
    return {
        "rule": move.before.rule,
        "reading": "lenient" if move.before.lenient else "strict",
        "no_evidence_counts": move.before.with_no_evidence,
        "before": _headline(move.before),
        "after": _headline(move.after),
    }


def _headline(headline: Headline) -> Entry:
    value = headline.value
    return {"share": None if value is None else round(float(value), 6), "records": headline.records}


def _text_move(move: TextMove) -> Entry:
    return {
        "agreement": move.agreement,
        "source": move.source,
        "before": _coverage(move.before),
        "after": _coverage(move.after),
    }


def _coverage(coverage: Coverage | None) -> Entry | None:
    if coverage is None:
        return None
    names = ("characters", "claimed", "disposed", "uncovered", "percent")
    return {name: getattr(coverage, name) for name in names}


def _moves(comparison: Comparison) -> Entry:
    return {
        "withdrawn": [_retirement(entry) for entry in comparison.withdrawn],
        "renamed": [
            {**_named(entry.record), "before": entry.before} for entry in comparison.renamed
        ],
        "statuses": [_status(move) for move in comparison.statuses],
        "stages": [_stage(move) for move in comparison.stages],
        "reviews": [
            {**_named(move.record), "before": move.before, "after": move.after}
            for move in comparison.reviews
        ],
    }


def _retirement(entry: Retirement) -> Entry:
    return {
        **_named(entry.record),
        "on": entry.on.isoformat(),
        "because": _prose(entry.because),
        "see": entry.see,
    }


def _status(move: StatusMove) -> Entry:
    return {
        **_named(move.record),
        "before": move.before.value,
        "after": move.after.value,
        "as_of": _text(move.as_of),
        "why": _prose(move.why) if move.why else None,
        "new_evidence": move.has_new_evidence,
        "comparable": move.is_comparable,
    }


def _stage(move: StageMove) -> Entry:
    return {
        **_named(move.record),
        "before": _text(move.before),
        "after": _text(move.after),
        "day": _text(move.day),
    }


def _assessment(change: AssessmentChange) -> Entry:
    return {
        **_named(change.record),
        "as_of": change.as_of.isoformat(),
        "recorded": change.recorded.isoformat(),
        "how": change.how.value,
        "before": _text(change.before),
        "after": _text(change.after),
        "fields": [*change.fields],
        "gained": [_evidence(item) for item in change.gained],
        "lost": [_evidence(item) for item in change.lost],
    }


def _evidence(item: Evidence) -> Entry:
    quote = item.quote
    return {
        "stance": _text(item.stance),
        "source": quote.source if quote else None,
        "exact": quote.exact if quote else None,
        "series": item.series,
        "period": _text(item.period),
    }


def _field(change: FieldChange) -> Entry:
    return {
        **_named(change.record),
        "field": change.field,
        "aspect": change.aspect.value,
        "before": [*change.before],
        "after": [*change.after],
    }


def _arrival(entry: Arrival) -> Entry:
    return {**_named(entry.record), "status": entry.status.value, "counted": entry.counted}


def _named(record: Named) -> Entry:
    return {"id": record.id, "title": _prose(record.title)}


def _ids(records: Iterable[Named]) -> list[str]:
    """Return ids, each once."""
    return list(dict.fromkeys(record.id for record in records))


def _prose(prose: Prose) -> dict[str, str]:
    return dict(prose.texts)


def _text(value: object) -> str | None:
    """Return the text of a value; of a word from a closed list that word."""
    if value is None:
        return None
    return str(value.value) if isinstance(value, Enum) else str(value)
