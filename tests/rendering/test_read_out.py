"""What a page says to those who hear it: words for signs, the language of what was typed."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from markup import Markup
from trackers import RECORDS, TrackerFolder

from pledgetrack.assessment import edition_of
from pledgetrack.dates import PartialDate
from pledgetrack.line import load_register
from pledgetrack.rendering.brief import chosen
from pledgetrack.rendering.html import Renderer
from pledgetrack.rendering.scripts import in_their_script
from pledgetrack.views import Lens, RecordPage, record_page, record_rows
from pledgetrack.vocabulary import Bound


@cache
def record() -> RecordPage:
    """Return the record that uses every field."""
    register = load_register(RECORDS / "every-field")
    return record_page(Lens(register, edition_of(register), "en"), "harbour-2006/ferry-sailings")


def words(shown: RecordPage, *, print_: bool = True) -> str:
    """Draw a record and return its words, one blank between them."""
    page = Renderer("en", print_=print_).page(shown, lambda name: f"#{name}")
    return " ".join(Markup(page).text.split())


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("ferry <timetable> 2003", "ferry &lt;timetable&gt; 2003"),
        ("時刻表 かもめ 2003", '<span lang="ja">時刻表 かもめ</span> 2003'),
        ("한국 시간표", '<span lang="ko">한국 시간표</span>'),
        ("ferry 時刻表", 'ferry <span lang="ja">時刻表</span>'),
        ("平成4年 fares", '<span lang="ja">平成4年</span> fares'),
        ("", ""),
    ],
)
def test_typed_words_have_the_language_of_their_letters(typed: str, written: str) -> None:
    """Letters of one language name it; others stay without, and nothing becomes markup."""
    assert in_their_script(typed, "en") == written


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Harbour <Gazette>", '<span lang="en">Harbour &lt;Gazette&gt;</span>'),
        ("時刻表 2003", "時刻表 2003"),
        ("港新聞 / harbour.example", '港新聞<span lang="en"> / harbour.example</span>'),
        ("한국 시간표", '<span lang="ko">한국 시간표</span>'),
        ("1992", "1992"),
    ],
)
def test_on_a_japanese_page_latin_letters_are_english(typed: str, written: str) -> None:
    """Words that a voice would read as Japanese are marked; numbers belong to the page."""
    assert in_their_script(typed, "ja") == written


def test_on_other_pages_latin_letters_are_those_of_the_page() -> None:
    """A German publisher on a German page is not read out as English."""
    assert in_their_script("Hafenblatt", "de") == "Hafenblatt"


@pytest.mark.parametrize("print_", [True, False])
def test_the_step_that_is_reached_says_so(print_: bool) -> None:  # noqa: FBT001
    """Bold and shading are not the only sign, on paper as on the web."""
    shown = record()
    steps = [replace(one, applies=False) for one in shown.criteria]
    assert steps
    assert "applies now" not in words(replace(shown, criteria=tuple(steps)), print_=print_)
    steps[0] = replace(steps[0], applies=True)
    assert "applies now" in words(replace(shown, criteria=tuple(steps)), print_=print_)


def test_a_star_is_explained_where_there_is_one() -> None:
    """Where all figures decide there is neither star nor note."""
    shown = record()
    assert shown.measure
    doubtful = [one for each in shown.measure.series for one in each.points if not one.decides]
    assert doubtful
    assert "* decides nothing" in words(shown)
    page = Markup(Renderer("en", print_=True).page(shown, str))
    stars = [one for one in page.all("span") if one.text == "*"]
    assert len(stars) == len(doubtful)
    assert {one.attributes["data-said"] for one in stars} == {", decides nothing"}
    sure = tuple(
        replace(each, points=tuple(replace(one, decides=True) for one in each.points))
        for each in shown.measure.series
    )
    plain = replace(shown, measure=replace(shown.measure, series=sure))
    assert "decides nothing" not in words(plain)


def test_a_figure_of_which_one_end_is_known_is_read_out_in_words() -> None:
    """The sign is for the eye."""
    shown = record()
    assert shown.measure
    one = shown.measure.series[0]
    points = (replace(one.points[0], bound=Bound.AT_MOST, value=9),)
    measure = replace(shown.measure, series=(replace(one, points=points),))
    page = Renderer("en", print_=True).page(replace(shown, measure=measure), str)
    (sign,) = [each for each in Markup(page).all("span") if "data-said" in each.attributes]
    assert (sign.attributes["data-said"], sign.text) == ("at most 9", "≤ 9")


@pytest.mark.parametrize(
    ("day", "said"),
    [(PartialDate(2008), "true in 2008"), (date(2008, 3, 1), "true on 1 March 2008")],
)
def test_a_year_is_no_day(day: date | PartialDate, said: str) -> None:
    """Something is true on a day, and in a year or month."""
    shown = record()
    assert shown.shown
    piece = next(one for one in shown.shown.for_ if one.quote and one.quote.source)
    told = replace(shown.shown, for_=(replace(piece, date=day),))
    history = tuple(told if one == shown.shown else one for one in shown.history)
    assert said in words(replace(shown, history=history))


def test_a_brief_leaves_room_to_name_what_it_leaves_out(tracker: TrackerFolder) -> None:
    """Where all fit no line is kept free; where one does not, the line takes its room."""
    register = load_register(tracker.root)
    lens = Lens(register, edition_of(register), "en")
    rows = [row for row in record_rows(lens, lens.judgements) if row.standing.counted]
    height = 5.8 * len(rows) + 0.1
    assert len(chosen(rows, height)[0]) == len(rows)
    assert len(chosen(rows, height - 0.2)[0]) == len(rows) - 1
    assert len(chosen(rows, height - 5.8)[0]) == len(rows) - 2
