"""The fonts of the print: where the packages that carry them have put the files.

The print never depends on what a machine has. The site ships smaller cuts of the same Latin
families in ``static/fonts`` and leaves Japanese to the reader's system.
"""

from importlib.resources import files
from pathlib import Path

_FILES = {
    "fontpkg_source_serif_4": (
        "files/SourceSerif4[opsz,wght].ttf",
        "files/SourceSerif4-Italic[opsz,wght].ttf",
    ),
    "fontpkg_source_sans_3": (
        "files/SourceSans3[wght].ttf",
        "files/SourceSans3-Italic[wght].ttf",
    ),
    "fontpkg_source_code_pro": ("files/SourceCodePro[wght].ttf",),
    "pylopdf_fonts_jp": ("NotoSerifJP-Regular.otf", "NotoSansJP-Regular.otf"),
    "pylopdf_fonts_ko": ("NotoSerifKR-Regular.otf", "NotoSansKR-Regular.otf"),
}


def font_files() -> tuple[Path, ...]:
    """Return the font files, Latin first; families are those named in ``print.css``."""
    return tuple(
        Path(str(files(package))) / name for package, names in _FILES.items() for name in names
    )
