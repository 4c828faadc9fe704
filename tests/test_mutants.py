"""What ``nox -s mutants`` alters and runs is there."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "pledgetrack"
GROUPS = tomllib.loads((ROOT / "tests" / "mutants" / "groups.toml").read_text("utf-8"))


def path_of(name: str) -> Path:
    """Return where a file of tests lies, in a folder of its own or not."""
    path = ROOT / "tests" / f"{name}.py"
    return path.with_name(f"test_{path.name}")


@pytest.mark.parametrize("name", GROUPS)
def test_a_group_names_what_there_is(name: str) -> None:
    """Modules, test files, and the tests that are left out."""
    group = GROUPS[name]
    assert group["modules"]
    for module in group["modules"]:
        assert list(SOURCE.glob(f"{module}.py")), module
    for file in group["tests"]:
        assert path_of(file).exists(), file
    for left_out in group.get("left_out", ()):
        file, _, test = left_out.partition("::")
        written = path_of(file.removesuffix(".py")).read_text("utf-8")
        assert re.search(rf"^def {test}\(", written, re.MULTILINE), left_out


def test_no_module_is_altered_twice() -> None:
    """The table would count it twice."""
    paths = [
        path
        for group in GROUPS.values()
        for module in group["modules"]
        for path in SOURCE.glob(f"{module}.py")
    ]
    assert len(paths) == len(set(paths)) > 50
