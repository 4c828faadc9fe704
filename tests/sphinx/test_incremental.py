"""A build over an older one leaves, byte for byte, what a clean build makes."""

import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

RECORD = "commitments/harbour-2001/ferry-pier.yaml"
METHOD = "docs/method.md"

Change = Callable[["Project"], None]


def record_edited(project: "Project") -> None:
    """Change the words of an assessment."""
    project.edit(RECORD, "ten months before", "some ten months ahead of")


def record_title_edited(project: "Project") -> None:
    """Change a title that other pages and documents name."""
    project.edit(RECORD, "A second pier in", "Another pier for")


def record_status_edited(project: "Project") -> None:
    """Take a record out of a table, and change the counts of other pages."""
    project.edit(RECORD, "status: fulfilled", "status: substantial")


def record_added(project: "Project") -> None:
    """Add a record."""
    project.write(
        "commitments/harbour-2001/fares-budget.yaml",
        """
id: harbour-2001/fares-budget
title: A zebra in the yearly budget
text:
  - {lines: 12, exact: "subject to the yearly budget"}
kind: action
by: [north]
force: intent
verb: intend
""",
    )


def record_renamed(project: "Project") -> None:
    """Give a record another name, also in the document that names it."""
    project.edit(RECORD, "id: harbour-2001/ferry-pier", "id: harbour-2001/ferry-jetty")
    (project.root / RECORD).rename(project.root / RECORD.replace("pier", "jetty"))
    project.edit("docs/index.md", "ferry-pier", "ferry-jetty")


def record_deleted(project: "Project") -> None:
    """Delete a record that no document names."""
    project.remove("commitments/harbour-2001/ferry-bicycles.yaml")


def last_record_of_an_agreement_deleted(project: "Project") -> None:
    """Delete an agreement with its records, and with it the folder of their pages."""
    shutil.rmtree(project.root / "commitments/harbour-2001")
    shutil.rmtree(project.root / "commitments/agreements")
    project.write("docs/index.md", "# Nothing yet\n\n```{toctree}\nmethod\nguide/visit\n```\n")
    project.write(METHOD, "# Method\n")
    project.write("docs/guide/visit.md", "# Visiting\n")


def record_broken(project: "Project") -> None:
    """Make a record unreadable."""
    project.edit("commitments/harbour-2001/fares-pilots.yaml", "kind: recognition", "kind: thanks")


def source_edited(project: "Project") -> None:
    """Change a source that several records cite."""
    project.edit("commitments/sources/gazette-2003.yaml", "publisher: Harbour", "publisher: Bay")


def text_edited(project: "Project") -> None:
    """Change words that stand in one document only."""
    project.edit(METHOD, "What a status rests on.", "How a xylophone is judged.")


def title_edited(project: "Project") -> None:
    """Change a title that the sidebar of every page shows."""
    project.edit(METHOD, "# Method", "# How we judge")


def heading_edited(project: "Project") -> None:
    """Change a heading that another document refers to."""
    project.edit(METHOD, "## Grades of sources", "## Weights of sources")


def document_added(project: "Project") -> None:
    """Add a document to the navigation."""
    project.write("docs/history.md", "# History\n\nOnce there was no quetzal.\n")
    project.edit("docs/index.md", "method\nguide", "method\nhistory\nguide")


def document_deleted(project: "Project") -> None:
    """Delete a document with its source, its image, its download and its folder."""
    project.remove("docs/guide/visit.md")
    project.edit("docs/index.md", "guide/visit\n", "")


def documents_reordered(project: "Project") -> None:
    """Reorder documents: numbers, next and previous."""
    project.edit("docs/index.md", "method\nguide/visit", "guide/visit\nmethod")


def configuration_changed(project: "Project") -> None:
    """Change a title that stands in every page, and drop the index."""
    project.write("docs/conf.py", _conf(project) + "html_title = 'The bay'\nhtml_use_index = False")


def theme_changed(project: "Project") -> None:
    """Take another theme, which draws every page and brings its own files."""
    project.edit("docs/conf.py", "alabaster", "furo")


def language_changed(project: "Project") -> None:
    """Change the language of the interface and of the prose of records."""
    project.write("docs/conf.py", _conf(project) + "language = 'ja'\n")


def edition_changed(project: "Project") -> None:
    """Judge the register by an earlier day."""
    project.write("docs/conf.py", _conf(project) + "pledgetrack_as_of = '2002-06-30'\n")


def style_sheet_edited(project: "Project") -> None:
    """Change a style sheet that pages name with its checksum."""
    project.write("docs/_static/own.css", "body { color: navy }\n")


def template_edited(project: "Project") -> None:
    """Change a template of the user's that draws every page."""
    project.edit("docs/_templates/layout.html", "By the sea", "By the shore")


def output_removed(project: "Project") -> None:
    """Remove all that was written, but not the doctrees."""
    shutil.rmtree(project.root / "build-html")


def page_removed(project: "Project") -> None:
    """Remove a single page."""
    project.remove("build-html/commitments/harbour-2001/ferry-pier.html")


def search_index_removed(project: "Project") -> None:
    """Remove the search index."""
    project.remove("build-html/searchindex.js")


def manifest_removed(project: "Project") -> None:
    """Remove the note of what was written."""
    project.remove("build-html/.pledgetrack.json")


def manifest_damaged(project: "Project") -> None:
    """Damage the note of what was written."""
    project.write("build-html/.pledgetrack.json", '{"pages": ')


def other_builder_between(project: "Project") -> None:
    """Let another builder read what changed, and store it in the same doctrees."""
    title_edited(project)
    record_title_edited(project)
    document_deleted(project)
    project.build("text")


def other_builder_in_the_same_output(project: "Project") -> None:
    """Let another builder write into the same folder."""
    project.build("dirhtml", output="build-html")


def _conf(project: "Project") -> str:
    return (project.root / "docs/conf.py").read_text("utf-8")


CHANGES = [
    record_edited,
    record_title_edited,
    record_status_edited,
    record_added,
    record_renamed,
    record_deleted,
    last_record_of_an_agreement_deleted,
    record_broken,
    source_edited,
    text_edited,
    title_edited,
    heading_edited,
    document_added,
    document_deleted,
    documents_reordered,
    configuration_changed,
    theme_changed,
    language_changed,
    edition_changed,
    style_sheet_edited,
    template_edited,
    other_builder_between,
]
# Pages of other themes and builders differ in links, navigation and the place of their files.
CHANGES_ELSEWHERE = [
    ("html", "furo", record_title_edited),
    ("html", "furo", title_edited),
    ("html", "furo", document_deleted),
    ("dirhtml", "alabaster", record_title_edited),
    ("dirhtml", "alabaster", record_deleted),
    ("dirhtml", "alabaster", title_edited),
    ("dirhtml", "alabaster", document_deleted),
]
LOSSES = [
    output_removed,
    page_removed,
    search_index_removed,
    manifest_removed,
    manifest_damaged,
    other_builder_in_the_same_output,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_after_a_change_the_output_is_that_of_a_clean_build(
    site: "Project", change: Change
) -> None:
    """Whatever changed between two builds, nothing stale is left and nothing is missing."""
    first = site.build().tree()
    change(site)
    second = site.build()
    clean = site.build_clean()
    assert clean.tree() != first
    assert_same_tree(second.tree(), clean.tree())
    assert second.warnings == clean.warnings


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: loss.__name__)
def test_what_was_lost_comes_back(site: "Project", loss: Change) -> None:
    """Whatever happened to the output, the next build makes it whole."""
    first = site.build()
    before = first.tree()
    loss(site)
    assert first.tree() != before
    second = site.build()
    assert_same_tree(second.tree(), before)
    assert not second.warnings


@pytest.mark.parametrize(("builder", "theme", "change"), CHANGES_ELSEWHERE)
def test_after_a_change_other_builders_and_themes_agree_too(
    site: "Project", builder: str, theme: str, change: Change
) -> None:
    """The same holds for a folder a page, and for a theme that shows the navigation everywhere."""
    site.edit("docs/conf.py", "alabaster", theme)
    site.build(builder)
    change(site)
    assert_same_tree(site.build(builder).tree(), site.build_clean(builder).tree())


@pytest.mark.parametrize("options", [(METHOD,), ("-a",), ("-E",)], ids=["one file", "all", "fresh"])
def test_other_ways_to_build_leave_nothing_stale(site: "Project", options: tuple[str, ...]) -> None:
    """After one file by name, all files, or a fresh environment, the next build is complete."""
    site.build()
    title_edited(site)
    record_title_edited(site)
    between = site.build("html", *options)
    assert (between.code, between.warnings) == (0, "")
    assert_same_tree(site.build().tree(), site.build_clean().tree())


@pytest.mark.parametrize("reverted", [False, True])
def test_a_build_that_broke_off_is_done_again(site: "Project", reverted: bool) -> None:  # noqa: FBT001
    """Pages that were written before the fault are not taken for finished."""
    site.write(
        "docs/conf.py",
        _conf(site)
        + """
def setup(app):
    def fail(app, name, *_):
        if name.endswith("ferry-pier") and (app.srcdir / "fail").exists():
            raise RuntimeError("broken off")
    app.connect("html-page-context", fail)
""",
    )
    site.build()
    record_title_edited(site)
    site.write("docs/fail", "")
    assert site.build().code == 2
    site.remove("docs/fail")
    if reverted:
        site.edit(RECORD, "Another pier for", "A second pier in")
    assert_same_tree(site.build().tree(), site.build_clean().tree())


def assert_same_tree(found: dict[str, bytes], expected: dict[str, bytes]) -> None:
    """Compare names first, so that a failure names the file."""
    assert sorted(found) == sorted(expected)
    for name, content in expected.items():
        assert found[name] == content, name
