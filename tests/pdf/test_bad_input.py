"""Records that are too long, too wide or not what they should be; builds that do not end well."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from forging import draw_volumes
from trackers import RECORDS, TrackerFolder

from pledgetrack.errors import RenderingError
from pledgetrack.findings import Severity
from pledgetrack.verifying.looking import look

pytestmark = pytest.mark.pdf

PIER = "commitments/harbour-2001/ferry-pier.yaml"
BICYCLES = "commitments/harbour-2001/ferry-bicycles.yaml"
WORDS = 5000
ROWS = 400
MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
LONG = "Hafendampfschiff" * 19  # 304 letters and no place to break
MARKUP = "![x](https://pictures.example/a.png) <img src='https://pictures.example/b.png'>"


def tracker_in(folder: Path) -> TrackerFolder:
    """Copy the small tracker."""
    shutil.copytree(RECORDS / "valid", folder)
    return TrackerFolder(folder)


def append(tracker: TrackerFolder, path: str, text: str) -> None:
    """Add lines to a file."""
    file = tracker.root / path
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def text_of(report: Path, *options: str) -> str:
    """Return the words of a report as poppler reads them."""
    command = ["pdftotext", *options, report, "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=600).stdout


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the volume of a tracker with all that is odd and allowed."""
    tracker = tracker_in(tmp_path_factory.mktemp("odd") / "tracker")
    append(tracker, PIER, f"note: {'so it is ' * (WORDS // 3)}on it\n")
    append(tracker, BICYCLES, f'note: "{LONG} and {MARKUP}"\n')
    months = [f"{1960 + at // 12}-{at % 12 + 1:02d}" for at in range(ROWS)]
    rows = [
        f'  - {{period: {month}, value: {at}, source: old, exact: "{at} in {month}"}}\n'
        for at, month in enumerate(months)
    ]
    append(tracker, "commitments/series/sailings.yaml", "".join(rows))
    tracker.write(
        "commitments/sources/old.yaml",
        "id: old\ntitle: An old table\ndate: 1999\ngrade: press\nrights: unknown\n"
        f"text: {{sha256: {'0' * 64}}}\n",
    )
    assert [str(one) for one in tracker.load().findings if one.severity is Severity.ERROR] == []
    return draw_volumes(tracker.root, tmp_path_factory.mktemp("drawn"))


def test_a_long_note_is_set_whole(drawn: Path) -> None:
    """A note of 5,000 words runs over as many pages as it needs, and no word is lost."""
    words = re.findall(r"\b(?:so|it|is)\b", text_of(drawn))
    assert len(words) >= WORDS - 2


def test_a_long_series_has_its_heads_on_each_page(drawn: Path) -> None:
    """Every one of 400 rows is there; where they run on, the heads of the columns stand again."""
    pages = text_of(drawn, "-layout").split("\f")
    rows = re.compile(rf"^ *(?:{MONTHS})\w* 19\d\d", re.MULTILINE)
    found = [len(rows.findall(page)) for page in pages]
    assert sum(found) >= ROWS
    full = [page for page, count in zip(pages, found, strict=True) if count > 10]
    assert len(full) > 3
    assert all("Period" in page and "Figure" in page for page in full)


def test_a_word_without_end_is_broken_within_the_margins(drawn: Path) -> None:
    """A word of 300 letters stays on the page, to its last letter."""
    assert LONG in re.sub(r"\s+", "", text_of(drawn))
    layout = text_of(drawn, "-bbox")
    ends = [float(end) for end in re.findall(r'<word .*xMax="([\d.]+)"', layout)]
    width = float(re.findall(r'<page width="([\d.]+)"', layout)[0])
    assert ends
    assert max(ends) < width - 50


def test_markup_with_a_picture_of_another_host_stays_text(drawn: Path) -> None:
    """It is printed as it was written, and nobody is asked for the picture."""
    text = re.sub(r"\s+", "", text_of(drawn))
    assert re.sub(r"\s+", "", MARKUP) in text
    assert b"pictures.example" not in drawn.read_bytes()  # no link, no picture: only drawn words


def test_all_of_it_can_be_verified(drawn: Path) -> None:
    """However odd the records, the figures are found again."""
    assert look(drawn).faults == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("A second pier in", "שני", f"{PIER}:2:8: no font of the report can draw U+05D9 HEBREW"),
        ("A second pier in", "مرفأ", f"{PIER}:2:8: no font of the report can draw U+0623 ARABIC"),
        ("A second pier in", "\U0001f6a2", f"{PIER}:2:8: no font of the report can draw U+1F6A2"),
    ],
)
def test_what_cannot_be_set_is_named_before_it_is_drawn(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    """Right-to-left letters and an emoji stop the build with file, line, column and letter."""
    tracker = tracker_in(tmp_path / "tracker")
    tracker.edit(PIER, old, new)
    with pytest.raises(RenderingError, match=re.escape(said)):
        draw_volumes(tracker.root, tmp_path / "pdf")
    assert list((tmp_path / "pdf").glob("*.pdf")) == []


def test_a_link_that_runs_is_named_by_a_check(tracker: TrackerFolder) -> None:
    """``javascript:`` never comes as far as a page."""
    source = "commitments/sources/gazette-2003.yaml"
    tracker.edit(source, "grade: press", 'grade: press\nurl: "javascript:alert(1)"')
    done = tracker.run("check")
    assert done.returncode == 1
    assert re.search(rf"{re.escape(source)}:\d+:\d+: error\[.*javascript:", done.stdout)
