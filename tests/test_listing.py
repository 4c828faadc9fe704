"""The shapes that scripts depend on, to the letter of the contract."""

import csv
import io
import json
from typing import Any

import pytest
from trackers import RECORDS, TrackerFolder
from values import commitment, day, due, prose, register_of

from pledgetrack.assessment import edition_of, judge
from pledgetrack.errors import UsageError
from pledgetrack.listing import (
    coverage_data,
    coverage_entries,
    entry_of,
    record_entries,
    record_entry,
)
from pledgetrack.model import Commitment, Prose
from pledgetrack.register import Register
from pledgetrack.rendering import tables
from pledgetrack.vocabulary import Status

KEYS = [
    "id", "agreement", "section", "title", "by", "through", "kind", "force", "due", "status",
    "lifecycle", "as_of", "provisional", "counted", "path", "quotes",
]  # fmt: skip
SEED = (RECORDS / "valid/seeds/harbour-2001.txt").read_bytes().decode()
FULL_SEED = (RECORDS / "every-field/seeds/harbour-2006.txt").read_bytes().decode()


def entries(register: Register) -> dict[str, dict[str, Any]]:
    """Return the entries of the current edition by id."""
    return {entry["id"]: entry for entry in record_entries(register, edition_of(register))}


def test_an_entry_has_the_keys_of_the_contract(
    valid_register: Register, full_register: Register
) -> None:
    """These and no others; only what has parts has ``parts`` as well."""
    for register in (valid_register, full_register):
        for entry in entries(register).values():
            more = ["parts"] if entry["status"] == "stem" else []
            assert list(entry) == [*KEYS, *more]
            assert [list(quote) for quote in entry["quotes"]] == [
                ["source", "exact", "role", "proof", "lines", "span"]
            ] * len(entry["quotes"])


def test_an_entry_in_full(valid_register: Register) -> None:
    """What a part inherits is included; dates keep their precision."""
    begin = SEED.index("build a second pier")
    exact = "build a second pier at its harbour by the end of 2003"
    assert entries(valid_register)["harbour-2001/ferry-pier"] == {
        "id": "harbour-2001/ferry-pier",
        "agreement": "harbour-2001",
        "section": "ferries",
        "title": {"en": "A second pier in the southern harbour"},
        "by": ["south-works"],
        "through": [],
        "kind": "action",
        "force": "firm",
        "due": {"by": "2003", "words": "by the end of 2003"},
        "status": "fulfilled",
        "lifecycle": "met",
        "as_of": "2003-03-31",
        "provisional": True,
        "counted": True,
        "path": "commitments/harbour-2001/ferry-pier.yaml",
        "quotes": [
            {
                "source": "harbour-2001-text",
                "exact": exact,
                "role": "operative",
                "proof": "verified",
                "lines": [8, 8],
                "span": [begin, begin + len(exact)],
            }
        ],
    }


def test_a_stem_and_a_restatement_of_several_have_parts(valid_register: Register) -> None:
    """The distribution by status; no lifecycle, no assessment, in no total."""
    stem = entries(valid_register)["harbour-2001/ferry-south"]
    assert (stem["status"], stem["parts"]) == ("stem", {"fulfilled": 1, "partial": 1})
    assert (stem["lifecycle"], stem["as_of"], stem["counted"]) == (None, None, False)
    records = [commitment("one"), commitment("two")]
    both = commitment("both", restates=tuple(record.id for record in records))
    entry = entries(register_of(*records, both, as_of=day("2004-01-31")))[both.id]
    assert (entry["status"], entry["parts"]) == ("stem", {"unassessed": 2})


def test_what_has_no_lifecycle_no_due_and_no_assessment(full_register: Register) -> None:
    """Null, and never left out."""
    thanks = entries(full_register)["harbour-2006/fares-bicycles"]
    assert thanks["status"] == "declaratory"
    assert (thanks["lifecycle"], thanks["due"], thanks["as_of"]) == (None, None, None)


def test_quotes_that_are_not_at_hand_have_no_place(full_register: Register) -> None:
    """Lines and span are null where the text is not stored; the proof says why."""
    entry = entries(full_register)["harbour-2001/ferry-sailings"]
    assert entry["section"] == "ferries"
    (quote,) = entry["quotes"]
    assert (quote["proof"], quote["lines"], quote["span"]) == ("unstored", None, None)


def test_a_span_counts_code_points_of_the_file(full_register: Register) -> None:
    """Half-open and from 0; lines from 1; also for words that the editor has wrapped."""
    for entry in entries(full_register).values():
        for quote in entry["quotes"]:
            if quote["span"]:
                words = FULL_SEED[slice(*quote["span"])]
                assert " ".join(words.split()) == " ".join(quote["exact"].split())
                first = FULL_SEED.count("\n", 0, quote["span"][0]) + 1
                last = FULL_SEED.count("\n", 0, quote["span"][1] - 1) + 1
                assert quote["lines"] == [first, last]


def test_the_order_is_that_of_the_text(full_register: Register) -> None:
    """Older agreements first, a stem before its parts."""
    names = [name.partition("/")[2] for name in entries(full_register)]
    assert names[:6] == [
        "ferry-sailings",
        "ferry",
        "ferry-sailings",
        "ferry-timetable",
        "timetable-north",
        "timetable-south",
    ]


def test_one_record_with_its_history(full_register: Register) -> None:
    """The judgements of the edition, as entered; what it does not hold is not shown."""
    name = "harbour-2006/ferry-sailings"
    whole = record_entry(full_register, edition_of(full_register), name)
    assert [judged["status"] for judged in whole["history"]] == [
        "started",
        "substantial",
        "fulfilled",
    ]
    assert whole["history"][2] == {
        "as_of": "2009-03-31",
        "recorded": "2010-11-01",
        "status": "fulfilled",
        "why": {"en": "Eleven were counted in the second year.", "ja": "二年目は十一便であった。"},
    }
    assert whole["provisional"] is False
    early = record_entry(full_register, edition_of(full_register, day("2008-12-30")), name)
    assert [judged["status"] for judged in early["history"]] == ["started"]
    assert early["provisional"] is True


def test_a_record_that_is_not_in_the_edition(full_register: Register) -> None:
    """Neither an unknown name nor one of an agreement that was not signed."""
    for name, written in (
        ("harbour-2006/raft", "2010-01-01"),
        ("harbour-2006/goods", "2006-06-02"),
    ):
        with pytest.raises(UsageError, match=name):
            record_entry(full_register, edition_of(full_register, day(written)), name)


def test_coverage_has_the_shape_of_the_contract(full_register: Register) -> None:
    """Figures that add up; an agreement that is not there is the caller's mistake."""
    data = coverage_data(coverage_entries(full_register, []))
    (text,) = data["texts"]
    assert list(text) == [
        "agreement", "source", "held", "characters", "claimed", "disposed", "uncovered", "percent",
        "gaps",
    ]  # fmt: skip
    assert text["claimed"] + text["disposed"] + text["uncovered"] == text["characters"]
    assert (text["agreement"], text["held"], text["percent"]) == ("harbour-2006", "whole", 100.0)
    assert coverage_data(coverage_entries(full_register, ["harbour-2001"])) == {"texts": []}
    with pytest.raises(UsageError, match="harbour-1999"):
        coverage_entries(full_register, ["harbour-1999"])


def test_gaps_have_a_line_and_their_words(tracker: TrackerFolder) -> None:
    """The small tracker leaves nothing out either, but for what is taken away here."""
    agreement = "commitments/agreements/harbour-2001.yaml"
    tracker.edit(agreement, "\n  - {lines: 2, as: apparatus}", "")
    (text,) = coverage_data(coverage_entries(tracker.load(), []))["texts"]
    assert text["gaps"] == [{"line": 2, "text": "made at Middle Rock on 4 May 2001"}]


def test_a_period_has_all_its_days(tracker: TrackerFolder) -> None:
    """The first, the last, and the earlier end under the strict reading."""
    tracker.edit(
        "commitments/harbour-2001/ferry-south.yaml",
        "due: {by: 2003,",
        "due: {from: 2002-01, strict: 2003-06-30, by: 2003,",
    )
    register = tracker.load()
    judgement = judge(register, edition_of(register))["harbour-2001/ferry-pier"]
    assert entry_of(register, judgement)["due"] == {
        "from": "2002-01",
        "by": "2003",
        "strict": "2003-06-30",
        "words": "by the end of 2003",
    }


def nasty(words: str) -> Commitment:
    """Return a record with a title that means mischief."""
    record = commitment("pier", due=due(by="2003"))
    return type(record)(**{**fields_of(record), "title": Prose((("en", words),))})


def fields_of(record: Commitment) -> dict[str, Any]:
    """Return the fields of a record."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_a_spreadsheet_is_a_formula(words: str) -> None:
    """A title that begins like one is kept as text."""
    (entry,) = record_entries(*with_edition(nasty(words)))
    rows = list(csv.reader(io.StringIO(tables.records_as_csv([entry]), newline="")))
    assert rows[1][-1] == f"'{words}".replace("\t=", "\t'=").replace("\r=", "\r'=")
    assert rows[0] == list(tables._COLUMNS)


def with_edition(record: Commitment) -> tuple[Register, Any]:
    """Return a register of one record and its edition."""
    register = register_of(record, as_of=day("2004-01-31"))
    return register, edition_of(register)


def test_commas_quotes_and_line_ends_survive_a_spreadsheet() -> None:
    """Written as RFC 4180 asks, lines end with CR LF."""
    words = 'Lights, "red"\nand green'
    (entry,) = record_entries(*with_edition(nasty(words)))
    written = tables.records_as_csv([entry])
    assert list(csv.reader(io.StringIO(written, newline="")))[1][-1] == words
    assert written.endswith("\r\n")


def test_a_table_shows_no_control_characters() -> None:
    """What could steer a terminal stands there as its code."""
    (entry,) = record_entries(*with_edition(nasty("red \x1b[31m and \u202eback")))
    for drawn in (
        tables.records_as_table([entry]),
        tables.record_as_table({**entry, "history": []}),
    ):
        assert "\x1b" not in drawn
        assert "\u202e" not in drawn
        assert "\\x1b[31m" in drawn


def test_json_keeps_every_script_and_is_json() -> None:
    """No escapes for letters; the same data comes back."""
    data = {"title": "一日八便", "n": 1.5}
    assert "一日八便" in tables.as_json(data)
    assert json.loads(tables.as_json(data)) == data


def test_an_empty_list_is_a_table_too() -> None:
    """Nothing, and only the heads of the columns."""
    assert tables.records_as_table([]) == ""
    assert tables.records_as_csv([]).count("\n") == 1


def test_every_status_has_a_line(full_register: Register) -> None:
    """The table names status, stage, deadline, id and title."""
    table = tables.records_as_table(list(entries(full_register).values()))
    for status in (Status.FULFILLED, Status.CONTRARY, Status.STEM, Status.UNASSESSED):
        assert status.value in table
    line = next(line for line in table.splitlines() if "timetable-south" in line)
    assert line.split()[:4] == ["not-started", "overdue", "2009-03", "harbour-2006/timetable-south"]
    assert str(prose("x")) == "x"
