"""A value of a record -> lines of plain words, the same for the same meaning."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import singledispatch
from typing import Any

from pledgetrack.dates import PartialDate, Period
from pledgetrack.model import Evidence, Prose, Quote
from pledgetrack.vocabulary import Role


@singledispatch
def lines_of(value: Any) -> tuple[str, ...]:
    """Return a value as lines: an item of a list a line, of other values a line for each field."""
    if value is None:
        return ()
    if is_dataclass(value):
        return tuple(_parts(value))
    return (str(value),)


@lines_of.register
def _(value: tuple) -> tuple[str, ...]:  # type: ignore[type-arg]
    return tuple("; ".join(lines_of(item)) for item in value)


@lines_of.register(PartialDate)
@lines_of.register(Period)
def _(value: PartialDate | Period) -> tuple[str, ...]:
    return (str(value),)


@lines_of.register
def _(value: Prose) -> tuple[str, ...]:
    if len(value.texts) == 1:
        return (str(value),)
    return tuple(f"{language}: {text}" for language, text in value.texts)


@lines_of.register
def _(value: Quote) -> tuple[str, ...]:
    """Without its place: words that move within a text are the same words."""
    role = f" ({value.role})" if value.role is not Role.OPERATIVE else ""
    return (f"{value.source}: {value.exact}{role}" if value.source else f"{value.exact}{role}",)


@lines_of.register
def _(value: Evidence) -> tuple[str, ...]:
    return (evidence_line(value),)


def evidence_line(item: Evidence) -> str:
    """Return evidence as a line: where it is from, and its words or its period."""
    if item.quote is not None:
        return lines_of(item.quote)[0]
    return f"{item.series}: {item.period}"


def _parts(value: Any) -> Iterator[str]:
    for field in fields(value):
        words = "; ".join(lines_of(getattr(value, field.name)))
        if words:
            yield f"{field.name}: {words}"
