"""Whoever reviewed a judgement is a person, who stands for it by name."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pledgetrack.checks.rules import Fault
from pledgetrack.files import path_of

if TYPE_CHECKING:
    from pledgetrack.register import Register

_ROLES = frozenset(
    {"a", "an", "another", "by", "first", "human", "named", "one", "second", "the", "third"}
    | {"agent", "assistant", "author", "automated", "bot", "coder", "coders", "coding", "editor"}
    | {"editors", "model", "person", "reader", "readers", "reading", "reviewer", "reviewers"}
    | {"staff", "team", "anonymous", "nobody", "none", "somebody", "someone", "unknown", "yes"}
)
"""Words that say what somebody is, not who."""


def reviewer_not_named(register: "Register") -> Iterator[Fault]:
    """Whoever is named under `reviewed_by` is a person: not a coder, a role, a party or an address.

    Remedy: The second reader writes their own name there; until then leave the key out.
    """
    others = _not_persons(register)
    for commitment in register.written.values():
        for at, assessment in enumerate(commitment.assessments):
            name = assessment.reviewed_by
            if name and (name.casefold() in others or not _can_be_a_name(name)):
                message = f"`{name}` is not the name of a person"
                place = ("assessments", at, "reviewed_by")
                yield Fault(path_of("commitment", commitment.id), place, message)


def _not_persons(register: "Register") -> set[str]:
    """Return what coders and parties are called, in small letters."""
    records = register.written.values()
    coders = {name for one in records for entry in one.assessments for name in entry.codings}
    names = {text for party in register.parties.values() for _, text in party.name.texts}
    return {name.casefold() for name in (*coders, *names, *register.parties)}


def _can_be_a_name(written: str) -> bool:
    """Say whether words can be a name: no digits, no address, and not words for roles alone."""
    words = re.findall(r"[^\W\d_]+", written.casefold())
    return bool(set(words) - _ROLES) and not re.search(r"[\d@/]", written)


RULES = (reviewer_not_named,)
WARNINGS = ()
