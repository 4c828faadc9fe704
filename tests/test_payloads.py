"""Payloads in every text field of every kind of file: what prints, exports and reports them."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from baiting import trap
from forge import MORE_THAN_WORDS, shown_by_the_forge
from payloads import PARTS, PAYLOADS, UNSEEN, Bait, Payload
from planting import NAMES, Garden, admits_any, garden, misnamed, refused_in, spoil, table, told_for
from textfields import Field, fields, spots
from trackers import RECORDS, REPOSITORY

from pledgetrack.assessment import edition_of
from pledgetrack.cli import main
from pledgetrack.comparison import compare, side_of
from pledgetrack.files import discover
from pledgetrack.findings import Finding
from pledgetrack.line import load_register
from pledgetrack.loading import load_bytes, load_file
from pledgetrack.rendering import differences
from pledgetrack.rendering.difference_data import Difference, Version
from pledgetrack.validation import validate

Run = Callable[..., str]

FORMULA = re.compile(r"""["']*[=+\-@＝＋－＠\t\r\n]""")
COMMAND = re.compile(r"^::(?:error|warning) file=[^,:]+,line=\d+,col=\d+,title=[a-z-]+::\S")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Garden]:
    """Return a tracker with payloads in every field that lets them through."""
    with trap() as set_:
        yield garden(tmp_path_factory.mktemp("payloads") / "tracker", set_.bait)
        assert set_.asked == []


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Garden, list[Finding]]]:
    """Return a tracker with payloads in every field, and what is found in it."""
    with trap() as set_:
        made = garden(tmp_path_factory.mktemp("refused") / "tracker", set_.bait)
        added = refused_in(made)
        findings = load_register(made.root).findings
        for path, wrong in added.items():
            assert wrong, path
        yield made, findings


@pytest.fixture
def run(
    planted: Garden, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Return what runs the program in a planted tracker and returns what it prints."""

    def running(*arguments: str, root: Path = planted.root) -> str:
        monkeypatch.chdir(root)
        main(arguments)
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return told.out + told.err

    return running


# The fields


def test_every_field_that_admits_payloads_has_them_of_every_class(planted: Garden) -> None:
    """A field that is new in a schema is here too; what is planted makes no fault."""
    assert {field for field in fields() if admits_any(field, planted.bait)} == set(planted.planted)
    for field, names in planted.planted.items():
        fitting = [one for one in PAYLOADS if field.admits(told_for(field, one, planted.bait))]
        short = {one.name for one in fitting if one in PARTS}
        assert (short or {one.name for one in fitting}) <= names, str(field)
    assert load_register(planted.root).findings == ()


def test_the_table_in_the_documentation_is_that_of_these_tests() -> None:
    """What it counts is counted here."""
    page = (REPOSITORY / "docs" / "reference" / "siege.md").read_text("utf-8")
    assert table() in page, table()


def test_what_a_schema_refuses_is_found_at_its_place(
    refused: tuple[Garden, list[Finding]],
) -> None:
    """Each text has a finding with line and column."""
    made, findings = refused
    places = {(one.location.path, one.location.line, one.location.column) for one in findings}
    known = discover(made.root)[0]
    seen: set[Field] = set()
    for path, kind in known.items():
        if "/zz-" not in path:
            continue
        raw, _ = load_file(made.root, path)
        assert raw
        for spot in spots(kind, raw.data):
            if not admits_any(spot.field, made.bait):
                place = raw.locate(spot.path)
                assert (path, place.line, place.column) in places, f"{path}: {spot.field}"
                seen.add(spot.field)
    left = unlike(seen, [one for one in fields() if not admits_any(one, made.bait)])
    assert {one.kind for one in left} == {"tracker", "parties"}


def unlike(seen: set[Field], wanted: Iterable[Field]) -> list[Field]:
    """Return the fields that were not seen, nor the same part of the schema in another place."""
    shared = {(one.steps[-1], one.schema) for one in seen}
    return [one for one in wanted if (one.steps[-1], one.schema) not in shared]


@pytest.mark.parametrize("kind", ["tracker", "parties"])
def test_what_is_refused_in_a_file_that_there_is_once(kind: str, tmp_path: Path) -> None:
    """It has its findings too."""
    with trap() as set_:
        made = garden(tmp_path / "tracker", set_.bait)
        path = f"commitments/{kind}.yaml"
        wrong = spoil(made, path, kind, path)
        raw, _ = load_file(made.root, path)
    assert raw
    places = {finding.location for finding in validate(raw, kind)}
    assert {raw.locate(spot.path) for spot in wrong} == places
    refusing = {one for one in fields() if one.kind == kind and not admits_any(one, made.bait)}
    assert {spot.field for spot in wrong} == refusing


@pytest.mark.parametrize("payload", UNSEEN, ids=lambda one: one.name)
def test_no_field_holds_what_cannot_be_seen(payload: Payload) -> None:
    """Written as an escape, every such character is found at the place of its value."""
    root = RECORDS / "every-field"
    seen: set[Field] = set()
    for path, kind in discover(root)[0].items():
        plain, _ = load_file(root, path)
        assert plain
        found = list(spots(kind, plain.data))
        for spot in found:
            spot.holder[spot.key] = payload.text(4999, Bait("", ""))
        raw, findings = load_bytes(in_escapes(plain.data), path)
        assert raw is None
        for spot in found:
            spot.holder[spot.key] = "z"
        harmless, _ = load_bytes(in_escapes(plain.data), path)
        assert harmless
        places = {one.location for one in findings if one.check == "forbidden-character"}
        assert {harmless.locate(spot.path) for spot in found} == places
        seen |= {spot.field for spot in found}
    assert unlike(seen, fields()[:-1]) == []


def in_escapes(data: object) -> bytes:
    """Write data in ASCII, a value a line; YAML has one escape where JSON has a pair."""
    pair = re.compile(r"\\ud[89ab]..\\ud[c-f]..")
    text = json.dumps(data, indent=1)

    def joined(found: re.Match[str]) -> str:
        return f"\\U{ord(json.loads(chr(34) + found[0] + chr(34))):08x}"

    return pair.sub(joined, text).encode()


# What is printed


def assert_harmless(told: str) -> None:
    """Nothing steers a terminal or the runner of a workflow."""
    for line in told.splitlines():
        assert line.isprintable(), line
        assert not line.lstrip().startswith("::"), line
        assert "##[" not in line, line
    assert set(told) - {"\n"} == {char for char in told if char.isprintable()}


@pytest.mark.parametrize(
    "words",
    ["list", "queue", "coverage", "show harbour-2006/ferry-sailings", "show harbour-2006/ferry"],
)
def test_what_is_printed_steers_nothing(words: str, run: Run) -> None:
    """Titles, quotes and reasons stand in their lines."""
    told = run(*words.split())
    assert words == "coverage" or "onload=z(" in told
    assert_harmless(told)


def test_findings_in_text_steer_nothing(refused: tuple[Garden, list[Finding]], run: Run) -> None:
    """They name what they refuse."""
    told = run("check", root=refused[0].root)
    assert "onload=" in told
    assert_harmless(told)


def test_findings_as_annotations_are_commands_of_ours(
    refused: tuple[Garden, list[Finding]], run: Run
) -> None:
    """One a line, with the properties that we write."""
    lines = run("check", "--format", "github", root=refused[0].root).splitlines()
    assert len(lines) == len(refused[1])
    for line in lines:
        assert COMMAND.match(line), line
        assert line.isprintable(), line


def test_findings_in_sarif_are_words(refused: tuple[Garden, list[Finding]], run: Run) -> None:
    """No message holds a link or a placeholder, no place leads out of the tracker."""
    log = json.loads(run("check", "--format", "sarif", root=refused[0].root))
    results = log["runs"][0]["results"]
    assert any("] (javascript:" in one["message"]["text"] for one in results)
    for one in results:
        assert not re.search(r"\]\(|\{\d+\}", one["message"]["text"])
        assert "markdown" not in one["message"]
        address = one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert urlsplit(address)[:2] == ("", "")


def test_what_is_asked_for_in_vain_steers_nothing(run: Run) -> None:
    """The message repeats it: a script may have it from a stranger."""
    said = run("show", "\x1b]0;z\x07##[error]z\n::error::z\u202e")
    assert "there is no record" in said
    assert_harmless(said)


def test_names_of_files_and_folders_are_told_and_go_nowhere(tmp_path: Path, run: Run) -> None:
    """A file that is not named as records are is read by nobody; every format can say so."""
    root = misnamed(tmp_path / "tracker")
    assert_harmless(run("check", root=root))
    for line in run("check", "--format", "github", root=root).splitlines():
        assert COMMAND.match(line), line
    for one in json.loads(run("check", "--format", "sarif", root=root))["runs"][0]["results"]:
        place = one["locations"][0]["physicalLocation"]["artifactLocation"]
        assert re.fullmatch(r"commitments/[\w./%~-]*", place["uri"], re.ASCII)
    told = json.loads(run("check", "--format", "json", root=root))["findings"]
    assert len(told) == 3 * len(NAMES)
    assert {one["check"] for one in told} == {"unexpected-file"}
    assert load_register(root).record_files == load_register(RECORDS / "valid").record_files


# What is exported


def test_no_cell_is_a_formula_wherever_lines_are_divided(run: Run, tmp_path: Path) -> None:
    """Commas, and what other spreadsheets take for separators, with or without quotation marks."""
    run("export", "--format", "csv", "-o", str(tmp_path / "all.csv"))
    written = (tmp_path / "all.csv").read_bytes().decode()
    assert "=z(" in written
    for text in (written, run("list", "--format", "csv"), run("queue", "--format", "csv")):
        for row in csv.reader(io.StringIO(text, newline="")):
            for cell in row:
                assert not FORMULA.match(cell.removeprefix("'")) or cell.startswith("'"), cell
        for cell in re.split(r"[;\t\r\n]", text):
            assert not FORMULA.match(cell.lstrip('"')) or cell.lstrip('"').startswith("'"), cell


@pytest.mark.parametrize("kind", ["json", "jsonl", "csl", "sqlite"])
def test_data_hold_payloads_as_they_are(
    kind: str, run: Run, planted: Garden, tmp_path: Path
) -> None:
    """Nothing is lost, changed or taken for a command."""
    path = tmp_path / f"all.{kind}"
    run("export", "--format", kind, "-o", str(path))
    if kind == "sqlite":
        with closing(sqlite3.connect(path)) as database:
            said = "\n".join(database.iterdump())
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
        assert all(re.fullmatch(r"\w+", name) for name in tables)
        said = said.replace("''", "'")
    else:
        text = path.read_text("utf-8")
        whole = [json.loads(one) for one in (text.splitlines() if kind == "jsonl" else [text])]
        said = "\n".join(texts_in(whole))
    name = "source: title" if kind == "csl" else "commitment: title"
    title = next(one for one in fields() if str(one) == name)
    for payload in PARTS:
        assert told_for(title, payload, planted.bait) in said


def texts_in(data: object) -> Iterator[str]:
    """Yield every text in plain data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from texts_in(value)


def test_a_difference_in_a_comment_is_words(
    planted: Garden, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Against the tracker before the payloads: GitHub's own Markdown makes nothing more of it."""
    monkeypatch.setattr(differences, "LARGEST_COMMENT", 10_000_000)
    registers = [load_register(root) for root in (RECORDS / "every-field", planted.root)]
    sides = [side_of(register, edition_of(register)) for register in registers]
    difference = Difference(Version("main", "0" * 40), Version(), compare(*sides))
    shown, outside = shown_by_the_forge(differences.as_markdown(difference))
    assert "onload=z(" in shown
    found = MORE_THAN_WORDS.search(outside)
    assert not found, outside[max(0, found.start() - 80) : found.end() + 80]
    assert_harmless(differences.as_text(difference))


def test_a_draft_from_a_planted_text_is_a_record(tmp_path: Path, run: Run) -> None:
    """``new`` copies words that would end a value of YAML, or be a comment or a key."""
    with trap() as set_:
        made = garden(tmp_path / "tracker", set_.bait)
    (made.root / "commitments" / "harbour-2006" / "work-place.yaml").unlink()
    command = ("new", "work-place-again", "--lines", "27", "--agreement", "harbour-2006")
    assert_harmless(run(*command, root=made.root))
    raw, faults = load_file(made.root, "commitments/harbour-2006/work-place-again.yaml")
    assert raw, faults
    text = (made.root / "seeds" / "harbour-2006.txt").read_bytes().decode()
    assert raw.data["text"][0]["exact"] == text.split("\n")[26]
