"""Measure check, site and PDF on generated trackers: ``nox -s bench -- [SIZE ...] [pdf]``.

Each scenario runs in a fresh process, whose CPU seconds (with those of its children) and largest
resident process the operating system counts. Nothing is asserted about time; a command that fails,
or whose output is wrong, fails the bench. PDF files are drawn up to a thousand records; with the
word ``pdf`` for every size.
"""

import hashlib
import os
import platform
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

SIZES = (100, 1000, 5000)
LARGEST_PDF = 1000
NEW_TITLE = "Zanzibar marker of the bench"
START = "import pledgetrack.cli, pledgetrack.line, pledgetrack.catalogue"
MEBIBYTE = 2**20 if sys.platform == "darwin" else 2**10  # what ru_maxrss counts in

# Budgets by scenario and size: CPU seconds unless marked, as the design has them.
BUDGETS = {
    ("check", 1000): "0.6 + start",
    ("check", 5000): "4",
    ("site, cold", 1000): "6",
    ("site, cold", 5000): "30",
    ("site, nothing changed", 1000): "1.8",
    ("site, nothing changed", 5000): "6",
    ("site, one edited", 1000): "1.8",
    ("site, one edited", 5000): "6",
    ("pdf, cold", 1000): "170 wall",
    ("pdf, one edited", 1000): "a fifth of cold",
}


class WrongResultError(Exception):
    """A command failed, or what it made is not what it should have made."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process and its children took: seconds, and MiB of the largest of them."""

    cpu: float
    wall: float
    memory: float


@dataclass(frozen=True, slots=True)
class Bench:
    """A generated tracker and the commands that are measured on it."""

    root: Path
    size: int

    @property
    def site(self) -> Path:
        """The folder of the built site."""
        return self.root / "build" / "html"

    @property
    def pdf(self) -> Path:
        """The folder of the drawn volumes."""
        return self.root / "build" / "pdf"

    @property
    def edited(self) -> Path:
        """The record file that is edited."""
        found = sorted((self.root / "commitments").glob("anchor-*/*-publish.yaml"))
        return found[0]

    def python(self, *arguments: str) -> Cost:
        """Run Python in the tracker; `WrongResultError` with its output if it fails."""
        begin = time.perf_counter()
        with tempfile.TemporaryFile("w+") as output:
            process = subprocess.Popen(
                [sys.executable, *arguments], cwd=self.root, stdout=output, stderr=output
            )
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            wall = time.perf_counter() - begin
            if process.returncode:
                output.seek(0)
                raise WrongResultError(f"{' '.join(arguments)}\n{output.read()[-4000:]}")
        return cost_of(usage, wall)

    def sphinx(self, builder: str, folder: Path) -> Cost:
        """Run a Sphinx builder, one process, warnings being errors."""
        return self.python("-m", "sphinx", "-q", "-W", "-b", builder, "docs", str(folder))

    def edit(self) -> None:
        """Give a record a new title."""
        text = self.edited.read_text("utf-8")
        title = f"{NEW_TITLE} {len(NEW_TITLE) + text.count(NEW_TITLE)}"
        self.edited.write_text(re.sub(r"(?m)^  en: .*$", f"  en: {title}", text, count=1), "utf-8")


def cost_of(usage: resource.struct_rusage, wall: float) -> Cost:
    """Turn what the operating system counted into seconds and MiB."""
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / MEBIBYTE)
