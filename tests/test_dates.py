"""Dates and periods of any precision: their first and last day, and what is none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgetrack.dates import PartialDate, Period, parse_month_day


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        (1992, date(1992, 1, 1), date(1992, 12, 31)),
        ("1992", date(1992, 1, 1), date(1992, 12, 31)),
        ("1992-02", date(1992, 2, 1), date(1992, 2, 29)),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28)),
        ("1992-02-29", date(1992, 2, 29), date(1992, 2, 29)),
    ],
)
def test_a_date_has_the_precision_it_is_written_with(
    written: str | int, first: date, last: date
) -> None:
    """A year lasts a year, a month a month."""
    parsed = PartialDate.parse(written)
    assert (parsed.first(), parsed.last(), str(parsed)) == (first, last, str(written))


@pytest.mark.parametrize(
    "written",
    [
        "1992-13",
        "1992-02-30",
        "1991-02-29",
        "92",
        "1992-1",
        "1992-00",
        "",
        "May 1992",
        "1992-05-1\n",
    ],
)
def test_what_is_no_date(written: str) -> None:
    """An error that an author's file turns into a finding."""
    with pytest.raises(ValueError):  # noqa: PT011  whichever: it becomes a finding
        PartialDate.parse(written)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        (1992, date(1992, 1, 1), date(1992, 12, 31)),
        ("1992-03", date(1992, 3, 1), date(1992, 3, 31)),
        ("1992-Q1", date(1992, 1, 1), date(1992, 3, 31)),
        ("1992-Q4", date(1992, 10, 1), date(1992, 12, 31)),
        ("1992-H1", date(1992, 1, 1), date(1992, 6, 30)),
        ("1992-H2", date(1992, 7, 1), date(1992, 12, 31)),
        ("FY1994", date(1994, 4, 1), date(1995, 3, 31)),
        ("1990-Q4/1991-Q4", date(1990, 10, 1), date(1991, 12, 31)),
        ("FY1994/FY1995", date(1994, 4, 1), date(1996, 3, 31)),
    ],
)
def test_the_span_of_a_period(written: str | int, first: date, last: date) -> None:
    """A fiscal year begins where it is said to begin, here in April."""
    period = Period.parse(written)
    assert period.span((4, 1)) == (first, last)
    assert str(period) == str(written)


def test_a_fiscal_year_is_the_calendar_year_unless_said_otherwise() -> None:
    """And ends on the day before the next begins."""
    assert Period.parse("FY1994").span() == (date(1994, 1, 1), date(1994, 12, 31))
    assert Period.parse("FY1995").span((3, 1))[1] == date(1996, 2, 29)


@pytest.mark.parametrize(
    "written",
    [
        "1992-Q5",
        "1992-H3",
        "FY92",
        "FY1992-Q1",
        "1992-13",
        "1992/",
        "/1992",
        "1992/x",
        "1992-00",
        "1992-02-30",
        "1992-03-00",
        "FY9999",
    ],
)
def test_what_is_no_period(written: str) -> None:
    """An error that an author's file turns into a finding."""
    with pytest.raises(ValueError, match=r"."):  # whichever words: it becomes a finding
        Period.parse(written)


def test_a_period_says_what_it_cannot_be() -> None:
    """The words name what was written."""
    with pytest.raises(ValueError, match=r"^soon is not a period$"):
        Period.parse("soon")
    with pytest.raises(ValueError, match=r"^FY1992-Q1: a fiscal year has no quarters"):
        Period.parse("FY1992-Q1")
    assert Period.parse("2001-01").span() == (date(2001, 1, 1), date(2001, 1, 31))


def test_a_period_may_be_a_day() -> None:
    """As its description says: a year, month, day, quarter, half or fiscal year."""
    day = date(1992, 3, 31)
    assert Period.parse("1992-03-31").span() == (day, day)


@pytest.mark.parametrize("written", ["02-30", "13-01", "00-01", "02-29"])
def test_a_year_begins_on_a_day_that_every_year_has(written: str) -> None:
    """Not on 29 February."""
    with pytest.raises(ValueError):  # noqa: PT011  whichever: it becomes a finding
        parse_month_day(written)
    assert parse_month_day("04-01") == (4, 1)


@given(st.dates(date(1000, 1, 1)), st.sampled_from([4, 7, 10]))
def test_every_precision_holds_the_day(day: date, length: int) -> None:
    """Whatever is cut off, the day stays inside, and the date is written as before."""
    written = day.isoformat()[:length]
    parsed = PartialDate.parse(written)
    assert parsed.first() <= day <= parsed.last()
    assert str(parsed) == written
