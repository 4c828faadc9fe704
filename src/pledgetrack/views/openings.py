"""A record -> what could change its status: what is not known, not settled, or not yet read."""

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pledgetrack.views.atoms import QuoteView, Words
from pledgetrack.views.values import (
    AssessmentView,
    CriterionView,
    MeasureView,
    ReadingView,
    RecordPage,
)
from pledgetrack.vocabulary import Proof, Status


class Lacking(enum.StrEnum):
    """Kinds of things that could change a judgement."""

    ASSESSMENT = "assessment"  # nobody has judged yet
    SOURCE = "source"  # nothing was found that decides
    STEP = "step"  # evidence for the next status; ``words`` say what it takes
    FIGURE = "figure"  # of the series named by ``words``, for ``period``
    BOUND = "bound"  # the same, where only one end of the figure is known
    READING = "reading"  # the readings give different statuses
    CODING = "coding"  # the coders do
    TEXT = "text"  # ``count`` sources whose text is not held here
    READER = "reader"  # no named person has read the record


@dataclass(frozen=True, slots=True)
class Opening:
    """Something that could change a judgement, with what belongs to its kind."""

    lacking: Lacking
    words: Words | None = None
    status: Status | None = None
    period: str | None = None
    count: int = 0


def openings_of(record: RecordPage) -> tuple[Opening, ...]:
    """Return what could change the status of a record, the most decisive first."""
    if record.standing.status in {Status.STEM, Status.DECLARATORY} or record.withdrawn_on:
        return ()
    shown = record.shown
    if shown is None:
        return (Opening(Lacking.ASSESSMENT),)
    return (
        *_of_status(shown.status, record.criteria),
        *_of_measure(record.measure),
        *_of_opinions(record.readings, shown),
        *_of_texts(shown),
    )


def _of_status(status: Status, criteria: Iterable[CriterionView]) -> Iterator[Opening]:
    if status is Status.NO_EVIDENCE:
        yield Opening(Lacking.SOURCE)
    above: CriterionView | None = None
    for criterion in criteria:  # the highest first
        if criterion.status is status:
            break
        above = criterion
    if above and above.words and status in _STEPS:
        yield Opening(Lacking.STEP, words=above.words, status=above.status)


_STEPS = {Status.NOT_STARTED, Status.STARTED, Status.PARTIAL, Status.SUBSTANTIAL}


def _of_measure(measure: MeasureView | None) -> Iterator[Opening]:
    kinds = {"no-observation": Lacking.FIGURE, "only-a-bound": Lacking.BOUND}
    for series in measure.series if measure else ():
        if series.reason in kinds and not series.rival and measure and measure.target_period:
            yield Opening(kinds[series.reason], words=series.title, period=measure.target_period)


def _of_opinions(readings: Iterable[ReadingView], assessment: AssessmentView) -> Iterator[Opening]:
    if len({reading.status for reading in readings if reading.status}) > 1:
        yield Opening(Lacking.READING)
    if len({status for _, status in assessment.codings}) > 1:
        yield Opening(Lacking.CODING)
    if assessment.reviewed_by is None:
        yield Opening(Lacking.READER)


def _of_texts(assessment: AssessmentView) -> Iterator[Opening]:
    pieces = (*assessment.for_, *assessment.against)
    quotes: Iterator[QuoteView] = (piece.quote for piece in pieces if piece.quote)
    named = {quote.source.id for quote in quotes if quote.proof is Proof.UNSTORED and quote.source}
    if named:
        yield Opening(Lacking.TEXT, count=len(named))
