"""Status and lifecycle of a record in an edition: the rules of the method, one test each."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from values import agreement, assessment, commitment, day, due, partial, prose, register_of

from pledgetrack.assessment import Edition, Judgement, edition_of, judge, lacks_of, window_end
from pledgetrack.measuring import Verdict
from pledgetrack.model import (
    Assessment,
    Commitment,
    Due,
    Indicator,
    InForce,
    Series,
    Target,
    Withdrawal,
)
from pledgetrack.register import Register
from pledgetrack.vocabulary import JUDGED, Kind, Lack, Lifecycle, Status

TODAY = day("2004-01-31")
ENDED = agreement(in_force=InForce(end=partial("2003-12-31")))
NEWER = agreement("harbour-2003", "2003-06-01")
NOT_DECIDED = (Status.NO_EVIDENCE, Status.NOT_ASSESSABLE)


def judged(
    record: Commitment, *others: Commitment, as_of: date = TODAY, known_by: date | None = None
) -> Judgement:
    """Return the judgement of a record beside others, with two agreements."""
    register = register_of(record, *others, agreements=(agreement(), NEWER))
    return judge(register, Edition(as_of, known_by))[record.id]


def stage(register: Register, name: str = "harbour-2001/pier") -> Lifecycle | None:
    """Return the lifecycle of a record today."""
    return judge(register, Edition(TODAY))[name].lifecycle


# The first rule that holds decides: each test has the later ones hold as well.


def test_withdrawn_comes_first() -> None:
    """Whatever else is true of a record that was wrong."""
    gone = Withdrawal(day("2004-01-01"), prose("It was misread."))
    record = commitment("pier", assessment(Status.FULFILLED), withdrawn=gone)
    judgement = judged(record)
    assert (judgement.lifecycle, judgement.stage_date) == (Lifecycle.WITHDRAWN, gone.on)
    assert judged(record, as_of=gone.on).lifecycle is Lifecycle.WITHDRAWN
    assert not judgement.counted


def test_met_before_everything_that_time_brings() -> None:
    """Kept in time stays kept, though the agreement ended and another took it over."""
    record = commitment(
        "pier",
        assessment(Status.FULFILLED, done=partial("2002-06")),
        due=due(by="2002-06-15"),
    )
    heir = commitment("harbour-2003/pier", replaces=record.id)
    register = register_of(record, heir, agreements=(ENDED, NEWER))
    judgement = judge(register, Edition(TODAY))[record.id]
    assert (judgement.lifecycle, judgement.late) == (Lifecycle.MET, None)
    assert judgement.stage_date == day("2002-06-30")


def test_met_late_is_done_after_the_deadline() -> None:
    """By as many days as are sure."""
    record = commitment(
        "pier", assessment(Status.FULFILLED, done=partial("2003-02")), due=due(by="2002-12-31")
    )
    judgement = judged(record)
    assert judgement.lifecycle is Lifecycle.MET_LATE
    assert judgement.late == timedelta(days=32)


@pytest.mark.parametrize(
    ("done", "by", "expected"),
    [
        ("2002-12-31", "2002-12-31", Lifecycle.MET),
        ("2003-01-01", "2002-12-31", Lifecycle.MET_LATE),
        ("2002", "2002-03-31", Lifecycle.MET),  # perhaps in January
        ("2002-04", "2002-03", Lifecycle.MET_LATE),
        ("2002-03", "2002-03-01", Lifecycle.MET),
        ("2003", "2002", Lifecycle.MET_LATE),
        (None, "2002", Lifecycle.MET),
    ],
)
def test_met_late_only_where_it_is_sure(done: str | None, by: str, expected: Lifecycle) -> None:
    """Dates of any precision: the first day that ``done`` can mean against the end of ``by``."""
    record = commitment("pier", assessment(Status.FULFILLED, done=partial(done)), due=due(by=by))
    assert judged(record).lifecycle is expected


def test_superseded_by_a_record_of_an_agreement_signed_by_then() -> None:
    """Before its own agreement lapsed, and before any deadline."""
    record = commitment("pier", assessment(Status.PARTIAL, "2003-01-31"), due=due(by="2002"))
    heir = commitment("harbour-2003/pier", replaces=record.id)
    register = register_of(record, heir, agreements=(ENDED, NEWER))
    assert stage(register) is Lifecycle.SUPERSEDED
    assert judge(register, Edition(TODAY))[record.id].stage_date == day("2003-06-01")
    earlier = judge(register, Edition(day("2003-05-31")))
    assert earlier[record.id].lifecycle is Lifecycle.OVERDUE
    assert heir.id not in earlier


def test_lapsed_with_the_end_of_the_agreement() -> None:
    """On the day after its last, before any deadline that is past."""
    record = commitment("pier", assessment(Status.STARTED), due=due(by="2002"))
    register = register_of(record, agreements=(ENDED,))
    assert stage(register) is Lifecycle.LAPSED
    last_day = judge(register, Edition(day("2003-12-31")))[record.id]
    assert last_day.lifecycle is Lifecycle.OVERDUE


@pytest.mark.parametrize("status", [status for status in JUDGED if status != "fulfilled"])
def test_overdue_is_judged_below_fulfilled_after_the_date(status: Status) -> None:
    """By how long is known to the day."""
    record = commitment("pier", assessment(status), due=due(by="2003-12"))
    judgement = judged(record)
    assert (judgement.lifecycle, judgement.late) == (Lifecycle.OVERDUE, timedelta(days=31))


@pytest.mark.parametrize("status", [*NOT_DECIDED, None])
def test_due_is_after_the_date_with_nothing_that_decides(status: Status | None) -> None:
    """No evidence, not assessable, or not assessed at all."""
    judgements = () if status is None else (assessment(status),)
    judgement = judged(commitment("pier", *judgements, due=due(by="2003-12")))
    assert (judgement.lifecycle, judgement.late) == (Lifecycle.DUE, None)
    assert judgement.stage_date == day("2003-12-31")


@pytest.mark.parametrize(
    "fields", [{}, {"due": due()}, {"due": due(by="2004-01-31")}, {"due": due(by="2004")}]
)
def test_open_without_a_date_or_with_one_to_come(fields: dict[str, object]) -> None:
    """The deadline itself is still in time."""
    assert judged(commitment("pier", assessment(Status.PARTIAL), **fields)).lifecycle == "open"


def test_the_deadline_is_the_end_of_by_else_of_from() -> None:
    """``from`` alone means that day; with ``by`` it only begins the period."""
    assert due(start="2002-03").deadline() == day("2002-03-31")
    assert due(start="2002-03", by="2003").deadline() == day("2003-12-31")
    assert due().deadline() is None


@pytest.mark.parametrize("kind", [Kind.STEM, Kind.RECOGNITION])
def test_stems_and_recognitions_have_no_lifecycle(kind: Kind) -> None:
    """They ask for no act of their own."""
    assert judged(commitment("pier", kind=kind, due=due(by="2002"))).lifecycle is None


# Two clocks.


def test_as_of_a_day_later_judgements_are_not_known() -> None:
    """The latest day judged counts, up to the edition's day."""
    record = commitment(
        "pier",
        assessment(Status.FULFILLED, "2003-06-30"),
        assessment(Status.STARTED, "2002-06-30"),
        assessment(Status.PARTIAL, "2002-12-31"),
    )
    found = {
        written: judged(record, as_of=day(written)).status
        for written in ("2002-06-29", "2002-06-30", "2002-12-31", "2003-06-29", "2004-01-31")
    }
    assert list(found.values()) == ["unassessed", "started", "partial", "partial", "fulfilled"]


def test_of_one_day_the_latest_recorded_counts() -> None:
    """A correction replaces what was entered before, wherever it stands in the file."""
    record = commitment(
        "pier",
        assessment(Status.PARTIAL, "2003-06-30", "2003-09-01"),
        assessment(Status.STARTED, "2003-06-30", "2003-07-01"),
    )
    assert judged(record).status is Status.PARTIAL
    assert judged(record, known_by=day("2003-09-01")).status is Status.PARTIAL
    assert judged(record, known_by=day("2003-08-31")).status is Status.STARTED
    assert judged(record, known_by=day("2003-06-30")).status is Status.UNASSESSED


def test_known_by_looks_at_recorded_and_as_of_at_the_day_judged() -> None:
    """A past day as we know it now differs from a past edition as it was known then."""
    record = commitment("pier", assessment(Status.FULFILLED, "2002-12-31", "2004-01-15"))
    assert judged(record, as_of=day("2003-01-01")).status is Status.FULFILLED
    then = judged(record, as_of=day("2003-01-01"), known_by=day("2003-01-01"))
    assert then.status is Status.UNASSESSED


def test_an_agreement_that_was_not_signed_is_outside_the_count() -> None:
    """Not unassessed: absent. A bare year or month counts from its end."""
    register = register_of(commitment("pier"), agreements=(agreement(signed="2001-05"),))
    assert judge(register, Edition(day("2001-05-30"))) == {}
    assert list(judge(register, Edition(day("2001-05-31")))) == ["harbour-2001/pier"]


def test_the_day_of_an_edition() -> None:
    """Asked for, else set in the tracker, else the youngest day that was recorded."""
    record = commitment("pier", assessment(Status.STARTED, "2002-01-01", "2003-03-03"))
    assert edition_of(register_of(record)).as_of == day("2003-03-03")
    register = register_of(record, as_of=day("2003-12-31"))
    assert edition_of(register).as_of == day("2003-12-31")
    asked = edition_of(register, day("2002-02-02"), day("2002-03-03"))
    assert asked == Edition(day("2002-02-02"), day("2002-03-03"))
    assert edition_of(register_of()).as_of == date(1970, 1, 1)


DAYS = st.dates(date(2001, 6, 1), date(2005, 12, 31))
ASSESSMENTS = st.lists(
    st.builds(
        lambda status, as_of, delay: Assessment(
            as_of, as_of + timedelta(days=delay), status, prose("Because.")
        ),
        st.sampled_from([*JUDGED, *NOT_DECIDED]),
        DAYS,
        st.integers(0, 700),
    ),
    max_size=6,
)


@given(ASSESSMENTS, DAYS, st.none() | DAYS)
def test_an_edition_never_uses_what_came_later(
    assessments: list[Assessment], as_of: date, known_by: date | None
) -> None:
    """What is judged for a later day, or was entered later, changes nothing."""
    edition = Edition(as_of, known_by)
    limit = known_by or date.max
    held = [entry for entry in assessments if entry.as_of <= as_of and entry.recorded <= limit]
    everything = judge(register_of(commitment("pier", *assessments)), edition)
    only_held = judge(register_of(commitment("pier", *held)), edition)
    whole, part = everything["harbour-2001/pier"], only_held["harbour-2001/pier"]
    assert (whole.status, whole.assessment) == (part.status, part.assessment)
    assert (whole.lifecycle, whole.stage_date) == (part.lifecycle, part.stage_date)
    assert (whole.status is Status.UNASSESSED) == (not held)
    if whole.assessment:
        assert all(entry.as_of <= whole.assessment.as_of for entry in held)


# What follows from other records.


def parts_of_the_ferry(**fields: object) -> tuple[Commitment, ...]:
    """Return a stem with two parts, one of them a stem with two parts."""
    return (
        commitment("ferry", kind=Kind.STEM),
        commitment("pier", assessment(Status.FULFILLED), part_of="harbour-2001/ferry"),
        commitment("boats", kind=Kind.STEM, part_of="harbour-2001/ferry"),
        commitment("boat-1", assessment(Status.PARTIAL), part_of="harbour-2001/boats"),
        commitment("boat-2", part_of="harbour-2001/boats", **fields),
    )


def test_a_stem_has_the_distribution_of_its_parts_and_of_theirs() -> None:
    """In the order of the statuses; the stem within brings its parts, not itself."""
    ferry, *others = parts_of_the_ferry()
    judgement = judged(ferry, *others)
    assert judgement.status is Status.STEM
    assert list(judgement.parts.items()) == [("fulfilled", 1), ("partial", 1), ("unassessed", 1)]
    assert not judgement.counted
    assert not judgement.provisional


@pytest.mark.parametrize(
    "fields",
    [
        {"sum_of": ("harbour-2001/pier", "harbour-2001/boat-1")},
        {"complement_of": "harbour-2001/pier"},
        {"restates": ("harbour-2001/pier",)},
        {"withdrawn": Withdrawal(day("2003-01-01"), prose("It was misread."))},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_what_would_count_twice_is_not_counted(fields: dict[str, object]) -> None:
    """Sums, complements, restatements and withdrawn records are in no distribution."""
    ferry, *others = parts_of_the_ferry(**fields)
    assert sum(judged(ferry, *others).parts.values()) == 2
    assert not judged(others[-1], ferry, *others[:-1]).counted


def test_a_restatement_shows_the_status_of_what_it_restates() -> None:
    """Also where that is a restatement itself."""
    first = commitment("pier", assessment(Status.FULFILLED, reviewed_by="A reader"))
    second = commitment("pier-again", restates=(first.id,))
    third = commitment("pier-again-2", restates=(second.id,))
    judgement = judged(third, second, first)
    assert (judgement.status, judgement.assessment) == (Status.FULFILLED, first.assessments[0])
    assert (judgement.counted, judgement.lifecycle) == (False, None)
    assert not judgement.provisional


def test_a_restatement_of_a_stem_has_its_distribution() -> None:
    """Though it restates one record only."""
    ferry, *others = parts_of_the_ferry()
    again = commitment("again", restates=(ferry.id,))
    judgement = judged(again, ferry, *others)
    assert (judgement.status, judgement.commitment) == (Status.STEM, again)
    assert judgement.parts == {"fulfilled": 1, "partial": 1, "unassessed": 1}


def test_a_restatement_of_what_is_not_there_is_not_assessed() -> None:
    """The check of references tells which record is missing."""
    again = commitment("again", restates=("harbour-2001/nowhere",))
    assert judged(again) == Judgement(again, Status.UNASSESSED)


def test_a_restatement_of_several_has_their_distribution() -> None:
    """A stem that is restated brings its parts."""
    parts = parts_of_the_ferry()
    other = commitment("lights", assessment(Status.CONTRARY))
    again = commitment("again", restates=("harbour-2001/ferry", other.id))
    judgement = judged(again, other, *parts)
    assert judgement.status is Status.STEM
    assert judgement.parts == {"fulfilled": 1, "partial": 1, "contrary": 1, "unassessed": 1}


def test_a_stem_that_was_withdrawn_brings_nothing_to_the_stem_above() -> None:
    """Nor do its parts, which hang on it."""
    ferry, pier, boats, *boat = parts_of_the_ferry()
    gone = replace(boats, withdrawn=Withdrawal(day("2003-01-01"), prose("It was misread.")))
    assert judged(ferry, pier, gone, *boat).parts == {"fulfilled": 1}


def test_a_judgement_carries_what_its_measures_say() -> None:
    """The verdicts of the day, beside the status that a person gave."""
    indicator = Indicator("sailings", series=("north",), target=Target(20))
    record = commitment("sailings", assessment(Status.PARTIAL), indicator=indicator)
    series = Series("north", prose("north"), "sailings", "north", prose("All."), ())
    register = register_of(record, series=(series,))
    assert judge(register, Edition(TODAY))[record.id].verdicts == (
        Verdict("north", reason="no-observation"),
    )


def test_a_window_is_closed_on_the_day_after_its_last() -> None:
    """On the last day something may still be done."""
    record = commitment("pier", due=due(by="2003-12-31"))
    assert not judged(record, as_of=day("2003-12-31")).is_closed
    assert judged(record, as_of=day("2004-01-01")).is_closed


def test_a_recognition_is_declaratory() -> None:
    """It is carried out by being said."""
    assert judged(commitment("thanks", kind=Kind.RECOGNITION)).status is Status.DECLARATORY


def test_a_part_of_an_agreement_that_was_not_signed_is_no_part_yet() -> None:
    """A past edition shows the stem with the parts of its time."""
    stem = commitment("ferry", kind=Kind.STEM)
    later = commitment("harbour-2003/pier", assessment(Status.STARTED), part_of=stem.id)
    assert judged(stem, later).parts == {"started": 1}
    assert judged(stem, later, as_of=day("2003-01-01")).parts == {}


def test_a_circle_of_records_is_judged_and_ends() -> None:
    """The check says so; the pages of the other records are still drawn."""
    one = commitment("one", kind=Kind.STEM, part_of="harbour-2001/two")
    two = commitment("two", kind=Kind.STEM, part_of="harbour-2001/one")
    mirror = commitment("mirror", restates=("harbour-2001/mirror",))
    for record in (one, two, mirror):
        assert judged(record, one, two, mirror).status in {Status.STEM, Status.UNASSESSED}


def test_provisional_until_a_named_person_has_reviewed_it() -> None:
    """The current assessment counts, not an older one."""
    old = assessment(Status.PARTIAL, "2002-12-31", reviewed_by="A reader")
    assert not judged(commitment("pier", old)).provisional
    assert judged(commitment("pier", old, assessment(Status.FULFILLED))).provisional
    assert judged(commitment("pier")).provisional


def test_what_a_record_lacks() -> None:
    """A date is lacking where none is named, vague words or not."""
    assert lacks_of(commitment("pier", due=due(by="2003"))) == ()
    assert lacks_of(commitment("pier", due=due())) == (Lack.DATE,)
    assert lacks_of(commitment("pier", lacks=(Lack.ACT,))) == (Lack.ACT, Lack.DATE)


@pytest.mark.parametrize(
    ("deadline", "signed", "ended", "closes"),
    [
        (due(by="2002-06"), "2001-05-04", None, "2002-06-30"),
        (due(start="2002-06-01"), "2001-05-04", "2001-12-31", "2002-06-01"),
        (None, "2001-05-04", None, "2011-05-04"),
        (None, "2001-05-04", "2009-12-31", "2009-12-31"),
        (None, "2001-05-04", "2019-12-31", "2011-05-04"),
        (None, "2004-02-29", None, "2014-03-01"),
    ],
)
def test_the_window_ends_with_the_date_or_after_ten_years(
    deadline: Due | None, signed: str, ended: str | None, closes: str
) -> None:
    """A date in the text decides; without one ten years, or the end of the agreement."""
    parent = agreement(signed=signed, in_force=InForce(end=partial(ended)))
    record = commitment("pier", due=deadline)
    register = register_of(record, agreements=(parent,))
    assert window_end(register, record) == day(closes)
