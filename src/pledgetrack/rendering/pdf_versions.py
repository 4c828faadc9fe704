"""The names and versions of all that turns a register into the bytes of a PDF."""

import hashlib
import platform
import zlib
from functools import cache
from importlib.metadata import version
from typing import Any

import pikepdf

from pledgetrack import __version__
from pledgetrack.rendering.digest import RENDERING_DIGEST
from pledgetrack.rendering.fonts import font_files

_PACKAGES = ("weasyprint", "pydyf", "tinycss2", "tinyhtml5", "fonttools", "pillow", "pikepdf")


@cache
def versions() -> dict[str, Any]:
    """Return versions by name; of our own code and of each font, the SHA-256 as well.

    The same register, drawn by the same of all these, gives the same bytes.
    """
    return {
        "pledgetrack": __version__,
        "code": RENDERING_DIGEST,
        "python": platform.python_version(),
        **{name: version(name) for name in _PACKAGES},
        **_libraries(),
        "fonts": {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in font_files()
        },
    }


def _libraries() -> dict[str, str]:
    """Return the versions of the libraries that the packages call."""
    # Loaded where it is used: it needs libraries that a machine may not have.
    from weasyprint.text import ffi as text  # type: ignore[import-untyped]  # noqa: PLC0415

    text.ffi.cdef("const char * hb_version_string(void);", override=True)
    pango = text.pango.pango_version()
    return {
        "pango": f"{pango // 10000}.{pango // 100 % 100}.{pango % 100}",
        "harfbuzz": text.ffi.string(text.harfbuzz.hb_version_string()).decode(),
        "qpdf": pikepdf.__libqpdf_version__,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }
