"""Every quote from a text that is at hand stands there, once, in the lines it names."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pledgetrack.checks.rules import Fault
from pledgetrack.files import path_of
from pledgetrack.register import quotes_of
from pledgetrack.texts import how_often
from pledgetrack.vocabulary import Grade

if TYPE_CHECKING:
    from pledgetrack.loading import KeyPath
    from pledgetrack.model import Quote, Source
    from pledgetrack.register import Register
    from pledgetrack.texts import StoredText

LONGEST_QUOTE = 40
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,2}|[^\W\u3040-\u30ff\u3400-\u9fff]+")

_Place = tuple[str, "KeyPath", "Quote"]


def _quotes(register: "Register") -> Iterator[_Place]:
    for commitment in register.written.values():
        path = path_of("commitment", commitment.id)
        for keys, quote in quotes_of(commitment):
            yield path, keys, quote
    for series in register.series.values():
        path = path_of("series", series.id)
        for at, entry in enumerate(series.observations):
            yield path, ("observations", at), entry.quote


def _unproven(register: "Register") -> Iterator[tuple[_Place, "StoredText"]]:
    """Yield the quotes that are not proven, though text and lines are at hand."""
    for place in _quotes(register):
        text = register.texts.get(place[2].source or "")
        lines = place[2].lines
        if text is None or register.prove(place[2]).match is not None:
            continue
        if lines is None or lines[1] <= text.line_count:
            yield place, text


def quote_not_found(register: "Register") -> Iterator[Fault]:
    """A quote stands in the stored text, letter for letter, in the lines that it names.

    Remedy: Copy the words from the text again; correct `lines` if they stand elsewhere.
    """
    for (path, keys, quote), text in _unproven(register):
        if text.find(quote.exact, quote.lines):
            continue
        elsewhere = text.find(quote.exact) if quote.lines else ()
        if elsewhere:
            places = ", ".join(_lines(match.lines) for match in elsewhere)
            yield Fault(
                path,
                (*keys, "lines"),
                f"the quote does not stand in lines {_lines(quote.lines)}",
                f"it stands in lines {places}",
            )
        else:
            yield _altered(path, (*keys, "exact"), quote, text)


def _altered(path: str, keys: "KeyPath", quote: "Quote", text: "StoredText") -> Fault:
    agreed, onward = text.agreement_up_to(quote.exact, quote.lines)
    where = f" in lines {_lines(quote.lines)}" if quote.lines else ""
    message = f"these words do not stand in the text of {quote.source}{where}"
    if not agreed:
        return Fault(path, keys, message)
    hint = f"it agrees as far as “...{agreed[-40:]}”; there the text goes on “{onward}...”"
    return Fault(path, keys, message, hint)


def quote_not_unique(register: "Register") -> Iterator[Fault]:
    """A quote stands only once in the lines that it names, so that it is clear which is meant.

    Remedy: Quote some more words, or name narrower `lines`.
    """
    for (path, keys, quote), text in _unproven(register):
        places = text.find(quote.exact, quote.lines)
        if len(places) > 1:
            where = ", ".join(_lines(match.lines) for match in places[:5])
            message = f"these words stand {how_often(places)} in the text (lines {where})"
            yield Fault(path, (*keys, "exact"), message)


def lines_missing(register: "Register") -> Iterator[Fault]:
    """The words of a commitment name their lines where the text is stored.

    Remedy: Add `lines` with the line, or the first and the last, of the stored text.
    """
    for commitment in register.written.values():
        for at, quote in enumerate(commitment.text):
            source = register.sources.get(quote.source or "")
            if quote.lines is None and source and source.text and source.text.file:
                path = path_of("commitment", commitment.id)
                yield Fault(path, ("text", at), "the quote does not say in which lines it stands")


def lines_beyond_text(register: "Register") -> Iterator[Fault]:
    """The lines that a quote names are in the text.

    Remedy: Count the lines of the stored file again; the first is 1.
    """
    for path, keys, quote in _quotes(register):
        text = register.texts.get(quote.source or "")
        if text is not None and quote.lines and quote.lines[1] > text.line_count:
            message = f"the text has {text.line_count} lines, the quote names {_lines(quote.lines)}"
            yield Fault(path, (*keys, "lines"), message)


def quote_too_long(register: "Register") -> Iterator[Fault]:
    """A quote from a text under copyright has at most forty words.

    Of scripts without spaces two characters count as a word. Official texts, and texts that are
    stored because they may be, are quoted at any length.

    Remedy: Quote fewer words; two pieces with a gap between them are two entries.
    """
    for path, keys, quote in _quotes(register):
        source = register.sources.get(quote.source or "")
        if source is None or not _is_protected(source):
            continue
        words = len(_WORD.findall(quote.exact))
        if words > LONGEST_QUOTE:
            message = f"the quote has {words} words, {LONGEST_QUOTE} are allowed"
            yield Fault(path, (*keys, "exact"), message)


def _is_protected(source: "Source") -> bool:
    stored = source.text is not None and source.text.file is not None
    return not stored and source.grade not in {Grade.ACT, Grade.OFFICIAL}


def _lines(lines: "tuple[int, int] | None") -> str:
    if lines is None:
        return ""
    return str(lines[0]) if lines[0] == lines[1] else f"{lines[0]}-{lines[1]}"


RULES = (quote_not_found, quote_not_unique, lines_missing, lines_beyond_text, quote_too_long)
WARNINGS = ()
