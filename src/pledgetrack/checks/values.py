"""Values that have the right shape and still cannot be; looked for before decoding."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from pledgetrack.checks.rules import Fault
from pledgetrack.dates import PartialDate, Period, parse_month_day
from pledgetrack.files import record_of
from pledgetrack.loading import KeyPath, RawRecord

_DATES = frozenset(
    {"accessed", "as_of", "by", "date", "done", "from", "on", "published", "recorded", "signed"}
    | {"strict", "to"}
)
_READERS: dict[str, Callable[[Any], object]] = {
    **dict.fromkeys(_DATES, PartialDate.parse),
    "period": Period.parse,
    "year_starts": parse_month_day,
}
_LOOKED_AT = frozenset({*_READERS, "lines"})
_LIST_OF_DAYS = "editions"
# The schema has seen to the form of every date; other values may stand under the same key.
_FORM = re.compile(r"[0-9FYQH/-]+")


def impossible_date(raw: RawRecord, _kind: str) -> Iterator[Fault]:
    """Every date stands in the calendar, and no period ends before it begins.

    Remedy: Correct the day, month or period; months have two digits, 1992-03.
    """
    for keys, written in _values(raw):
        if keys[-1] == "lines" or not _FORM.fullmatch(str(written)):
            continue  # a reading called "on", a title in the language "to"
        reader = _READERS.get(str(keys[-1]), PartialDate.parse)
        try:
            value = reader(written)
        except ValueError:
            yield Fault(raw.path, keys, f"{written} is not in the calendar")
            continue
        if isinstance(value, Period) and _is_reversed(value):
            yield Fault(raw.path, keys, f"the period {written} ends before it begins")


def _is_reversed(period: Period) -> bool:
    first, last = period.span()
    return last < first


def lines_reversed(raw: RawRecord, _kind: str) -> Iterator[Fault]:
    """A span of lines names the first line, then the last.

    Remedy: Write the smaller number first, 58-64.
    """
    for keys, written in _values(raw):
        if keys[-1] != "lines":
            continue
        first, _, last = str(written).partition("-")
        if first.isdecimal() and last.isdecimal() and int(last) < int(first):
            yield Fault(raw.path, keys, f"the lines {written} end before they begin")


def id_not_path(raw: RawRecord, kind: str) -> Iterator[Fault]:
    """The `id` of a file is its place: commitments/harbour-2001/ferry.yaml is harbour-2001/ferry.

    Remedy: Correct the `id`, or move the file; an id that was published is never changed.
    """
    if kind in {"tracker", "parties"}:
        return
    place = record_of(raw.path)
    expected = place if kind == "commitment" else place.rpartition("/")[2]
    if raw.data["id"] != expected:
        yield Fault(
            raw.path,
            ("id",),
            f"the id is {raw.data['id']}, the place of the file says {expected}",
        )


@lru_cache(maxsize=1)  # the rules ask one after the other
def _values(raw: RawRecord) -> list[tuple[KeyPath, Any]]:
    """Return the values under the keys that the rules look at, with the keys that lead there."""
    found: list[tuple[KeyPath, Any]] = []
    pending: list[tuple[KeyPath, Any]] = [((), raw.data)]
    while pending:
        keys, parent = pending.pop()
        are_days = keys[-1:] == (_LIST_OF_DAYS,)
        for key, value in parent.items() if isinstance(parent, dict) else enumerate(parent):
            if isinstance(value, (dict, list)):
                pending.append(((*keys, key), value))
            elif are_days or key in _LOOKED_AT:
                found.append(((*keys, key), value))
    return found


RULES = (impossible_date, lines_reversed, id_not_path)
