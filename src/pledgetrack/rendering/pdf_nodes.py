"""The structure tree of a PDF as values: read from what WeasyPrint made, and written back.

Elements hold elements, marks of content (a number on a page) and links. Written back, each mark
and link leads to the element that holds it. Source: ISO 32000-1:2008 section 14.7.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

import pydyf  # type: ignore[import-untyped]

from pledgetrack.rendering.pdf_content import shown_marks
from pledgetrack.rendering.pdf_origins import Origin, origin_of


class Mark(NamedTuple):
    """What is drawn in one go: the number of its page, from 0, and its own number there."""

    page: int
    number: int


class Note(NamedTuple):
    """A link: the objects that stand for it in the tree and on the page."""

    reference: bytes
    annotation: int


@dataclass(slots=True, eq=False)
class Node:
    """An element: its type, what it was made of, what it holds, and what is said of it."""

    tag: str
    made: Origin | None
    kids: list["Kid"] = field(default_factory=list)
    said: dict[str, Any] = field(default_factory=dict)
    element: Any = None

    def nodes(self) -> Iterator["Node"]:
        """Yield the elements directly within it."""
        return (kid for kid in self.kids if isinstance(kid, Node))

    @property
    def part(self) -> str:
        """Return the name of what it was made of."""
        return self.made.part if self.made else ""


Kid: TypeAlias = Node | Mark | Note


def found(pdf: Any, reference: bytes) -> Any:
    """Return the object that a reference names."""
    return pdf.objects[int(reference.split()[0])]


def read_tree(pdf: Any) -> Node:
    """Return the tree of a document, without marks of content that show nothing."""
    root = found(pdf, pdf.catalog["StructTreeRoot"])
    pages = {reference: number for number, reference in enumerate(pdf.page_references)}
    shown = [shown_marks(found(pdf, found(pdf, page)["Contents"]).stream) for page in pages]

    def read(element: Any) -> Node:
        kids: list[Kid] = []
        for kid in element["K"]:
            if isinstance(kid, int):
                mark = Mark(pages[element["Pg"]], kid)
                kids += [mark] if mark.number in shown[mark.page] else []
                continue
            child = found(pdf, kid)
            if child["Type"] == "/OBJR":
                kids.append(Note(kid, int(child["Obj"].split()[0])))
            elif origin_of(child) is None and child["S"] == "/Span":
                kids += read(child).kids
            else:
                kids.append(read(child))
        return Node(element["S"], origin_of(element), kids, _said(element), element)

    return read(found(pdf, root["K"][0]))


def _said(element: Any) -> dict[str, Any]:
    return {key: element[key] for key in ("A", "Alt") if key in element}


def write_tree(pdf: Any, top: Node) -> None:
    """Write a tree in the place of the old one; what it does not hold belongs to nothing."""
    root = found(pdf, pdf.catalog["StructTreeRoot"])
    owners: dict[Mark | int, bytes] = {}
    named: dict[str, bytes] = {}
    _write(pdf, top, root.reference, owners)
    for node in _all(top):
        if "ID" in node.said:
            named[node.said["ID"].string] = node.element.reference
    numbers = found(pdf, root["ParentTree"])["Nums"]
    numbers[:] = list(_owned(pdf, numbers, owners))
    names = [value for name in sorted(named) for value in (pydyf.String(name), named[name])]
    root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})


def _all(node: Node) -> Iterator[Node]:
    waiting = [node]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += one.nodes()


def _write(pdf: Any, node: Node, parent: bytes, owners: dict[Mark | int, bytes]) -> None:
    if node.element is None:
        node.element = pydyf.Dictionary({"Type": "/StructElem"})
        pdf.add_object(node.element)
    element = node.element
    for key in ("A", "Alt", "ID"):
        element.pop(key, None)
    own = element.reference
    page = next((kid.page for kid in node.kids if isinstance(kid, Mark)), None)
    element.update({"S": node.tag, "P": parent, **node.said})
    if page is not None:
        element["Pg"] = pdf.page_references[page]
    kids: list[Any] = []
    for kid in node.kids:
        if isinstance(kid, Node):
            _write(pdf, kid, own, owners)
            kids.append(kid.element.reference)
        elif isinstance(kid, Mark):
            owners[kid] = own
            kids.append(kid.number if kid.page == page else _elsewhere(pdf, kid))
        else:
            owners[kid.annotation] = own
            kids.append(kid.reference)
    element["K"] = pydyf.Array(kids)


def _elsewhere(pdf: Any, mark: Mark) -> Any:
    """Refer to content on another page than the one on which an element begins."""
    page = pdf.page_references[mark.page]
    return pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": mark.number})


def _owned(pdf: Any, numbers: list[Any], owners: dict[Mark | int, bytes]) -> Iterator[Any]:
    """Yield the table that leads from content and links to elements, without what none holds."""
    links = {pdf.objects[one]["StructParent"]: owners[one] for one in owners if type(one) is int}
    for key, value in zip(numbers[::2], numbers[1::2], strict=True):
        if isinstance(value, list):
            yield key
            marks = (Mark(key, number) for number in range(len(value)))
            yield pydyf.Array(owners.get(mark, "null") for mark in marks)
        elif key in links:
            yield key
            yield links[key]
