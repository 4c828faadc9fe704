"""Real Sphinx builds of small roots over the invented register of ``tests/records/valid``."""

import contextlib
import io
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sphinx.builders.html import _assets
from sphinx.cmd.build import main as sphinx_build

ROOTS = Path(__file__).parent / "roots"
REGISTER = Path(__file__).parents[1] / "records" / "valid"

# Sphinx moves the old build information aside when the configuration changed; nobody reads it.
NOT_COMPARED = frozenset({".buildinfo.bak"})


@dataclass(frozen=True)
class Build:
    """What a run of ``sphinx-build`` left: its exit code, its warnings and its output."""

    code: int
    warnings: str
    output: Path

    def page(self, name: str) -> str:
        """Return a file of the output as text."""
        return (self.output / name).read_text("utf-8")

    def has(self, name: str) -> bool:
        """Say whether the output has a file."""
        return (self.output / name).is_file()

    def tree(self) -> dict[str, bytes]:
        """Return the content of every file of the output."""
        return {
            path.relative_to(self.output).as_posix(): path.read_bytes()
            for path in sorted(self.output.rglob("*"))
            if path.is_file() and path.name not in NOT_COMPARED
        }


@dataclass(frozen=True)
class Project:
    """A tracker with a folder ``docs``, in a place where tests may change it."""

    root: Path

    def build(
        self, builder: str = "html", *options: str, output: str = "", doctrees: str = "doctrees"
    ) -> Build:
        """Run ``sphinx-build`` in this process; options that name a document are files to write."""
        _assets._file_checksum_inner.cache_clear()  # each run of the command starts without it
        folder = self.root / (output or f"build-{builder}")
        files = [str(self.root / option) for option in options if option.endswith(".md")]
        options = tuple(option for option in options if not option.endswith(".md"))
        places = [str(self.root / "docs"), str(folder), *files]
        told, heard = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(told), contextlib.redirect_stderr(heard):
            # Sphinx colours what it says where CI is set, also into a file.
            plain = ["-q", "--no-color", "-b", builder, "-d", str(self.root / doctrees)]
            code = sphinx_build([*plain, *options, *places])
        return Build(code, heard.getvalue(), folder)

    def build_clean(self, builder: str = "html", *options: str) -> Build:
        """Build as if for the first time."""
        for name in ("clean", "clean-doctrees"):
            shutil.rmtree(self.root / name, ignore_errors=True)
        return self.build(builder, *options, output="clean", doctrees="clean-doctrees")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace words in a file; they must be there."""
        file = self.root / path
        text = file.read_text("utf-8")
        assert old in text, f"{path} does not hold {old!r}"
        file.write_text(text.replace(old, new), "utf-8")

    def write(self, path: str, text: str) -> None:
        """Write a file."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def remove(self, path: str) -> None:
        """Delete a file."""
        (self.root / path).unlink()


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[[str], Project]:
    """Return what puts a root beside a copy of the register."""

    def make(root: str) -> Project:
        shutil.copytree(REGISTER, tmp_path, dirs_exist_ok=True)
        shutil.copytree(ROOTS / root, tmp_path / "docs")
        return Project(tmp_path)

    return make


@pytest.fixture
def site(make_project: Callable[[str], Project]) -> Project:
    """Return the project with documents that use everything."""
    return make_project("site")
