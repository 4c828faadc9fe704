"""A source -> its page: what it is, and every quotation and every figure that is taken from it."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, cast

from pledgetrack.assessment import is_signed
from pledgetrack.model import Commitment, Lines, Observation, Prose, Quote, Series
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
        records=tuple(_records(lens, name, uses.quoted.get(name, ()))),
        series=tuple(
            _series(lens, name, lens.register.series[series], uses.measured[series])
            for series in uses.counted.get(name, ())
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


def _records(lens: Lens, source: str, names: Iterable[str]) -> Iterator[QuotingRecord]:
    for name in names:
        uses = _quotes(lens, lens.register.written[name])
        yield QuotingRecord(
            link=lens.record(name),
            agreement=lens.agreement(name.partition("/")[0]),
            status=lens.judgements[name].status,
            quotations=tuple(_quotation(lens, *use) for use in uses if use.quote.source == source),
        )


def _series(lens: Lens, source: str, series: Series, records: Iterable[str]) -> QuotingSeries:
    return QuotingSeries(
        title=lens.words(series.title),
        unit=series.unit,
        owner=lens.party(series.owner),
        figures=tuple(
            _figure(lens, entry)
            for entry in _observations(lens, series)
            if entry.quote.source == source
        ),
        records=tuple(lens.record(record) for record in records),
    )


def _figure(lens: Lens, entry: Observation) -> Figure:
    quotation = _quotation(lens, entry.quote, "figure", note=entry.note)
    return Figure(str(entry.period), entry.value, entry.bound, quotation)


def _quotation(
    lens: Lens, quote: Quote, stance: str, as_of: dt.date | None = None, note: Prose | None = None
) -> Quotation:
    source = lens.register.sources.get(quote.source or "")
    proven = lens.register.prove(quote)
    return Quotation(
        stance=str(stance),
        words=Words(quote.exact, source.language if source else lens.language),
        lines=proven.match.lines if proven.match else None,
        proof=proven.proof,
        as_of=as_of,
        note=lens.maybe(note),
    )


class _Use(NamedTuple):
    """A quote, what it is for, the day of the assessment that rests on it, and a note."""

    quote: Quote
    stance: str
    as_of: dt.date | None = None
    note: Prose | None = None


def _quotes(lens: Lens, commitment: Commitment) -> Iterator[_Use]:
    """Yield the quotes of a record that the edition shows."""
    for quote in commitment.text:
        yield _Use(quote, "operative" if quote.role is Role.OPERATIVE else "beside")
    for keys, item in evidence_of(commitment):
        of_assessment = keys[0] == "assessments"
        entry = commitment.assessments[int(keys[1])] if of_assessment else None
        if item.quote and (entry is None or lens.edition.holds(entry)):
            stance = item.stance or {"readings": "reading"}.get(str(keys[0]), "effect")
            yield _Use(item.quote, stance, entry.as_of if entry else None, item.note)


def _observations(lens: Lens, series: Series) -> Iterator[Observation]:
    """Yield the figures of a series that the edition shows."""
    for entry in series.observations:
        if entry.period.span(series.year_starts)[1] <= lens.edition.as_of:
            yield entry


class _Uses:
    """Who takes anything from each source, in the order of the register: found once for all pages.

    Only names are kept. What is taken is made page by page: all of it would be as large as all
    quotes of the register, and an edit shows a few.
    """

    def __init__(self, lens: Lens) -> None:
        """Go through the records and the series of an edition once."""
        self.quoted: dict[str, list[str]] = {}  # by source the records
        self.measured: dict[str, list[str]] = {}  # by series the records
        self.counted: dict[str, list[str]] = {}  # by source the series
        faults = lens.register.faults
        for name in lens.judgements:
            if name not in faults:  # nobody reads words that are not proven
                self._enter(lens, lens.register.written[name])
        for name in self.measured:
            for entry in _observations(lens, lens.register.series[name]):
                _append(self.counted, entry.quote.source, name)

    def _enter(self, lens: Lens, commitment: Commitment) -> None:
        for use in _quotes(lens, commitment):
            _append(self.quoted, use.quote.source, commitment.id)
        indicator = commitment.indicator
        for name in (*indicator.series, *indicator.rivals) if indicator else ():
            if name in lens.register.series:
                self.measured.setdefault(name, []).append(commitment.id)


def _append(index: dict[str, list[str]], source: str | None, name: str) -> None:
    """Enter a name for a source once; all that one name takes comes together."""
    names = index.setdefault(source or "", [])
    if name not in names[-1:]:
        names.append(name)
