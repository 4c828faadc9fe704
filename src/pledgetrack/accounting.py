"""The texts of an agreement -> how much of each is accounted for by records and dispositions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pledgetrack.coverage import Coverage, Span, measure
from pledgetrack.model import Agreement, Disposition
from pledgetrack.register import Register
from pledgetrack.texts import StoredText


@dataclass(frozen=True, slots=True)
class TextCoverage:
    """The coverage of one text; ``held`` is "whole" or "part"."""

    agreement: str
    source: str
    held: str
    coverage: Coverage


Claims: TypeAlias = Mapping[str, Sequence[Span]]
"""What records quote, by source; found once for all agreements."""


def coverage_of(
    register: Register, agreement: Agreement, claims: Claims | None = None
) -> Iterator[TextCoverage]:
    """Yield the coverage of each text of an agreement that is at hand."""
    if claims is None:
        claims = claims_of(register)
    for entry in agreement.texts:
        text = register.texts.get(entry.source)
        if text is None or not text.line_count:
            continue
        is_main = entry.source == register.main_text(agreement.id)
        yield TextCoverage(
            agreement=agreement.id,
            source=entry.source,
            held="whole" if text.whole else "part",
            coverage=measure(
                text,
                entry.lines or (1, text.line_count),
                claims.get(entry.source, ()),
                _disposed(text, agreement) if is_main else (),
            ),
        )


def claims_of(register: Register) -> Claims:
    """Return the stretches of each text that records quote."""
    claims: dict[str, list[Span]] = {}
    for commitment in register.written.values():
        for quote in commitment.text:
            if quote.source and (match := register.prove(quote).match):
                claims.setdefault(quote.source, []).append(match.span)
    return claims


def _disposed(text: StoredText, agreement: Agreement) -> Iterator[Span]:
    """Yield headings of the outline, and what the dispositions set aside."""
    for section in agreement.outline:
        if not section.restored and section.line <= text.line_count:
            yield text.line_span((section.line, section.line))
    for entry in agreement.dispositions:
        if entry.lines[1] <= text.line_count:
            yield from set_aside(text, entry)


def set_aside(text: StoredText, entry: Disposition) -> Iterator[Span]:
    """Yield where the words stand that a disposition sets aside."""
    if entry.exact is None:
        yield text.line_span(entry.lines)
    else:
        yield from (match.span for match in text.find(entry.exact, entry.lines))
