"""The register as data beside the pages of a site: whole, as lists, and a file for each record."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from pledgetrack.listing import Entry, coverage_data, entry_of, with_history
from pledgetrack.rendering.export import export_head
from pledgetrack.rendering.export_records import judged_as_csv
from pledgetrack.rendering.tables import as_json, records_as_csv
from pledgetrack.schemas import EXPORT, ROW, bundled_schema
from pledgetrack.views import INDEX, Lens, page_of_record
from pledgetrack.views.agreements import coverages

REGISTER: Final = "data/register.json"
RECORDS: Final = "data/records.csv"
SCHEMAS: Final = {"data/register.schema.json": EXPORT, "data/records.schema.json": ROW}


class DataFile(NamedTuple):
    """A file below the site: ``says`` differs whenever the pieces of its content do."""

    name: str
    says: str
    content: Callable[[], Iterable[str]]


class Written(NamedTuple):
    """The data of the files of the register as pieces of JSON; ``says`` stands for it."""

    says: str
    pieces: Callable[[], Iterable[str]]


NOTHING: Final = Written("", tuple)


def twin_of(record: str) -> str:
    """Return the name of the file that says what the page of a record says."""
    return f"{page_of_record(record)}.json"


def data_names(lens: Lens) -> Iterator[str]:
    """Yield the names of all files of data."""
    yield from (f"{INDEX}.json", f"{INDEX}.csv", REGISTER, RECORDS, *SCHEMAS)
    yield from map(twin_of, _sound(lens))


def data_files(lens: Lens, written: Written) -> Iterator[DataFile]:
    """Yield all files of data; ``written`` is the data of the files of the register.

    Lists and records are what ``list`` and ``show`` print in this edition; the whole is what
    ``export`` writes, on one line. Each record is written as JSON once, and all are made of that;
    what is large is made only where it is written, piece by piece.
    """
    lines = [_line(entry) for entry in _entries(lens)]
    listed = _sum(lines)
    yield DataFile(f"{INDEX}.json", listed, lambda: ("[\n", *_joined(",\n", lines), "\n]\n"))
    yield DataFile(f"{INDEX}.csv", listed, lambda: (records_as_csv(list(_entries(lens))),))
    said: list[str] = []
    for name, line in zip(_sound(lens), lines, strict=True):
        twin = _twin(lens, name, line)
        said.append(_sum([twin.says]))
        yield twin
    head, coverage = _line(export_head(lens.register, lens.edition)), _line(_coverage(lens))
    says = _sum([head, coverage, written.says, listed])
    yield DataFile(REGISTER, says, lambda: _whole(head, lines, coverage, written))
    rows = _sum(said)
    sound = (lens.judgements[name] for name in _sound(lens))
    yield DataFile(RECORDS, rows, lambda: (judged_as_csv(lens.register, sound),))
    for name, kind in SCHEMAS.items():
        schema = as_json(bundled_schema(kind))
        yield DataFile(name, schema, (schema,).__iter__)


def _entries(lens: Lens) -> Iterator[Entry]:
    return (entry_of(lens.register, lens.judgements[name]) for name in _sound(lens))


def _twin(lens: Lens, name: str, line: str) -> DataFile:
    history = with_history({}, lens.edition, lens.judgements[name])
    says = f"{line} {_line(history)}"
    return DataFile(twin_of(name), says, lambda: (as_json({**json.loads(line), **history}),))


def _coverage(lens: Lens) -> Entry:
    return coverage_data([each for some in lens.once(coverages).values() for each in some])


def _whole(head: str, lines: list[str], coverage: str, written: Written) -> Iterator[str]:
    """Yield the export as JSON, put together from pieces that are JSON already."""
    yield f'{head[:-1]}, "records": ['
    yield from _joined(", ", lines)
    yield f'], "coverage": {coverage}, "files": '
    yield from written.pieces()
    yield "}\n"


def _joined(between: str, lines: Iterable[str]) -> Iterator[str]:
    for at, line in enumerate(lines):
        yield f"{between}{line}" if at else line


def _sound(lens: Lens) -> list[str]:
    """Return the records without errors: what is not proven is not given away."""
    faults = lens.register.faults
    return [name for name in lens.judgements if name not in faults]


def _sum(lines: Iterable[str]) -> str:
    total = hashlib.blake2b(digest_size=16)
    for line in lines:
        total.update(f"{line}\n".encode())
    return total.hexdigest()


def _line(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)
