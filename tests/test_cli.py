"""The commands are a contract: what they print, where, and with which exit code."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from samples import sample
from trackers import TrackerFolder, environment, run_program

from pledgetrack import __version__
from pledgetrack.schemas import KINDS, OUTPUTS

PILOTS = "commitments/harbour-2001/fares-pilots.yaml"
BROKEN_REGISTER = (
    ("list",),
    ("show", "harbour-2001/ferry-pier"),
    ("coverage",),
    ("export", "-o", "out.json"),
)
USAGE_ERRORS = {
    "no command": (),
    "unknown command": ("dance",),
    "unknown option": ("check", "--wrong"),
    "unknown format": ("check", "--format", "xml"),
    "no such day": ("list", "--as-of", "2003-02-30"),
    "half a day": ("list", "--known-by", "2003"),
    "no such path": ("check", "commitments/nowhere"),
    "path elsewhere": ("check", ".", "/"),
    "no such folder of texts": ("check", "--texts", "nowhere"),
    "no such agreement": ("coverage", "harbour-1999"),
    "no such record": ("show", "harbour-2001/ferry-jetty"),
    "show without a record": ("show",),
    "export without a path": ("export",),
    "export to an unknown format": ("export", "--format", "doc", "-o", "out"),
    "not a percentage": ("coverage", "--fail-under", "most"),
}


@pytest.mark.parametrize("arguments", USAGE_ERRORS.values(), ids=USAGE_ERRORS)
def test_a_mistake_of_the_caller_is_exit_2_and_a_sentence(
    arguments: tuple[str, ...], tracker: TrackerFolder
) -> None:
    """What was asked for cannot be: standard error says why, standard output stays empty."""
    done = tracker.run(*arguments)
    assert done.returncode == 2
    assert not done.stdout
    assert "pledgetrack" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_tracker_every_command_says_so(tmp_path: Path) -> None:
    """The folder is named, and what was looked for."""
    for arguments in (
        ("check",),
        ("list",),
        ("coverage",),
        ("schema",),
        ("export", "-o", "x"),
        ("new", "--lines", "1", "x"),
        ("assess", "a/b"),
    ):
        done = run_program(*arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert "commitments/tracker.yaml" in done.stderr
        assert str(tmp_path) in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("arguments", BROKEN_REGISTER, ids=lambda words: words[0])
def test_no_result_is_drawn_from_a_register_with_errors(
    arguments: tuple[str, ...], tracker: TrackerFolder
) -> None:
    """Exit 1 with the findings on standard error; nothing is printed and nothing written."""
    sample("done-too-late").lay(tracker)
    done = tracker.run(*arguments)
    assert done.returncode == 1
    assert not done.stdout
    assert "ferry-pier.yaml:18:11: error[done-too-late]" in done.stderr
    assert not (tracker.root / "out.json").exists()


def test_warnings_stop_no_result(tracker: TrackerFolder) -> None:
    """A register with warnings only is sound."""
    sample("swallowed-comment").lay(tracker)
    assert tracker.run("list").returncode == 0


def test_version_and_help(tmp_path: Path) -> None:
    """Both work anywhere."""
    assert run_program("--version", cwd=tmp_path).stdout == f"pledgetrack {__version__}\n"
    for arguments in (
        (),
        ("check",),
        ("coverage",),
        ("list",),
        ("show",),
        ("export",),
        ("schema",),
        ("new",),
        ("assess",),
        ("init",),
    ):
        done = run_program(*arguments, "--help", cwd=tmp_path)
        assert done.returncode == 0
        assert "usage: pledgetrack" in done.stdout


def test_a_clean_check(tracker: TrackerFolder) -> None:
    """Nothing found is said in a line, also from a folder inside the tracker."""
    for folder in ("", "commitments/harbour-2001"):
        done = tracker.run("check", "--strict", cwd=folder)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == "7 records: 0 errors, 0 warnings\n"


def test_a_warning_counts_under_strict_only(tracker: TrackerFolder) -> None:
    """Exit 0 without ``--strict``, exit 1 with it, and the same words."""
    sample("swallowed-comment").lay(tracker)
    done, strict = tracker.run("check"), tracker.run("check", "--strict")
    assert (done.returncode, strict.returncode) == (0, 1)
    assert done.stdout == strict.stdout
    assert "warning[swallowed-comment]" in done.stdout
    assert "7 records: 0 errors, 1 warning\n" in done.stdout


def test_paths_narrow_what_is_reported(tracker: TrackerFolder) -> None:
    """Everything is checked, and only what lies at the paths is told and counted."""
    sample("done-too-late").lay(tracker)
    sample("words-not-in-text").lay(tracker)
    one = tracker.run("check", "commitments/harbour-2001/ferry-pier.yaml")
    assert (one.returncode, one.stdout.count("error[")) == (1, 1)
    folder = tracker.run("check", "commitments/harbour-2001")
    assert folder.stdout.count("error[") == 2
    other = tracker.run("check", "commitments/sources", "commitments/series")
    assert (other.returncode, other.stdout.count("error[")) == (0, 0)
    assert tracker.run("check", ".").stdout == tracker.run("check").stdout
    assert tracker.run("check", str(tracker.root), cwd="..").stdout == tracker.run("check").stdout


@pytest.mark.parametrize("way", ["option", "variable"])
def test_texts_that_are_not_stored_prove_quotes(way: str, full_tracker: TrackerFolder) -> None:
    """The text is found by its hash under any name; a wrong quote from it is a finding."""
    texts = full_tracker.root.parent / "texts"
    texts.mkdir()
    words = "The government of the North Island will run at least 8 sailings a day.\n"
    (texts / "any-name").write_text(words)

    def check() -> "subprocess.CompletedProcess[str]":
        if way == "option":
            return full_tracker.run("check", "--texts", str(texts))
        return full_tracker.run("check", PLEDGETRACK_TEXTS=str(texts))

    assert check().returncode == 0
    full_tracker.edit("commitments/harbour-2001/ferry-sailings.yaml", "at least 8", "at least 9")
    assert full_tracker.run("check").returncode == 0
    assert "error[quote-not-found]" in check().stdout


@pytest.mark.parametrize("fmt", ["json", "sarif", "github"])
def test_findings_in_other_formats(fmt: str, tracker: TrackerFolder) -> None:
    """The same finding for programs, with the same exit code."""
    sample("done-too-late").lay(tracker)
    done = tracker.run("check", "--format", fmt)
    assert (done.returncode, done.stderr) == (1, "")
    if fmt == "github":
        assert done.stdout.startswith(
            "::error file=commitments/harbour-2001/ferry-pier.yaml,line=18,"
        )
    else:
        assert "done-too-late" in json.dumps(json.loads(done.stdout))


def test_coverage(full_tracker: TrackerFolder) -> None:
    """What is covered, and exit 1 where it is less than asked for."""
    done = full_tracker.run("coverage")
    assert done.returncode == 0
    assert "harbour-2006, harbour-2006-text (whole): 100.0 % of " in done.stdout
    full_tracker.edit(
        "commitments/agreements/harbour-2006.yaml", "  - {lines: 8, as: purpose}\n", ""
    )
    low = full_tracker.run("coverage")
    assert low.returncode == 1  # the tracker asks for 100
    assert "harbour-2006-text:8: The compact is meant to let people travel freely" in low.stdout
    assert "is under 100 %" in low.stderr
    assert full_tracker.run("coverage", "--fail-under", "90").returncode == 0
    assert full_tracker.run("coverage", "harbour-2001", "--fail-under", "99").returncode == 0
    data = json.loads(full_tracker.run("coverage", "harbour-2006", "--format", "json").stdout)
    assert data["texts"][0]["gaps"] == [
        {"line": 8, "text": "The compact is meant to let people travel freely"}
    ]


def test_list_in_three_formats(tracker: TrackerFolder) -> None:
    """The same records in the same order, for people, programs and spreadsheets."""
    table, csv = tracker.run("list").stdout, tracker.run("list", "--format", "csv").stdout
    entries = json.loads(tracker.run("list", "--format", "json").stdout)
    names = [entry["id"] for entry in entries]
    assert names == [
        "harbour-2001/ferry-sailings",
        "harbour-2001/ferry-south",
        "harbour-2001/ferry-pier",
        "harbour-2001/ferry-timetable",
        "harbour-2001/ferry-bicycles",
        "harbour-2001/fares-residents",
        "harbour-2001/fares-pilots",
    ]
    lines = table.splitlines()
    assert all(name in line for name, line in zip(names, lines, strict=True))
    rows = csv.splitlines()
    assert rows[0] == "id,status,lifecycle,as_of,force,due,provisional,title"
    assert [row.partition(",")[0] for row in rows[1:]] == names


def test_list_as_of_an_earlier_day(tracker: TrackerFolder) -> None:
    """Nothing was judged by then; before the signature there is nothing at all."""
    entries = json.loads(tracker.run("list", "--format", "json", "--as-of", "2002-06-30").stdout)
    assert {entry["status"] for entry in entries} == {"unassessed", "stem", "declaratory"}
    known = tracker.run("list", "--format", "json", "--known-by", "2003-12-31").stdout
    assert {entry["as_of"] for entry in json.loads(known)} == {None}
    assert tracker.run("list", "--as-of", "2001-05-03").stdout == ""


def test_show(tracker: TrackerFolder) -> None:
    """One record with its history, in three formats."""
    name = "harbour-2001/ferry-pier"
    shown = tracker.run("show", name).stdout
    assert "A second pier in the southern harbour" in shown
    assert "harbour-2001-text, lines 8-8: verified" in shown
    assert "2003-03-31  fulfilled: The pier was opened ten months before the date." in shown
    entry = json.loads(tracker.run("show", name, "--format", "json").stdout)
    assert [judged["status"] for judged in entry["history"]] == ["fulfilled"]
    assert tracker.run("show", name, "--format", "csv").stdout.splitlines()[1].startswith(name)
    early = tracker.run("show", name, "--as-of", "2001-01-01")
    assert early.returncode == 2
    assert "2001-01-01" in early.stderr


def test_export_writes_the_whole_or_nothing(tracker: TrackerFolder) -> None:
    """The file appears complete, in a folder that is made; what cannot be written is said."""
    done = tracker.run("export", "-o", "out/data/register.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    file = tracker.root / "out/data/register.json"
    first = file.read_bytes()
    assert json.loads(first)["tracker"] == "harbour"
    assert [path.name for path in file.parent.iterdir()] == ["register.json"]
    tracker.run("export", "-o", str(file))
    assert file.read_bytes() == first
    for bad in ("out/data", f"{PILOTS}/x.json", "/proc/register.json"):
        failed = tracker.run("export", "-o", bad)
        assert failed.returncode == 2
        assert failed.stderr.startswith("pledgetrack: ")
        assert "Traceback" not in failed.stderr
    assert [path.name for path in file.parent.iterdir()] == ["register.json"]


def test_schema_writes_a_file_a_kind(tracker: TrackerFolder) -> None:
    """By default beside the records, where no check takes them for records."""
    assert tracker.run("schema").returncode == 0
    written = sorted(path.name for path in (tracker.root / "commitments/.schema").iterdir())
    assert written == sorted(f"{kind}.json" for kind in (*KINDS, *OUTPUTS))
    assert tracker.run("check", "--strict").returncode == 0
    assert tracker.run("schema", "elsewhere").returncode == 0
    assert len(list((tracker.root / "elsewhere").iterdir())) == len(written)


def test_schema_to_a_folder_needs_no_tracker(tmp_path: Path) -> None:
    """An editor may want the schemas before there is a record."""
    assert run_program("schema", "schemas", cwd=tmp_path).returncode == 0
    assert (tmp_path / "schemas" / "commitment.json").is_file()


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments", [("check",), ("list",), ("list", "--format", "json")])
def test_a_reader_that_goes_away_is_no_error(
    arguments: tuple[str, ...], unbuffered: str, tracker: TrackerFolder
) -> None:
    """``pledgetrack list | head -1`` ends quietly."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "pledgetrack", *arguments],
        cwd=tracker.root,
        env={**environment(), "PYTHONUNBUFFERED": unbuffered},
        stdout=writing,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    os.close(writing)
    assert not done.stderr
    assert done.returncode == 141


def test_output_is_utf_8_whatever_the_machine_prefers(tracker: TrackerFolder) -> None:
    """A terminal or pipe of another encoding neither crashes nor garbles."""
    done = tracker.run("list", "--format", "json", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert not done.stderr
    assert json.loads(done.stdout)[0]["title"]["ja"] == "一日八便"


def test_verbose_tells_the_stages(tracker: TrackerFolder) -> None:
    """On standard error, so that the output stays what it is."""
    quiet, told = tracker.run("check"), tracker.run("-v", "check")
    assert told.stdout == quiet.stdout
    assert not quiet.stderr
    for stage in ("files", "loading", "validation", "decoding", "register", "texts", "checks"):
        assert stage in told.stderr


# What knows the versions of packages loads it by itself since Python 3.13.
UNNEEDED_JSON = {"json"} if sys.version_info < (3, 13) else set()


@pytest.mark.parametrize(
    ("call", "never"),
    [
        ("['--version']", {"yaml", "jsonschema", "jsonschema_rs", "ruamel", *UNNEEDED_JSON}),
        ("['check']", {"jsonschema", "ruamel"}),
        ("['list', '--format', 'json']", {"jsonschema", "ruamel"}),
    ],
)
def test_a_command_loads_only_what_it_needs(
    call: str, never: set[str], tracker: TrackerFolder
) -> None:
    """Starting is fast because nothing is imported for later."""
    program = (
        "import sys\n"
        "from pledgetrack.cli import main\n"
        "try:\n"
        f"    main({call})\n"
        "except SystemExit:\n"
        "    pass\n"
        "print('LOADED', *sorted(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tracker.root,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=True,
    )
    loaded = set(done.stdout.partition("LOADED ")[2].split())
    assert "pledgetrack.cli" in loaded
    heavy = {"sphinx", "docutils", "weasyprint", "jinja2", "babel", "pikepdf", "asyncio"}
    assert not loaded & (heavy | never)


def test_two_trackers_do_not_mix(make_tracker: Callable[[str], TrackerFolder]) -> None:
    """The nearest tracker counts, upwards from where the command runs."""
    outer = make_tracker("valid")
    inner = TrackerFolder(outer.root / "seeds" / "inner")
    inner.write("commitments/tracker.yaml", "id: inner\ntitle: Inner\nlanguages: [en]\n")
    inner.write("commitments/parties.yaml", "us: {name: Us, kind: association}\n")
    assert inner.run("check").stdout == "0 records: 0 errors, 0 warnings\n"
    assert outer.run("check").stdout == "7 records: 0 errors, 0 warnings\n"
