"""A stored text -> its lines with what each stretch became: pledge, set aside, heading, gap."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from pledgetrack.accounting import set_aside
from pledgetrack.assessment import is_signed
from pledgetrack.coverage import Span, measure
from pledgetrack.model import Agreement, Lines, Section
from pledgetrack.texts import StoredText
from pledgetrack.views.agreements import coverage_views
from pledgetrack.views.atoms import DayView, Distribution, Link, SourceView, Words
from pledgetrack.views.lens import Lens
from pledgetrack.views.values import CoverageView
from pledgetrack.vocabulary import DispositionKind, Lifecycle, Role, Status


@dataclass(frozen=True, slots=True)
class Claim:
    """A record that quotes a stretch, with its status and stage; ``span`` is that of its words."""

    record: str
    span: Span
    link: Link
    status: Status
    role: Role
    stage: Lifecycle | None = None

    @property
    def reach(self) -> tuple[bool, bool, int]:
        """Return what makes a claim give way to another: the lesser reach is shown.

        Context gives way to words that bind, a stem to its part, the longer quote to the shorter.
        """
        return self.role is Role.CONTEXT, self.status is Status.STEM, self.span[1] - self.span[0]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a line; without claim and disposition it is a gap, a heading, or plain marks.

    The first of several claims is the one that binds most closely: a part before its stem.
    """

    text: str
    claims: tuple[Claim, ...] = ()
    disposition: DispositionKind | None = None
    note: Words | None = None
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a text; an empty one has no segments.

    ``section`` is the last that begins here, ``restored`` the heading that the text lost above the
    line, ``is_heading`` whether the words of the line are a heading themselves.
    """

    number: int
    segments: tuple[Segment, ...]
    section: str | None
    restored: Words | None
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """Lines of a text with everything that was made of them.

    ``coverage`` is that of the whole text, ``distribution`` that of the records that claim words
    of the lines shown; ``first`` and ``last`` are the lines shown, ``length`` all there are.
    """

    agreement: Link
    source: SourceView
    first: int
    last: int
    length: int
    lines: tuple[TextLine, ...]
    coverage: CoverageView | None
    distribution: Distribution

    @property
    def gaps(self) -> tuple[int, ...]:
        """Return the lines shown in which something is not accounted for."""
        return tuple(
            line.number for line in self.lines if any(part.is_gap for part in line.segments)
        )


@dataclass(frozen=True, slots=True)
class TextPage:
    """The annotated text of an agreement, whole, as a page of its own."""

    tracker: Words
    edition: DayView
    text: AnnotatedText


@dataclass(slots=True)
class _Marks:
    """What applies at a place while the text is walked through."""

    claims: list[Claim] = field(default_factory=list)
    disposition: "_Aside | None" = None
    is_gap: bool = False


_Aside = tuple[DispositionKind, Words | None]
_Change = tuple[int, bool, Claim | _Aside | None]


def annotated_text(lens: Lens, name: str, lines: Lines | None = None) -> AnnotatedText | None:
    """Return lines of the first text of an agreement, annotated; None where it is not stored.

    Without ``lines`` the whole text is returned; what lies beyond the text is left out.
    """
    agreement = lens.register.agreements[name]
    main = lens.register.main_text(name) or ""
    text, source = lens.register.texts.get(main), lens.source(main)
    if text is None or source is None or not text.line_count:
        return None
    first, last = lines or (1, text.line_count)
    first, last = min(max(first, 1), text.line_count), min(last, text.line_count)
    segments = _segments(text, sorted(_changes(lens, agreement, text), key=_order))
    shown = tuple(_lines(lens, agreement, text, segments))[first - 1 : last]
    return AnnotatedText(
        agreement=lens.agreement(name),
        source=source,
        first=first,
        last=last,
        length=text.line_count,
        lines=shown,
        coverage=next((one for one in coverage_views(lens, name) if one.source == source), None),
        distribution=_distribution(lens, shown),
    )


def text_page(lens: Lens, name: str) -> TextPage:
    """Return the page of an agreement's text; ``KeyError`` where the text is not stored."""
    text = annotated_text(lens, name)
    if text is None:
        raise KeyError(name)
    return TextPage(lens.tracker, lens.day_view, text)


def agreements_with_text(lens: Lens) -> Iterator[str]:
    """Yield the agreements whose first text is stored."""
    for name, agreement in lens.register.agreements.items():
        text = lens.register.texts.get(lens.register.main_text(name) or "")
        if is_signed(agreement, lens.edition) and text and text.line_count:
            yield name


def _distribution(lens: Lens, lines: Iterable[TextLine]) -> Distribution:
    names = {
        claim.record for line in lines for segment in line.segments for claim in segment.claims
    }
    return lens.summary(lens.judgements[name] for name in sorted(names)).distribution


def _order(change: _Change) -> tuple[int, bool]:
    return change[0], change[1]


def _changes(lens: Lens, agreement: Agreement, text: StoredText) -> Iterator[_Change]:
    """Yield the places where something begins (True) or ends (False)."""
    claimed = list(_claims(lens, agreement))
    aside = list(_aside(lens, agreement, text))
    headings = [
        text.line_span((entry.line, entry.line))
        for entry in agreement.outline
        if not entry.restored and entry.line <= text.line_count
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
                stage = judgement.lifecycle
                yield (
                    match.span,
                    Claim(name, match.span, lens.record(name), judgement.status, quote.role, stage),
                )


def _aside(lens: Lens, agreement: Agreement, text: StoredText) -> Iterator[tuple[Span, _Aside]]:
    for entry in agreement.dispositions:
        if entry.lines[1] > text.line_count:
            continue
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
    sections: dict[int, list[Section]] = {}
    for entry in agreement.outline:
        sections.setdefault(entry.line, []).append(entry)
    cut = _cut(text, segments)
    for number in range(1, text.line_count + 1):
        here = sections.get(number, [])
        lost = [entry.title for entry in here if entry.restored and entry.title]
        yield TextLine(
            number=number,
            segments=tuple(cut.get(number, ())),
            section=here[-1].id if here else None,
            restored=lens.words(lost[0]) if lost else None,
            is_heading=any(not entry.restored for entry in here),
        )


def _cut(text: StoredText, segments: Iterable[tuple[Span, _Marks]]) -> dict[int, list[Segment]]:
    """Cut stretches at line ends; what is set aside under a claim shows the claim."""
    lines: dict[int, list[Segment]] = {}
    for (begin, end), marks in segments:
        kind, note = marks.disposition or (None, None)
        claims = tuple(sorted(marks.claims, key=lambda claim: claim.reach))
        for offset, piece in enumerate(text.content[begin:end].split("\n")):
            if piece:
                number = text.line_at(begin) + offset
                lines.setdefault(number, []).append(
                    Segment(
                        text=piece,
                        claims=claims,
                        disposition=None if marks.claims else kind,
                        note=None if marks.claims else note,
                        is_gap=marks.is_gap,
                    )
                )
    return lines
