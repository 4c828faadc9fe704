"""An agreement -> its page: chapters, records and how much of its text is accounted for."""

from collections.abc import Iterator, Mapping

from pledgetrack.accounting import coverage_of
from pledgetrack.assessment import Judgement
from pledgetrack.model import Agreement, Section
from pledgetrack.views.atoms import Distribution
from pledgetrack.views.lens import Lens
from pledgetrack.views.records import record_rows
from pledgetrack.views.values import AgreementPage, ChapterRow, CoverageView


def agreement_page(lens: Lens, name: str) -> AgreementPage:
    """Return everything that the page of an agreement shows."""
    agreement = lens.register.agreements[name]
    judgements = lens.of_agreement(name)
    texts = (lens.source(entry.source) for entry in agreement.texts)
    return AgreementPage(
        id=name,
        tracker=lens.tracker,
        edition=lens.edition_view,
        title=lens.words(agreement.title),
        short=lens.words(agreement.short or agreement.title),
        kind=agreement.kind,
        parties=lens.parties(agreement.parties),
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
        coverage=tuple(coverage_views(lens, name)),
        summary=lens.summary(judgements.values()),
        chapters=tuple(_chapters(lens, agreement, judgements)),
        rows=record_rows(lens, judgements),
        note=lens.maybe(agreement.note),
    )


def coverage_views(lens: Lens, name: str) -> Iterator[CoverageView]:
    """Yield how much of each text of an agreement is accounted for, the first text first."""
    for measured in coverage_of(lens.register, lens.register.agreements[name]):
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


def _chapters(
    lens: Lens, agreement: Agreement, judgements: Mapping[str, Judgement]
) -> Iterator[ChapterRow]:
    """Yield the sections that have records, with the sections above them."""
    counts = _by_section(lens, agreement, judgements)
    text = lens.register.texts.get(lens.register.main_text(agreement.id) or "")
    ends = _ends(agreement.outline, text.line_count if text else 0)
    depths: dict[str, int] = {}
    for entry in agreement.outline:
        depths[entry.id] = depths.get(entry.under or "", -1) + 1
        if entry.id in counts:
            yield ChapterRow(
                link=lens.section(agreement.id, entry.id),
                depth=depths[entry.id],
                lines=(entry.line, max(ends[entry.id], entry.line)),
                restored=entry.restored,
                distribution=counts[entry.id],
            )


def _ends(outline: tuple[Section, ...], last_line: int) -> dict[str, int]:
    """Return the last line of each section, those of the sections below it included."""
    above = {entry.id: entry.under for entry in outline}
    ends: dict[str, int] = {}
    following = last_line + 1
    for entry in reversed(outline):
        name: str | None = entry.id
        while name is not None and name not in ends:
            ends[name] = following - 1
            name = above.get(name)
        following = entry.line
    return ends


def _by_section(
    lens: Lens, agreement: Agreement, judgements: Mapping[str, Judgement]
) -> dict[str, Distribution]:
    """Return the distribution of each section, with that of the sections below it."""
    above = {entry.id: entry.under for entry in agreement.outline}
    members: dict[str, list[Judgement]] = {}
    for judgement in judgements.values():
        section = lens.register.section_of(judgement.commitment)
        name, seen = section.id if section else None, set[str]()
        while name is not None and name not in seen:
            seen.add(name)
            members.setdefault(name, []).append(judgement)
            name = above.get(name)
    return {name: lens.summary(group).distribution for name, group in members.items()}
