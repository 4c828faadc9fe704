"""What directives show: sound in every language and medium, true to the numbers, safe."""

import re
import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
from hostile import poison
from markup import Element, Markup
from trackers import RECORDS, REPOSITORY

from pledgetrack.assessment import edition_of
from pledgetrack.line import load_register
from pledgetrack.register import Register
from pledgetrack.rendering import palette
from pledgetrack.rendering.html import Fragment, Renderer
from pledgetrack.rendering.rule_words import rule_meanings, rule_names
from pledgetrack.scales import scales
from pledgetrack.views import (
    AnnotatedText,
    CitedSources,
    Codings,
    DueList,
    Lens,
    Lineage,
    Overview,
    RecordChart,
    Sensitivity,
    StatusHistory,
    Timeline,
    agreement_of_codings,
    annotated_text,
    cited_sources,
    due_list,
    lineage_of,
    overview,
    record_chart,
    sensitivity,
    status_history,
    timeline,
)
from pledgetrack.views.front import Chapters, News, chapters, news, questions
from pledgetrack.vocabulary import Status

LANGUAGES = ("en", "ja")
KEY = "place-2"
LIMIT = 5
View = TypeVar("View")


def address(name: str) -> str:
    """Return an address that no record could name."""
    return f"/site/{name}.html"


@cache
def renderer_of(language: str, *, print_: bool = False) -> Renderer:
    """Return a renderer; to make one compiles all templates."""
    return Renderer(language, print_=print_)


@cache
def register(root: Path = REPOSITORY) -> Register:
    """Return a register; that of the repository has every kind of thing to show."""
    return load_register(root)


def fragments(of: Register, language: str) -> list[Fragment]:
    """Return one of each, of all agreements; those of nothing too."""
    lens = Lens(of, edition_of(of), language)
    names = list(of.agreements)
    days = [agreement.signed.last() for agreement in of.agreements.values()]
    texts = [annotated_text(lens, name) for name in names]
    charts = [record_chart(lens, name) for name in lens.judgements]
    lines = [lineage_of(lens, name) for name in lens.judgements]
    return [
        *(text for text in texts if text),
        *(chart for chart in charts if chart),
        *(overview(lens, name) for name in ("", *names)),
        *(sensitivity(lens, name) for name in ("", *names)),
        *(status_history(lens, days, name) for name in ("", *names)),
        *(cited_sources(lens, name) for name in ("", *names)),
        agreement_of_codings(lens),
        due_list(lens),
        due_list(lens, undated=True),
        *(line for line in lines if line.is_line),
        *[line for line in lines if not line.is_line][:1],
        timeline(lens),
        news(lens, LIMIT),
        *(chapters(lens, name) for name in names),
        questions(lens, names[0], None),
    ]


@cache
def shown(language: str = "en", root: Path = REPOSITORY) -> tuple[Fragment, ...]:
    """Return the views of a register."""
    return tuple(fragments(register(root), language))


def first(kind: type[View], root: Path = REPOSITORY) -> View:
    """Return the first view of a kind."""
    return next(view for view in shown(root=root) if isinstance(view, kind))


def drawn(view: object, language: str = "en", *, print_: bool = False) -> Markup:
    """Draw a view and read it back."""
    assert isinstance(view, Fragment)
    return Markup(renderer_of(language, print_=print_).fragment(view, address, KEY))


@pytest.mark.parametrize("root", [REPOSITORY, RECORDS / "every-field", RECORDS / "valid"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fragment_is_sound(language: str, root: Path) -> None:
    """Ids are unique and begin with the key, links within lead somewhere, charts are told."""
    for view in shown(language, root):
        markup = drawn(view, language)
        ids = [one.attributes["id"] for one in markup.elements if "id" in one.attributes]
        assert len(ids) == len(set(ids))
        named = (*ids, *(one.attributes["id"] for one in markup.all("pattern")))
        if not isinstance(view, RecordChart):
            assert all(name.startswith((KEY, "parts-", "row-")) for name in named)
        inside = {
            a.attributes["href"][1:] for a in markup.all("a") if a.attributes["href"][0] == "#"
        }
        assert inside <= set(ids)
        assert markup.elements[0].attributes["lang"] == language
        assert not [one for one in markup.elements if re.fullmatch("h[1-6]", one.tag)]
        for svg in markup.all("svg"):
            told = {"role", "aria-hidden"} & set(svg.attributes)
            assert told or "svg" in svg.parents
        pictures = [svg for svg in markup.all("svg") if svg.attributes.get("role") == "img"]
        titles = [one for one in markup.all("title") if one.text.strip()]
        assert len(titles) == len(pictures)


@pytest.mark.parametrize("language", LANGUAGES)
def test_charts_in_print_are_of_one_source_and_know_no_style_sheet(language: str) -> None:
    """The same pictures and words, with colours of paper and lengths in points."""
    for view in shown(language):
        paper, screen = drawn(view, language, print_=True), drawn(view, language)
        if not isinstance(view, RecordChart):  # print draws it once, and names sources in short
            for tag in ("title", "caption"):
                assert [one.text for one in paper.all(tag)] == [one.text for one in screen.all(tag)]
        for svg in paper.all("svg"):
            assert not re.search(r"var\(|%", " ".join(svg.attributes.values()))
        for shape in paper.all("rect") + paper.all("circle") + paper.all("path"):
            assert "var(" not in " ".join(shape.attributes.values())


def test_a_summary_gives_rates_with_their_counts() -> None:
    """No rate stands without its two counts, and how many records are provisional is said."""
    view = first(Overview)
    text = drawn(view).text
    for rate in view.summary.rates:
        assert f"{rate.part} of {rate.whole}" in text
    assert f"{view.summary.provisional} of {view.summary.distribution.total}" in text
    for _, count in view.summary.distribution.counts:
        assert str(count) in text


def test_rows_of_rules_have_their_figures_beside_their_marks() -> None:
    """Four values in four cells and in the words of the picture, and a mark for each."""
    view = first(Sensitivity)
    markup = drawn(view)
    cells = [one.text for one in markup.all("td", "pt-num")]
    pictures = [one.text for one in markup.all("title")]
    assert len(view.rows) == len(pictures) == len(scales())
    for at, row in enumerate(view.rows):
        values = [str(one.percent) for one in row.all]
        assert cells[5 * at : 5 * at + 4] == values
        assert all(value in pictures[at] for value in values)
        assert renderer_of("en").rule_names[row.rule] in pictures[at]


def test_marks_say_strict_by_form_and_no_evidence_by_filling() -> None:
    """Circles are lenient, squares strict where it differs; hollow ones have paper inside."""
    view = first(Sensitivity)
    markup = drawn(view)
    differ = sum(row.strict.value != row.lenient.value for row in view.rows)
    differ_too = sum(
        row.strict_with_no_evidence.value != row.lenient_with_no_evidence.value for row in view.rows
    )
    assert 0 < differ < len(view.rows)
    fills = {tag: [one.attributes["fill"] for one in markup.all(tag)] for tag in ("circle", "rect")}
    ink, paper = palette.SCREEN.ink, palette.SCREEN.paper
    assert (fills["circle"].count(ink), fills["rect"].count(ink)) == (len(view.rows), differ)
    assert (fills["circle"].count(paper), fills["rect"].count(paper)) == (
        len(view.rows),
        differ_too,
    )


def test_marks_stand_where_their_values_are() -> None:
    """Circles, hollow before filled, at the per cent of their values."""
    view = first(Sensitivity)
    places = [float(one.attributes["cx"].rstrip("%")) for one in drawn(view).all("circle")]
    values = [
        value
        for row in view.rows
        for value in (row.lenient_with_no_evidence.value, row.lenient.value)
    ]
    assert places == pytest.approx([float(value) * 100 for value in values if value], abs=0.01)


def test_every_rule_has_words() -> None:
    """A rule of the data has a name and says what it counts; no words are left over."""
    known = {rule.id for rule in scales()}
    assert set(rule_names(str)) == set(rule_meanings(str)) == known


def test_bars_of_a_history_share_one_scale() -> None:
    """The longest day fills the width, the others are shorter as they have fewer pledges."""
    view = first(StatusHistory)
    markup = drawn(view)
    figures = [one.text for one in markup.all("td", "pt-num")]
    cells = [int(text) for text in figures if " of " not in text]
    assert [text for text in figures if " of " in text] == [
        f"{one.kept.part} of {one.kept.whole}" for one in view.moments
    ]
    by_day = [dict(one.distribution.counts) for one in view.moments]
    totals = [one.distribution.total for one in view.moments]
    counts = [day.get(status, 0) for status in view.statuses for day in by_day]
    assert cells == [*totals, *counts, *totals]
    assert len(markup.all("svg")) == sum(one.distribution.total > 0 for one in view.moments)
    widths = [
        sum(float(r.attributes["width"].rstrip("%")) for r in bars) for bars in segments(markup)
    ]
    # The dotted line of what nobody judged is no segment.
    judged = [sum(day.values()) - day.get(Status.UNASSESSED, 0) for day in by_day if day]
    assert widths == pytest.approx([98.4 * number / view.most for number in judged], abs=0.1)


def segments(markup: Markup) -> list[list[Element]]:
    """Return the segments of each bar of a history, in order."""
    bars: list[list[Element]] = []
    for one in markup.elements:
        if one.tag == "svg":
            bars.append([])
        elif one.tag == "rect" and one.attributes.get("stroke-width") == "1.5":
            bars[-1].append(one)
    return bars


def test_the_time_line_has_bars_diamonds_and_arrows() -> None:
    """A bar for each term, a path for each diamond and each arrow, a row for each agreement."""
    view = first(Timeline, RECORDS / "every-field")
    markup = drawn(view)
    terms = [era for era in view.eras if era.begins]
    open_ends = [era for era in terms if era.ends is None]
    assert open_ends
    assert len(terms) < len(view.eras)
    assert len(markup.all("rect")) == len(terms)
    assert len(markup.all("path")) == len(view.eras) - len(terms) + len(open_ends)
    assert len(markup.all("tr")) == 1 + len(view.eras)
    for era in view.eras:
        assert f"{era.signed.year}" in markup.one("title").text
        assert era.link.words.text in markup.one("title").text


def test_many_declarations_stand_above_each_other_by_year() -> None:
    """A diamond for each in its year, with their number; a row of the table for each, too."""
    view = first(Timeline)
    assert view.is_crowded
    markup = drawn(view)
    terms = [era for era in view.eras if era.begins]
    years = Counter(era.signed.year for era in view.eras if era.begins is None)
    assert max(years.values()) > 1
    assert len(markup.all("rect")) == len(terms)
    open_ends = sum(era.ends is None for era in terms)
    assert len(markup.all("path")) == sum(years.values()) + open_ends
    said = [one.text for one in markup.all("text")]
    for number in years.values():
        assert number == 1 or str(number) in said
    assert len(markup.all("tr")) == 1 + len(view.eras)


def test_news_and_dates_are_bounded_and_say_how_many_there_are() -> None:
    """An item for each that is shown, with its page; the number of all stands beside them."""
    view = first(News)
    markup = drawn(view)
    assert 0 < len(view.changes) <= LIMIT < view.judgements
    assert len(markup.all("li")) == len(view.changes) + len(view.due)
    assert str(view.judgements) in markup.text
    assert str(view.due_in_all) in markup.text
    for one in (*view.changes, *(pledge.row for pledge in view.due)):
        assert one.link.words.text in markup.text


def test_chapters_are_bars_on_one_scale() -> None:
    """The longest fills the width; each links to its section, under the name of its part."""
    view = next(one for one in shown() if isinstance(one, Chapters) and len(one.by_part) > 1)
    markup = drawn(view)
    assert len(markup.all("svg")) == len(view.chapters) > 0
    links = {one.attributes["href"] for one in markup.all("a")}
    assert {address(one.link.page or "") for one in view.chapters} <= links
    assert markup.all("tr", "pt-grp")
    widths = [
        sum(float(one.attributes["width"].rstrip("%")) for one in bars) for bars in segments(markup)
    ]
    assert max(widths) == pytest.approx(98.4, abs=0.1)


def test_questions_lead_to_their_pages() -> None:
    """A question whose page does not exist stands without a link."""
    view = questions(Lens(register(), edition_of(register()), "en"), "commitments/agreements", None)
    markup = drawn(view)
    items = [one.text for one in markup.all("li")]
    assert items[0] == f"What was promised?{view.agreements} agreements"
    assert len(items) == 4
    assert [one.attributes["href"] for one in markup.all("a")] == [
        address(page) for page in view.pages if page
    ]


def test_nothing_due_is_a_sentence() -> None:
    """Either a table of what is due or the sentence that nothing is."""
    view = first(DueList)
    markup = drawn(view)
    assert bool(markup.all("table")) == bool(view.dated)
    assert bool(markup.all("p", "pt-nothing")) != bool(view.dated)


def test_what_is_open_stands_with_what_decides_it_and_how_old_its_judgement_is() -> None:
    """A row for each pledge, in the table with dates or in the one without."""
    view = next(one for one in shown() if isinstance(one, DueList) and one.undated)
    assert view.undated is not None
    markup, wording = drawn(view), renderer_of("en").wording
    assert len(markup.all("table")) == bool(view.dated) + 1
    rows = [" ".join(one.text.split()) for one in markup.all("tr")]
    pledges = [*view.dated, *view.undated]
    assert len(rows) == len(pledges) + len(markup.all("table"))
    for row, pledge in zip((row for row in rows if "What would" not in row), pledges, strict=True):
        for words in (
            pledge.row.link.words.text,
            wording.decides(pledge),
            wording.age(pledge.age),
        ):
            assert " ".join(words.split()) in row


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_has_a_station_for_each_pledge_and_marks_the_one_it_is_about(language: str) -> None:
    """An item in order for each; a line of one is a sentence."""
    views = [one for one in shown(language) if isinstance(one, Lineage)]
    assert {one.is_line for one in views} == {True, False}
    wording = renderer_of(language).wording
    for view in views:
        markup = drawn(view, language)
        items = markup.all("li")
        assert len(items) == (len(view.stations) if view.is_line else 0)
        assert bool(markup.all("p", "pt-nothing")) != view.is_line
        for item, station in zip(items, view.stations, strict=False):
            assert station.link.words.text in item.text
            assert wording.relation(station) in item.text
            assert ("aria-current" in item.attributes) == station.is_self
            assert ("is-here" in item.classes) == station.is_self


def test_a_line_goes_on_in_dots_where_its_end_still_stands() -> None:
    """One that has ended stops; both are in the register."""
    views = [one for one in shown() if isinstance(one, Lineage) and one.is_line]
    assert {one.goes_on for one in views} == {True, False}
    for view in views:
        assert ("pt-line--on" in drawn(view).one("ol").classes) == view.goes_on


def test_sources_link_to_their_addresses_by_grade() -> None:
    """A table for each grade, a row for each source, a link for each address."""
    view = first(CitedSources)
    markup = drawn(view)
    links = {one.attributes["href"] for one in markup.all("a")}
    assert {entry.source.url for entry in view.entries if entry.source.url} <= links
    heads = [one.text.split(" ")[0].strip() for one in markup.all("caption")]
    assert len(heads) == len(view.by_grade)
    rows = [one for one in markup.all("tr") if "id" in one.attributes]
    assert len(rows) == len(view.entries)


def test_codings_say_that_nobody_reviewed_them() -> None:
    """The caption says it as long as it is so; all disagreements are named."""
    view = first(Codings)
    assert view.agreement.units
    text = drawn(view).text
    assert ("None has been reviewed by a named person" in text) == (view.reviewed == 0)
    assert f"{view.agreement.equal} of {view.agreement.units}" in text
    for one in view.disagreements:
        assert one.link.words.text in text


def test_claimed_words_say_their_status_without_colour() -> None:
    """Every run of claimed words is a link that reads as [Status: words], with a glyph."""
    view = first(AnnotatedText, RECORDS / "valid")
    markup = drawn(view)
    marks = markup.all("a", "pt-mark")
    assert len(marks) == 8
    word = renderer_of("en").wording.word
    for mark in marks:
        status = next(name[2:] for name in mark.classes if name.startswith("c-"))
        names = {str(one): word(one) for one in type(view.distribution.counts[0][0])}
        assert f"[{names[status]}: " in mark.text
        assert mark.text.endswith("]")
        assert mark.attributes["href"].startswith("/site/commitments/harbour-2001/")


def test_underlines_differ_in_style_and_not_only_in_colour() -> None:
    """Judged, contrary, no evidence, not assessable and declaratory are told apart in grey."""
    sheet = (Path(palette.__file__).parent / "static/site.css").read_text("utf-8")
    rules = dict(re.findall(r"\.pt \.c-([\w-]+)[^{}]*\{([^}]*)\}", sheet))
    assert "double" in rules["contrary"]
    assert "dashed" in rules["no-evidence"]
    assert "dotted" in rules["not-assessable"]
    assert "--mark-width: 1px" in rules["declaratory"]
    assert "--mark-style" not in rules["fulfilled"]


def test_line_numbers_lead_to_themselves() -> None:
    """Each line with words has a number, which is a link to the line."""
    view = first(AnnotatedText, RECORDS / "valid")
    markup = drawn(view)
    for link in markup.all("a", "pt-ln"):
        number = re.sub(r"\D", "", link.text)
        assert link.attributes["href"] == f"#{KEY}-L{number}"
    assert len(markup.all("a", "pt-ln")) == sum(bool(line.segments) for line in view.lines)


def test_the_shares_on_top_are_never_rounded_up() -> None:
    """A text with a gap never shows 100 per cent."""
    view = first(AnnotatedText)
    assert view.coverage is not None
    text = drawn(view).text
    claimed = 1000 * view.coverage.claimed // view.coverage.characters / 10
    assert f"{claimed:g} % claimed" in text


def test_no_text_of_a_record_becomes_markup(tmp_path: Path) -> None:
    """A register with a program in every text draws as words; links lead to pages only."""
    tracker = Path(shutil.copytree(RECORDS / "every-field", tmp_path / "tracker"))
    poison(tracker)
    of = load_register(tracker)
    views = fragments(of, "en")
    assert len({type(view) for view in views}) == 13
    for view in views:
        markup = drawn(view)
        assert not markup.all("script")
        assert not markup.all("img")
        handlers = [name for one in markup.elements for name in one.attributes if name[:2] == "on"]
        assert not handlers
        for link in markup.all("a"):
            assert re.match(r"https?:|/site/|#", link.attributes["href"])
    assert "<script>" in drawn(next(v for v in views if isinstance(v, AnnotatedText))).text
