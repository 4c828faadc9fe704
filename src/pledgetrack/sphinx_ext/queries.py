"""What a document asks of the register: noted while it is read, answered in every build.

A query is kept in the environment and in the document; its answer is a value of the views, so
that a change of the register is seen without reading the document again.
"""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from pledgetrack.checks.rules import did_you_mean
from pledgetrack.errors import UsageError
from pledgetrack.model import Commitment
from pledgetrack.register import Register
from pledgetrack.sphinx_ext.site import Site
from pledgetrack.views import Lens, RecordPage, RecordRow, record_page, record_rows
from pledgetrack.vocabulary import Kind, Status


@dataclass(frozen=True, slots=True)
class Reference:
    """The title of a page of ours."""

    target: str

    def answer(self, site: Site) -> str:
        """Return the title; ``UsageError`` where there is no such page."""
        return site.page_titles[site.page(self.target)]


@dataclass(frozen=True, slots=True)
class Record:
    """All that is known about a record."""

    target: str

    def answer(self, site: Site) -> RecordPage:
        """Return the view; ``UsageError`` where there is no such record, or it is broken."""
        return record_page(site.lens, site.record(self.target))


@dataclass(frozen=True, slots=True)
class Table:
    """The records that fulfil every condition; an empty one holds for all."""

    agreement: str = ""
    section: str = ""
    status: str = ""
    kind: str = ""
    by: str = ""

    def answer(self, site: Site) -> tuple[RecordRow, ...]:
        """Return the rows; ``UsageError`` names a condition that no record can fulfil."""
        lens = site.lens
        self._require_known_names(lens.register)
        asked = lens.of_agreement(self.agreement) if self.agreement else lens.judgements
        return record_rows(lens, [name for name in asked if self._admits(lens, name)])

    def _require_known_names(self, register: Register) -> None:
        agreements = register.agreements.values()
        sections = [
            section.id
            for agreement in agreements
            if self.agreement in {"", agreement.id}
            for section in agreement.outline
        ]
        require_known("agreement", self.agreement, register.agreements)
        require_known("section", self.section, sections)
        require_known("party", self.by, register.parties)
        _require_one_of("status", self.status, Status)
        _require_one_of("kind", self.kind, Kind)

    def _admits(self, lens: Lens, name: str) -> bool:
        record = lens.register.commitments[name]
        return (
            self.status in {"", lens.judgements[name].status}
            and self.kind in {"", record.kind}
            and (not self.section or self.section in _sections(lens, record))
            and (not self.by or self.by in _obligors(lens, record))
        )


class Query(Protocol):
    """What a document asks; it is stored with the document and compared by its value."""

    def answer(self, site: Site) -> object:
        """Return a value of the views; ``UsageError`` where there is no answer."""


def _sections(lens: Lens, record: Commitment) -> set[str]:
    return {link.key for link in lens.sections(record)}


def _obligors(lens: Lens, record: Commitment) -> set[str]:
    return {above for party in record.by for above in _with_those_above(lens, party)}


def _with_those_above(lens: Lens, party: str) -> Iterable[str]:
    """Return a party and those it is under: what a ministry promised, its government promised."""
    chain: list[str] = []
    above: str | None = party
    while above and above not in chain:
        chain.append(above)
        known = lens.register.parties.get(above)
        above = known.under if known else None
    return chain


def require_known(kind: str, name: str, known: Iterable[str]) -> None:
    """Raise ``UsageError`` with the nearest name where there is no such one; empty is no name."""
    names = tuple(known)
    if name and name not in names:
        hint = did_you_mean(name, names)
        raise UsageError(f"there is no {kind} {name}" + (f"; {hint}" if hint else ""))


def _require_one_of(option: str, word: str, allowed: type[enum.StrEnum]) -> None:
    if word and word not in tuple(allowed):
        raise UsageError(f"{option}: {word} is not one of {', '.join(allowed)}")


def answer_or_fault(query: Query, site: Site) -> object:
    """Return what a query shows now: its answer, or the error that says why there is none."""
    try:
        return query.answer(site)
    except UsageError as error:
        return error
