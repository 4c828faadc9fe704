"""Values of an invented agreement between two islands, made without files."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from pledgetrack.dates import PartialDate
from pledgetrack.model import (
    Agreement,
    Assessment,
    Commitment,
    Due,
    Prose,
    Quote,
    Series,
    Source,
    Tracker,
)
from pledgetrack.register import Register, with_texts
from pledgetrack.vocabulary import Force, Kind, Status


def prose(words: str) -> Prose:
    """Return English prose."""
    return Prose((("en", words),))


def day(written: str) -> date:
    """Return a day."""
    return date.fromisoformat(written)


def partial(written: str | None) -> PartialDate | None:
    """Return a date of any precision."""
    return None if written is None else PartialDate.parse(written)


def due(*, start: str | None = None, by: str | None = None) -> Due:
    """Return by when something is due."""
    return Due("in time", partial(start), partial(by))


def assessment(
    status: Status, as_of: str = "2003-12-31", recorded: str | None = None, **fields: Any
) -> Assessment:
    """Return a judgement, entered on the day that it judges if no other is given."""
    return Assessment(
        as_of=day(as_of),
        recorded=day(recorded or as_of),
        status=status,
        why=prose("Because."),
        **fields,
    )


def commitment(name: str, *assessments: Assessment, **fields: Any) -> Commitment:
    """Return a record of ``harbour-2001``, or of the agreement that its name begins with."""
    given = {"kind": Kind.ACTION, "by": ("north",), "force": Force.FIRM, "verb": "will", **fields}
    return Commitment(
        id=name if "/" in name else f"harbour-2001/{name}",
        title=prose(name),
        text=(Quote("will", None),),
        assessments=assessments,
        **given,
    )


def agreement(name: str = "harbour-2001", signed: str = "2001-05-04", **fields: Any) -> Agreement:
    """Return an agreement of two islands."""
    return Agreement(
        id=name,
        title=prose(name),
        kind="agreement",
        parties=("north", "south"),
        signed=PartialDate.parse(signed),
        **fields,
    )


def register_of(
    *commitments: Commitment,
    agreements: Iterable[Agreement] | None = None,
    series: Iterable[Series] = (),
    sources: Iterable[Source] = (),
    as_of: date | None = None,
) -> Register:
    """Return a register of these values."""
    register = Register(
        root=Path(),
        tracker=Tracker("harbour", prose("Harbour"), ("en",), as_of),
        files={},
        raws={},
        agreements={entry.id: entry for entry in agreements or (agreement(),)},
        series={entry.id: entry for entry in series},
        sources={entry.id: entry for entry in sources},
        written={entry.id: entry for entry in commitments},
    )
    return with_texts(register, {})
