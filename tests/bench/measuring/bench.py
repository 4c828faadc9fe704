"""A generated tracker: the commands that are measured on it, and the changes made in between."""

import hashlib
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from generating.tracker import write_tracker

from measuring.cost import Cost, require, run_python

MARK = "Zephyrquay"
"""A word that the edit brings into the title of a record; no other text has it."""
EXPORT = "export.out"

# What `check` has imported when it reads the first record.
_BEFORE_RECORDS = "import pledgetrack.cli, pledgetrack.line, pledgetrack.catalogue"


@dataclass(slots=True)
class Bench:
    """A tracker of a size in a new folder; ``before`` is what a build found in its output."""

    root: Path
    size: int
    before: dict[str, str] = field(default_factory=dict)

    def generate(self) -> None:
        """Write the tracker and commit it."""
        self.root.mkdir(parents=True)
        write_tracker(self.root, self.size)
        (self.root / ".gitignore").write_text(f"html/\npledgepdf/\n{EXPORT}\n")
        self._git("init", "--quiet")
        self._git("add", ".")
        who = ("-c", "user.name=Bench", "-c", "user.email=bench@example.org")
        self._git(*who, "commit", "--quiet", "--message", "All records")

    def _git(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=self.root, check=True)

    @property
    def edited(self) -> str:
        """The record whose title is edited; it stands in the largest agreement."""
        return "anchor-2001/group-000-publish"

    @property
    def renamed(self) -> tuple[str, str]:
        """The old and the new name of a record that no other names."""
        return "anchor-2001/group-000-thanks", "anchor-2001/group-000-gratitude"

    @property
    def deleted(self) -> str:
        """A record that no other names."""
        return "anchor-2001/group-001-thanks"

    def version(self) -> Cost:
        """Ask for the version: the least that the program does."""
        cost, output = run_python(self.root, "-m", "pledgetrack", "--version")
        require(output.startswith("pledgetrack "), output)
        return cost

    def start(self) -> Cost:
        """Load what a check needs, up to the first record."""
        return run_python(self.root, "-c", _BEFORE_RECORDS)[0]

    def check(self) -> Cost:
        """Check all records."""
        cost, output = run_python(self.root, "-m", "pledgetrack", "check", "--strict")
        require(output == f"{self.size} records: 0 errors, 0 warnings\n", output)
        return cost

    def export(self, form: str) -> Cost:
        """Export all records."""
        words = ("export", "--format", form, "--output", EXPORT)
        return run_python(self.root, "-m", "pledgetrack", *words)[0]

    def diff(self) -> Cost:
        """Compare the files with the commit: one record has another title."""
        cost, output = run_python(self.root, "-m", "pledgetrack", "diff", "HEAD")
        require(self.edited in output and MARK in output, output)
        return cost

    def sphinx(self, builder: str) -> Cost:
        """Run a Sphinx builder, in one process, with warnings as errors."""
        self.before = self.digests(builder)
        words = ("-m", "sphinx", "-q", "-W", "-b", builder, "docs", builder)
        return run_python(self.root, *words)[0]

    def edit(self) -> None:
        """Bring the mark into the title of a record."""
        path = self._file(self.edited)
        path.write_text(re.sub(r"(?m)^(  en: )", rf"\g<1>{MARK} ", path.read_text(), count=1))

    def rename(self) -> None:
        """Give a record another name."""
        old, new = self.renamed
        text = self._file(old).read_text("utf-8").replace(f"id: {old}\n", f"id: {new}\n", 1)
        self._file(new).write_text(text, "utf-8")
        self._file(old).unlink()

    def delete(self) -> None:
        """Delete a record."""
        self._file(self.deleted).unlink()

    def _file(self, record: str) -> Path:
        return self.root / "commitments" / f"{record}.yaml"

    def changed(self, builder: str) -> set[str]:
        """Return the files that the last build wrote anew, made or removed."""
        after = self.digests(builder)
        names = self.before.keys() | after.keys()
        return {name for name in names if self.before.get(name) != after.get(name)}

    def digests(self, builder: str) -> dict[str, str]:
        """Return the digest of every file of an output that readers are given."""
        folder = self.root / builder
        return {
            path.relative_to(folder).as_posix(): hashlib.md5(path.read_bytes()).hexdigest()  # noqa: S324
            for path in _shown(folder)
        }

    def output_size(self, output: str) -> int:
        """Return the bytes of a file or of all files of a folder that readers are given."""
        path = self.root / output
        return sum(one.stat().st_size for one in ([path] if path.is_file() else _shown(path)))

    def remove(self) -> None:
        """Remove all files."""
        shutil.rmtree(self.root)


def _shown(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return [path for path in found if not path.relative_to(folder).parts[0].startswith(".")]
