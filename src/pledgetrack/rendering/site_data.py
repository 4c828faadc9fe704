"""The register as data beside the pages of a site: whole, as lists, and a file for each record."""

import json
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from pledgetrack.listing import Entry, coverage_data, entry_of, with_history
from pledgetrack.rendering.export import export_head
from pledgetrack.rendering.export_records import export_csv
from pledgetrack.rendering.tables import as_json, records_as_csv
from pledgetrack.schemas import EXPORT, ROW, bundled_schema
from pledgetrack.views import INDEX, Lens, page_of_record
from pledgetrack.views.agreements import coverages

REGISTER: Final = "data/register.json"
RECORDS: Final = "data/records.csv"
SCHEMAS: Final = {"data/register.schema.json": EXPORT, "data/records.schema.json": ROW}


class DataFile(NamedTuple):
    """A file below the site; ``says`` differs whenever the content does, and costs less."""

    name: str
    says: str
    content: Callable[[], str]


def twin_of(record: str) -> str:
    """Return the name of the file that says what the page of a record says."""
    return f"{page_of_record(record)}.json"


def data_names(lens: Lens) -> Iterator[str]:
    """Yield the names of all files of data."""
    yield from (f"{INDEX}.json", f"{INDEX}.csv", REGISTER, RECORDS, *SCHEMAS)
    yield from map(twin_of, _sound(lens))


def data_files(lens: Lens, written: str) -> Iterator[DataFile]:
    """Yield all files of data; ``written`` is the JSON of the files of the register.

    Lists and records are what ``list`` and ``show`` print in this edition; the whole is what
    ``export`` writes, on one line. Each record is written as JSON once, and all are made of that.
    """
    entries = [entry_of(lens.register, lens.judgements[name]) for name in _sound(lens)]
    lines = [_line(entry) for entry in entries]
    listed = ",\n".join(lines)
    yield DataFile(f"{INDEX}.json", listed, lambda: f"[\n{listed}\n]\n")
    yield DataFile(f"{INDEX}.csv", listed, lambda: records_as_csv(entries))
    said = []
    for entry, line in zip(entries, lines, strict=True):
        twin = _twin(lens, entry, line)  # one at a time: together they are most of the memory
        said.append(twin.says)
        yield twin
    whole = _whole(lens, listed.replace("\n", " "), written)
    yield DataFile(REGISTER, whole, lambda: whole)
    rows = "\n".join(said)
    yield DataFile(RECORDS, rows, lambda: export_csv(lens.register, lens.edition))
    for name, kind in SCHEMAS.items():
        schema = as_json(bundled_schema(kind))
        yield DataFile(name, schema, schema.__str__)


def _twin(lens: Lens, entry: Entry, line: str) -> DataFile:
    whole = with_history(entry, lens.edition, lens.judgements[entry["id"]])
    says = f"{line} {_line(whole['history'])}"
    return DataFile(twin_of(entry["id"]), says, lambda: as_json(whole))


def _whole(lens: Lens, records: str, written: str) -> str:
    """Return the export as JSON, put together from pieces that are JSON already."""
    head = _line(export_head(lens.register, lens.edition))
    coverage = _line(
        coverage_data([each for some in lens.once(coverages).values() for each in some])
    )
    parts = {"records": f"[{records}]", "coverage": coverage, "files": written}
    return head[:-1] + "".join(f', "{key}": {part}' for key, part in parts.items()) + "}\n"


def _sound(lens: Lens) -> list[str]:
    """Return the records without errors: what is not proven is not given away."""
    faults = lens.register.faults
    return [name for name in lens.judgements if name not in faults]


def _line(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)
