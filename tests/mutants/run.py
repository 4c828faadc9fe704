"""Alter the core and see whether a test notices: ``nox -s mutants -- [GROUP ...]``.

Each group of modules is copied with its nearest tests into a folder of its own below FOLDER, where
mutmut alters one place of a function at a time and runs the tests that call it. The last lines are
a table; what survived stands in FOLDER/GROUP/survivors.diff.
"""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
OWN: Final = Path(__file__).parent
COPIED: Final = ("src", "tests", "seeds", "noxfile.py", "README.md", "pyproject.toml")
GROUPS: Final = tomllib.loads((OWN / "groups.toml").read_text("utf-8"))
HEAD: Final = """\
| module | mutants | killed | endless | survived | not run |
|---|--:|--:|--:|--:|--:|"""
# The exit codes that mutmut keeps: pytest's own, and those of a process that ran out of time.
KILLED, SURVIVED, ENDLESS = {1, 3}, {0}, {-24, 24, 36, 152, 255}


def main() -> None:
    """Run the groups that are named, or all of them, one after the other."""
    folder = Path(sys.argv[1]).resolve()
    rows = [row for name in sys.argv[2:] or GROUPS for row in run(name, folder / name)]
    sys.stdout.write("\n".join((HEAD, *rows, "")))


def run(name: str, folder: Path) -> list[str]:
    """Alter a group of modules in a copy, and return a row for each module."""
    shutil.rmtree(folder, ignore_errors=True)
    for each in COPIED:
        copy(ROOT / each, folder / each)
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(settings(**GROUPS[name]))
    environment = os.environ | {"PYTHONPATH": str(OWN), "PLEDGETRACK_KILLERS": str(folder)}
    environment.pop("CI", None)  # with it pytest explains each failure at length: minutes in all
    command = ("mutmut", "run", "--max-children", "1")
    with (folder / "mutmut.log").open("w", encoding="utf-8") as log:
        subprocess.run(command, cwd=folder, env=environment, stdout=log, check=True)
    write_survivors(folder)
    source = folder / "mutants" / "src" / "pledgetrack"
    return [row(path, source) for path in sorted(source.rglob("*.py.meta"))]


def copy(source: Path, target: Path) -> None:
    """Copy a file, or a folder without what Python keeps there for itself."""
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)


def settings(modules: list[str], tests: list[str], left_out: Iterable[str] = ()) -> str:
    """Return the table of pyproject.toml that mutmut reads."""
    table = {
        "source_paths": ["src"],
        "only_mutate": [f"src/pledgetrack/{each}.py" for each in modules],
        "also_copy": [each for each in COPIED if each != "pyproject.toml"],
        "pytest_add_cli_args_test_selection": [f"{path_of(each)}.py" for each in tests],
        "pytest_add_cli_args": [
            *("-p", "no:cacheprovider", "-p", "killers"),
            *(f"--deselect={path_of(each)}" for each in left_out),
        ],
        "timeout_multiplier": 4.0,
        "timeout_constant": 8.0,
    }
    lines = (f"{key} = {json.dumps(value)}" for key, value in table.items())
    return "\n[tool.mutmut]\n" + "\n".join(lines) + "\n"


def path_of(name: str) -> str:
    """Return where a file of tests lies that ``groups.toml`` names without ``test_``."""
    folder, slash, file = name.rpartition("/")
    return f"tests/{folder}{slash}test_{file}"


def row(path: Path, source: Path) -> str:
    """Return what became of the mutants of a module as a row of the table."""
    codes = Counter(json.loads(path.read_text("utf-8"))["exit_code_by_key"].values())
    ways = [sum(codes[code] for code in codes.keys() & way) for way in (KILLED, ENDLESS, SURVIVED)]
    module = str(path.relative_to(source)).removesuffix(".py.meta")
    cells = (f"`{module}`", codes.total(), *ways, codes.total() - sum(ways))
    return f"| {' | '.join(map(str, cells))} |"


def write_survivors(folder: Path) -> None:
    """Write down what was altered where no test noticed."""
    told = asked(folder, "results").splitlines()
    left = [line.split(":")[0].strip() for line in told if line.endswith(("survived", "no tests"))]
    shown = "\n".join(asked(folder, "show", name) for name in left)
    (folder / "survivors.diff").write_text(shown, encoding="utf-8")


def asked(folder: Path, *words: str) -> str:
    """Return what mutmut says."""
    command = ("mutmut", *words)
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
