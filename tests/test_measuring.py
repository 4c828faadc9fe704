"""A series against a target: the bands of the method, and why there may be no verdict."""

from dataclasses import replace

import pytest
from values import agreement, commitment, day, partial, prose, register_of

from pledgetrack.dates import Period
from pledgetrack.measuring import Verdict, current, verdicts_of
from pledgetrack.model import Baseline, Indicator, Observation, Quote, Series, Source, Target
from pledgetrack.vocabulary import Bound, Grade, Prices, Status
from pledgetrack.vocabulary import Test as Comparison  # else pytest takes it for tests

LATER = day("2010-12-31")
GAZETTE = Source("gazette", prose("Gazette"), Grade.PRESS, date=partial("2003-03-02"))


def seen(period: str, value: float, **fields: object) -> Observation:
    """Return an observation from the gazette."""
    return Observation(Period.parse(period), value, Quote("words", "gazette"), **fields)


def counts(*observations: Observation, name: str = "north", **fields: object) -> Series:
    """Return a series."""
    return Series(name, prose(name), "sailings", "north", prose("All."), observations, **fields)


def target(
    value: float,
    test: Comparison = Comparison.AT_LEAST,
    *,
    period: str | None = "2002",
    base: float | None = 10,
) -> Indicator:
    """Return a measure with a target, and with a baseline of the year 2000."""
    return Indicator(
        unit="sailings",
        series=("north",),
        baseline=None if base is None else Baseline(Period.parse("2000"), base),
        target=Target(value, Period.parse(period) if period else None, test),
    )


def verdict(
    indicator: Indicator, *series: Series, year_starts: tuple[int, int] = (1, 1)
) -> Verdict:
    """Return the verdict of the first series."""
    record = commitment("sailings", indicator=indicator)
    register = register_of(
        record,
        agreements=(agreement(year_starts=year_starts),),
        series=series,
        sources=(GAZETTE,),
    )
    return verdicts_of(register, record, LATER)[0]


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (25, Status.FULFILLED),
        (20, Status.FULFILLED),
        (19.99, Status.SUBSTANTIAL),
        (18, Status.SUBSTANTIAL),
        (17.99, Status.PARTIAL),
        (12, Status.PARTIAL),
        (11.99, Status.STARTED),
        (10.01, Status.STARTED),
        (10, Status.NOT_STARTED),
        (9, Status.NOT_STARTED),
    ],
)
def test_the_bands_of_a_rising_target(value: float, status: Status) -> None:
    """From 10 to 20: four fifths of the way are substantial, one fifth is partial."""
    assert verdict(target(20), counts(seen("2002", value))).status is status


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (5, Status.FULFILLED),
        (6, Status.SUBSTANTIAL),
        (6.01, Status.PARTIAL),
        (9, Status.PARTIAL),
        (9.01, Status.STARTED),
        (10, Status.NOT_STARTED),
        (11, Status.NOT_STARTED),
    ],
)
def test_the_bands_of_a_falling_target(value: float, status: Status) -> None:
    """From 10 down to 5."""
    assert verdict(target(5, Comparison.AT_MOST), counts(seen("2002", value))).status is status


@pytest.mark.parametrize(
    ("start", "aim", "value", "status"),
    [
        (13.2, 20, 18.64, Status.SUBSTANTIAL),
        (13.2, 20, 14.56, Status.PARTIAL),
        (0.1, 0.6, 0.5, Status.SUBSTANTIAL),
        (1.1, 1.6, 1.2, Status.PARTIAL),
    ],
)
def test_a_figure_on_the_edge_of_a_band_belongs_to_it(
    start: float, aim: float, value: float, status: Status
) -> None:
    """Decimal figures are not lost by a hair of binary arithmetic."""
    assert verdict(target(aim, base=start), counts(seen("2002", value))).status is status


@pytest.mark.parametrize(
    ("test", "value", "met"),
    [
        (Comparison.AT_LEAST, 20, True),
        (Comparison.ABOVE, 20, False),
        (Comparison.ABOVE, 20.1, True),
        (Comparison.ABOUT, 19, True),
        (Comparison.ABOUT, 18.99, False),
        (Comparison.ABOUT, 30, True),
    ],
)
def test_how_a_value_is_held_against_a_rising_target(
    test: Comparison, value: float, *, met: bool
) -> None:
    """About means within five per cent; more than was promised is no less than kept."""
    found = verdict(target(20, test), counts(seen("2002", value))).status
    assert (found is Status.FULFILLED) is met


@pytest.mark.parametrize(
    ("test", "value", "met"),
    [
        (Comparison.AT_MOST, 5, True),
        (Comparison.BELOW, 5, False),
        (Comparison.BELOW, 4.9, True),
        (Comparison.ABOUT, 5.25, True),
        (Comparison.ABOUT, 5.26, False),
    ],
)
def test_how_a_value_is_held_against_a_falling_target(
    test: Comparison, value: float, *, met: bool
) -> None:
    """For about, the baseline says in which direction it goes."""
    found = verdict(target(5, test), counts(seen("2002", value))).status
    assert (found is Status.FULFILLED) is met


def test_progress_is_the_share_of_the_way() -> None:
    """One at the target, more beyond it, none without a baseline."""
    assert verdict(target(20), counts(seen("2002", 15))).progress == 0.5
    assert verdict(target(20), counts(seen("2002", 25))).progress == 1.5
    assert verdict(target(20, base=None), counts(seen("2002", 25))).progress is None


def test_without_a_baseline_a_target_is_met_or_unknown() -> None:
    """What was missed cannot be measured from nowhere: no verdict, with its reason."""
    met = verdict(target(20, base=None), counts(seen("2002", 20)))
    missed = verdict(target(20, base=None), counts(seen("2002", 19)))
    assert (met.status, missed.status) == (Status.FULFILLED, None)
    assert missed.reason == "no-baseline"


def test_each_series_gives_its_own_baseline() -> None:
    """Where the text names the period and no figure."""
    indicator = target(20)
    own = Indicator(
        "sailings", None, ("north",), (), Baseline(Period.parse("2000")), indicator.target
    )
    series = counts(seen("2000", 16), seen("2002", 18))
    assert verdict(own, series).progress == 0.5
    assert verdict(own, counts(seen("2002", 18))).reason == "no-baseline"


@pytest.mark.parametrize(
    ("bound", "value", "status"),
    [
        (Bound.AT_LEAST, 20, Status.FULFILLED),
        (Bound.AT_LEAST, 19, None),
        (Bound.AT_MOST, 25, None),
        (Bound.AT_MOST, 12, None),
    ],
)
def test_a_bound_decides_only_what_it_can(
    bound: Bound, value: float, status: Status | None
) -> None:
    """At least 20 meets a target of 20; at most 25 says nothing."""
    found = verdict(target(20), counts(seen("2002", value, bound=bound)))
    assert (found.status, found.reason) == (status, "" if status else "only-a-bound")


def test_a_bound_of_a_falling_target() -> None:
    """At most 5 meets at most 5."""
    indicator = target(5, Comparison.AT_MOST)
    met = verdict(indicator, counts(seen("2002", 5, bound=Bound.AT_MOST)))
    open_ = verdict(indicator, counts(seen("2002", 4, bound=Bound.AT_LEAST)))
    assert (met.status, open_.status) == (Status.FULFILLED, None)


def test_a_doubtful_observation_decides_nothing() -> None:
    """It is shown elsewhere; the next best decides."""
    series = counts(seen("2002-Q3", 15), seen("2002-Q4", 30, doubt=prose("A forecast.")))
    assert verdict(target(20), series).observation == series.observations[0]


def test_the_later_published_counts() -> None:
    """By its own date, else by that of the source; on a tie the later in the file."""
    revised = counts(
        seen("2002", 18, published=partial("2004")), seen("2002", 21, published=partial("2003-06"))
    )
    assert verdict(target(20), revised).status is Status.SUBSTANTIAL
    newer_than_its_source = counts(seen("2002", 18), seen("2002", 21, published=partial("2002-12")))
    assert verdict(target(20), newer_than_its_source).status is Status.SUBSTANTIAL
    tie = counts(seen("2002", 18), seen("2002", 21))
    assert verdict(target(20), tie).status is Status.FULFILLED


def test_in_a_span_the_last_observation_decides() -> None:
    """Whatever the order of the file."""
    series = counts(seen("2002-Q2", 25), seen("2002-Q4", 12), seen("2002-Q3", 22))
    found = verdict(target(20, period="2002-Q1/2002-Q4"), series)
    assert found.observation == series.observations[1]
    assert found.status is Status.PARTIAL


def test_only_observations_within_the_period_decide() -> None:
    """A year does not decide a quarter, nor a quarter of another year."""
    series = counts(seen("2001-Q4", 25), seen("2001/2002", 25), seen("2003", 25))
    assert verdict(target(20), series).reason == "no-observation"
    assert verdict(target(20, period=None), series).status is Status.FULFILLED


def test_a_fiscal_year_begins_where_the_agreement_and_the_series_say() -> None:
    """FY2002 from April: the first quarter of 2003 is inside, that of 2002 is not."""
    series = counts(seen("2002-Q1", 25), seen("2003-Q1", 18))
    found = verdict(target(20, period="FY2002"), series, year_starts=(4, 1))
    assert found.observation == series.observations[1]
    own = counts(seen("FY2002", 21), year_starts=(4, 1))
    assert verdict(target(20, period="FY2002"), own, year_starts=(4, 1)).status == "fulfilled"
    assert verdict(target(20, period="2002"), own).reason == "no-observation"


def test_as_of_a_day_only_periods_that_ended_decide() -> None:
    """A year that is not over has no figure yet, whoever wrote one down."""
    record = commitment("sailings", indicator=target(20, period="2001/2002"))
    series = counts(seen("2001", 15), seen("2002", 20))
    register = register_of(record, series=(series,), sources=(GAZETTE,))
    eve = verdicts_of(register, record, day("2002-12-30"))
    assert [entry.status for entry in eve] == [Status.PARTIAL]
    assert verdicts_of(register, record, day("2002-12-31"))[0].status is Status.FULFILLED
    assert verdicts_of(register, record, day("2001-06-30"))[0].reason == "no-observation"
    assert list(current(register, series, day("2001-12-31"))) == ["2001"]


def test_a_series_in_other_prices_does_not_compare() -> None:
    """Real against current: no verdict, and why. A series without prices is taken as it is."""
    real = Indicator("crowns", Prices.REAL, ("north",), (), None, Target(20, None))
    assert verdict(real, counts(seen("2002", 25), prices=Prices.CURRENT)).reason == "other-prices"
    assert verdict(real, counts(seen("2002", 25), prices=Prices.REAL)).status == "fulfilled"
    assert verdict(real, counts(seen("2002", 25))).status == "fulfilled"


def test_rivals_decide_nothing_and_every_series_has_its_verdict() -> None:
    """Two that decide give two verdicts, in the order of the record."""
    indicator = Indicator(
        "sailings",
        None,
        ("south", "north"),
        ("west",),
        Baseline(Period.parse("2000"), 10),
        Target(20),
    )
    record = commitment("sailings", indicator=indicator)
    series = [
        counts(seen("2002", value), name=name)
        for name, value in (("north", 21), ("south", 15), ("west", 99))
    ]
    verdicts = verdicts_of(register_of(record, series=series), record, LATER)
    assert [(entry.series, entry.status) for entry in verdicts] == [
        ("south", Status.PARTIAL),
        ("north", Status.FULFILLED),
    ]


def test_without_a_target_or_a_measure() -> None:
    """A measure may be shown without being promised."""
    shown = Indicator("sailings", series=("north",))
    assert verdict(shown, counts(seen("2002", 25))).reason == "no-target"
    record = commitment("sailings")
    assert verdicts_of(register_of(record), record, LATER) == ()


def test_a_target_that_equals_the_baseline_has_no_way() -> None:
    """To stay at 10 is met or not; there is no share of a way of no length."""
    same = target(10)
    assert verdict(same, counts(seen("2002", 10))).status is Status.FULFILLED
    assert verdict(same, counts(seen("2002", 9))).reason == "no-baseline"


def test_a_verdict_names_the_series_and_what_it_rests_on() -> None:
    """Also where there is no status: the reader sees which figure did not decide, and how far."""
    low = seen("2002", 25, bound=Bound.AT_MOST)
    assert verdict(target(20), counts(low)) == Verdict("north", None, "only-a-bound", low)
    some = seen("2002", 15, bound=Bound.AT_LEAST)
    assert verdict(target(20), counts(some)) == Verdict("north", None, "only-a-bound", some, 0.5)
    figure = seen("2002", 15)
    partial_way = Verdict("north", Status.PARTIAL, "", figure, 0.5)
    assert verdict(target(20), counts(figure)) == partial_way
    assert verdict(target(20, base=None), counts(figure)) == Verdict(
        "north", None, "no-baseline", figure
    )
    met = seen("2002", 20)
    assert verdict(target(20), counts(met)) == Verdict("north", Status.FULFILLED, "", met, 1.0)
    shown = Indicator("sailings", series=("north",))
    assert verdict(shown, counts(figure)) == Verdict("north", reason="no-target")
    assert verdict(target(20), counts()) == Verdict("north", reason="no-observation")
    real = Indicator("crowns", Prices.REAL, ("north",), (), None, Target(20, None))
    assert verdict(real, counts(figure, prices=Prices.CURRENT)) == Verdict(
        "north", reason="other-prices"
    )


def test_a_baseline_of_nothing_is_a_baseline() -> None:
    """From 0 to 20, 4 is a fifth of the way."""
    assert verdict(target(20, base=0), counts(seen("2002", 4))).progress == 0.2


def test_only_about_looks_at_the_baseline_for_its_direction() -> None:
    """At least 10 rises, also from 20; about 20 from 20 counts as rising."""
    high = seen("2002", 15, bound=Bound.AT_MOST)
    assert verdict(target(10, base=20), counts(high)).reason == "only-a-bound"
    same = target(20, Comparison.ABOUT, base=20)
    assert verdict(same, counts(seen("2002", 10))).reason == "no-baseline"


def test_about_is_five_per_cent_of_small_figures_too() -> None:
    """The margin of 0.3 is 0.015, and not a whole number."""
    about = target(0.3, Comparison.ABOUT, base=0.1)
    assert verdict(about, counts(seen("2002", 0.285))).status is Status.FULFILLED
    assert verdict(about, counts(seen("2002", 0.2))).status is Status.PARTIAL


def test_without_its_agreement_a_record_has_calendar_years() -> None:
    """The check of references tells what is missing; the figures are judged all the same."""
    record = commitment("sailings", indicator=target(20, period="FY2002"))
    for first, last in (("2002-01-01", "2002-01-01"), ("2002-12-31", "2002-12-31")):
        series = counts(seen(f"{first}/{last}", 20))
        register = register_of(record, series=(series,), sources=(GAZETTE,))
        alone = replace(register, agreements={})
        assert verdicts_of(alone, record, LATER)[0].status is Status.FULFILLED
