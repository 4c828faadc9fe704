"""The files inside a report, held against each other and against the manifest."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pledgetrack.ledger import Ledger, LedgerError, hold_against_schema, ledger_of
from pledgetrack.listing import Entry, record_entries
from pledgetrack.loading import load_bytes
from pledgetrack.rendering.enclosing import RECORDS, REGISTER, SCHEMA
from pledgetrack.rendering.enclosing import TABLE as CSV
from pledgetrack.rendering.tables import records_as_csv
from pledgetrack.schemas import MANIFEST
from pledgetrack.verifying.opening import RefusedError

LIST: Final = "manifest.json"
INSIDE: Final = (REGISTER, SCHEMA, CSV, RECORDS)
"""What every report carries beside the manifest."""

_FROM_TEXTS: Final = {"proof", "lines", "span"}
"""What is known of a quote only where the stored texts are, which do not travel along."""


@dataclass(frozen=True, slots=True)
class Held:
    """The manifest, the register as data and to count in; None where there is none to trust."""

    manifest: Mapping[str, Any]
    data: Mapping[str, Any]
    ledger: Ledger | None


def read_manifest(files: Mapping[str, bytes]) -> Mapping[str, Any]:
    """Return the manifest; `RefusedError` where there is none or it is not one."""
    if LIST not in files:
        raise RefusedError(f"there is no {LIST} inside: this is no report of pledgetrack")
    try:
        data: dict[str, Any] = json.loads(files[LIST])
        hold_against_schema(data, LIST, MANIFEST)
    except (ValueError, RecursionError, LedgerError) as error:
        raise RefusedError(f"{LIST} is not what it should be: {str(error)[:200]}") from error
    return data


def hold(files: Mapping[str, bytes], manifest: Mapping[str, Any]) -> tuple[Held, list[str]]:
    """Open the register; return it and all that does not agree among the attached files."""
    faults = [*_wrong_hashes(files, manifest["attachments"])]
    try:
        data = json.loads(files.get(REGISTER, b""))
        ledger = ledger_of(data, hashlib.sha256(files[REGISTER]).hexdigest())
    except (ValueError, KeyError, RecursionError, LedgerError) as error:
        if REGISTER in files:
            faults.append(f"{REGISTER} is no register: {str(error)[:200]}")
        return Held(manifest, {}, None), faults
    faults += _label(manifest, data, ledger)
    faults += _derived(data["records"], ledger)
    faults += _written(files.get(RECORDS), data["files"])
    if CSV in files and files[CSV] != records_as_csv(data["records"]).encode():
        faults.append(f"{CSV} is not the table of the records in {REGISTER}")
    return Held(manifest, data, ledger), faults


def _wrong_hashes(files: Mapping[str, bytes], listed: Mapping[str, str]) -> Iterator[str]:
    for name in sorted({*INSIDE, *listed} - files.keys()):
        yield f"{name} is not inside the file"
    for name, content in files.items():
        if name == LIST:
            continue
        if name not in listed:
            yield f"{name[:80]} is inside the file, and the manifest does not list it"
        elif hashlib.sha256(content).hexdigest() != listed[name]:
            yield f"{name} is not the file that the manifest lists: its SHA-256 is another"


def _label(manifest: Mapping[str, Any], data: Mapping[str, Any], ledger: Ledger) -> Iterator[str]:
    """Compare what the manifest says of the file with what the register says."""
    edition = data["edition"]
    pairs = (
        ("tracker", data["tracker"], ledger.register.tracker.id),
        ("tracker", manifest["tracker"], data["tracker"]),
        ("as_of", manifest["as_of"], edition["as_of"]),
        ("known_by", manifest["known_by"], edition["known_by"] or ""),
    )
    for name, one, other in pairs:
        if one != other:
            yield f"{name} is {one[:80]} in one place and {other[:80]} in another"


def _derived(entries: list[Entry], ledger: Ledger) -> Iterator[str]:
    """Derive each record's entry from its file again; what the stored texts prove is left out."""
    found = {entry["id"]: entry for entry in record_entries(ledger.register, ledger.edition)}
    for entry in entries:
        name, again = entry["id"], found.get(entry["id"])
        if again is None:
            yield f"{REGISTER}: {name[:80]} is listed and has no file"
            continue
        for key in sorted(entry.keys() | again.keys()):
            here, there = (_plain(key, one.get(key)) for one in (entry, again))
            if here != there:
                yield f"{REGISTER}: {name[:80]}, {key}: {_short(here)}, its file {_short(there)}"


def _plain(key: str, value: Any) -> Any:
    if key != "quotes" or not value:
        return value
    return [{k: v for k, v in quote.items() if k not in _FROM_TEXTS} for quote in value]


def _short(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:80]


def _written(archive: bytes | None, files: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Read the record files as the tracker would, and compare them with the register."""
    if archive is None:
        return
    contents = {path: content for paths in files.values() for path, content in paths.items()}
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            written = {one.filename: _stored(opened, one) for one in opened.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, RuntimeError) as error:
        yield f"{RECORDS} cannot be opened: {str(error)[:200]}"
        return
    for path in sorted(contents.keys() | written.keys()):
        raw = load_bytes(written[path], path)[0] if path in written else None
        here = raw.data if raw else None
        if path not in contents or digest_of_data(here) != digest_of_data(contents[path]):
            yield f"{path[:120]} in {RECORDS} is not the same as in {REGISTER}"


def _stored(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return a file of the archive: ours are not packed, so none can be larger than it."""
    if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1:
        raise ValueError("its files are packed, which ours are not")
    return archive.read(entry)


def digest_of_data(data: Any) -> str:
    """Return the SHA-256 of plain data, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
