"""What is odd in records and chapters, in every kind of file: well set and safe, or refused."""

import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from forging import CONF, build_all
from trackers import RECORDS, TrackerFolder, environment

from pledgetrack.assessment import edition_of
from pledgetrack.findings import Severity
from pledgetrack.rendering.drawing import draw_changed
from pledgetrack.rendering.editions import Printed, stages_of
from pledgetrack.verifying.looking import look
from pledgetrack.views import Lens

pytestmark = pytest.mark.pdf

TITLE = "A second pier in the southern harbour"
PIER = "commitments/harbour-2001/ferry-pier.yaml"
TIMETABLE = "commitments/harbour-2001/ferry-timetable.yaml"
SERIES = "commitments/series/sailings.yaml"
KINDS = ["records", "report", "brief-harbour-2001", "changes-2003-12-31"]
ROWS = 400
LONG = "Hafendampfschiff" * 19  # 304 letters and no place to break
WIDE = "Hafendampfschiff" * 5  # as long as a title may be, with what stands behind it
MARKUP = "<img src='https://pictures.example/b.png'> javascript:alert(1)"

CHAPTER = """
A chapter
=========

.. image:: https://pictures.example/a.png
   :alt: A picture

A `link that leads <{}>`_ away.
"""


def odd_tracker(folder: Path) -> TrackerFolder:
    """Copy the small tracker; give it a long note, title, reason and series, and markup in them."""
    shutil.copytree(RECORDS / "valid", folder)
    tracker = TrackerFolder(folder)
    tracker.edit(PIER, TITLE, f"{WIDE} {MARKUP}")
    tracker.write(PIER, (folder / PIER).read_text("utf-8") + f"note: {'so it is ' * 1667}\n")
    tracker.edit(TIMETABLE, "why: The paper", f'why: "{LONG} {MARKUP}. The paper')
    tracker.edit(TIMETABLE, "in the northern harbour.\n    evidence", 'there."\n    evidence')
    months = [f"{1960 + at // 12}-{at % 12 + 1:02d}" for at in range(ROWS)]
    rows = [
        f'  - {{period: {month}, value: {at}, source: old, exact: "{at} in {month}"}}\n'
        for at, month in enumerate(months)
    ]
    tracker.write(SERIES, (folder / SERIES).read_text("utf-8") + "".join(rows))
    tracker.write(
        "commitments/sources/old.yaml",
        f"id: old\ntitle: {WIDE} {MARKUP}\ndate: 1999\ngrade: press\nrights: unknown\n"
        f"text: {{sha256: {'0' * 64}}}\n",
    )
    return tracker


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Draw every kind of file of a tracker with all that is odd and allowed."""
    tracker = odd_tracker(tmp_path_factory.mktemp("odd") / "tracker")
    register = tracker.load()
    assert [str(one) for one in register.findings if one.severity is Severity.ERROR] == []
    lens = Lens(register, edition_of(register), "en")
    folder = tmp_path_factory.mktemp("drawn")
    names, _ = draw_changed(stages_of(Printed(lens, since=date(2003, 12, 31))), folder, 1, str)
    found = {kind: folder / name for name in names for kind in KINDS if f"-{kind}-2" in name}
    assert set(found) == set(KINDS)
    return found


def text_of(file: Path, *options: str) -> str:
    """Return the words of a file as poppler reads them."""
    command = ["pdftotext", *options, file, "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=600).stdout


def closed_up(text: str) -> str:
    """Return a text without blanks and hyphens, which may stand where lines end."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def addresses_of(file: Path) -> list[str]:
    """Return where the links of a file lead that leave it."""
    with pikepdf.open(file) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        return [str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A]


@pytest.mark.parametrize("kind", KINDS)
def test_long_words_and_markup_are_set_whole_within_the_margins(
    files: dict[str, Path], kind: str
) -> None:
    """A word of 300 letters breaks, markup is printed as written, and no word leaves the page."""
    text = closed_up(text_of(files[kind]))
    assert closed_up(WIDE + MARKUP) in text
    assert LONG in text or kind not in {"records", "changes-2003-12-31"}
    layout = text_of(files[kind], "-bbox")
    ends = [float(end) for end in re.findall(r'<word .*xMax="([\d.]+)"', layout)]
    width = float(re.findall(r'<page width="([\d.]+)"', layout)[0])
    assert max(ends) < width - 48


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_in_them_runs_or_reaches_out(files: dict[str, Path], kind: str) -> None:
    """No file has a script, a link to a script or to a picture, or a picture from elsewhere."""
    addresses = addresses_of(files[kind])
    assert addresses
    assert not [one for one in addresses if "pictures.example" in one or "script" in one]
    with pikepdf.open(files[kind]) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        assert all("/JS" not in note.get("/A", {}) for note in notes)
        assert "/OpenAction" not in pdf.Root


@pytest.mark.parametrize("kind", KINDS)
def test_each_can_be_verified(files: dict[str, Path], kind: str) -> None:
    """However odd the records, the figures are found again."""
    assert look(files[kind]).faults == ()


def test_a_brief_stays_on_one_side(files: dict[str, Path]) -> None:
    """What has no room on it gives way; the page does not run over."""
    with pikepdf.open(files["brief-harbour-2001"]) as pdf:
        assert len(pdf.pages) == 1


def test_a_long_series_runs_over_pages_of_the_report(files: dict[str, Path]) -> None:
    """All of its rows are there, and the heads of the columns stand on every page with rows."""
    pages = text_of(files["report"], "-layout").split("\f")
    rows = re.compile(r"^ *(?:\w+ )?19\d\d .*\d", re.MULTILINE)
    full = [page for page in pages if len(rows.findall(page)) > 10 and "Sailings" in page]
    assert sum(len(rows.findall(page)) for page in full) >= ROWS
    assert len(full) > 3
    assert all("Period" in page for page in full)


def build(tracker: TrackerFolder) -> tuple[int, str]:
    """Build the files of a tracker again; return the exit code and what was said."""
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-b", "pledgepdf", "docs", "pdf"],
        cwd=tracker.root,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    return done.returncode, done.stderr


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small tracker whose files were drawn."""
    return build_all(tmp_path_factory.mktemp("good") / "tracker").parent


@pytest.mark.parametrize("letter", ["\u05d0", "\u0627", "\U0001f6a2"])
def test_letters_that_cannot_be_set_leave_the_last_good_files(
    good: Path, tmp_path: Path, letter: str
) -> None:
    """In a record or in a chapter: the build fails, names the place, and every file stays."""
    tracker = TrackerFolder(tmp_path / "tracker")
    shutil.copytree(good, tracker.root)
    folder = tracker.root / "pdf"
    before = {file: file.read_bytes() for file in folder.glob("*.pdf")}
    assert len(before) == 3  # volume, report and brief

    tracker.write(
        "docs/chapter.rst", f":orphan:\n\nA chapter\n=========\n\nWords {letter} words.\n"
    )
    tracker.write("docs/conf.py", CONF + 'pledgetrack_report_chapters = "chapter"\n')
    code, said = build(tracker)
    assert code
    assert (
        f"harbour-report-2004-01-31.pdf: no font of the report can draw U+{ord(letter):04X}" in said
    )

    tracker.edit(PIER, TITLE, letter)
    code, said = build(tracker)
    assert code
    assert f"{PIER}:2:8: no font of the report can draw U+{ord(letter):04X}" in said
    assert "Traceback" not in said
    assert {file: file.read_bytes() for file in folder.glob("*.pdf")} == before


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("https://gazette.example/", ""),
        ("javascript:alert(1)", "a link leads to 'javascript:alert"),
    ],
)
def test_a_chapter_brings_no_script_and_no_picture_of_another_host(
    tmp_path: Path, link: str, said: str
) -> None:
    """A link that would run is named and nothing written; a picture is what stands for it."""
    tracker = TrackerFolder(tmp_path / "tracker")
    shutil.copytree(RECORDS / "valid", tracker.root)
    settings = CONF + 'pledgetrack_report_chapters = "index"\n'
    tracker.write("docs/conf.py", settings)
    tracker.write("docs/index.rst", CHAPTER.format(link))
    code, told = build(tracker)
    file = tracker.root / "pdf" / "harbour-report-2004-01-31.pdf"
    assert bool(code) == bool(said), told
    assert said in told
    assert file.is_file() != bool(said)
    if file.is_file():
        assert "A picture A link that leads away." in " ".join(text_of(file).split())
        assert link in addresses_of(file)
        assert b"pictures.example" not in file.read_bytes()
