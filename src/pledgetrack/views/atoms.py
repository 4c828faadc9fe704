"""The small values that all pages are made of, without markup."""

import datetime as dt
from dataclasses import dataclass

from pledgetrack.dates import PartialDate
from pledgetrack.vocabulary import (
    JUDGED,
    NOT_JUDGED,
    Bound,
    Grade,
    Lifecycle,
    Proof,
    Role,
    Stance,
    Status,
)

FEWEST_FOR_PERCENT = 10


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text and its language (BCP 47), for the ``lang`` attribute."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Link:
    """A page of ours and the words that lead to it; ``page`` is None where there is no page.

    ``key`` is the id of a section that it leads to.
    """

    words: Words
    page: str | None
    anchor: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Distribution:
    """Numbers of counted records by status, in the order of the statuses; zeros left out."""

    counts: tuple[tuple[Status, int], ...]

    @property
    def total(self) -> int:
        """Return how many records there are."""
        return sum(count for _, count in self.counts)

    @property
    def judged(self) -> tuple[tuple[Status, int], ...]:
        """Return the counts that enter rates."""
        return tuple(pair for pair in self.counts if pair[0] in JUDGED)

    @property
    def not_judged(self) -> tuple[tuple[Status, int], ...]:
        """Return the counts that stand outside every rate."""
        return tuple(pair for pair in self.counts if pair[0] in NOT_JUDGED)


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of records: ``part`` of ``whole``; the key names the rule."""

    key: str  # "kept", "kept-closed", "at-least-partly", "kept-strict"
    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Return the share rounded half up; ``None`` where fewer than ten make it meaningless."""
        if self.whole < FEWEST_FOR_PERCENT:
            return None
        return (200 * self.part + self.whole) // (2 * self.whole)


@dataclass(frozen=True, slots=True)
class Summary:
    """The numbers that head a page."""

    distribution: Distribution
    rates: tuple[Rate, ...]
    provisional: int
    stems: int
    not_counted: int

    @property
    def judged(self) -> Distribution:
        """Return the half of the numbers that enters rates."""
        return Distribution(self.distribution.judged)

    @property
    def not_judged(self) -> Distribution:
        """Return the half of the numbers that stands outside every rate."""
        return Distribution(self.distribution.not_judged)


@dataclass(frozen=True, slots=True)
class Standing:
    """Status and stage of a record on the day of the edition."""

    status: Status
    parts: Distribution  # of a stem or of a restatement of several, else empty
    lifecycle: Lifecycle | None
    lifecycle_date: dt.date | None  # the day met, lapsed, due, ...; None where not known
    late: dt.timedelta | None  # how late (met late or overdue)
    provisional: bool
    counted: bool
    as_of: dt.date | None  # of the assessment shown
    why: Words | None


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as it is cited."""

    id: str
    title: Words
    author: str | None
    publisher: str | None
    date: PartialDate | None
    approximate: bool
    grade: Grade
    language: str
    voice: Words | None
    url: str | None
    archive_url: str | None
    accessed: dt.date | None
    rights: Words | None
    note: Words | None


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Words of a source with their proof; ``lines`` as (first, last), None where not stored."""

    words: Words
    role: Role
    proof: Proof
    lines: tuple[int, int] | None
    part: Words | None  # which part of the text is stored, where not the whole is
    source: SourceView | None
    inherited_from: Link | None  # the stem, where the quote is the stem's


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One piece of evidence: a quote, or a figure of a series with the quote that gives it."""

    stance: Stance | None
    quote: QuoteView | None
    series: Words | None
    period: str | None
    value: float | None
    unit: str | None
    bound: Bound | None
    voice: Words | None
    date: PartialDate | None
    note: Words | None


@dataclass(frozen=True, slots=True)
class DueView:
    """By when, with the words of the text."""

    start: PartialDate | None
    by: PartialDate | None
    strict: PartialDate | None
    words: str
    inherited: bool


@dataclass(frozen=True, slots=True)
class DayView:
    """The day for which a page is judged; a record that is added elsewhere leaves it alone."""

    as_of: dt.date
    known_by: dt.date | None


@dataclass(frozen=True, slots=True)
class EditionView(DayView):
    """The day and what rests on records nobody reviewed."""

    recorded_to: dt.date | None  # youngest ``recorded`` in the edition
    provisional: int
    records: int  # counted records
