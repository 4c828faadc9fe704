"""Outline and dispositions of an agreement fit its text."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pledgetrack.checks.rules import Fault
from pledgetrack.files import path_of
from pledgetrack.texts import how_often
from pledgetrack.vocabulary import DispositionKind

if TYPE_CHECKING:
    from pledgetrack.loading import KeyPath
    from pledgetrack.model import Agreement, Disposition
    from pledgetrack.register import Register
    from pledgetrack.texts import StoredText

# Verbs by which somebody undertakes something, in English texts. A stretch that holds one is
# looked at twice before it is set aside.
_UNDERTAKES = re.compile(
    r"\b(will|shall|intends?|commits?|resolves?|expects?|undertakes?|pledges?|agrees?|ensures?"
    r"|(?:is|are) (?:to|expected|committed|determined))\b",
    re.IGNORECASE,
)
_MAY_BE_LONG = {DispositionKind.APPARATUS, DispositionKind.CONTENTS}

_Place = tuple[str, "KeyPath", "Disposition", "StoredText"]


def _main_text(register: "Register", agreement: "Agreement") -> "StoredText | None":
    return register.texts.get(register.main_text(agreement.id) or "")


def _dispositions(register: "Register") -> Iterator[_Place]:
    """Yield the dispositions whose lines are in the text that is at hand."""
    for agreement in register.agreements.values():
        text = _main_text(register, agreement)
        for at, entry in enumerate(agreement.dispositions):
            if text and entry.lines[1] <= text.line_count:
                yield path_of("agreement", agreement.id), ("dispositions", at), entry, text


def outline_disordered(register: "Register") -> Iterator[Fault]:
    """The outline names each section once, in the order of the text, below one named before.

    Remedy: Sort the entries by `line`, and give each an `id` of its own.
    """
    for agreement in register.agreements.values():
        path, last, seen = path_of("agreement", agreement.id), 0, set[str]()
        for at, entry in enumerate(agreement.outline):
            if entry.line < last:
                message = f"the section begins in line {entry.line}, before the one above it"
                yield Fault(path, ("outline", at, "line"), message)
            if entry.id in seen:
                yield Fault(path, ("outline", at, "id"), f"there are two sections {entry.id}")
            if entry.under == entry.id:
                yield Fault(path, ("outline", at, "under"), "the section stands below itself")
            last = max(last, entry.line)
            seen.add(entry.id)


def line_beyond_text(register: "Register") -> Iterator[Fault]:
    """Outline, dispositions and extent of an agreement name lines that its text has.

    Remedy: Count the lines of the stored file again; the first is 1.
    """
    for agreement in register.agreements.values():
        text = _main_text(register, agreement)
        if text is None:
            continue
        path = path_of("agreement", agreement.id)
        for keys, line in _lines_named(agreement):
            if line > text.line_count:
                message = f"the text has {text.line_count} lines, line {line} is named"
                yield Fault(path, keys, message)


def _lines_named(agreement: "Agreement") -> "Iterator[tuple[KeyPath, int]]":
    for at, section in enumerate(agreement.outline):
        yield ("outline", at, "line"), section.line
    for at, disposition in enumerate(agreement.dispositions):
        yield ("dispositions", at, "lines"), disposition.lines[1]
    if agreement.texts and agreement.texts[0].lines:
        yield ("texts", 0, "lines"), agreement.texts[0].lines[1]


def disposition_not_found(register: "Register") -> Iterator[Fault]:
    """The words that a disposition sets aside stand once in the lines that it names.

    Remedy: Copy the words from the text again; correct `lines` if they stand elsewhere.
    """
    for path, keys, entry, text in _dispositions(register):
        places = text.find(entry.exact, entry.lines) if entry.exact else None
        if places is not None and len(places) != 1:
            message = f"these words stand {how_often(places)} in the lines named"
            yield Fault(path, (*keys, "exact"), message)


def disposition_too_long(register: "Register") -> Iterator[Fault]:
    """A disposition sets aside at most a paragraph; contents and apparatus may be longer.

    Remedy: Write one disposition for each paragraph, so that each is thought about.
    """
    for path, keys, entry, text in _dispositions(register):
        begin, end = text.line_span(entry.lines)
        paragraphs = re.split(r"\n\s*\n", text.content[begin:end].strip())
        if entry.kind not in _MAY_BE_LONG and len(paragraphs) > 1:
            message = f"{len(paragraphs)} paragraphs are set aside at once"
            yield Fault(path, (*keys, "lines"), message)


def disposition_undertakes(register: "Register") -> Iterator[Fault]:
    """Words that undertake something (will, shall, intend ...) are not set aside without a reason.

    Remedy: Write a record for the pledge, or say in `note` why this is none.
    """
    for path, keys, entry, text in _dispositions(register):
        begin, end = text.line_span(entry.lines)
        verb = _UNDERTAKES.search(entry.exact or text.content[begin:end])
        if verb and entry.note is None:
            place: KeyPath = (*keys, "exact" if entry.exact else "lines")
            yield Fault(path, place, f"sets aside words with “{verb.group()}” and gives no reason")


RULES = (
    outline_disordered,
    line_beyond_text,
    disposition_not_found,
    disposition_too_long,
    disposition_undertakes,
)
WARNINGS = ()
