"""What reports show, before any markup: who undertook what, measures as tables, what changed."""

from datetime import date

import pytest
from trackers import TrackerFolder
from values import commitment, day, register_of

from pledgetrack.actors import actors_of
from pledgetrack.assessment import edition_of
from pledgetrack.model import Party
from pledgetrack.rendering.brief import chosen, room_for
from pledgetrack.rendering.extent import texts_with_room
from pledgetrack.rendering.report import added
from pledgetrack.views import Distribution, Lens, annotated_text, record_chart, record_rows
from pledgetrack.views.changes import changes_since
from pledgetrack.views.measured import figure_table, measured_pages
from pledgetrack.views.undertakings import (
    by_body,
    by_force,
    by_obligor,
    index_of_obligors,
    index_of_topics,
)
from pledgetrack.vocabulary import Status

TIMETABLE = "commitments/harbour-2001/ferry-timetable.yaml"


def lens_of(tracker: TrackerFolder, as_of: str = "") -> Lens:
    """Return the register of a tracker in English."""
    register = tracker.load()
    return Lens(register, edition_of(register, day(as_of) if as_of else None), "en")


def judge_again(tracker: TrackerFolder, as_of: str, recorded: str) -> None:
    """Add a judgement to the timetable: it hung there."""
    text = (tracker.root / TIMETABLE).read_text("utf-8").rstrip()
    tracker.write(
        TIMETABLE,
        f"{text}\n  - as_of: {as_of}\n    recorded: {recorded}\n    status: fulfilled\n"
        "    why: It hung in both.\n    evidence:\n"
        "      - {stance: for, source: gazette-2003, exact: counted 9 sailings a day}\n",
    )


@pytest.mark.parametrize(
    ("by", "kind"),
    [
        (("north",), ("party", "north")),
        (("south-works",), ("party", "south")),
        (("south", "south-works"), ("party", "south")),
        (("north", "south-works"), ("governments", "")),
        (("north", "ferry-companies"), ("mixed", "")),
        (("ferry-companies",), ("others", "")),
        (("whoever",), ("others", "")),
        ((), ("nobody", "")),
    ],
)
def test_an_agency_acts_for_its_government(
    tracker: TrackerFolder, by: tuple[str, ...], kind: tuple[str, str]
) -> None:
    """Who must act is told by the party at the top, and a government alone by its name."""
    assert actors_of(tracker.load().parties, commitment("a/b", by=by)) == kind


def test_parties_that_stand_under_each_other_end_the_search() -> None:
    """A circle of parties, which a check refuses, does not hang the program."""
    name = register_of().tracker.title
    parties = {
        one: Party(one, name, "agency", under=other) for one, other in (("a", "b"), ("b", "a"))
    }
    assert actors_of(parties, commitment("x/y", by=("a",))) == ("others", "")


def test_each_counted_record_is_in_one_share(tracker: TrackerFolder) -> None:
    """Shares by obligor add up to all counted records; the stem is in none of them."""
    lens = lens_of(tracker)
    shares = by_obligor(lens)
    assert [(one.key, one.party, one.total, one.judged.total) for one in shares] == [
        ("party", "south", 2, 2),
        ("party", "north", 1, 1),
        ("governments", "", 3, 0),
    ]
    assert sum(one.total for one in shares) == lens.edition_view.records
    assert [one.not_judged for one in shares] == [0, 0, 3]
    assert shares == by_obligor(lens, "harbour-2001")
    assert by_obligor(lens, "another") == ()


def test_force_goes_from_the_firmest_to_the_weakest(tracker: TrackerFolder) -> None:
    """The order is that of the vocabulary, and rates belong to their own records."""
    shares = by_force(lens_of(tracker))
    assert [(one.key, one.total) for one in shares] == [
        ("firm", 3),
        ("intent", 1),
        ("expectation", 1),
        ("welcome", 1),
    ]
    assert (shares[0].rate("kept").part, shares[0].rate("kept").whole) == (2, 3)


def test_a_record_of_two_stands_in_the_line_of_each(tracker: TrackerFolder) -> None:
    """Bodies do not add up: a joint pledge is in the line of both."""
    assert [(one.party, one.total) for one in by_body(lens_of(tracker))] == [
        ("north", 4),
        ("south", 3),
        ("south-works", 2),
    ]


def test_an_index_names_records_and_gathers_many(
    tracker: TrackerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Few records are named; of many the chapters, with their numbers, are."""
    lens = lens_of(tracker)
    entries = {entry.words.text: entry.places for entry in index_of_obligors(lens)}
    north = entries["Government of the North Island"]
    assert [place.words.text for place in north][:2] == [
        "Eight sailings a day",
        "Bicycles travel free of charge",
    ]
    assert all(place.records == 1 for place in north)
    monkeypatch.setattr("pledgetrack.views.undertakings.FEW", 3)
    entries = {entry.words.text: entry.places for entry in index_of_obligors(lens)}
    north = entries["Government of the North Island"]
    assert [(place.words.text, place.anchor, place.records) for place in north] == [
        ("Harbour Compact 2001: 1. Ferries", "commitments/harbour-2001/ferry-sailings", 2),
        ("Harbour Compact 2001: 2. Fares", "commitments/harbour-2001/fares-residents", 2),
    ]
    assert [entry.words.text for entry in index_of_topics(lens)] == ["Transport"]


def test_figures_stand_by_year_with_their_sources(tracker: TrackerFolder) -> None:
    """Quarters are columns of their year, other periods rows; a revised figure stands apart."""
    tracker.edit(
        "commitments/series/sailings.yaml",
        "  - {period: 2002-12,",
        "  - {period: 2001-Q4, value: 7, source: harbour-2001-text, exact: ferry}\n"
        "  - {period: 2001-Q4, value: 8, doubt: Miscounted., source: gazette-2003, exact: paper}\n"
        "  - {period: 2002-12,",
    )
    chart = record_chart(lens_of(tracker), "harbour-2001/ferry-sailings")
    assert chart
    table = figure_table(chart.measure)
    assert [(one.series, one.part) for one in table.columns] == [(0, "Q4"), (0, "")]
    values = [(row.period, [one and one.value for one in row.cells]) for row in table.rows]
    assert values == [("2001", [7, 6]), ("2002-12", [None, 9])]
    assert [(at, [point.value for point in points]) for at, points in table.others] == [(0, [8])]
    named = [source.id for source in table.sources]
    assert [[named[number - 1] for number in row.sources] for row in table.rows] == [
        ["gazette-2003", "harbour-2001-text"],
        ["gazette-2003"],
    ]


def test_a_measure_with_few_figures_gets_no_page(
    tracker: TrackerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two figures stand well on the page of their record; with more there is a page."""
    lens = lens_of(tracker)
    assert measured_pages(lens) == ()
    monkeypatch.setattr("pledgetrack.views.measured.FEWEST_FIGURES", 2)
    pages = measured_pages(lens)
    assert [[row.id for row in page.records] for page in pages] == [["harbour-2001/ferry-sailings"]]
    assert measured_pages(lens, agreement="another") == ()


def test_nothing_recorded_since_is_no_change(tracker: TrackerFolder) -> None:
    """The edition compared with itself has nothing to tell."""
    found = changes_since(lens_of(tracker), date(2004, 1, 31))
    assert found.is_empty
    assert found.before == found.after


def test_a_later_day_overtakes_and_the_same_day_corrects(tracker: TrackerFolder) -> None:
    """Another word on a day already judged is a correction; one on a later day is news."""
    judge_again(tracker, "2004-03-31", "2004-04-30")
    found = changes_since(lens_of(tracker, "2004-04-30"), date(2004, 1, 31))
    assert [(one.link.words.text, one.before, one.after) for one in found.overtaken] == [
        ("The timetable in both harbours", Status.PARTIAL, Status.FULFILLED)
    ]
    assert found.corrected == ()
    assert found.judgements == 1
    assert (Status.PARTIAL, 1, 0) in found.statuses

    tracker.edit(TIMETABLE, "as_of: 2004-03-31", "as_of: 2003-03-31")
    found = changes_since(lens_of(tracker, "2004-04-30"), date(2004, 1, 31))
    assert [one.after for one in found.corrected] == [Status.FULFILLED]
    assert found.overtaken == ()


def test_an_agreement_signed_since_brings_its_records(tracker: TrackerFolder) -> None:
    """Before the compact was signed there was no record; now all counted ones have arrived."""
    found = changes_since(lens_of(tracker), date(2001, 1, 1))
    assert len(found.arrived) == 6
    assert found.moved == ()


def test_a_brief_takes_what_has_room_and_dated_records_first(tracker: TrackerFolder) -> None:
    """With room all counted records stand there with their reasons; with less the dated first."""
    lens = lens_of(tracker)
    rows = record_rows(lens, lens.judgements)
    assert chosen(rows, room_for((), None)) == (
        tuple(row for row in rows if row.standing.counted),
        True,
    )
    some, reasons = chosen(rows, 22)  # three lines, and the one that names those left out
    assert [row.id.partition("/")[2] for row in some] == [
        "ferry-sailings",
        "ferry-pier",
        "ferry-timetable",
    ]
    assert not reasons
    assert chosen(rows, 1) == ((), False)


def test_distributions_add_up() -> None:
    """The sum has every status once, in their order."""
    one = Distribution(((Status.FULFILLED, 2), (Status.STEM, 1)))
    two = Distribution(((Status.PARTIAL, 3), (Status.FULFILLED, 1)))
    assert added((two, one)).counts == (
        (Status.FULFILLED, 3),
        (Status.PARTIAL, 3),
        (Status.STEM, 1),
    )


def test_texts_are_left_out_where_the_report_would_grow_too_long(tracker: TrackerFolder) -> None:
    """A text that still fits is printed; beside two thousand records there is no room for any."""
    text = annotated_text(lens_of(tracker), "harbour-2001")
    assert text
    assert texts_with_room([text], 1) == (text,)
    assert texts_with_room([text], 0.9) == ()
