"""What is wrong is said in every build, with its place, and stops a build that is told to stop."""

import html
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Project

PILOTS = "commitments/harbour-2001/fares-pilots.yaml"
PIER = "commitments/harbour-2001/ferry-pier.yaml"


@pytest.fixture
def plain(make_project: "Callable[[str], Project]") -> "Project":
    """Return the smallest project."""
    return make_project("plain")


def test_a_sound_register_gives_no_warning(plain: "Project") -> None:
    """The build ends well, also where warnings are errors."""
    build = plain.build("html", "-W")
    assert build.warnings == ""
    assert build.code == 0


def test_every_fault_is_told_in_every_build(plain: "Project") -> None:
    """Two faults in two files are told together, with file and line, and again the next time."""
    plain.edit(PILOTS, "kind: recognition", "kind: thanks")
    plain.edit(PIER, "stance: for", "stance: fore")
    builds = [plain.build("html", "-W", "--keep-going") for _ in range(2)]
    for build in builds:
        assert build.code == 1
        assert f"{PILOTS}:5:7: WARNING" in build.warnings
        assert f"{PIER}:18:18: WARNING" in build.warnings
        assert "[pledgetrack.wrong-value]" in build.warnings
    assert builds[0].warnings == builds[1].warnings


def test_without_strictness_the_page_of_a_broken_record_says_so(plain: "Project") -> None:
    """The build ends, and nobody reads stale words."""
    before = plain.build()
    assert "harbour pilots" in before.page("commitments/harbour-2001/fares-pilots.html")
    plain.edit(PILOTS, "kind: recognition", "kind: thanks")
    build = plain.build()
    assert build.code == 0
    page = build.page("commitments/harbour-2001/fares-pilots.html")
    assert "thanks" in page
    assert "recognise the work" not in page


def test_the_page_of_a_record_whose_quote_is_not_found_says_so(plain: "Project") -> None:
    """Words that are not in the text are not shown as proven, nor by a directive."""
    plain.edit(PILOTS, "the harbour pilots", "the harbour pirates")
    build = plain.build()
    assert build.code == 0
    page = build.page("commitments/harbour-2001/fares-pilots.html")
    assert "quote-not-found" in page
    assert "What was promised?" not in page


def test_an_unknown_record_is_told_in_every_build(plain: "Project") -> None:
    """A reference that leads nowhere names the nearest record, each time."""
    plain.edit("docs/index.rst", "ferry-pier", "ferry-peer")
    builds = [plain.build("html", "-W", "--keep-going") for _ in range(2)]
    for build in builds:
        assert build.code == 1
        assert "docs/index.rst:4: WARNING: there is no record harbour-2001/ferry-peer" in (
            build.warnings
        )
        assert "did you mean `harbour-2001/ferry-pier`?" in build.warnings


def test_a_record_that_vanished_is_told_though_no_document_changed(plain: "Project") -> None:
    """The document is not read again, its reference is followed again."""
    assert plain.build("html", "-W").code == 0
    plain.remove(PIER)
    assert "there is no record harbour-2001/ferry-pier" in plain.build().warnings


@pytest.mark.parametrize(
    ("directive", "message"),
    [
        ("commitment:record:: harbour-2001/peer", "there is no record harbour-2001/peer"),
        (
            "commitment:table::\n   :agreement: harbor-2001",
            "there is no agreement harbor-2001; did you mean `harbour-2001`?",
        ),
        (
            "commitment:table::\n   :section: ferrys",
            "there is no section ferrys; did you mean `ferries`?",
        ),
        ("commitment:table::\n   :by: norht", "there is no party norht; did you mean `north`?"),
        ("commitment:table::\n   :status: kept", "status: kept is not one of fulfilled, "),
        ("commitment:table::\n   :kind: deed", "kind: deed is not one of action, "),
    ],
)
def test_a_directive_that_cannot_be_answered_is_told_in_every_build(
    plain: "Project", directive: str, message: str
) -> None:
    """The message names the line and what is allowed, and the page shows it."""
    text = "Harbour\n=======\n\nWords.\n\n.. " + directive + "\n"
    plain.write("docs/index.rst", text)
    for _ in range(2):
        build = plain.build()
        assert f"docs/index.rst:6: WARNING: {message}" in build.warnings
        assert html.escape(message, quote=False) in build.page("index.html")


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("pledgetrack_root = 'nowhere'", "has no folder commitments/. Name the folder"),
        ("pledgetrack_as_of = '2001-13-01'", "'2001-13-01' is not a day. Write it as 2001-12-31"),
        ("pledgetrack_known_by = 'May'", "pledgetrack_known_by = 'May' is not a day."),
    ],
)
def test_a_wrong_setting_is_a_sentence(plain: "Project", setting: str, message: str) -> None:
    """It says what to write instead, and nothing is built."""
    plain.edit("docs/conf.py", "html_theme", f"{setting}\nhtml_theme")
    build = plain.build()
    assert build.code == 2
    assert message in build.warnings
    assert not build.has("index.html")


def test_a_document_with_the_name_of_a_generated_page_is_told(plain: "Project") -> None:
    """What people wrote stays; the generated page is left out."""
    plain.write("docs/commitments/index.rst", ":orphan:\n\nOur own words\n=============\n")
    for _ in range(2):
        build = plain.build()
        assert "this document has the name of a generated page" in build.warnings
        assert "Our own words" in build.page("commitments/index.html")
