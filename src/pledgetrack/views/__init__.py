"""What pages show: values without markup, drawn alike for site, directives and print.

A :class:`Lens` is the register in one edition and one language; the functions here turn it into
pages and rows.
"""

from pledgetrack.views.agreements import AgreementPage, AgreementsPage, agreement_page
from pledgetrack.views.annotated import (
    AnnotatedText,
    Claim,
    Segment,
    TextLine,
    TextPage,
    annotated_text,
    text_page,
)
from pledgetrack.views.as_of import AsOfPage, Move, Strip, as_of_page, strip
from pledgetrack.views.atoms import *  # noqa: F403
from pledgetrack.views.codings import Codings, agreement_of_codings
from pledgetrack.views.dataset import DataPage, data_page
from pledgetrack.views.days import TODAY, past_days
from pledgetrack.views.due import Aim, DueList, OpenPledge, due_list
from pledgetrack.views.explorer import ExplorerPage, ExplorerRow, explorer_page
from pledgetrack.views.feed import Feed, feed
from pledgetrack.views.lens import INDEX, Lens, page_of_agreement, page_of_record
from pledgetrack.views.lineage import Lineage, Station, Tie, lineage_of
from pledgetrack.views.lists import CitedSources, Era, Timeline, cited_sources, timeline
from pledgetrack.views.measures import RecordChart, record_chart
from pledgetrack.views.openings import Lacking, Opening, openings_of
from pledgetrack.views.overviews import (
    Overview,
    RuleRow,
    Sensitivity,
    StatusHistory,
    overview,
    sensitivity,
    sensitivity_of,
    status_history,
)
from pledgetrack.views.passages import Paragraph, Passage, Piece
from pledgetrack.views.records import record_page, record_rows
from pledgetrack.views.site import (
    KINDS,
    Content,
    Draft,
    Entry,
    Page,
    site_drafts,
    site_entries,
    site_pages,
)
from pledgetrack.views.stamps import Stamps
from pledgetrack.views.values import *  # noqa: F403

__all__ = [
    "INDEX",
    "KINDS",
    "TODAY",
    "AgreementPage",
    "AgreementsPage",
    "Aim",
    "AnnotatedText",
    "AsOfPage",
    "CitedSources",
    "Claim",
    "Codings",
    "Content",
    "DataPage",
    "Draft",
    "DueList",
    "Entry",
    "Era",
    "ExplorerPage",
    "ExplorerRow",
    "Feed",
    "Lacking",
    "Lens",
    "Lineage",
    "Move",
    "OpenPledge",
    "Opening",
    "Overview",
    "Page",
    "Paragraph",
    "Passage",
    "Piece",
    "RecordChart",
    "RuleRow",
    "Segment",
    "Sensitivity",
    "Stamps",
    "Station",
    "StatusHistory",
    "Strip",
    "TextLine",
    "TextPage",
    "Tie",
    "Timeline",
    "agreement_of_codings",
    "agreement_page",
    "annotated_text",
    "as_of_page",
    "cited_sources",
    "data_page",
    "due_list",
    "explorer_page",
    "feed",
    "lineage_of",
    "openings_of",
    "overview",
    "page_of_agreement",
    "page_of_record",
    "past_days",
    "record_chart",
    "record_page",
    "record_rows",
    "sensitivity",
    "sensitivity_of",
    "site_drafts",
    "site_entries",
    "site_pages",
    "status_history",
    "strip",
    "text_page",
    "timeline",
]
