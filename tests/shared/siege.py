"""A tracker with documents, and the program in processes that can be disturbed."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

from trackers import environment

TESTS = Path(__file__).parents[1]
MORTAL = TESTS / "siege" / "mortal"
RECORD = "commitments/harbour-2001/ferry-pier.yaml"
TITLES = ("A second pier", "Another pier")


@dataclass(frozen=True)
class Scene:
    """A tracker in a folder of its own; ``around`` is a command that runs the others."""

    root: Path
    variables: dict[str, str] = field(default_factory=dict)
    around: tuple[str, ...] = ()

    @property
    def surroundings(self) -> dict[str, str]:
        """The variables of the environment that programs get."""
        return {**environment(), **self.variables}

    def start(self, *arguments: str, **options: object) -> "subprocess.Popen[str]":
        """Start Python with these arguments, as the leader of its own group of processes."""
        return subprocess.Popen(
            [*self.around, sys.executable, *arguments],
            cwd=self.root,
            env=self.surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
            **options,  # type: ignore[call-overload]
        )

    def run(self, *arguments: str, **options: object) -> tuple[int, str]:
        """Run Python to its end; return the exit code and what was printed."""
        process = self.start(*arguments, **options)
        output, _ = process.communicate(timeout=600)
        return process.returncode, output

    def command(self, *arguments: str) -> tuple[int, str]:
        """Run the program."""
        return self.run("-m", "pledgetrack", *arguments)

    def dying(self, at: int, writing: str = "") -> "Scene":
        """Return this scene with programs that are killed just before their nth change of a file.

        ``writing`` is a pattern of the paths that count.
        """
        path = os.pathsep.join((str(MORTAL), environment()["PYTHONPATH"]))
        pattern = f"^{re.escape(str(self.root))}.*{writing}"
        fate = {"PYTHONPATH": path, "DIES_AT": str(at), "DIES_WRITING": pattern}
        return self.with_variables(**fate)

    def with_variables(self, **variables: str) -> "Scene":
        """Return this scene with more variables of the environment."""
        return replace(self, variables={**self.variables, **variables})

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace words in a file; they must be there."""
        words = (self.root / path).read_text("utf-8")
        assert old in words
        (self.root / path).write_text(words.replace(old, new), "utf-8")

    def build(self, builder: str, folder: str = "") -> tuple[int, str]:
        """Run a Sphinx builder with doctrees of its own."""
        return self.run(*build_of(builder, folder))

    def tree(self, folder: str) -> dict[str, str]:
        """Return the digest of every file below a folder that readers are given."""
        top = self.root / folder
        return {
            path.relative_to(top).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(top.rglob("*"))
            if path.is_file() and path.name != ".buildinfo.bak"
        }


@dataclass(frozen=True)
class Printed:
    """PDF files as first builds make them of the scene, with either of `TITLES` in the record."""

    folders: tuple[Path, ...]
    seconds: float
    """How long the first took."""

    def given_to(self, scene: Scene) -> tuple[dict[str, str], ...]:
        """Lay the files of the first title into a scene, as if it had built them there.

        Return the digests of the files of each title.
        """
        first, *_ = self.folders
        shutil.copytree(first, scene.root / "pledgepdf")
        return tuple(Scene(folder).tree(".") for folder in self.folders)


ASSESS = (
    *("-m", "pledgetrack", "assess", "harbour-2001/fares-residents", "--status", "started"),
    *("--as-of", "2003-12-31", "--recorded", "2004-01-31", "--why", "The budget was voted."),
    *("--for", "gazette-2003", "The second pier was opened on 14 February 2003."),
)
NEW = ("-m", "pledgetrack", "new", "--lines", "12", "fares-locals")


def build_of(builder: str, folder: str = "") -> tuple[str, ...]:
    """Return the arguments of a build."""
    folder = folder or builder
    return ("-m", "sphinx", "-q", "-b", builder, "-d", f"doctrees-{folder}", "docs", folder)


def make_scene(root: Path) -> Scene:
    """Copy the small valid tracker and the documents that use everything."""
    shutil.copytree(TESTS / "records" / "valid", root, dirs_exist_ok=True)
    shutil.copytree(TESTS / "sphinx" / "roots" / "site", root / "docs")
    return Scene(root)


def sites_of(scene: Scene) -> tuple[dict[str, str], ...]:
    """Build the site with each of `TITLES`, as if for the first time; the first is what is there.

    Return the digests of the files of each.
    """
    assert scene.build("html")[0] == 0
    scene.edit(RECORD, *TITLES)
    assert scene.build("html", "other")[0] == 0
    scene.edit(RECORD, *reversed(TITLES))
    return scene.tree("html"), scene.tree("other")


def disturbances(name: str, few: int) -> int:
    """Return how often to disturb: few times with the other tests, a hundred in a siege."""
    return int(os.environ.get(f"PLEDGETRACK_{name}", few))
