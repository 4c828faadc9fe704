"""Two registers -> coverage, headlines, and what became of parties, agreements and sources."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from pledgetrack.accounting import claims_of, coverage_of
from pledgetrack.comparison.pairing import Side
from pledgetrack.comparison.values import FileChange, HeadlineMove, How, TextMove
from pledgetrack.coverage import Coverage
from pledgetrack.register import Register
from pledgetrack.scales import headlines


def headline_moves(before: Side, after: Side) -> Iterator[HeadlineMove]:
    """Yield every rule in every reading on both sides."""
    both = (headlines(side.judgements.values()) for side in (before, after))
    for old, new in zip(*both, strict=True):
        yield HeadlineMove(old, new)


def text_moves(before: Register, after: Register) -> Iterator[TextMove]:
    """Yield the coverage of every text that either side holds."""
    old = _coverage(before)
    new = old if before is after else _coverage(after)
    for agreement, source in {**new, **old}:
        key = (agreement, source)
        yield TextMove(agreement, source, old.get(key), new.get(key))


def _coverage(register: Register) -> dict[tuple[str, str], Coverage]:
    claims = claims_of(register)
    return {
        (entry.agreement, entry.source): entry.coverage
        for agreement in register.agreements.values()
        for entry in coverage_of(register, agreement, claims)
    }


def file_changes(before: Register, after: Register) -> Iterator[FileChange]:
    """Yield the parties, agreements, sources and series that are not the same."""
    if before is after:
        return
    kinds = {"party": "parties", "agreement": "agreements", "source": "sources", "series": "series"}
    for kind, name in kinds.items():
        yield from _value_changes(kind, getattr(before, name), getattr(after, name))


def _value_changes(
    kind: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[FileChange]:
    for name in {**after, **before}:
        if name not in before:
            yield FileChange(kind, name, How.ADDED)
        elif name not in after:
            yield FileChange(kind, name, How.REMOVED)
        elif before[name] != after[name]:
            yield FileChange(kind, name, How.CHANGED, _changed(before[name], after[name]))


def _changed(before: Any, after: Any) -> tuple[str, ...]:
    names = (field.name for field in fields(before))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))
