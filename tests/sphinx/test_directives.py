"""Every directive of the register shows itself in every builder, and says what is wrong with it."""

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from markup import Markup

if TYPE_CHECKING:
    from conftest import Project

PIER = "A second pier in the southern harbour"
PAPER = "https://gazette.example/2003-03-02"
ARCHIVE = "https://archive.example/gazette"


@pytest.fixture
def project(make_project: Callable[[str], "Project"]) -> "Project":
    """Return the project whose document uses every directive, with a source that has addresses."""
    project = make_project("directives")
    project.edit(
        "commitments/sources/gazette-2003.yaml",
        "grade: press\n",
        f"grade: press\nurl: {PAPER}\narchive_url: {ARCHIVE}\naccessed: 2004-01-30\n",
    )
    return project


def test_a_page_holds_them_all(project: "Project") -> None:
    """Drawn from the templates of the pages, without a warning and without an id twice."""
    build = project.build("html", "-W")
    assert (build.code, build.warnings) == (0, "")
    page = build.page("index.html")
    names = [part.split('"', 1)[0] for part in page.split(' id="')[1:]]
    assert len(names) == len(set(names))
    for words in (
        "3 of 6 pledges could be judged.",
        "Four questions",
        "What changed lately",
        "its chapters in the order of the text",
        "kept, of all judged",
        "Sailings a day",
        "too few for a percentage under any rule",
        "Statuses over time",
        "Line under the words",
        "Agreements over time",
        "Nothing is due after 31 January 2004",
        "Open without a date",
        "No record says that anything came before this pledge or after it.",
        "text held here",
        "Two people read each record.",
        "No judgement was coded more than once yet.",
        "How it was worded",
        "What the statuses mean",
        "What a status earns under each rule",
    ):
        assert words in page, words


def test_lines_of_a_text_can_be_linked_to(project: "Project") -> None:
    """By the id of the agreement; the second text of a page has ids of its own."""
    page = project.build().page("index.html")
    assert 'id="harbour-2001-L8"' in page
    assert 'href="#harbour-2001-L8"' in page
    assert 'id="harbour-2001-2-L8"' in page
    assert 'id="harbour-2001-L13"' in page
    assert 'id="harbour-2001-2-L13"' not in page


def test_a_history_without_days_shows_those_of_the_tracker(project: "Project") -> None:
    """In pages with links to the pages of the days, in plain content as heads of columns."""
    project.edit("docs/index.md", ":days: 2002-12-31, 2003-12-31\n", "")
    project.edit("commitments/tracker.yaml", "as_of:", "editions: [2003-06-30]\nas_of:")
    page = project.build("html", "-W").page("index.html")
    assert '<a href="commitments/as-of/2003-06-30.html">30 Jun 2003</a>' in page
    assert '<a href="commitments/as-of/index.html">31 Jan 2004</a>' in page
    assert "30 Jun 2003" in project.build("text", "-W").page("index.txt")


def test_what_is_drawn_is_whole(project: "Project") -> None:
    """Every piece is closed in itself, so that it breaks no page around it."""
    page = project.build().page("index.html")
    pieces = page.split('<div class="pt pt-inline')[1:]
    assert len(pieces) == 19
    for piece in pieces[:-1]:
        end = piece.rindex("</div>") + len("</div>")
        assert Markup(f'<div class="{piece[:end]}').all()


@pytest.mark.parametrize(
    ("builder", "name"),
    [("text", "index.txt"), ("latex", "harbour.tex"), ("xml", "index.xml"), ("man", "harbour.1")],
)
def test_other_builders_show_plain_content(project: "Project", builder: str, name: str) -> None:
    """Numbers, figures, words and addresses are there, and no markup of ours."""
    build = project.build(builder, "-W", "-D", "man_make_section_directory=0")
    assert (build.code, build.warnings) == (0, "")
    text = " ".join(build.page(name).replace("\\-", "-").split())
    for words in (
        *("Fulfilled", PIER, "Harbour Compact 2001", "Two people read each record."),
        *("Several governments together", "0 / 100"),
    ):
        assert words in text, words
    assert "pt-" not in text.replace("apt-", "")
    assert "<svg" not in text


def test_plain_text_says_what_became_of_each_line(project: "Project") -> None:
    """Claimed words in brackets with their status, reasons and records below them."""
    text = " ".join(project.build("text").page("index.txt").split())
    assert "[Fulfilled b: build a second pier at its harbour by the end of 2003]" in text
    assert f"b {PIER}: Fulfilled" in text
    assert "preamble" in text


def test_the_link_check_sees_every_address_of_a_source(project: "Project") -> None:
    """They are references of the document, so that the builder finds them by itself."""
    build = project.build("linkcheck", "-W")
    assert (build.code, build.warnings) == (0, "")
    told = [json.loads(line) for line in build.page("output.json").splitlines()]
    assert {PAPER, ARCHIVE} <= {entry["uri"] for entry in told}
    assert {entry["filename"] for entry in told} == {"index.md"}


def test_a_line_is_drawn_on_pages_and_a_list_elsewhere(project: "Project") -> None:
    """The same stations; the page of each record has them too, in place of the list."""
    project.edit(
        "commitments/harbour-2001/fares-residents.yaml",
        "kind: action\n",
        "kind: action\nreplaces: ferry-pier\n",
    )
    build = project.build("html", "-W")
    assert (build.code, build.warnings) == (0, "")
    (line,) = Markup(build.page("index.html")).all("ol", "pt-line")
    own = Markup(build.page("commitments/harbour-2001/fares-residents.html"))
    (here,) = [item for item in own.all("li") if "aria-current" in item.attributes]
    assert PIER in line.text
    assert "taken over" not in line.text
    assert "takes over from 2001" in line.text
    assert "this pledge" in here.text
    assert "taken over in 2001" in own.one("ol", "pt-line").text
    assert not own.all("dl", "pt-rels")
    text = " ".join(project.build("text").page("index.txt").split())
    assert f"4 May 2001, Harbour Compact 2001: {PIER}; Fulfilled; met" in text
    assert "takes over from 2001" in text


def test_they_follow_the_records(project: "Project") -> None:
    """A changed record reaches the page though nobody edited the document."""
    assert "c-no-evidence" in project.build().page("index.html")
    project.edit(
        "commitments/harbour-2001/ferry-bicycles.yaml",
        "status: no-evidence",
        "status: not-assessable",
    )
    page = project.build().page("index.html")
    assert "c-no-evidence" not in page
    assert "c-not-assessable" in page
    assert project.build().tree() == project.build_clean().tree()


def test_they_speak_the_language_of_the_build(project: "Project") -> None:
    """Interface and titles are Japanese, and quoted words keep their language."""
    build = project.build("html", "-W", "-D", "language=ja")
    assert (build.code, build.warnings) == (0, "")
    page = build.page("index.html")
    assert "合意の年表" in page
    assert "一日八便" in page
    assert '<div lang="en">' in page


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("```{commitment:summary}\n:agreement: harbour-2002\n```", "did you mean `harbour-2001`?"),
        ("```{commitment:text} harbour-2001\n:lines: 10-99\n```", "which has 13"),
        ("```{commitment:text} harbour-2001\n:lines: 9-1\n```", "the first one first"),
        ("```{commitment:text} harbour-2001\n:lines: all\n```", "write them as 12 or 12-40"),
        ("```{commitment:text} harbour-3\n```", "there is no agreement harbour-3"),
        ("```{commitment:chart} harbour-2001/ferry-pier\n```", "has no indicator"),
        ("```{commitment:chart} harbour-2001/ferry-pie\n```", "did you mean"),
        ("```{commitment:chart} harbour-2001\n```", "is no record but the page"),
        ("```{commitment:lineage} harbour-2001/ferry-pie\n```", "did you mean"),
        ("```{commitment:lineage}\n```", "1 argument(s) required"),
        ("```{commitment:history}\n:days: 2003-02-30\n```", "2003-02-30 is not a day"),
        ("```{commitment:agreement-of-codings}\n```", "Content block expected"),
    ],
)
def test_a_mistake_is_a_warning_that_says_what_to_do(
    project: "Project", written: str, says: str
) -> None:
    """With file and line, and the page is built all the same."""
    project.write("docs/index.md", f"# Harbour\n\n{written}\n")
    build = project.build()
    assert build.code == 0
    assert re.search(r"index\.md:[34]: ", build.warnings)
    assert says in build.warnings
    assert "Traceback" not in build.warnings


def test_a_text_of_a_later_agreement_is_not_shown(project: "Project") -> None:
    """In an edition before its signature the agreement is not there yet."""
    build = project.build("html", "-D", "pledgetrack_as_of=2000-12-31")
    assert "was not signed by 2000-12-31" in build.warnings
