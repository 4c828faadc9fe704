"""All records in one table, with all that they can be filtered by: the page that readers search.

The order of rows is that of the register: by agreement, then as the text goes.
"""

import enum
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pledgetrack.assessment import Judgement, lacks_of
from pledgetrack.model import Assessment, Evidence
from pledgetrack.views.atoms import DueView, EditionView, Link, Words
from pledgetrack.views.lens import Lens
from pledgetrack.views.records import own_lines, tally_of
from pledgetrack.views.topics import topic_words, topics_of
from pledgetrack.vocabulary import Force, Grade, Kind, Lack, Lifecycle, Stance, Status

NONE = "-"
"""The key of rows that have no value; nothing that a record can name is called so."""

LAST = 0
"""The rank of rows without a date: they stand last, however the table is sorted."""


class Testable(enum.StrEnum):
    """Whether a pledge can be tested; derived from what it lacks."""

    YES = "yes"
    UNDATED = "undated"
    PARTLY = "partly"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that rows can be filtered by; ``key`` stands in addresses."""

    key: str  # a value of a closed list, the id of something, or NONE
    words: Words | None  # the name of what has an id of its own
    depth: int  # of a section below another
    records: int


@dataclass(frozen=True, slots=True)
class Facet:
    """One question that rows answer: its values, and for each row the places of those it has."""

    key: str
    choices: tuple[Choice, ...]
    held: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class ExplorerRow:
    """A record in the table."""

    id: str
    link: Link
    agreement: Words
    section: Words | None
    lines: tuple[int, int] | None
    by: tuple[Words, ...]
    force: Force | None
    due: DueView | None
    due_rank: int  # grows with the day; LAST where there is none
    status: Status
    parts: int  # of a stem or of a restatement of several
    lifecycle: Lifecycle | None
    late: bool
    tally: tuple[int, int]  # evidence for, against
    withdrawn: bool

    @property
    def evidence(self) -> int:
        """Return how many pieces speak for or against."""
        return sum(self.tally)


@dataclass(frozen=True, slots=True)
class ExplorerPage:
    """All records of the tracker, and what they can be filtered by."""

    tracker: Words
    edition: EditionView
    facets: tuple[Facet, ...]
    rows: tuple[ExplorerRow, ...]


Keys = Iterable[str]


class _Question(NamedTuple):
    """How a facet is made: the keys of a record, keys in their order before others, and names."""

    key: str
    of: Callable[[Lens, Judgement], Keys]
    known: Callable[[Lens], Keys] = lambda _lens: ()
    name: Callable[[Lens, str], Words | None] = lambda _lens, _key: None
    depth: Callable[[Lens, str], int] = lambda _lens, _key: 0


def explorer_page(lens: Lens, _key: str = "") -> ExplorerPage:
    """Return the page of all records."""
    judgements = tuple(lens.judgements.values())
    return ExplorerPage(
        tracker=lens.tracker,
        edition=lens.edition_view,
        facets=tuple(_facet(lens, question, judgements) for question in _QUESTIONS),
        rows=tuple(_row(lens, judgement) for judgement in judgements),
    )


def _facet(lens: Lens, question: _Question, judgements: tuple[Judgement, ...]) -> Facet:
    held = [tuple(question.of(lens, judgement)) or (NONE,) for judgement in judgements]
    records: dict[str, int] = {}
    for keys in held:
        for key in keys:
            records[key] = records.get(key, 0) + 1
    every = dict.fromkeys((*question.known(lens), *sorted(records)))
    known = [key for key in every if key in records]
    known.sort(key=NONE.__eq__)  # stable: only what stands for nothing moves, to the end
    place = {key: at for at, key in enumerate(known)}
    return Facet(
        key=question.key,
        choices=tuple(
            Choice(key, question.name(lens, key), question.depth(lens, key), records[key])
            for key in known
        ),
        held=tuple(tuple(place[key] for key in keys) for keys in held),
    )


def _row(lens: Lens, judgement: Judgement) -> ExplorerRow:
    commitment = judgement.commitment
    sections = lens.sections(commitment)
    deadline = commitment.due.deadline() if commitment.due else None
    return ExplorerRow(
        id=commitment.id,
        link=lens.record(commitment.id),
        agreement=lens.agreement(commitment.agreement).words,
        section=sections[-1].words if sections else None,
        lines=own_lines(lens, commitment),
        by=lens.parties(commitment.by),
        force=commitment.force,
        due=lens.due(commitment.due),
        due_rank=deadline.toordinal() if deadline else LAST,
        status=judgement.status,
        parts=sum(judgement.parts.values()),
        lifecycle=judgement.lifecycle,
        late=bool(judgement.late),
        tally=tally_of(judgement.assessment)[:2],
        withdrawn=commitment.withdrawn is not None,
    )


def _some(value: str | None) -> Keys:
    return () if value is None else (value,)


def _sections(lens: Lens, judgement: Judgement) -> Keys:
    """Return the sections in which a record stands, so that a chapter finds all below it."""
    agreement = judgement.commitment.agreement
    return [f"{agreement}/{link.key}" for link in lens.sections(judgement.commitment)]


def _known_sections(lens: Lens) -> Keys:
    for agreement in lens.register.agreements.values():
        for section in agreement.outline:
            yield f"{agreement.id}/{section.id}"


def _section_name(lens: Lens, key: str) -> Words | None:
    agreement, _, section = key.partition("/")
    return lens.section(agreement, section).words if section else None


def _section_depth(lens: Lens, key: str) -> int:
    agreement, _, section = key.partition("/")
    outline = lens.register.agreements[agreement].outline if section else ()
    above = {entry.id: entry.under for entry in outline}
    depth, seen = 0, {section}
    while (section := above.get(section) or "") and section not in seen:
        seen.add(section)
        depth += 1
    return depth


def _testable(_lens: Lens, judgement: Judgement) -> Keys:
    lacks = set(lacks_of(judgement.commitment))
    if lacks - {Lack.DATE}:
        return (Testable.PARTLY,)
    return (Testable.UNDATED if lacks else Testable.YES,)


def _best_grade(lens: Lens, judgement: Judgement) -> Keys:
    """Return the weightiest grade among the sources that speak for or against."""
    found = set(_grades(lens, judgement.assessment))
    return [grade for grade in Grade if grade in found][:1]


def _grades(lens: Lens, assessment: Assessment | None) -> Iterator[Grade]:
    for item in assessment.evidence if assessment else ():
        source = lens.register.sources.get(_source(lens, item) or "")
        if source and item.stance is not Stance.CONTEXT:
            yield source.grade


def _source(lens: Lens, item: Evidence) -> str | None:
    if item.quote:
        return item.quote.source
    series = lens.register.series.get(item.series or "")
    shown = lens.observation(series, str(item.period)) if series and item.period else None
    return shown.quote.source if shown else None


def _topics(lens: Lens, judgement: Judgement) -> Keys:
    return topics_of(lens, judgement.commitment)


def _topic_name(lens: Lens, topic: str) -> Words | None:
    return None if topic == NONE else topic_words(lens, topic)


_QUESTIONS = (
    _Question("status", lambda _, one: (one.status,), lambda _: Status),
    _Question(
        "party",
        lambda _, one: one.commitment.by,
        lambda lens: lens.register.parties,
        lambda lens, key: None if key == NONE else lens.party(key),
    ),
    _Question("force", lambda _, one: _some(one.commitment.force), lambda _: Force),
    _Question("kind", lambda _, one: (one.commitment.kind,), lambda _: Kind),
    _Question("stage", lambda _, one: _some(one.lifecycle), lambda _: Lifecycle),
    _Question("testable", _testable, lambda _: Testable),
    _Question("grade", _best_grade, lambda _: Grade),
    _Question(
        "agreement",
        lambda _, one: (one.commitment.agreement,),
        lambda lens: lens.register.agreements,
        lambda lens, key: lens.agreement(key).words,
    ),
    _Question("section", _sections, _known_sections, _section_name, _section_depth),
    _Question("topic", _topics, name=_topic_name),
)
"""What rows can be filtered by, in the order in which it is asked."""
