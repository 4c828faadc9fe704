"""The structure tree that WeasyPrint writes, put right before it becomes bytes.

A reader that speaks goes by this tree. WeasyPrint gives each box of the layout an element, so
there are empty ones, links within links, tables that only place things side by side, lists whose
items stand in a box, and heads and feet of pages that belong to no element at all. Sources:
ISO 14289-1:2014 sections 7.1, 7.5, 7.6, 7.8 and 7.18.5; ISO 32000-1:2008 sections 14.7 and 14.8.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, Final

import pydyf  # type: ignore[import-untyped]

_EMPTY: Final = {"/Span", "/NonStruct", "/P", "/Div"}
"""Elements that are left out where nothing is in them."""

_OF_A_TABLE: Final = {"/Table", "/THead", "/TBody", "/TFoot", "/TR", "/TD"}
_GROUPS: Final = {"/THead", "/TBody", "/TFoot"}
_IN_A_LIST: Final = {"/LI", "/L", "/Caption"}


def tidy(_document: Any, pdf: Any) -> None:
    """Put the structure tree of a document right; called by WeasyPrint before it writes."""
    root = _at(pdf, pdf.catalog["StructTreeRoot"])
    tree = _Tree(pdf)
    tree.kept(_at(pdf, root["K"][0]), link=False)
    numbers = _at(pdf, root["ParentTree"])["Nums"]
    _drop_links(pdf, tree.links, numbers)
    _mark_artifacts(pdf, tree.reached, numbers)
    root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(_named(tree.named))})


def _at(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


class _Tree:
    """A walk down the tree that keeps what has a meaning.

    ``reached`` are the numbers of the elements that stay, ``links`` the annotations that say
    again what a link around them says, ``named`` the elements with an id.
    """

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.reached: set[int] = set()
        self.links: set[int] = set()
        self.named: dict[str, bytes] = {}
        self._group = ""

    def kept(self, element: Any, *, link: bool) -> list[bytes]:
        """Put an element right and all below it; return what stands in its place, if anything.

        ``link`` says that it stands within a link.
        """
        kids = self._kids(element, link=link)
        if not kids and element["S"] in _EMPTY:
            return []
        element["K"] = pydyf.Array(kids)
        self.reached.add(element.number)
        if "ID" in element:
            self.named[element["ID"].string] = element.reference
        if element["S"] == "/L":
            self._unpack_items(element)
        elif element["S"] == "/TH":
            element["A"]["Scope"] = "/Column" if self._group == "/THead" else "/Row"
        elif element["S"] == "/Table" and not self._has(element, "/TH"):
            self._say_it_is_no_table(element)
        return [element.reference]

    def _kids(self, element: Any, *, link: bool) -> list[Any]:
        if element["S"] in _GROUPS:
            self._group = element["S"]
        if link and element["S"] == "/Link":
            element["S"] = "/Span"
        kids: list[Any] = []
        inside = link
        for kid in element["K"]:
            child = None if isinstance(kid, int) else _at(self.pdf, kid)
            if child is None:
                kids.append(kid)
            elif child["Type"] != "/OBJR":
                kids += self.kept(child, link=inside)
            elif link:
                self.links.add(_at(self.pdf, child["Obj"]).number)
            else:
                element["S"], inside = "/Link", True
                kids.append(kid)
        return kids

    def _unpack_items(self, element: Any) -> None:
        """Let items stand in their list and not in a box of it."""
        kids: list[bytes] = []
        for kid in element["K"]:
            child = _at(self.pdf, kid)
            if child["S"] in _IN_A_LIST:
                kids.append(kid)
                continue
            self.reached.discard(child.number)
            for inner in child["K"]:
                _at(self.pdf, inner)["P"] = element.reference
                kids.append(inner)
        element["K"] = pydyf.Array(kids)

    def _has(self, element: Any, tag: str) -> bool:
        return any(child["S"] == tag or self._has(child, tag) for child in self._below(element))

    def _below(self, element: Any) -> Iterable[Any]:
        found = (_at(self.pdf, kid) for kid in element["K"] if not isinstance(kid, int))
        return [child for child in found if child["Type"] == "/StructElem"]

    def _say_it_is_no_table(self, element: Any) -> None:
        """Make divisions of what is laid out as a table and has no header cell."""
        for child in self._below(element):
            if child["S"] in _OF_A_TABLE:
                self._say_it_is_no_table(child)
            if child["S"] == "/Div" and not child["K"]:
                element["K"].remove(child.reference)
                self.reached.discard(child.number)
        element["S"] = "/Div"
        element.pop("A", None)


def _drop_links(pdf: Any, links: set[int], numbers: list[Any]) -> None:
    """Take annotations off their pages, and out of the table that leads from them to elements."""
    gone = {pdf.objects[number]["StructParent"] for number in links}
    rows = [row for row in zip(numbers[::2], numbers[1::2], strict=True) if row[0] not in gone]
    numbers[:] = [value for row in rows for value in row]
    for reference in pdf.page_references:
        page = _at(pdf, reference)
        notes = page.get("Annots", ())
        kept = [note for note in notes if int(note.split()[0]) not in links]
        if len(kept) < len(notes):
            page["Annots"] = pydyf.Array(kept)


def _mark_artifacts(pdf: Any, reached: set[int], numbers: list[Any]) -> None:
    """Say of what no element holds that it belongs to the page: running heads and feet."""
    strays: dict[int, set[int]] = defaultdict(set)
    for page, elements in zip(numbers[::2], numbers[1::2], strict=True):
        for mark, reference in enumerate(elements if isinstance(elements, list) else ()):
            if _at(pdf, reference).number not in reached:
                strays[page].add(mark)
                elements[mark] = "null"
    for page, reference in enumerate(pdf.page_references):
        stream = _at(pdf, _at(pdf, reference)["Contents"]).stream
        for at, (properties, operator) in enumerate(pairwise(stream)):
            if operator == b"BDC" and _mark_of(properties) in strays[page]:
                stream[at - 1] = "/Artifact"
                stream[at] = pydyf.Dictionary({"Type": "/Pagination"})


def _mark_of(properties: Any) -> int | None:
    return properties.get("MCID") if isinstance(properties, Mapping) else None


def _named(elements: Mapping[str, bytes]) -> Iterable[Any]:
    for name in sorted(elements):
        yield pydyf.String(name)
        yield elements[name]
