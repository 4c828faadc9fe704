"""What can be drawn, and by which template: kinds of pages and of fragments."""

from typing import Final

from pledgetrack.rendering.brief import Brief
from pledgetrack.rendering.report import ChangeReport, Report
from pledgetrack.rendering.shelf import Shelf
from pledgetrack.views import (
    AgreementPage,
    AgreementsPage,
    AnnotatedText,
    AsOfPage,
    BrokenPage,
    CitedSources,
    Codings,
    DataPage,
    DueList,
    ExplorerPage,
    Lineage,
    Overview,
    RecordChart,
    RecordPage,
    Sensitivity,
    StatusHistory,
    TextPage,
    Timeline,
)
from pledgetrack.views.corrections import Corrections
from pledgetrack.views.front import Chapters, News, Questions
from pledgetrack.views.keys import Crosswalk, StatusKey
from pledgetrack.views.parties import PartiesPage, PartyPage
from pledgetrack.views.queue import Queue
from pledgetrack.views.sections import SectionPage
from pledgetrack.views.sources import SourcePage, SourcesPage

Fragment = (
    AnnotatedText
    | CitedSources
    | Codings
    | Corrections
    | Crosswalk
    | PartiesPage
    | Queue
    | StatusKey
    | DueList
    | Lineage
    | Overview
    | RecordChart
    | Sensitivity
    | Shelf
    | StatusHistory
    | Timeline
    | Questions
    | News
    | Chapters
)
"""What a directive shows in a narrative page."""

PAGES: Final[dict[type, str]] = {
    RecordPage: "record",
    AgreementPage: "agreement",
    ExplorerPage: "explorer",
    DataPage: "data",
    BrokenPage: "broken",
    AgreementsPage: "agreements",
    SectionPage: "section",
    PartiesPage: "parties",
    PartyPage: "party",
    SourcesPage: "sources",
    SourcePage: "source",
    TextPage: "text",
    AsOfPage: "as_of",
}
"""The template of each kind of page; in print those of the same name in ``print/``."""

FRAGMENTS: Final[dict[type, str]] = {
    AnnotatedText: "text",
    CitedSources: "sources",
    Codings: "codings",
    Corrections: "corrections",
    Crosswalk: "crosswalk",
    PartiesPage: "parties",
    Queue: "queue",
    StatusKey: "statuses",
    DueList: "due",
    Lineage: "lineage",
    Overview: "summary",
    RecordChart: "chart",
    Sensitivity: "sensitivity",
    Shelf: "reports",
    StatusHistory: "history",
    Timeline: "timeline",
    Questions: "questions",
    News: "news",
    Chapters: "chapters",
}
"""The template of each kind of fragment, in ``inline/``."""

Document = Report | Brief | ChangeReport
"""What is a printed file of its own, beside the volumes."""

DOCUMENTS: Final[dict[type, str]] = {
    Report: "report",
    Brief: "brief",
    ChangeReport: "changes",
}
"""The template of each kind of document, in ``report/``."""
