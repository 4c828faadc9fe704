"""Names leave room for the pages that a site has of its own."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pledgetrack.checks.rules import Fault
from pledgetrack.files import path_of

if TYPE_CHECKING:
    from pledgetrack.register import Register

RESERVED = {
    "agreement": frozenset(
        {"agreements", "as-of", "data", "index", "parties", "series", "sources"}
    ),
    "commitment": frozenset({"index", "sections", "text"}),
    "source": frozenset({"index"}),
    "party": frozenset({"index"}),
}
"""What no agreement, record, source or party can be called, since a page of the site is."""


def is_reserved(record: str) -> bool:
    """Say whether the page of a record would be one that every site has."""
    folder, _, last = record.partition("/")
    return folder in RESERVED["agreement"] or last in RESERVED["commitment"]


def reserved_name(register: "Register") -> Iterator[Fault]:
    """Nothing has the name of a page that every site has, nor has a file that cannot be read.

    Remedy: Choose another name, also where it is referred to; rename the file to match its `id`.
    """
    records = sorted({*register.written, *register.record_files})
    names = {
        "agreement": ((name, name) for name in register.agreements),
        "commitment": ((name, name.rpartition("/")[2]) for name in records),
        "source": ((name, name) for name in register.sources),
    }
    for kind, named in names.items():
        for name, last in named:
            if last in RESERVED[kind]:
                yield Fault(path_of(kind, name), ("id",), _message(last))
    for name in register.parties:
        if name in RESERVED["party"]:
            yield Fault(path_of("parties", ""), (name,), _message(name), at_key=True)


def _message(name: str) -> str:
    return f"`{name}` is the name of a page that every site has"


RULES = (reserved_name,)
WARNINGS = ()
