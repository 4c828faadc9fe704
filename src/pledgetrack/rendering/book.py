"""What a volume shows beside its records: parts and chapters, totals, and the sources cited."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pledgetrack.views import (
    AgreementPage,
    Distribution,
    EditionView,
    EvidenceView,
    Link,
    QuoteView,
    RecordPage,
    RecordRow,
    Sensitivity,
    SourceView,
    Summary,
    Words,
)
from pledgetrack.vocabulary import JUDGED, NOT_JUDGED, Grade, Proof, Status

STATUSES = (*JUDGED, *NOT_JUDGED)
"""The statuses that have a glyph, in the order of the key."""

PROOFS = (Proof.VERIFIED, Proof.VERIFIED_PART, Proof.UNSTORED)
"""Strongest first: a source is as well proven as the best of its quotes here."""


@dataclass(frozen=True, slots=True)
class SourceUse:
    """A source, how its quotes were proven, and how many records of the volume cite it."""

    source: SourceView
    proof: Proof
    records: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the text and the records of the volume that stand in it."""

    section: Link | None
    rows: tuple[RecordRow, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """An agreement with its chapters."""

    agreement: AgreementPage
    chapters: tuple[Chapter, ...]

    @property
    def rows(self) -> tuple[RecordRow, ...]:
        """Return the records of the part as table rows, in the order of the text."""
        return tuple(row for chapter in self.chapters for row in chapter.rows)

    @property
    def distribution(self) -> Distribution:
        """Return the counted records of the part by status."""
        found = Counter(row.standing.status for row in self.rows if row.standing.counted)
        return Distribution(tuple((status, found[status]) for status in Status if found[status]))

    def count(self, status: Status) -> int:
        """Return how many counted records of the part have the status."""
        return dict(self.distribution.counts).get(status, 0)


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that one volume shows.

    It is ``number`` of ``numbers`` where the agreement of its title fills several volumes.
    ``drawn`` holds the pages of its records as finished markup, by id; ``file`` is the name of
    the file, ``report`` that of the report beside it, ``digest`` the SHA-256 of the register that
    travels inside it.
    """

    tracker: Words
    title: Words
    number: int
    numbers: int
    edition: EditionView
    summary: Summary
    sensitivity: Sensitivity
    parts: tuple[Part, ...]
    sources: tuple[tuple[Grade, tuple[SourceUse, ...]], ...]
    file: str
    report: str
    digest: str
    drawn: Mapping[str, Markup]

    @property
    def rows(self) -> tuple[RecordRow, ...]:
        """Return all records of the volume as table rows."""
        return tuple(row for part in self.parts for row in part.rows)


def parts_of(
    agreements: Sequence[AgreementPage], records: Mapping[str, RecordPage]
) -> tuple[Part, ...]:
    """Group the records of a volume, by id, under their agreements and chapters."""
    return tuple(
        Part(page, chapters) for page in agreements if (chapters := _chapters(page, records))
    )


def _chapters(page: AgreementPage, records: Mapping[str, RecordPage]) -> tuple[Chapter, ...]:
    found: dict[str, list[RecordRow]] = {}
    for row in page.rows:
        if row.id in records:
            found.setdefault(chapter_of(records[row.id]), []).append(row)
    return tuple(Chapter(section_of(records[rows[0].id]), tuple(rows)) for rows in found.values())


def chapter_of(record: RecordPage) -> str:
    """Return the id of the chapter in which a record stands, or nothing."""
    section = section_of(record)
    return section.key if section else ""


def section_of(record: RecordPage) -> Link | None:
    """Return the chapter: the second level of the outline where there is one, else the first."""
    return record.sections[:2][-1] if record.sections else None


def sources_of(
    records: Iterable[RecordPage],
) -> tuple[tuple[Grade, tuple[SourceUse, ...]], ...]:
    """Return the sources that the records cite, by grade, strongest first, then by title."""
    sources: dict[str, SourceView] = {}
    citing: Counter[str] = Counter()
    proofs: dict[str, Proof] = {}
    for record in records:
        cited = list(quotes_of(record))
        citing.update({quote.source.id for quote in cited if quote.source})
        for quote in cited:
            if quote.source:
                sources[quote.source.id] = quote.source
                known = proofs.get(quote.source.id, Proof.UNSTORED)
                proofs[quote.source.id] = min(known, quote.proof, key=PROOFS.index)
    uses = [SourceUse(source, proofs[key], citing[key]) for key, source in sources.items()]
    uses.sort(key=lambda use: (use.source.title.text.casefold(), use.source.id))
    grades = ((grade, tuple(use for use in uses if use.source.grade is grade)) for grade in Grade)
    return tuple((grade, cited) for grade, cited in grades if cited)


def quotes_of(record: RecordPage) -> Iterator[QuoteView]:
    """Yield every quote that a record shows, of its text and of its evidence."""
    yield from record.quotes
    for evidence in _evidence_of(record):
        if evidence.quote:
            yield evidence.quote
    for series in record.measure.series if record.measure else ():
        yield from (point.quote for point in series.points)


def _evidence_of(record: RecordPage) -> Iterator[EvidenceView]:
    for assessment in record.history:
        yield from (*assessment.for_, *assessment.against, *assessment.context)
    for reading in record.readings:
        yield from reading.evidence
    yield from record.effects
