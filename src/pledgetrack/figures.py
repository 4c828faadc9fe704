"""Named queries over a register: every figure that a report prints is the answer to one.

The same functions run when a report is drawn and when somebody verifies it, over the data that
the report carries. A query has a name, the measure, and a filter of words: ``counted`` with
``status=partial, agreement=harbour-2001``.
"""

import math
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias

from pledgetrack.actors import actors_of
from pledgetrack.assessment import Edition, Judgement
from pledgetrack.citing import sources_cited
from pledgetrack.errors import UsageError
from pledgetrack.ledger import Ledger
from pledgetrack.register import Register
from pledgetrack.scales import Headline, headlines, scales
from pledgetrack.scoring import Share, score
from pledgetrack.vocabulary import JUDGED, NOT_JUDGED, Status

Value: TypeAlias = int | float | str
"""A number; a day in ISO form; or the hexadecimal digest of the data."""

Filter: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Query:
    """A measure with its filter, on a ledger."""

    ledger: Ledger
    filter: Filter

    @property
    def edition(self) -> Edition:
        """Return the edition that is asked for: by default that of the ledger."""
        return self._edition("as_of", "known_by")

    @property
    def before(self) -> Edition:
        """Return the edition with which ours is compared."""
        return self._edition("from_as_of", "from_known_by")

    def _edition(self, as_of: str, known_by: str) -> Edition:
        own = self.ledger.edition
        return Edition(
            _day(self.filter[as_of]) if as_of in self.filter else own.as_of,
            _day(self.filter[known_by]) if known_by in self.filter else own.known_by,
        )

    def selected(self) -> list[Judgement]:
        """Return the records of the edition that every selecting word of the filter takes."""
        chosen = [(SELECTIONS[key], word) for key, word in self.filter.items() if key in SELECTIONS]
        register = self.ledger.register
        return [
            judgement
            for judgement in self.ledger.judgements(self.edition).values()
            if all(word in words(register, judgement) for words, word in chosen)
        ]

    def counted(self) -> list[Judgement]:
        """Return the selected records that are counted."""
        return [judgement for judgement in self.selected() if judgement.counted]


def answer(ledger: Ledger, measure: str, filter_: Filter) -> Value | None:
    """Return the value of a measure; None where there is none, such as a share of nothing.

    Raises `UsageError` where the measure, a word of the filter, or what it names is not known.
    """
    known = {*SELECTIONS, *_EDITIONS, *ARGUMENTS.get(measure, ())}
    strange = set(filter_) - known
    if measure not in MEASURES or strange:
        named = ", ".join(sorted(strange)) or measure
        raise UsageError(f"no query of ours is called {named[:80]}")
    try:
        return MEASURES[measure](Query(ledger, filter_))
    except KeyError as error:
        raise UsageError(f"{measure} needs to know, or does not know, {error}") from error


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise UsageError(f"{written[:40]} is no day") from error


def _sections(register: Register, judgement: Judgement) -> tuple[str, ...]:
    """Return the section in which a record stands, and those above it."""
    commitment = judgement.commitment
    section = register.section_of(commitment)
    outline = register.agreements[commitment.agreement].outline if section else ()
    by_id = {entry.id: entry for entry in outline}
    found: list[str] = []
    while section is not None and section.id not in found:
        found.append(section.id)
        section = by_id.get(section.under or "")
    return tuple(found)


_Selection: TypeAlias = Callable[[Register, Judgement], Collection[str]]
SELECTIONS: Final[Mapping[str, _Selection]] = {
    "agreement": lambda _, one: (one.commitment.agreement,),
    "section": _sections,
    "party": lambda _, one: one.commitment.by,
    "actors": lambda register, one: actors_of(register.parties, one.commitment),
    "record": lambda _, one: (one.commitment.id,),
    "status": lambda _, one: (one.status.value,),
    "kind": lambda _, one: (one.commitment.kind.value,),
    "force": lambda _, one: (one.commitment.force.value if one.commitment.force else "none",),
    "lifecycle": lambda _, one: (one.lifecycle.value if one.lifecycle else "none",),
    "topic": lambda _, one: one.commitment.topics,
}
"""What a filter can select records by; a record is taken where the word is among its own."""

_EDITIONS: Final = ("as_of", "known_by")


def _share(query: Query) -> Share:
    shares = {share.key: share for share in score(query.selected()).shares}
    return shares[query.filter["rate"]]


def _percent(part: float, whole: float) -> int | None:
    """Return a share in percent, rounded half up."""
    return int((200 * part + whole) // (2 * whole)) if whole else None


def _rate_percent(query: Query) -> int | None:
    share = _share(query)
    return _percent(share.part, share.whole)


def _headline(query: Query) -> Headline:
    asked = query.filter
    wanted = (asked["rule"], asked["reading"] == "lenient", asked["no_evidence"] == "yes")
    found = {
        (one.rule, one.lenient, one.with_no_evidence): one for one in headlines(query.selected())
    }
    return found[wanted]


def _percents(query: Query) -> list[int]:
    found = (one.percent for one in headlines(query.selected()))
    return [percent for percent in found if percent is not None]


def _cited(query: Query) -> Counter[str]:
    """Return for each source how many of the selected records cite it."""
    register = query.ledger.register
    records = (one.commitment for one in query.selected())
    found = (sources_cited(register, query.edition, record) for record in records)
    return Counter(source for sources in found for source in sources)


def _observation(query: Query) -> float:
    """Return the figure of a period; where several stand, ``number`` says which, from 1."""
    series = query.ledger.register.series[query.filter["series"]]
    period, number = query.filter["period"], query.filter.get("number", "")
    found = [one.value for one in series.observations if str(one.period) == period]
    at = int(number) - 1 if number.isascii() and number.isdigit() else len(found) - 1
    if not 0 <= at < len(found):
        raise KeyError(period)
    return found[at]


def _coverage(query: Query) -> list[Mapping[str, Any]]:
    asked = query.filter
    return [
        text
        for text in query.ledger.coverage
        if all(text[key] == asked[key] for key in ("agreement", "source") if key in asked)
    ]


def _covered_percent(query: Query) -> float | None:
    """Return the share of letters and digits accounted for, floored to a tenth: 100 means all."""
    texts = _coverage(query)
    whole = sum(int(text["characters"]) for text in texts)
    found = sum(int(text["claimed"]) + int(text["disposed"]) for text in texts)
    return math.floor(1000 * found / whole) / 10 if whole else None


def _changed(query: Query) -> int:
    """Count records whose status was another one in the edition before, or that are new."""
    before = query.ledger.judgements(query.before)
    wanted = query.filter.get("from_status")
    pairs = ((before.get(one.commitment.id), one) for one in query.selected())
    moves = [(old.status.value if old else "absent", new.status.value) for old, new in pairs]
    return sum(old != new and wanted in {None, old} for old, new in moves)


def _of_status(query: Query, statuses: Collection[Status]) -> int:
    return sum(one.status in statuses for one in query.counted())


MEASURES: Final[Mapping[str, Callable[[Query], Value | None]]] = {
    "records": lambda query: len(query.selected()),
    "counted": lambda query: len(query.counted()),
    "judged": lambda query: _of_status(query, JUDGED),
    "not-judged": lambda query: _of_status(query, NOT_JUDGED),
    "provisional": lambda query: sum(one.provisional for one in query.counted()),
    "stems": lambda query: score(query.selected()).stems,
    "not-counted": lambda query: score(query.selected()).uncounted,
    "rate-part": lambda query: _share(query).part,
    "rate-whole": lambda query: _share(query).whole,
    "rate-percent": _rate_percent,
    "rule-percent": lambda query: _headline(query).percent,
    "rule-records": lambda query: _headline(query).records,
    "rule-lowest": lambda query: min(_percents(query), default=None),
    "rule-highest": lambda query: max(_percents(query), default=None),
    "rules": lambda _: len(scales()),
    "sources": lambda query: len(_cited(query)),
    "source-records": lambda query: _cited(query)[query.filter["source"]],
    "observation": _observation,
    "observations": lambda query: len(
        query.ledger.register.series[query.filter["series"]].observations
    ),
    "covered-percent": _covered_percent,
    "gaps": lambda query: sum(len(text["gaps"]) for text in _coverage(query)),
    "changed": _changed,
    "axis": lambda query: int(query.filter["at"]),
    "as-of": lambda query: query.edition.as_of.isoformat(),
    "data-digest": lambda query: query.ledger.sha256,
}
"""Every measure that a report may print, by its name."""

ARGUMENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "axis": ("at",),
    "rate-part": ("rate",),
    "rate-whole": ("rate",),
    "rate-percent": ("rate",),
    "rule-percent": ("rule", "reading", "no_evidence"),
    "rule-records": ("rule", "reading", "no_evidence"),
    "source-records": ("source",),
    "observation": ("series", "period", "number"),
    "observations": ("series",),
    "covered-percent": ("source",),
    "gaps": ("source",),
    "changed": ("from_as_of", "from_known_by", "from_status"),
}
"""Words of a filter that select no records but say what is asked."""
