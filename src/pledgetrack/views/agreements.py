"""An agreement -> its page: chapters, records, disputes, how much of its text is accounted for."""

from collections.abc import Iterator
from dataclasses import dataclass

from pledgetrack.accounting import TextCoverage, claims_of, coverage_of
from pledgetrack.assessment import is_signed
from pledgetrack.dates import PartialDate
from pledgetrack.model import Commitment
from pledgetrack.views.atoms import DayView, Distribution, Link, SourceView, Summary, Words
from pledgetrack.views.lens import Lens
from pledgetrack.views.measures import measure_of
from pledgetrack.views.parties import Tally, tally_of
from pledgetrack.views.records import record_rows
from pledgetrack.views.sections import outline_of
from pledgetrack.views.values import ChapterRow, CoverageView, Point, RecordRow
from pledgetrack.vocabulary import Force, Status


@dataclass(frozen=True, slots=True)
class Meaning:
    """One of several meanings of a pledge, who holds it, and what the status is under it."""

    name: str
    words: Words
    held_by: tuple[Link, ...]
    status: Status | None


@dataclass(frozen=True, slots=True)
class Count:
    """One of several counts of the same thing: whose, and its last figure on the day."""

    owner: Words
    title: Words
    unit: str
    last: Point | None


@dataclass(frozen=True, slots=True)
class Dispute:
    """A record that is read in several ways, or measured by counts of several owners."""

    record: Link
    meanings: tuple[Meaning, ...]
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """An agreement, its chapters and its records."""

    id: str
    tracker: Words
    edition: DayView
    title: Words
    short: Words
    kind: str
    parties: tuple[Words, ...]
    sides: tuple[Link, ...]  # the parties again, each leading to its page
    signed: PartialDate
    place: Words | None
    in_force_from: PartialDate | None
    in_force_to: PartialDate | None
    replaces: Link | None
    replaced_by: tuple[Link, ...]
    texts: tuple[SourceView, ...]
    authentic: tuple[str, ...]  # the sources of versions that the agreement itself calls authentic
    length: int | None  # lines of the first text, None where it is not stored
    coverage: tuple[CoverageView, ...]
    summary: Summary
    tally: Tally
    chapters: tuple[ChapterRow, ...]
    rows: tuple[RecordRow, ...]
    disputes: tuple[Dispute, ...]
    coded_twice: int  # judgements that were coded more than once
    coded_apart: tuple[Link, ...]  # the records of those on which the codings differ
    note: Words | None

    @property
    def firm(self) -> int:
        """Return how many counted pledges are made in firm words."""
        return dict(self.tally.forces).get(Force.FIRM, 0)


@dataclass(frozen=True, slots=True)
class AgreementEntry:
    """An agreement in the list of all."""

    link: Link
    title: Words
    kind: str
    sides: tuple[Link, ...]
    signed: PartialDate
    in_force_from: PartialDate | None
    in_force_to: PartialDate | None
    distribution: Distribution
    percent: float | None  # of its first text accounted for; None where it is not stored
    held: str  # how much of that text is stored: "whole", "part" or ""


@dataclass(frozen=True, slots=True)
class AgreementsPage:
    """All agreements signed by the day, the oldest first."""

    tracker: Words
    edition: DayView
    entries: tuple[AgreementEntry, ...]

    @property
    def most(self) -> int:
        """Return the number of pledges of the agreement that has most."""
        return max((entry.distribution.total for entry in self.entries), default=0)


def agreement_page(lens: Lens, name: str) -> AgreementPage:
    """Return everything that the page of an agreement shows."""
    agreement = lens.register.agreements[name]
    judgements = lens.of_agreement(name)
    texts = (lens.source(entry.source) for entry in agreement.texts)
    outline = outline_of(lens, name)
    coded = tuple(_coded(lens, name))
    return AgreementPage(
        id=name,
        tracker=lens.tracker,
        edition=lens.day_view,
        title=lens.words(agreement.title),
        short=lens.words(agreement.short or agreement.title),
        kind=agreement.kind,
        parties=lens.parties(agreement.parties),
        sides=tuple(lens.party_link(party) for party in agreement.parties),
        signed=agreement.signed,
        place=lens.maybe(agreement.place),
        in_force_from=agreement.in_force.start,
        in_force_to=agreement.in_force.end,
        replaces=lens.agreement(agreement.replaces) if agreement.replaces else None,
        replaced_by=tuple(
            lens.agreement(other.id)
            for other in lens.register.agreements.values()
            if other.replaces == name
        ),
        texts=tuple(text for text in texts if text),
        authentic=tuple(text.source for text in agreement.texts if text.authentic),
        length=outline.length,
        coverage=tuple(coverage_views(lens, name)),
        summary=lens.summary(judgements.values()),
        tally=tally_of(lens, judgements.values()),
        chapters=tuple(outline.rows(outline.entries)),
        rows=record_rows(lens, judgements),
        disputes=tuple(_disputes(lens, name)),
        coded_twice=len(coded),
        coded_apart=tuple(dict.fromkeys(lens.record(record) for record, differ in coded if differ)),
        note=lens.maybe(agreement.note),
    )


def coverage_views(lens: Lens, name: str) -> Iterator[CoverageView]:
    """Yield how much of each text of an agreement is accounted for, the first text first."""
    known = lens.once(_coverages)
    if name not in known:
        known[name] = tuple(_coverage_views(lens, name))
    yield from known[name]


def _coverages(_lens: Lens) -> dict[str, tuple[CoverageView, ...]]:
    return {}


def coverages(lens: Lens) -> dict[str, tuple[TextCoverage, ...]]:
    """Return how much of each text is accounted for, by agreement; to be asked for by `once`."""
    register, claims = lens.register, claims_of(lens.register)
    return {
        name: tuple(coverage_of(register, one, claims)) for name, one in register.agreements.items()
    }


def _coverage_views(lens: Lens, name: str) -> Iterator[CoverageView]:
    for measured in lens.once(coverages)[name]:
        source = lens.source(measured.source)
        if source:
            coverage = measured.coverage
            yield CoverageView(
                source=source,
                held=measured.held,
                percent=coverage.percent,
                characters=coverage.characters,
                claimed=coverage.claimed,
                disposed=coverage.disposed,
                uncovered=coverage.uncovered,
                gaps=len(coverage.gaps),
            )


def _disputes(lens: Lens, name: str) -> Iterator[Dispute]:
    """Yield the records that are read in several ways, or counted by several owners."""
    for record in lens.of_agreement(name):
        commitment = lens.register.commitments[record]
        meanings, counts = _meanings(lens, commitment), _counts(lens, commitment)
        if len(meanings) > 1 or len({count.owner for count in counts}) > 1:
            yield Dispute(lens.record(record), meanings, counts if len(counts) > 1 else ())


def _meanings(lens: Lens, commitment: Commitment) -> tuple[Meaning, ...]:
    assessment = lens.judgements[commitment.id].assessment
    under = assessment.under if assessment else {}
    return tuple(
        Meaning(
            name=reading.name,
            words=lens.words(reading.meaning),
            held_by=tuple(lens.party_link(party) for party in reading.held_by),
            status=under.get(reading.name),
        )
        for reading in commitment.readings
    )


def _counts(lens: Lens, commitment: Commitment) -> tuple[Count, ...]:
    measure = measure_of(lens, commitment, lens.judgements[commitment.id])
    return tuple(
        Count(one.owner, one.title, one.unit, one.points[-1] if one.points else None)
        for one in (measure.series if measure else ())
    )


def _coded(lens: Lens, name: str) -> Iterator[tuple[str, bool]]:
    """Yield the record of each judgement that was coded twice, and whether the codings differ."""
    for record, judgement in lens.of_agreement(name).items():
        for entry in judgement.commitment.assessments:
            if lens.edition.holds(entry) and len(entry.codings) > 1:
                yield record, len(set(entry.codings.values())) > 1


def agreements_page(lens: Lens, _key: str = "") -> AgreementsPage:
    """Return the list of all agreements."""
    signed = (
        name
        for name, agreement in lens.register.agreements.items()
        if is_signed(agreement, lens.edition)
    )
    entries = tuple(_entry(lens, name) for name in signed)
    return AgreementsPage(lens.tracker, lens.day_view, entries)


def _entry(lens: Lens, name: str) -> AgreementEntry:
    agreement = lens.register.agreements[name]
    covered = next(coverage_views(lens, name), None)
    return AgreementEntry(
        link=lens.agreement(name),
        title=lens.words(agreement.title),
        kind=agreement.kind,
        sides=tuple(lens.party_link(party) for party in agreement.parties),
        signed=agreement.signed,
        in_force_from=agreement.in_force.start,
        in_force_to=agreement.in_force.end,
        distribution=lens.summary(lens.of_agreement(name).values()).distribution,
        percent=covered.percent if covered else None,
        held=covered.held if covered else "",
    )
