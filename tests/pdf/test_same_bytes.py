"""The same register gives the same bytes: in another process, folder, time zone, language."""

from pathlib import Path

import pytest
from forging import build_all

pytestmark = pytest.mark.pdf


def built(folder: Path, **surroundings: str) -> dict[str, bytes]:
    """Build all files of the small tracker; return them by name."""
    files = build_all(folder, **surroundings).iterdir()
    return {path.name: path.read_bytes() for path in files if path.is_file()}


def test_neither_place_nor_time_nor_language_changes_a_byte(tmp_path: Path) -> None:
    """Volumes, report and briefs, their list and their sums are the same to the last byte."""
    one = built(
        tmp_path / "one", TZ="Pacific/Auckland", LC_ALL="C", PYTHONHASHSEED="1", HOME=str(tmp_path)
    )
    other = built(
        tmp_path / "a folder with a longer name" / "two",
        TZ="America/St_Johns",
        LC_ALL="C.UTF-8",
        PYTHONHASHSEED="4711",
        SOURCE_DATE_EPOCH="86400",
    )
    assert {"harbour-records-2004-01-31.pdf", "harbour-report-2004-01-31.pdf"} <= set(one)
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
