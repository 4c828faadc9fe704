"""Views as docutils content, for builders without pages of their own.

Text of records becomes text nodes and is never parsed, so no markup in it means anything.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from docutils import nodes

from pledgetrack.rendering.shelf import Shelf
from pledgetrack.sphinx_ext import (
    plain_front,
    plain_lists,
    plain_reports,
    plain_review,
    plain_tables,
    plain_views,
)
from pledgetrack.sphinx_ext.plain_pieces import Cell, reference, table_of
from pledgetrack.sphinx_ext.site import Site
from pledgetrack.views import (
    AnnotatedText,
    CitedSources,
    Codings,
    DueList,
    Lineage,
    Overview,
    RecordChart,
    RecordPage,
    RecordRow,
    Sensitivity,
    StatusHistory,
    Timeline,
    Words,
    page_of_record,
)
from pledgetrack.views.corrections import Corrections
from pledgetrack.views.front import Chapters, News, Questions
from pledgetrack.views.keys import Crosswalk, StatusKey
from pledgetrack.views.parties import PartiesPage
from pledgetrack.views.queue import Queue

_VIEWS: dict[type, Callable[[Any, Site], Iterable[nodes.Element]]] = {
    AnnotatedText: plain_views.text,
    CitedSources: plain_views.sources,
    Codings: plain_views.codings,
    Corrections: plain_review.corrections,
    DueList: plain_lists.due,
    Lineage: plain_lists.lineage,
    Overview: plain_views.summary,
    RecordChart: plain_views.chart,
    Shelf: plain_reports.reports,
    PartiesPage: plain_tables.parties,
    Queue: plain_review.queue,
    StatusKey: plain_tables.statuses,
    Crosswalk: plain_tables.crosswalk,
    Sensitivity: plain_views.sensitivity,
    StatusHistory: plain_views.history,
    Timeline: plain_views.timeline,
    Questions: plain_front.questions,
    News: plain_front.news,
    Chapters: plain_front.chapters,
}


def content(answer: object, site: Site) -> list[nodes.Element]:
    """Return a record as a list, several as a table, and every other view as it reads best."""
    if isinstance(answer, RecordPage):
        return [record(answer, site)]
    if isinstance(answer, tuple):
        return [table(answer, site)]
    return list(_VIEWS[type(answer)](answer, site))


def table(rows: Sequence[RecordRow], site: Site) -> nodes.table:
    """Return records as a table: status, pledge, who must act, by when."""
    say, wording = site.renderer.gettext, site.renderer.wording
    heads = [say("Status"), say("Pledge"), say("Who must act"), say("Due")]
    body: list[list[Cell]] = [
        [
            wording.word(row.standing.status),
            reference(site, page_of_record(row.id), nodes.inline(text=row.link.words.text)),
            _names(row.by),
            wording.due(row.due),
        ]
        for row in rows
    ]
    return table_of(heads, body, (15, 45, 20, 20))


def _names(parties: Iterable[Words]) -> str:
    return ", ".join(party.text for party in parties)


def record(page: RecordPage, site: Site) -> nodes.definition_list:
    """Return a record as a list: its title, and the answers to what, who, when and was it kept."""
    title = reference(site, page_of_record(page.id), nodes.inline(text=page.titles[0].text))
    facts = nodes.field_list(
        "",
        *(
            nodes.field("", nodes.field_name(text=name), nodes.field_body("", *paragraphs))
            for name, paragraphs in _facts(page, site)
        ),
    )
    definition = nodes.definition("", facts)
    return nodes.definition_list(
        "", nodes.definition_list_item("", nodes.term("", "", title), definition)
    )


def _facts(page: RecordPage, site: Site) -> Iterator[tuple[str, list[nodes.paragraph]]]:
    say, wording = site.renderer.gettext, site.renderer.wording
    verdict = [wording.word(page.standing.status)]
    if page.standing.why:
        verdict.append(page.standing.why.text)
    facts = {
        say("Promised"): [quote.words.text for quote in page.quotes],
        say("Who must act"): [_names(party.words for party in page.by)],
        say("Due"): [wording.due(page.due)],
        say("Status"): verdict,
    }
    for name, texts in facts.items():
        yield name, [nodes.paragraph(text=text) for text in texts]
