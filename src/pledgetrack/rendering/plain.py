"""The plain words of a page, for a search index: what records say, not what our interface says."""

from collections.abc import Iterable, Iterator

from pledgetrack.views import (
    AgreementPage,
    BrokenPage,
    EvidenceView,
    IndexPage,
    Link,
    QuoteView,
    RecordPage,
    Words,
)


def plain_words(content: RecordPage | AgreementPage | IndexPage | BrokenPage) -> str:
    """Return the words by which somebody may look for a page, each piece once, a line each."""
    pieces: Iterable[str]
    if isinstance(content, RecordPage):
        pieces = _of_record(content)
    elif isinstance(content, AgreementPage):
        pieces = _of_agreement(content)
    elif isinstance(content, IndexPage):
        pieces = (content.tracker.text, *_of_links(row.link for row in content.agreements))
    else:
        pieces = (content.id, *(finding.message for finding in content.findings))
    return "\n".join(dict.fromkeys(pieces))


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
