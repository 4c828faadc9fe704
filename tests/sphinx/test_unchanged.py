"""A build without a change writes no page."""

import shutil
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
    """A record that no document shows touches its page, those that list it, and their data."""
    first = site.build()
    before = written(first.output)
    site.edit("commitments/harbour-2001/fares-pilots.yaml", "Thanks to", "A word for")
    after = written(site.build().output)
    touched = {name for name, when in after.items() if when != before.get(name)}
    agreement, parties = "commitments/harbour-2001", "commitments/parties"
    assert touched == {
        *(f"{agreement}/fares-pilots.html", f"{agreement}/fares-pilots.json"),
        *(f"{agreement}/index.html", f"{agreement}/sections/fares.html", f"{agreement}/text.html"),
        *(f"{parties}/north.html", f"{parties}/south.html"),
        "commitments/sources/harbour-2001-text.html",
        *("commitments/index.html", "commitments/index.csv", "commitments/index.json"),
        *("data/records.csv", "data/register.json"),
    }


def test_a_document_is_written_when_the_records_it_shows_change(site: "Project") -> None:
    """Only documents with a view of the record follow; the others stay."""
    first = site.build()
    before = written(first.output)
    site.edit("commitments/harbour-2001/ferry-pier.yaml", "status: fulfilled", "status: partial")
    after = written(site.build().output)
    touched = {name for name, when in after.items() if when != before.get(name)}
    assert {"index.html", "guide/visit.html"} <= touched


def test_nothing_changed_the_search_index_is_left(site: "Project") -> None:
    """It is neither pruned nor dumped again; and it is the one that a clean build writes."""
    index = site.build().output / "searchindex.js"
    before = (index.stat().st_mtime_ns, index.stat().st_ino)
    site.build()
    assert (index.stat().st_mtime_ns, index.stat().st_ino) == before
    assert index.read_bytes() == (site.build_clean().output / "searchindex.js").read_bytes()


@pytest.mark.parametrize(
    "lost", ["commitments/harbour-2001/ferry-pier.html", "data/register.json", "commitments"]
)
def test_nothing_changed_but_a_file_is_lost(site: "Project", lost: str) -> None:
    """What is not there any more comes back, the same as before."""
    first = site.build()
    before, path = first.tree(), first.output / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert site.build().tree() == before


def test_compiled_templates_do_not_outlive_their_language(site: "Project") -> None:
    """Words of the interface are part of a compiled template; each language has its own."""
    site.build()
    japanese = site.build("html", "-D", "language=ja")
    assert japanese.tree() == site.build_clean("html", "-D", "language=ja").tree()
    assert 'lang="ja"' in japanese.page("commitments/index.html")
    assert site.build().tree() == site.build_clean().tree()
