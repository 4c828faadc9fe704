"""Each export holds the register: read back, its values are those of the register."""

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from trackers import RECORDS, REPOSITORY, TrackerFolder, environment
from values import day

from pledgetrack.assessment import Edition, edition_of, judge
from pledgetrack.cli import data as command
from pledgetrack.line import load_register
from pledgetrack.register import Register
from pledgetrack.rendering.export_records import BETWEEN_PIECES
from pledgetrack.rendering.export_sqlite import database_schema
from pledgetrack.rendering.exports import FORMATS, export
from pledgetrack.rendering.tables import cell
from pledgetrack.scales import scales
from pledgetrack.schemas import CSL, RECORD, ROW, bundled_schema
from pledgetrack.scoring import score
from pledgetrack.vocabulary import Role, Status

ROOTS = {
    "valid": RECORDS / "valid",
    "every-field": RECORDS / "every-field",
    "repository": REPOSITORY,
}


@pytest.fixture(scope="module", params=ROOTS)
def register(request: pytest.FixtureRequest) -> Register:
    """Return the registers of the test trackers, and that of the repository."""
    return load_register(ROOTS[request.param])


def written(register: Register, name: str, edition: Edition | None = None) -> str:
    """Return an export as text."""
    return export(register, edition or edition_of(register), name).decode()


def lines(register: Register) -> list[dict[str, Any]]:
    """Return the lines of the export of one record a line."""
    text = written(register, "jsonl")
    assert text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


def rows(register: Register) -> list[dict[str, str]]:
    """Return the rows of the table, as any program reads it."""
    return list(csv.DictReader(io.StringIO(written(register, "csv"), newline="")))


def items(register: Register) -> dict[str, dict[str, Any]]:
    """Return the sources by id."""
    return {item["id"]: item for item in json.loads(written(register, "csl"))}


@pytest.fixture
def database(register: Register) -> Iterator[sqlite3.Connection]:
    """Return the database, as it is opened from a file."""
    with closing(opened(register, edition_of(register))) as connection:
        yield connection


def opened(register: Register, edition: Edition) -> sqlite3.Connection:
    """Return the database of an edition; rows have names."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(export(register, edition, "sqlite"))
    connection.row_factory = sqlite3.Row
    return connection


def table(connection: sqlite3.Connection, name: str) -> list[dict[str, Any]]:
    """Return all rows of a table or view."""
    return [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]  # noqa: S608


def test_the_command_has_every_format() -> None:
    """It names them without loading what writes them."""
    assert tuple(command.FORMATS) == tuple(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_the_command_writes_the_same_bytes_in_every_process(
    name: str, full_tracker: TrackerFolder
) -> None:
    """Whatever the seed of hashes, the time zone and the language; a file is replaced whole."""
    found = []
    for seed in ("1", "2"):
        output = full_tracker.root / "out"
        subprocess.run(
            [sys.executable, "-m", "pledgetrack", "export", "--format", name, "-o", output],
            cwd=full_tracker.root,
            env={**environment(), "PYTHONHASHSEED": seed, "TZ": f"UTC+{seed}", "LC_ALL": "C"},
            timeout=600,
            check=True,
        )
        found.append(output.read_bytes())
    assert found[0] == found[1]
    register = full_tracker.load()
    assert found[0] == export(register, edition_of(register), name)


@pytest.mark.parametrize("name", FORMATS)
def test_the_edition_decides(name: str, full_register: Register) -> None:
    """As it was known before anything was recorded, nothing is judged."""
    then = Edition(day("2010-12-31"), known_by=day("1990-01-01"))
    now = Edition(day("2010-12-31"))
    assert export(full_register, then, name)
    if name != "csl":
        assert export(full_register, then, name) != export(full_register, now, name)


# One record a line


def test_every_line_is_valid_by_its_schema(register: Register) -> None:
    """The schema is that which ``pledgetrack schema`` writes."""
    validator = jsonschema_rs.Draft202012Validator(bundled_schema(RECORD))
    for line in lines(register):
        validator.validate(line)
    assert not validator.is_valid({**line, "more": 1})
    assert not validator.is_valid({key: line[key] for key in line if key != "written"})


def test_a_line_holds_the_record_as_it_is_written(register: Register) -> None:
    """With its history; nothing is lost."""
    found = lines(register)
    assert [line["id"] for line in found] == list(judge(register, edition_of(register)))
    for line in found:
        assert line["written"] == register.raws[line["path"]].data
        assert line["written"]["id"] == line["id"]
        assert len(line["history"]) <= len(register.written[line["id"]].assessments)


# A table


def test_every_row_is_valid_by_its_schema(register: Register) -> None:
    """Columns in the order of the schema, every cell a text, lines as the standard has them."""
    schema = bundled_schema(ROW)
    validator = jsonschema_rs.Draft202012Validator(schema)
    found = rows(register)
    for row in found:
        validator.validate(row)
    assert list(found[0]) == list(schema["properties"])
    assert not validator.is_valid({**found[0], "status": "done"})


def restored(text: str) -> str:
    """Return the words of a cell: apostrophes before what could be a formula are taken off."""
    before = r"""^'(?='*[\t\r\n])|(?:^|(?<=[;\t\r\n]))'(?=["']*[=+\-@＝＋－＠])"""
    return re.sub(before, "", text)


def test_a_row_holds_the_values_of_the_record(register: Register) -> None:
    """Read back, they are those of the register."""
    judgements = judge(register, edition_of(register))
    found = rows(register)
    assert [row["id"] for row in found] == list(judgements)
    for row in found:
        judgement = judgements[row["id"]]
        record, held = judgement.commitment, judgement.assessment
        pieces = [quote for quote in record.text if quote.role is Role.OPERATIVE]
        due = record.due
        assert restored(row["title"]) == str(record.title)
        assert restored(row["words"]).split(BETWEEN_PIECES) == [
            quote.exact for quote in pieces or record.text
        ]
        assert tuple(row["by"].split()) == record.by
        assert tuple(row["through"].split()) == record.through
        assert row["status"] == judgement.status
        assert row["due_by"] == str((due and due.by) or "")
        assert row["due_from"] == str((due and due.start) or "")
        assert restored(row["due_words"]) == (due.words if due else "")
        assert restored(row["why"]) == (str(held.why) if held else "")
        assert row["counted"] == str(judgement.counted).lower()
        assert row["provisional"] == str(judgement.provisional).lower()
        parts = dict(part.split("=") for part in row["parts"].split())
        assert {Status(key): int(n) for key, n in parts.items()} == judgement.parts


FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠x", "\t=1", "\r=1", "\n=1")
PLAIN = ("'=1", "''=1", "'plain", "plain =1", "", 'a;"=1";b', "a; - b", "a\n-1\n'+1", "'\t;'=1")


@pytest.mark.parametrize("words", [*FORMULAS, *PLAIN])
def test_no_cell_is_a_formula_and_the_words_come_back(words: str) -> None:
    """Also in full width, which spreadsheets take for the same, and divided in other places."""
    assert not cell(words).startswith(FORMULAS)
    for piece in re.split("[;\t\r\n]", cell(words)):
        assert not piece.strip('"').startswith(FORMULAS)
    assert restored(cell(words)) == words


@given(words=st.text(st.sampled_from("'\"=+-@;, \t\r\na＝"), max_size=12))
def test_the_words_always_come_back(words: str) -> None:
    """Whatever is put together of the signs that mean something."""
    assert restored(cell(words)) == words


def test_hostile_words_stay_in_their_cell(tracker: TrackerFolder) -> None:
    """Formulas, separators and quotation marks in a title."""
    path = "commitments/harbour-2001/fares-pilots.yaml"
    hostile = '=HYPERLINK("https://evil.example";"x"),+1'
    tracker.edit(path, "title: Thanks to the harbour pilots", f"title: '{hostile}'")
    (row,) = (row for row in rows(tracker.load()) if row["id"] == "harbour-2001/fares-pilots")
    assert row["title"] == f"'{hostile}"


# Sources


def test_every_item_is_valid_by_its_schema(register: Register) -> None:
    """The names are among those of CSL 1.0.2, the standard's types among its types."""
    validator = jsonschema_rs.Draft202012Validator(bundled_schema(CSL))
    for item in items(register).values():
        validator.validate(item)
    assert not validator.is_valid({**item, "type": "press"})


def test_an_item_holds_the_values_of_the_source(register: Register) -> None:
    """Dates with the precision they have."""
    found = items(register)
    assert list(found) == list(register.sources)
    for name, source in register.sources.items():
        item = found[name]
        assert item["title"] == str(source.title)
        assert item.get("URL") == source.url
        assert item.get("publisher") == source.publisher
        assert item["custom"]["grade"] == source.grade
        assert item["custom"].get("archive_url") == source.archive_url
        issued = item.get("issued")
        assert (issued is None) == (source.date is None)
        if source.date and issued:
            (parts,) = issued["date-parts"]
            assert parts == [int(part) for part in str(source.date).split("-")]
            assert issued.get("circa", False) is source.approximate
        if source.accessed:
            assert date(*item["accessed"]["date-parts"][0]) == source.accessed


def test_how_often_a_source_is_cited(valid_register: Register) -> None:
    """By records of the edition: for words, evidence or figures."""
    cited = {name: item["custom"]["records"] for name, item in items(valid_register).items()}
    assert cited == {"harbour-2001-text": 7, "gazette-2003": 3}


# A database


def test_the_database_is_whole(database: sqlite3.Connection) -> None:
    """Every reference leads to a row, every page is sound."""
    database.execute("PRAGMA foreign_keys = ON")
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert [*database.execute("PRAGMA integrity_check").fetchone()] == ["ok"]
    sql = "INSERT INTO records_fts (records_fts) VALUES ('integrity-check')"
    database.execute(sql)


def test_records_in_the_database_are_those_of_the_register(
    register: Register, database: sqlite3.Connection
) -> None:
    """Fields, obligors, words and judgements."""
    judgements = judge(register, edition_of(register))
    records = {row["id"]: row for row in table(database, "records")}
    assert list(records) == list(judgements)
    for name, row in records.items():
        judgement, record = judgements[name], judgements[name].commitment
        assert row["title"] == str(record.title)
        assert row["status"] == judgement.status
        assert row["lifecycle"] == judgement.lifecycle
        assert row["kind"] == record.kind
        assert row["force"] == record.force
        assert row["part_of"] == record.part_of
        assert bool(row["provisional"]) is judgement.provisional
        assert bool(row["counted"]) is judgement.counted
    by = [(row["record"], row["role"], row["party"]) for row in table(database, "obligors")]
    assert sorted(by) == sorted(
        (name, role, party)
        for name, judgement in judgements.items()
        for role in ("by", "through")
        for party in getattr(judgement.commitment, role)
    )
    quotes = [(row["record"], row["exact"]) for row in table(database, "quotes")]
    assert sorted(quotes) == sorted(
        (name, quote.exact)
        for name, judgement in judgements.items()
        for quote in judgement.commitment.text
    )


def test_judgements_in_the_database_are_those_of_the_register(
    register: Register, database: sqlite3.Connection
) -> None:
    """Assessments with their codings and evidence; one of each record holds."""
    records = register.commitments.values()
    written_ = [(entry.id, one) for entry in records for one in entry.assessments]
    held = table(database, "assessments")
    assert len(held) <= len(written_)
    columns = ("record", "as_of", "recorded", "status", "why", "reviewed_by")
    found = sorted(str([row[name] for name in columns]) for row in held)
    edition = edition_of(register)
    assert found == sorted(
        str([name, str(one.as_of), str(one.recorded), one.status.value, str(one.why),
             one.reviewed_by])
        for name, one in written_
        if edition.holds(one)
    )  # fmt: skip
    holding = {row["record"]: row["status"] for row in held if row["holds"]}
    for name, judgement in judge(register, edition).items():
        if name in holding:
            assert holding[name] == judgement.status
    evidence = sum(len(one.evidence) for _, one in written_ if edition.holds(one))
    assert sum(row["assessment"] is not None for row in table(database, "evidence")) == evidence


def test_other_values_in_the_database_are_those_of_the_register(
    register: Register, database: sqlite3.Connection
) -> None:
    """Parties, agreements, sources, series and their figures, criteria and readings."""
    kinds = ("parties", "agreements", "sources", "series")
    for kind in kinds:
        assert {row["id"] for row in table(database, kind)} == set(getattr(register, kind))
    figures = [
        (row["series"], row["period"], row["value"]) for row in table(database, "observations")
    ]
    assert sorted(figures) == sorted(
        (series.id, str(entry.period), entry.value)
        for series in register.series.values()
        for entry in series.observations
    )
    outline = [(row["agreement"], row["id"]) for row in table(database, "sections")]
    assert sorted(outline) == sorted(
        (name, section.id)
        for name, agreement in register.agreements.items()
        for section in agreement.outline
    )
    records = register.commitments.values()
    criteria = {row["record"] for row in table(database, "criteria")}
    assert criteria == {record.id for record in records if record.criteria}
    measures = {row["record"] for row in table(database, "measures")}
    assert measures == {record.id for record in records if record.indicator}


def test_prose_is_there_in_every_language(full_register: Register) -> None:
    """By table, row, column and language."""
    with closing(opened(full_register, edition_of(full_register))) as database:
        found = {
            (row["subject"], row["id"], row["field"], row["language"]): row["text"]
            for row in table(database, "prose")
        }
    for record in full_register.commitments.values():
        for language, text in record.title.texts:
            assert found["records", record.id, "title", language] == text
    assert {key[3] for key in found} > {"en"}


def test_views_count_as_the_program_counts(
    register: Register, database: sqlite3.Connection
) -> None:
    """The distribution by agreement adds up, and the headlines are those of the rules."""
    judgements = judge(register, edition_of(register))
    counts: dict[str, int] = {}
    for row in table(database, "distribution"):
        counts[row["status"]] = counts.get(row["status"], 0) + row["records"]
    assert counts == {status.value: n for status, n in score(judgements.values()).counts}
    assert len(table(database, "headlines")) == 4 * len(scales())
    assert [row["id"] for row in table(database, "commitments")] == list(judgements)
    cited = {row["source"] for row in table(database, "citations")}
    assert cited <= set(register.sources)


def test_full_text_is_found_in_any_language(full_register: Register) -> None:
    """Words of titles and texts, and three signs within a Japanese title."""
    japanese = [
        (record.id, text)
        for record in full_register.commitments.values()
        for language, text in record.title.texts[:1]
        if language == "ja"
    ]
    joined = "records JOIN records_fts ON records_fts.rowid = number"
    sql = f"SELECT id FROM {joined} WHERE records_fts MATCH ?"  # noqa: S608
    with closing(opened(full_register, edition_of(full_register))) as database:
        found = {row["id"] for row in database.execute(sql, ("timetable",))}
        assert found == {
            record.id
            for record in full_register.commitments.values()
            if "timetable" in _searchable(full_register, record.id)
        }
        for name, text in japanese:
            assert name in {row["id"] for row in database.execute(sql, (f'"{text[:3]}"',))}


def _searchable(register: Register, name: str) -> str:
    judgement = judge(register, edition_of(register))[name]
    pieces = [quote.exact for quote in judgement.commitment.text if quote.role is Role.OPERATIVE]
    why = str(judgement.assessment.why) if judgement.assessment else ""
    return " ".join([str(judgement.commitment.title), *pieces, why]).lower()


@pytest.mark.parametrize("as_of", ["1900-01-01", "1995-12-31", "2005-12-31"])
def test_an_early_edition_has_no_loose_ends(register: Register, as_of: str) -> None:
    """What refers to records that were not yet promised is null, not broken."""
    edition = Edition(day(as_of), known_by=day(as_of))
    with closing(opened(register, edition)) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert all(row["recorded"] <= as_of for row in table(database, "assessments"))
        assert {row["id"] for row in table(database, "records")} == set(judge(register, edition))


def test_a_reference_to_a_record_of_a_later_agreement_is_null(full_tracker: TrackerFolder) -> None:
    """The record is not in the edition; in a later one the reference is there."""
    path = full_tracker.root / "commitments/harbour-2001/ferry-sailings.yaml"
    gone = "withdrawn: {on: 2002-01-01, because: Read twice., see: harbour-2006/ferry-sailings}\n"
    path.write_text(path.read_text() + gone)
    register = full_tracker.load()
    seen = []
    for as_of in ("2005-12-31", "2010-12-31"):
        with closing(opened(register, Edition(day(as_of)))) as database:
            rows_ = {row["id"]: row["withdrawn_see"] for row in table(database, "records")}
            seen.append(rows_["harbour-2001/ferry-sailings"])
    assert seen == [None, "harbour-2006/ferry-sailings"]


def test_columns_have_their_meaning_and_references_name_their_column() -> None:
    """Every column has a comment; Datasette wants the column of a reference named."""
    schema = database_schema()
    for line in schema.splitlines():
        if re.match(r"    [a-z_]+ (TEXT|INTEGER|REAL)", line):
            assert re.search(r", -- .+\.$|[^,] -- .+\.$", line), line
    assert not re.findall(r"REFERENCES \w+(?! ?\w* ?\()", schema)
    assert 'content="records"' in schema  # or it does not find the full text


def test_what_refers_to_another_record_leads_there(full_register: Register) -> None:
    """Restatements and sums, by the record that says so."""
    with closing(opened(full_register, edition_of(full_register))) as database:
        found = {
            (row["record"], row["relation"], row["target"]) for row in table(database, "relations")
        }
    assert found == {
        (record.id, relation, target)
        for record in full_register.commitments.values()
        for relation in ("restates", "sum_of")
        for target in getattr(record, relation)
    }
    assert {relation for _, relation, _ in found} == {"restates", "sum_of"}


def test_the_questions_in_the_documentation_have_answers(valid_register: Register) -> None:
    """Each query that the page shows can be asked."""
    page = (REPOSITORY / "docs/how-to/use-the-data.md").read_text("utf-8")
    queries = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    with closing(opened(valid_register, edition_of(valid_register))) as database:
        answers = [[tuple(row) for row in database.execute(query)] for query in queries]
    assert answers[0] == [("press", 2)]
    assert dict(answers[1]) == {
        "harbour-2001/ferry-south": "A second pier and a timetable",
        "harbour-2001/ferry-timetable": "The timetable in both harbours",
    }


def test_sqlite_opens_the_file(tracker: TrackerFolder) -> None:
    """What the command writes is a database, nothing more."""
    done = tracker.run("export", "--format", "sqlite", "-o", "harbour.db")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    path = Path(tracker.root / "harbour.db")
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT count(*) FROM records").fetchone() == (7,)
    assert path.read_bytes().startswith(b"SQLite format 3\0")
