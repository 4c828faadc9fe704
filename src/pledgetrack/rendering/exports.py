"""The formats of ``pledgetrack export``: each a pure function of a register and an edition."""

from collections.abc import Callable, Mapping
from typing import Final

from pledgetrack.assessment import Edition
from pledgetrack.register import Register
from pledgetrack.rendering.export import export_json
from pledgetrack.rendering.export_csl import export_csl
from pledgetrack.rendering.export_records import export_csv, export_jsonl
from pledgetrack.rendering.export_sqlite import export_sqlite

FORMATS: Final[Mapping[str, Callable[[Register, Edition], str | bytes]]] = {
    "json": export_json,
    "jsonl": export_jsonl,
    "csv": export_csv,
    "sqlite": export_sqlite,
    "csl": export_csl,
}


def export(register: Register, edition: Edition, name: str) -> bytes:
    """Return the export in a format as the bytes of its file; text is UTF-8."""
    content = FORMATS[name](register, edition)
    return content if isinstance(content, bytes) else content.encode()
