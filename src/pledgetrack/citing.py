"""A record in an edition -> the sources on which its page rests."""

from collections.abc import Iterator
from itertools import chain

from pledgetrack.assessment import Edition
from pledgetrack.inheritance import stem_chain
from pledgetrack.model import Commitment, Evidence, Observation, Quote, Series
from pledgetrack.register import Register


def sources_cited(register: Register, edition: Edition, commitment: Commitment) -> set[str]:
    """Return the sources quoted for a record: for its words, its evidence, its figures.

    The words of its stems are its own; of its assessments those that the edition holds count, of
    its series the observations whose period has ended by the day.
    """
    quotes = (
        *_words(register, commitment),
        *_evidence(register, edition, commitment),
        *_figures(register, edition, commitment),
    )
    named = (quote.source for quote in quotes)
    return {source for source in named if source and source in register.sources}


def _words(register: Register, commitment: Commitment) -> Iterator[Quote]:
    for record in stem_chain(register.commitments, commitment.id):
        yield from record.text


def _evidence(register: Register, edition: Edition, commitment: Commitment) -> Iterator[Quote]:
    held = (entry.evidence for entry in commitment.assessments if edition.holds(entry))
    read = (reading.evidence for reading in commitment.readings)
    for item in chain.from_iterable((*held, *read, commitment.effects)):
        yield from _quoted(register, item)


def _quoted(register: Register, item: Evidence) -> tuple[Quote, ...]:
    """Return the quote of a piece of evidence; what points to a figure has that of the figure."""
    if item.quote:
        return (item.quote,)
    series = register.series.get(item.series or "")
    found = observation_of(series, str(item.period)) if series else None
    return (found.quote,) if found else ()


def observation_of(series: Series, period: str) -> Observation | None:
    """Return the last observation of a period, which is the one that is shown."""
    found = [entry for entry in series.observations if str(entry.period) == period]
    return found[-1] if found else None


def _figures(register: Register, edition: Edition, commitment: Commitment) -> Iterator[Quote]:
    indicator = commitment.indicator
    for name in (*indicator.series, *indicator.rivals) if indicator else ():
        series = register.series.get(name)
        for entry in series.observations if series else ():
            if series and entry.period.span(series.year_starts)[1] <= edition.as_of:
                yield entry.quote
