"""Records as written -> records with what their stems give them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pledgetrack.model import Commitment

_REPLACED = ("by", "force", "verb", "due")
_ADDED_UP = ("conditions", "readings", "searched")


def resolve(written: Mapping[str, Commitment]) -> dict[str, Commitment]:
    """Return every record with what it takes from its stem, stems of stems included."""
    resolved: dict[str, Commitment] = {}
    for name in written:
        chain = list(stem_chain(written, name))
        for record in reversed(chain):
            if record.id not in resolved:
                stem = resolved.get(record.part_of or "")
                resolved[record.id] = _inherit(record, stem) if stem else record
    return resolved


def stem_chain(written: Mapping[str, Commitment], name: str) -> Iterator[Commitment]:
    """Yield a record, its stem, the stem's stem ...; a circle ends where it closes."""
    seen: set[str] = set()
    record = written.get(name)
    while record is not None and record.id not in seen:
        seen.add(record.id)
        yield record
        record = written.get(record.part_of or "")


def is_whole(written: Mapping[str, Commitment], name: str) -> bool:
    """Say whether every stem above a record could be read; else what it inherits is unknown."""
    *_, top = stem_chain(written, name)
    return top.part_of is None or top.part_of in written


def _inherit(record: Commitment, stem: Commitment) -> Commitment:
    taken: dict[str, Any] = {
        name: getattr(stem, name)
        for name in _REPLACED
        if not getattr(record, name) and getattr(stem, name)
    }
    for name in _ADDED_UP:
        if getattr(stem, name):
            taken[name] = (*getattr(stem, name), *getattr(record, name))
    return replace(record, **taken, inherited=frozenset(taken)) if taken else record
