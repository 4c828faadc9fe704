"""The values that records become: frozen, plain, without input or output.

Field names are those of the record files; ``docs/reference/schema.md`` explains each.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from pledgetrack.dates import CALENDAR_YEAR, MonthDay, PartialDate, Period
from pledgetrack.vocabulary import (
    Bound,
    DispositionKind,
    Force,
    Grade,
    Kind,
    Lack,
    Prices,
    Role,
    Stance,
    Status,
    Test,
)


@dataclass(frozen=True, slots=True)
class Prose:
    """Plain text in one or more languages; pairs of language and text, the default first."""

    texts: tuple[tuple[str, str], ...]

    def within(self, language: str) -> tuple[str, str]:
        """Return ``(language, text)`` in that language, else in the first that there is."""
        for have, text in self.texts:
            if have == language:
                return have, text
        return self.texts[0]

    def __str__(self) -> str:
        """Return the text in the first language."""
        return self.texts[0][1]


Lines = tuple[int, int]
"""First and last line of a span, counted from 1."""


@dataclass(frozen=True, slots=True)
class Tracker:
    """The settings of a tracker."""

    id: str
    title: Prose
    languages: tuple[str, ...]
    as_of: dt.date | None = None
    editions: tuple[dt.date, ...] = ()
    coverage: float | None = None
    repository_url: str = ""
    site_url: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who promises, acts or speaks."""

    id: str
    name: Prose
    kind: str
    under: str | None = None
    note: Prose | None = None


@dataclass(frozen=True, slots=True)
class SourceText:
    """Where the words of a source can be had: stored here (``file``), or known by hash only."""

    sha256: str
    lines: int | None = None
    file: str | None = None
    part: Prose | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A document that is quoted."""

    id: str
    title: Prose
    grade: Grade
    author: str | None = None
    publisher: str | None = None
    date: PartialDate | None = None
    approximate: bool = False
    language: str = "en"
    voice: str | None = None
    url: str | None = None
    archive_url: str | None = None
    accessed: dt.date | None = None
    rights: Prose | None = None
    text: SourceText | None = None
    note: Prose | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure of a series, with the words that give it."""

    period: Period
    value: float
    quote: "Quote"
    bound: Bound | None = None
    published: PartialDate | None = None
    derived: Prose | None = None
    doubt: Prose | None = None
    note: Prose | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Figures over time by one owner and one formula."""

    id: str
    title: Prose
    unit: str
    owner: str
    formula: Prose
    observations: tuple[Observation, ...]
    prices: Prices | None = None
    year_starts: MonthDay = CALENDAR_YEAR
    note: Prose | None = None


@dataclass(frozen=True, slots=True)
class AgreementText:
    """A source that holds words of an agreement."""

    source: str
    lines: Lines | None = None
    authentic: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """An entry of an outline; it runs to the next entry of the same text."""

    id: str
    line: int
    under: str | None = None
    title: Prose | None = None
    restored: bool = False
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Disposition:
    """A stretch of a text that promises nothing, and why."""

    lines: Lines
    kind: DispositionKind
    exact: str | None = None
    note: Prose | None = None


@dataclass(frozen=True, slots=True)
class InForce:
    """When an agreement began and ended."""

    start: PartialDate | None = None
    end: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """An instrument that holds commitments."""

    id: str
    title: Prose
    kind: str
    parties: tuple[str, ...]
    signed: PartialDate
    short: Prose | None = None
    place: Prose | None = None
    in_force: InForce = InForce()
    replaces: str | None = None
    year_starts: MonthDay = CALENDAR_YEAR
    topics: tuple[str, ...] = ()
    texts: tuple[AgreementText, ...] = ()
    outline: tuple[Section, ...] = ()
    dispositions: tuple[Disposition, ...] = ()
    note: Prose | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words copied exactly from a source."""

    exact: str
    source: str | None
    lines: Lines | None = None
    role: Role = Role.OPERATIVE


@dataclass(frozen=True, slots=True)
class Due:
    """By when: ``by`` is the end, ``start`` (``from`` in the file) the beginning of the period."""

    words: str
    start: PartialDate | None = None
    by: PartialDate | None = None
    strict: PartialDate | None = None

    def deadline(self) -> dt.date | None:
        """Return the last day on which the pledge is in time; ``None`` where no date is named."""
        end = self.by or self.start
        return end.last() if end else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote or an observation, and what it says about delivery; an effect has no stance."""

    stance: Stance | None = None
    quote: Quote | None = None
    series: str | None = None
    period: Period | None = None
    voice: str | None = None
    date: PartialDate | None = None
    note: Prose | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One of several meanings that somebody gives to the words."""

    name: str
    meaning: Prose
    held_by: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Criteria:
    """What would count, written before anything is judged."""

    partial: Prose
    substantial: Prose
    fulfilled: Prose


@dataclass(frozen=True, slots=True)
class Baseline:
    """Where a measure started."""

    period: Period
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """Where a measure should arrive."""

    value: float
    period: Period | None = None
    test: Test = Test.AT_LEAST


@dataclass(frozen=True, slots=True)
class Indicator:
    """How delivery is measured: ``series`` decide, ``rivals`` are shown beside them."""

    unit: str
    prices: Prices | None = None
    series: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    baseline: Baseline | None = None
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """A look-up that was made, and what it gave."""

    on: dt.date
    where: Prose
    words: str
    found: Prose


@dataclass(frozen=True, slots=True)
class Assessment:
    """A judgement: ``as_of`` says for which day, ``recorded`` when it was entered."""

    as_of: dt.date
    recorded: dt.date
    status: Status
    why: Prose
    evidence: tuple[Evidence, ...] = ()
    done: PartialDate | None = None
    under: Mapping[str, Status] = field(default_factory=dict)
    codings: Mapping[str, Status] = field(default_factory=dict)
    reviewed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A record that was wrong; its file stays."""

    on: dt.date
    because: Prose
    see: str | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """One act, result, process or recognition that one set of actors held out.

    References to other records are whole ids. ``inherited`` names the fields that came from the
    stem; it is empty on a record as it is written.
    """

    id: str
    title: Prose
    text: tuple[Quote, ...]
    kind: Kind
    part_of: str | None = None
    by: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    force: Force | None = None
    verb: str | None = None
    due: Due | None = None
    conditions: tuple[str, ...] = ()
    lacks: tuple[Lack, ...] = ()
    readings: tuple[Reading, ...] = ()
    criteria: Criteria | None = None
    indicator: Indicator | None = None
    restates: tuple[str, ...] = ()
    sum_of: tuple[str, ...] = ()
    complement_of: str | None = None
    content_from: str | None = None
    replaces: str | None = None
    section: str | None = None
    topics: tuple[str, ...] = ()
    searched: tuple[Search, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    effects: tuple[Evidence, ...] = ()
    withdrawn: Withdrawal | None = None
    note: Prose | None = None
    inherited: frozenset[str] = frozenset()

    @property
    def agreement(self) -> str:
        """Return the id of the agreement."""
        return self.id.partition("/")[0]

    @property
    def name(self) -> str:
        """Return the short name within the agreement."""
        return self.id.partition("/")[2]

    @property
    def is_counted(self) -> bool:
        """Say whether the record is counted: stems, restatements, sums ... would count twice."""
        return not (
            self.kind is Kind.STEM
            or self.restates
            or self.sum_of
            or self.complement_of
            or self.withdrawn
        )
