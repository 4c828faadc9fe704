"""Lists of records and coverage -> text for a terminal, CSV, JSON."""

import csv
import io
import json
import re
from typing import Any, Final

from pledgetrack.listing import Entry
from pledgetrack.rendering.diagnostics import log_line

_COLUMNS = ("id", "status", "lifecycle", "as_of", "force", "due", "provisional", "title")
# Where words would be a formula to a spreadsheet: at their beginning, and, where commas are not
# what it takes for separators, behind what is.
_FORMULA: Final = re.compile(r"""^(?='*[\t\r\n])|(?:^|(?<=[;\t\r\n]))(?=["']*[=+\-@＝＋－＠])""")


def records_as_table(entries: list[Entry]) -> str:
    """Return a line for each record: status, stage, deadline, id, title."""
    rows = [
        (entry["status"], entry["lifecycle"] or "", _deadline(entry), entry["id"], _title(entry))
        for entry in entries
    ]
    widths = [max((len(row[at]) for row in rows), default=0) for at in range(4)]
    return "".join(f"{_padded(row, widths)}\n" for row in rows)


def _padded(row: tuple[str, ...], widths: list[int]) -> str:
    cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
    return log_line("  ".join([*cells, row[-1]]).rstrip())


def _deadline(entry: Entry) -> str:
    due = entry["due"] or {}
    return str(due.get("by", due.get("from", "")))


def _title(entry: Entry) -> str:
    return str(next(iter(entry["title"].values())))


def record_as_table(entry: Entry) -> str:
    """Return what is known about one record, a fact a line, then quotes and history."""
    facts = ["id", "section", "kind", "force", "status", "lifecycle", "as_of", "path"]
    lines = [f"{_title(entry)}", ""]
    lines += [f"{name:<12}{entry[name]}" for name in facts if entry[name] is not None]
    if entry["due"]:
        lines.append(f"{'due':<12}{', '.join(f'{key} {v}' for key, v in entry['due'].items())}")
    lines += [f"{'by':<12}{', '.join(entry['by'])}", ""]
    for quote in entry["quotes"]:
        where = f", lines {quote['lines'][0]}-{quote['lines'][1]}" if quote["lines"] else ""
        lines += [f"“{quote['exact']}”", f"    {quote['source']}{where}: {quote['proof']}", ""]
    for judged in entry["history"]:
        why = next(iter(judged["why"].values()))
        lines += [f"{judged['as_of']}  {judged['status']}: {why}"]
    return "".join(f"{log_line(line)}\n" for line in lines)


def records_as_csv(entries: list[Entry]) -> str:
    """Return a table for spreadsheets; no cell can be taken for a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for entry in entries:
        flat = {**entry, "title": _title(entry), "due": _deadline(entry)}
        writer.writerow([cell(flat[name]) for name in _COLUMNS])
    return buffer.getvalue()


def cell(value: object) -> str:
    """Return a value for a cell: where a formula could begin, an apostrophe stands before it.

    That is at the beginning of the words, and behind a semicolon, a tab and a line break: many
    spreadsheets divide lines there, whatever the name of the format says. An apostrophe stands also
    before such apostrophes of the words themselves, so that whoever takes the first one off in each
    place has the words again.
    """
    return _FORMULA.sub("'", "" if value is None else str(value))


def as_json(data: object) -> str:
    """Return plain data as JSON."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def coverage_as_text(data: dict[str, Any]) -> str:
    """Return for each text how much is accounted for, and its gaps with their lines."""
    lines: list[str] = []
    for text in data["texts"]:
        lines += [f"{text['source']}:{gap['line']}: {gap['text']}" for gap in text["gaps"]]
    for text in data["texts"]:
        lines.append(
            f"{text['agreement']}, {text['source']} ({text['held']}): {text['percent']:.1f} % of "
            f"{text['characters']} letters and digits; claimed {text['claimed']}, "
            f"disposed {text['disposed']}, uncovered {text['uncovered']}"
        )
    return "".join(f"{log_line(line)}\n" for line in lines)
