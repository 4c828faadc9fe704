"""No record repeats another: the same words, search logs or criteria stand in one place."""

from collections.abc import Hashable, Iterator
from typing import TYPE_CHECKING

from pledgetrack.checks.rules import Fault
from pledgetrack.files import path_of
from pledgetrack.inheritance import stem_chain
from pledgetrack.vocabulary import Kind, Role

if TYPE_CHECKING:
    from pledgetrack.model import Commitment
    from pledgetrack.register import Register

_Span = tuple[int, int]


def words_claimed_twice(register: "Register") -> Iterator[Fault]:
    """Two records that are not stem and part do not promise by the same words.

    Remedy: Keep one of them, or quote from each only the words that are its own; words needed to
    read a promise have the role `context`.
    """
    first: dict[Hashable, Commitment] = {}
    for commitment in register.commitments.values():
        spans = frozenset(_spans(register, commitment))
        if not spans:
            continue
        other = first.setdefault((commitment.agreement, spans), commitment)
        if other is not commitment and not _are_kin(register, other, commitment):
            message = f"{other.id} promises by the same words"
            yield Fault(path_of("commitment", commitment.id), ("text",), message)


def _spans(register: "Register", commitment: "Commitment") -> Iterator[tuple[str | None, _Span]]:
    for quote in commitment.text:
        match = register.prove(quote).match
        if match and quote.role is Role.OPERATIVE:
            yield quote.source, match.span


def _are_kin(register: "Register", one: "Commitment", other: "Commitment") -> bool:
    """Say whether one is the stem of the other, directly or over further stems."""
    first = {record.id for record in stem_chain(register.written, one.id)}
    second = {record.id for record in stem_chain(register.written, other.id)}
    return other.id in first or one.id in second


def neighbour_swallowed(register: "Register") -> Iterator[Fault]:
    """The operative words of two parts of one stem do not run into each other.

    Remedy: End the quote where the clause of the next part begins.
    """
    parts: dict[str, list[tuple[_Span, Commitment, int]]] = {}
    for commitment in register.commitments.values():
        if commitment.part_of is None or commitment.kind is Kind.STEM:
            continue
        for at, quote in enumerate(commitment.text):
            match = register.prove(quote).match
            if match and quote.role is Role.OPERATIVE:
                entry = (match.span, commitment, at)
                parts.setdefault(f"{commitment.part_of} {quote.source}", []).append(entry)
    for entries in parts.values():
        yield from _overlaps(entries)


def _overlaps(entries: "list[tuple[_Span, Commitment, int]]") -> Iterator[Fault]:
    entries.sort(key=lambda entry: entry[0])
    reach, owner = 0, entries[0][1]
    last: _Span = (0, 0)
    for span, commitment, at in entries:
        if span[0] < reach and commitment is not owner and span != last:
            message = f"these words run into those of {owner.id}"
            yield Fault(path_of("commitment", commitment.id), ("text", at, "exact"), message)
        if span[1] > reach:
            reach, owner = span[1], commitment
        last = span


def search_copied(register: "Register") -> Iterator[Fault]:
    """Each search log tells its own search; one that serves several parts stands in the stem.

    Remedy: Move the log to the stem, or tell what was really looked up for this record.
    """
    seen: dict[Hashable, str] = {}
    for commitment in register.written.values():
        for at, entry in enumerate(commitment.searched):
            other = seen.setdefault((entry.on, entry.words, str(entry.found)), commitment.id)
            if other != commitment.id:
                message = f"{other} has the same search log"
                yield Fault(path_of("commitment", commitment.id), ("searched", at), message)


def criteria_copied(register: "Register") -> Iterator[Fault]:
    """Criteria are written for the words of one pledge.

    Remedy: Write what would count as delivery of this pledge.
    """
    seen: dict[Hashable, str] = {}
    for commitment in register.written.values():
        if commitment.criteria is None:
            continue
        other = seen.setdefault(commitment.criteria, commitment.id)
        if other != commitment.id:
            message = f"{other} has the same criteria"
            yield Fault(path_of("commitment", commitment.id), ("criteria",), message)


RULES = ()
WARNINGS = (words_claimed_twice, neighbour_swallowed, search_copied, criteria_copied)
