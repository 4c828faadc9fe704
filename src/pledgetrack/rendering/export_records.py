"""The records of an edition -> one JSON text a line, or one row a record for spreadsheets."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any, Final

from pledgetrack.assessment import Edition, Judgement, judge
from pledgetrack.listing import entry_of, with_history
from pledgetrack.register import Register
from pledgetrack.rendering.tables import cell
from pledgetrack.schemas import ROW, bundled_schema
from pledgetrack.vocabulary import Role

BETWEEN_PIECES: Final = " | "
"""Stands in a cell between two pieces of the words of a record."""


def export_jsonl(register: Register, edition: Edition) -> str:
    """Return one JSON text a line: the entry of a record, its history, its file as written.

    Each line is valid by the schema ``record``; same register and edition, same bytes.
    """
    lines = (
        json.dumps(_line(register, edition, judgement), ensure_ascii=False)
        for judgement in judge(register, edition).values()
    )
    return "".join(f"{line}\n" for line in lines)


def _line(register: Register, edition: Edition, judgement: Judgement) -> dict[str, Any]:
    entry = with_history(entry_of(register, judgement), edition, judgement)
    return {**entry, "written": register.raws[entry["path"]].data}


def export_csv(register: Register, edition: Edition) -> str:
    """Return one row a record; the schema ``csv`` describes the columns.

    Lines end in CR LF, the text is to be written as UTF-8. No cell is a formula to a spreadsheet:
    see :func:`pledgetrack.rendering.tables.cell`.
    """
    return judged_as_csv(register, judge(register, edition).values())


def judged_as_csv(register: Register, judgements: Iterable[Judgement]) -> str:
    """Return the same for some records that are judged already."""
    columns = tuple(bundled_schema(ROW)["properties"])
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    for judgement in judgements:
        row = _row(register, judgement)
        writer.writerow([cell(row[name]) for name in columns])
    return buffer.getvalue()


def _row(register: Register, judgement: Judgement) -> dict[str, str]:
    entry, assessment = entry_of(register, judgement), judgement.assessment
    due = entry["due"] or {}
    plain = ("id", "agreement", "section", "kind", "force", "status", "lifecycle", "as_of", "path")
    return {
        **{name: entry[name] or "" for name in plain},
        "title": str(judgement.commitment.title),
        "by": " ".join(entry["by"]),
        "through": " ".join(entry["through"]),
        **{f"due_{name}": due.get(name, "") for name in ("from", "by", "strict", "words")},
        "parts": " ".join(f"{name}={number}" for name, number in entry.get("parts", {}).items()),
        "why": str(assessment.why) if assessment else "",
        "provisional": _truth(value=entry["provisional"]),
        "counted": _truth(value=entry["counted"]),
        **_words(entry["quotes"]),
    }


def _words(quotes: list[dict[str, Any]]) -> dict[str, str]:
    """Return what promises, and where the first piece of it stands."""
    pieces = [quote for quote in quotes if quote["role"] == Role.OPERATIVE] or quotes
    first: dict[str, Any] = pieces[0]  # the schema asks for one at least
    lines = first["lines"]
    return {
        "words": BETWEEN_PIECES.join(quote["exact"] for quote in pieces),
        "source": first["source"] or "",
        "lines": f"{lines[0]}-{lines[1]}" if lines else "",
        "proof": first["proof"],
    }


def _truth(*, value: bool) -> str:
    return "true" if value else "false"
