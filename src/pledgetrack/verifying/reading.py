"""The words on a page, with the place of each letter; only importer of pypdfium2."""

import ctypes
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from pledgetrack.verifying.opening import RefusedError

MOST_LETTERS: Final = 200_000
"""On a page; one that is full of small print has a tenth of it."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter and its middle, in points from the lower left corner."""

    text: str
    x: float
    y: float

    def is_in(self, box: Box) -> bool:
        """Say whether the letter stands in a box."""
        left, bottom, right, top = box
        return left <= self.x <= right and bottom <= self.y <= top


@dataclass(frozen=True, slots=True)
class PageText:
    """The letters of a page in reading order."""

    letters: tuple[Letter, ...]

    def within(self, box: Box) -> str:
        """Return the text in a box, without blanks."""
        return squeezed("".join(one.text for one in self.letters if one.is_in(box)))

    @property
    def text(self) -> str:
        """Return all text of the page, with a blank wherever there is one."""
        return re.sub(r"\s+", " ", "".join(one.text for one in self.letters))


def squeezed(text: str) -> str:
    """Return a text without blanks, of which a page has others than what was written."""
    return re.sub(r"\s+", "", text)


def read_pages(content: bytes, numbers: set[int]) -> Mapping[int, PageText]:
    """Return the text of some pages of a PDF, by number from 1.

    Raises `RefusedError` where a page cannot be read.
    """
    try:
        document = pypdfium2.PdfDocument(content)
        wanted = sorted(number for number in numbers if number <= len(document))
        return {number: PageText(tuple(_letters(document[number - 1]))) for number in wanted}
    except pypdfium2.PdfiumError as error:
        raise RefusedError(f"the words on its pages cannot be read: {error}") from error


def _letters(page: Any) -> Iterator[Letter]:
    text = page.get_textpage()
    count = text.count_chars()
    if count > MOST_LETTERS:
        raise RefusedError(f"a page has more than {MOST_LETTERS} letters")
    sides = [ctypes.c_double() for _ in range(4)]
    for at in range(count):
        letter = chr(raw.FPDFText_GetUnicode(text, at))
        raw.FPDFText_GetCharBox(text, at, *sides)
        left, right, bottom, top = (side.value for side in sides)
        yield Letter(letter, (left + right) / 2, (bottom + top) / 2)
