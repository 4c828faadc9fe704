"""What differs in meaning between two registers, told by a change of the practice tracker each."""

import pickle
from collections.abc import Callable
from dataclasses import fields, replace
from fractions import Fraction

import pytest
from trackers import RECORDS, TrackerFolder
from values import assessment, commitment, day, register_of

from pledgetrack.assessment import Edition, edition_of
from pledgetrack.comparison import Aspect, Comparison, FileChange, How, compare, side_of
from pledgetrack.comparison.records import ASPECTS
from pledgetrack.comparison.wording import evidence_line, lines_of
from pledgetrack.line import load_register
from pledgetrack.model import Assessment, Commitment, Indicator
from pledgetrack.register import Register
from pledgetrack.scales import scales
from pledgetrack.scoring import score
from pledgetrack.vocabulary import Kind, Lifecycle, Status

HARBOUR = "commitments/harbour-2001"
TIMETABLE = f"{HARBOUR}/ferry-timetable.yaml"
PIER = f"{HARBOUR}/ferry-pier.yaml"
PILOTS = f"{HARBOUR}/fares-pilots.yaml"
BICYCLES = f"{HARBOUR}/ferry-bicycles.yaml"
FULL = """\
  - as_of: 2004-01-31
    recorded: 2004-01-31
    status: fulfilled
    why: It hangs in both now.
    evidence:
      - {stance: for, source: gazette-2003, lines: 3, exact: "The second pier was opened"}
"""
LISTS = [
    field.name
    for field in fields(Comparison)
    if field.name not in {"before", "after", "scores", "headlines", "coverage"}
]


def recorded(*records: Commitment) -> Register:
    """Return a register of records, judged at the end of January 2004."""
    return register_of(*records, as_of=day("2004-01-31"))


def compared(before: Register, after: Register) -> Comparison:
    """Compare two registers, each in its own edition."""
    sides = (side_of(register, edition_of(register)) for register in (before, after))
    return compare(*sides)


@pytest.fixture
def changed(tracker: TrackerFolder, valid_register: Register) -> Callable[[], Comparison]:
    """Return what compares the practice tracker with its changed copy, which must be sound."""

    def run() -> Comparison:
        register = tracker.load()
        assert register.findings == ()
        return compared(valid_register, register)

    return run


def told(comparison: Comparison) -> list[str]:
    """Return the names of the lists that are not empty."""
    return [name for name in LISTS if getattr(comparison, name)]


def ids(entries: tuple[object, ...]) -> list[str]:
    """Return the ids of the records that entries are about."""
    return [entry.record.id for entry in entries]  # type: ignore[attr-defined]


def test_the_same_register_does_not_differ(full_register: Register) -> None:
    """Not from itself, and not from itself loaded once more."""
    for other in (full_register, load_register(RECORDS / "every-field")):
        comparison = compared(full_register, other)
        assert comparison.is_empty
        assert told(comparison) == []


def test_form_is_no_difference(tracker: TrackerFolder, changed: Callable[[], Comparison]) -> None:
    """Comments, quotes, order of keys and lines of a text that moved mean the same."""
    tracker.edit(TIMETABLE, "status: partial", 'status: "partial"  # seen')
    tracker.edit(PIER, "kind: action\n", "")
    tracker.edit(PIER, "id: harbour", "kind: action\nid: harbour")
    tracker.edit(TIMETABLE, "lines: 8", "lines: 8-9")
    tracker.edit(PIER, "lines: 3", "lines: 3-4")
    assert changed().is_empty


def test_a_status_that_moves(tracker: TrackerFolder, changed: Callable[[], Comparison]) -> None:
    """From, to, the day judged, the reason, and what the new assessment brings."""
    tracker.write(TIMETABLE, (tracker.root / TIMETABLE).read_text() + FULL)
    comparison = changed()
    assert told(comparison) == ["statuses", "stages", "assessments"]
    (move,) = comparison.statuses
    assert (move.before, move.after) == (Status.PARTIAL, Status.FULFILLED)
    assert (move.as_of, str(move.why)) == (day("2004-01-31"), "It hangs in both now.")
    assert move.has_new_evidence
    assert move.is_comparable
    assert comparison.without_new_evidence == ()
    (stage,) = comparison.stages
    assert (stage.before, stage.after) == (Lifecycle.OVERDUE, Lifecycle.MET)
    (added,) = comparison.assessments
    assert (added.how, added.before, added.after) == (How.ADDED, None, Status.FULFILLED)
    assert added.record.id == "harbour-2001/ferry-timetable"
    assert (added.as_of, added.recorded) == (day("2004-01-31"), day("2004-01-31"))
    assert list(map(evidence_line, added.gained)) == ["gazette-2003: The second pier was opened"]
    assert added.lost == ()
    assert comparison.rewritten == ()


def test_headlines_move_under_every_rule(
    tracker: TrackerFolder, changed: Callable[[], Comparison]
) -> None:
    """Each rule in each reading, before and after; worked by hand for the first."""
    tracker.write(TIMETABLE, (tracker.root / TIMETABLE).read_text() + FULL)
    headlines = changed().headlines
    assert len(headlines) == 4 * len(scales())
    kept = {
        (move.before.lenient, move.before.with_no_evidence): (move.before.value, move.after.value)
        for move in headlines
        if move.before.rule == "kept"
    }
    assert kept[False, False] == (Fraction(2, 3), 1)
    assert kept[False, True] == (Fraction(2, 4), Fraction(3, 4))
    for move in headlines:
        named = (move.before.rule, move.before.lenient, move.before.with_no_evidence)
        assert named == (move.after.rule, move.after.lenient, move.after.with_no_evidence)


def test_a_status_that_moves_on_old_evidence_is_named(
    tracker: TrackerFolder, changed: Callable[[], Comparison]
) -> None:
    """An assessment that was rewritten rests on nothing new, and an older one must not change."""
    tracker.edit(TIMETABLE, "status: partial", "status: started")
    comparison = changed()
    assert ids(comparison.without_new_evidence) == ["harbour-2001/ferry-timetable"]
    (change,) = comparison.rewritten
    assert (change.how, change.fields) == (How.CHANGED, ("status",))
    assert (change.before, change.after) == (Status.PARTIAL, Status.STARTED)


def test_a_new_search_is_new_evidence(
    tracker: TrackerFolder, changed: Callable[[], Comparison]
) -> None:
    """Who looked again and found nothing has done what the method asks for."""
    text = (tracker.root / TIMETABLE).read_text()
    search = "searched: [{on: 2004-01-31, where: The pier, words: timetable, found: Nothing.}]\n"
    later = FULL.partition("    evidence")[0].replace("fulfilled", "no-evidence")
    tracker.write(TIMETABLE, text.replace("assessments:", f"{search}assessments:") + later)
    comparison = changed()
    assert comparison.statuses[0].after is Status.NO_EVIDENCE
    assert comparison.without_new_evidence == ()


def test_evidence_gained_and_lost(
    tracker: TrackerFolder, changed: Callable[[], Comparison]
) -> None:
    """Of the assessment in which it stands; other words are other evidence."""
    tracker.edit(TIMETABLE, 'northern harbour."', 'northern harbour"')
    (change,) = changed().assessments
    assert change.fields == ("evidence",)
    words = "gazette-2003: No timetable hangs in the northern harbour"
    assert list(map(evidence_line, change.gained)) == [words]
    assert list(map(evidence_line, change.lost)) == [f"{words}."]


def test_evidence_that_is_repeated_is_neither_gained_nor_lost() -> None:
    """It moves from one assessment of a record to another."""
    source = load_register(RECORDS / "valid").commitments["harbour-2001/ferry-timetable"]
    evidence = source.assessments[0].evidence
    old = assessment(Status.PARTIAL, "2002-01-01", evidence=evidence)
    new = assessment(Status.PARTIAL, "2003-01-01", evidence=evidence)
    comparison = compared(recorded(commitment("a", old)), recorded(commitment("a", old, new)))
    (change,) = comparison.assessments
    assert (change.how, change.gained, change.lost) == (How.ADDED, (), ())


def test_an_assessment_that_is_gone_is_named() -> None:
    """Status and evidence went with it."""
    before = recorded(commitment("a", assessment(Status.PARTIAL)))
    comparison = compared(before, recorded(commitment("a")))
    (move,) = comparison.statuses
    assert (move.after, move.as_of, move.why) == (Status.UNASSESSED, None, None)
    assert [change.how for change in comparison.rewritten] == [How.REMOVED]
    assert ids(comparison.without_new_evidence) == ["harbour-2001/a"]


def test_assessments_of_the_same_days_are_told_apart() -> None:
    """By their order in the file."""
    one, two = assessment(Status.STARTED), assessment(Status.PARTIAL)
    (change,) = compared(
        recorded(commitment("a", one)), recorded(commitment("a", one, two))
    ).assessments
    assert (change.how, change.after) == (How.ADDED, Status.PARTIAL)
    three = (one, two, assessment(Status.FULFILLED))
    changes = compared(recorded(commitment("a")), recorded(commitment("a", *three))).assessments
    assert [change.after for change in changes] == ["started", "partial", "fulfilled"]


def test_a_review_is_told_and_is_no_change_of_the_assessment() -> None:
    """From nobody to a name, and back to provisional by a newer assessment."""
    none = recorded(commitment("a", assessment(Status.PARTIAL)))
    read = assessment(Status.PARTIAL, reviewed_by="A. Reader")
    comparison = compared(none, recorded(commitment("a", read)))
    assert told(comparison) == ["reviews"]
    assert (comparison.reviews[0].before, comparison.reviews[0].after) == (None, "A. Reader")
    later = assessment(Status.PARTIAL, "2004-01-01")
    (back,) = compared(
        recorded(commitment("a", read)), recorded(commitment("a", read, later))
    ).reviews
    assert (back.before, back.after) == ("A. Reader", None)


def test_codings_may_be_added_later() -> None:
    """That is a change, but not one against the rule."""
    coded = assessment(Status.PARTIAL, codings={"reading-1": Status.PARTIAL})
    comparison = compared(
        recorded(commitment("a", assessment(Status.PARTIAL))),
        recorded(commitment("a", coded)),
    )
    assert [change.fields for change in comparison.assessments] == [("codings",)]
    assert comparison.rewritten == ()


EDITS = {
    "title": ("title: The timetable", "title: A timetable", Aspect.WORDS),
    "text": ('"publish the timetable in both harbours"', '"publish the timetable"', Aspect.WORDS),
    "criteria": ("partial: It hung in one", "partial: It hung in any", Aspect.CRITERIA),
    "by": ("kind: action", "kind: action\nby: [south]", Aspect.OBLIGORS),
    "due": (
        "kind: action",
        "kind: action\ndue: {by: 2003-12-31, words: by the end of 2003}",
        Aspect.DUE,
    ),
    "note": ("kind: action", "kind: action\nnote: Seen.", Aspect.OTHER),
}


@pytest.mark.parametrize("field", EDITS)
def test_fields_that_say_something_else(
    changed: Callable[[], Comparison], tracker: TrackerFolder, field: str
) -> None:
    """Each with what it is about, as lines of plain words before and after."""
    old, new, aspect = EDITS[field]
    tracker.edit(TIMETABLE, old, new)
    (change,) = changed().fields
    assert (change.field, change.aspect) == (field, aspect)
    assert change.record.id == "harbour-2001/ferry-timetable"
    assert change.before != change.after


def test_values_are_told_in_plain_words(
    tracker: TrackerFolder, changed: Callable[[], Comparison]
) -> None:
    """Lists a line for each item, maps a line for each key, languages by their code."""
    path = f"{HARBOUR}/ferry-sailings.yaml"
    tracker.edit(path, "by: 2002-12-31, words", "by: 2002-12, strict: 2002-12-31, words")
    tracker.edit(path, "ja: 一日八便", "ja: 一日9便")
    tracker.edit(path, "by: [north]", "by: [north, ferry-companies]")
    changes = {change.field: change for change in changed().fields}
    assert changes["title"].after == ("en: Eight sailings a day", "ja: 一日9便")
    assert changes["by"].after == ("north", "ferry-companies")
    assert changes["due"].before == ("words: by 31 December 2002", "by: 2002-12-31")
    assert changes["due"].after == (
        "words: by 31 December 2002",
        "by: 2002-12",
        "strict: 2002-12-31",
    )


def test_a_list_within_a_value_stands_on_one_line() -> None:
    """Its items one after the other."""
    indicator = Indicator("sailings", series=("north", "south"))
    assert lines_of(indicator) == ("unit: sailings", "series: north; south")


def test_who_changes_the_criteria_moves_the_yardstick(
    tracker: TrackerFolder, changed: Callable[[], Comparison]
) -> None:
    """The record is flagged, and a move of its status with it."""
    tracker.edit(TIMETABLE, "partial: It hung in one", "partial: It hung in any")
    tracker.write(TIMETABLE, (tracker.root / TIMETABLE).read_text() + FULL)
    comparison = changed()
    assert [entry.id for entry in comparison.incomparable] == ["harbour-2001/ferry-timetable"]
    assert not comparison.statuses[0].is_comparable


def test_what_a_stem_gives_is_told_of_the_stem_alone(
    tracker: TrackerFolder, changed: Callable[[], Comparison]
) -> None:
    """Its two parts inherit the obligor; a value that a part says itself now is the same value."""
    tracker.edit(f"{HARBOUR}/ferry-south.yaml", "by: [south-works]", "by: [south]")
    assert ids(changed().fields) == ["harbour-2001/ferry-south"]
    tracker.edit(f"{HARBOUR}/ferry-south.yaml", "by: [south]", "by: [south-works]")
    tracker.edit(PIER, "kind: action", "kind: action\nby: [south-works]")
    assert changed().is_empty


def test_a_record_that_is_withdrawn_stays(
    tracker: TrackerFolder, changed: Callable[[], Comparison]
) -> None:
    """It is told with its reason, and its withdrawal is no other changed field."""
    text = (tracker.root / BICYCLES).read_text()
    gone = "withdrawn: {on: 2004-01-31, because: Read twice., see: ferry-pier}\n"
    tracker.write(BICYCLES, text + gone)
    comparison = changed()
    assert told(comparison) == ["withdrawn", "stages"]
    (entry,) = comparison.withdrawn
    assert (str(entry.because), entry.see) == ("Read twice.", "harbour-2001/ferry-pier")
    assert entry.on == day("2004-01-31")
    (stage,) = comparison.stages
    assert stage.record == entry.record
    assert (stage.after, stage.day) == (Lifecycle.WITHDRAWN, entry.on)
    back = compare(*reversed(sides(tracker)))
    assert back.withdrawn == ()
    assert [change.field for change in back.fields] == ["withdrawn"]


def test_a_withdrawal_belongs_to_the_edition_that_knew_of_it(tracker: TrackerFolder) -> None:
    """It is told between two editions of one register too."""
    text = (tracker.root / BICYCLES).read_text()
    tracker.write(BICYCLES, f"{text}withdrawn: {{on: 2004-01-20, because: Read twice.}}\n")
    register, day_of = tracker.load(), day("2004-01-31")
    then, later, now = (
        side_of(register, Edition(day_of, known_by=known))
        for known in (day("2004-01-19"), day("2004-01-20"), None)
    )
    assert ids(compare(then, later).withdrawn) == ["harbour-2001/ferry-bicycles"]
    assert ids(compare(then, now).withdrawn) == ["harbour-2001/ferry-bicycles"]
    assert compare(later, now).withdrawn == ()


def sides(tracker: TrackerFolder) -> tuple:  # type: ignore[type-arg]
    """Return the practice tracker and the changed one, judged."""
    registers = (load_register(RECORDS / "valid"), tracker.load())
    return tuple(side_of(register, edition_of(register)) for register in registers)


def test_records_that_come_and_go(tracker: TrackerFolder, valid_register: Register) -> None:
    """With their status; the text that nobody claims any more shows in the coverage."""
    (tracker.root / PILOTS).unlink()
    comparison = compared(valid_register, tracker.load())
    assert told(comparison) == ["removed"]
    (gone,) = comparison.removed
    assert (gone.record.id, gone.status) == ("harbour-2001/fares-pilots", Status.DECLARATORY)
    assert gone.record.title == valid_register.commitments[gone.record.id].title
    assert gone.counted
    assert comparison.scores == tuple(score(side.judgements.values()) for side in sides(tracker))
    assert [text.source for text in comparison.coverage if text.is_moved] == ["harbour-2001-text"]
    back = compared(tracker.load(), valid_register)
    assert ids(back.added) == ["harbour-2001/fares-pilots"]
    assert [text.is_moved for text in back.coverage] == [True]


def test_a_text_that_only_one_side_holds(tracker: TrackerFolder, valid_register: Register) -> None:
    """Its coverage is told with nothing on the other side."""
    source = "commitments/sources/harbour-2001-text.yaml"
    kept = (tracker.root / source).read_text().split("text:")[0].split("rights:")[0]
    tracker.write(source, kept)
    without = tracker.load()
    (gone,) = compared(valid_register, without).coverage
    assert (gone.source, gone.after, gone.is_moved) == ("harbour-2001-text", None, True)
    assert gone.agreement == "harbour-2001"
    (come,) = compared(without, valid_register).coverage
    assert (come.before, come.is_moved) == (None, True)


def test_a_record_under_another_id_is_the_same_record(
    tracker: TrackerFolder, changed: Callable[[], Comparison]
) -> None:
    """It is found by its words; parts of a stem that was renamed did not change."""
    for old, new in (("ferry-south", "ferry-both"), ("ferry-pier", "ferry-quay")):
        text = (tracker.root / f"{HARBOUR}/{old}.yaml").read_text().replace(old, new)
        (tracker.root / f"{HARBOUR}/{old}.yaml").unlink()
        tracker.write(f"{HARBOUR}/{new}.yaml", text)
    for part in ("ferry-quay", "ferry-timetable"):
        path = f"{HARBOUR}/{part}.yaml"
        tracker.edit(path, "part_of: ferry-south", "part_of: ferry-both")
    comparison = changed()
    assert told(comparison) == ["renamed"]
    assert {entry.before: entry.record.id for entry in comparison.renamed} == {
        "harbour-2001/ferry-south": "harbour-2001/ferry-both",
        "harbour-2001/ferry-pier": "harbour-2001/ferry-quay",
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"restates": ("harbour-2001/pier",)},
        {"sum_of": ("harbour-2001/pier", "harbour-2001/boat")},
        {"complement_of": "harbour-2001/pier"},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_who_refers_to_a_renamed_record_did_not_change(fields: dict[str, object]) -> None:
    """The new name stands for the old one, alone or among others."""
    pier, boat, other = commitment("pier"), commitment("boat"), commitment("other", **fields)
    quay = replace(pier, id="harbour-2001/quay")
    (name, written) = next(iter(fields.items()))
    new = (
        quay.id
        if isinstance(written, str)
        else tuple(quay.id if each == pier.id else each for each in written)
    )
    after = recorded(quay, boat, replace(other, **{name: new}))
    assert told(compared(recorded(pier, boat, other), after)) == ["renamed"]


def test_a_renamed_record_can_change_too() -> None:
    """The pair is compared like any other."""
    before = recorded(commitment("old", assessment(Status.PARTIAL)))
    comparison = compared(before, recorded(commitment("new", assessment(Status.FULFILLED))))
    assert told(comparison) == ["renamed", "statuses", "stages", "assessments", "fields"]
    assert comparison.statuses[0].record.id == "harbour-2001/new"


def test_records_with_the_same_words_keep_their_titles() -> None:
    """Of several that could be meant the one with the same title is; another kind is another."""

    def named(name: str, title: str, **fields: object) -> Commitment:
        record = commitment(title, **fields)
        return Commitment(
            id=f"harbour-2001/{name}", title=record.title, text=record.text, kind=record.kind
        )

    before = recorded(named("a", "one"), named("b", "two"), named("c", "three"))
    after = recorded(named("x", "two"), named("y", "one"), named("z", "three", kind=Kind.OUTCOME))
    comparison = compared(before, after)
    pairs = {entry.before[-1]: entry.record.id[-1] for entry in comparison.renamed}
    assert pairs == {"a": "y", "b": "x"}
    assert ids(comparison.removed) == ["harbour-2001/c"]
    assert ids(comparison.added) == ["harbour-2001/z"]


def test_stems_and_restatements_follow_and_do_not_move_themselves() -> None:
    """What their parts do is told once."""
    stem = commitment("stem", kind=Kind.STEM)
    again = commitment("again", restates=("harbour-2001/part",))

    def register(judged: Assessment) -> Register:
        return recorded(stem, commitment("part", judged, part_of="harbour-2001/stem"), again)

    comparison = compared(
        register(assessment(Status.PARTIAL)),
        register(assessment(Status.FULFILLED, reviewed_by="A. Reader")),
    )
    assert ids(comparison.statuses) == ids(comparison.reviews) == ["harbour-2001/part"]


def test_parties_agreements_sources_and_series_are_told(
    tracker: TrackerFolder, changed: Callable[[], Comparison]
) -> None:
    """With the fields that changed."""
    tracker.edit("commitments/series/sailings.yaml", "value: 6", "value: 6, doubt: Two counts")
    tracker.edit("commitments/agreements/harbour-2001.yaml", "place: Middle Rock\n", "")
    tracker.edit("commitments/sources/gazette-2003.yaml", "grade: press", "grade: reference")
    tracker.edit("commitments/parties.yaml", "South Island Works Office", "Office of Works")
    comparison = changed()
    files = {(entry.kind, entry.id): (entry.how, entry.fields) for entry in comparison.files}
    assert files == {
        ("party", "south-works"): (How.CHANGED, ("name",)),
        ("agreement", "harbour-2001"): (How.CHANGED, ("place",)),
        ("source", "gazette-2003"): (How.CHANGED, ("grade",)),
        ("series", "sailings"): (How.CHANGED, ("observations",)),
    }


def test_a_file_that_comes_or_goes_is_named(
    tracker: TrackerFolder, valid_register: Register
) -> None:
    """With its kind, and without fields."""
    source = (tracker.root / "commitments/sources/gazette-2003.yaml").read_text()
    new = source.replace("id: gazette-2003", "id: gazette-2004")
    tracker.write("commitments/sources/gazette-2004.yaml", new)
    other = tracker.load()
    assert compared(valid_register, other).files == (
        FileChange("source", "gazette-2004", How.ADDED),
    )
    assert compared(other, valid_register).files == (
        FileChange("source", "gazette-2004", How.REMOVED),
    )


def test_two_editions_of_one_register() -> None:
    """What was recorded since, and what time alone has changed."""
    early = assessment(Status.STARTED, "2002-01-01", "2002-02-01")
    late = assessment(Status.PARTIAL, "2003-01-01", "2003-02-01")
    register = recorded(commitment("a", early, late))
    then = Edition(day("2003-12-31"), known_by=day("2002-12-31"))
    comparison = compare(side_of(register, then), side_of(register, Edition(day("2003-12-31"))))
    assert told(comparison) == ["statuses", "assessments"]
    assert [change.how for change in comparison.assessments] == [How.ADDED]
    assert (comparison.before, comparison.after) == (then, Edition(day("2003-12-31")))


def test_every_field_has_an_aspect_that_it_is_told_under() -> None:
    """The list names fields that there are."""
    names = {field.name for field in fields(Commitment)}
    assert set(ASPECTS) <= names


def test_values_can_be_sent_to_another_process(full_register: Register) -> None:
    """The report on changes is drawn in one."""
    comparison = compared(full_register, recorded(commitment("a")))
    assert pickle.loads(pickle.dumps(comparison)) == comparison  # noqa: S301  our own bytes
