"""A file of any origin -> the parts of a report, or why it is none.

Nothing is repaired: a report is opened as it was written or not at all. Each stream is unpacked
by ourselves up to a limit, so that what claims to be small cannot grow.
"""

import hashlib
import io
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pikepdf

from pledgetrack.errors import PledgetrackError

MOST_BYTES: Final = 128 << 20
MOST_PAGES: Final = 2000
MOST_IN_A_PAGE: Final = 16 << 20
MOST_IN_A_FILE: Final = 48 << 20
"""Limits, in bytes unless they count pages: several times what the largest report needs."""

TABLE: Final = "table-"
_MEMORY: Final = re.compile(r"stream <[^>]*>:? ?")  # what pikepdf calls the bytes that it reads
_STRANGE: Final = ("/AcroForm", "/OCProperties", "/OpenAction", "/AA", "/Collection", "/Perms")


class RefusedError(PledgetrackError):
    """The file is no report of ours, or not all of one; the text says why."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A report taken apart.

    ``pages`` are the SHA-256 of what is drawn on each; ``tables`` are the places of summary
    tables by name: page from 1 (0 where it is gone), left and top in points; ``strange`` is what
    no report of ours has and what could be drawn over a page.
    """

    content: bytes
    pages: tuple[str, ...]
    attachments: Mapping[str, bytes]
    tables: Mapping[str, tuple[int, float, float]]
    strange: tuple[str, ...]


def open_report(path: Path) -> Opened:
    """Take a file apart; `RefusedError` where it is not a whole PDF within the limits."""
    content = _read(path)
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as pdf:
            return _opened(pdf, content)
    except pikepdf.PasswordError as error:
        raise RefusedError("the file is encrypted; no report of ours is") from error
    except (pikepdf.PdfError, pikepdf.DeletedObjectError) as error:
        raise RefusedError(f"the file is damaged or cut short: {_brief(error)}") from error
    except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise RefusedError(f"the file is not built as a report is: {_brief(error)}") from error


def _brief(error: Exception) -> str:
    return _MEMORY.sub("", str(error)).partition("\n")[0][:200]


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise RefusedError(f"the file is larger than {MOST_BYTES >> 20} MiB; no report is")
    if not content.startswith(b"%PDF-"):
        raise RefusedError("the file is no PDF")
    return content


def _opened(pdf: pikepdf.Pdf, content: bytes) -> Opened:
    if pdf.is_encrypted:
        raise RefusedError("the file is encrypted; no report of ours is")
    if pdf.get_warnings():
        raise RefusedError(f"the file is damaged or cut short: {_brief(pdf.get_warnings()[0])}")
    if len(pdf.pages) > MOST_PAGES:
        raise RefusedError(f"the file has more than {MOST_PAGES} pages; no report has")
    return Opened(
        content=content,
        pages=tuple(_digest(page) for page in pdf.pages),
        attachments=dict(_attachments(pdf)),
        tables=_tables(pdf),
        strange=tuple(_strange(pdf)),
    )


def _digest(page: pikepdf.Page) -> str:
    contents = page.obj.get("/Contents")
    if not isinstance(contents, pikepdf.Stream):
        raise RefusedError("a page is not drawn in one piece, as each of ours is")
    return hashlib.sha256(_unpacked(contents, MOST_IN_A_PAGE)).hexdigest()


def _attachments(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bytes]]:
    for name, specification in pdf.attachments.items():
        stream = specification.obj.EF.get("/F")
        if not isinstance(stream, pikepdf.Stream):
            raise RefusedError(f"the file {name[:80]} inside it is empty")
        yield name, _unpacked(stream, MOST_IN_A_FILE)


def _unpacked(stream: Any, most: int) -> bytes:
    """Return what a stream holds; `RefusedError` if that is more than ``most`` bytes."""
    filters = stream.get("/Filter")
    named = [filters] if isinstance(filters, pikepdf.Name) else list(filters or ())
    if named not in ([], ["/FlateDecode"]) or stream.get("/DecodeParms") is not None:
        raise RefusedError("a part of it is packed in a way that no report of ours is")
    raw = stream.read_raw_bytes()
    if named:
        unpacking = zlib.decompressobj()
        try:
            raw = unpacking.decompress(raw, most + 1)
        except zlib.error as error:
            raise RefusedError(f"a part of it cannot be unpacked: {error}") from error
        if not unpacking.eof and len(raw) <= most:
            raise RefusedError("a part of it is cut short")
    if len(raw) > most:
        raise RefusedError(f"a part of it unpacks to more than {most >> 20} MiB")
    return bytes(raw)


def _tables(pdf: pikepdf.Pdf) -> dict[str, tuple[int, float, float]]:
    """Return the named places of summary tables, which the document itself gives."""
    tree = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    if tree is None:
        return {}
    numbers: dict[Any, int] = {
        page.objgen: number for number, page in enumerate(pdf.pages, start=1)
    }
    return {
        str(name): (numbers.get(place[0].objgen, 0), float(place[2]), float(place[3]))
        for name, place in pikepdf.NameTree(tree).items()
        if str(name).startswith(TABLE)
    }


def _strange(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield what could act, or hide a page, and that no report of ours has."""
    names = pdf.Root.get("/Names", pikepdf.Dictionary())
    found = [key for key in _STRANGE if key in pdf.Root]
    found += ["/JavaScript"] if "/JavaScript" in names else []
    yield from (f"the file holds {key[1:]}, which no report has" for key in found)
    for number, page in enumerate(pdf.pages, start=1):
        for note in page.obj.get("/Annots", ()):
            if note.get("/Subtype") != "/Link" or "/AP" in note:
                kind = str(note.get("/Subtype", "/unknown"))[1:41]
                yield f"page {number}: something is laid over it ({kind}), which no report has"
