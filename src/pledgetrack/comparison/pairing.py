"""Two sides -> which record of the one is which of the other."""

from collections import deque
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from pledgetrack.assessment import Edition, Judgement, judge
from pledgetrack.model import Commitment
from pledgetrack.register import Register


@dataclass(frozen=True, slots=True)
class Side:
    """A register in an edition, with the judgement of every record."""

    register: Register
    edition: Edition
    judgements: dict[str, Judgement]

    def record(self, name: str) -> Commitment:
        """Return a record of the edition, with what it inherits."""
        return self.judgements[name].commitment


def side_of(register: Register, edition: Edition) -> Side:
    """Judge a register; who has judged it already makes the side itself."""
    return Side(register, edition, judge(register, edition))


Key = Callable[[Commitment], Hashable]


def renames(before: Side, after: Side) -> dict[str, str]:
    """Return the new id of each record that stands under another id with the same words.

    Several records may quote the same words: those that share title and kind too are matched
    first, then those of the same kind.
    """
    gone = [before.record(name) for name in before.judgements if name not in after.judgements]
    new = [after.record(name) for name in after.judgements if name not in before.judgements]
    found: dict[str, str] = {}
    for key in (_words_and_title, _words_and_kind):
        taken = set(found.values())
        left = [entry for entry in gone if entry.id not in found]
        found |= _matched(left, [entry for entry in new if entry.id not in taken], key)
    return found


def _matched(gone: Iterable[Commitment], new: Iterable[Commitment], key: Key) -> dict[str, str]:
    waiting: dict[Hashable, deque[str]] = {}
    for entry in new:
        waiting.setdefault(key(entry), deque()).append(entry.id)
    candidates = ((entry.id, waiting.get(key(entry))) for entry in gone)
    return {name: ids.popleft() for name, ids in candidates if ids}


def _words_and_kind(record: Commitment) -> Hashable:
    return record.kind, tuple((quote.exact, quote.source, quote.role) for quote in record.text)


def _words_and_title(record: Commitment) -> Hashable:
    return record.title, _words_and_kind(record)
