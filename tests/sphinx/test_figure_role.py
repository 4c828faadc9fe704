"""A number in a sentence: counted in every build, in every builder, and refused where none is."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

SENTENCE = (
    "Of {commitment:figure}`counted` pledges {commitment:figure}`judged` were judged as of "
    "{commitment:figure}`as-of`, {commitment:figure}`counted status=started` of them started; "
    "{commitment:figure}`covered-percent agreement=harbour-2001` percent are accounted for."
)
SAID = "Of 6 pledges 3 were judged as of 31 January 2004, {} of them started; 100 percent"


TIMETABLE = "commitments/harbour-2001/ferry-timetable.yaml"


@pytest.fixture
def project(make_project: Callable[[str], "Project"]) -> "Project":
    """Return the small site in which one page has a sentence of numbers."""
    project = make_project("site")
    project.write("docs/method.md", f"(grades)=\n# Method\n\n{SENTENCE}\n")
    return project


@pytest.mark.parametrize(("builder", "page"), [("html", "method.html"), ("text", "method.txt")])
def test_numbers_are_those_of_the_register(project: "Project", builder: str, page: str) -> None:
    """Each is counted for the day of the build; a new record is seen without reading again."""
    build = project.build(builder, "-W")
    assert (build.code, build.warnings) == (0, "")
    assert SAID.format(0) in " ".join(build.page(page).split())
    project.edit(TIMETABLE, "status: partial", "status: started")
    assert SAID.format(1) in " ".join(project.build(builder, "-W").page(page).split())


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("counted status=fulfiled", "there is no status fulfiled; did you mean `fulfilled`?"),
        ("counted status", "there is no status without a word"),
        ("counted colour=red", "no query of ours is called colour"),
        ("sum", "no query of ours is called sum"),
        ("rate-percent", "rate-percent needs to know, or does not know, 'rate'"),
        ("rate-percent rate=kept agreement=nowhere", "there is no agreement nowhere"),
        ("data-digest", "data-digest is no number here"),
    ],
)
def test_what_is_no_number_is_named(project: "Project", asked: str, said: str) -> None:
    """A slip of the pen never counts as nought: the build says what is wrong, and where."""
    page = project.root / "docs" / "method.md"
    page.write_text(f"(grades)=\n# Method\n\nThere are {{commitment:figure}}`{asked}`.\n", "utf-8")
    build = project.build("html", "-W")
    assert build.code
    assert said in build.warnings
    assert "method.md:4" in build.warnings
