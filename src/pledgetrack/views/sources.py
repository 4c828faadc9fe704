"""A source -> its page: what it is, and every quotation and every figure that is taken from it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from pledgetrack.assessment import is_signed
from pledgetrack.model import Commitment, Lines, Observation, Quote, Series
from pledgetrack.register import evidence_of
from pledgetrack.views.atoms import DayView, Link, SourceView, Words
from pledgetrack.views.lens import Lens
from pledgetrack.views.lists import CitedSources, cited_sources, proof_of
from pledgetrack.vocabulary import Bound, Proof, Role, Status


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words taken from the source; ``stance`` is what they are for.

    The stances: those of evidence (``for``, ``against``, ``context``), ``operative`` or ``beside``
    where they are words of a pledge, ``reading`` where they bear a meaning, and ``effect``.
    """

    stance: str
    words: Words
    lines: Lines | None
    proof: Proof
    as_of: dt.date | None  # of the assessment that rests on it
    note: Words | None


@dataclass(frozen=True, slots=True)
class QuotingRecord:
    """A record and what it quotes from the source."""

    link: Link
    agreement: Link
    status: Status
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """An observation whose figure stands in the source."""

    period: str
    value: float
    bound: Bound | None
    quotation: Quotation


@dataclass(frozen=True, slots=True)
class QuotingSeries:
    """A series with the figures that it takes from the source, and the records measured by it."""

    title: Words
    unit: str
    owner: Words
    figures: tuple[Figure, ...]
    records: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A source with all that rests on it."""

    id: str
    tracker: Words
    edition: DayView
    titles: tuple[Words, ...]  # in the page's language first
    source: SourceView
    proof: Proof
    voice: Link | None
    sha256: str | None
    file: str | None  # None where the text is not stored
    lines: int | None
    part: Words | None
    agreements: tuple[Link, ...]  # whose text it is
    records: tuple[QuotingRecord, ...]
    series: tuple[QuotingSeries, ...]


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """All sources that are cited, by grade."""

    tracker: Words
    edition: DayView
    cited: CitedSources
    stored: int  # how many are held here, whole or in part


def sources_page(lens: Lens, _key: str = "") -> SourcesPage:
    """Return the list of all sources that are cited."""
    cited = lens.once(cited_sources)
    stored = sum(entry.proof is not Proof.UNSTORED for entry in cited.entries)
    return SourcesPage(lens.tracker, lens.day_view, cited, stored)


def source_names(lens: Lens) -> tuple[str, ...]:
    """Return the sources that have a page: what is cited, and the texts of signed agreements."""
    cited = {entry.source.id for entry in lens.once(cited_sources).entries}
    texts = {
        entry.source
        for agreement in lens.register.agreements.values()
        if is_signed(agreement, lens.edition)
        for entry in agreement.texts
        if entry.source in lens.register.sources
    }
    return tuple(sorted(cited | texts))


def source_page(lens: Lens, name: str) -> SourcePage:
    """Return everything that the page of a source shows."""
    source, uses = lens.register.sources[name], lens.once(_Uses)
    view, text = cast("SourceView", lens.source(name)), source.text
    return SourcePage(
        id=name,
        tracker=lens.tracker,
        edition=lens.day_view,
        titles=tuple(
            dict.fromkeys(
                (view.title, *(Words(text, tongue) for tongue, text in source.title.texts))
            )
        ),
        source=view,
        proof=proof_of(lens, name),
        voice=lens.party_link(source.voice) if source.voice else None,
        sha256=text.sha256 if text else None,
        file=text.file if text else None,
        lines=text.lines if text else None,
        part=lens.maybe(text.part) if text else None,
        agreements=tuple(_agreements(lens, name)),
        records=tuple(_records(lens, uses.quoted.get(name, {}))),
        series=tuple(
            _series(lens, series, figures, uses.measured.get(series, ()))
            for series, figures in uses.counted.get(name, {}).items()
        ),
    )


def _agreements(lens: Lens, name: str) -> Iterator[Link]:
    for agreement in lens.once(_texts).get(name, ()):
        yield lens.agreement(agreement)


def _texts(lens: Lens) -> dict[str, list[str]]:
    """Return for each source the signed agreements whose text it is."""
    found: dict[str, list[str]] = {}
    for agreement in lens.register.agreements.values():
        if is_signed(agreement, lens.edition):
            for source in dict.fromkeys(entry.source for entry in agreement.texts):
                found.setdefault(source, []).append(agreement.id)
    return found


def _records(lens: Lens, quoted: dict[str, list[Quotation]]) -> Iterator[QuotingRecord]:
    for record, quotations in quoted.items():
        yield QuotingRecord(
            link=lens.record(record),
            agreement=lens.agreement(record.partition("/")[0]),
            status=lens.judgements[record].status,
            quotations=tuple(quotations),
        )


def _series(
    lens: Lens, name: str, figures: list[Figure], records: tuple[str, ...]
) -> QuotingSeries:
    series = lens.register.series[name]
    return QuotingSeries(
        title=lens.words(series.title),
        unit=series.unit,
        owner=lens.party(series.owner),
        figures=tuple(figures),
        records=tuple(lens.record(record) for record in records),
    )


class _Uses:
    """What is taken from each source, in the order of the register: made once for all pages."""

    def __init__(self, lens: Lens) -> None:
        """Go through the records and the series of an edition once."""
        self.lens = lens
        self.quoted: dict[str, dict[str, list[Quotation]]] = {}
        self.counted: dict[str, dict[str, list[Figure]]] = {}
        self.measured: dict[str, tuple[str, ...]] = {}
        faults = lens.register.faults
        for name in lens.judgements:
            if name not in faults:  # nobody reads words that are not proven
                self._enter(lens.register.written[name])
        for name in self.measured:
            self._enter_figures(lens.register.series[name])

    def _enter(self, commitment: Commitment) -> None:
        for quote, quotation in self._quotations(commitment):
            of_source = self.quoted.setdefault(quote.source or "", {})
            of_source.setdefault(commitment.id, []).append(quotation)
        indicator = commitment.indicator
        for name in (*indicator.series, *indicator.rivals) if indicator else ():
            if name in self.lens.register.series:
                self.measured[name] = (*self.measured.get(name, ()), commitment.id)

    def _quotations(self, commitment: Commitment) -> Iterator[tuple[Quote, Quotation]]:
        for quote in commitment.text:
            stance = "operative" if quote.role is Role.OPERATIVE else "beside"
            yield quote, self._quotation(quote, stance)
        for keys, item in evidence_of(commitment):
            of_assessment = keys[0] == "assessments"
            entry = commitment.assessments[int(keys[1])] if of_assessment else None
            if item.quote and (entry is None or self.lens.edition.holds(entry)):
                stance = item.stance or {"readings": "reading"}.get(str(keys[0]), "effect")
                day, note = entry.as_of if entry else None, self.lens.maybe(item.note)
                yield item.quote, self._quotation(item.quote, stance, day, note)

    def _quotation(
        self, quote: Quote, stance: str, as_of: dt.date | None = None, note: Words | None = None
    ) -> Quotation:
        source = self.lens.register.sources.get(quote.source or "")
        proven = self.lens.register.prove(quote)
        return Quotation(
            stance=str(stance),
            words=Words(quote.exact, source.language if source else self.lens.language),
            lines=proven.match.lines if proven.match else None,
            proof=proven.proof,
            as_of=as_of,
            note=note,
        )

    def _enter_figures(self, series: Series) -> None:
        for entry in series.observations:
            if entry.period.span(series.year_starts)[1] <= self.lens.edition.as_of:
                of_source = self.counted.setdefault(entry.quote.source or "", {})
                of_source.setdefault(series.id, []).append(self._figure(entry))

    def _figure(self, entry: Observation) -> Figure:
        quotation = self._quotation(entry.quote, "figure", note=self.lens.maybe(entry.note))
        return Figure(str(entry.period), entry.value, entry.bound, quotation)
