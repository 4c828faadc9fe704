"""A tracker with documents, and the program in processes that can be disturbed."""

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from trackers import environment

TESTS = Path(__file__).parents[1]


@dataclass(frozen=True)
class Scene:
    """A tracker in a folder of its own."""

    root: Path
    variables: dict[str, str] = field(default_factory=dict)

    def start(self, *arguments: str, **options: object) -> "subprocess.Popen[str]":
        """Start Python with these arguments, as the leader of its own group of processes."""
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=self.root,
            env={**environment(), **self.variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
            **options,  # type: ignore[call-overload]
        )

    def run(self, *arguments: str, **options: object) -> tuple[int, str]:
        """Run Python to its end; return the exit code and what was printed."""
        process = self.start(*arguments, **options)
        output, _ = process.communicate(timeout=300)
        return process.returncode, output

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


def build_of(builder: str, folder: str = "") -> tuple[str, ...]:
    """Return the arguments of a build."""
    folder = folder or builder
    return ("-m", "sphinx", "-q", "-b", builder, "-d", f"doctrees-{folder}", "docs", folder)


def make_scene(root: Path) -> Scene:
    """Copy the small valid tracker and the documents that use everything."""
    shutil.copytree(TESTS / "records" / "valid", root, dirs_exist_ok=True)
    shutil.copytree(TESTS / "sphinx" / "roots" / "site", root / "docs")
    return Scene(root)


def disturbances(name: str, few: int) -> int:
    """Return how often to disturb: few times with the other tests, a hundred in a siege."""
    return int(os.environ.get(f"PLEDGETRACK_{name}", few))
