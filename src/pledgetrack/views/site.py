"""All generated pages of a site, in one edition and one language."""

from collections.abc import Iterator

from pledgetrack.assessment import is_signed
from pledgetrack.views.agreements import agreement_page
from pledgetrack.views.lens import INDEX, Lens, page_of_agreement, page_of_record
from pledgetrack.views.records import record_page, record_rows
from pledgetrack.views.values import BrokenPage, ChapterRow, IndexPage, Page


def site_pages(lens: Lens) -> Iterator[Page]:
    """Yield the index, a page for each agreement signed by then, and one for each record.

    The page of a record with errors says which, so that nobody reads words that are not proven.
    """
    faults = lens.register.faults
    index = index_page(lens)
    yield Page(INDEX, index.tracker.text, index)
    for name in _agreements(lens):
        agreement = agreement_page(lens, name)
        yield Page(page_of_agreement(name), agreement.short.text, agreement)
    for name in lens.judgements:
        if name not in faults:
            record = record_page(lens, name)
            yield Page(page_of_record(name), record.titles[0].text, record)
    for name, findings in sorted(faults.items()):
        yield Page(page_of_record(name), name, BrokenPage(name, lens.tracker, findings))


def index_page(lens: Lens) -> IndexPage:
    """Return the page of all agreements and records."""
    return IndexPage(
        tracker=lens.tracker,
        edition=lens.edition_view,
        summary=lens.summary(lens.judgements.values()),
        agreements=tuple(_row(lens, name) for name in _agreements(lens)),
        rows=record_rows(lens, lens.judgements),
    )


def _agreements(lens: Lens) -> Iterator[str]:
    for name, agreement in lens.register.agreements.items():
        if is_signed(agreement, lens.edition):
            yield name


def _row(lens: Lens, name: str) -> ChapterRow:
    return ChapterRow(
        link=lens.agreement(name),
        depth=0,
        lines=None,
        restored=False,
        distribution=lens.summary(lens.of_agreement(name).values()).distribution,
    )
