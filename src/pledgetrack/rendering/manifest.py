"""A document that was laid out -> the list of all that it prints and holds.

The manifest names each figure with its query, its value, its words and its place, each page by
the digest of what is drawn on it, each file inside by its digest, and all that made the report.
It proves nothing by itself: whoever verifies counts again in the register.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final

from pledgetrack.rendering.attachment import Attachment
from pledgetrack.rendering.job import Facts, Job
from pledgetrack.rendering.marking import FIGURE, TABLE, Mark
from pledgetrack.rendering.pdf import Layout
from pledgetrack.rendering.pdf_files import page_contents
from pledgetrack.rendering.pdf_versions import versions

MANIFEST: Final = "manifest.json"
SCHEMA: Final = "urn:pledgetrack:schema:manifest:1"
HIDDEN: Final = (FIGURE,)
"""How the ids begin that only the manifest needs; those of tables stay in the file, for whoever
verifies looks for them there."""


def facts_of(job: Job, laid: Layout) -> Facts:
    """Return the number of pages, and on which each place stands that can be linked to."""
    places: dict[str, int] = {}
    for number, anchors in enumerate(laid.anchors, start=1):
        for name in anchors:
            if not name.startswith((FIGURE, TABLE)):
                places.setdefault(name, number)
    return Facts(job.label, len(laid.anchors), places)


def manifest_of(job: Job, laid: Layout) -> Attachment:
    """Return the manifest of a document as a file to attach."""
    placed = _placed(laid)
    data = {
        "schema": SCHEMA,
        "file": job.name,
        **asdict(job.label),
        "made_by": versions(),
        "attachments": {
            each.name: hashlib.sha256(each.content).hexdigest() for each in job.attachments
        },
        "pages": [hashlib.sha256(content).hexdigest() for content in page_contents(laid.pdf)],
        "tables": [
            {"page": page, "box": box}
            for name, (page, box) in placed.items()
            if name.startswith(TABLE)
        ],
        "figures": list(_figures(job.marks, placed)),
    }
    content = (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
    return Attachment(MANIFEST, f"What {job.name} prints and holds", content, "Supplement")


_Placed = Mapping[str, tuple[int, list[float]]]


def _placed(laid: Layout) -> _Placed:
    """Return page and box of each figure and each summary table, by id; the first of several."""
    found: dict[str, tuple[int, list[float]]] = {}
    for number, anchors in enumerate(laid.anchors, start=1):
        for name, box in anchors.items():
            if name.startswith((FIGURE, TABLE)):
                found.setdefault(name, (number, list(box)))
    return found


def _figures(marks: tuple[Mark, ...], placed: _Placed) -> Iterator[dict[str, Any]]:
    for number, mark in enumerate(marks, start=1):
        page, box = placed[f"{FIGURE}{number}"]
        yield {
            "measure": mark.measure,
            "filter": dict(mark.filter),
            "value": mark.value,
            "words": mark.words,
            "page": page,
            "box": box,
            "drawn": mark.drawn,
        }
