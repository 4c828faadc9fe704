"""What directives show of a register: annotated texts, lists, numbers over time, codings."""

import shutil
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from trackers import RECORDS, REPOSITORY, TrackerFolder
from values import agreement, assessment, commitment, day, due, partial, prose, register_of

from pledgetrack import vocabulary
from pledgetrack.assessment import Edition, edition_of
from pledgetrack.dates import Period
from pledgetrack.line import load_register
from pledgetrack.model import Criteria, Indicator, InForce, Target
from pledgetrack.rendering.annotating import notes_of, runs_of
from pledgetrack.scoring import score
from pledgetrack.views import (
    Aim,
    AnnotatedText,
    Lens,
    agreement_of_codings,
    annotated_text,
    cited_sources,
    due_list,
    overview,
    record_chart,
    sensitivity,
    status_history,
    timeline,
)
from pledgetrack.vocabulary import DispositionKind, Kind, Lifecycle, Proof, Role, Status

TODAY = Edition(day("2004-01-31"))
TEXTS = [
    (RECORDS / "valid", "harbour-2001"),
    (RECORDS / "every-field", "harbour-2006"),
    (REPOSITORY, "tokyo-1992"),
]
each_text = pytest.mark.parametrize(
    ("root", "name"), TEXTS, ids=[f"{root.name}-{name}" for root, name in TEXTS]
)


@cache
def lens_of(root: Path, as_of: str = "") -> Lens:
    """Return the register of a folder in English."""
    register = load_register(root)
    return Lens(register, edition_of(register, day(as_of) if as_of else None), "en")


@cache
def text_of(root: Path, name: str) -> AnnotatedText:
    """Return the whole text of an agreement."""
    text = annotated_text(lens_of(root), name)
    assert text is not None
    return text


@each_text
def test_an_annotated_text_is_the_stored_text(root: Path, name: str) -> None:
    """Lines and stretches put together again are the file, letter for letter, runs too."""
    lens, text = lens_of(root), text_of(root, name)
    stored = lens.register.texts[lens.register.main_text(name) or ""]
    lines = stored.content.split("\n")[: stored.line_count]
    assert [line.number for line in text.lines] == list(range(1, len(lines) + 1))
    assert ["".join(part.text for part in line.segments) for line in text.lines] == lines
    assert ["".join(run.text for run in runs_of(line)) for line in text.lines] == lines


@each_text
def test_every_claim_is_shown_with_its_status(root: Path, name: str) -> None:
    """Each record that quotes the text stands at its words and in a note, and no other does."""
    lens, text = lens_of(root), text_of(root, name)
    main = lens.register.main_text(name)
    quoting = {
        record: judgement.status
        for record, judgement in lens.of_agreement(name).items()
        if any(q.source == main for q in lens.register.written[record].text)
    }
    claims = {c.record: c.status for line in text.lines for s in line.segments for c in s.claims}
    notes = {
        note.claim.record: note.claim.status
        for line in text.lines
        for note in notes_of(line)
        if note.claim
    }
    assert claims == notes == quoting


@each_text
def test_claimed_words_are_the_quoted_words(root: Path, name: str) -> None:
    """The stretches of a quote, put together, are its words but for white space and dashes."""
    lens, text = lens_of(root), text_of(root, name)
    found: dict[tuple[str, tuple[int, int]], str] = {}
    for line in text.lines:
        for part in line.segments:
            for claim in part.claims:
                key = claim.record, claim.span
                found[key] = found.get(key, "") + part.text
    for (record, _), words in found.items():
        quotes = lens.register.written[record].text
        letters = [letters_of(quote.exact) for quote in quotes]
        assert letters_of(words) in letters


def letters_of(words: str) -> str:
    """Return letters and digits alone."""
    return "".join(filter(str.isalnum, words))


@each_text
def test_each_letter_became_one_thing(root: Path, name: str) -> None:
    """A gap is neither claimed nor set aside, and the gaps are those of the coverage."""
    text = text_of(root, name)
    parts = [part for line in text.lines for part in line.segments]
    assert not [part for part in parts if part.is_gap and (part.claims or part.disposition)]
    assert not [part for part in parts if part.claims and part.disposition]
    assert text.coverage is not None
    gaps = sum(len(letters_of(part.text)) for part in parts if part.is_gap)
    assert gaps == text.coverage.uncovered
    assert bool(text.gaps) == bool(text.coverage.gaps)


def test_what_nobody_accounts_for_is_a_gap(tmp_path: Path) -> None:
    """A paragraph whose disposition is taken away, but for the full stop at its end."""
    tracker = TrackerFolder(Path(shutil.copytree(RECORDS / "valid", tmp_path / "tracker")))
    tracker.edit("commitments/agreements/harbour-2001.yaml", "  - {lines: 4, as: preamble}\n", "")
    register = tracker.load()
    text = annotated_text(Lens(register, edition_of(register), "en"), "harbour-2001")
    assert text is not None
    assert text.gaps == (4,)
    (run,) = (run for run in runs_of(text.lines[3]) if run.is_gap)
    assert run.text + "." == register.texts["harbour-2001-text"].line(4)
    assert [note.gap for note in notes_of(text.lines[3])] == [len(letters_of(run.text))]


def test_some_lines_of_a_text() -> None:
    """They are the same lines, and the numbers of records are theirs; shares are of the whole."""
    lens, whole = lens_of(RECORDS / "valid"), text_of(RECORDS / "valid", "harbour-2001")
    some = annotated_text(lens, "harbour-2001", (7, 8))
    assert some is not None
    assert some.lines == whole.lines[6:8]
    assert (some.first, some.last, some.length) == (7, 8, 13)
    assert some.coverage == whole.coverage
    counts = {Status.FULFILLED: 2, Status.PARTIAL: 1}
    assert dict(some.distribution.counts) == counts


def test_of_several_claims_the_closest_is_shown() -> None:
    """A part before its stem, each with a letter that leads to its note."""
    text = text_of(RECORDS / "valid", "harbour-2001")
    runs = [(run.claim.record, run.letter) for run in runs_of(text.lines[7]) if run.claim]
    stem, pier, timetable = (f"harbour-2001/ferry-{n}" for n in ("south", "pier", "timetable"))
    assert runs == [(stem, "a"), (pier, "b"), (stem, "a"), (timetable, "c"), (stem, "a")]
    assert [run.opens for run in runs_of(text.lines[7])] == [True, True, False, True, False]
    notes = [(note.claim.record, note.letter) for note in notes_of(text.lines[7]) if note.claim]
    assert notes == [(stem, "a"), (pier, "b"), (timetable, "c")]


def test_a_line_of_one_claim_has_no_letter() -> None:
    """There is nothing to tell apart."""
    text = text_of(RECORDS / "valid", "harbour-2001")
    assert [note.letter for note in notes_of(text.lines[6])] == [""]


def test_notes_give_the_reason_for_what_is_set_aside() -> None:
    """The word of the disposition and its note."""
    text = text_of(RECORDS / "every-field", "harbour-2006")
    (damaged,) = notes_of(text.lines[10])
    assert damaged.disposition is DispositionKind.DAMAGED
    assert damaged.reason is not None
    assert damaged.reason.text == "The line lost its words when it was copied."


def test_context_is_told_from_words_that_bind() -> None:
    """Both kinds of quotes are claims, each with its role."""
    claims = [
        claim
        for line in text_of(RECORDS / "every-field", "harbour-2006").lines
        for part in line.segments
        for claim in part.claims
    ]
    assert {claim.role for claim in claims} == {Role.OPERATIVE, Role.CONTEXT}


def test_a_text_that_is_not_stored_is_none() -> None:
    """An agreement known by its hash alone has no text to annotate."""
    assert annotated_text(lens_of(RECORDS / "every-field"), "harbour-2001") is None


def test_what_is_due_comes_soonest_first() -> None:
    """Only what is open and names a day; what is past, fulfilled or undated is not due."""
    register = register_of(
        commitment("later", due=due(by="2006")),
        commitment("soon", due=due(by="2004-06")),
        commitment("past", due=due(by="2003")),
        commitment("kept", assessment(Status.FULFILLED, done=partial("2003")), due=due(by="2005")),
        commitment("undated"),
    )
    found = due_list(Lens(register, TODAY, "en"))
    assert [one.row.id for one in found.dated] == ["harbour-2001/soon", "harbour-2001/later"]
    assert {one.row.standing.lifecycle for one in found.dated} == {Lifecycle.OPEN}
    assert found.undated is None


def test_what_has_no_date_comes_by_the_age_of_its_judgement() -> None:
    """Never judged first, then the oldest; what is dated, kept or of no stage is not there."""
    register = register_of(
        commitment("young", assessment(Status.STARTED, "2003-12-31")),
        commitment("old", assessment(Status.PARTIAL, "2001-12-31")),
        commitment("new"),
        commitment("kept", assessment(Status.FULFILLED)),
        commitment("dated", due=due(by="2006")),
        commitment("said", kind=Kind.RECOGNITION),
    )
    found = due_list(Lens(register, TODAY, "en"), undated=True)
    assert [one.row.id for one in found.dated] == ["harbour-2001/dated"]
    assert found.undated is not None
    told = [(one.row.link.words.text, one.age.days if one.age else None) for one in found.undated]
    assert told == [("new", None), ("old", 761), ("young", 31)]


def test_nobody_waits_for_what_has_no_date_once_its_window_has_ended() -> None:
    """Ten years after signature an undated pledge is no longer listed."""
    register = register_of(commitment("old", assessment(Status.PARTIAL, "2003-12-31")))
    for year, listed in ((2010, 1), (2012, 0)):
        lens = Lens(register, Edition(date(year, 1, 1)), "en")
        found = due_list(lens, undated=True).undated
        assert found is not None
        assert len(found) == listed


def test_what_would_decide_is_the_criterion_else_the_target() -> None:
    """Of a record that has neither it is not known."""
    criteria = Criteria(prose("some"), prose("most"), prose("all"))
    target = Target(8, Period.parse("2006"), vocabulary.Test.AT_MOST)
    measured = {"due": due(by="2006"), "indicator": Indicator("days", target=target)}
    register = register_of(
        commitment("a-both", criteria=criteria, **measured),
        commitment("b-measured", **measured),
        commitment("c-neither", due=due(by="2006")),
    )
    both, one, neither = due_list(Lens(register, TODAY, "en")).dated
    assert both.words is not None
    assert (both.words.text, both.aim) == ("all", None)
    assert (one.words, one.aim) == (None, Aim(8, "days", vocabulary.Test.AT_MOST, "2006"))
    assert (neither.words, neither.aim) == (None, None)


def test_the_time_line_tells_terms_from_declarations() -> None:
    """The oldest first; what was signed after the day is left out."""
    register = register_of(
        commitment("a"),
        commitment("plan-1999/b"),
        agreements=[
            agreement("harbour-2001"),
            agreement("plan-1999", "1999-02", in_force=InForce(None, partial("2002"))),
            agreement("treaty-1990", "1990", in_force=InForce(partial("1991-04"), None)),
            agreement("later-2005", "2005"),
        ],
    )
    eras = timeline(Lens(register, TODAY, "en")).eras
    told = [(era.link.words.text, era.begins, era.ends, era.records) for era in eras]
    assert told == [
        ("treaty-1990", date(1991, 4, 1), None, 0),
        ("plan-1999", date(1999, 2, 1), date(2002, 12, 31), 1),
        ("harbour-2001", None, None, 1),
    ]


def test_sources_are_counted_by_record_and_quotation() -> None:
    """The paper is quoted by two records and once by a series; observations count where used."""
    cited = {entry.source.id: entry for entry in cited_sources(lens_of(RECORDS / "valid")).entries}
    assert list(cited) == ["harbour-2001-text", "gazette-2003"]
    text, paper = cited["harbour-2001-text"], cited["gazette-2003"]
    assert (text.proof, text.records, text.quotes) == (Proof.VERIFIED, 7, 7)
    series = lens_of(RECORDS / "valid").register.series["sailings"]
    of_paper = sum(one.quote.source == "gazette-2003" for one in series.observations)
    assert of_paper > 0
    assert (paper.records, paper.quotes) == (3, 2 + of_paper)


def test_a_past_edition_cites_only_what_it_shows() -> None:
    """Assessments of later days, and figures of later periods, bring no source."""
    lens = lens_of(RECORDS / "valid", "2001-12-31")
    cited = {entry.source.id: entry for entry in cited_sources(lens).entries}
    observations = lens.register.series["sailings"].observations
    of_2001 = [one for one in observations if str(one.period) == "2001"]
    assert len(of_2001) == 1 < len(observations)
    assert (cited["gazette-2003"].records, cited["gazette-2003"].quotes) == (1, 1)
    assert cited["harbour-2001-text"].records == 7


def test_sources_of_an_agreement_are_its_own() -> None:
    """Fewer than those of all agreements."""
    lens = lens_of(RECORDS / "every-field")
    some = {entry.source.id for entry in cited_sources(lens, "harbour-2001").entries}
    everything = {entry.source.id for entry in cited_sources(lens).entries}
    assert some < everything


def test_every_day_of_a_history_is_judged_by_itself() -> None:
    """Records of agreements that were not signed yet are outside, and later days left out."""
    register = register_of(
        commitment("a", assessment(Status.STARTED, "2002-12-31"), assessment(Status.FULFILLED)),
        commitment("b", assessment(Status.PARTIAL, "2002-12-31")),
        commitment("plan-2003/c"),
        agreements=[agreement(), agreement("plan-2003", "2003-02-01")],
    )
    days = [day(one) for one in ("2002-12-31", "2001-12-31", "2000-01-01", "2009-01-01")]
    history = status_history(Lens(register, TODAY, "en"), days)
    assert [(one.day, dict(one.distribution.counts)) for one in history.moments] == [
        (day("2000-01-01"), {}),
        (day("2001-12-31"), {Status.UNASSESSED: 2}),
        (day("2002-12-31"), {Status.STARTED: 1, Status.PARTIAL: 1}),
        (TODAY.as_of, {Status.FULFILLED: 1, Status.PARTIAL: 1, Status.UNASSESSED: 1}),
    ]
    assert history.most == 3
    one = status_history(Lens(register, TODAY, "en"), days, "plan-2003")
    assert [moment.distribution.total for moment in one.moments] == [0, 0, 0, 1]


def many(status: Status, number: int) -> list[object]:
    """Return records of a status."""
    return [commitment(f"{status}-{at}", assessment(status)) for at in range(number)]


def test_rules_stand_from_high_to_low_and_below_ten_not_at_all() -> None:
    """Nine judged pledges are too few for a percentage."""
    records = [*many(Status.FULFILLED, 4), *many(Status.PARTIAL, 5), *many(Status.NO_EVIDENCE, 3)]
    few = sensitivity(Lens(register_of(*records), TODAY, "en"))
    assert (few.judged, few.no_evidence, few.rows, few.span) == (9, 3, (), None)
    enough = sensitivity(Lens(register_of(*records, *many(Status.STARTED, 1)), TODAY, "en"))
    heights = [row.lenient.value for row in enough.rows]
    assert heights == sorted(heights, reverse=True)
    assert enough.rows[0].rule == "at-least-partly"
    assert enough.span == (31, 90)  # 4 of 13, 9 of 10


def test_numbers_of_an_agreement_are_those_of_its_records() -> None:
    """And they are fewer than those of all."""
    lens = lens_of(RECORDS / "every-field")
    own = overview(lens, "harbour-2006").summary.distribution
    assert own.counts == score(lens.of_agreement("harbour-2006").values()).counts
    assert own.total < overview(lens).summary.distribution.total


def test_codings_that_differ_are_named_with_what_stands() -> None:
    """An assessment of a later day is no part of the edition."""
    same = {"reading-1": Status.PARTIAL, "reading-2": Status.PARTIAL}
    differ = {"reading-1": Status.PARTIAL, "reading-2": Status.STARTED}
    register = register_of(
        commitment("a", assessment(Status.PARTIAL, codings=same, reviewed_by="A reader")),
        commitment("b", assessment(Status.STARTED, codings=differ)),
        commitment("c", assessment(Status.STARTED, "2005-01-01", codings=differ)),
        commitment("d", assessment(Status.STARTED)),
    )
    found = agreement_of_codings(Lens(register, TODAY, "en"))
    assert (found.agreement.units, found.agreement.equal, found.percent) == (2, 1, 50)
    assert (found.coders, found.reviewed) == (("reading-1", "reading-2"), 1)
    (one,) = found.disagreements
    assert one.link.page == "commitments/harbour-2001/b"
    assert (dict(one.codings), one.status) == (differ, Status.STARTED)


def test_a_record_without_a_measure_has_no_chart() -> None:
    """One that has a measure brings its series."""
    lens = lens_of(RECORDS / "valid")
    assert record_chart(lens, "harbour-2001/ferry-pier") is None
    chart = record_chart(lens, "harbour-2001/ferry-sailings")
    assert chart is not None
    assert [series.id for series in chart.measure.series] == ["sailings"]
