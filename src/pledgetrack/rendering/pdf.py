"""A finished page in HTML to a tagged PDF, the same bytes every time; only importer of weasyprint.

WeasyPrint needs Pango, a library of the operating system, so it is imported when a PDF is asked
for and not before. It sees our fonts only, asks for nothing outside the style sheet it is given,
and whatever it complains about is an error: a page is drawn as it should be or not at all.
"""

import logging
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias
from xml.sax.saxutils import escape

from pledgetrack.errors import RenderingError
from pledgetrack.rendering.attachment import Attachment
from pledgetrack.rendering.fonts import font_files
from pledgetrack.rendering.pdf_defaults import document_class
from pledgetrack.rendering.pdf_files import moment
from pledgetrack.rendering.pdf_links import NEIGHBOURS
from pledgetrack.rendering.pdf_origins import origins_noted
from pledgetrack.rendering.pdf_structure import tidy
from pledgetrack.rendering.pdf_tags import finished

__all__ = ["PANGO_REMEDY", "Attachment", "Layout", "layout", "pdf_from_html"]

Box: TypeAlias = tuple[float, float, float, float]

PANGO_REMEDY = (
    "PDF needs Pango and HarfBuzz: "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 (Debian, Ubuntu), "
    "dnf install pango harfbuzz (Fedora), brew install pango (macOS)"
)
"""What to type where the libraries are missing."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A document that was laid out and written, not yet with what only pikepdf can add.

    ``anchors`` holds for each page the boxes of all elements with an id: left, bottom, right and
    top in points from the lower left corner.
    """

    pdf: bytes
    anchors: tuple[Mapping[str, Box], ...]


def pdf_from_html(
    html: str, styles: str, day: date, attachments: tuple[Attachment, ...] = ()
) -> bytes:
    """Draw an HTML document as a PDF.

    ``html`` is a whole document with ``lang`` and ``<title>``; ``styles`` is our style sheet, and
    the ``data:`` pictures in it are all that the document may load; ``day`` is the date of the
    file. The same arguments give the same bytes, in any process, on any day.

    Raises `RenderingError` where Pango is missing, or where anything at all was logged.
    """
    return finished(layout(html, styles, day).pdf, day, attachments)


def layout(html: str, styles: str, day: date, hidden: tuple[str, ...] = ()) -> Layout:
    """Lay a document out, as `pdf_from_html` does, and say where each element with an id stands.

    An id that begins with one of ``hidden`` has a place but is nothing to link to.
    """
    with _surroundings(day):
        weasyprint = _weasyprint()
        with _silence():
            return _draw(weasyprint, html, styles, hidden)


def _draw(weasyprint: Any, html: str, styles: str, hidden: tuple[str, ...]) -> Layout:
    fonts = weasyprint.text.fonts.FontConfiguration()
    try:
        means = _means(weasyprint, styles)
        source = means.source_class(string=html, url_fetcher=means.fetcher, base_url=NEIGHBOURS)
        document = source.render(
            stylesheets=[means.sheet], font_config=fonts, pdf_variant="pdf/a-3a"
        )
        anchors = tuple(_boxes(page) for page in document.pages)
        for page in document.pages:
            for name in [name for name in page.anchors if name.startswith(hidden)]:
                del page.anchors[name]
        with origins_noted(weasyprint):
            drawn = document.write_pdf(pdf_variant="pdf/a-3a", finisher=tidy)
        return Layout(drawn, anchors)
    except weasyprint.urls.FatalURLFetchingError as error:
        raise RenderingError(str(error)) from None


@dataclass(frozen=True, slots=True)
class _Means:
    """What documents with one style sheet are drawn with."""

    source_class: type[Any]
    sheet: Any
    fetcher: Any


@lru_cache(maxsize=4)
def _means(weasyprint: Any, styles: str) -> _Means:
    """Read a style sheet; once in a process, for the many short documents that share it.

    A sheet with a fault is never kept: it fails with each document.
    """
    with _silence():
        fetcher = _fetcher(weasyprint, styles)
        sheet = weasyprint.CSS(string=styles, url_fetcher=fetcher)
        return _Means(document_class(weasyprint, fetcher), sheet, fetcher)


def _boxes(page: Any) -> dict[str, Box]:
    """Return the boxes of a page's anchors in points, counted from the lower left corner."""
    return {
        name: (
            _points(left),
            _points(page.height - bottom),
            _points(right),
            _points(page.height - top),
        )
        for name, (left, top, right, bottom) in page.anchors.items()
    }


def _points(pixels: float) -> float:
    return round(pixels * 0.75, 2)


def _fetcher(weasyprint: Any, styles: str) -> Any:
    """Return a fetcher that opens the pictures written into ``styles`` and refuses all else."""

    class OwnPicturesOnly(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            if not (url.startswith("data:image/svg+xml,") and url in styles):
                message = f"the page asks for {url[:200]!r}, which is not part of the style sheet"
                raise weasyprint.urls.FatalURLFetchingError(message)
            return super().fetch(url, headers)

    return OwnPicturesOnly(allowed_protocols=["data"], allow_redirects=False)


def _weasyprint() -> Any:
    try:
        # Not at the top: it needs libraries of the system that a machine may not have.
        import weasyprint  # type: ignore[import-untyped]  # noqa: PLC0415
    except OSError as error:
        raise RenderingError(PANGO_REMEDY) from error
    if weasyprint.text.ffi.harfbuzz_subset is None:
        raise RenderingError(PANGO_REMEDY)
    return weasyprint


class _Complaints(logging.Handler):
    """Keeps the text of each distinct record that a library logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        self.texts[record.getMessage()] = None


@contextmanager
def _silence() -> Iterator[None]:
    """Fail, when the block ends, if the renderer or its font library logged a warning."""
    complaints = _Complaints()
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.WARNING)
        logger.addHandler(complaints)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
            logger.removeHandler(complaints)
    if complaints.texts:
        raise RenderingError("the PDF renderer complains: " + "; ".join(complaints.texts))


@contextmanager
def _surroundings(day: date) -> Iterator[None]:
    """Let the libraries see our fonts only, and ``day`` as the time of making."""
    with tempfile.TemporaryDirectory(prefix="pledgetrack-fonts-") as folder:
        setting = Path(folder) / "fonts.conf"
        setting.write_text(_fontconfig(folder), encoding="utf-8")
        wanted = {
            "FONTCONFIG_FILE": str(setting),
            "SOURCE_DATE_EPOCH": str(int(moment(day).timestamp())),
        }
        before = {name: os.environ.get(name) for name in wanted}
        os.environ.update(wanted)
        try:
            yield
        finally:
            for name, value in before.items():
                _restore(name, value)


def _restore(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value


def _fontconfig(folder: str) -> str:
    """Return a font configuration that knows our files and no folder of the machine."""
    names = sorted({str(path.parent) for path in font_files()})
    folders = "".join(f"<dir>{escape(name)}</dir>" for name in names)
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig>{folders}<cachedir>{escape(folder)}</cachedir></fontconfig>"
    )
