"""A build without a change writes no page."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

# Sphinx writes these in every build; our note of the output is written beside them.
ALWAYS_WRITTEN = {
    ".buildinfo",
    ".pledgetrack.json",
    "genindex.html",
    "genindex/index.html",
    "objects.inv",
    "search.html",
    "search/index.html",
    "searchindex.js",
}


def written(output: Path) -> dict[str, tuple[int, int]]:
    """Return when each page was written, and into which file of the disk."""
    return {
        name: (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in output.rglob("*")
        if path.is_file() and "_static" not in path.parts
        if (name := path.relative_to(output).as_posix()) not in ALWAYS_WRITTEN
    }


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_nothing_changed_nothing_is_written(site: "Project", builder: str) -> None:
    """Neither generated pages nor documents are touched, and their bytes stay."""
    first = site.build(builder)
    before, tree = written(first.output), first.tree()
    second = site.build(builder)
    assert len(before) > 10
    assert written(second.output) == before
    assert second.tree() == tree


def test_one_record_changed_its_pages_are_written(site: "Project") -> None:
    """A record that no document shows touches its page and those that list it, and no other."""
    first = site.build()
    before = written(first.output)
    site.edit("commitments/harbour-2001/fares-pilots.yaml", "Thanks to", "A word for")
    after = written(site.build().output)
    touched = {name for name, when in after.items() if when != before.get(name)}
    assert touched == {
        "commitments/harbour-2001/fares-pilots.html",
        "commitments/harbour-2001/index.html",
        "commitments/index.html",
    }


def test_a_document_is_written_when_the_records_it_shows_change(site: "Project") -> None:
    """Only documents with a view of the record follow; the others stay."""
    first = site.build()
    before = written(first.output)
    site.edit("commitments/harbour-2001/ferry-pier.yaml", "status: fulfilled", "status: partial")
    after = written(site.build().output)
    touched = {name for name, when in after.items() if when != before.get(name)}
    assert {"index.html", "guide/visit.html"} <= touched
