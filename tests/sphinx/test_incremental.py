"""A build over an older one leaves, byte for byte, what a clean build makes."""

import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

RECORD = "commitments/harbour-2001/ferry-pier.yaml"
METHOD = "docs/method.md"
TRACKER = "commitments/tracker.yaml"

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


def record_unreadable(project: "Project") -> None:
    """Give a key twice, so that nothing of the file is known."""
    path = project.root / "commitments/harbour-2001/fares-pilots.yaml"
    path.write_text(path.read_text("utf-8") + "kind: action\n", "utf-8")


def source_edited(project: "Project") -> None:
    """Change a source that several records cite."""
    project.edit("commitments/sources/gazette-2003.yaml", "publisher: Harbour", "publisher: Bay")


def last_quotation_of_a_source_deleted(project: "Project") -> None:
    """Delete the only records that cite a source: its page goes with its last quotation."""
    for name in ("ferry-pier", "ferry-timetable", "ferry-south", "ferry-sailings"):
        project.remove(f"commitments/harbour-2001/{name}.yaml")
    project.remove("commitments/series/sailings.yaml")
    project.write("docs/index.md", "# Little\n\n```{toctree}\nmethod\nguide/visit\n```\n")
    project.write(METHOD, "# Method\n")
    project.write("docs/guide/visit.md", "# Visiting\n")


def party_edited(project: "Project") -> None:
    """Change the name of a party: its page, those of its records, and the comparison."""
    project.edit("commitments/parties.yaml", "South Island Works Office", "Southern Works")


def party_added(project: "Project") -> None:
    """Add a party that nobody names yet."""
    parties = (project.root / "commitments/parties.yaml").read_text("utf-8")
    project.write("commitments/parties.yaml", parties + "west: {name: West, kind: government}\n")


def section_edited(project: "Project") -> None:
    """Give a section another id: its page moves."""
    project.edit("commitments/agreements/harbour-2001.yaml", "{id: fares,", "{id: prices,")


def address_given(project: "Project") -> None:
    """Give the site an address, and with it a feed, a map and canonical links."""
    project.edit("commitments/tracker.yaml", 'site_url: ""', "site_url: https://example.org/bay")


def tracker_renamed(project: "Project") -> None:
    """Change the title that the front page says to catalogues of data."""
    project.edit("commitments/tracker.yaml", "Harbour Compact Tracker", "Bay Compact Tracker")


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


def days_named(project: "Project") -> None:
    """Name days of the past: each gets a page, and the head of every page leads there."""
    project.edit(TRACKER, "as_of:", "editions: [2002-12-31]\nas_of:")


def other_days_named(project: "Project") -> None:
    """Leave out a day that had a page, and name another."""
    days_named(project)
    project.build()
    project.edit(TRACKER, "[2002-12-31]", "[2003-06-30]")


def record_reviewed(project: "Project") -> None:
    """Change the number of provisional records, which stands on every page."""
    project.edit(RECORD, "status: fulfilled", "status: fulfilled\n    reviewed_by: A. Pilot")


def masthead_changed(project: "Project") -> None:
    """Choose other links for the head of every page."""
    project.write("docs/conf.py", _conf(project) + "pledgetrack_masthead = {'method': 'How'}\n")


def area_named(project: "Project") -> None:
    """Make a document the beginning of an area."""
    project.write("docs/conf.py", _conf(project) + "pledgetrack_areas = {'method': 'For you'}\n")


def languages_set(project: "Project") -> None:
    """Lead to another language from every page."""
    setting = "pledgetrack_languages = {'en': '.', 'ja': 'ja'}\n"
    project.write("docs/conf.py", _conf(project) + setting)


def translation_added(project: "Project") -> None:
    """Translate a document that was shown as it is."""
    languages = "language = 'ja'\nexclude_patterns = ['ja']\n"
    project.write("docs/conf.py", _conf(project) + languages)
    project.build()
    project.write("docs/ja/guide/visit.md", "# 港へ\n\n行き方。\n")


def translation_edited(project: "Project") -> None:
    """Change a translation."""
    translation_added(project)
    project.build()
    project.edit("docs/ja/guide/visit.md", "行き方", "道順")


def translation_deleted(project: "Project") -> None:
    """Take a translation away again."""
    translation_added(project)
    project.build()
    project.remove("docs/ja/guide/visit.md")


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


def data_removed(project: "Project") -> None:
    """Remove the files of data."""
    shutil.rmtree(project.root / "build-html/data")
    project.remove("build-html/commitments/index.json")
    project.remove("build-html/commitments/harbour-2001/ferry-pier.json")


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
    record_unreadable,
    source_edited,
    last_quotation_of_a_source_deleted,
    party_edited,
    party_added,
    section_edited,
    address_given,
    tracker_renamed,
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
    days_named,
    other_days_named,
    translation_added,
    translation_edited,
    translation_deleted,
    style_sheet_edited,
    template_edited,
    other_builder_between,
]
# Pages of other themes and builders differ in links, navigation and the place of their files.
CHANGES_ELSEWHERE = [
    ("html", "furo", record_title_edited),
    ("html", "furo", title_edited),
    ("html", "furo", document_deleted),
    ("html", "furo", days_named),
    ("html", "furo", other_days_named),
    ("html", "furo", record_reviewed),
    ("html", "furo", masthead_changed),
    ("html", "furo", area_named),
    ("html", "furo", languages_set),
    ("html", "furo", translation_added),
    ("dirhtml", "alabaster", record_title_edited),
    ("dirhtml", "alabaster", record_deleted),
    ("dirhtml", "alabaster", section_edited),
    ("dirhtml", "alabaster", title_edited),
    ("dirhtml", "alabaster", document_deleted),
]
LOSSES = [
    output_removed,
    page_removed,
    data_removed,
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


def test_an_edited_record_changes_the_pages_that_show_it_and_no_others(site: "Project") -> None:
    """Its own page and those of its section, parties and sources; not those of others."""
    before = site.build().tree()
    record_title_edited(site)
    after = site.build().tree()
    changed = {name for name in before if before[name] != after[name]}
    folder = "commitments/harbour-2001"
    for name in ("ferry-pier", "index", "sections/ferries"):
        assert f"{folder}/{name}.html" in changed
    for name in ("parties/south", "parties/south-works", "sources/gazette-2003"):
        assert f"commitments/{name}.html" in changed
    for name in ("parties/north", "parties/index", "sources/index", "harbour-2001/sections/fares"):
        assert f"commitments/{name}.html" not in changed


def test_the_page_of_a_source_goes_with_its_last_quotation(site: "Project") -> None:
    """And the page of a section with its id; what still stands is left."""
    page = "commitments/sources/gazette-2003.html"
    section = "commitments/harbour-2001/sections/fares.html"
    assert {page, section} <= site.build().tree().keys()
    last_quotation_of_a_source_deleted(site)
    section_edited(site)
    tree = site.build().tree()
    assert not {page, section} & tree.keys()
    assert "commitments/sources/harbour-2001-text.html" in tree


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


def test_a_document_that_leaves_a_numbered_table_loses_its_number(site: "Project") -> None:
    """Its page is named as if it had never stood there."""
    site.write("docs/history.md", "# History\n\n## Before\n\nOnce there was no ferry.\n")
    site.edit("docs/index.md", "guide/visit\n", "guide/visit\nhistory\n")
    assert "<title>3. History" in site.build().page("history.html")
    site.edit("docs/index.md", "guide/visit\nhistory\n", "guide/visit\n")
    found = site.build()
    assert "<title>History" in found.page("history.html")
    assert_same_tree(found.tree(), site.build_clean().tree())


def assert_same_tree(found: dict[str, bytes], expected: dict[str, bytes]) -> None:
    """Compare names first, so that a failure names the file."""
    assert sorted(found) == sorted(expected)
    for name, content in expected.items():
        assert found[name] == content, name
