"""What the elements of a structure tree mean: their types, their language, the words for them.

A reader that speaks goes by this. Sources: ISO 14289-1:2014 sections 7.1 to 7.6 and 7.18.5;
ISO 32000-1:2008 sections 14.8.4 and 14.9.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Final

import pydyf  # type: ignore[import-untyped]

from pledgetrack.rendering.pdf_headers import head_cells
from pledgetrack.rendering.pdf_lists import set_list
from pledgetrack.rendering.pdf_nodes import Kid, Mark, Node, Note, found

_INLINE: Final = {"/Span", "/Link", "/Quote", "/Code"}
_HEADINGS: Final = {"/H1", "/H2", "/H3", "/H4", "/H5", "/H6"}
_WORDS: Final = {"/P", *_HEADINGS, *_INLINE}
"""What holds words, and nothing that stands on lines of its own."""

_GROUPS: Final = {"/Document", "/Part", "/Art", "/Sect", "/Div", "/BlockQuote"}
"""What holds paragraphs and their like, and no bare words."""

_TYPES: Final = {"q": "/Quote", "code": "/Code", "figure": "/Div"}
_CELLS: Final = {"/TH", "/TD"}
_POINTS: Final = 0.75
"""A pixel of the layout, in points."""


@dataclass(frozen=True, slots=True)
class _Where:
    """Where an element stands: within which type, in which language, in which link."""

    above: str
    language: str
    link: list[Note] | None = None


def give_meaning(pdf: Any, top: Node, language: str) -> None:
    """Set types, languages, words and heads in the whole tree of a document.

    ``language`` is that of the document; what is empty or says nothing of its own is left out.
    """
    _Meaning(pdf).settled(top, _Where("", language))


class _Meaning:
    """A walk through a tree, from the leaves to the top."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._tables = count(1)

    def settled(self, node: Node, where: _Where) -> list[Kid]:
        """Set an element and all in it; return what stands in its place: it, its kids, nothing."""
        notes = [kid for kid in node.kids if isinstance(kid, Note)]
        node.tag = _type(node, where.above, begins_link=bool(notes) and where.link is None)
        language = _speaking(node, where.language)
        if where.link is not None:
            where.link.extend(notes)
        own: list[Note] | None = notes if node.tag == "/Link" else where.link
        above = where.above if node.tag == "/Span" else node.tag
        inside = replace(where, above=above, language=language, link=own)
        node.kids = [kid for each in node.kids for kid in self._settled_kid(each, inside)]
        if node.tag == "/Link":
            node.kids[:0] = self._apart(notes)
        return self._finished(node)

    def _settled_kid(self, kid: Kid, where: _Where) -> list[Kid]:
        if isinstance(kid, Node):
            return self.settled(kid, where)
        return [kid] if isinstance(kid, Mark) else []

    def _apart(self, notes: list[Note]) -> list[Note]:
        """Return the links of an element without those that lie on another one of it."""
        kept: list[Note] = []
        for note in notes:
            if not any(_covers(self._box(other), self._box(note)) for other in kept):
                kept.append(note)
        return kept

    def _box(self, note: Note) -> list[float]:
        return list(self._pdf.objects[note.annotation]["Rect"])

    def _finished(self, node: Node) -> list[Kid]:
        if node.tag == "block":
            node.tag = "/P" if all(map(_is_inline, node.kids)) else "/Div"
        if not node.kids or (node.tag == "/Span" and not node.said):
            return [node] if node.tag in _CELLS else node.kids
        if node.tag in _GROUPS:
            node.kids = _headed([*_headings_out(node), *_in_paragraphs(node.kids)])
        elif node.tag == "/L":
            set_list(node)
        elif node.tag == "/Figure":
            self._place(node)
        elif node.tag == "/Table" and _has_heads(node):
            head_cells(node, next(self._tables))
            return [*_headings_out(node), node]
        elif node.tag == "/Table":
            _say_it_is_no_table(node)
        return [node]

    def _place(self, figure: Node) -> None:
        """Write the box of a picture in points from the lower left corner of its page."""
        mark = next(kid for kid in figure.kids if isinstance(kid, Mark))
        page = found(self._pdf, self._pdf.page_references[mark.page])
        height = page["MediaBox"][3]
        left, top, right, bottom = (at * _POINTS for at in figure.said["A"]["BBox"])
        box = (left, height - bottom, right, height - top)
        figure.said["A"]["BBox"] = pydyf.Array(round(at, 2) for at in box)


def _type(node: Node, above: str, *, begins_link: bool) -> str:
    """Return the type of an element; ``block`` of one that is a paragraph or a group of them."""
    if begins_link:
        return "/Link"
    if node.tag not in {"/Span", "/NonStruct", "/Link", "/P"}:
        return node.tag
    if above in _WORDS or node.made is None:
        return "/Span"
    if node.tag != "/P" and node.part in _TYPES:
        return _TYPES[node.part]
    return "block" if node.made.is_block else "/Span"


def _speaking(node: Node, language: str) -> str:
    """Return the language within an element; say it, and what is to be said in its place."""
    if node.made is None:
        return language
    own = node.made.said("lang") or language
    if own != language:
        node.said["Lang"] = pydyf.String(own)
    words = node.made.said("data-said")
    if words:
        node.said["ActualText"] = pydyf.String(words)
    return own


def _covers(outer: list[float], inner: list[float]) -> bool:
    return all(
        low <= at <= high
        for low, at, high in (
            (outer[0], inner[0], outer[2]),
            (outer[0], inner[2], outer[2]),
            (min(outer[1::2]), inner[1], max(outer[1::2])),
            (min(outer[1::2]), inner[3], max(outer[1::2])),
        )
    )


def _is_inline(kid: Kid) -> bool:
    return not isinstance(kid, Node) or kid.tag in _INLINE


def _in_paragraphs(kids: Iterable[Kid]) -> list[Kid]:
    """Put bare words into paragraphs."""
    result: list[Kid] = []
    words: Node | None = None
    for kid in kids:
        if not _is_inline(kid):
            words = None
            result.append(kid)
        elif words:
            words.kids.append(kid)
        else:
            words = Node("/P", None, [kid])
            result.append(words)
    return result


def _headed(kids: list[Kid]) -> list[Kid]:
    """Let a section begin with its heading: what stands above it on the page is read after it."""
    for at, kid in enumerate(kids):
        if isinstance(kid, Node) and kid.tag in _HEADINGS:
            return [kid, *kids[:at], *kids[at + 1 :]]
        if not isinstance(kid, Node) or kid.tag != "/P":
            break
    return kids


def _headings_out(node: Node) -> list[Node]:
    """Take headings out of the caption of a table or figure, before which they are to stand."""
    taken: list[Node] = []
    for caption in [kid for kid in node.nodes() if kid.tag == "/Caption"]:
        headings = [kid for kid in caption.nodes() if kid.tag in _HEADINGS]
        rest = [kid for kid in caption.kids if kid not in headings]
        taken += headings
        if not rest or (headings and node.tag != "/Table"):
            at = node.kids.index(caption)
            node.kids[at : at + 1] = rest
        caption.kids = rest
    return taken


def _has_heads(node: Node) -> bool:
    return any(kid.tag == "/TH" or _has_heads(kid) for kid in node.nodes())


def _say_it_is_no_table(node: Node) -> None:
    """Make a division, or a list if it says so, of what is laid out as a table without heads."""
    captions = [kid for kid in node.nodes() if kid.tag == "/Caption"]
    cells = [cell for cell in _cells_of(node) if cell.kids]
    node.said.pop("A", None)
    if node.made and node.made.said("role") == "list":
        node.tag = "/L"
        node.kids = [*captions, *(Node("/LI", None, [_loose(cell, "/LBody")]) for cell in cells)]
        set_list(node)
    else:
        node.tag = "/Div"
        node.kids = [_loose(kid, "") for kid in (*captions, *cells)]


def _cells_of(node: Node) -> Iterator[Node]:
    for kid in node.nodes():
        if kid.tag == "/TD":
            yield kid
        elif kid.tag != "/Caption":
            yield from _cells_of(kid)


def _loose(cell: Node, tag: str) -> Node:
    """Make of a cell what stands by itself: of the type that is given, else a paragraph or so."""
    cell.said.pop("A", None)
    cell.tag = tag or ("/P" if all(map(_is_inline, cell.kids)) else "/Div")
    if cell.tag != "/P":
        cell.kids = _in_paragraphs(cell.kids)
    return cell
