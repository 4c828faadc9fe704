"""What a record says about its words stands in them."""

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pledgetrack.checks.rules import Fault
from pledgetrack.files import path_of
from pledgetrack.inheritance import stem_chain, whole
from pledgetrack.texts import normalised

if TYPE_CHECKING:
    from pledgetrack.loading import KeyPath
    from pledgetrack.model import Commitment
    from pledgetrack.register import Register

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
# Small figures that English texts write as words.
_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
_NUMBER_WORD = re.compile(rf"\b({'|'.join(_WORDS)})\b", re.IGNORECASE)


def _quoted(register: "Register", commitment: "Commitment") -> Iterator[str]:
    """Yield the quotes of a record and of its stems, in the form in which words are compared."""
    for record in stem_chain(register.written, commitment.id):
        for quote in record.text:
            yield normalised(quote.exact)


def _named_words(commitment: "Commitment") -> Iterator[tuple["KeyPath", str]]:
    if commitment.verb:
        yield ("verb",), commitment.verb
    if commitment.due:
        yield ("due", "words"), commitment.due.words
    for at, words in enumerate(commitment.conditions):
        yield ("conditions", at), words


def words_not_in_text(register: "Register") -> Iterator[Fault]:
    """The words given as verb, date or condition stand in the quotes of the record or its stem.

    Remedy: Copy them as they stand there, or quote the passage that holds them.
    """
    for commitment in whole(register.written).values():
        for keys, words in _named_words(commitment):
            wanted = normalised(words)
            if not any(wanted in quote for quote in _quoted(register, commitment)):
                message = f"“{words}” stands in no quote of this record or its stem"
                yield Fault(path_of("commitment", commitment.id), keys, message)


def figure_not_in_text(register: "Register") -> Iterator[Fault]:
    """Target and baseline figures stand in the quotes; a baseline of 0 (an increase) need not.

    Remedy: Correct the figure, or quote the passage that holds it.
    """
    for commitment in whole(register.written).values():
        figures = list(_figures(commitment))
        if not figures:
            continue
        stated = {number for quote in _quoted(register, commitment) for number in _numbers(quote)}
        for keys, figure in figures:
            if figure and float(figure) not in stated:
                message = f"the figure {figure:g} stands in no quote of this record or its stem"
                yield Fault(path_of("commitment", commitment.id), keys, message)


def _figures(commitment: "Commitment") -> Iterator[tuple["KeyPath", float]]:
    indicator = commitment.indicator
    if indicator and indicator.baseline and indicator.baseline.value is not None:
        yield ("indicator", "baseline", "value"), indicator.baseline.value
    if indicator and indicator.target:
        yield ("indicator", "target", "value"), indicator.target.value


def _numbers(quote: str) -> Iterator[float]:
    for match in _NUMBER.finditer(unicodedata.normalize("NFKC", quote)):
        yield float(match.group().replace(",", ""))
    for match in _NUMBER_WORD.finditer(quote):
        yield float(_WORDS.index(match.group().lower()) + 1)


RULES = (words_not_in_text, figure_not_in_text)
WARNINGS = ()
