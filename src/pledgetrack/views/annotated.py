"""A stored text -> its lines with what each stretch became: pledge, set aside, heading, gap."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from pledgetrack.accounting import set_aside
from pledgetrack.coverage import Span, measure
from pledgetrack.model import Agreement
from pledgetrack.texts import StoredText
from pledgetrack.views.atoms import Link, SourceView, Words
from pledgetrack.views.lens import Lens
from pledgetrack.vocabulary import DispositionKind, Role, Status


@dataclass(frozen=True, slots=True)
class Claim:
    """A record that quotes a stretch, with its status."""

    link: Link
    status: Status
    role: Role


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a line; without claim and disposition it is a gap, a heading, or plain marks."""

    text: str
    claims: tuple[Claim, ...] = ()
    disposition: DispositionKind | None = None
    note: Words | None = None
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a text; an empty one has no segments."""

    number: int
    segments: tuple[Segment, ...]
    section: str | None
    restored: Words | None


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A text with everything that was made of it."""

    source: SourceView
    lines: tuple[TextLine, ...]


@dataclass(slots=True)
class _Marks:
    """What applies at a place while the text is walked through."""

    claims: list[Claim] = field(default_factory=list)
    disposition: "_Aside | None" = None
    is_gap: bool = False


_Aside = tuple[DispositionKind, Words | None]
_Change = tuple[int, bool, Claim | _Aside | None]


def annotated_text(lens: Lens, name: str) -> AnnotatedText | None:
    """Return the first text of an agreement, annotated; None where it is not stored."""
    agreement = lens.register.agreements[name]
    main = lens.register.main_text(name) or ""
    text, source = lens.register.texts.get(main), lens.source(main)
    if text is None or source is None:
        return None
    segments = _segments(text, sorted(_changes(lens, agreement, text), key=_order))
    return AnnotatedText(source, tuple(_lines(lens, agreement, text, segments)))


def _order(change: _Change) -> tuple[int, bool]:
    return change[0], change[1]


def _changes(lens: Lens, agreement: Agreement, text: StoredText) -> Iterator[_Change]:
    """Yield the places where something begins (True) or ends (False)."""
    claimed = list(_claims(lens, agreement))
    aside = list(_aside(lens, agreement, text))
    headings = [
        text.line_span((entry.line, entry.line))
        for entry in agreement.outline
        if not entry.restored
    ]
    marked: list[tuple[Span, Claim | _Aside]] = [*claimed, *aside]
    for (begin, end), mark in marked:
        yield begin, True, mark
        yield end, False, mark
    covered = [span for span, _ in claimed], [*headings, *(span for span, _ in aside)]
    for gap in measure(text, (1, text.line_count), *covered).gaps:
        yield gap.span[0], True, None
        yield gap.span[1], False, None


def _claims(lens: Lens, agreement: Agreement) -> Iterator[tuple[Span, Claim]]:
    main = lens.register.main_text(agreement.id)
    for name in lens.of_agreement(agreement.id):
        commitment = lens.register.written[name]
        for quote in commitment.text:
            match = lens.register.prove(quote).match
            if quote.source == main and match:
                judgement = lens.judgements[name]
                yield match.span, Claim(lens.record(name), judgement.status, quote.role)


def _aside(lens: Lens, agreement: Agreement, text: StoredText) -> Iterator[tuple[Span, _Aside]]:
    for entry in agreement.dispositions:
        for span in set_aside(text, entry):
            yield span, (entry.kind, lens.maybe(entry.note))


def _segments(text: StoredText, changes: list[_Change]) -> Iterator[tuple[Span, _Marks]]:
    """Yield every stretch between two changes with what applies there."""
    places = sorted({0, len(text.content), *(change[0] for change in changes)})
    marks, at = _Marks(), 0
    for begin, end in pairwise(places):
        while at < len(changes) and changes[at][0] <= begin:
            _apply(marks, changes[at])
            at += 1
        yield (begin, end), _Marks(list(marks.claims), marks.disposition, marks.is_gap)


def _apply(marks: _Marks, change: _Change) -> None:
    _, begins, what = change
    if what is None:
        marks.is_gap = begins
    elif isinstance(what, Claim):
        if begins:
            marks.claims.append(what)
        else:
            marks.claims.remove(what)
    else:
        marks.disposition = what if begins else None


def _lines(
    lens: Lens, agreement: Agreement, text: StoredText, segments: Iterable[tuple[Span, _Marks]]
) -> Iterator[TextLine]:
    sections = {entry.line: entry for entry in agreement.outline}
    cut = _cut(text, segments)
    for number in range(1, text.line_count + 1):
        entry = sections.get(number)
        yield TextLine(
            number=number,
            segments=tuple(cut.get(number, ())),
            section=entry.id if entry else None,
            restored=lens.maybe(entry.title) if entry and entry.restored else None,
        )


def _cut(text: StoredText, segments: Iterable[tuple[Span, _Marks]]) -> dict[int, list[Segment]]:
    """Cut stretches at line ends; what is set aside under a claim shows the claim."""
    lines: dict[int, list[Segment]] = {}
    for (begin, end), marks in segments:
        kind, note = marks.disposition or (None, None)
        for offset, piece in enumerate(text.content[begin:end].split("\n")):
            if piece:
                number = text.line_at(begin) + offset
                lines.setdefault(number, []).append(
                    Segment(
                        text=piece,
                        claims=tuple(marks.claims),
                        disposition=None if marks.claims else kind,
                        note=None if marks.claims else note,
                        is_gap=marks.is_gap,
                    )
                )
    return lines
