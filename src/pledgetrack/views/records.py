"""A record -> its page and its row in tables."""

from collections.abc import Iterable, Iterator

from pledgetrack.assessment import lacks_of
from pledgetrack.files import path_of
from pledgetrack.model import Assessment, Commitment
from pledgetrack.views.atoms import EvidenceView, Link, Words
from pledgetrack.views.lens import Lens, page_of_record
from pledgetrack.views.lineage import RELATIONS, lineage_of
from pledgetrack.views.measures import criteria_of, measure_of
from pledgetrack.views.passages import passages_of
from pledgetrack.views.reigns import held_by
from pledgetrack.views.topics import topic_words, topics_of
from pledgetrack.views.values import (
    AssessmentView,
    ReadingView,
    RecordPage,
    RecordRow,
    Relation,
    SearchView,
)
from pledgetrack.vocabulary import Grade, Role, Stance


def record_page(lens: Lens, name: str) -> RecordPage:
    """Return everything that the page of a record shows."""
    commitment = lens.register.commitments[name]
    judgement = lens.judgements[name]
    inherited = commitment.inherited
    passages = passages_of(lens, commitment)
    quotes = tuple(one for passage in passages for one in (*passage.stems, *passage.quotes))
    readings = tuple(_readings(lens, commitment, judgement.assessment))
    under = [reading.status for reading in readings if reading.status]
    line = lineage_of(lens, name)
    shown = RELATIONS if line.is_line else frozenset()
    return RecordPage(
        id=name,
        path=path_of("commitment", name),
        tracker=lens.tracker,
        edition=lens.day_view,
        titles=_titles(lens, commitment),
        agreement=lens.agreement(commitment.agreement),
        sections=lens.sections(commitment),
        kind=commitment.kind,
        standing=lens.standing(name),
        quotes=quotes,
        passages=passages,
        by=tuple(lens.party_link(party) for party in commitment.by),
        by_inherited="by" in inherited,
        third_party=_is_third_party(lens, commitment),
        through=tuple(lens.party_link(party) for party in commitment.through),
        force=commitment.force,
        force_inherited="force" in inherited,
        verb=commitment.verb,
        due=lens.due(commitment.due, inherited="due" in inherited),
        conditions=_conditions(lens, commitment),
        lacks=lacks_of(commitment),
        second_hand=_is_second_hand(lens, commitment),
        measure=measure_of(lens, commitment, judgement),
        criteria=criteria_of(lens, commitment, judgement),
        history=tuple(_history(lens, commitment)),
        readings=readings,
        readings_agree=len(set(under)) == 1 if len(under) > 1 else None,
        searched=_searched(lens, commitment),
        effects=tuple(lens.evidence(item) for item in commitment.effects),
        lineage=line if line.is_line else None,
        relations=tuple(one for one in _relations(lens, commitment) if one.key not in shown),
        parts=record_rows(lens, _parts_of(lens, name)),
        topics=tuple(topic_words(lens, topic) for topic in topics_of(lens, commitment)),
        withdrawn_on=commitment.withdrawn.on if commitment.withdrawn else None,
        withdrawn_because=lens.words(commitment.withdrawn.because)
        if commitment.withdrawn
        else None,
        note=lens.maybe(commitment.note),
        edit_url=_edit_url(lens, name),
        address=_address(lens, name),
    )


def record_rows(lens: Lens, names: Iterable[str]) -> tuple[RecordRow, ...]:
    """Return rows of records; a part just below its stem is set in."""
    rows: list[RecordRow] = []
    shown: set[str] = set()
    for name in names:
        commitment = lens.register.commitments[name]
        rows.append(_row(lens, commitment, depth=int((commitment.part_of or "") in shown)))
        shown.add(name)
    return tuple(rows)


def _row(lens: Lens, commitment: Commitment, *, depth: int) -> RecordRow:
    judgement = lens.judgements[commitment.id]
    sections = lens.sections(commitment)
    return RecordRow(
        id=commitment.id,
        link=lens.record(commitment.id),
        section=sections[-1] if sections else None,
        agreement=lens.agreement(commitment.agreement),
        lines=own_lines(lens, commitment),
        by=lens.parties(commitment.by),
        kind=commitment.kind,
        force=commitment.force,
        verb=commitment.verb,
        due=lens.due(commitment.due, inherited="due" in commitment.inherited),
        standing=lens.standing(commitment.id),
        tally=tally_of(judgement.assessment),
        depth=depth,
        withdrawn=commitment.withdrawn is not None,
    )


def tally_of(assessment: Assessment | None) -> tuple[int, int, int]:
    """Return how many pieces of evidence speak for, against, and beside it."""
    stances = [item.stance for item in assessment.evidence] if assessment else []
    pro, contra, beside = (
        stances.count(stance) for stance in (Stance.FOR, Stance.AGAINST, Stance.CONTEXT)
    )
    return pro, contra, beside


def own_lines(lens: Lens, commitment: Commitment) -> tuple[int, int] | None:
    """Return the first and last line of its own words in the text of the agreement."""
    main = lens.register.main_text(commitment.agreement)
    spans = [quote.lines for quote in commitment.text if quote.lines and quote.source == main]
    if not spans:
        return None
    return min(first for first, _ in spans), max(last for _, last in spans)


def _titles(lens: Lens, commitment: Commitment) -> tuple[Words, ...]:
    own = lens.words(commitment.title)
    others = (Words(text, language) for language, text in commitment.title.texts)
    return own, *(words for words in others if words != own)


def _is_third_party(lens: Lens, commitment: Commitment) -> bool:
    agreement = lens.register.agreements.get(commitment.agreement)
    if agreement is None or not commitment.by:
        return False
    return not any(_stands_under(lens, name, agreement.parties) for name in commitment.by)


def _stands_under(lens: Lens, name: str, parties: tuple[str, ...]) -> bool:
    seen: set[str] = set()
    while name not in seen:
        if name in parties:
            return True
        seen.add(name)
        party = lens.register.parties.get(name)
        name = (party.under if party else None) or ""
    return False


def _is_second_hand(lens: Lens, commitment: Commitment) -> bool:
    quoted = [quote for quote in commitment.text if quote.role is Role.OPERATIVE]
    sources = [lens.register.sources.get(quote.source or "") for quote in quoted]
    return any(source is not None and source.grade is not Grade.ACT for source in sources)


def _written(lens: Lens, commitment: Commitment) -> Commitment:
    return lens.register.written[commitment.id]


def _conditions(lens: Lens, commitment: Commitment) -> tuple[tuple[str, bool], ...]:
    own = _written(lens, commitment).conditions
    return tuple((words, words not in own) for words in commitment.conditions)


def _searched(lens: Lens, commitment: Commitment) -> tuple[SearchView, ...]:
    own = _written(lens, commitment).searched
    return tuple(
        SearchView(
            on=entry.on,
            where=lens.words(entry.where),
            words=entry.words,
            found=lens.words(entry.found),
            inherited=entry not in own,
        )
        for entry in commitment.searched
    )


def _readings(
    lens: Lens, commitment: Commitment, assessment: Assessment | None
) -> Iterator[ReadingView]:
    under = assessment.under if assessment else {}
    for reading in commitment.readings:
        yield ReadingView(
            name=reading.name,
            meaning=lens.words(reading.meaning),
            held_by=lens.parties(reading.held_by),
            evidence=tuple(lens.evidence(item) for item in reading.evidence),
            status=under.get(reading.name),
        )


def _history(lens: Lens, commitment: Commitment) -> Iterator[AssessmentView]:
    newer: Assessment | None = None
    for entry in held_by(lens, commitment):
        evidence = [lens.evidence(item) for item in entry.evidence]
        yield AssessmentView(
            as_of=entry.as_of,
            recorded=entry.recorded,
            status=entry.status,
            why=lens.words(entry.why),
            done=entry.done,
            reviewed_by=entry.reviewed_by,
            codings=tuple(entry.codings.items()),
            under=tuple(entry.under.items()),
            for_=_of_stance(evidence, Stance.FOR),
            against=_of_stance(evidence, Stance.AGAINST),
            context=_of_stance(evidence, Stance.CONTEXT),
            replaced=newer.recorded if newer and newer.as_of == entry.as_of else None,
        )
        newer = entry


def _of_stance(evidence: list[EvidenceView], stance: Stance) -> tuple[EvidenceView, ...]:
    return tuple(item for item in evidence if item.stance is stance)


def _relations(lens: Lens, commitment: Commitment) -> Iterator[Relation]:
    inverse = lens.inverse
    named: list[tuple[str, Iterable[str]]] = [
        ("part-of", _some(commitment.part_of)),
        ("restates", commitment.restates),
        ("restated-by", inverse("restates", commitment.id)),
        ("sum-of", commitment.sum_of),
        ("summed-in", inverse("sum_of", commitment.id)),
        ("complement-of", _some(commitment.complement_of)),
        ("complement", inverse("complement_of", commitment.id)),
        ("replaces", _some(commitment.replaces)),
        ("replaced-by", inverse("replaces", commitment.id)),
        ("see", _some(commitment.withdrawn.see if commitment.withdrawn else None)),
    ]
    for key, names in named:
        links: tuple[Link, ...] = tuple(lens.record(name) for name in names)
        if links:
            yield Relation(key, links)
    if commitment.content_from:
        yield Relation("content-from", (lens.agreement(commitment.content_from),))


def _some(name: str | None) -> tuple[str, ...]:
    return () if name is None else (name,)


def _parts_of(lens: Lens, name: str) -> tuple[str, ...]:
    return tuple(key for key in lens.inverse("part_of", name) if key in lens.judgements)


def _edit_url(lens: Lens, name: str) -> str | None:
    base = lens.register.tracker.repository_url
    return f"{base.rstrip('/')}/edit/main/{path_of('commitment', name)}" if base else None


def _address(lens: Lens, name: str) -> str | None:
    base = lens.register.tracker.site_url
    return f"{base.rstrip('/')}/{page_of_record(name)}.html" if base else None
