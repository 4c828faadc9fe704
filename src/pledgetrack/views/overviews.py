"""Numbers of an agreement or of the whole register: today, over time, and rule by rule."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from pledgetrack.assessment import Judgement
from pledgetrack.scales import Headline, headlines
from pledgetrack.views.atoms import (
    FEWEST_FOR_PERCENT,
    Distribution,
    EditionView,
    Link,
    Rate,
    Summary,
)
from pledgetrack.views.days import on_day, readable_page
from pledgetrack.views.lens import Lens
from pledgetrack.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Overview:
    """The numbers of an agreement; without ``agreement`` those of all pledges."""

    agreement: Link | None
    edition: EditionView
    summary: Summary


@dataclass(frozen=True, slots=True)
class RuleRow:
    """What one rule makes of the same records: its four headlines."""

    rule: str
    publisher: str
    strict: Headline
    lenient: Headline
    strict_with_no_evidence: Headline
    lenient_with_no_evidence: Headline

    @property
    def all(self) -> tuple[Headline, ...]:
        """Return the four headlines in the order of the columns."""
        wide = (self.strict_with_no_evidence, self.lenient_with_no_evidence)
        return self.strict, self.lenient, *wide

    @property
    def values(self) -> tuple[Fraction, ...]:
        """Return the values that are known, as shares of a full mark."""
        return tuple(one.value for one in self.all if one.value is not None)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How the headline depends on the rule; without rows there are too few for a percentage."""

    agreement: Link | None
    edition: EditionView
    judged: int
    no_evidence: int
    rows: tuple[RuleRow, ...]  # the highest first

    @property
    def span(self) -> tuple[int, int] | None:
        """Return the lowest and the highest value of all rules, in percent."""
        found = [one.percent for row in self.rows for one in row.all if one.percent is not None]
        return (min(found), max(found)) if found else None


@dataclass(frozen=True, slots=True)
class Moment:
    """How things stood on a day, by what was true then, and the page that shows it."""

    day: dt.date
    distribution: Distribution
    kept: Rate
    page: str | None


@dataclass(frozen=True, slots=True)
class StatusHistory:
    """The distribution on several days, the earliest first."""

    agreement: Link | None
    edition: EditionView
    moments: tuple[Moment, ...]

    @property
    def statuses(self) -> tuple[Status, ...]:
        """Return the statuses that occur on any of the days, in their order."""
        found = {status for one in self.moments for status, _ in one.distribution.counts}
        return tuple(status for status in Status if status in found)

    @property
    def most(self) -> int:
        """Return the number of pledges on the day that has most."""
        return max((one.distribution.total for one in self.moments), default=0)


def overview(lens: Lens, agreement: str = "") -> Overview:
    """Return the numbers of an agreement, or of all."""
    judgements = _judgements(lens, agreement).values()
    return Overview(_link(lens, agreement), lens.edition_view, lens.summary(judgements))


def sensitivity(lens: Lens, agreement: str = "") -> Sensitivity:
    """Return the headlines of all rules; no rows where fewer than ten could be judged."""
    return sensitivity_of(lens, _judgements(lens, agreement).values(), _link(lens, agreement))


def sensitivity_of(
    lens: Lens, judgements: Collection[Judgement], agreement: Link | None = None
) -> Sensitivity:
    """Return the same of any records, such as those of a volume; ``agreement`` names them."""
    distribution = lens.summary(judgements).distribution
    counts = dict(distribution.counts)
    judged = sum(count for _, count in distribution.judged)
    rows = _rules(headlines(judgements)) if judged >= FEWEST_FOR_PERCENT else ()
    return Sensitivity(
        agreement=agreement,
        edition=lens.edition_view,
        judged=judged,
        no_evidence=counts.get(Status.NO_EVIDENCE, 0),
        rows=tuple(sorted(rows, key=_height, reverse=True)),
    )


def _rules(found: Iterable[Headline]) -> list[RuleRow]:
    rules: dict[str, dict[tuple[bool, bool], Headline]] = {}
    for one in found:
        rules.setdefault(one.rule, {})[one.lenient, one.with_no_evidence] = one
    return [
        RuleRow(
            rule=rule,
            publisher=four[False, False].publisher,
            strict=four[False, False],
            lenient=four[True, False],
            strict_with_no_evidence=four[False, True],
            lenient_with_no_evidence=four[True, True],
        )
        for rule, four in rules.items()
    ]


def _height(row: RuleRow) -> tuple[Fraction, Fraction]:
    return row.lenient.value or Fraction(), row.strict.value or Fraction()


def status_history(lens: Lens, days: Iterable[dt.date], agreement: str = "") -> StatusHistory:
    """Return the distribution on each of the days, and on that of the edition as the last.

    Days after the edition are left out: an edition knows nothing of them.
    """
    past = sorted({day for day in days if day < lens.edition.as_of})
    return StatusHistory(
        agreement=_link(lens, agreement),
        edition=lens.edition_view,
        moments=tuple(_moment(lens, day, agreement) for day in (*past, lens.edition.as_of)),
    )


def _moment(lens: Lens, day: dt.date, agreement: str) -> Moment:
    judged = on_day(lens, day)
    summary = judged.summary(_judgements(judged, agreement).values())
    page = None if agreement else readable_page(lens, day)
    return Moment(day, summary.distribution, summary.rates[0], page)


def _judgements(lens: Lens, agreement: str) -> Mapping[str, Judgement]:
    return lens.of_agreement(agreement) if agreement else lens.judgements


def _link(lens: Lens, agreement: str) -> Link | None:
    return lens.agreement(agreement) if agreement else None
