"""Small pieces of docutils content that are made of values, never of markup."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from docutils import nodes

from pledgetrack.sphinx_ext.site import Site
from pledgetrack.views import Link

Cell: TypeAlias = str | int | nodes.TextElement


def reference(site: Site, page: str, words: nodes.TextElement) -> nodes.TextElement:
    """Return a link to the page on the public site; the words alone where there is no such site."""
    address = site.lens.register.tracker.site_url.rstrip("/")
    if not address:
        return words
    return nodes.reference("", "", words, refuri=f"{address}/{page}.html", internal=False)


def link(target: Link, site: Site) -> nodes.TextElement:
    """Return the words of a link, leading to the public site where there is one."""
    words = nodes.inline(text=target.words.text)
    return reference(site, target.page, words) if target.page else words


def paragraph(text: str) -> nodes.paragraph:
    """Return a text that is never parsed."""
    return nodes.paragraph(text=text)


def table_of(
    heads: Sequence[str], rows: Iterable[Sequence[Cell]], widths: Sequence[int] = ()
) -> nodes.table:
    """Return rows under heads; ``widths`` are shares of the width, without them all are equal."""
    body = nodes.tbody("", *(_row(cells) for cells in rows))
    shares = widths or [100 // len(heads)] * len(heads)
    columns = (nodes.colspec(colwidth=width) for width in shares)
    head = nodes.thead("", _row(heads))
    return nodes.table("", nodes.tgroup("", *columns, head, body, cols=len(heads)))


def _row(cells: Iterable[Cell]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", _paragraph(cell)) for cell in cells))


def _paragraph(cell: Cell) -> nodes.paragraph:
    if isinstance(cell, nodes.paragraph):
        return cell
    if isinstance(cell, nodes.TextElement):
        return nodes.paragraph("", "", cell)
    return paragraph(str(cell))
