"""Fonts inside a PDF whose glyphs have two numbers, given one.

A font for Japanese or Korean names its glyphs by the numbers of a character collection. A PDF that
shows text in such a font must use these numbers; WeasyPrint uses the positions of the glyphs in the
font. Many programs take them for positions all the same, and one that goes by ISO 32000-1:2008
section 9.7.4.2 shows nothing. Where each glyph is numbered by its position, all agree.
"""

import io

import pikepdf
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]


def number_glyphs_alike(pdf: pikepdf.Pdf) -> None:
    """Give each glyph the number of its position, in fonts with a character collection."""
    for font in pdf.objects:
        if isinstance(font, pikepdf.Dictionary) and font.get("/Subtype") == "/CIDFontType0":
            program = font.FontDescriptor.get("/FontFile3")
            if program is not None:
                program.write(_numbered(program.read_bytes()))


def _numbered(program: bytes) -> bytes:
    font = TTFont(io.BytesIO(program), recalcTimestamp=False, lazy=True)
    top = font["CFF "].cff.topDictIndex[0]
    if not hasattr(top, "ROS"):
        return program
    before = font.getGlyphOrder()
    after = [".notdef", *(f"cid{at:05d}" for at in range(1, len(before)))]
    if before == after:
        return program
    glyphs = top.CharStrings.charStrings
    top.CharStrings.charStrings = dict(zip(after, map(glyphs.__getitem__, before), strict=True))
    top.charset = after
    # The other tables of the font are kept as they are: a PDF does not read them.
    result = io.BytesIO()
    font.save(result, reorderTables=None)
    return result.getvalue()
