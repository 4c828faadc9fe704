"""Lines of a stored text -> the words in them that no record claims, as quotes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pledgetrack.accounting import coverage_of
from pledgetrack.errors import UsageError
from pledgetrack.model import Lines
from pledgetrack.register import Register
from pledgetrack.texts import StoredText

# Not after a lone capital letter: "U.N. members" goes on.
_SENTENCE_END = re.compile(
    r"(?<![A-Z])[.!?;][\"'”’)\]]*(?=\s|$)"
    r"|[。！？；][」』）]*"
)
_OPENING = "\"'“‘([「『（"
_JOINS = re.compile(r"[^\w\n]*\n?[^\w\n]*")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that a record can quote: where they stand, and in one line."""

    lines: Lines
    exact: str

    @property
    def sentences(self) -> int:
        """Return the number of sentences, counting what is only a part of one."""
        return len(_SENTENCE_END.findall(self.exact)) or 1


def unclaimed_passages(register: Register, agreement: str, lines: Lines) -> tuple[Passage, ...]:
    """Return what no record claims in some lines of an agreement's text; at least one passage.

    Whole sentences are preferred: one that is cut by the first or last line is left out, unless
    there is no other. ``UsageError`` where there are no such words, saying who claims them.
    """
    source = register.main_text(agreement)
    text = register.texts.get(source or "")
    if text is None:
        raise UsageError(
            f"no text of {agreement} is stored here, so no words can be taken from it; "
            "write the record by hand"
        )
    if not 1 <= lines[0] <= lines[1] <= text.line_count:
        raise UsageError(
            f"{_written(lines)} cannot be taken: the text has lines 1-{text.line_count}"
        )
    stretches = [
        part
        for stretch in _stretches(register, agreement, text)
        if (part := _within(text.content, stretch, text.line_span(lines)))
    ]
    if not stretches:
        raise UsageError(_nothing_left(register, agreement, text, lines))
    return tuple(_passage(text, stretch) for stretch in stretches)


def _stretches(register: Register, agreement: str, text: StoredText) -> Iterator[Span]:
    """Yield the unclaimed stretches of the whole text, joined over line ends."""
    source = register.main_text(agreement)
    entries = coverage_of(register, register.agreements[agreement])
    gaps = [gap for entry in entries if entry.source == source for gap in entry.coverage.gaps]
    if not gaps:
        return
    begin = gaps[0].span[0]
    for one, other in pairwise(gaps):
        if not _JOINS.fullmatch(text.content, one.span[1], other.span[0]):
            yield begin, one.span[1]
            begin = other.span[0]
    yield begin, gaps[-1].span[1]


def _within(content: str, stretch: Span, lines: Span) -> Span | None:
    """Return the part of a stretch in the lines, without sentences that the lines cut off."""
    begin, end = max(stretch[0], lines[0]), min(stretch[1], lines[1])
    if begin >= end:
        return None
    begin = _first_letter(content, begin)
    while begin and content[begin - 1] in _OPENING:
        begin -= 1
    while end < len(content) and not (content[end].isalnum() or content[end].isspace()):
        end += 1
    ends = [match.end() for match in _SENTENCE_END.finditer(content, begin, end)]
    is_cut = stretch[0] < lines[0]
    first = _first_letter(content, ends[0]) if ends and is_cut else begin
    last = ends[-1] if ends and stretch[1] > end else end
    return (first, last) if first < last else (begin, end)


def _first_letter(content: str, begin: int) -> int:
    """Return where the next word begins, with the quotation mark or bracket before it."""
    while begin < len(content) and not (content[begin].isalnum() or content[begin] in _OPENING):
        begin += 1
    return begin


def _passage(text: StoredText, span: Span) -> Passage:
    exact = " ".join(text.content[slice(*span)].split()).replace("\u00ad", "")
    lines = text.line_at(span[0]), text.line_at(span[1] - 1)
    places = len(text.find(exact, lines))
    if places != 1:
        raise UsageError(
            f"the words “{exact[:60]}” stand {places} times in {_written(lines)}; "
            "name other lines, or write the record by hand"
        )
    return Passage(lines, exact)


def _nothing_left(register: Register, agreement: str, text: StoredText, lines: Lines) -> str:
    """Say who claims the words of some lines."""
    begin, end = text.line_span(lines)
    source = register.main_text(agreement)
    owners = sorted(
        commitment.id
        for commitment in register.written.values()
        for quote in commitment.text
        if quote.source == source
        and (match := register.prove(quote).match)
        and match.span[0] < end
        and begin < match.span[1]
    )
    if owners:
        return f"{_written(lines)}: claimed already by {', '.join(dict.fromkeys(owners))}"
    kinds = sorted(
        {
            str(entry.kind)
            for entry in register.agreements[agreement].dispositions
            if entry.lines[0] <= lines[1] and lines[0] <= entry.lines[1]
        }
    )
    if kinds:
        return f"{_written(lines)}: the agreement sets this aside as {' and '.join(kinds)}"
    return f"{_written(lines)}: no words of a promise, but a heading or nothing"


def _written(lines: Lines) -> str:
    return f"line {lines[0]}" if lines[0] == lines[1] else f"lines {lines[0]}-{lines[1]}"
