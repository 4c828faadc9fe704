"""A record's words -> passages: each with the rest of its sentence and what stands around it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pledgetrack.coverage import Span
from pledgetrack.inheritance import stem_chain
from pledgetrack.model import Commitment, Lines
from pledgetrack.texts import StoredText
from pledgetrack.views.atoms import Link, QuoteView, Words
from pledgetrack.views.lens import Lens
from pledgetrack.views.page_names import page_of_text
from pledgetrack.views.sentences import paragraph_around, sentence_around
from pledgetrack.vocabulary import Role

REST_AT_MOST = 420
"""Letters of the rest of a sentence shown on either side; some sentences fill a page."""

_LIST_MARK = re.compile(r"^(?:[-–—*•·>#\s]+|\(?\w{1,3}[.)]\s+)+(?=\S|$)")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a passage: the record's own, or the rest of the sentence."""

    text: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text at or around a passage."""

    number: int
    text: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one place: the quotes there, what they stand between, and where it is.

    ``stems`` are the quotes of stems within the sentence, ``others`` the records that claim the
    rest of it; ``place`` leads to the line in the annotated text. A quote that is inherited from
    elsewhere or only explains stands by itself, and so does one whose text is not stored.
    """

    quotes: tuple[QuoteView, ...]
    pieces: tuple[Piece, ...]
    stems: tuple[QuoteView, ...] = ()
    others: tuple[Link, ...] = ()
    place: Link | None = None
    around: tuple[Paragraph, ...] = ()

    @property
    def is_minor(self) -> bool:
        """Say whether these words are inherited, or only explain."""
        quote = self.quotes[0]
        return quote.inherited_from is not None or quote.role is Role.CONTEXT

    @property
    def lines(self) -> Lines | None:
        """Return the first and last line of the record's words."""
        known = [quote.lines for quote in self.quotes if quote.lines]
        if not known:
            return None
        return min(first for first, _ in known), max(last for _, last in known)

    @property
    def has_rest(self) -> bool:
        """Say whether there is more of the sentence than the record's words."""
        return any(not piece.is_own and _has_letters(piece.text) for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class _Found:
    """A quote, and where it stands if its text is stored."""

    view: QuoteView
    source: str
    text: StoredText | None
    span: Span


@dataclass(slots=True)
class _Run:
    """Quotes that stand in one sentence of a stored text."""

    source: str
    text: StoredText
    sentence: Span
    quotes: list[_Found]
    stems: list[QuoteView] = field(default_factory=list)

    def holds(self, found: _Found) -> bool:
        """Say whether a quote begins in the sentence."""
        begin, end = self.sentence
        return self.source == found.source and begin <= found.span[0] < end

    def contains(self, found: _Found) -> bool:
        """Say whether a quote lies in the sentence."""
        return self.holds(found) and found.span[1] <= self.sentence[1]

    def take(self, found: _Found) -> None:
        """Add a quote; where it goes on after the sentence, so does the run."""
        sentence = sentence_around(self.text, found.span)
        self.sentence = self.sentence[0], max(self.sentence[1], sentence[1])
        self.quotes.append(found)


def passages_of(lens: Lens, commitment: Commitment) -> tuple[Passage, ...]:
    """Return the words of the stems, outermost first, then the record's own, by sentence."""
    found = list(_all(lens, commitment))
    runs = _runs(found)
    passages: list[Passage] = []
    for one in found:
        run = next((run for run in runs if one.text and run.contains(one)), None)
        if run is None or one.view.role is Role.CONTEXT:
            passages.append(_alone(lens, commitment, one))
        elif one.view.inherited_from:
            run.stems.append(one.view)
        elif one is run.quotes[0]:
            passages.append(_in_its_sentence(lens, commitment, run))
    return tuple(passages)


def _all(lens: Lens, commitment: Commitment) -> Iterator[_Found]:
    for record in reversed(list(stem_chain(lens.register.commitments, commitment.id))):
        stem = None if record.id == commitment.id else lens.record(record.id)
        for quote in record.text:
            view, match = lens.quote(quote, stem), lens.register.prove(quote).match
            source = quote.source or ""
            text = lens.register.texts[source] if match else None
            yield _Found(view, source, text, match.span if match else (0, 0))


def _runs(found: Iterable[_Found]) -> list[_Run]:
    """Return the sentences in which the record's own words stand, in the order of its quotes."""
    runs: list[_Run] = []
    for one in found:
        if one.text is None or one.view.inherited_from or one.view.role is Role.CONTEXT:
            continue
        run = next((run for run in runs if run.holds(one)), None)
        if run:
            run.take(one)
        else:
            sentence = sentence_around(one.text, one.span)
            runs.append(_Run(one.source, one.text, sentence, [one]))
    return runs


def _alone(lens: Lens, commitment: Commitment, found: _Found) -> Passage:
    place = _place(lens, commitment.agreement, found.source, found.view.lines)
    return Passage((found.view,), (Piece(found.view.words.text, is_own=True),), place=place)


def _in_its_sentence(lens: Lens, commitment: Commitment, run: _Run) -> Passage:
    quotes = sorted(run.quotes, key=lambda one: one.span)
    end = max(one.span[1] for one in quotes)
    lines = run.text.line_at(quotes[0].span[0]), run.text.line_at(end - 1)
    return Passage(
        quotes=tuple(one.view for one in quotes),
        pieces=tuple(_pieces(run, quotes)),
        stems=tuple(run.stems),
        others=tuple(_others(lens, commitment, run)),
        place=_place(lens, commitment.agreement, run.source, lines),
        around=tuple(_around(run.text, lines)),
    )


def _pieces(run: _Run, quotes: list[_Found]) -> Iterator[Piece]:
    """Cut a sentence into the words quoted and the rest; quotes that overlap are one piece.

    A full stop alone, after words that are all the record's own, is no rest.
    """
    content, (at, end) = run.text.content, run.sentence
    says_more = False
    for one in quotes:
        begin, stop = one.span
        rest = content[at:begin] if begin > at else ""
        rest = _last_words(rest) if at == run.sentence[0] else rest
        if rest:
            says_more = says_more or _has_letters(rest)
            yield Piece(rest, is_own=False)
        if begin >= at:
            yield Piece(one.view.words.text, is_own=True)
        elif stop > at:
            yield Piece(content[at:stop], is_own=True)
        at = max(at, stop)
    rest = content[at:end]
    if _has_letters(rest) or (rest and says_more):
        yield Piece(_first_words(rest), is_own=False)


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _last_words(text: str) -> str:
    """Return what stands before the first quote; the mark of a list alone is nothing."""
    text = _LIST_MARK.sub("", text)
    if len(text) <= REST_AT_MOST:
        return text if _has_letters(text) else ""
    return "… " + text[-REST_AT_MOST:].partition(" ")[2]


def _first_words(text: str) -> str:
    if len(text) <= REST_AT_MOST:
        return text
    return text[:REST_AT_MOST].rpartition(" ")[0] + " …"


def _place(lens: Lens, agreement: str, source: str, lines: Lines | None) -> Link | None:
    """Return the link to the line in the annotated text, which is an agreement's first one."""
    if lines is None:
        return None
    is_main = source == lens.register.main_text(agreement)
    words = Words(str(lines[0]), lens.language)
    return Link(words, page_of_text(agreement) if is_main else None, f"L{lines[0]}")


def _around(text: StoredText, lines: Lines) -> Iterator[Paragraph]:
    """Yield the lines of a passage, with the nearest before and after that have words."""
    first, last = lines
    before = next((n for n in range(first - 1, 0, -1) if text.line(n).strip()), first)
    after = next((n for n in range(last + 1, text.line_count + 1) if text.line(n).strip()), last)
    for number in range(before, after + 1):
        words = text.line(number).strip()
        if words:
            yield Paragraph(number, words, is_here=first <= number <= last)


_Claims = dict[tuple[str, int], list[tuple[Span, str]]]


def _claims(lens: Lens) -> _Claims:
    """Return for each line of each text the stretches that records quote as binding."""
    claims: _Claims = {}
    for name in lens.judgements:
        for quote in lens.register.written[name].text:
            match = lens.register.prove(quote).match
            if match and quote.role is Role.OPERATIVE:
                for line in range(match.lines[0], match.lines[1] + 1):
                    claims.setdefault((quote.source or "", line), []).append((match.span, name))
    return claims


def claims_near(lens: Lens, commitment: Commitment) -> Iterator[str]:
    """Yield the records that claim words in the paragraphs in which a record's own words stand."""
    claims = lens.once(_claims)
    for quote in commitment.text:
        source, match = quote.source or "", lens.register.prove(quote).match
        if match:
            first, last = paragraph_around(lens.register.texts[source], match.span)
            for line in range(first, last + 1):
                yield from (name for _, name in claims.get((source, line), ()))


def _others(lens: Lens, commitment: Commitment, run: _Run) -> Iterator[Link]:
    """Yield the records that claim other words of the sentence; the record's stems are said."""
    claims, (begin, end) = lens.once(_claims), run.sentence
    lines = range(run.text.line_at(begin), run.text.line_at(end - 1) + 1)
    near = sorted(claim for line in lines for claim in claims.get((run.source, line), ()))
    names = dict.fromkeys(name for span, name in near if span[0] < end and span[1] > begin)
    own = {record.id for record in stem_chain(lens.register.commitments, commitment.id)}
    yield from (lens.record(name) for name in names if name not in own)
