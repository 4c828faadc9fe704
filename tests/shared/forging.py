"""Reports for tests of ``verify``: drawn quickly, and altered the way a forger would."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from trackers import RECORDS, TrackerFolder, environment

from pledgetrack.assessment import edition_of
from pledgetrack.line import load_register
from pledgetrack.rendering.composing import volume_jobs
from pledgetrack.rendering.drawing import draw_changed
from pledgetrack.views import Lens

CONF = 'project = "Harbours"\nextensions = ["pledgetrack.sphinx_ext"]\n'
"""Settings of a site that is there for its reports."""


def draw_volumes(root: Path, folder: Path, as_of: date | None = None, language: str = "en") -> Path:
    """Draw the volumes of a tracker into a folder; return the first."""
    register = load_register(root)
    lens = Lens(register, edition_of(register, as_of), language)
    folder.mkdir(parents=True, exist_ok=True)
    drawn, _ = draw_changed([lambda _: volume_jobs(lens)], folder, 1, lambda _: None)
    return folder / drawn[0]


@cache
def volume(name: str, as_of: date | None = None, language: str = "en") -> bytes:
    """Return the first volume of a tracker of ``tests/records``, drawn once for all tests."""
    with tempfile.TemporaryDirectory() as folder:
        return draw_volumes(RECORDS / name, Path(folder), as_of, language).read_bytes()


def build_all(folder: Path, **surroundings: str) -> Path:
    """Build all files of a copy of the small tracker in a process of its own; return where."""
    shutil.copytree(RECORDS / "valid", folder)
    tracker = TrackerFolder(folder)
    tracker.write("docs/conf.py", CONF)
    tracker.write("docs/index.rst", "Harbours\n========\n\nA page.\n")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "pledgepdf", "docs", "pdf"],
        cwd=folder,
        env={**environment(), **surroundings},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    return folder / "pdf"


class Forgery:
    """A copy of a report that is altered; `save` writes it."""

    def __init__(self, report: Path) -> None:
        """Open the report; what it was drawn from stays as it is."""
        self.pdf = pikepdf.open(report)

    def read(self, name: str) -> bytes:
        """Return an attached file."""
        return bytes(self.pdf.attachments[name].get_file().read_bytes())

    def write(self, name: str, content: bytes, *, hashed: bool = True) -> None:
        """Replace an attached file, and its hash in the manifest as a forger would."""
        self.pdf.attachments[name].obj.EF.F.write(content)
        if hashed and name != "manifest.json":
            with self.manifest() as manifest:
                manifest["attachments"][name] = hashlib.sha256(content).hexdigest()

    @contextmanager
    def manifest(self) -> Iterator[dict[str, Any]]:
        """Let the caller change the manifest."""
        with self.data("manifest.json") as data:
            yield data

    @contextmanager
    def data(self, name: str, *, hashed: bool = True) -> Iterator[dict[str, Any]]:
        """Let the caller change an attached JSON file."""
        data = json.loads(self.read(name))
        yield data
        self.write(name, json.dumps(data).encode(), hashed=hashed)

    def page(self, number: int, change: Callable[[bytes], bytes], *, hashed: bool = True) -> None:
        """Change what is drawn on a page, and its hash in the manifest as a forger would."""
        contents = self.pdf.pages[number - 1].obj.Contents
        drawn = change(contents.read_bytes())
        contents.write(drawn)
        if hashed:
            with self.manifest() as manifest:
                manifest["pages"][number - 1] = hashlib.sha256(drawn).hexdigest()

    def retype(self, number: int, old: str, new: str, *, hashed: bool = True) -> None:
        """Let a page say ``new`` where it said ``old``, in the letters of the same font."""
        page = self.pdf.pages[number - 1]
        operations = list(pikepdf.parse_content_stream(page))
        letters: dict[str, str] = {}
        for at, (operands, operator) in enumerate(operations):
            if str(operator) == "Tf":
                letters = _letters(page.obj.Resources.Font[str(operands[0])])
            elif str(operator) == "TJ" and _said(operands[0], letters) == old:
                codes = {letter: code for code, letter in letters.items()}
                typed = bytes.fromhex("".join(codes[letter] for letter in new))
                operations[at] = ([pikepdf.Array([pikepdf.String(typed)])], operator)
                break
        else:
            raise AssertionError(f"page {number} does not say {old}")
        self.page(number, lambda _: pikepdf.unparse_content_stream(operations), hashed=hashed)

    def save(self, path: Path, **options: Any) -> Path:
        """Write the altered report."""
        self.pdf.save(path, **options)
        return path


def _letters(font: Any) -> dict[str, str]:
    """Return the letter of each code of a font, both in hexadecimal."""
    pairs = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]{4,})>", font.ToUnicode.read_bytes())
    return {code.decode(): bytes.fromhex(to.decode()).decode("utf-16-be") for code, to in pairs}


def _said(shown: Any, letters: dict[str, str]) -> str:
    typed = b"".join(bytes(part) for part in shown if isinstance(part, pikepdf.String)).hex()
    return "".join(letters.get(typed[at : at + 4], "?") for at in range(0, len(typed), 4))
