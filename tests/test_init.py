"""``pledgetrack init``: a tracker that checks, builds and passes at once, or nothing at all."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from trackers import REPOSITORY, environment, run_program

from pledgetrack import __version__
from pledgetrack.cli.init import requirement

# What the session `report` of a new tracker gives to sphinx-build.
BUILDS = (
    ("build/pdf", "-b", "pledgepdf"),
    ("build/html", "-D", "pledgetrack_reports=../build/pdf"),
)
PLACES = ["tracker", "with blanks/and deeper", "日本語の 台帳"]


def made(folder: Path, place: str = "tracker") -> Path:
    """Make a tracker and return its folder."""
    done = run_program("init", place, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "is a tracker" in done.stdout
    return folder / place


def names(folder: Path) -> list[str]:
    """Return the paths of everything below a folder, hidden or not."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize("place", PLACES)
def test_it_checks_at_once(place: str, tmp_path: Path) -> None:
    """No finding, all of the text covered, and nothing but the tracker is left behind."""
    tracker = made(tmp_path, place)
    check = run_program("check", "--strict", cwd=tracker)
    assert (check.returncode, check.stdout) == (0, "3 records: 0 errors, 0 warnings\n")
    coverage = run_program("coverage", cwd=tracker)
    assert coverage.returncode == 0
    assert ": 100.0 % of " in coverage.stdout
    assert [path for path in names(tmp_path) if ".pledgetrack-" in path] == []


@pytest.mark.sphinx
@pytest.mark.pdf
@pytest.mark.parametrize("place", PLACES[1:])
def test_it_builds_site_and_pdf(place: str, tmp_path: Path) -> None:
    """As its session `report` does it, from folders with blanks and in other scripts."""
    tracker = made(tmp_path, place)
    noxfile = (tracker / "noxfile.py").read_text("utf-8")
    for words in BUILDS:
        assert all(f'"{word}"' in noxfile for word in words)
        done = subprocess.run(
            [sys.executable, "-m", "sphinx", "-q", "-W", "docs", *words],
            cwd=tracker,
            env=environment(),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
    page = (tracker / "build/html/commitments/lights-2004/lights-tower.html").read_text("utf-8")
    assert "The tower on Grey Point was lit for the first time" in page
    home = (tracker / "build/html/index.html").read_text("utf-8")
    assert "What was promised, and was it kept?" in home
    printed = list((tracker / "build/pdf").glob("*.pdf"))
    assert printed
    assert all(file.read_bytes().startswith(b"%PDF-") for file in printed)
    assert {file.name for file in printed} <= {
        file.name for file in (tracker / "build/html/reports").iterdir()
    }


def test_a_draft_can_follow_at_once(tmp_path: Path) -> None:
    """The next steps that the README names work: give a line free, draft it, judge it."""
    tracker = made(tmp_path)
    (tracker / "commitments/lights-2004/lights-paint.yaml").unlink()
    assert "lights-2004-text:8: " in run_program("coverage", cwd=tracker).stdout
    assert run_program("new", "--lines", "8", "lights-colour", cwd=tracker).returncode == 0
    words = "The tower on Grey Point was lit for the first time on 20 November 2005."
    judged = run_program(
        "assess", "lights-2004/lights-tower", "--status", "partial", "--as-of", "2006-01-31",
        "--why", "It was lit once.", "--for", "strait-mail-2006", words, cwd=tracker,
    )  # fmt: skip
    assert (judged.returncode, judged.stderr) == (0, "")
    check = run_program("check", cwd=tracker)
    assert check.stdout.endswith("3 records: 0 errors, 4 warnings\n")


def test_its_own_files_are_sound(tmp_path: Path) -> None:
    """Sessions, hook and workflow name what is there; nothing of this repository is in them."""
    tracker = made(tmp_path)
    tree = ast.parse((tracker / "noxfile.py").read_text("utf-8"))
    sessions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert sessions == {"check", "report", "preview"}
    workflow = yaml.safe_load((tracker / ".github/workflows/ci.yml").read_text("utf-8"))
    steps = [step["run"] for step in workflow["jobs"]["tracker"]["steps"] if "run" in step]
    assert [step for step in steps if step.startswith("nox")] == [
        "nox -s check -- --format github",
        "nox -s report",
    ]
    ours = (REPOSITORY / ".github/workflows/ci.yml").read_text("utf-8")
    for step in workflow["jobs"]["tracker"]["steps"]:
        assert step.get("uses", "actions/checkout") in ours
    (hook,) = yaml.safe_load((tracker / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0][
        "hooks"
    ]
    assert hook["entry"] == "pledgetrack check --strict"
    associations = (tracker / ".vscode/settings.json").read_text("utf-8")
    assert associations == (REPOSITORY / ".vscode/settings.json").read_text("utf-8")
    shown = (REPOSITORY / "docs/how-to/set-up-an-editor.md").read_text("utf-8")
    assert associations in shown
    assert run_program("schema", cwd=tracker).returncode == 0
    for schema in json.loads(associations)["yaml.schemas"]:
        assert (tracker / schema).is_file()
    required = (tracker / "requirements.txt").read_text("utf-8").splitlines()[-1]
    assert required.startswith("pledgetrack[docs]")


def test_pip_is_told_where_this_program_came_from() -> None:
    """The folder or address of the installation, else the version."""
    line = requirement()
    assert line == f"pledgetrack[docs]=={__version__}" or "pledgetrack[docs] @ file://" in line


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    """Also the one in which the command is typed."""
    folder = tmp_path / "empty"
    folder.mkdir()
    done = run_program("init", ".", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / "commitments/tracker.yaml").is_file()
    assert not [path for path in folder.iterdir() if path.name.startswith(".pledgetrack-")]


def test_what_is_in_the_way_is_told_and_kept(tmp_path: Path) -> None:
    """A folder that holds something, a file, a link to nowhere, a file above: exit 2."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full/notes.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to("nowhere")
    before = names(tmp_path)
    for place, reason in {
        "full": "full is not empty; name a folder that does not exist yet",
        "file": "file is a file; name a folder that does not exist yet",
        "link": "link is a file; name a folder that does not exist yet",
        "file/below": "file exists; nothing was changed",
        "/proc/tracker": "nothing was changed",
    }.items():
        done = run_program("init", place, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert reason in done.stderr
        assert "Traceback" not in done.stderr
    assert names(tmp_path) == before


def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    """The reason is told, and nothing is left."""
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0o555)
    # To root no folder is closed, unless it gives that right up.
    others = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*others, sys.executable, "-m", "pledgetrack", "init", "closed/tracker"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    closed.chmod(0o755)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no tracker can be made at closed/tracker: permission denied" in done.stderr
    assert names(tmp_path) == ["closed"]
