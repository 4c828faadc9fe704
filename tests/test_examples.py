"""The second tracker of this repository, about other parties and another century, stands too."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from trackers import REPOSITORY, environment, run_program

EXAMPLE = REPOSITORY / "docs" / "examples" / "rush-bagot"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Return a copy, so that nothing is built into the documentation."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "rush-bagot"))


def test_the_example_is_sound(example: Path) -> None:
    """No finding; every letter of the stored part is accounted for; quotes are proven in it."""
    check = run_program("check", "--strict", cwd=example)
    assert (check.returncode, check.stdout) == (0, "7 records: 0 errors, 0 warnings\n")
    (text,) = json.loads(run_program("coverage", "--format", "json", cwd=example).stdout)["texts"]
    assert (text["held"], text["percent"], text["uncovered"]) == ("part", 100.0, 0)
    entries = json.loads(run_program("list", "--format", "json", cwd=example).stdout)
    proofs = {quote["proof"] for entry in entries for quote in entry["quotes"]}
    assert proofs == {"verified-part"}
    assert {entry["status"] for entry in entries} == {
        "stem", "no-evidence", "contrary", "substantial", "unassessed",
    }  # fmt: skip
    assert all(entry["provisional"] for entry in entries if entry["as_of"])


@pytest.mark.sphinx
@pytest.mark.pdf
def test_the_example_builds(example: Path) -> None:
    """Site and PDF, with warnings as errors."""
    for builder in ("html", "pledgepdf"):
        done = site(example, builder)
        assert done.returncode == 0, done.stderr
    record = "html/commitments/rush-bagot-1817/vessels-none-built.html"
    assert "jeopardizing the agreements of 1817" in (example / record).read_text("utf-8")
    assert list((example / "pledgepdf").glob("*.pdf"))


def test_every_status_has_a_source_that_can_be_looked_up(example: Path) -> None:
    """Each source that judges has an address and the day on which it was read."""
    for path in (example / "commitments/sources").iterdir():
        words = path.read_text("utf-8")
        assert "\nurl: http" in words, path.name
        assert "\naccessed: 2026-11-22\n" in words, path.name


@pytest.mark.sphinx
def test_trackers_are_joined_by_their_inventories(example: Path) -> None:
    """As the page on growing shows: a record is linked from elsewhere, one that is gone fails."""
    growing = (REPOSITORY / "docs/explanation/growing.md").read_text("utf-8")
    (line,) = [line for line in growing.splitlines() if "external+lights" in line]
    assert run_program("init", "lights", cwd=example).returncode == 0
    assert site(example / "lights").returncode == 0
    configuration = example / "docs/conf.py"
    configuration.write_text(
        configuration.read_text("utf-8")
        + 'extensions.append("sphinx.ext.intersphinx")\nintersphinx_mapping = {'
        '"lights": ("https://example.org/lights/", "../lights/html/objects.inv")}\n',
        "utf-8",
    )
    home = example / "docs/index.md"
    words = home.read_text("utf-8")
    home.write_text(f"{words}\n{line}\n", "utf-8")
    joined = site(example)
    assert joined.returncode == 0, joined.stderr
    page = (example / "html/index.html").read_text("utf-8")
    assert 'href="https://example.org/lights/commitments/lights-2004/lights-tower.html"' in page
    assert "A light on Grey Point" in page
    home.write_text(f"{words}\n{line.replace('tower', 'gone')}\n", "utf-8")
    assert "reference target not found: lights-2004/lights-gone" in site(example).stderr


def site(tracker: Path, builder: str = "html") -> "subprocess.CompletedProcess[str]":
    """Build with warnings as errors, into a folder named like the builder."""
    return subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "-b", builder, "docs", builder],
        cwd=tracker,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
