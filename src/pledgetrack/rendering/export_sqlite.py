"""A register in an edition -> an SQLite database with foreign keys, views and full text.

``database.sql`` says what each table and column holds; the same words stand in the database.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from importlib import resources
from typing import Any, Final

from pledgetrack import __version__
from pledgetrack.assessment import Edition, judge
from pledgetrack.listing import coverage_data, coverage_entries
from pledgetrack.register import Register
from pledgetrack.rendering.export_rows import Row, Rows, plain
from pledgetrack.rendering.export_sqlite_records import RecordRows
from pledgetrack.scales import headlines
from pledgetrack.vocabulary import JUDGED, Status

SCHEMA: Final = "database.sql"


def export_sqlite(register: Register, edition: Edition) -> bytes:
    """Return the database as bytes: the same for the same register, edition and SQLite."""
    rows = Rows()
    _fill(rows, register, edition)
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(database_schema())
        database.execute("PRAGMA foreign_keys = ON")
        with database:
            database.execute("PRAGMA defer_foreign_keys = ON")  # a part may stand before its stem
            for table, entries in rows.tables.items():
                _insert(database, table, entries)
            database.execute("INSERT INTO records_fts (records_fts) VALUES ('rebuild')")
        return database.serialize()


def database_schema() -> str:
    """Return the tables, views and indexes in SQL, with what each holds."""
    return resources.files(__package__).joinpath(SCHEMA).read_text("utf-8")


def _insert(database: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    columns = tuple(rows[0])
    names, marks = ", ".join(columns), ", ".join(f":{name}" for name in columns)
    # Names of tables and columns are written in this package, never read from a record.
    database.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608


def _fill(rows: Rows, register: Register, edition: Edition) -> None:
    judgements = judge(register, edition)
    rows.add("edition", _edition(register, edition))
    rows.extend("statuses", _statuses())
    _add_parties_and_sources(rows, register)
    for position, name in enumerate(register.agreements, 1):
        _add_agreement(rows, register, name, position)
    rows.extend("coverage", _coverage(register))
    for name in register.series:
        _add_series(rows, register, name)
    RecordRows(rows, register, edition, judgements).add_all()
    for headline in headlines(judgements.values()):
        rows.add(
            "headlines",
            {
                "rule": headline.rule,
                "reading": "lenient" if headline.lenient else "strict",
                "no_evidence_counts": int(headline.with_no_evidence),
                "share": None if headline.value is None else float(headline.value),
                "records": headline.records,
            },
        )


def _edition(register: Register, edition: Edition) -> Row:
    return {
        "tracker": register.tracker.id,
        "title": plain(register.tracker.title),
        "as_of": plain(edition.as_of),
        "known_by": plain(edition.known_by),
        "program": f"pledgetrack {__version__}",
    }


def _statuses() -> Iterator[Row]:
    for position, status in enumerate(Status, 1):
        yield {"id": status.value, "position": position, "judged": int(status in JUDGED)}


def _add_parties_and_sources(rows: Rows, register: Register) -> None:
    for party in register.parties.values():
        rows.add_value("parties", party, ("id", "name", "kind", "under", "note"), {})
    names = (
        *("id", "title", "author", "publisher", "date", "approximate", "language", "grade"),
        *("voice", "url", "archive_url", "accessed", "rights", "note"),
    )
    for source in register.sources.values():
        text = source.text
        stored = {"sha256": text.sha256, "file": text.file} if text else {}
        rows.add_value("sources", source, names, {"sha256": None, "file": None, **stored})


def _add_agreement(rows: Rows, register: Register, name: str, position: int) -> None:
    agreement = register.agreements[name]
    fields = ("id", "title", "short", "kind", "signed", "place", "replaces", "note")
    force = {
        "in_force_from": plain(agreement.in_force.start),
        "in_force_to": plain(agreement.in_force.end),
    }
    rows.add_value("agreements", agreement, fields, {"position": position, **force})
    for place, party in enumerate(agreement.parties, 1):
        rows.add("signatories", {"agreement": name, "party": party, "position": place})
    for place, text in enumerate(agreement.texts, 1):
        shared = {"agreement": name, "position": place, **_lines(text.lines)}
        rows.add_value("texts", text, ("source", "authentic"), shared)
    for place, entry in enumerate(agreement.dispositions, 1):
        shared = {"agreement": name, "position": place, **_lines(entry.lines)}
        about = f"{name} {place}"
        rows.add_value("dispositions", entry, ("kind", "exact", "note"), shared, about=about)
    for place, section in enumerate(agreement.outline, 1):
        shared = {"agreement": name, "position": place}
        about = f"{name} {section.id}"
        rows.add_value("sections", section, ("id", "line", "title", "under"), shared, about=about)


def _lines(lines: tuple[int, int] | None) -> Row:
    first, last = lines or (None, None)
    return {"first_line": first, "last_line": last}


def _coverage(register: Register) -> Iterable[Mapping[str, Any]]:
    for entry in coverage_data(coverage_entries(register, []))["texts"]:
        yield {name: value for name, value in entry.items() if name != "gaps"}


def _add_series(rows: Rows, register: Register, name: str) -> None:
    series = register.series[name]
    rows.add_value(
        "series", series, ("id", "title", "unit", "prices", "owner", "formula", "note"), {}
    )
    names = ("period", "value", "bound", "published", "derived", "doubt", "note")
    for position, entry in enumerate(series.observations, 1):
        first, last = entry.period.span(series.year_starts)
        more = {
            "series": name,
            "position": position,
            "first_day": plain(first),
            "last_day": plain(last),
            "source": entry.quote.source,
            "exact": entry.quote.exact,
        }
        rows.add_value("observations", entry, names, more, about=f"{name} {position}")
