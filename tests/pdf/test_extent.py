"""A report stays a book: what it leaves to the volumes, and what stops it."""

import re
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from pledgetrack.assessment import edition_of
from pledgetrack.errors import RenderingError
from pledgetrack.line import load_register
from pledgetrack.rendering.drawing import draw_changed
from pledgetrack.rendering.editions import Printed, stages_of
from pledgetrack.rendering.extent import CHANGES, SOURCES, Lengths, left_out
from pledgetrack.rendering.job import Facts, Job
from pledgetrack.views import Lens

pytestmark = pytest.mark.pdf

MOST = 31
"""Pages, of which a report of ninety records needs more."""

LINES = 'class="records lines"'

SMALL = Lengths({"first": 180, "second": 36, "third": 36}, 28, 12, 60, 10)


@pytest.fixture(scope="module")
def lens(tmp_path_factory: pytest.TempPathFactory) -> Lens:
    """Return the edition of ninety generated records."""
    root = tmp_path_factory.mktemp("generated") / "tracker"
    generate = Path(__file__).parents[1] / "bench" / "generate.py"
    subprocess.run([sys.executable, generate, root, "90"], check=True)
    register = load_register(root)
    return Lens(register, edition_of(register), "en")


def report_of(lens: Lens, most: int) -> Job:
    """Return the report of an edition, with volumes that nobody drew."""
    volumes, others = stages_of(Printed(lens, most_pages=most))
    pages = {job.name: Facts(job.label, 200, defaultdict(lambda: 7)) for job in volumes({})}
    report, *_ = others(pages)
    return report


def drawn(job: Job, folder: Path) -> Path:
    """Draw one file and return it."""
    draw_changed([lambda _: [job]], folder, 1, str)
    return folder / job.name


def text_of(file: Path) -> str:
    """Return the words of a file with single blanks."""
    command = ["pdftotext", file, "-"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600).stdout
    return re.sub(r"\s+", " ", said)


def test_nothing_gives_way_where_all_has_room() -> None:
    """A report below the limit is whole, and says how many pages are free for texts."""
    left, free = left_out(SMALL, 150)
    assert left == frozenset()
    assert 100 < free < 120


@pytest.mark.parametrize(
    ("most", "gone"),
    [
        (40, {"first"}),
        (35, {"first"}),
        (32, {"first", "third"}),
        (30, {"first", "third", "second"}),
        (28, {"first", "third", "second", CHANGES}),
        (27, {"first", "third", "second", CHANGES, SOURCES}),
        (5, {"first", "third", "second", CHANGES, SOURCES}),
    ],
)
def test_the_largest_piece_gives_way_first(most: int, gone: set[str]) -> None:
    """Of two equal ones the later goes; only what a volume or another file holds goes at all."""
    left, free = left_out(SMALL, most)
    assert left == gone
    assert (free >= 0) == (most >= 27)


def test_a_report_that_would_be_longer_leaves_lines_to_the_volumes(
    lens: Lens, tmp_path: Path
) -> None:
    """It says so in their place; what leads to a record then leads to its agreement."""
    long, short = report_of(lens, 150), report_of(lens, MOST)
    names = re.findall(r'id="(commitments/[^"]+)"', long.html)
    assert len(names) == 90
    assert re.findall(r'id="(commitments/[^"]+)"', short.html) == names
    assert "left-out" not in long.html
    assert 0 < short.html.count(LINES) < long.html.count(LINES)

    file = drawn(short, tmp_path)
    with pikepdf.open(file) as pdf:
        assert len(pdf.pages) <= MOST
    said = text_of(file)
    assert ") have no line of their own here, because this report would then have more " in said
    assert f"than {MOST} pages. They stand in full in:" in said
    assert "Each volume lists its own, and the data inside this file have them all." in said


def test_a_report_that_is_longer_when_drawn_is_refused(lens: Lens, tmp_path: Path) -> None:
    """However it was reckoned, no report with more pages is written; the message says why."""
    job = replace(report_of(lens, MOST), most_pages=5)
    with pytest.raises(
        RenderingError, match=r"would have \d+ pages, and may have 5 at most"
    ) as told:
        drawn(job, tmp_path)
    assert "pledgetrack_report_chapters" in str(told.value)
    assert list(tmp_path.glob("*.pdf")) == []
