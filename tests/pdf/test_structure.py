"""What a reader that speaks is given: one element for each part of the document, and its meaning.

Small documents are drawn and their structure is read back from the file, as text: the type of
each element, what is said of it, and the words within it.
"""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pikepdf
import pytest

from pledgetrack.rendering.pdf import pdf_from_html

pytestmark = pytest.mark.pdf

STYLES = """
@page { size: 90mm 60mm; margin: 8mm }
body, table { font: 10pt/1.3 "Source Sans 3", "Noto Sans JP"; margin: 0 }
p, h1, h2, table { margin: 0 0 2mm } tr, li { break-inside: avoid }
ul, ol, dl, dd { list-style: none; margin: 0; padding: 0 }
.block { display: block } .apart::before { content: "" ; display: block }
.entry::after { content: target-counter(attr(href), page); position: absolute; right: 0 }
"""
LONG = "The southern island will publish its timetable before the season begins. "


class Tree:
    """The structure of a drawn document."""

    def __init__(self, body: str, styles: str = "", language: str = "en") -> None:
        """Draw a body and open what came of it."""
        html = (
            f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
            f"<title>Harbours</title></head><body>{body}</body></html>"
        )
        drawn = pdf_from_html(html, STYLES + styles, date(2004, 1, 31))
        self.pdf = pikepdf.open(io.BytesIO(drawn))
        self.top = self.pdf.Root.StructTreeRoot.K[0]

    def all(self, tag: str) -> list[Any]:
        """Return the elements of a type in reading order."""
        return [one for one in _walk(self.top) if str(one.S) == f"/{tag}"]

    def outline(self, element: Any = None) -> str:
        """Write the types within an element: ``Sect(H1 P(Link))``."""
        top = self.top if element is None else element
        inner = " ".join(self.outline(kid) for kid in _elements(top))
        name = str(top.S)[1:]
        return f"{name}({inner})" if inner else name

    def heads(self, cell: Any) -> list[Any]:
        """Return the cells that a cell names as its heads."""
        names = self.pdf.Root.StructTreeRoot.IDTree.Names
        known = {str(name): cell for name, cell in zip(names[::2], names[1::2], strict=True)}
        return [known[str(name)] for name in cell.A.get("/Headers", ())]


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _elements(element: Any) -> list[Any]:
    return [kid for kid in _kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _walk(element: Any) -> Iterator[Any]:
    yield element
    for kid in _elements(element):
        yield from _walk(kid)


def _notes(element: Any) -> int:
    kids = [kid for kid in _kids(element) if isinstance(kid, pikepdf.Dictionary)]
    return sum(kid.get("/Type") == "/OBJR" for kid in kids)


def test_a_section_over_two_pages_is_one_with_its_table_and_one_caption() -> None:
    """Nothing is two because a page ends: section, table, groups; a repeated head is of the page.

    Content on the second page is named with its page, and leads back to the same element.
    """
    rows = "".join(f'<tr><th scope="row">{n}</th><td>{n} sailings</td></tr>' for n in range(1, 13))
    tree = Tree(
        "<section><h1>Sailings</h1><table><caption>By month</caption><thead><tr>"
        '<th scope="col">Month</th><th scope="col">Number</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></section>"
    )
    assert len(tree.pdf.pages) > 1
    row = "TR(TH TD)"
    table = f"Table(Caption THead(TR(TH TH)) TBody({' '.join([row] * 12)}))"
    assert tree.outline() == f"Document(Sect(H1 {table}))"
    first, second = tree.all("TH")[:2]
    for number, cell in enumerate(tree.all("TD"), start=3):
        own = tree.all("TH")[number - 1]
        assert [head.objgen for head in tree.heads(cell)] == [own.objgen, second.objgen]
        assert [head.objgen for head in tree.heads(own)] == [first.objgen]
    last = tree.all("TD")[-1]
    assert last.Pg.objgen == tree.pdf.pages[-1].objgen


def test_a_paragraph_over_two_pages_names_the_page_of_each_piece() -> None:
    """Its content is found from the element, and the element from its content, on both pages."""
    tree = Tree(f"<section><h1>Timetable</h1><p>{LONG * 9}</p></section>")
    assert tree.outline() == "Document(Sect(H1 P))"
    (paragraph,) = tree.all("P")
    elsewhere = [kid for kid in _kids(paragraph) if isinstance(kid, pikepdf.Dictionary)]
    assert elsewhere
    assert {kid.Pg.objgen for kid in elsewhere} == {page.objgen for page in tree.pdf.pages[1:]}
    numbers = tree.pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for kid in elsewhere:
        assert owners[int(kid.Pg.StructParents)][int(kid.MCID)].objgen == paragraph.objgen


def test_a_link_over_several_lines_is_one_link() -> None:
    """Each line can be pressed, and a reader hears of one link."""
    tree = Tree(f'<p>See <a href="https://example.org/">{LONG * 2}</a> there.</p>')
    (link,) = tree.all("Link")
    assert _notes(link) == len(tree.pdf.pages[0].Annots) > 1


def test_title_and_page_of_an_entry_are_one_link() -> None:
    """What a style sheet adds to a link belongs to it, and can be pressed where it stands."""
    tree = Tree(
        '<ol><li><a class="entry" href="#there">The timetable</a></li></ol><h1 id="there">A</h1>'
    )
    (link,) = tree.all("Link")
    assert _notes(link) == 2
    assert tree.outline() == "Document(L(LI(LBody(Link))) H1)"


def test_words_in_another_language_say_so() -> None:
    """The language of an element is in the file where it is not that of what stands around it."""
    tree = Tree(
        '<blockquote lang="ja"><p>時刻表 <span lang="en">timetable</span></p></blockquote>'
        '<p lang="en">Plain <i lang="en">words</i></p>'
    )
    said = {str(one.S): str(one.Lang) for one in _walk(tree.top) if "/Lang" in one}
    assert said == {"/BlockQuote": "ja", "/Span": "en"}
    tree = Tree('<p lang="en">English</p><p>時刻表</p>', language="ja")
    assert [str(one.get("/Lang", "")) for one in tree.all("P")] == ["en", ""]


def test_a_head_of_a_group_of_rows_holds_for_its_group_alone() -> None:
    """A cell has the head of its group, of its row and of its column, and no other."""
    tree = Tree(
        '<table><thead><tr><th scope="col">Title</th><th scope="col">Date</th></tr></thead><tbody>'
        '<tr><th scope="rowgroup" colspan="2">Laws</th></tr><tr><td>A</td><td>1</td></tr>'
        '<tr><th scope="rowgroup" colspan="2">Press</th></tr><tr><td>B</td><td>2</td></tr>'
        "</tbody></table>"
    )
    title, day, laws, press = (head.objgen for head in tree.all("TH"))
    heads = [{head.objgen for head in tree.heads(cell)} for cell in tree.all("TD")]
    assert heads == [{laws, title}, {laws, day}, {press, title}, {press, day}]


def test_cells_that_reach_over_rows_and_columns_have_the_heads_of_all() -> None:
    """A head over two rows heads both; a cell over two columns has the heads of both."""
    tree = Tree(
        '<table><thead><tr><th scope="col">A</th><th scope="col">B</th><th scope="col">C</th></tr>'
        '</thead><tbody><tr><th scope="row" rowspan="2">r</th><td>1</td><td>2</td></tr>'
        '<tr><td colspan="2">3</td></tr></tbody></table>'
    )
    _, b, c, r = (head.objgen for head in tree.all("TH"))
    heads = [{head.objgen for head in tree.heads(cell)} for cell in tree.all("TD")]
    assert heads == [{r, b}, {r, c}, {r, b, c}]


def test_a_section_begins_with_its_heading() -> None:
    """What stands above a heading on the page is read after it."""
    tree = Tree('<section><p class="apart">How we know</p><h1>Sources</h1><p>Two.</p></section>')
    assert tree.outline() == "Document(Sect(H1 P P))"


def test_a_heading_in_a_caption_stands_before_its_table_or_figure() -> None:
    """Headings lead to tables and pictures; what else a caption says stays with them."""
    table = '<table><caption><h2>Who</h2>note</caption><tr><th scope="row">a</th><td>b</td></tr>'
    figure = "<figure><figcaption><h2>What</h2><small class=block>per cent</small></figcaption>"
    picture = '<svg width="20" height="20"><title>One</title><rect width="9" height="9"/></svg>'
    tree = Tree(f"<h1>H</h1>{table}</table>{figure}{picture}</figure>")
    assert tree.outline() == ("Document(H1 H2 Table(Caption TBody(TR(TH TD))) Div(H2 P Figure))")


def test_the_box_of_a_picture_is_in_points_from_below() -> None:
    """A picture of 40 by 20 pixels in the corner of a page of 60 mm is where the file says."""
    picture = '<svg width="40" height="20"><title>One</title><rect width="40" height="20"/></svg>'
    tree = Tree(f"<div>{picture}</div>", styles="svg { display: block }")
    (figure,) = tree.all("Figure")
    margin, height = 8 / 25.4 * 72, 60 / 25.4 * 72
    box = [margin, height - margin - 15, margin + 30, height - margin]
    assert [float(at) for at in figure.A.BBox] == pytest.approx(box, abs=0.01)


def test_signs_are_read_out_as_words() -> None:
    """A point that means nought, and a command that is broken over lines, are said whole."""
    tree = Tree('<p>Judged: <span data-said="0">·</span></p>')
    (sign,) = tree.all("Span")
    assert str(sign.ActualText) == "0"


def test_lists_hold_items_with_terms_and_what_is_said_of_them() -> None:
    """A term is the label of its item; what is laid out as a table can be a list."""
    tree = Tree(
        "<dl><div><dt>Part of</dt><dd>one</dd><dd>two</dd></div></dl>"
        '<table role="list"><caption>Rates</caption><tbody><tr><td><span class=block>2 of 3</span>'
        "<span class=block>kept</span></td><td>1 of 3</td></tr></tbody></table>"
    )
    assert tree.outline() == (
        "Document(L(LI(Lbl LBody(P P))) L(Caption LI(LBody(P P)) LI(LBody(P))))"
    )
    assert [str(one.A.ListNumbering) for one in tree.all("L")] == ["/None", "/None"]


def test_lines_of_a_cell_are_apart_and_nothing_is_empty() -> None:
    """Blocks in a cell are paragraphs; spans that say nothing of their own are gone."""
    tree = Tree(
        '<table><tr><th scope="row">The verb</th><td><span>“agreed”</span>'
        "<span class=block>firm</span><span></span></td></tr></table><p><span> </span></p>"
    )
    assert tree.outline() == "Document(Table(TBody(TR(TH TD(P)))))"


def test_a_table_that_only_places_things_is_none() -> None:
    """Without a head it is a division with paragraphs."""
    tree = Tree("<table><tr><td>Partial</td><td>overdue</td></tr></table>")
    assert tree.outline() == "Document(Div(P P))"
