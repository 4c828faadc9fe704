"""All generated pages of a site, in one edition and one language: a table of kinds of pages."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from pledgetrack.assessment import is_signed
from pledgetrack.checks.names import is_reserved
from pledgetrack.views.agreements import (
    AgreementPage,
    AgreementsPage,
    agreement_page,
    agreements_page,
)
from pledgetrack.views.annotated import TextPage, agreements_with_text, text_page
from pledgetrack.views.as_of import AsOfPage, as_of_page
from pledgetrack.views.dataset import DataPage, data_page
from pledgetrack.views.days import TODAY, page_of_day, past_days
from pledgetrack.views.explorer import ExplorerPage, explorer_page
from pledgetrack.views.lens import INDEX, Lens, page_of_agreement, page_of_record
from pledgetrack.views.page_names import (
    AGREEMENTS,
    DATA,
    PARTIES,
    SOURCES,
    page_of_party,
    page_of_section,
    page_of_source,
    page_of_text,
)
from pledgetrack.views.parties import PartiesPage, PartyPage, comparison_of_parties, party_page
from pledgetrack.views.records import record_page
from pledgetrack.views.sections import SectionPage, section_page
from pledgetrack.views.shown import by_agreement, by_party, by_record, by_section, by_source
from pledgetrack.views.sources import (
    SourcePage,
    SourcesPage,
    source_names,
    source_page,
    sources_page,
)
from pledgetrack.views.values import BrokenPage, RecordPage

Content = (
    RecordPage
    | AgreementPage
    | ExplorerPage
    | DataPage
    | BrokenPage
    | AgreementsPage
    | SectionPage
    | PartiesPage
    | PartyPage
    | SourcesPage
    | SourcePage
    | TextPage
    | AsOfPage
)


class Entry(NamedTuple):
    """A page before it is drawn: its name without suffix, its title, and what it is about."""

    name: str
    title: str
    key: str


class Draft(NamedTuple):
    """A page that is not made yet: ``shows`` names its records, None where it may show any."""

    name: str
    title: str
    shows: tuple[str, ...] | None
    content: Callable[[], "Content"]


@dataclass(frozen=True, slots=True)
class Page:
    """A generated page: its name without suffix, its title, and what it shows."""

    name: str
    title: str
    content: Content


class PageKind(NamedTuple):
    """A kind of pages: which there are, told cheaply, and how the content of one is made.

    ``shows`` names all records that the content of one follows from, besides what is no record; a
    kind without it is made in every build in which anything changed.
    """

    target: str  # what a reference calls it: record, agreement, page
    entries: Callable[[Lens], Iterable[Entry]]
    content: Callable[[Lens, str], Content]
    shows: Callable[[Lens, str], Iterable[str]] | None = None


def site_entries(lens: Lens) -> Iterator[tuple[str, Entry]]:
    """Yield the target and the entry of every page, in the order in which they are written."""
    yield from ((kind.target, entry) for kind, entry in lens.once(_entries))


def _entries(lens: Lens) -> tuple[tuple["PageKind", Entry], ...]:
    return tuple((kind, entry) for kind in KINDS for entry in kind.entries(lens))


def site_drafts(lens: Lens) -> Iterator[Draft]:
    """Yield every page before its content is made."""
    for kind, entry in lens.once(_entries):
        shows = tuple(kind.shows(lens, entry.key)) if kind.shows else None
        yield Draft(entry.name, entry.title, shows, partial(kind.content, lens, entry.key))


def site_pages(lens: Lens) -> Iterator[Page]:
    """Yield every page with its content, one at a time."""
    for kind, entry in lens.once(_entries):
        yield Page(entry.name, entry.title, kind.content(lens, entry.key))


def broken_page(lens: Lens, name: str) -> BrokenPage:
    """Return what is wrong with a record, so that nobody reads words that are not proven."""
    return BrokenPage(name, lens.tracker, lens.register.faults[name])


def _index(lens: Lens) -> Iterator[Entry]:
    yield Entry(INDEX, lens.tracker.text, "")


def _agreements(lens: Lens) -> Iterator[Entry]:
    """Yield the agreements signed by then."""
    for name, agreement in lens.register.agreements.items():
        if is_signed(agreement, lens.edition):
            yield Entry(page_of_agreement(name), lens.agreement(name).words.text, name)


def _records(lens: Lens) -> Iterator[Entry]:
    faults = lens.register.faults
    for name in lens.judgements:
        if name not in faults:
            yield Entry(page_of_record(name), lens.record(name).words.text, name)


def _texts(lens: Lens) -> Iterator[Entry]:
    """Yield the annotated texts, under the names of their agreements and sources."""
    for name in agreements_with_text(lens):
        source = lens.register.sources[lens.register.main_text(name) or ""]
        agreement = lens.agreement(name).words.text
        yield Entry(page_of_text(name), f"{agreement}: {lens.words(source.title).text}", name)


def _broken(lens: Lens) -> Iterator[Entry]:
    """Yield the records with errors, except where the site has a page of its own."""
    for name in sorted(lens.register.faults):
        if not is_reserved(name):
            yield Entry(page_of_record(name), name, name)


def _list_of_agreements(_lens: Lens) -> Iterator[Entry]:
    yield Entry(AGREEMENTS, "Agreements", "")


def _sections(lens: Lens) -> Iterator[Entry]:
    """Yield the sections of the agreements signed by then."""
    for entry in _agreements(lens):
        for section in lens.register.agreements[entry.key].outline:
            title = lens.section(entry.key, section.id).words.text
            key = f"{entry.key}/{section.id}"
            yield Entry(page_of_section(entry.key, section.id), title, key)


def _list_of_parties(_lens: Lens) -> Iterator[Entry]:
    yield Entry(PARTIES, "Parties", "")


def _parties(lens: Lens) -> Iterator[Entry]:
    for name in lens.register.parties:
        yield Entry(page_of_party(name), lens.party(name).text, name)


def _list_of_sources(_lens: Lens) -> Iterator[Entry]:
    yield Entry(SOURCES, "Sources", "")


def _sources(lens: Lens) -> Iterator[Entry]:
    for name in source_names(lens):
        yield Entry(page_of_source(name), lens.words(lens.register.sources[name].title).text, name)


def _data(_lens: Lens) -> Iterator[Entry]:
    yield Entry(DATA, "Data", "")


def _days(lens: Lens) -> Iterator[Entry]:
    """Yield the days on which the register can be read, where there is more than one."""
    past = past_days(lens)
    for day in past:
        yield Entry(page_of_day(day), f"{lens.tracker.text}, {day.isoformat()}", day.isoformat())
    if past:
        yield Entry(TODAY, f"{lens.tracker.text}, {lens.edition.as_of.isoformat()}", "")


KINDS: tuple[PageKind, ...] = (
    PageKind("page", _index, explorer_page),
    PageKind("agreement", _agreements, agreement_page, by_agreement),
    PageKind("record", _records, record_page, by_record),
    PageKind("page", _texts, text_page, by_agreement),
    PageKind("record", _broken, broken_page),
    PageKind("page", _list_of_agreements, agreements_page),
    PageKind("section", _sections, section_page, by_section),
    PageKind("page", _list_of_parties, comparison_of_parties),
    PageKind("party", _parties, party_page, by_party),
    PageKind("page", _list_of_sources, sources_page),
    PageKind("source", _sources, source_page, by_source),
    PageKind("page", _days, as_of_page),
    PageKind("page", _data, data_page),
)
"""Every kind of generated page, in the order in which they are written."""
