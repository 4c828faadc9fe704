"""The register in one edition and one language: the small values that all pages are made of."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, TypeVar, cast

from pledgetrack.assessment import Edition, Judgement, judge
from pledgetrack.model import (
    Commitment,
    Due,
    Evidence,
    Observation,
    Prose,
    Quote,
    Section,
    Series,
    Source,
)
from pledgetrack.register import Register
from pledgetrack.scoring import score
from pledgetrack.views.atoms import (
    DayView,
    Distribution,
    DueView,
    EditionView,
    EvidenceView,
    Link,
    QuoteView,
    Rate,
    SourceView,
    Standing,
    Summary,
    Words,
)
from pledgetrack.views.page_names import page_of_party, page_of_section

INDEX = "commitments/index"

T = TypeVar("T")


def page_of_record(name: str) -> str:
    """Return the page of a record."""
    return f"commitments/{name}"


def page_of_agreement(name: str) -> str:
    """Return the page of an agreement."""
    return f"commitments/{name}/index"


class Lens:
    """Turns model values into view values for one edition and one language."""

    def __init__(self, register: Register, edition: Edition, language: str) -> None:
        """Judge the register once; everything else is drawn from that."""
        self.register = register
        self.edition = edition
        self.language = language
        self.judgements = judge(register, edition)
        self._made: dict[Callable[[Lens], Any], Any] = {}

    def once(self, build: "Callable[[Lens], T]") -> T:
        """Return what ``build`` makes of this lens: an index that many pages are drawn from."""
        if build not in self._made:
            self._made[build] = build(self)
        return cast("T", self._made[build])

    @cached_property
    def tracker(self) -> Words:
        """Return the title of the tracker."""
        return self.words(self.register.tracker.title)

    @cached_property
    def day_view(self) -> DayView:
        """Return the day, for pages that say nothing about all records."""
        return DayView(self.edition.as_of, self.edition.known_by)

    @cached_property
    def edition_view(self) -> EditionView:
        """Return the day, and how much rests on records that nobody reviewed."""
        numbers = score(self.judgements.values())
        recorded = (
            entry.recorded
            for judgement in self.judgements.values()
            for entry in judgement.commitment.assessments
            if self.edition.holds(entry)
        )
        return EditionView(
            as_of=self.edition.as_of,
            known_by=self.edition.known_by,
            recorded_to=max(recorded, default=None),
            provisional=numbers.provisional,
            records=numbers.counted,
        )

    def words(self, prose: Prose) -> Words:
        """Return prose in the page's language, else in the first that it has."""
        language, text = prose.within(self.language)
        return Words(text, language)

    def maybe(self, prose: Prose | None) -> Words | None:
        """Return prose, or None where there is none."""
        return None if prose is None else self.words(prose)

    def party(self, name: str) -> Words:
        """Return the name of a party; of an unknown one its short name."""
        party = self.register.parties.get(name)
        return self.words(party.name) if party else Words(name, self.language)

    def party_link(self, name: str) -> Link:
        """Return the link to a party; without a page where there is no such party."""
        page = page_of_party(name) if name in self.register.parties else None
        return Link(self.party(name), page)

    def parties(self, names: Iterable[str]) -> tuple[Words, ...]:
        """Return the names of parties."""
        return tuple(self.party(name) for name in names)

    def summary(self, judgements: Iterable[Judgement]) -> Summary:
        """Return distribution and rates of some records."""
        numbers = score(judgements)
        return Summary(
            distribution=Distribution(numbers.counts),
            rates=tuple(Rate(share.key, share.part, share.whole) for share in numbers.shares),
            provisional=numbers.provisional,
            stems=numbers.stems,
            not_counted=numbers.uncounted,
        )

    def record(self, name: str) -> Link:
        """Return the link to a record; without a page where it is not part of the edition."""
        commitment = self.register.commitments.get(name)
        words = self.words(commitment.title) if commitment else Words(name, self.language)
        return Link(words, page_of_record(name) if name in self.judgements else None)

    def agreement(self, name: str) -> Link:
        """Return the link to an agreement by its short title."""
        agreement = self.register.agreements.get(name)
        if agreement is None:
            return Link(Words(name, self.language), None)
        return Link(self.words(agreement.short or agreement.title), page_of_agreement(name))

    def section(self, agreement: str, section: str) -> Link:
        """Return the link to a section; without a title its line in the text is the heading."""
        if agreement not in self._headings:
            outline = self.register.agreements[agreement].outline
            self._headings[agreement] = {
                entry.id: self._heading(agreement, entry) for entry in outline
            }
        return self._headings[agreement][section]

    @cached_property
    def _headings(self) -> dict[str, dict[str, Link]]:
        return {}

    def _heading(self, agreement: str, entry: Section) -> Link:
        page = page_of_section(agreement, entry.id)
        if entry.title:
            return Link(self.words(entry.title), page, key=entry.id)
        main = self.register.main_text(agreement) or ""
        text, source = self.register.texts.get(main), self.register.sources.get(main)
        if text is None or source is None or entry.line > text.line_count:
            return Link(Words(entry.id, self.language), page, key=entry.id)
        return Link(Words(text.line(entry.line).strip(), source.language), page, key=entry.id)

    def sections(self, commitment: Commitment) -> tuple[Link, ...]:
        """Return the sections in which a record stands, outermost first."""
        if commitment.id not in self._sections:
            self._sections[commitment.id] = self._sections_above(commitment)
        return self._sections[commitment.id]

    @cached_property
    def _sections(self) -> dict[str, tuple[Link, ...]]:
        return {}

    def _sections_above(self, commitment: Commitment) -> tuple[Link, ...]:
        agreement = self.register.agreements.get(commitment.agreement)
        entry = self.register.section_of(commitment)
        by_id = {entry.id: entry for entry in agreement.outline} if agreement else {}
        chain: list[Link] = []
        seen: set[str] = set()
        while entry is not None and entry.id not in seen:
            seen.add(entry.id)
            chain.append(self.section(commitment.agreement, entry.id))
            entry = by_id.get(entry.under or "")
        return tuple(reversed(chain))

    def standing(self, name: str) -> Standing:
        """Return status and stage of a record."""
        judgement = self.judgements[name]
        assessment = judgement.assessment
        return Standing(
            status=judgement.status,
            parts=Distribution(tuple(judgement.parts.items())),
            lifecycle=judgement.lifecycle,
            lifecycle_date=judgement.stage_date,
            late=judgement.late,
            provisional=judgement.provisional,
            counted=judgement.counted,
            as_of=assessment.as_of if assessment else None,
            why=self.words(assessment.why) if assessment else None,
        )

    def source(self, name: str | None) -> SourceView | None:
        """Return a source as it is cited."""
        if name not in self._sources:
            source = self.register.sources.get(name or "")
            self._sources[name] = None if source is None else self._source(source)
        return self._sources[name]

    @cached_property
    def _sources(self) -> dict[str | None, SourceView | None]:
        return {}

    def _source(self, source: Source) -> SourceView:
        return SourceView(
            id=source.id,
            title=self.words(source.title),
            author=source.author,
            publisher=source.publisher,
            date=source.date,
            approximate=source.approximate,
            grade=source.grade,
            language=source.language,
            voice=self.party(source.voice) if source.voice else None,
            url=source.url,
            archive_url=source.archive_url,
            accessed=source.accessed,
            rights=self.maybe(source.rights),
            note=self.maybe(source.note),
        )

    def quote(self, quote: Quote, stem: Link | None = None) -> QuoteView:
        """Return a quote with its proof."""
        source = self.register.sources.get(quote.source or "")
        proven = self.register.prove(quote)
        part = source.text.part if source and source.text else None
        return QuoteView(
            words=Words(quote.exact, source.language if source else self.language),
            role=quote.role,
            proof=proven.proof,
            lines=proven.match.lines if proven.match else None,
            part=self.maybe(part),
            source=self.source(quote.source),
            inherited_from=stem,
        )

    def evidence(self, item: Evidence) -> EvidenceView:
        """Return a piece of evidence; a pointer to a series brings the quote of its observation."""
        series = self.register.series.get(item.series or "")
        shown = self.observation(series, str(item.period)) if series and item.period else None
        quote = item.quote or (shown.quote if shown else None)
        source = self.register.sources.get(quote.source or "") if quote else None
        voice = item.voice or (source.voice if source else None)
        return EvidenceView(
            stance=item.stance,
            quote=self.quote(quote) if quote else None,
            series=self.words(series.title) if series else None,
            period=str(item.period) if item.period else None,
            value=shown.value if shown else None,
            unit=series.unit if series else None,
            bound=shown.bound if shown else None,
            voice=self.party(voice) if voice else None,
            date=item.date,
            note=self.maybe(item.note),
        )

    def observation(self, series: Series, period: str) -> Observation | None:
        """Return the last observation of a period."""
        found = [entry for entry in series.observations if str(entry.period) == period]
        return found[-1] if found else None

    def due(self, due: Due | None, *, inherited: bool = False) -> DueView | None:
        """Return by when something is due."""
        if due is None:
            return None
        return DueView(due.start, due.by, due.strict, due.words, inherited)

    def inverse(self, field: str, name: str) -> tuple[str, ...]:
        """Return the records whose ``field`` names this one, in the order of the register."""
        if field not in self._inverses:
            self._inverses[field] = self._invert(field)
        return self._inverses[field].get(name, ())

    @cached_property
    def _inverses(self) -> dict[str, dict[str, tuple[str, ...]]]:
        return {}

    def _invert(self, field: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for commitment in self.register.commitments.values():
            named = getattr(commitment, field)
            for name in named if isinstance(named, tuple) else (named,):
                if name is not None:
                    found.setdefault(name, []).append(commitment.id)
        return {name: tuple(ids) for name, ids in found.items()}

    def of_agreement(self, name: str) -> dict[str, Judgement]:
        """Return the judgements of the records of an agreement, in the order of the text."""
        return self._by_agreement.get(name, {})

    @cached_property
    def _by_agreement(self) -> dict[str, dict[str, Judgement]]:
        grouped: dict[str, dict[str, Judgement]] = {}
        for name, judgement in self.judgements.items():
            grouped.setdefault(judgement.commitment.agreement, {})[name] = judgement
        return grouped
