"""Lists of a structure tree: items and nothing else, terms before what is said of them.

Sources: ISO 14289-1:2014 section 7.6; ISO 32000-1:2008 section 14.8.5.5 for the numbering.
"""

from collections.abc import Iterator
from typing import Final

import pydyf  # type: ignore[import-untyped]

from pledgetrack.rendering.pdf_nodes import Kid, Node

_IN_A_LIST: Final = {"/LI", "/L", "/Caption"}
_NUMBERING: Final = {"ol": "/Decimal"}


def set_list(node: Node) -> None:
    """Let items stand in their list, each with the term or sign that it begins with, if any."""
    node.kids = list(_items(node))
    labelled = any(kid.tag == "/Lbl" for item in node.nodes() for kid in item.nodes())
    how = _NUMBERING.get(node.part, "/Disc") if labelled and node.part != "dl" else "/None"
    node.said["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": how})


def _items(node: Node) -> Iterator[Node]:
    """Yield items out of the boxes around them; what is said of a term joins its item."""
    term: Node | None = None
    for item in _unpacked(node):
        if item.part == "dt" and item.kids:
            term = item
            _body(item).tag = "/Lbl"
        elif item.part == "dd" and term:
            _say_of(term, item)
            continue
        yield item


def _unpacked(node: Node) -> Iterator[Node]:
    for kid in node.nodes():
        if kid.tag in _IN_A_LIST:
            yield kid
        else:
            yield from _unpacked(kid)


def _body(item: Node) -> Node:
    return next(item.nodes())


def _say_of(term: Node, item: Node) -> None:
    bodies = [kid for kid in term.nodes() if kid.tag == "/LBody"]
    if bodies:
        bodies[0].kids += _as_paragraph(_body(item).kids)
    else:
        body = _body(item)
        body.kids = _as_paragraph(body.kids)
        term.kids.append(body)


def _as_paragraph(kids: list[Kid]) -> list[Kid]:
    blocks = any(isinstance(kid, Node) and kid.tag in {"/P", "/L", "/Div"} for kid in kids)
    return kids if blocks else [Node("/P", None, kids)]
