"""Trackers in folders that a test may change, and the program itself in a process of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pledgetrack
from pledgetrack.line import load_register
from pledgetrack.register import Register

RECORDS = Path(__file__).parents[1] / "records"
REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True)
class TrackerFolder:
    """A tracker that a test may change."""

    root: Path

    def write(self, path: str, content: str | bytes) -> Path:
        """Write a file and the folders above it."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace words in a file; they must be there once."""
        text = (self.root / path).read_text("utf-8")
        assert text.count(old) == 1, f"{path} holds {old!r} {text.count(old)} times"
        self.write(path, text.replace(old, new))

    def load(self, texts: Path | None = None) -> Register:
        """Load the register."""
        return load_register(self.root, texts=texts)

    def run(
        self, *arguments: str, cwd: str = "", **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Run the program in the tracker, or in a folder of it."""
        return run_program(*arguments, cwd=self.root / cwd, **variables)


def run_program(*arguments: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run ``pledgetrack`` as people do."""
    return subprocess.run(
        [sys.executable, "-m", "pledgetrack", *arguments],
        cwd=cwd,
        env={**environment(), **variables},
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )


def environment() -> dict[str, str]:
    """Return the variables of this process: the same package, and nothing that steers it."""
    inherited = {key: value for key, value in os.environ.items() if key != "PLEDGETRACK_TEXTS"}
    package = str(Path(pledgetrack.__file__).parents[1])
    return {**inherited, "PYTHONPATH": package, "PYTHONIOENCODING": "utf-8"}
