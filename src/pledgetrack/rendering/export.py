"""The whole register -> JSON, with a schema for the output."""

import json
from typing import Any

from pledgetrack.assessment import Edition
from pledgetrack.listing import coverage_data, coverage_entries, record_entries
from pledgetrack.register import Register

KINDS = ("tracker", "parties", "agreement", "source", "series", "commitment")
"""The kinds of files in the order of the export."""
SCHEMA = "urn:pledgetrack:schema:export:1"


def export_data(register: Register, edition: Edition) -> dict[str, Any]:
    """Return the register as plain data: every file as it is written, and what follows from it.

    ``files`` holds the data of the record files by kind and name, with the schemas of those
    kinds; ``records`` is the list of records with status, proof and lines in the edition;
    ``coverage`` says how much of each text is accounted for.
    """
    return {
        **export_head(register, edition),
        "records": record_entries(register, edition),
        "coverage": coverage_data(coverage_entries(register, [])),
        "files": export_files(register),
    }


def export_head(register: Register, edition: Edition) -> dict[str, Any]:
    """Return what the export is about: its schema, the tracker, the edition."""
    return {
        "schema": SCHEMA,
        "tracker": register.tracker.id,
        "edition": {
            "as_of": edition.as_of.isoformat(),
            "known_by": edition.known_by.isoformat() if edition.known_by else None,
        },
    }


def export_files(register: Register) -> dict[str, Any]:
    """Return the data of the files by kind and name, without those that cannot be read."""
    files: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    for path, kind in sorted(register.files.items()):
        if path in register.raws:
            files[kind][path] = register.raws[path].data
    return files


def export_json(register: Register, edition: Edition) -> str:
    """Return the export as JSON text: same register and edition, same bytes."""
    return json.dumps(export_data(register, edition), ensure_ascii=False, indent=1) + "\n"
