"""Files inside a PDF, the same bytes every time, and what is drawn on its pages."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Final

import pikepdf

from pledgetrack.rendering.attachment import Attachment

_MEDIA_TYPES: Final = {
    ".json": "application/json",
    ".csv": "text/csv",
    ".zip": "application/zip",
}


def attach(pdf: pikepdf.Pdf, day: date, attachments: tuple[Attachment, ...]) -> None:
    """Put files into the PDF, each listed by name and among the files of the whole document."""
    listed = pikepdf.Array()
    for each in attachments:
        pdf.attachments[each.name] = pikepdf.AttachedFileSpec(
            pdf,
            each.content,
            description=each.description,
            filename=each.name,
            mime_type=_MEDIA_TYPES[f".{each.name.rpartition('.')[2]}"],
            creation_date=_written(day),
            mod_date=_written(day),
        )
        specification = pdf.attachments[each.name].obj
        specification.AFRelationship = pikepdf.Name(f"/{each.relationship}")
        listed.append(specification)
    if attachments:
        pdf.Root.AF = listed


def page_contents(pdf: bytes) -> Iterator[bytes]:
    """Yield what is drawn on each page: the operators, without the fonts that they name."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            page.contents_coalesce()
            yield page.obj.Contents.read_bytes()


def moment(day: date) -> datetime:
    """Return the beginning of a day, in universal time."""
    return datetime.combine(day, time(), UTC)


def _written(day: date) -> str:
    return f"D:{day:%Y%m%d}000000Z"
