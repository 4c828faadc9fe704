"""Files and folders whose names are payloads: a build tells them, and makes nothing of them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from planting import NAMES, misnamed
from trackers import RECORDS, environment

pytestmark = pytest.mark.sphinx
CONF = 'project = "Pledges"\nextensions = ["pledgetrack.sphinx_ext"]\nhtml_theme = "basic"\n'


def build(root: Path) -> tuple[set[str], str]:
    """Build the site of a tracker; return its pages and what was told."""
    docs = root / "docs"
    docs.mkdir()
    (docs / "conf.py").write_text(CONF, "utf-8")
    (docs / "index.rst").write_text("Pledges\n=======\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "--no-color", docs, root / "html"],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    pages = {path.relative_to(root).as_posix() for path in (root / "html").rglob("*.html")}
    return pages, done.stdout.replace("\r", "") + done.stderr


def test_names_steer_no_terminal_and_make_no_page(tmp_path: Path) -> None:
    """Each is a warning in one line; the pages are those of the tracker without them."""
    shutil.copytree(RECORDS / "valid", tmp_path / "plain")
    plain, _ = build(tmp_path / "plain")
    pages, told = build(misnamed(tmp_path / "misnamed"))
    assert pages == plain
    assert told.count("[pledgetrack.unexpected-file]") == 3 * len(NAMES)
    for line in told.splitlines():
        assert line.isprintable(), line
        assert "##[" not in line, line
        assert not line.lstrip().startswith("::"), line
