"""What pages show: values without markup, ready to be drawn for site, directives and print."""

import datetime as dt
from dataclasses import dataclass

from pledgetrack.dates import PartialDate
from pledgetrack.findings import Finding
from pledgetrack.views.atoms import (
    DayView,
    Distribution,
    DueView,
    EvidenceView,
    Link,
    QuoteView,
    SourceView,
    Standing,
    Words,
)
from pledgetrack.views.lineage import Lineage
from pledgetrack.views.passages import Passage
from pledgetrack.vocabulary import Bound, Force, Grade, Kind, Lack, Lifecycle, Prices, Status, Test


@dataclass(frozen=True, slots=True)
class ReadingView:
    """One of several meanings, who holds it, and the status under it."""

    name: str
    meaning: Words
    held_by: tuple[Words, ...]
    evidence: tuple[EvidenceView, ...]
    status: Status | None


@dataclass(frozen=True, slots=True)
class CriterionView:
    """What would count as a status; ``applies`` marks the one that holds now."""

    status: Status
    words: Words | None  # None where the bands of the target say it
    value: float | None  # the figure at which the band begins
    applies: bool


@dataclass(frozen=True, slots=True)
class Point:
    """One observation of a series."""

    period: str
    first: dt.date
    last: dt.date
    value: float
    bound: Bound | None
    decides: bool  # False: doubtful, or revised by a later figure
    derived: Words | None
    doubt: Words | None
    note: Words | None
    published: PartialDate | None
    quote: QuoteView


@dataclass(frozen=True, slots=True)
class SeriesView:
    """Figures of one owner by one formula, and what they say about the target."""

    id: str
    title: Words
    unit: str
    prices: Prices | None
    owner: Words
    formula: Words
    rival: bool  # shown, does not decide
    points: tuple[Point, ...]
    verdict: Status | None  # None: see reason
    reason: str  # why there is no verdict: "no-target", "no-observation",
    #                                "no-baseline", "only-a-bound", "other-prices", "" if there is
    note: Words | None


@dataclass(frozen=True, slots=True)
class Reign:
    """How long a status held; ``last`` is None for the one that still holds."""

    status: Status
    first: dt.date
    last: dt.date | None
    ended_as: Lifecycle | None = None  # how the pledge ended, where its end ended the status


@dataclass(frozen=True, slots=True)
class Term:
    """From when to when an agreement was in force; ``last`` is None where no end is known."""

    words: Words
    first: dt.date
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class MeasureView:
    """What is measured: target, baseline and the series."""

    unit: str
    prices: Prices | None
    baseline_period: str | None
    baseline: float | None
    target_period: str | None
    target_first: dt.date | None  # first and last day of the target's period
    target_last: dt.date | None
    target: float | None
    test: Test
    series: tuple[SeriesView, ...]  # deciding first, then rivals
    reigns: tuple[Reign, ...] = ()  # the statuses of the record, oldest first
    terms: tuple[Term, ...] = ()  # of the agreements in the line of its own, oldest first


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """One entry of the history."""

    as_of: dt.date
    recorded: dt.date
    status: Status
    why: Words
    done: PartialDate | None
    reviewed_by: str | None
    codings: tuple[tuple[str, Status], ...]
    under: tuple[tuple[str, Status], ...]
    for_: tuple[EvidenceView, ...]
    against: tuple[EvidenceView, ...]
    context: tuple[EvidenceView, ...]
    replaced: dt.date | None = None  # when another judgement of the same day was recorded

    @property
    def grades(self) -> tuple[tuple[Grade, int], ...]:
        """Return how many pieces for and against rest on sources of each grade, the best first."""
        quotes = (piece.quote for piece in (*self.for_, *self.against))
        found = [quote.source.grade for quote in quotes if quote and quote.source]
        return tuple((grade, found.count(grade)) for grade in Grade if grade in found)


@dataclass(frozen=True, slots=True)
class SearchView:
    """A look-up that was made."""

    on: dt.date
    where: Words
    words: str
    found: Words
    inherited: bool


@dataclass(frozen=True, slots=True)
class Relation:
    """How this record stands to others; the key says how."""

    key: str  # part-of, parts, restates, restated-by, sum-of, summed-in, complement-of,
    #            complement, content-from, replaces, replaced-by, see
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record in a table."""

    id: str
    link: Link
    section: Link | None
    agreement: Link
    lines: tuple[int, int] | None
    by: tuple[Words, ...]
    kind: Kind
    force: Force | None
    verb: str | None
    due: DueView | None
    standing: Standing
    tally: tuple[int, int, int]  # evidence for, against, context
    depth: int  # 1 for a part of a stem that stands just above, else 0
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Everything that is known about a record, in the order of the four questions."""

    id: str
    path: str  # of the file, for "edit" and "cite"
    tracker: Words
    edition: DayView
    titles: tuple[Words, ...]  # in the page's language first
    agreement: Link
    sections: tuple[Link, ...]  # outermost first
    kind: Kind
    standing: Standing
    quotes: tuple[QuoteView, ...]  # of the stem first, then its own
    passages: tuple[Passage, ...]  # the same in their sentences
    by: tuple[Link, ...]
    by_inherited: bool
    third_party: bool  # nobody in ``by`` is a party or under one
    through: tuple[Link, ...]
    force: Force | None
    force_inherited: bool
    verb: str | None
    due: DueView | None
    conditions: tuple[tuple[str, bool], ...]  # words, inherited
    lacks: tuple[Lack, ...]
    second_hand: bool  # the source of its words is not an act
    measure: MeasureView | None
    criteria: tuple[CriterionView, ...]
    history: tuple[AssessmentView, ...]  # newest first
    readings: tuple[ReadingView, ...]
    readings_agree: bool | None  # None where fewer than two have a status
    searched: tuple[SearchView, ...]
    effects: tuple[EvidenceView, ...]
    lineage: Lineage | None  # None where nothing came before it or after it
    relations: tuple[Relation, ...]  # without those that the lineage shows
    parts: tuple[RecordRow, ...]  # of a stem
    topics: tuple[Words, ...]
    withdrawn_on: dt.date | None
    withdrawn_because: Words | None
    note: Words | None
    edit_url: str | None
    address: str | None  # where the page is published, if anywhere

    @property
    def shown(self) -> AssessmentView | None:
        """Return the assessment on which the status of the record rests."""
        resting = (entry for entry in self.history if entry.as_of == self.standing.as_of)
        return next(resting, None)

    def language_of(self, words: str) -> str:
        """Return the language of the quotation that holds words of the pledge, else of the first.

        A record may quote the same pledge in several languages.
        """
        holding = (
            quote.words for quote in self.quotes if words.lower() in quote.words.text.lower()
        )
        return next(holding, self.quotes[0].words).language


@dataclass(frozen=True, slots=True)
class ChapterRow:
    """A section of an agreement with its numbers; top-level sections are group heads."""

    link: Link
    depth: int
    lines: tuple[int, int] | None
    restored: bool
    distribution: Distribution  # of the records in it and below it


@dataclass(frozen=True, slots=True)
class CoverageView:
    """How much of a text is accounted for; figures count letters and digits."""

    source: SourceView
    held: str  # "whole" or "part"
    percent: float
    characters: int
    claimed: int
    disposed: int
    uncovered: int
    gaps: int


@dataclass(frozen=True, slots=True)
class BrokenPage:
    """A record that has errors: its page says which, so that nobody reads stale words."""

    id: str
    tracker: Words
    findings: tuple[Finding, ...]
