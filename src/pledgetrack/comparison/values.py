"""What a comparison gives: plain frozen values, without registers in them."""

import datetime as dt
import enum
from dataclasses import dataclass

from pledgetrack.assessment import Edition
from pledgetrack.coverage import Coverage
from pledgetrack.model import Evidence, Prose
from pledgetrack.scales import Headline
from pledgetrack.scoring import Score
from pledgetrack.vocabulary import Lifecycle, Status


class Aspect(enum.StrEnum):
    """What a changed field is about; who changes ``CRITERIA`` changes the yardstick."""

    WORDS = "words"
    CRITERIA = "criteria"
    OBLIGORS = "obligors"
    DUE = "due"
    OTHER = "other"


class How(enum.StrEnum):
    """What became of something; what is only ever added to should be neither of the others."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Named:
    """A record by its id and title, as after the change (of what is gone: as before)."""

    id: str
    title: Prose


@dataclass(frozen=True, slots=True)
class Arrival:
    """A record that only one side has, with its status there; ``counted`` as in the totals."""

    record: Named
    status: Status
    counted: bool


@dataclass(frozen=True, slots=True)
class Retirement:
    """A record that was withdrawn: its file stays and says why."""

    record: Named
    on: dt.date
    because: Prose
    see: str | None


@dataclass(frozen=True, slots=True)
class Rename:
    """A record under another id: the same words, as version control finds a renamed file."""

    before: str
    record: Named


@dataclass(frozen=True, slots=True)
class StatusMove:
    """Another status. ``as_of`` and ``why`` are those of the assessment that now holds.

    Both are None where none holds any more. ``has_new_evidence`` says whether evidence or a
    search was added to the record; ``is_comparable`` is False where the criteria changed too.
    Stems and restatements follow their parts and have no moves of their own.
    """

    record: Named
    before: Status
    after: Status
    as_of: dt.date | None
    why: Prose | None
    has_new_evidence: bool
    is_comparable: bool


@dataclass(frozen=True, slots=True)
class StageMove:
    """Another stage of the lifecycle, and the day that it refers to."""

    record: Named
    before: Lifecycle | None
    after: Lifecycle | None
    day: dt.date | None


@dataclass(frozen=True, slots=True)
class ReviewMove:
    """Another second reader of the assessment that holds; None: provisional."""

    record: Named
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class AssessmentChange:
    """An assessment that was added, or one that was changed or removed against the rule.

    ``gained`` is evidence that the record did not have in any assessment before, ``lost`` what it
    has in none any more. ``fields`` names what was changed; a review is no change of an assessment.
    """

    record: Named
    as_of: dt.date
    recorded: dt.date
    how: How
    before: Status | None
    after: Status | None
    fields: tuple[str, ...] = ()
    gained: tuple[Evidence, ...] = ()
    lost: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Another value of a field, both as lines of plain words; empty where there is none."""

    record: Named
    field: str
    aspect: Aspect
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileChange:
    """A party, agreement, source or series that was added, changed or removed."""

    kind: str
    id: str
    how: How
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextMove:
    """The coverage of a text on both sides; None where a side does not hold the text."""

    agreement: str
    source: str
    before: Coverage | None
    after: Coverage | None

    @property
    def is_moved(self) -> bool:
        """Say whether the figures differ."""
        return _figures(self.before) != _figures(self.after)


def _figures(coverage: Coverage | None) -> tuple[int, int, int] | None:
    if coverage is None:
        return None
    return coverage.characters, coverage.claimed, coverage.disposed


@dataclass(frozen=True, slots=True)
class HeadlineMove:
    """What one rule makes of both sides: same rule, same reading."""

    before: Headline
    after: Headline

    @property
    def is_moved(self) -> bool:
        """Say whether share or base differ."""
        return (self.before.value, self.before.records) != (self.after.value, self.after.records)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs in meaning between two registers, each in an edition.

    Records stand in the order of agreements and texts. ``coverage`` and ``headlines`` hold every
    text and every rule, moved or not.
    """

    before: Edition
    after: Edition
    scores: tuple[Score, Score]
    headlines: tuple[HeadlineMove, ...]
    coverage: tuple[TextMove, ...]
    added: tuple[Arrival, ...] = ()
    removed: tuple[Arrival, ...] = ()
    withdrawn: tuple[Retirement, ...] = ()
    renamed: tuple[Rename, ...] = ()
    statuses: tuple[StatusMove, ...] = ()
    stages: tuple[StageMove, ...] = ()
    reviews: tuple[ReviewMove, ...] = ()
    assessments: tuple[AssessmentChange, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    files: tuple[FileChange, ...] = ()

    def of_aspect(self, aspect: Aspect) -> tuple[FieldChange, ...]:
        """Return the changed fields that are about one thing."""
        return tuple(change for change in self.fields if change.aspect is aspect)

    @property
    def without_new_evidence(self) -> tuple[StatusMove, ...]:
        """Return the moves that rest on nothing that was not there before."""
        return tuple(move for move in self.statuses if not move.has_new_evidence)

    @property
    def rewritten(self) -> tuple[AssessmentChange, ...]:
        """Return what was done to older assessments against the rule; codings may come later."""
        return tuple(
            change
            for change in self.assessments
            if change.how is not How.ADDED and change.fields != ("codings",)
        )

    @property
    def incomparable(self) -> tuple[Named, ...]:
        """Return the records whose criteria changed: before and after do not compare."""
        changed = (change.record for change in self.of_aspect(Aspect.CRITERIA))
        return tuple(dict.fromkeys(changed))

    @property
    def is_empty(self) -> bool:
        """Say whether nothing differs, the totals included."""
        listed = (
            *(self.added, self.removed, self.withdrawn, self.renamed, self.statuses, self.stages),
            *(self.reviews, self.assessments, self.fields, self.files),
        )
        texts = any(text.is_moved for text in self.coverage)
        return not (any(listed) or texts or any(rule.is_moved for rule in self.headlines))
