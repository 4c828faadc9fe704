"""The folder of a tracker -> its files, each with its kind."""

import os
import re
from pathlib import Path
from typing import Final

from pledgetrack.errors import UsageError
from pledgetrack.findings import Check, Finding, Location

RECORDS = "commitments"
_FOLDER_KINDS = {"agreements": "agreement", "sources": "source", "series": "series"}
_FILE_KINDS = {"tracker.yaml": "tracker", "parties.yaml": "parties"}
_FOLDERS = {kind: f"{folder}/" for folder, kind in _FOLDER_KINDS.items()} | {"commitment": ""}
# The names of pages, attached files and messages come from these: nothing else may stand in them.
_NAMED: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*\.yaml")

CHECKS = (
    Check(
        "missing-file",
        "A tracker has commitments/tracker.yaml and commitments/parties.yaml.",
        "Add the file; the reference of the record model shows what it holds.",
    ),
    Check(
        "unexpected-file",
        "Every file below commitments/ has a place that says what it is.",
        "Move it to agreements/, sources/, series/ or the folder of its agreement, end its name "
        "in .yaml, and use small letters, digits and hyphens only.",
    ),
)


def find_root(start: Path) -> Path:
    """Return the nearest folder, from ``start`` upwards, that holds a tracker."""
    for folder in (start, *start.parents):
        if (folder / RECORDS / "tracker.yaml").is_file():
            return folder
    raise UsageError(
        f"no tracker here: {start} and the folders above it have no {RECORDS}/tracker.yaml"
    )


def path_of(kind: str, name: str) -> str:
    """Return the file of a value: ``path_of("source", "gazette-2001")``."""
    if kind in {"tracker", "parties"}:
        return f"{RECORDS}/{kind}.yaml"
    return f"{RECORDS}/{_FOLDERS[kind]}{name}.yaml"


def record_of(path: str) -> str:
    """Return the id that its place gives to a record."""
    return path.removeprefix(f"{RECORDS}/").removesuffix(".yaml")


def discover(root: Path) -> tuple[dict[str, str], list[Finding]]:
    """Return the files of a tracker with their kinds, and what stands in no known place."""
    files: dict[str, str] = {}
    findings: list[Finding] = []
    for parts in _below(root / RECORDS):
        kind, path = _kind_of(parts), "/".join((RECORDS, *parts))
        if kind:
            files[path] = kind
        elif path.endswith((".yaml", ".yml", ".json")) or (root / path).is_dir():
            findings.append(_unexpected(path))
    findings.extend(_missing(name) for name in _FILE_KINDS if f"{RECORDS}/{name}" not in files)
    return files, findings


def _below(top: Path) -> list[tuple[str, ...]]:
    """Return the parts of the paths of all files below a folder, without hidden ones."""
    found: list[tuple[str, ...]] = []
    for folder, folders, names in os.walk(top):
        above = Path(folder).relative_to(top).parts
        links = [name for name in folders if Path(folder, name).is_symlink()]
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [(*above, name) for name in (*names, *links) if not name.startswith(".")]
    return sorted(found)


def _kind_of(parts: tuple[str, ...]) -> str | None:
    if len(parts) == 1:
        return _FILE_KINDS.get(parts[0])
    if not _NAMED.fullmatch("/".join(parts)):
        return None
    return _FOLDER_KINDS.get(parts[0], "commitment")


def _unexpected(path: str) -> Finding:
    written = path.encode("utf-8", "backslashreplace").decode()  # a name may be no text at all
    return Finding(
        Location(written),
        "unexpected-file",
        "this file, or link to a folder, is in no place that the tracker knows: nobody reads it",
        CHECKS[1].remedy,
    )


def _missing(name: str) -> Finding:
    path = f"{RECORDS}/{name}"
    return Finding(Location(path), "missing-file", f"there is no {path}", CHECKS[0].remedy)
