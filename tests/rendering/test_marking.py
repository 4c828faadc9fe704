"""Figures that know what they count: what the filter writes, and how marks are found again."""

import gettext
import json
from datetime import date

import pytest
from markupsafe import Markup

from pledgetrack.assessment import edition_of
from pledgetrack.errors import RenderingError
from pledgetrack.ledger import ledger_of
from pledgetrack.register import Register
from pledgetrack.rendering.export import export_json
from pledgetrack.rendering.marking import Mark, Marker, numbered, prove
from pledgetrack.rendering.wording import Wording
from pledgetrack.vocabulary import Status

WORDING = Wording("en", gettext.NullTranslations())
PRINT, SCREEN = (Marker(WORDING, in_print=in_print) for in_print in (True, False))


def marks(html: str) -> tuple[Mark, ...]:
    """Return the marks of a document."""
    return numbered(html)[1]


def test_a_figure_carries_its_query() -> None:
    """Values of closed lists, days and truths are written as plain words; keys are in order."""
    html = PRINT.figure(1234, "counted", status=Status.PARTIAL, as_of=date(2004, 1, 31), late=True)
    asked = (("as_of", "2004-01-31"), ("late", "yes"), ("status", "partial"))
    assert marks(html) == (Mark("counted", asked, 1234, "1,234"),)


@pytest.mark.parametrize(
    ("value", "style", "words"),
    [
        (0, {}, "0"),
        (0, {"zero": "·"}, "·"),
        (5, {"zero": "·"}, "5"),
        (18.4, {}, "18.4"),
        (18.4, {"places": 2}, "18.40"),
        (date(2004, 1, 31), {}, "31 January 2004"),
        (date(2004, 1, 31), {"short": True}, "31 Jan 2004"),
        ("ab12", {}, "ab12"),
        (7, {"drawn": True}, ""),
    ],
)
def test_a_figure_is_written_as_the_language_does(
    value: object, style: dict[str, object], words: str
) -> None:
    """The same words stand on screen without a mark."""
    assert f">{words}</span>" in PRINT.figure(value, "counted", **style)
    assert SCREEN.figure(value, "counted", **style) == words


def test_what_is_not_known_is_not_written() -> None:
    """There is no figure where there is no value."""
    assert PRINT.figure(None, "rate-percent", rate="kept") == ""


def test_words_of_a_filter_cannot_break_out() -> None:
    """Whatever a name holds stays in its attribute, and comes back as it was."""
    name = "\"'><script>&lt;</span>"
    html = PRINT.figure(1, "counted", agreement=name)
    assert "<script>" not in html
    (mark,) = marks(html)
    assert mark.filter == (("agreement", name),)


def test_what_a_record_says_is_no_mark() -> None:
    """Text of records is escaped, so nobody can write a figure into a report."""
    forged = str(PRINT.figure(99, "counted"))
    assert marks(str(Markup("<p>{}</p>").format(forged))) == ()


def test_a_point_for_nought_is_read_out_as_nought() -> None:
    """The eye sees a point; a reader that speaks is given the number."""
    html, (mark,) = numbered(PRINT.figure(0, "counted", zero="·"))
    assert html == '<span class="pt-figure" id="figure-1" data-said="0">·</span>'
    assert mark.value == 0
    assert "data-said" not in numbered(PRINT.figure(0, "counted"))[0]


def test_figures_and_summary_tables_are_numbered_in_order() -> None:
    """Each has an id that no other has, and the queries are gone from the document."""
    figure = PRINT.figure(1, "counted")
    html, found = numbered(
        f'<table class="a" data-summary><td>{figure}</td></table><table><td>x</td></table>'
        f"<table data-summary><td>{figure}</td></table>"
    )
    assert html == (
        '<table class="a" id="table-1"><td><span class="pt-figure" id="figure-1">1</span></td>'
        "</table><table><td>x</td></table>"
        '<table id="table-2"><td><span class="pt-figure" id="figure-2">1</span></td></table>'
    )
    assert len(found) == 2


def test_a_picture_is_marked_for_each_count_that_it_says() -> None:
    """Not every count has room in a picture; what is not said is not marked."""
    picture = Markup("<svg><text>3</text><text>1</text></svg>")
    counts = ((Status.FULFILLED, 3), (Status.PARTIAL, 2), (Status.STARTED, 1))
    html = PRINT.pictured(picture, counts, agreement="a")
    assert html.startswith(picture)
    assert [(dict(one.filter)["status"], one.value, one.drawn) for one in marks(html)] == [
        ("fulfilled", 3, True),
        ("started", 1, True),
    ]


def test_a_figure_that_the_data_do_not_give_is_refused(valid_register: Register) -> None:
    """A template that asks for one thing and prints another never becomes a report."""
    data = json.loads(export_json(valid_register, edition_of(valid_register)))
    ledger = ledger_of(data, "")
    prove(marks(PRINT.figure(2, "counted", status="fulfilled")), ledger)
    with pytest.raises(RenderingError, match=r"prints 3 for counted \(status=.* it is 2"):
        prove(marks(PRINT.figure(3, "counted", status="fulfilled")), ledger)
