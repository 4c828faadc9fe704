"""A draft is not a record yet: what only a person can say must be written."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from pledgetrack.checks.rules import Fault
from pledgetrack.raw import KnownRecord, Raw

if TYPE_CHECKING:
    from pledgetrack.loading import KeyPath
    from pledgetrack.register import Register

MARK: Final = "TODO"
"""What a value begins with that is still to be written; `pledgetrack new` writes such values."""


def still_to_write(register: "Register") -> Iterator[Fault]:
    """No value of a record begins with TODO: that marks what a person has still to write.

    Remedy: Write what the value asks for, and look at what was proposed beside it.
    """
    for path, raw in register.raws.items():
        if register.files[path] == "commitment" and _may_begin_with_mark(raw):
            for keys, value in _texts((), raw.data):
                if value.startswith(MARK):
                    wanted = value.removeprefix(MARK).lstrip(": ")
                    message = f"`{_field(keys)}` is still to be written"
                    yield Fault(path, keys, message, f"write {wanted}" if wanted else "")


def _may_begin_with_mark(raw: Raw) -> bool:
    """Say whether it is worth to look at each value: most records are finished."""
    written = str(raw.text) if isinstance(raw, KnownRecord) else repr(raw.data)
    return f"'{MARK}" in written or f'"{MARK}' in written


def _texts(keys: "KeyPath", value: Any) -> "Iterator[tuple[KeyPath, str]]":
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts((*keys, key), inner)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _texts((*keys, at), inner)


def _field(keys: "KeyPath") -> str:
    return next(str(key) for key in reversed(keys) if isinstance(key, str))


RULES = ()
WARNINGS = (still_to_write,)
