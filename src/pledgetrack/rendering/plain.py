"""The plain words of a page, for a search index: what records say, not what our interface says."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from pledgetrack.views import (
    AgreementPage,
    BrokenPage,
    Content,
    EvidenceView,
    IndexPage,
    Link,
    QuoteView,
    RecordPage,
    Words,
)


def plain_words(content: Content) -> str:
    """Return the words by which somebody may look for a page, each piece once, a line each."""
    return "\n".join(dict.fromkeys(_WORDS[type(content)](content)))


def _of_record(record: RecordPage) -> Iterator[str]:
    yield record.id
    yield from _texts(record.titles)
    yield from _of_links((record.agreement, *record.sections))
    yield from _texts((*record.by, *record.through))
    yield from _of_quotes(record.quotes)
    yield from (condition for condition, _ in record.conditions)
    yield from record.topics
    for assessment in record.history:
        yield assessment.why.text
        for stance in (assessment.for_, assessment.against, assessment.context):
            yield from _of_evidence(stance)
    for reading in record.readings:
        yield reading.name
        yield reading.meaning.text
        yield from _of_evidence(reading.evidence)
    for search in record.searched:
        yield from (search.where.text, search.words, search.found.text)
    yield from _of_evidence(record.effects)
    if record.note:
        yield record.note.text


def _of_agreement(agreement: AgreementPage) -> Iterator[str]:
    yield agreement.id
    yield from _texts((agreement.title, agreement.short, *agreement.parties))
    yield from _of_links(row.link for row in agreement.chapters)
    yield from _texts(words for words in (agreement.place, agreement.note) if words)


def _of_evidence(evidence: Iterable[EvidenceView]) -> Iterator[str]:
    for piece in evidence:
        if piece.quote:
            yield from _of_quotes((piece.quote,))
        yield from _texts(words for words in (piece.series, piece.voice, piece.note) if words)


def _of_quotes(quotes: Iterable[QuoteView]) -> Iterator[str]:
    for quote in quotes:
        yield quote.words.text
        if quote.source:
            yield quote.source.title.text
            yield from (name for name in (quote.source.author, quote.source.publisher) if name)


def _of_links(links: Iterable[Link]) -> Iterator[str]:
    return _texts(link.words for link in links)


def _texts(words: Iterable[Words]) -> Iterator[str]:
    return (each.text for each in words)


def _of_index(index: IndexPage) -> Iterator[str]:
    yield index.tracker.text
    yield from _of_links(row.link for row in index.agreements)


def _of_broken(broken: BrokenPage) -> Iterator[str]:
    yield broken.id
    yield from (finding.message for finding in broken.findings)


_WORDS: Final[dict[type, Callable[[Any], Iterator[str]]]] = {
    RecordPage: _of_record,
    AgreementPage: _of_agreement,
    IndexPage: _of_index,
    BrokenPage: _of_broken,
}
