"""The colours of charts: tokens of the style sheet on screen, fixed values on paper.

The values are those of ``static/site.css`` and ``static/print.css``; a style sheet does not reach
into a picture in print, hence the second set.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pledgetrack.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as attribute values; ``fills`` and ``figures`` by status, ``series`` in order."""

    paper: str
    ink: str
    second: str
    label: str
    rule: str
    hair: str
    hatch: str
    late: str
    series: tuple[str, ...]
    fills: Mapping[Status, str]
    figures: Mapping[Status, str]


SCREEN = Palette(
    paper="var(--paper)",
    ink="var(--ink)",
    second="var(--ink-2)",
    label="var(--ink-3)",
    rule="var(--rule)",
    hair="var(--hair)",
    hatch="var(--s-contrary-line)",
    late="var(--late)",
    series=("var(--series-1)", "var(--series-2)", "var(--ink-2)", "var(--ink-3)"),
    fills={
        Status.FULFILLED: "var(--s-fulfilled)",
        Status.SUBSTANTIAL: "var(--s-substantial)",
        Status.PARTIAL: "var(--s-partial)",
        Status.STARTED: "var(--s-started)",
        Status.CONTRARY: "var(--s-contrary)",
        Status.DECLARATORY: "var(--s-declaratory)",
    },
    figures={
        Status.FULFILLED: "var(--on-fulfilled)",
        Status.SUBSTANTIAL: "var(--on-substantial)",
        Status.PARTIAL: "var(--on-partial)",
        Status.STARTED: "var(--on-started)",
        Status.CONTRARY: "var(--on-contrary)",
    },
)

PAPER = Palette(
    paper="#ffffff",
    ink="#15202b",
    second="#44515d",
    label="#626e79",
    rule="#c7cdd2",
    hair="#e1e5e7",
    hatch="#ffffff",
    late="#8a5a00",
    series=("#24418f", "#b8560f", "#44515d", "#626e79"),
    fills={
        Status.FULFILLED: "#0e4a5a",
        Status.SUBSTANTIAL: "#287f91",
        Status.PARTIAL: "#6cb0be",
        Status.STARTED: "#b5d8df",
        Status.CONTRARY: "#a51c38",
        Status.DECLARATORY: "#e1e5e7",
    },
    figures={
        Status.FULFILLED: "#ffffff",
        Status.SUBSTANTIAL: "#ffffff",
        Status.CONTRARY: "#ffffff",
    },
)
