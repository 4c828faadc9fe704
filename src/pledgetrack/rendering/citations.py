"""The sources of a page, numbered in the order in which they are cited."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from pledgetrack.views import EvidenceView, QuoteView, RecordPage, SourceView


@dataclass(frozen=True, slots=True)
class Citations:
    """Sources by id, and the number under which the page cites each."""

    sources: tuple[SourceView, ...]
    numbers: dict[str, int]

    @classmethod
    def of(cls, records: Sequence[RecordPage]) -> Self:
        """Collect the sources of records, each once."""
        found = {source.id: source for record in records for source in _cited(record)}
        return cls(tuple(found.values()), {key: i for i, key in enumerate(found, start=1)})


def _cited(record: RecordPage) -> Iterator[SourceView]:
    yield from _of_quotes(record.quotes)
    for assessment in record.history:
        for evidence in (assessment.for_, assessment.against, assessment.context):
            yield from _of_evidence(evidence)
    for reading in record.readings:
        yield from _of_evidence(reading.evidence)
    if record.measure:
        for series in record.measure.series:
            yield from _of_quotes(point.quote for point in series.points)
    yield from _of_evidence(record.effects)


def _of_evidence(evidence: Iterable[EvidenceView]) -> Iterator[SourceView]:
    return _of_quotes(piece.quote for piece in evidence)


def _of_quotes(quotes: Iterable[QuoteView | None]) -> Iterator[SourceView]:
    return (quote.source for quote in quotes if quote and quote.source)
