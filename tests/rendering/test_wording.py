"""Values in words: dates with the precision they have, lateness, figures, in two languages."""

import enum
import gettext
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pledgetrack import vocabulary
from pledgetrack.dates import PartialDate
from pledgetrack.rendering.html import Renderer
from pledgetrack.rendering.wording import Wording
from pledgetrack.views import (
    Aim,
    Distribution,
    DueView,
    Link,
    OpenPledge,
    Standing,
    Station,
    Tie,
    Words,
)
from pledgetrack.vocabulary import Bound, Lifecycle, Status

ENGLISH, JAPANESE = Renderer("en").wording, Renderer("ja").wording
# Written for people in other words than the value's own: a disposition and a proof are sentences.
NOT_WORDS = {"DispositionKind", "Proof"}


@pytest.mark.parametrize(
    ("day", "english", "short", "japanese"),
    [
        (date(2004, 6, 30), "30 June 2004", "30 Jun 2004", "2004年6月30日"),
        (PartialDate(2004, 6, 30), "30 June 2004", "30 Jun 2004", "2004年6月30日"),
        (PartialDate(2004, 6), "June 2004", "Jun 2004", "2004年6月"),
        (PartialDate(2004), "2004", "2004", "2004年"),
    ],
)
def test_dates(day: date | PartialDate, english: str, short: str, japanese: str) -> None:
    """A date is told as exactly as it is known and no more."""
    assert ENGLISH.day(day) == english
    assert ENGLISH.short_day(day) == short
    assert JAPANESE.day(day) == japanese


@pytest.mark.parametrize(
    ("period", "english", "japanese"),
    [
        ("1992", "1992", "1992年"),
        ("1992-03", "March 1992", "1992年3月"),
        ("1992-Q4", "1992 Q4", "1992年第4四半期"),
        ("1992-H1", "1992 H1", "1992年第1半期"),
        ("FY1994", "FY 1994", "1994年度"),
        ("1990-Q4/1991-Q4", "1990 Q4 to 1991 Q4", "1990年第4四半期～1991年第4四半期"),
        ("no period", "no period", "no period"),
    ],
)
def test_periods(period: str, english: str, japanese: str) -> None:
    """Years, months, quarters, halves and spans are named; what is no period stays."""
    assert ENGLISH.period(period) == english
    assert JAPANESE.period(period) == japanese


@pytest.mark.parametrize(
    ("days", "english", "japanese"),
    [
        (1, "1 day late", "1日遅れ"),
        (62, "62 days late", "62日遅れ"),
        (63, "2 months late", "2か月遅れ"),
        (366, "1 year late", "1年遅れ"),
        (852, "2 years 3 months late", "2年 3か月遅れ"),
        (853, "2 years 4 months late", "2年 4か月遅れ"),
    ],
)
def test_lateness(days: int, english: str, japanese: str) -> None:
    """Days are told up to two months, then months, then years with the months left over."""
    assert ENGLISH.late(timedelta(days=days)) == english
    assert JAPANESE.late(timedelta(days=days)) == japanese


def test_an_overdue_pledge_is_not_late_on_the_day_of_its_judgement() -> None:
    """It says since when and for how long so far; lateness is of what was met."""
    late = timedelta(days=852)
    overdue = Standing(
        status=Status.PARTIAL,
        parts=Distribution(()),
        lifecycle=Lifecycle.OVERDUE,
        lifecycle_date=date(2004, 1, 31),
        late=late,
        provisional=True,
        counted=True,
        as_of=date(2004, 1, 31),
        why=None,
    )
    assert ENGLISH.stage(overdue, None) == "since 31 January 2004, 2 years 3 months so far"
    assert JAPANESE.stage(overdue, None) == "2004年1月31日から、これまで2年 3か月"
    days = replace(overdue, late=timedelta(days=1))
    assert ENGLISH.stage(days, None) == "since 31 January 2004, 1 day so far"
    met = replace(overdue, lifecycle=Lifecycle.MET_LATE)
    assert ENGLISH.stage(met, None) == "31 January 2004, 2 years 3 months late"


def test_figures_keep_the_decimals_of_the_source() -> None:
    """A figure is neither rounded nor made to look more exact than it is."""
    assert ENGLISH.number(18.42) == "18.42"
    assert ENGLISH.number(1234567.0) == "1,234,567"
    assert ENGLISH.figure(16.0, 1) == "16.0"
    assert ENGLISH.held_to(vocabulary.Test.AT_LEAST, 20.0) == "at least 20"
    assert JAPANESE.held_to(Bound.AT_MOST, 9.5) == "9.5以下"


def test_due() -> None:
    """A due date is told as a date, a span, the words of the text, or as missing."""
    start, end = PartialDate(2007, 4, 1), PartialDate(2008, 3)
    assert ENGLISH.due(None) == "no date"
    assert ENGLISH.due(DueView(None, end, None, "by March", inherited=False)) == "March 2008"
    assert ENGLISH.due(DueView(None, None, None, "soon", inherited=False)) == "“soon”"
    span = DueView(start, end, None, "in fiscal 2007", inherited=True)
    assert ENGLISH.due(span) == "1 April 2007 to March 2008"
    assert ENGLISH.due(span, short=True) == "1 Apr 2007 to Mar 2008"


def test_languages_have_names_and_unknown_codes_stay() -> None:
    """A code becomes the name of the language in that of the reader, if it has one."""
    assert ENGLISH.language_name("ja") == "Japanese"
    assert JAPANESE.language_name("en") == "英語"
    assert ENGLISH.language_name("zh-Hant")
    assert ENGLISH.language_name("xx-nowhere") == "xx-nowhere"
    assert ENGLISH.language_name('"><b>') == '"><b>'


@pytest.mark.parametrize("wording", [ENGLISH, JAPANESE], ids=["en", "ja"])
def test_every_value_of_every_list_has_a_word(wording: Wording) -> None:
    """No value of a list is without a word, and no two of a list share one."""
    lists = [
        each
        for each in vars(vocabulary).values()
        if isinstance(each, type) and issubclass(each, enum.StrEnum) and each is not enum.StrEnum
    ]
    spoken = [each for each in lists if each.__name__ not in NOT_WORDS]
    assert len(spoken) == len(lists) - len(NOT_WORDS)
    for values in spoken:
        words = [wording.word(value) for value in values]
        assert all(words)
        assert len(set(words)) == len(words)


def test_words_come_from_the_catalogue_that_is_handed_in() -> None:
    """Two wordings in one process do not take each other's words."""

    class Shouting(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return message.upper()

    assert Wording("en", Shouting()).word(vocabulary.Status.FULFILLED) == "FULFILLED"
    assert ENGLISH.word(vocabulary.Status.FULFILLED) == "Fulfilled"


@pytest.mark.parametrize(
    ("days", "english", "japanese"),
    [
        (None, "never judged", "未評価"),
        (0, "judged as of this day", "この日現在の評価"),
        (1, "judged 1 day ago", "評価は1日前"),
        (62, "judged 62 days ago", "評価は62日前"),
        (400, "judged 1 year 1 month ago", "評価は1年 1か月前"),
    ],
)
def test_the_age_of_a_judgement(days: int | None, english: str, japanese: str) -> None:
    """It is told as lateness is; what was never judged has none."""
    age = None if days is None else timedelta(days)
    assert ENGLISH.age(age) == english
    assert JAPANESE.age(age) == japanese


def test_what_would_decide() -> None:
    """The words of the criteria, else the target with its period; else it is not known."""
    row: Any = None  # plays no part
    words = OpenPledge(row, Words("All of it.", "en"), None, None)
    measured = OpenPledge(row, None, Aim(20, "per cent", vocabulary.Test.AT_LEAST, "1992-Q4"), None)
    assert ENGLISH.decides(words) == "All of it."
    assert ENGLISH.decides(measured) == "at least 20 per cent, 1992 Q4"
    assert JAPANESE.decides(measured).startswith("20")
    assert ENGLISH.decides(OpenPledge(row, None, None, None)) == "not written down"


def test_every_tie_of_a_line_has_words_with_the_year() -> None:
    """All differ, and the record itself is told from all others."""
    link = Link(Words("a", "en"), None)
    signed, near = PartialDate(1986), PartialDate(1991, 6, 4)
    for wording, year in ((ENGLISH, "1991"), (JAPANESE, "1991年")):
        said = {
            wording.relation(Station(link, None, signed, tie, near, None, None, is_self=False))
            for tie in Tie
        }
        assert len(said) == len(Tie)
        assert all(year in words for words in said)
        own = wording.relation(Station(link, None, signed, None, None, None, None, is_self=True))
        assert own not in said
