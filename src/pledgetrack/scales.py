"""Published scales over ours: one set of facts, several headlines.

Which mark a status earns under which rule is data (``scales.json``), for several cells are
judgement: each rule has a strict and a lenient reading, and each can count what nobody found
evidence for as nothing.
"""

import json
from collections import Counter
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

    @property
    def percent(self) -> int | None:
        """Return the value in percent, rounded half up."""
        if self.value is None:
            return None
        return (200 * self.value.numerator + self.value.denominator) // (2 * self.value.denominator)


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


def scale(name: str) -> Scale:
    """Return a rule by its id; ``KeyError`` where there is none."""
    return {rule.id: rule for rule in scales()}[name]


def headlines(judgements: Iterable[Judgement]) -> Iterator[Headline]:
    """Yield the headline of every rule: strict and lenient, without and with no-evidence."""
    counts = Counter(entry.status for entry in judgements if entry.counted)
    for rule in scales():
        for lenient in (False, True):
            marks = rule.lenient if lenient else rule.strict
            for with_no_evidence in (False, True):
                total, records = earned(counts, marks, with_no_evidence=with_no_evidence)
                value = total / records if records else None
                yield Headline(rule.id, rule.publisher, lenient, with_no_evidence, value, records)


def earned(
    counts: Mapping[Status, int],
    marks: Mapping[Status, Fraction | None],
    *,
    with_no_evidence: bool = False,
) -> tuple[Fraction, int]:
    """Return the marks that records earn together, and how many records enter.

    ``counts`` are records by status. A status without a mark stays outside; with
    ``with_no_evidence`` what nobody found evidence for enters and earns nothing.
    """
    entering = {status: mark for status, mark in marks.items() if mark is not None}
    if with_no_evidence:
        entering.setdefault(Status.NO_EVIDENCE, Fraction())
    total = sum((mark * counts.get(status, 0) for status, mark in entering.items()), Fraction())
    return total, sum(counts.get(status, 0) for status in entering)
