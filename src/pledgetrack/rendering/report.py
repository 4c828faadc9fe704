"""What the progress report shows: values of the views, and where records stand in the volumes."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from pledgetrack.rendering.book import Part
from pledgetrack.rendering.extent import CHANGES, SOURCES
from pledgetrack.views import (
    AnnotatedText,
    CitedSources,
    Codings,
    Distribution,
    EditionView,
    Sensitivity,
    Summary,
    Words,
)
from pledgetrack.views.changes import Changes
from pledgetrack.views.measured import MeasuredPage
from pledgetrack.views.undertakings import Entry, Undertaken
from pledgetrack.vocabulary import Status

MOST_ROWS = 8
"""Of the picture on the cover."""

SIZES = ((160, "large"), (560, "middle"), (1500, "small"), (math.inf, "tiny"))
"""Up to how many records the marks on the cover have which size."""


@dataclass(frozen=True, slots=True)
class VolumeEntry:
    """A volume as the report lists it, which is ``part`` of ``parts`` of what its title names."""

    number: int
    file: str
    title: Words
    part: int
    parts: int
    records: int
    pages: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands in full: number and file of the volume, and the page in it."""

    volume: int
    file: str
    page: int

    @property
    def href(self) -> str:
        """Return the address of the page, relative to the report."""
        return f"{self.file}#page={self.page}"


@dataclass(frozen=True, slots=True)
class Narrative:
    """A chapter that a person wrote; ``key`` is its anchor, ``body`` finished markup."""

    key: str
    title: str
    body: Markup


@dataclass(frozen=True, slots=True)
class Stages:
    """Counted records by what dates alone say of them."""

    late: int
    overdue: int


@dataclass(frozen=True, slots=True)
class ChangeReport:
    """What an edition says that an earlier one did not, as a file of its own."""

    file: str
    tracker: Words
    edition: EditionView
    changes: Changes
    places: Mapping[str, Place]
    report: str
    digest: str


@dataclass(frozen=True, slots=True)
class Marks:
    """A row of the picture on the cover; without ``words`` it gathers the smaller agreements."""

    words: Words | None
    agreements: int
    distribution: Distribution


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the progress report shows.

    ``texts`` are those that fit; ``findings`` replaces the sentences that are made from numbers;
    ``places`` says for the id of a record where it stands in full. ``left_out`` names what is left
    to the volumes so that there are at most ``most_pages``.
    """

    file: str
    tracker: Words
    edition: EditionView
    summary: Summary
    stages: Stages
    sensitivity: Sensitivity
    codings: Codings
    parts: tuple[Part, ...]
    obligors: tuple[Undertaken, ...]
    forces: tuple[Undertaken, ...]
    bodies: tuple[Undertaken, ...]
    measured: tuple[MeasuredPage, ...]
    findings: Narrative | None
    chapters: tuple[Narrative, ...]
    texts: tuple[AnnotatedText, ...]
    sources: CitedSources
    index_of_obligors: tuple[Entry, ...]
    index_of_topics: tuple[Entry, ...]
    volumes: tuple[VolumeEntry, ...]
    places: Mapping[str, Place]
    changes: Changes | None
    left_out: frozenset[str]
    most_pages: int
    digest: str

    @property
    def has_sources(self) -> bool:
        """Say whether the report lists the sources one by one."""
        return SOURCES not in self.left_out

    @property
    def has_changes(self) -> bool:
        """Say whether the report lists what changed record by record."""
        return CHANGES not in self.left_out

    def volumes_of(self, part: Part) -> tuple[VolumeEntry, ...]:
        """Return the volumes in which the records of an agreement stand."""
        numbers = {self.places[row.id].volume for row in part.rows}
        return tuple(volume for volume in self.volumes if volume.number in numbers)

    @property
    def title(self) -> Words:
        """Return the title of the report, which is that of the tracker."""
        return self.tracker

    @property
    def whole(self) -> Undertaken:
        """Return all records together."""
        return Undertaken("all", "", None, self.summary)

    @property
    def records(self) -> int:
        """Return how many records there are, counted or not."""
        return sum(len(part.rows) for part in self.parts)

    @property
    def marks(self) -> tuple[Marks, ...]:
        """Return the rows of the cover: the largest agreements, and the others together."""
        found = [part for part in self.parts if part.distribution.total]
        kept = sorted(found, key=lambda part: -part.distribution.total)
        kept = found if len(found) <= MOST_ROWS else kept[: MOST_ROWS - 1]
        rows = [Marks(one.agreement.short, 1, one.distribution) for one in found if one in kept]
        others = [part.distribution for part in found if part not in kept]
        return (*rows, *([Marks(None, len(others), added(others))] if others else []))

    @property
    def size(self) -> str:
        """Return how large the marks on the cover are, so that all fit on it."""
        total = self.summary.distribution.total
        return next(name for most, name in SIZES if total <= most)


def added(distributions: Iterable[Distribution]) -> Distribution:
    """Return the sum of distributions."""
    total: Counter[Status] = Counter()
    for one in distributions:
        total.update(dict(one.counts))
    return Distribution(tuple((status, total[status]) for status in Status if total[status]))
