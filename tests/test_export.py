"""The export is the whole register, valid by its own schema, and the same bytes every time."""

import json
import subprocess
import sys
from typing import Any

import jsonschema_rs
import pytest
from trackers import RECORDS, REPOSITORY, TrackerFolder, environment

from pledgetrack.assessment import edition_of
from pledgetrack.files import discover
from pledgetrack.line import load_register
from pledgetrack.register import Register
from pledgetrack.rendering.export import SCHEMA, export_data, export_json
from pledgetrack.schemas import EXPORT, KINDS, bundled_schema

ROOTS = {
    "valid": RECORDS / "valid",
    "every-field": RECORDS / "every-field",
    "repository": REPOSITORY,
}


@pytest.fixture(scope="module", params=ROOTS)
def register(request: pytest.FixtureRequest) -> Register:
    """Return the registers of the test trackers, and that of the repository."""
    return load_register(ROOTS[request.param])


def exported(register: Register) -> dict[str, Any]:
    """Return the export as a reader of the file sees it."""
    data: dict[str, Any] = json.loads(export_json(register, edition_of(register)))
    return data


def test_the_export_is_valid_by_its_schema(register: Register) -> None:
    """The schema is that which ``pledgetrack schema`` writes."""
    data = exported(register)
    jsonschema_rs.Draft202012Validator(bundled_schema(EXPORT)).validate(data)
    assert data["schema"] == SCHEMA == bundled_schema(EXPORT)["$id"]


def test_the_schema_refuses_what_is_no_export(full_register: Register) -> None:
    """It would be worth nothing if it took everything."""
    validator = jsonschema_rs.Draft202012Validator(bundled_schema(EXPORT))
    for change in (
        {"schema": "urn:other"},
        {"more": 1},
        {"records": [{"id": "x"}]},
        {"files": {"tracker": {}}},
        {"edition": {"as_of": 2001, "known_by": None}},
    ):
        assert not validator.is_valid({**exported(full_register), **change})


def test_every_file_in_it_is_valid_by_the_schema_of_its_kind(register: Register) -> None:
    """Whoever has the export and the schemas has the records."""
    files = exported(register)["files"]
    assert set(files) == set(KINDS)
    for kind in KINDS:
        validator = jsonschema_rs.Draft202012Validator(bundled_schema(kind))
        for path, data in files[kind].items():
            validator.validate(data)
            assert path.startswith("commitments/")


def test_nothing_is_left_out(register: Register) -> None:
    """Every file, every record of the edition, every text at hand."""
    data = exported(register)
    paths = {path for files in data["files"].values() for path in files}
    assert paths == set(discover(register.root)[0])
    assert [entry["id"] for entry in data["records"]] == list(register.commitments)
    assert data["tracker"] == register.tracker.id


def test_the_edition_is_named(full_register: Register) -> None:
    """Both days; null where everything that is known counts."""
    assert exported(full_register)["edition"] == {"as_of": "2010-12-31", "known_by": None}
    edition = edition_of(full_register, full_register.tracker.as_of, full_register.tracker.as_of)
    assert export_data(full_register, edition)["edition"]["known_by"] == "2010-12-31"


def test_the_same_bytes_whatever_the_process(full_tracker: TrackerFolder) -> None:
    """Order never depends on hashes, on the clock or on the order of a folder."""
    written = []
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-m", "pledgetrack", "export", "-o", f"{seed}.json"],
            cwd=full_tracker.root,
            env={**environment(), "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}"},
            timeout=600,
            check=True,
        )
        written.append((full_tracker.root / f"{seed}.json").read_bytes())
    assert written[0] == written[1]
    assert written[0].endswith(b"}\n")
