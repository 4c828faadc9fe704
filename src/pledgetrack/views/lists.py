"""Lists over the whole register: what is due, agreements over time, sources."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pledgetrack.assessment import is_signed
from pledgetrack.dates import PartialDate
from pledgetrack.register import quotes_of
from pledgetrack.views.atoms import Link, SourceView
from pledgetrack.views.lens import Lens
from pledgetrack.views.records import record_rows
from pledgetrack.views.values import RecordRow
from pledgetrack.vocabulary import Grade, Lifecycle, Proof


@dataclass(frozen=True, slots=True)
class Era:
    """An agreement on a time line: signed, and in force from and to where it says so."""

    link: Link
    kind: str
    signed: PartialDate
    begins: dt.date
    ends: dt.date | None
    records: int


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source with how much rests on it."""

    source: SourceView
    proof: Proof
    records: int
    quotes: int


def due_rows(lens: Lens) -> tuple[RecordRow, ...]:
    """Return open pledges with a date to come, the soonest first."""
    dated = [
        (judgement.stage_date, name)
        for name, judgement in lens.judgements.items()
        if judgement.lifecycle is Lifecycle.OPEN and judgement.stage_date
    ]
    return record_rows(lens, (name for _, name in sorted(dated)))


def timeline(lens: Lens) -> tuple[Era, ...]:
    """Return the agreements signed by the day of the edition, the oldest first."""
    return tuple(
        Era(
            link=lens.agreement(name),
            kind=agreement.kind,
            signed=agreement.signed,
            begins=(agreement.in_force.start or agreement.signed).first(),
            ends=agreement.in_force.end.last() if agreement.in_force.end else None,
            records=sum(entry.counted for entry in lens.of_agreement(name).values()),
        )
        for name, agreement in lens.register.agreements.items()
        if is_signed(agreement, lens.edition)
    )


def cited_sources(lens: Lens) -> tuple[CitedSource, ...]:
    """Return every source that is quoted, by grade and then by name."""
    quotes: Counter[str] = Counter()
    records: dict[str, set[str]] = {}
    for name, source in _uses(lens):
        quotes[source] += 1
        records.setdefault(source, set()).add(name)
    cited = [
        CitedSource(view, _proof(lens, name), len(records[name]), quotes[name])
        for name in sorted(quotes)
        if (view := lens.source(name))
    ]
    grades = list(Grade)
    return tuple(sorted(cited, key=lambda entry: grades.index(entry.source.grade)))


def _uses(lens: Lens) -> Iterator[tuple[str, str]]:
    """Yield the file and the source of every quote, those of observations included."""
    for name in lens.judgements:
        for _, quote in quotes_of(lens.register.written[name]):
            if quote.source:
                yield name, quote.source
    for series in lens.register.series.values():
        for entry in series.observations:
            if entry.quote.source:
                yield f"series/{series.id}", entry.quote.source


def _proof(lens: Lens, name: str) -> Proof:
    text = lens.register.texts.get(name)
    if text is None:
        return Proof.UNSTORED
    return Proof.VERIFIED if text.whole else Proof.VERIFIED_PART
