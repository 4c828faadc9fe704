"""What each element of the structure tree was made of, noted while WeasyPrint makes it.

WeasyPrint gives each box of the layout an element and keeps only its type. Language, scope and
which boxes are pieces of one thing stand in the document; so each element is given the part of
the document that it came from.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Origin:
    """An element of the document and what of it was laid out.

    ``part`` is its name, with ``::before`` and the like where the words come from a style sheet;
    ``is_block`` says that it stands on lines of its own.
    """

    html: Any
    part: str
    is_block: bool

    def same(self, other: "Origin | None") -> bool:
        """Return whether another box shows the same part of the same element."""
        return other is not None and self.html is other.html and self.part == other.part

    def said(self, attribute: str) -> str:
        """Return an attribute of the element; nothing for what a style sheet adds to it."""
        return "" if "::" in self.part else str(self.html.get(attribute, ""))


@contextmanager
def origins_noted(weasyprint: Any) -> Iterator[None]:
    """Let WeasyPrint leave an `Origin` on each element of a structure tree that it makes.

    Its function is replaced while the block lasts; nothing else of it is changed.
    """
    tags = weasyprint.pdf.tags
    made = tags._build_box_tree  # noqa: SLF001  the pinned version has no other door
    tags._build_box_tree = _noting(made, weasyprint)  # noqa: SLF001
    try:
        yield
    finally:
        tags._build_box_tree = made  # noqa: SLF001


def origin_of(element: Any) -> Origin | None:
    """Return what an element was made of; nothing for the text within a box."""
    return getattr(element, "origin", None)


def _noting(made: Callable[..., Iterator[Any]], weasyprint: Any) -> Callable[..., Iterator[Any]]:
    blocks = weasyprint.formatting_structure.boxes.BlockLevelBox

    def make(box: Any, *rest: Any) -> Iterator[Any]:
        own = getattr(box, "_box", box)  # what is placed absolutely stands in a wrapping
        for element in made(box, *rest):
            if origin_of(element) is None and own.element is not None:
                element.origin = Origin(own.element, own.element_tag, isinstance(own, blocks))
            yield element

    return make
