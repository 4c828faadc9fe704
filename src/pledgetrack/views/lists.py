"""Lists over the whole register: agreements over time, sources."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pledgetrack.assessment import is_signed
from pledgetrack.citing import observation_of
from pledgetrack.dates import PartialDate
from pledgetrack.model import Agreement, Commitment, Quote, Series
from pledgetrack.raw import KeyPath
from pledgetrack.register import evidence_of, quotes_of
from pledgetrack.views.atoms import EditionView, Link, SourceView
from pledgetrack.views.lens import Lens
from pledgetrack.vocabulary import Grade, Proof

MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Era:
    """An agreement on a time line; without ``begins`` it is a declaration with no term."""

    link: Link
    kind: str
    signed: PartialDate
    begins: dt.date | None
    ends: dt.date | None  # None while nothing says that it ended
    records: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The agreements signed by the day of the edition, the oldest first."""

    edition: EditionView
    eras: tuple[Era, ...]

    @property
    def is_crowded(self) -> bool:
        """Say whether there are too many for a line each in a picture."""
        return len(self.eras) > MOST_LINES


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source with how much rests on it."""

    source: SourceView
    proof: Proof
    records: int
    quotes: int


@dataclass(frozen=True, slots=True)
class CitedSources:
    """The sources that records cite, by grade and then by name."""

    agreement: Link | None
    entries: tuple[CitedSource, ...]

    @property
    def by_grade(self) -> tuple[tuple[Grade, tuple[CitedSource, ...]], ...]:
        """Return the sources of each grade that has any, the weightiest grade first."""
        groups = (
            (grade, tuple(entry for entry in self.entries if entry.source.grade is grade))
            for grade in Grade
        )
        return tuple((grade, entries) for grade, entries in groups if entries)


def timeline(lens: Lens) -> Timeline:
    """Return the agreements signed by the day of the edition, the oldest first."""
    eras = (
        _era(lens, agreement)
        for agreement in lens.register.agreements.values()
        if is_signed(agreement, lens.edition)
    )
    return Timeline(lens.edition_view, tuple(sorted(eras, key=lambda era: era.signed.first())))


def _era(lens: Lens, agreement: Agreement) -> Era:
    start, end = agreement.in_force.start, agreement.in_force.end
    begins = start or (agreement.signed if end else None)
    return Era(
        link=lens.agreement(agreement.id),
        kind=agreement.kind,
        signed=agreement.signed,
        begins=begins.first() if begins else None,
        ends=end.last() if end else None,
        records=sum(entry.counted for entry in lens.of_agreement(agreement.id).values()),
    )


def cited_sources(lens: Lens, agreement: str = "") -> CitedSources:
    """Return every source that the records of an agreement quote, or all records."""
    quotes: dict[str, set[tuple[str, ...]]] = {}
    records: dict[str, set[str]] = {}
    for name, place, quote in _uses(lens, agreement):
        if quote.source:
            quotes.setdefault(quote.source, set()).add(place)
            records.setdefault(quote.source, set()).add(name)
    cited = [
        CitedSource(view, proof_of(lens, name), len(records[name]), len(quotes[name]))
        for name in sorted(quotes)
        if (view := lens.source(name))
    ]
    grades = list(Grade)
    ordered = sorted(cited, key=lambda entry: grades.index(entry.source.grade))
    return CitedSources(lens.agreement(agreement) if agreement else None, tuple(ordered))


def _uses(lens: Lens, agreement: str) -> Iterator[tuple[str, tuple[str, ...], Quote]]:
    """Yield record, place and quote of all that the edition shows.

    An observation of a series is used by each record that is measured by it, and has one place.
    """
    for name, judgement in lens.judgements.items():
        if agreement in {"", judgement.commitment.agreement}:
            for place, quote in _quotes(lens, name):
                yield name, place, quote


def _quotes(lens: Lens, name: str) -> Iterator[tuple[tuple[str, ...], Quote]]:
    commitment = lens.register.written[name]
    for keys, quote in quotes_of(commitment):
        if _is_held(lens, commitment, keys):
            yield (name, *map(str, keys)), quote
    for keys, item in evidence_of(commitment):
        series = lens.register.series.get(item.series or "")
        found = observation_of(series, str(item.period)) if series else None
        if series and found and _is_held(lens, commitment, keys):
            yield ("series", series.id, str(series.observations.index(found))), found.quote
    for series in _series(lens, commitment):
        for at, entry in enumerate(series.observations):
            if entry.period.span(series.year_starts)[1] <= lens.edition.as_of:
                yield ("series", series.id, str(at)), entry.quote


def _is_held(lens: Lens, commitment: Commitment, keys: KeyPath) -> bool:
    """Say whether the edition shows what stands there: of assessments those that it holds."""
    return keys[0] != "assessments" or lens.edition.holds(commitment.assessments[int(keys[1])])


def _series(lens: Lens, commitment: Commitment) -> Iterator[Series]:
    indicator = commitment.indicator
    for name in (*indicator.series, *indicator.rivals) if indicator else ():
        if series := lens.register.series.get(name):
            yield series


def proof_of(lens: Lens, name: str) -> Proof:
    """Return how much of a source is stored, and so how its quotes are proven."""
    text = lens.register.texts.get(name)
    if text is None:
        return Proof.UNSTORED
    return Proof.VERIFIED if text.whole else Proof.VERIFIED_PART
