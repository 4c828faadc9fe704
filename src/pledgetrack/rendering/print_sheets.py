"""The style sheets of print as the one that documents are drawn with.

Our sheets call colours, faces and measures by names of their own. WeasyPrint would look each name
up, and read its value again, for every element that uses it: here the values are written in their
places, once.
"""

import re
from collections.abc import Iterable
from typing import Final

from pledgetrack.rendering.html import STATIC

_NAMED: Final = re.compile(r"(?<![\w-])(--[\w-]+):\s*([^;]+);")
_USED: Final = re.compile(r"var\((--[\w-]+)\)")


def joined(names: Iterable[str]) -> str:
    """Return sheets of ours, by file name, one after the other."""
    return written_out("\n".join((STATIC / name).read_text(encoding="utf-8") for name in names))


def written_out(sheet: str) -> str:
    """Put the values of custom properties in the places of their names.

    Each has one value for the whole document. Raises ``KeyError`` for a name without a value.
    """
    values = dict(_NAMED.findall(sheet))
    return _USED.sub(lambda use: values[use[1]], _NAMED.sub("", sheet))
