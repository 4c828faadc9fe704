"""The plain words of a page, for a search index: what records say, not what our interface says."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from pledgetrack.views import (
    AgreementPage,
    AgreementsPage,
    AsOfPage,
    BrokenPage,
    Content,
    DataPage,
    EvidenceView,
    ExplorerPage,
    Link,
    QuoteView,
    RecordPage,
    TextPage,
    Words,
)
from pledgetrack.views.parties import PartiesPage, PartyPage
from pledgetrack.views.sections import SectionPage
from pledgetrack.views.sources import SourcePage, SourcesPage


def plain_words(content: Content) -> str:
    """Return the words by which somebody may look for a page, each piece once, a line each."""
    return "\n".join(dict.fromkeys(_WORDS[type(content)](content)))


def _of_record(record: RecordPage) -> Iterator[str]:
    yield record.id
    yield from _texts(record.titles)
    yield from _of_links((record.agreement, *record.sections))
    yield from _of_links((*record.by, *record.through))
    yield from _of_quotes(record.quotes)
    yield from (condition for condition, _ in record.conditions)
    yield from _texts(record.topics)
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


def _of_explorer(page: ExplorerPage | DataPage) -> Iterator[str]:
    yield page.tracker.text


def _of_text(page: TextPage) -> Iterator[str]:
    yield page.text.agreement.words.text
    for line in page.text.lines:
        yield "".join(segment.text for segment in line.segments)


def _of_broken(broken: BrokenPage) -> Iterator[str]:
    yield broken.id
    yield from (finding.message for finding in broken.findings)


def _of_overview(page: AgreementsPage | PartiesPage | SourcesPage) -> Iterator[str]:
    yield page.tracker.text


def _of_section(section: SectionPage) -> Iterator[str]:
    yield section.id
    yield section.title.text
    yield from _of_links((section.agreement, *section.above))
    yield from _texts(section.topics)


def _of_party(party: PartyPage) -> Iterator[str]:
    yield party.id
    yield from _texts(party.titles)
    yield from _of_links((*party.above, *party.below))
    if party.note:
        yield party.note.text


def _of_source(page: SourcePage) -> Iterator[str]:
    yield page.id
    yield from _texts(page.titles)
    source = page.source
    yield from (name for name in (source.author, source.publisher) if name)
    yield from _texts(words for words in (source.voice, source.note) if words)
    yield from _texts(series.title for series in page.series)


def _of_day(page: AsOfPage) -> Iterator[str]:
    yield page.tracker.text
    yield page.day.isoformat()


_WORDS: Final[dict[type, Callable[[Any], Iterator[str]]]] = {
    RecordPage: _of_record,
    AgreementPage: _of_agreement,
    ExplorerPage: _of_explorer,
    DataPage: _of_explorer,
    BrokenPage: _of_broken,
    AgreementsPage: _of_overview,
    PartiesPage: _of_overview,
    SourcesPage: _of_overview,
    SectionPage: _of_section,
    PartyPage: _of_party,
    SourcePage: _of_source,
    TextPage: _of_text,
    AsOfPage: _of_day,
}
