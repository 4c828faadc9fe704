"""No status says more than its evidence can carry.

The rules are those of the method: delivery is shown by acts, figures and voices other than that of
the party that is judged.
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from pledgetrack.checks.rules import Fault
from pledgetrack.files import path_of
from pledgetrack.vocabulary import Grade, Stance, Status

if TYPE_CHECKING:
    from pledgetrack.loading import KeyPath
    from pledgetrack.model import Assessment, Commitment, Evidence, Source
    from pledgetrack.register import Register

_Place = tuple[str, "KeyPath", "Commitment", "Assessment"]


def _fulfilled(register: "Register") -> Iterator[_Place]:
    for commitment in register.commitments.values():
        for at, entry in enumerate(commitment.assessments):
            if entry.status is Status.FULFILLED:
                path = path_of("commitment", commitment.id)
                yield path, ("assessments", at, "status"), commitment, entry


def fulfilled_on_own_word(register: "Register") -> Iterator[Fault]:
    """What a party says of itself does not carry `fulfilled`; an act or another voice does.

    Remedy: Add evidence that is an act or comes from somebody else, or judge `substantial`.
    """
    for path, keys, commitment, entry in _fulfilled(register):
        pro = [item for item in entry.evidence if item.stance is Stance.FOR]
        if not any(_carries(register, commitment, item) for item in pro):
            message = "fulfilled rests on no act and on no voice but the obligor's own"
            yield Fault(path, keys, message)


def _carries(register: "Register", commitment: "Commitment", item: "Evidence") -> bool:
    source = _source(register, item)
    if source is None or source.grade is Grade.ACT:
        return True
    voice = item.voice or _owner(register, item) or source.voice
    return voice is None or not _is_obligor(register, voice, commitment)


def _source(register: "Register", item: "Evidence") -> "Source | None":
    if item.quote:
        return register.sources.get(item.quote.source or "")
    series = register.series.get(item.series or "")
    observations = series.observations if series else ()
    found = [entry for entry in observations if entry.period == item.period]
    return register.sources.get(found[-1].quote.source or "") if found else None


def _owner(register: "Register", item: "Evidence") -> str | None:
    series = register.series.get(item.series or "")
    return series.owner if series else None


def _is_obligor(register: "Register", voice: str, commitment: "Commitment") -> bool:
    """Say whether a voice is somebody who must act, or stands above or under one who must."""
    obligors = {*commitment.by, *commitment.through}
    above = {name for obligor in obligors for name in _chain(register, obligor)}
    return voice in above or any(name in obligors for name in _chain(register, voice))


def _chain(register: "Register", name: str) -> Iterator[str]:
    seen: set[str] = set()
    while name and name not in seen:
        seen.add(name)
        yield name
        party = register.parties.get(name)
        name = (party.under if party else None) or ""


def fulfilled_without_figure(register: "Register") -> Iterator[Fault]:
    """A pledge with a target figure is not `fulfilled` without an observation that shows it.

    Remedy: Add evidence that names the `series` and the `period`, or judge less.
    """
    for path, keys, commitment, entry in _fulfilled(register):
        indicator = commitment.indicator
        measured = indicator is not None and indicator.target is not None
        shown = any(item.series and item.stance is Stance.FOR for item in entry.evidence)
        if measured and not shown:
            yield Fault(path, keys, "fulfilled names no observation that reaches the target")


def evidence_before_pledge(register: "Register") -> Iterator[Fault]:
    """Evidence for or against delivery is not older than the pledge.

    Remedy: Give it the stance `context`, or the `date` on which what it shows was true.
    """
    for commitment in register.written.values():
        agreement = register.agreements.get(commitment.agreement)
        if agreement is None:
            continue
        made = agreement.signed.first()
        for at, entry in enumerate(commitment.assessments):
            for index, item in enumerate(entry.evidence):
                ended = _ended(register, item)
                if item.stance is not Stance.CONTEXT and ended and ended < made:
                    place: KeyPath = ("assessments", at, "evidence", index)
                    message = f"shows what was true by {ended}, before the pledge of {made}"
                    yield Fault(path_of("commitment", commitment.id), place, message)


def _ended(register: "Register", item: "Evidence") -> date | None:
    """Return the last day of which evidence can speak."""
    if item.date:
        return item.date.last()
    series = register.series.get(item.series or "")
    if series and item.period:
        return item.period.span(series.year_starts)[1]
    source = _source(register, item)
    return source.date.last() if source and source.date else None


RULES = (fulfilled_on_own_word, fulfilled_without_figure, evidence_before_pledge)
WARNINGS = ()
