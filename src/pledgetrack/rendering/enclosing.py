"""What a report carries: its register as data, with all that is needed to count it again."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pledgetrack.assessment import Edition
from pledgetrack.files import path_of
from pledgetrack.register import Register
from pledgetrack.rendering.attachment import Attachment
from pledgetrack.rendering.export import export_data
from pledgetrack.rendering.tables import records_as_csv
from pledgetrack.schemas import EXPORT, bundled_schema

REGISTER: Final = "register.json"
SCHEMA: Final = "register.schema.json"
TABLE: Final = "records.csv"
RECORDS: Final = "records.zip"

_BEGINNING: Final = (1980, 1, 1, 0, 0, 0)  # of time, in the format of the archive


@dataclass(frozen=True, slots=True)
class Enclosed:
    """The files inside a report; ``digest`` is the SHA-256 of the register, for the cover."""

    attachments: tuple[Attachment, ...]
    digest: str


class Enclosure:
    """A register in an edition, of which each report takes the part that it shows."""

    def __init__(self, register: Register, edition: Edition) -> None:
        """Export the register once; ``files`` of a part are read when the part is taken."""
        self._register = register
        self._data = export_data(register, edition)
        self._parts: dict[frozenset[str] | None, Enclosed] = {}

    def of(self, records: Iterable[str] | None = None) -> Enclosed:
        """Return what a report of these records carries, by id; without any, the whole register.

        A part holds the records, what their judgement rests on, and what they cite. So it stays
        the same when records of other reports change. One that several reports carry is made once.
        """
        inside = None if records is None else frozenset(records)
        if inside not in self._parts:
            self._parts[inside] = self._enclosed(inside)
        return self._parts[inside]

    def _enclosed(self, inside: frozenset[str] | None) -> Enclosed:
        data = self._data if inside is None else self._part(inside)
        register = (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
        digest = hashlib.sha256(register).hexdigest()
        title = f"the edition as of {data['edition']['as_of']}"
        attachments = (
            Attachment(REGISTER, f"Register of {title}", register),
            Attachment(SCHEMA, f"Schema of {REGISTER}", _schema(), "Supplement"),
            Attachment(TABLE, f"Records of {title}", _table(data)),
            Attachment(RECORDS, f"Files from which {REGISTER} was made", self._zip(data), "Source"),
        )
        return Enclosed(attachments, digest)

    def _part(self, inside: frozenset[str]) -> dict[str, Any]:
        present = self._rest_on(inside)
        agreements = {name.partition("/")[0] for name in present}
        shown = {name.partition("/")[0] for name in inside}
        files = dict(self._data["files"])
        files["commitment"] = _chosen(files["commitment"], map(_path_of_record, present))
        files["agreement"] = _chosen(
            files["agreement"], (path_of("agreement", name) for name in agreements)
        )
        named = set(_texts([files["commitment"], files["agreement"]]))
        for kind in ("series", "source"):  # series before sources: they cite them
            files[kind] = _chosen(files[kind], (path_of(kind, name) for name in named))
            named.update(_texts(files[kind]))
        texts = self._data["coverage"]["texts"]
        return {
            **self._data,
            "records": [one for one in self._data["records"] if one["id"] in inside],
            "coverage": {"texts": [one for one in texts if one["agreement"] in shown]},
            "files": files,
        }

    def _rest_on(self, inside: frozenset[str]) -> set[str]:
        """Return the records and those whose change could change their judgement."""
        near: dict[str, list[str]] = {}
        for name, record in self._register.commitments.items():
            near.setdefault(name, []).extend(record.restates)
            for one, other in ((name, record.part_of), (record.part_of, name)):
                near.setdefault(one or "", []).append(other or "")
            near.setdefault(record.replaces or "", []).append(name)
        near.pop("", None)
        found: set[str] = set()
        waiting = [*inside]
        while waiting:
            name = waiting.pop()
            if name not in found and name in self._register.commitments:
                found.add(name)
                waiting.extend(near.get(name, ()))
        return found

    def _zip(self, data: Mapping[str, Any]) -> bytes:
        """Return the files as they are written; not compressed, for the report does that."""
        result = io.BytesIO()
        with zipfile.ZipFile(result, "w") as archive:
            for path in sorted(path for paths in data["files"].values() for path in paths):
                entry = zipfile.ZipInfo(path, _BEGINNING)
                entry.create_system = 3  # the same on every system
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, (self._register.root / path).read_bytes())
        return result.getvalue()


def _path_of_record(name: str) -> str:
    return path_of("commitment", name)


def _chosen(contents: Mapping[str, Any], paths: Iterable[str]) -> dict[str, Any]:
    wanted = set(paths)
    return {path: content for path, content in contents.items() if path in wanted}


def _texts(data: Any) -> Iterator[str]:
    """Yield every text in plain data: among them are the names of all that it refers to."""
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _table(data: Mapping[str, Any]) -> bytes:
    return records_as_csv(data["records"]).encode()


def _schema() -> bytes:
    return (json.dumps(bundled_schema(EXPORT), ensure_ascii=False, indent=1) + "\n").encode()
