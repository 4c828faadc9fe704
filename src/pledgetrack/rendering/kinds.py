"""What can be drawn, and by which template: kinds of pages and of fragments."""

from typing import Final

from pledgetrack.views import (
    AgreementPage,
    AnnotatedText,
    BrokenPage,
    CitedSources,
    Codings,
    DueList,
    IndexPage,
    Lineage,
    Overview,
    RecordChart,
    RecordPage,
    Sensitivity,
    StatusHistory,
    Timeline,
)

Fragment = (
    AnnotatedText
    | CitedSources
    | Codings
    | DueList
    | Lineage
    | Overview
    | RecordChart
    | Sensitivity
    | StatusHistory
    | Timeline
)
"""What a directive shows in a narrative page."""

PAGES: Final[dict[type, str]] = {
    RecordPage: "record",
    AgreementPage: "agreement",
    IndexPage: "index",
    BrokenPage: "broken",
}
"""The template of each kind of page; in print those of the same name in ``print/``."""

FRAGMENTS: Final[dict[type, str]] = {
    AnnotatedText: "text",
    CitedSources: "sources",
    Codings: "codings",
    DueList: "due",
    Lineage: "lineage",
    Overview: "summary",
    RecordChart: "chart",
    Sensitivity: "sensitivity",
    StatusHistory: "history",
    Timeline: "timeline",
}
"""The template of each kind of fragment, in ``inline/``."""
