"""What the layout split put together again: boxes around boxes, lines, pages.

A paragraph over two lines is two boxes, a link in it two links, a record over two pages two
sections; and some boxes stand only around others. In the tree each part of the document is one
element, whatever the layout needed.
"""

from collections.abc import Iterator

from pledgetrack.rendering.pdf_nodes import Kid, Node

_REPEATED = {"/THead", "/TFoot", "/Caption"}
"""Parts of a table that are drawn again on each page that it reaches."""


def join(node: Node) -> None:
    """Make one element of each part of the document, below an element."""
    node.kids = _pieces_together(node, list(_unwrapped(node)))
    for kid in node.nodes():
        join(kid)


def _unwrapped(node: Node) -> Iterator[Kid]:
    """Yield what an element holds, also within further boxes of its own."""
    for kid in node.kids:
        if isinstance(kid, Node) and _is_box_of(kid, node):
            yield from _unwrapped(Node(node.tag, node.made, kid.kids))
        else:
            yield kid


def _is_box_of(kid: Node, node: Node) -> bool:
    if kid.made is None or not kid.made.same(node.made):
        return False
    return (node.tag, kid.tag) != ("/LI", "/LBody")


def _pieces_together(node: Node, kids: list[Kid]) -> list[Kid]:
    """Join what follows each other and was one; in a table its groups, which heads part."""
    together: list[Kid] = []
    for kid in kids:
        before = _piece_before(node, together, kid) if isinstance(kid, Node) else None
        if before is None or not isinstance(kid, Node):
            together.append(kid)
        elif kid.tag not in _REPEATED:
            before.kids += kid.kids
    return together


def _piece_before(node: Node, together: list[Kid], kid: Node) -> Node | None:
    near = together if node.tag == "/Table" else together[-1:]
    for one in near:
        if isinstance(one, Node) and one.tag == kid.tag and _same(one, kid):
            return one
    return None


def _same(one: Node, other: Node) -> bool:
    return one.made is not None and one.made.same(other.made)
