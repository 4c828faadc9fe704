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


def reserved_name(register: "Register") -> Iterator[Fault]:
    """Nothing has the name of a page that every site has.

    Remedy: Choose another name, also where it is referred to; rename the file to match its `id`.
    """
    names = {
        "agreement": ((name, name) for name in register.agreements),
        "commitment": ((name, name.rpartition("/")[2]) for name in register.written),
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
