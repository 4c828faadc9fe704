"""What is drawn on a page, as WeasyPrint wrote it: which marks show something, and whose it is.

Each line of text and each picture is marked with a number, by which an element of the structure
tree holds it. Source: ISO 32000-1:2008 section 14.6.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pydyf  # type: ignore[import-untyped]


def shown_marks(stream: Sequence[Any]) -> set[int]:
    """Return the numbers of what shows something: a picture, or text of one glyph at least."""
    shown: set[int] = set()
    number: int | None = None
    for at, operator in enumerate(stream):
        if operator == b"BDC":
            number = _mark_of(stream[at - 1])
            if number is not None and stream[at - 2] != "/Span":
                shown.add(number)
        elif number is not None and isinstance(operator, bytes) and operator.endswith(b"TJ"):
            shown.add(number)
    return shown


def leave_to_the_page(stream: list[Any], held: set[int]) -> None:
    """Say of what no element holds that it belongs to the page: running heads and feet."""
    for at, (properties, operator) in enumerate(pairwise(stream)):
        number = _mark_of(properties) if operator == b"BDC" else None
        if number is not None and number not in held:
            stream[at - 1] = "/Artifact"
            stream[at] = pydyf.Dictionary({"Type": "/Pagination"})


def _mark_of(properties: Any) -> int | None:
    return properties.get("MCID") if isinstance(properties, Mapping) else None
