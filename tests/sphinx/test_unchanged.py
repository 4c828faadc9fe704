"""A build without a change writes no page."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

RECORD = "commitments/harbour-2001/fares-pilots.yaml"
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


def test_a_record_added_and_deleted_again_few_pages_are_written(site: "Project") -> None:
    """The page of the agreement, of who must act, the lists and the days; no other record's."""
    before = written(site.build().output)
    record = (site.root / RECORD).read_text("utf-8")
    new = RECORD.replace("fares-pilots", "fares-guides")
    site.write(new, record.replace("fares-pilots", "fares-guides"))
    added = written(site.build().output)
    page = "commitments/harbour-2001/fares-guides"
    assert added.keys() - before.keys() == {f"{page}.html", f"{page}.json"}
    touched = {name for name, when in before.items() if when != added[name]}
    pages = {name for name in touched if name.startswith("commitments/harbour-2001/")}
    assert {"commitments/harbour-2001/index.html", "commitments/index.html"} <= touched
    assert not {name for name in pages if "/ferry-" in name or "/fares-residents" in name}
    assert "method.html" not in touched
    site.remove(new)
    second = site.build()
    kept = {name for name, when in written(second.output).items() if when == added.get(name)}
    assert {"commitments/harbour-2001/ferry-pier.html", "method.html"} <= kept
    assert second.tree() == site.build_clean().tree()


def test_files_that_are_known_are_as_good_as_nothing_where_they_are_damaged(
    site: "Project",
) -> None:
    """Cut off, changed by somebody, or of other code: then all are read anew."""
    site.build()
    known = site.root / "doctrees" / "pledgetrack-records.txt"
    text = known.read_text("utf-8")
    assert RECORD in text
    clean = site.build_clean().tree()
    spoiled = (text[: len(text) // 2], text.replace("pilots", "priests"), "", "end\tno\n", "a\tb\n")
    for other in spoiled:
        known.write_text(other, "utf-8")
        (site.root / "build-html" / ".pledgetrack.json").unlink()
        build = site.build()
        assert (build.code, build.warnings) == (0, "")
        assert build.tree() == clean
        assert known.read_text("utf-8") == text


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
