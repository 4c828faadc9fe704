"""What waits for a person, what was corrected, and that a named reader ends the provisional."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from trackers import RECORDS, REPOSITORY, TrackerFolder
from values import assessment, commitment, day, due, prose, register_of

from pledgetrack.assessment import Edition, edition_of, judge
from pledgetrack.checks.reviews import reviewer_not_named
from pledgetrack.correcting import corrections_of
from pledgetrack.dates import Period
from pledgetrack.line import load_register
from pledgetrack.model import (
    Assessment,
    Baseline,
    Commitment,
    Evidence,
    Indicator,
    Observation,
    Quote,
    Search,
    Series,
    Target,
    Withdrawal,
)
from pledgetrack.register import Register
from pledgetrack.views import Lens
from pledgetrack.views.changes import changes_since
from pledgetrack.views.corrections import corrections
from pledgetrack.views.queue import MOST, queue
from pledgetrack.vocabulary import Kind, Stance, Status
from pledgetrack.waiting import SOON, STALE_AFTER, Doubt, Wait, queue_of

TODAY = Edition(day("2004-01-31"))
ROOTS = [RECORDS / "valid", RECORDS / "every-field", REPOSITORY]


def waiting(
    wait: Wait, *records: Commitment, edition: Edition = TODAY, **more: object
) -> list[str]:
    """Return the names of the records that wait for one thing, in their order."""
    register = register_of(*records, **more)  # type: ignore[arg-type]
    found = queue_of(register, edition, judge(register, edition))[wait]
    return [one.record.rpartition("/")[2] for one in found]


def lens_of(*records: Commitment, edition: Edition = TODAY) -> Lens:
    """Return records as pages see them."""
    return Lens(register_of(*records), edition, "en")


def test_a_judgement_waits_until_a_named_person_has_read_it() -> None:
    """Its name under the current judgement ends it; under an older one it does not."""
    read = assessment(Status.PARTIAL, "2002-12-31", reviewed_by="Ann Pilot")
    newer = assessment(Status.FULFILLED, "2003-12-31")
    records = commitment("read", read), commitment("newer", read, newer), commitment("never")
    assert waiting(Wait.PROVISIONAL, *records) == ["newer"]


def test_what_is_in_doubt_or_says_most_is_read_first() -> None:
    """Doubts before what says most, that before what is between, nothing found last."""
    piece = Evidence(Stance.FOR, Quote("It was done.", None))
    differ = {"reading-1": Status.PARTIAL, "reading-2": Status.STARTED}
    records = (
        commitment("nothing", assessment(Status.NO_EVIDENCE)),
        commitment("between", assessment(Status.PARTIAL)),
        commitment("broken", assessment(Status.CONTRARY)),
        commitment("doubtful", assessment(Status.STARTED, codings=differ)),
    )
    order = ["doubtful", "broken", "between", "nothing"]
    assert waiting(Wait.PROVISIONAL, *records) == order
    register = register_of(*records, commitment("kept", assessment(Status.FULFILLED)))
    entry = register.commitments["harbour-2001/kept"].assessments[0]
    rests_on_more = replace(entry, evidence=(piece,))
    kept = replace(register.commitments["harbour-2001/kept"], assessments=(rests_on_more,))
    # What rests on a text that is not held is in doubt, and so comes before what says most.
    assert waiting(Wait.PROVISIONAL, *records, kept)[:3] == ["kept", "doubtful", "broken"]


@pytest.mark.parametrize(
    ("by", "judged", "waits"),
    [
        ("2004-01-31", "2003-12-31", True),  # today is the last day
        ("2004-04-30", "2003-12-31", True),  # in ninety days
        ("2004-05-01", "2003-12-31", False),  # in ninety-one
        ("2003-06-30", "2003-06-29", True),  # past, judged before
        ("2003-06-30", "2003-06-30", False),  # judged on the day
        ("2003-06-30", None, True),  # past, never judged
    ],
)
def test_what_is_due(by: str, judged: str | None, *, waits: bool) -> None:
    """Soon, or past its day without a judgement since."""
    judgements = [assessment(Status.PARTIAL, judged)] if judged else []
    record = commitment("a", *judgements, due=due(by=by))
    assert (waiting(Wait.DUE, record) == ["a"]) is waits
    assert day("2004-04-30") - TODAY.as_of == SOON


def test_what_is_kept_or_over_is_not_due() -> None:
    """Nobody waits for what was done before its day, or withdrawn."""
    kept = commitment("kept", assessment(Status.FULFILLED, "2003-01-31"), due=due(by="2003-06-30"))
    gone = Withdrawal(day("2003-12-01"), prose("It stood here twice."))
    over = commitment("over", due=due(by="2003-06-30"), withdrawn=gone)
    assert waiting(Wait.DUE, kept, over) == []


def test_the_judgement_of_an_open_pledge_becomes_stale() -> None:
    """After a year, not before; of what is no longer open never. The oldest comes first."""
    limit = TODAY.as_of - STALE_AFTER
    fresh = commitment("fresh", assessment(Status.PARTIAL, limit.isoformat()))
    stale = commitment("stale", assessment(Status.PARTIAL, "2003-01-30"))
    older = commitment("older", assessment(Status.PARTIAL, "2002-01-30"))
    past = commitment("past", assessment(Status.PARTIAL, "2002-01-30"), due=due(by="2002-01-01"))
    assert waiting(Wait.STALE, fresh, stale, older, past) == ["older", "stale"]
    earlier = Edition(day("2003-01-31"))
    assert waiting(Wait.STALE, stale, older, edition=earlier) == ["older"]


def counted(name: str, value: float, doubt: str = "") -> Series:
    """Return a series with a figure for 2002."""
    said = prose(doubt) if doubt else None
    figure = Observation(Period.parse("2002"), value, Quote("so many", None), doubt=said)
    return Series(name, prose(name), "ships", "north", prose("counted"), (figure,))


def test_every_doubt_is_seen() -> None:
    """Codings and readings that differ, doubtful figures, and what rests on no text held here."""
    two = {"one": Status.PARTIAL, "two": Status.STARTED}
    unheld = (Evidence(Stance.FOR, Quote("It was done.", None)),)
    beside = (Evidence(Stance.CONTEXT, Quote("It rained.", None)),)
    records = (
        commitment("coding", assessment(Status.PARTIAL, codings=two)),
        commitment("reading", assessment(Status.PARTIAL, under=two)),
        commitment(
            "figure", assessment(Status.PARTIAL), indicator=Indicator("ships", series=("lame",))
        ),
        commitment("text", assessment(Status.PARTIAL, evidence=unheld)),
        commitment("context", assessment(Status.PARTIAL, evidence=beside)),
        commitment("none", assessment(Status.PARTIAL)),
    )
    register = register_of(*records, series=[counted("lame", 3, "Counted in the dark.")])
    found = queue_of(register, TODAY, judge(register, TODAY))[Wait.DOUBTFUL]
    assert {one.record.rpartition("/")[2]: one.doubts for one in found} == {
        "coding": (Doubt.CODING,),
        "reading": (Doubt.READING,),
        "figure": (Doubt.FIGURE,),
        "text": (Doubt.TEXT,),
    }
    early = Edition(day("2002-06-30"))
    assert queue_of(register, early, judge(register, early))[Wait.DOUBTFUL] == ()


def test_measures_that_disagree_are_a_doubt() -> None:
    """Two counts of one thing with different verdicts make the record doubtful."""
    target, start = Target(8, Period.parse("2002")), Baseline(Period.parse("2001"), 0)
    names = ("many", "few")
    ships = Indicator("ships", series=names, baseline=start, target=target)
    record = commitment("ferry", assessment(Status.PARTIAL), indicator=ships)
    for few, doubts in ((3, [Doubt.COUNT]), (9, [])):
        register = register_of(record, series=[counted("many", 9), counted("few", few)])
        found = queue_of(register, TODAY, judge(register, TODAY))[Wait.DOUBTFUL]
        assert [doubt for one in found for doubt in one.doubts] == doubts


def test_nothing_found_waits_with_the_day_of_its_last_search() -> None:
    """The oldest search comes first; a log without entries has the day of the judgement."""
    searches = [Search(day(on), prose("The archive"), "pier", prose("Nothing.")) for on in DAYS]
    records = (
        commitment("twice", assessment(Status.NO_EVIDENCE), searched=tuple(searches)),
        commitment("once", assessment(Status.NO_EVIDENCE), searched=(searches[1],)),
        commitment("found", assessment(Status.PARTIAL), searched=tuple(searches)),
    )
    register = register_of(*records)
    found = queue_of(register, TODAY, judge(register, TODAY))[Wait.NO_EVIDENCE]
    assert [(one.record, one.day) for one in found] == [
        ("harbour-2001/once", day(DAYS[1])),
        ("harbour-2001/twice", day(DAYS[0])),
    ]


DAYS = "2003-11-30", "2003-05-31"


def test_only_what_is_counted_waits() -> None:
    """A restatement and a stem follow others; a recognition was carried out by being said."""
    records = (
        commitment("first"),
        commitment("again", restates=("harbour-2001/first",)),
        commitment("thanks", kind=Kind.RECOGNITION),
        commitment("dated", due=due(by="2010-12-31")),
    )
    assert waiting(Wait.UNASSESSED, *records) == ["dated", "first"]


def test_a_draft_waits_for_its_author(tracker: TrackerFolder) -> None:
    """A record with something still to be written, once, however much that is."""
    tracker.edit(
        "commitments/harbour-2001/ferry-timetable.yaml",
        "partial: It hung in one harbour.\n  substantial: It hung in both, out of date.",
        'partial: "TODO: what is partial"\n  substantial: "TODO: what is substantial"',
    )
    register = tracker.load()
    found = queue_of(register, edition_of(register), judge(register, edition_of(register)))
    assert [one.record for one in found[Wait.DRAFT]] == ["harbour-2001/ferry-timetable"]


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.name)
def test_the_lists_of_a_register_add_up(root: Path) -> None:
    """Provisional, unassessed and declaratory records are those that the edition calls so."""
    register = load_register(root)
    lens = Lens(register, edition_of(register), "en")
    totals = {line.wait: line.total for line in queue(lens).lines}
    told = dict(lens.summary(lens.judgements.values()).distribution.counts)
    rest = told.get(Status.DECLARATORY, 0) + told.get(Status.UNASSESSED, 0)
    assert totals[Wait.PROVISIONAL] + rest == lens.edition_view.provisional > 0
    assert totals[Wait.UNASSESSED] == told.get(Status.UNASSESSED, 0)
    assert totals[Wait.NO_EVIDENCE] == told.get(Status.NO_EVIDENCE, 0)
    by_agreement = [queue(lens, name, [Wait.PROVISIONAL]) for name in register.agreements]
    assert sum(one.lines[0].total for one in by_agreement) == totals[Wait.PROVISIONAL]


def test_a_list_is_bounded_and_says_how_many_there_are() -> None:
    """The first of them are shown, with the filter that shows the same status."""
    lens = lens_of(*(commitment(f"a{at}") for at in range(MOST + 3)))
    (line,) = queue(lens, "harbour-2001", [Wait.UNASSESSED]).lines
    assert (line.total, len(line.rows), line.hidden) == (MOST + 3, MOST, 3)
    assert line.filter == "status=unassessed&agreement=harbour-2001"
    assert queue(lens, kinds=[Wait.DUE]).is_empty


def pairs(*held: Assessment) -> list[tuple[Status, Status]]:
    """Return what was corrected, as statuses before and after."""
    return [(one.before.status, one.after.status) for one in corrections_of(held)]


KEPT, PART, HALF = Status.FULFILLED, Status.PARTIAL, Status.SUBSTANTIAL


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ([(PART, "2002-01-01", "2002-02-01"), (KEPT, "2003-01-01", "2003-02-01")], []),
        ([(PART, "2002-01-01", "2002-02-01"), (PART, "2002-01-01", "2003-02-01")], []),
        ([(PART, "2002-01-01", "2002-02-01"), (KEPT, "2002-01-01", "2003-02-01")], [(PART, KEPT)]),
        ([(KEPT, "2002-01-01", "2002-02-01"), (PART, "2001-06-01", "2003-02-01")], []),
        (
            [
                (PART, "2001-06-01", "2002-02-01"),
                (KEPT, "2003-01-01", "2003-02-01"),
                (HALF, "2002-01-01", "2003-03-01"),
            ],
            [(PART, HALF)],
        ),
        ([(PART, "2002-01-01", "2003-02-01"), (KEPT, "2003-01-01", "2003-02-01")], []),
        (
            [
                (PART, "2002-01-01", "2003-02-01"),
                (KEPT, "2003-01-01", "2003-02-01"),
                (PART, "2003-01-01", "2003-03-01"),
            ],
            [(KEPT, PART)],
        ),
    ],
    ids=[
        *("younger day", "same status", "same day", "earlier, unknown", "earlier", "at once"),
        "the youngest of two",
    ],
)
def test_a_correction_speaks_of_a_day_that_was_judged(
    held: Iterable[tuple[Status, str, str]], expected: list[tuple[Status, Status]]
) -> None:
    """A younger day adds; a day of which nothing was said is filled in; all else corrects."""
    assert pairs(*(assessment(*one) for one in held)) == expected


def corrected_record() -> Commitment:
    """Return a record of which a day was judged twice."""
    return commitment(
        "pier",
        assessment(PART, "2002-12-31", "2003-01-31"),
        assessment(KEPT, "2002-12-31", "2003-06-30"),
    )


def test_corrections_are_those_of_the_change_report() -> None:
    """What one edition corrected in the last is told in the same values."""
    lens = lens_of(corrected_record())
    (moved,) = changes_since(lens, day("2003-02-01")).corrected
    found = corrections(lens)
    assert [line.moved for line in found.judgements] == [moved]
    assert (found.judgements[0].known, found.judgements[0].recorded) == (
        day("2003-01-31"),
        day("2003-06-30"),
    )
    earlier = lens_of(corrected_record(), edition=Edition(TODAY.as_of, day("2003-02-01")))
    assert corrections(earlier).corrected == 0


def test_withdrawn_records_are_told_with_their_reason() -> None:
    """From the day on; before it the edition knows nothing of it."""
    gone = Withdrawal(day("2003-12-01"), prose("It stood here twice."), see="harbour-2001/pier")
    records = corrected_record(), commitment("twice", withdrawn=gone)
    (line,) = corrections(lens_of(*records)).records
    assert (line.on, line.because.text) == (gone.on, "It stood here twice.")
    assert line.see
    assert line.see.page == "commitments/harbour-2001/pier"
    assert corrections(lens_of(*records, edition=Edition(day("2003-11-30")))).withdrawn == 0


@pytest.mark.parametrize("name", ["Ann Pilot", "山田太郎", "Jean-Luc O’Neil", "Ann Reader", "bell"])
def test_a_name_is_a_name(name: str) -> None:
    """Names of persons pass, whatever their script."""
    record = commitment("pier", assessment(KEPT, reviewed_by=name))
    assert list(reviewer_not_named(register_of(record))) == []


@pytest.mark.parametrize(
    "name", ["reading-2", "Second reader", "The reviewer", "ann@north.example", "inspector", "?"]
)
def test_a_role_is_no_name(name: str) -> None:
    """Roles, addresses, and whatever a coder is called."""
    codings = {"inspector": KEPT, "other": PART}
    record = commitment("pier", assessment(KEPT, codings=codings, reviewed_by=name))
    (fault,) = reviewer_not_named(register_of(record))
    assert name in fault.message


def test_a_name_under_the_judgement_ends_the_provisional(tracker: TrackerFolder) -> None:
    """For the list, the queue and the count of provisional records alike."""
    path, name = "commitments/harbour-2001/ferry-pier.yaml", "harbour-2001/ferry-pier"

    def state() -> tuple[bool, bool, int]:
        told = json.loads(tracker.run("list", "--format", "json").stdout)
        provisional = {entry["id"]: entry["provisional"] for entry in told}
        lens = Lens(tracker.load(), edition_of(tracker.load()), "en")
        found = queue_of(lens.register, lens.edition, lens.judgements)[Wait.PROVISIONAL]
        waits = name in {one.record for one in found}
        return provisional[name], waits, lens.edition_view.provisional

    before = state()
    tracker.edit(
        path, "    done: 2003-02-14\n", "    done: 2003-02-14\n    reviewed_by: Ann Pilot\n"
    )
    assert tracker.run("check").returncode == 0
    assert before[:2] == (True, True)
    assert state() == (False, False, before[2] - 1)


def test_the_command_lists_what_waits(tracker: TrackerFolder) -> None:
    """As lines, as JSON and as CSV; of one kind, of one agreement, of a past day."""
    told = tracker.run("queue")
    assert (told.returncode, told.stderr) == (0, "")
    assert "due          2003-12-31  harbour-2001/ferry-timetable  The timetable" in told.stdout
    found = json.loads(tracker.run("queue", "--format", "json").stdout)
    assert len(found) == len(told.stdout.splitlines()) == 7
    assert found[0] == {
        "wait": "provisional",
        "id": "harbour-2001/ferry-sailings",
        "title": {"en": "Eight sailings a day", "ja": "一日八便"},
        "status": "fulfilled",
        "day": "2003-03-31",
        "doubts": [],
        "path": "commitments/harbour-2001/ferry-sailings.yaml",
    }
    rows = tracker.run("queue", "--format", "csv", "--kind", "due").stdout.splitlines()
    name = "harbour-2001/ferry-timetable"
    assert rows == [
        "wait,id,status,day,doubts,path,title",
        f"due,{name},partial,2003-12-31,,commitments/{name}.yaml,The timetable in both harbours",
    ]
    past = tracker.run("queue", "--kind", "unassessed", "--as-of", "2001-12-31").stdout
    assert len(past.splitlines()) == 5


def test_the_command_says_what_there_is_not(tracker: TrackerFolder) -> None:
    """Nothing that waits is a sentence; an unknown agreement or kind is a wrong call."""
    told = tracker.run("queue", "--kind", "draft")
    assert (told.returncode, told.stdout) == (0, "Nothing waits as of 2004-01-31.\n")
    assert tracker.run("queue", "--kind", "draft", "--format", "json").stdout == "[]\n"
    wrong = tracker.run("queue", "--agreement", "harbour-2002")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "there is no agreement harbour-2002; did you mean `harbour-2001`?" in wrong.stderr
    assert tracker.run("queue", "--kind", "late").returncode == 2


@pytest.mark.parametrize(
    ("as_of", "figure"), [("2010-03-30", False), ("2010-03-31", True), ("2010-12-31", True)]
)
def test_doubts_of_figures_and_of_texts_that_are_not_held(
    full_register: Register, as_of: str, *, figure: bool
) -> None:
    """A doubtful figure counts from the end of its own year; a figure is held as its words are."""
    edition = Edition(day(as_of))
    found = queue_of(full_register, edition, judge(full_register, edition))
    doubts = {one.record: set(one.doubts) for one in found[Wait.DOUBTFUL]}
    sailings = doubts["harbour-2006/ferry-sailings"]
    assert (Doubt.FIGURE in sailings, Doubt.TEXT in sailings) == (figure, False)
    assert Doubt.TEXT in doubts["harbour-2001/ferry-sailings"]


def test_each_list_says_what_it_is_and_for_which_day(full_register: Register) -> None:
    """The earliest first where there are days; the last search; the day that was judged."""
    edition = Edition(day("2010-12-31"))
    found = queue_of(full_register, edition, judge(full_register, edition))
    for wait, entries in found.items():
        assert {entry.wait for entry in entries} <= {wait}
    assert [one.day for one in found[Wait.NO_EVIDENCE]] == [day("2010-11-01")]
    judged = {one.record: one.day for one in found[Wait.DOUBTFUL]}
    assert judged["harbour-2006/ferry-sailings"] == day("2009-03-31")
    early = [commitment(name, due=due(by=by)) for name, by in (("a", "2004-03"), ("b", "2004-02"))]
    assert waiting(Wait.DUE, *early) == ["b", "a"]
    register = register_of(*early)
    entries = queue_of(register, TODAY, judge(register, TODAY))[Wait.DUE]
    assert [entry.wait for entry in entries] == [Wait.DUE, Wait.DUE]
    today = commitment("a", assessment(Status.STARTED, "2004-01-31"), due=due(by="2004-01-31"))
    assert waiting(Wait.DUE, today) == ["a"]


def test_what_nobody_judged_stands_by_its_day(full_register: Register) -> None:
    """The day by which it is due, then what names none; a judgement read by nobody has its own."""
    first, last = commitment("b", due=due(by="2005-03")), commitment("a")
    earlier = commitment("c", due=due(by="2005-02"))
    register = register_of(first, last, earlier)
    found = queue_of(register, TODAY, judge(register, TODAY))[Wait.UNASSESSED]
    assert [(one.record[-1], one.day) for one in found] == [
        ("c", day("2005-02-28")),
        ("b", day("2005-03-31")),
        ("a", None),
    ]
    edition = Edition(day("2010-12-31"))
    found = queue_of(full_register, edition, judge(full_register, edition))[Wait.PROVISIONAL]
    (lights,) = (one for one in found if one.record == "harbour-2006/lights")
    assert (lights.day, lights.doubts) == (day("2010-11-01"), (Doubt.CODING,))
    once = {"codings": {"reading-1": KEPT}, "under": {"strict": KEPT}}
    assert waiting(Wait.DOUBTFUL, commitment("a", assessment(KEPT, **once))) == []  # type: ignore[arg-type]
    unsearched = commitment("a", assessment(Status.NO_EVIDENCE, "2003-12-30"))
    register = register_of(unsearched)
    (entry,) = queue_of(register, TODAY, judge(register, TODAY))[Wait.NO_EVIDENCE]
    assert entry.day == day("2003-12-30")


def test_of_equal_doubts_the_most_come_first() -> None:
    """Coders who differ in both; one of them rests on no text held here as well."""
    two = {"reading-1": PART, "reading-2": KEPT}
    unheld = (Evidence(Stance.FOR, Quote("It was done.", None)),)
    one = commitment("a", assessment(PART, codings=two))
    more = commitment("b", assessment(PART, codings=two, evidence=unheld))
    assert waiting(Wait.DOUBTFUL, one, more) == ["b", "a"]


def test_judgements_worth_the_same_stand_as_the_texts_go(valid_register: Register) -> None:
    """The sailings are promised before the pier, whatever they are called."""
    edition = edition_of(valid_register)
    found = queue_of(valid_register, edition, judge(valid_register, edition))[Wait.PROVISIONAL]
    names = [one.record.rpartition("/")[2] for one in found]
    assert names[:2] == ["ferry-sailings", "ferry-pier"]


def test_stale_records_and_drafts_say_that_they_are(tracker: TrackerFolder) -> None:
    """Each entry names what it waits for, wherever it is shown."""
    tracker.edit(
        "commitments/harbour-2001/ferry-timetable.yaml",
        "partial: It hung in one harbour.",
        'partial: "TODO: what is partial"',
    )
    register = tracker.load()
    drafts = queue_of(register, TODAY, judge(register, TODAY))[Wait.DRAFT]
    assert [entry.wait for entry in drafts] == [Wait.DRAFT]
    register = register_of(commitment("a", assessment(PART, "2002-01-30")))
    stale = queue_of(register, TODAY, judge(register, TODAY))[Wait.STALE]
    assert [entry.wait for entry in stale] == [Wait.STALE]


def test_what_is_kept_or_closed_is_not_stale() -> None:
    """Kept before its day, or without a day and ten years old."""
    kept = commitment("kept", assessment(KEPT, "2002-01-30"), due=due(by="2010-12-31"))
    undated = commitment("undated", assessment(PART, "2002-01-30"))
    assert waiting(Wait.STALE, kept, undated) == ["undated"]
    assert waiting(Wait.STALE, undated, edition=Edition(day("2011-05-05"))) == []
