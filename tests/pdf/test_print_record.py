"""The head of a record on paper: what belongs together stays in one line."""

import shutil
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from forging import draw_volumes
from trackers import RECORDS, TrackerFolder

from pledgetrack.verifying.reading import Letter, read_pages

pytestmark = pytest.mark.pdf

TIMETABLE = "commitments/harbour-2001/ferry-timetable.yaml"


def heights(letters: tuple[Letter, ...], words: str) -> list[float]:
    """Return how high the letters of some words stand, where the page has them first."""
    at = "".join(letter.text for letter in letters).index(words)
    return [letter.y for letter in letters[at : at + len(words)] if not letter.text.isspace()]


def test_a_long_stage_moves_neither_the_stamp_nor_a_year(tmp_path: Path) -> None:
    """A pledge is overdue for decades: “provisional” stays beside the status, a day in one line."""
    tracker = TrackerFolder(shutil.copytree(RECORDS / "valid", tmp_path / "tracker"))
    tracker.edit(TIMETABLE, "status: partial", "status: substantial")
    file = draw_volumes(tracker.root, tmp_path / "drawn", date(2036, 11, 21))
    with pikepdf.open(file) as pdf:
        pages = read_pages(file.read_bytes(), set(range(1, len(pdf.pages) + 1)))
    (head,) = (page.letters for page in pages.values() if "10 months so far" in page.text)
    status, stamp = (heights(head, words) for words in ("Substantial", "PROVISIONAL"))
    assert abs(max(status) - max(stamp)) < 6
    day = heights(head, "the status: as things stood on 31 March 2003")
    assert max(day) - min(day) < 6
