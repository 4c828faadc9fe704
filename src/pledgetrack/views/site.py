"""All generated pages of a site, in one edition and one language: a table of kinds of pages."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pledgetrack.assessment import is_signed
from pledgetrack.views.agreements import agreement_page
from pledgetrack.views.lens import INDEX, Lens, page_of_agreement, page_of_record
from pledgetrack.views.records import record_page, record_rows
from pledgetrack.views.values import AgreementPage, BrokenPage, ChapterRow, IndexPage, RecordPage

Content = RecordPage | AgreementPage | IndexPage | BrokenPage


class Entry(NamedTuple):
    """A page before it is drawn: its name without suffix, its title, and what it is about."""

    name: str
    title: str
    key: str


@dataclass(frozen=True, slots=True)
class Page:
    """A generated page: its name without suffix, its title, and what it shows."""

    name: str
    title: str
    content: Content


class PageKind(NamedTuple):
    """A kind of pages: which there are, told cheaply, and how the content of one is made."""

    target: str  # what a reference calls it: record, agreement, page
    entries: Callable[[Lens], Iterable[Entry]]
    content: Callable[[Lens, str], Content]


def site_entries(lens: Lens) -> Iterator[tuple[str, Entry]]:
    """Yield the target and the entry of every page, in the order in which they are written."""
    for kind in KINDS:
        for entry in kind.entries(lens):
            yield kind.target, entry


def site_pages(lens: Lens) -> Iterator[Page]:
    """Yield every page with its content, one at a time."""
    for kind in KINDS:
        for entry in kind.entries(lens):
            yield Page(entry.name, entry.title, kind.content(lens, entry.key))


def index_page(lens: Lens, _key: str = "") -> IndexPage:
    """Return the page of all agreements and records."""
    return IndexPage(
        tracker=lens.tracker,
        edition=lens.edition_view,
        summary=lens.summary(lens.judgements.values()),
        agreements=tuple(_row(lens, entry.key) for entry in _agreements(lens)),
        rows=record_rows(lens, lens.judgements),
    )


def _row(lens: Lens, name: str) -> ChapterRow:
    return ChapterRow(
        link=lens.agreement(name),
        depth=0,
        lines=None,
        restored=False,
        distribution=lens.summary(lens.of_agreement(name).values()).distribution,
    )


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
    for name in lens.judgements:
        if name not in lens.register.faults:
            yield Entry(page_of_record(name), lens.record(name).words.text, name)


def _broken(lens: Lens) -> Iterator[Entry]:
    for name in sorted(lens.register.faults):
        yield Entry(page_of_record(name), name, name)


KINDS: tuple[PageKind, ...] = (
    PageKind("page", _index, index_page),
    PageKind("agreement", _agreements, agreement_page),
    PageKind("record", _records, record_page),
    PageKind("record", _broken, broken_page),
)
"""Every kind of generated page, in the order in which they are written."""
