"""What a record says about its words, held against the words: slips that coders make."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from pledgetrack.checks.rules import Fault
from pledgetrack.files import path_of
from pledgetrack.texts import normalised
from pledgetrack.vocabulary import Force, Kind, Role

if TYPE_CHECKING:
    from pledgetrack.model import Commitment
    from pledgetrack.register import Register

_MONTHS = "January February March April May June July August September October November December"
_DATE_WORDS = re.compile(
    r"\b(?:by|before|from|until|no later than|not later than|in|during)\s+"
    r"(?:(?:the\s+)?(?:end|beginning|middle|spring|summer|autumn|fall|course)\s+of\s+)?"
    rf"(?:(?:\d{{1,2}} )?(?:{'|'.join(_MONTHS.split())})\b,?(?:\s+\d{{1,2}},)?(?:\s+\d{{4}})?"
    r"|(?:J?FY|fiscal year)\s*\d{4}|\d{4}\b|(?:this|the next) (?:fiscal )?year)"
)

_WORD = re.compile(r"\w+")

Known = Mapping[str, list[tuple[str, re.Pattern[str]]]]


def force_differs(register: "Register") -> Iterator[Fault]:
    """The `force` is that of the weakest word of the `verb`, by the table of verbs.

    Remedy: Correct `force`, or give as `verb` all the words that decide it.
    """
    for commitment in register.written.values():
        expected = _force_of(commitment, _language(register, commitment))
        if commitment.force and expected and expected is not commitment.force:
            message = f"“{commitment.verb}” is {expected}, the record says {commitment.force}"
            yield Fault(path_of("commitment", commitment.id), ("force",), message)


def _language(register: "Register", commitment: "Commitment") -> str:
    source = register.sources.get(commitment.text[0].source or "")
    return source.language if source else "en"


def _force_of(commitment: "Commitment", language: str) -> Force | None:
    words = normalised(commitment.verb or "").lower()
    for force, pattern in verbs(language).items():
        if pattern.search(words):
            return force
    return None


@cache
def verbs(language: str) -> Mapping[Force, re.Pattern[str]]:
    """Return patterns by force, the weakest first; nothing for a language without a table."""
    table = json.loads(resources.files("pledgetrack").joinpath("verbs.json").read_text("utf-8"))
    return {
        Force(force): re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")
        for force, words in table.get(language, {}).items()
    }


def date_words_ignored(register: "Register") -> Iterator[Fault]:
    """A part whose own words name a date has a `due` of its own, and does not inherit another.

    Remedy: Add `due` with the date of these words, or shorten the quote.
    """
    for commitment in register.commitments.values():
        if commitment.kind is Kind.STEM or "due" not in commitment.inherited:
            continue
        inherited = normalised(commitment.due.words) if commitment.due else ""
        for at, quote in enumerate(commitment.text):
            found = _DATE_WORDS.findall(normalised(quote.exact))
            agrees = any(inherited in words or words in inherited for words in found)
            if quote.role is Role.OPERATIVE and found and not agrees:
                message = f"the words “{found[0]}” stand here, the date is the stem's"
                yield Fault(path_of("commitment", commitment.id), ("text", at, "exact"), message)


def actor_omitted(register: "Register") -> Iterator[Fault]:
    """Whoever the words name before the verb as acting stands in `by`.

    Parties are known by their names and by the last part of their short names in capitals.

    Remedy: Add the party to `by` (or to `through`), or begin the quote after its name.
    """
    known = _parties_by_word(register)
    for commitment in register.written.values():
        if not commitment.by or not commitment.verb:
            continue
        for at, quote in enumerate(commitment.text):
            subject, verb, _ = normalised(quote.exact).partition(normalised(commitment.verb))
            if quote.role is Role.OPERATIVE and verb:
                for name in _omitted(known, commitment, subject):
                    message = f"the words name {name} before the verb, `by` does not"
                    place = ("text", at, "exact")
                    yield Fault(path_of("commitment", commitment.id), place, message)


def _parties_by_word(register: "Register") -> Known:
    """Return who is under another, by the first word of each name: few begin with the same."""
    known: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for party in register.parties.values():
        if party.under is not None:
            acronym = party.id.rpartition("-")[2].upper()
            for name in (normalised(str(party.name)), acronym):
                first = _WORD.search(name)
                pattern = re.compile(rf"\b{re.escape(name)}\b")
                known.setdefault(first[0] if first else "", []).append((party.id, pattern))
    return known


def _omitted(known: Known, commitment: "Commitment", subject: str) -> list[str]:
    named = {*commitment.by, *commitment.through}
    found = {
        party
        for word in {"", *_WORD.findall(subject)}
        for party, pattern in known.get(word, ())
        if party not in named and pattern.search(subject)
    }
    return sorted(found)


RULES = ()
WARNINGS = (force_differs, date_words_ignored, actor_omitted)
