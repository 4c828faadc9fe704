"""Views as docutils content, for builders without pages of their own.

Text of records becomes text nodes and is never parsed, so no markup in it means anything.
"""

from collections.abc import Iterable, Iterator, Sequence

from docutils import nodes

from pledgetrack.sphinx_ext.site import Site
from pledgetrack.views import RecordPage, RecordRow, page_of_record


def content(answer: RecordPage | Sequence[RecordRow], site: Site) -> nodes.Element:
    """Return a record as a list, or several as a table."""
    return record(answer, site) if isinstance(answer, RecordPage) else table(answer, site)


def reference(site: Site, page: str, words: nodes.TextElement) -> nodes.TextElement:
    """Return a link to the page on the public site; the words alone where there is no such site."""
    address = site.lens.register.tracker.site_url.rstrip("/")
    if not address:
        return words
    return nodes.reference("", "", words, refuri=f"{address}/{page}.html", internal=False)


def table(rows: Sequence[RecordRow], site: Site) -> nodes.table:
    """Return records as a table: status, pledge, who must act, by when."""
    say, wording = site.renderer.gettext, site.renderer.wording
    heads = [say("Status"), say("Pledge"), say("Who must act"), say("Due")]
    body = nodes.tbody()
    for row in rows:
        title = reference(site, page_of_record(row.id), nodes.inline(text=row.link.words.text))
        status, who = wording.word(row.standing.status), _names(row)
        body += _row([nodes.Text(status), title, nodes.Text(who), nodes.Text(wording.due(row.due))])
    columns = (nodes.colspec(colwidth=width) for width in (15, 45, 20, 20))
    head = nodes.thead("", _row([nodes.Text(head) for head in heads]))
    return nodes.table("", nodes.tgroup("", *columns, head, body, cols=len(heads)))


def _names(row: RecordRow | RecordPage) -> str:
    return ", ".join(party.text for party in row.by)


def _row(cells: Iterable[nodes.Text | nodes.TextElement]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))


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
        say("Who must act"): [_names(page)],
        say("Due"): [wording.due(page.due)],
        say("Status"): verdict,
    }
    for name, texts in facts.items():
        yield name, [nodes.paragraph(text=text) for text in texts]
