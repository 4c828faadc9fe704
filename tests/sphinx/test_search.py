"""Readers find every record: by the search of the site and from other projects."""

import zlib
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.search import js_index

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Build, Project

RECORDS = {
    f"harbour-2001/{name}"
    for name in (
        "fares-pilots",
        "fares-residents",
        "ferry-bicycles",
        "ferry-pier",
        "ferry-sailings",
        "ferry-south",
        "ferry-timetable",
    )
}


def search_index(build: "Build") -> dict[str, Any]:
    """Return the search index of a site."""
    index: dict[str, Any] = js_index.loads(build.page("searchindex.js"))
    return index


def found(build: "Build", term: str) -> set[str]:
    """Return the pages that the search finds for a stemmed word."""
    index = search_index(build)
    hits = [index[words].get(term, []) for words in ("terms", "titleterms")]
    numbers = [each for hit in hits for each in (hit if isinstance(hit, list) else [hit])]
    return {index["docnames"][number] for number in numbers}


def inventory(build: "Build") -> dict[tuple[str, str], str]:
    """Return the addresses in ``objects.inv`` by role and name."""
    packed = (build.output / "objects.inv").read_bytes().split(b"\n", 4)[4]
    lines = zlib.decompress(packed).decode().splitlines()
    entries = (line.split(" ", 4) for line in lines)
    return {(role, name): address for name, role, _, address, _ in entries}


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_search_and_inventory_have_every_record(site: "Project", builder: str) -> None:
    """The first build and the next have the same, and each page is there by its name."""
    for build in (site.build(builder), site.build(builder)):
        pages = set(search_index(build)["docnames"])
        assert {f"commitments/{name}" for name in RECORDS} <= pages
        assert {"commitments/index", "commitments/harbour-2001/index"} <= pages
        named = inventory(build)
        assert {name for role, name in named if role == "commitment:record"} == RECORDS
        assert ("commitment:agreement", "harbour-2001") in named
        assert ("std:doc", "commitments/harbour-2001/ferry-pier") in named


def test_the_words_of_a_record_are_found(site: "Project") -> None:
    """Its quote, its title and its evidence lead to it, in the stemmed form of the search."""
    build = site.build()
    assert "commitments/harbour-2001/ferry-bicycles" in found(build, "bicycl")
    assert "commitments/harbour-2001/ferry-timetable" in found(build, "timet")
    assert found(build, "quetzal") == set()


def test_a_record_that_vanished_is_not_found(site: "Project") -> None:
    """Page, search entry and inventory entry go together, and its folder stays for the others."""
    site.build()
    site.remove("commitments/harbour-2001/ferry-bicycles.yaml")
    build = site.build()
    assert not build.has("commitments/harbour-2001/ferry-bicycles.html")
    text = {"commitments/harbour-2001/text"}  # the agreement still has the words
    assert found(build, "bicycl") == text
    assert ("commitment:record", "harbour-2001/ferry-bicycles") not in inventory(build)
    assert build.has("commitments/harbour-2001/ferry-pier.html")


def test_a_page_is_fed_as_sphinx_feeds_documents(make_project: "Callable[[str], Project]") -> None:
    """Our shorter way into the index ends in the same terms as Sphinx's own."""
    project = make_project("plain")
    project.write(
        "docs/conf.py",
        """
extensions = ["pledgetrack.sphinx_ext"]

def setup(app):
    app.connect("html-collect-pages", compare)

def compare(app):
    from docutils import nodes
    from sphinx.search import IndexBuilder
    from sphinx.util.docutils import new_document
    from pledgetrack.sphinx_ext.search import PageIndex

    title = "The Ferries of 2001"
    text = "ferry ferries sailing the an I x 8 running, Running. 港 e-mail"
    theirs = IndexBuilder(app.env, "en", {}, "")
    for name in ("_titles", "_filenames", "_mapping", "_title_mapping", "_all_titles"):
        setattr(theirs, name, {})
    ours = PageIndex(theirs)
    for name in ("_titles", "_filenames", "_mapping", "_title_mapping", "_all_titles"):
        setattr(ours, name, {})
    document = new_document("")
    document += nodes.section("", nodes.title(text=title), nodes.paragraph(text=text))
    theirs.feed("page", "page", title, document)
    ours.feed_page("page", title, text)
    ours.settle(app.env)
    for name in ("_titles", "_filenames", "_mapping", "_title_mapping", "_all_titles"):
        assert getattr(ours, name) == getattr(theirs, name), name
    assert theirs._mapping["sail"] == {"page"}
    return []
""",
    )
    build = project.build()
    assert build.warnings == ""
    assert build.code == 0


def test_words_in_plain_letters_need_no_dictionary(
    make_project: "Callable[[str], Project]",
) -> None:
    """The splitter of a language without spaces gets only what is written in other letters."""
    project = make_project("plain")
    project.write(
        "docs/splitting.py",
        """
SEEN = []

class Splitter:
    def __init__(self, options):
        pass

    def split(self, text):
        SEEN.append(text)
        return list(text.replace(" ", ""))
""",
    )
    project.write(
        "docs/conf.py",
        """
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
extensions = ["pledgetrack.sphinx_ext"]

def setup(app):
    app.connect("html-collect-pages", look)

def look(app):
    import splitting
    from sphinx.search import IndexBuilder
    from pledgetrack.sphinx_ext.search import PageIndex

    index = PageIndex(IndexBuilder(app.env, "ja", {"type": "splitting.Splitter"}, ""))
    splitting.SEEN.clear()
    index.feed_page("page", "Ferries", "ten-month 港 pier, 渡船 for 8 months")
    index.settle(app.env)
    assert splitting.SEEN == ["", "港 渡船"], splitting.SEEN
    assert {"ten", "month", "pier", "for", "months"} <= index._mapping.keys()
    sys.path.remove(str(Path(__file__).parent))
    return []
""",
    )
    build = project.build()
    assert build.warnings == ""
    assert build.code == 0


def test_other_projects_can_refer_to_a_record(site: "Project") -> None:
    """Intersphinx resolves ids that only the other tracker knows, without any network."""
    objects = site.build().output / "objects.inv"
    site.write(
        "docs/conf.py",
        f"""
extensions = ["pledgetrack.sphinx_ext", "sphinx.ext.intersphinx"]
html_theme = "basic"
exclude_patterns = ["*.md", "guide"]
intersphinx_mapping = {{"harbour": ("https://harbour.example/", {str(objects)!r})}}
""",
    )
    site.write(
        "docs/index.rst",
        """
Elsewhere
=========

:commitment:ref:`harbour-2001/ferry-pier`
:external+harbour:doc:`commitments/harbour-2001/ferry-sailings`
""",
    )
    site.remove("commitments/harbour-2001/ferry-pier.yaml")
    page = site.build("html", output="elsewhere", doctrees="elsewhere-doctrees")
    assert page.warnings == ""
    base = "https://harbour.example/commitments/harbour-2001"
    assert f'href="{base}/ferry-pier.html"' in page.page("index.html")
    assert f'href="{base}/ferry-sailings.html"' in page.page("index.html")
