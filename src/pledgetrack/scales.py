"""Published scales over ours: one set of facts, several headlines.

Which mark a status earns under which rule is data (``scales.json``), for several cells are
judgement: each rule has a strict and a lenient reading, and each can count what nobody found
evidence for as nothing.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import resources

from pledgetrack.assessment import Judgement
from pledgetrack.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Scale:
    """A published rule; marks are shares of a full mark, None leaves the record out."""

    id: str
    publisher: str
    strict: Mapping[Status, Fraction | None]
    lenient: Mapping[Status, Fraction | None]


@dataclass(frozen=True, slots=True)
class Headline:
    """What a rule makes of a set of records; ``value`` is None where nothing could be marked.

    ``with_no_evidence`` says whether "no evidence found" counts as nothing delivered; else it is
    left out. ``records`` is the number of records that enter.
    """

    rule: str
    publisher: str
    lenient: bool
    with_no_evidence: bool
    value: Fraction | None
    records: int


@cache
def scales() -> tuple[Scale, ...]:
    """Return all rules, in the order in which they are shown."""
    text = resources.files("pledgetrack").joinpath("scales.json").read_text("utf-8")
    return tuple(
        Scale(entry["id"], entry["publisher"], _marks(entry["strict"]), _marks(entry["lenient"]))
        for entry in json.loads(text)["rules"]
    )


def _marks(written: Mapping[str, str | None]) -> dict[Status, Fraction | None]:
    return {
        Status(status): None if mark is None else Fraction(mark) for status, mark in written.items()
    }


def headlines(judgements: Iterable[Judgement]) -> Iterator[Headline]:
    """Yield the headline of every rule: strict and lenient, without and with no-evidence."""
    statuses = [entry.status for entry in judgements if entry.counted]
    for scale in scales():
        for lenient in (False, True):
            marks = scale.lenient if lenient else scale.strict
            for counts in (False, True):
                earned = list(_earned(statuses, marks, counts=counts))
                value = sum(earned, Fraction()) / len(earned) if earned else None
                yield Headline(scale.id, scale.publisher, lenient, counts, value, len(earned))


def _earned(
    statuses: Iterable[Status], marks: Mapping[Status, Fraction | None], *, counts: bool
) -> Iterator[Fraction]:
    for status in statuses:
        mark = marks.get(status)
        if mark is not None:
            yield mark
        elif counts and status is Status.NO_EVIDENCE:
            yield Fraction()
