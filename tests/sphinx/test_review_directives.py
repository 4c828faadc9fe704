"""What waits and what was corrected, in documents of every kind; the reference of directives."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from docutils.parsers.rst import Directive
from markup import Markup
from sphinx.util.docutils import SphinxDirective

from pledgetrack.sphinx_ext.directive_reference import usage_of

if TYPE_CHECKING:
    from conftest import Project

TIMETABLE = "commitments/harbour-2001/ferry-timetable.yaml"
DOCUMENT = """# Review

```{commitment:queue}
```

```{commitment:queue}
:agreement: harbour-2001
:kind: due, unassessed
```

```{commitment:corrections}
```
"""
AGAIN = """  - as_of: 2003-03-31
    recorded: 2004-01-31
    status: started
    why: The drawing was there, as was found out later.
    evidence:
      - {stance: against, source: gazette-2003, lines: 4, exact: "No timetable hangs in the northern harbour."}
"""  # noqa: E501
GONE = "withdrawn: {on: 2004-01-31, because: It stood here twice., see: ferry-pier}\n"


@pytest.fixture
def project(make_project: Callable[[str], "Project"]) -> "Project":
    """Return a project whose document shows what waits and what was corrected."""
    project = make_project("directives")
    project.write("docs/index.md", DOCUMENT)
    return project


def corrected(project: "Project") -> "Project":
    """Correct a judgement of the register, and withdraw a record."""
    project.edit(TIMETABLE, "recorded: 2004-01-31", "recorded: 2003-04-30")
    text = (project.root / TIMETABLE).read_text("utf-8")
    project.write(TIMETABLE, text + AGAIN)
    residents = "commitments/harbour-2001/fares-residents.yaml"
    project.edit(residents, "kind: action\n", f"kind: action\n{GONE}")
    return project


def test_the_queue_leads_to_its_records(project: "Project") -> None:
    """Totals lead to the tables, records to their pages; no id stands twice, nothing warns."""
    build = project.build("html", "-W")
    assert (build.code, build.warnings) == (0, "")
    page = Markup(build.page("index.html"))
    tables = page.all("table", "pt-queue")
    names = [table.attributes["id"] for table in tables]
    assert names == [
        "commitment-queue-provisional",
        "commitment-queue-due",
        "commitment-queue-no-evidence",
        "commitment-queue-unassessed",
        "commitment-queue-2-due",
        "commitment-queue-2-unassessed",
    ]
    links = [
        link.attributes["href"] for link in page.all("a") if "queue" in link.attributes["href"]
    ]
    assert {f"#{name}" for name in names} == set(links)
    due = tables[1]
    assert "commitments/harbour-2001/ferry-timetable.html" in {
        link.attributes["href"] for link in page.all("a")
    }
    assert "was due on 31 Dec 2003, not judged since" in due.text
    assert "last searched on 31 Jan 2004" in tables[2].text
    assert "As of 31 January 2004 no judgement corrects another." in page.text
    assert "As of 31 January 2004 no record is withdrawn." in page.text


def test_corrections_are_told_with_what_stood_before(project: "Project") -> None:
    """And with the reason, and that no evidence was added; withdrawn records with theirs."""
    build = corrected(project).build("html", "-W")
    assert (build.code, build.warnings) == (0, "")
    judged, gone = Markup(build.page("index.html")).all("table", "pt-corrections")
    for words in (
        "31 Jan 2004",
        "The timetable in both harbours",
        "Partial to Started",
        "as of 31 Mar 2003; stood since 30 Apr 2003",
        "The drawing was there, as was found out later.",
        "No evidence was added.",
    ):
        assert words in judged.text, words
    assert "It stood here twice." in gone.text
    assert "A second pier in the southern harbour" in gone.text


def test_a_long_list_says_where_the_rest_is(project: "Project") -> None:
    """Ten are shown, with a link to the list of pledges that is filtered in the same way."""
    record = (project.root / "commitments/harbour-2001/fares-residents.yaml").read_text("utf-8")
    for at in range(11):
        copy = record.replace("fares-residents", f"fares-{at}")
        project.write(f"commitments/harbour-2001/fares-{at}.yaml", copy)
    page = Markup(project.build().page("index.html"))
    rests = [one.text for one in page.all("p", "pt-small") if "of 12" in one.text]
    assert rests == ["The first 10 of 12. All with this status"] * 2
    links = [one for one in page.all("a") if one.text == "All with this status"]
    assert [link.attributes["href"] for link in links] == [
        "commitments/index.html?status=unassessed",
        "commitments/index.html?status=unassessed&agreement=harbour-2001",
    ]


@pytest.mark.parametrize(
    ("builder", "name"), [("text", "index.txt"), ("latex", "harbour.tex"), ("man", "harbour.1")]
)
def test_other_builders_show_the_same(project: "Project", builder: str, name: str) -> None:
    """Names, reasons and totals as tables, without markup of ours."""
    build = corrected(project).build(builder, "-W", "-D", "man_make_section_directory=0")
    assert (build.code, build.warnings) == (0, "")
    text = " ".join(build.page(name).replace("\\-", "-").split())
    for words in ("To be read by a named person", "31 Dec 2003", "Judgements corrected", "Records"):
        assert words in text, words
    assert "pt-" not in text


def test_a_document_follows_its_records(project: "Project") -> None:
    """A name under a judgement takes it off the list though nobody edited the document."""
    pier = "A second pier in the southern harbour"
    assert pier in project.build().page("index.html")
    project.edit(
        "commitments/harbour-2001/ferry-pier.yaml",
        "    done: 2003-02-14\n",
        "    done: 2003-02-14\n    reviewed_by: Ann Pilot\n",
    )
    assert pier not in project.build().page("index.html")


def test_what_cannot_be_shown_is_said(project: "Project") -> None:
    """An unknown kind names those there are; an unknown agreement the nearest."""
    project.edit("docs/index.md", ":kind: due, unassessed", ":kind: late")
    assert '"late" unknown; choose from "provisional"' in project.build().warnings
    project.edit("docs/index.md", ":kind: late", ":kind: due")
    project.edit("docs/index.md", ":agreement: harbour-2001", ":agreement: harbour-2002")
    assert "did you mean `harbour-2001`?" in project.build().warnings


def directives() -> Iterator[tuple[str, type[Directive]]]:
    """Yield every directive that the extension adds, by name."""
    pending: list[type[Directive]] = [SphinxDirective]
    while pending:
        one = pending.pop()
        pending.extend(one.__subclasses__())
        if one.__module__.startswith("pledgetrack.") and usage_of(one).summary:
            yield usage_of(one).usage, one


def test_every_directive_says_what_it_and_its_options_mean(project: "Project") -> None:
    """In its docstring, from where the reference has it; and nothing that is not there."""
    project.write("docs/index.md", "# All\n\n```{commitment:directives}\n```\n")
    build = project.build("html", "-W")
    assert (build.code, build.warnings) == (0, "")
    page = Markup(build.page("index.html"))
    found = dict(directives())
    terms = {term.text for term in page.all("dt") if "directive-" in term.attributes.get("id", "")}
    assert terms == set(found)
    assert len(found) >= 20
    for usage, directive in found.items():
        options = usage_of(directive).options
        assert all(options.values()), (usage, options)
        assert set(options) == set(directive.option_spec or ())
        argument = usage.partition("} ")[2]
        assert bool(argument) == bool(directive.required_arguments), usage
        for meaning in options.values():
            assert meaning.replace("`", "")[1:] in page.text
