"""The reports that were built, as a list that people and programs can read: ``reports.json``.

The list stands beside the files, with their sums in the format of ``sha256sum``.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, Self

from pledgetrack.errors import UsageError
from pledgetrack.rendering.job import Facts, Label
from pledgetrack.writing import write_whole

LIST: Final = "reports.json"
SUMS: Final = "SHA256SUMS"
FOLDER: Final = "reports"
"""Where a site has its reports, below its root."""

SCHEMA: Final = "urn:pledgetrack:schema:reports:1"

KINDS: Final = ("report", "brief", "changes", "volume")
"""Kinds of files, in the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A report on the shelf; ``places`` are its anchors and the pages, from 1, they stand on."""

    file: str
    label: Label
    pages: int
    bytes: int
    sha256: str
    places: tuple[tuple[str, int], ...]

    @property
    def day(self) -> date:
        """Return the day by which the report judges."""
        return date.fromisoformat(self.label.as_of)

    @property
    def known_day(self) -> date | None:
        """Return the day by which it was known, where one was asked for."""
        return date.fromisoformat(self.label.known_by) if self.label.known_by else None

    @property
    def latest(self) -> str:
        """Return the name without a day that always holds the newest edition.

        A file of what was known on a past day is no newest one, and has none.
        """
        if self.label.known_by:
            return ""
        before, day, after = self.file.rpartition(f"-{self.label.as_of}")
        return f"{before}-latest{after}" if day else ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """All reports of an edition, in the order in which they are listed."""

    reports: tuple[Shelved, ...] = ()

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Return the reports that were built into a folder; `UsageError` where none were."""
        try:
            entries = json.loads((folder / LIST).read_text("utf-8"))["reports"]
            return cls(tuple(_shelved(entry) for entry in entries))
        except OSError as error:
            raise UsageError(f"{folder} holds no {LIST}: no reports were built there") from error
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{folder / LIST} is no list of reports; build them again") from error

    def place_of(self, anchor: str) -> str:
        """Return file and page of an anchor in the volumes, as in ``a.pdf#page=7``; else nothing.

        A record has its page in a volume; the report only names it.
        """
        for shelved in self.reports:
            page = dict(shelved.places).get(anchor) if shelved.label.kind == "volume" else None
            if page:
                return f"{shelved.file}#page={page}"
        return ""


def write_shelf(folder: Path, drawn: Mapping[str, Facts]) -> None:
    """Write the list of the files in a folder, and their sums."""
    shelf = [_measured(folder, name, facts) for name, facts in drawn.items()]
    shelf.sort(key=_rank)
    data = {"schema": SCHEMA, "reports": [_entry(shelved) for shelved in shelf]}
    write_whole(folder / LIST, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())
    write_whole(folder / SUMS, sums_of(shelf).encode())


def sums_of(shelf: Iterable[Shelved]) -> str:
    """Return a line for each file, as ``sha256sum -c`` reads it."""
    return "".join(f"{shelved.sha256}  {shelved.file}\n" for shelved in shelf)


def _rank(shelved: Shelved) -> tuple[int, str]:
    kind = shelved.label.kind
    return KINDS.index(kind) if kind in KINDS else len(KINDS), shelved.file


def _measured(folder: Path, name: str, facts: Facts) -> Shelved:
    content = (folder / name).read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    places = tuple(sorted(facts.places.items()))
    return Shelved(name, facts.label, facts.pages, len(content), digest, places)


def _entry(shelved: Shelved) -> dict[str, Any]:
    return {
        "file": shelved.file,
        "latest": shelved.latest,
        **asdict(shelved.label),
        "pages": shelved.pages,
        "bytes": shelved.bytes,
        "sha256": shelved.sha256,
        "places": dict(shelved.places),
    }


def _shelved(entry: Mapping[str, Any]) -> Shelved:
    label = Label(**{key: str(entry[key]) for key in asdict(Label())})
    places = tuple((str(name), int(page)) for name, page in entry["places"].items())
    file = str(entry["file"])
    if Path(file).name != file or not file.endswith(".pdf"):
        raise ValueError(file)
    return Shelved(
        file, label, int(entry["pages"]), int(entry["bytes"]), str(entry["sha256"]), places
    )
