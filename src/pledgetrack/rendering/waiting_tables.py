"""What waits for a person -> text for a terminal, CSV, JSON."""

import csv
import io
from collections.abc import Callable, Mapping
from typing import Final

from pledgetrack.assessment import Judgement
from pledgetrack.files import path_of
from pledgetrack.listing import Entry
from pledgetrack.register import Register
from pledgetrack.rendering.diagnostics import log_line
from pledgetrack.rendering.tables import as_json, cell
from pledgetrack.waiting import Waiting

_COLUMNS = ("wait", "id", "status", "day", "doubts", "path", "title")


def entry_of(register: Register, one: Waiting, judgement: Judgement | None) -> Entry:
    """Return a record that waits as plain data; without a judgement it is not in the edition."""
    return {
        "wait": one.wait.value,
        "id": one.record,
        "title": dict(register.commitments[one.record].title.texts),
        "status": judgement.status.value if judgement else None,
        "day": one.day.isoformat() if one.day else None,
        "doubts": [doubt.value for doubt in one.doubts],
        "path": path_of("commitment", one.record),
    }


def as_table(entries: list[Entry]) -> str:
    """Return a line for each: what it waits for, the day, the doubts, id, title."""
    rows = [
        (one["wait"], one["day"] or "", " ".join(one["doubts"]), one["id"], _title(one))
        for one in entries
    ]
    widths = [max(len(row[at]) for row in rows) for at in range(4)]
    shown = [at for at in range(4) if widths[at]]
    lines = ("  ".join([*(row[at].ljust(widths[at]) for at in shown), row[4]]) for row in rows)
    return "".join(f"{log_line(line.rstrip())}\n" for line in lines)


def _title(entry: Entry) -> str:
    return str(next(iter(entry["title"].values())))


def as_csv(entries: list[Entry]) -> str:
    """Return a table for spreadsheets; no cell can be taken for a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for entry in entries:
        flat = {**entry, "title": _title(entry), "doubts": " ".join(entry["doubts"])}
        writer.writerow([cell(flat[name]) for name in _COLUMNS])
    return buffer.getvalue()


DRAWN: Final[Mapping[str, Callable[[list[Entry]], str]]] = {
    "table": as_table,
    "json": as_json,
    "csv": as_csv,
}
"""What draws each format."""
