"""Which characters our fonts can draw; only importer of fontTools.

A character without a glyph would come from whatever font the machine has, or as an empty box. It
is found here, before anything is drawn, so that the message can name the record it stands in.
"""

import unicodedata
from functools import cache

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from pledgetrack.rendering.fonts import font_files

INVISIBLE = frozenset({"Cc", "Cf"})
"""Categories that need no glyph: line breaks, soft hyphens, joiners."""


def missing_characters(text: str) -> tuple[str, ...]:
    """Return the characters of ``text``, each once and in order of code point, that no font has."""
    unknown = set(text) - drawable_characters()
    return tuple(sorted(one for one in unknown if unicodedata.category(one) not in INVISIBLE))


def character_name(character: str) -> str:
    """Return a character as a message shows it: its number and its Unicode name."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'without a name')}"


@cache
def drawable_characters() -> frozenset[str]:
    """Return every character that one of the packaged fonts has a glyph for."""
    characters: set[str] = set()
    for path in font_files():
        with TTFont(path, lazy=True) as font:
            characters.update(map(chr, font.getBestCmap()))
    return frozenset(characters)
