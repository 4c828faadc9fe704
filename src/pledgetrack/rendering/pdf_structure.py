"""The structure tree that WeasyPrint writes, put right before it becomes bytes.

A reader that speaks goes by this tree. WeasyPrint gives each box of the layout an element: there
are empty ones, paragraphs in pieces, links within links, tables that only place things side by
side, and heads and feet of pages that belong to no element at all; and no element says which
language it is in. Here the tree is read, its pieces are joined, its meaning is set, and it is
written back. Sources: ISO 14289-1:2014 section 7; ISO 32000-1:2008 sections 14.7 and 14.8.
"""

from collections.abc import Iterator
from typing import Any

import pydyf  # type: ignore[import-untyped]

from pledgetrack.rendering.pdf_content import leave_to_the_page
from pledgetrack.rendering.pdf_joining import join
from pledgetrack.rendering.pdf_meaning import give_meaning
from pledgetrack.rendering.pdf_nodes import found, read_tree, write_tree


def tidy(_document: Any, pdf: Any) -> None:
    """Put the structure tree of a document right; called by WeasyPrint before it writes."""
    top = read_tree(pdf)
    join(top)
    give_meaning(pdf, top, pdf.catalog["Lang"].string)
    write_tree(pdf, top)
    _leave_the_rest(pdf)


def _leave_the_rest(pdf: Any) -> None:
    """Let content that no element holds be of its page, and drop links that none holds."""
    numbers = found(pdf, found(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    held = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for at, reference in enumerate(pdf.page_references):
        page = found(pdf, reference)
        marks = {mark for mark, owner in enumerate(held[at]) if owner != "null"}
        leave_to_the_page(found(pdf, page["Contents"]).stream, marks)
        notes = page.get("Annots", ())
        kept = list(_held(pdf, notes, held))
        if len(kept) < len(notes):
            page["Annots"] = pydyf.Array(kept)


def _held(pdf: Any, notes: Any, held: dict[int, Any]) -> Iterator[bytes]:
    for note in notes:
        if found(pdf, note)["StructParent"] in held:
            yield note
