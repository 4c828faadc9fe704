"""Records as written -> records with what their stems give them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import takewhile
from typing import Any

from pledgetrack.model import Commitment

_REPLACED = ("by", "force", "verb", "due")
_ADDED_UP = ("conditions", "readings", "searched")


def resolve(written: Mapping[str, Commitment]) -> dict[str, Commitment]:
    """Return every record with what it takes from its stem, a stem before its parts."""
    resolved: dict[str, Commitment] = {}
    for name in written:
        chain = takewhile(lambda record: record.id not in resolved, stem_chain(written, name))
        for record in reversed(list(chain)):
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


def whole(written: Mapping[str, Commitment]) -> dict[str, Commitment]:
    """Return the records whose stems could all be read; what others inherit is not known."""
    known: dict[str, bool] = {}
    for name in written:
        chain = list(takewhile(lambda record: record.id not in known, stem_chain(written, name)))
        top = chain[-1].part_of if chain else None
        is_known = top is None or known.get(top, top in written)
        known.update((record.id, is_known) for record in chain)
    return {name: record for name, record in written.items() if known[name]}


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
