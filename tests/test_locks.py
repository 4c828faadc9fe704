"""What is locked for continuous integration: all of it, with hashes, from nowhere in particular."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / ".ci" / "locked").glob("*.txt"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# Those for people at their desks, and what writes the files themselves.
NOT_LOCKED = {"preview", "lock"}


def names(requirements: list[str]) -> set[str]:
    """Return the normal names of what is required."""
    found = (re.match(r"[\w.-]+", each) for each in requirements)
    return {re.sub(r"[-_.]+", "-", each[0]).lower() for each in found if each}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_everything_has_a_version_and_a_hash(file: Path) -> None:
    """Pip takes no other file, wherever it gets it from."""
    entries = re.split(r"\n(?=\S)", file.read_text("utf-8").strip())
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==[\w.]+( ; .+)? \\\n    --hash=sha256:[0-9a-f]{64}", entry)
    assert "://" not in file.read_text("utf-8")


def test_every_session_of_the_forge_has_its_file() -> None:
    """The table in noxfile.py and the files are the same."""
    table = (ROOT / "noxfile.py").read_text("utf-8").partition("LOCKS = {")[2].partition("\n}")[0]
    assert set(re.findall(r'"(\w+)": \(', table)) == {file.stem for file in FILES}


def test_every_dependency_is_locked_somewhere() -> None:
    """One that is added to pyproject.toml and not locked would be installed unlooked at."""
    locked = {name for file in FILES for name in names(re.findall(r"(?m)^\S+==", file.read_text()))}
    extras = PROJECT["project"]["optional-dependencies"]
    groups = {
        name: wanted
        for name, wanted in PROJECT["dependency-groups"].items()
        if name not in NOT_LOCKED
    }
    for wanted in (PROJECT["project"]["dependencies"], *extras.values(), *groups.values()):
        assert names(wanted) <= locked
