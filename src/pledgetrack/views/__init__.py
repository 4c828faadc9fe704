"""What pages show: values without markup, drawn alike for site, directives and print.

A :class:`Lens` is the register in one edition and one language; the functions here turn it into
pages and rows.
"""

from pledgetrack.views.agreements import agreement_page
from pledgetrack.views.annotated import AnnotatedText, Claim, Segment, TextLine, annotated_text
from pledgetrack.views.atoms import *  # noqa: F403
from pledgetrack.views.codings import Codings, agreement_of_codings
from pledgetrack.views.due import Aim, DueList, OpenPledge, due_list
from pledgetrack.views.lens import INDEX, Lens, page_of_agreement, page_of_record
from pledgetrack.views.lineage import Lineage, Station, Tie, lineage_of
from pledgetrack.views.lists import CitedSources, Era, Timeline, cited_sources, timeline
from pledgetrack.views.measures import RecordChart, record_chart
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
from pledgetrack.views.records import record_page, record_rows
from pledgetrack.views.site import KINDS, Content, Entry, Page, index_page, site_entries, site_pages
from pledgetrack.views.values import *  # noqa: F403

__all__ = [
    "INDEX",
    "KINDS",
    "Aim",
    "AnnotatedText",
    "CitedSources",
    "Claim",
    "Codings",
    "Content",
    "DueList",
    "Entry",
    "Era",
    "Lens",
    "Lineage",
    "OpenPledge",
    "Overview",
    "Page",
    "RecordChart",
    "RuleRow",
    "Segment",
    "Sensitivity",
    "Station",
    "StatusHistory",
    "TextLine",
    "Tie",
    "Timeline",
    "agreement_of_codings",
    "agreement_page",
    "annotated_text",
    "cited_sources",
    "due_list",
    "index_page",
    "lineage_of",
    "overview",
    "page_of_agreement",
    "page_of_record",
    "record_chart",
    "record_page",
    "record_rows",
    "sensitivity",
    "sensitivity_of",
    "site_entries",
    "site_pages",
    "status_history",
    "timeline",
]
