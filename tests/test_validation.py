"""The shape of every kind of file: what fits passes, what does not is told in an editor's words."""

import copy
import json
import re
from array import array
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgetrack.findings import Finding, Location
from pledgetrack.loading import RawRecord, load_bytes
from pledgetrack.schemas import KINDS, key_owners
from pledgetrack.validation import CHECKS, MAX_FAULTS, _explainer, _gate, bundled_schema, validate

PATH = "commitments/some.yaml"

RECORD = """\
id: harbour-2001/ferry-times
title: {en: Ferries every hour, pt-BR: Barcas de hora em hora}
text:
  - {exact: "The North will run ferries every hour.", lines: 12-13}
kind: action
"""
FULL_RECORD = """\
schema_version: 1
id: harbour-2001/ferry-times
title: Ferries every hour
text:
  - {exact: "will run ferries every hour", lines: 12}
  - {exact: "The North", lines: 11, source: compact-text, role: context}
kind: action
part_of: ferry
by: [north]
through: [ferry-lines]
force: firm
verb: will run
due: {from: 2001, by: 2001-07, strict: 2001-06-30, words: by July 2001}
conditions: [weather permitting]
lacks: [measure]
readings:
  - name: promise
    held_by: [south]
    meaning: It is owed.
    evidence: [{stance: for, source: gazette, exact: owed, lines: 3, voice: south, date: 2001}]
criteria: {partial: One a day., substantial: Ten a day., fulfilled: Each hour.}
indicator:
  unit: trips
  prices: real
  series: [trips]
  rivals: [trips-south]
  baseline: {period: 2000-Q4, value: 1.5}
  target: {period: 2000-Q4/2001-Q4, value: 24, test: about}
restates: [old]
sum_of: [a, harbour-1999/b]
complement_of: c
content_from: harbour-1999
replaces: harbour-1999/ferry
section: ferries
topics: [traffic]
searched: [{on: 2002-01-01, where: Gazette, words: ferry, found: Nothing.}]
assessments:
  - as_of: 2002-01-01
    recorded: 2002-01-02
    status: fulfilled
    done: 2001-06
    under: {promise: fulfilled, other: declaratory}
    why: It runs.
    evidence: [{stance: against, series: trips, period: FY2001, note: seen}]
    codings: {reading-1: partial, reading-2: fulfilled}
    reviewed_by: A. Reader
  - {as_of: 2003-01-01, recorded: 2003-01-02, status: no-evidence, why: Not found.}
effects: [{source: gazette, exact: more trade}, {series: trips, period: 2002-H1}]
withdrawn: {on: 2003-01-01, because: {en: A slip.}, see: harbour-2001/ferry}
note: A remark.
"""
VALID = [
    ("commitment", RECORD),
    ("commitment", FULL_RECORD),
    (
        "agreement",
        """\
id: harbour-2001
title: Compact on the harbours
short: {en: Compact}
kind: joint-statement
parties: [north, south]
signed: 2001-03
place: On the ferry
in_force: {from: 2001, to: 2010-12-31}
replaces: harbour-1999
year_starts: "04-01"
topics: [traffic]
texts: [{source: compact-text, lines: 1-90, authentic: true}, {source: compact-south}]
outline:
  - {id: ferries, line: 10}
  - {id: times, line: 11, under: ferries, title: Times, restored: true, topics: [traffic]}
dispositions:
  - {lines: 1-9, as: preamble}
  - {lines: 90, as: done, exact: "was opened", note: Past.}
note: {en: A remark.}
""",
    ),
    (
        "source",
        """\
id: compact-text
title: Compact
author: Two governments
publisher: The Gazette
date: 2001-03-01
date_is: approximate
language: pt-BR
grade: act
voice: north
url: https://gazette.example:8080/a_(b)/?q=%E3%81%82&x[]=1#top
archive_url: http://archive.example/1
accessed: 2002-01-01
rights: Official text.
text: {file: seeds/compact.txt, sha256: SHA, lines: 90, part: Pages 1 to 3.}
note: A remark.
""".replace("SHA", "0f" * 32),
    ),
    (
        "source",
        "id: news\ntitle: News\ngrade: press\nurl: http://n.example\naccessed: 2002-01-01\n",
    ),
    (
        "series",
        """\
id: trips
title: Trips
unit: trips a day
prices: current
owner: north
formula: Counted at the pier.
year_starts: "04-01"
observations:
  - {period: 2001-03-31, value: -1.5, bound: at-most, source: news, exact: "1.5", published: 2002,
     derived: Halved., doubt: Blurred., note: Seen.}
note: A remark.
""",
    ),
    ("parties", "north: {name: {en: North}, kind: government, note: x}\n"),
    ("parties", "s-1: {name: South, kind: companies, under: north}\n"),
    (
        "tracker",
        """\
id: harbour
title: Harbour
languages: [en, pt-BR]
as_of: 2002-01-01
editions: [2000-12-31, 2001-12-31]
coverage: 97.5
repository_url: ""
site_url: https://harbour.example
""",
    ),
]


def _load(text: str) -> RawRecord:
    raw, findings = load_bytes(text.encode(), PATH)
    assert raw is not None, findings
    return raw


def _check(kind: str, text: str) -> list[Finding]:
    return list(validate(_load(text), kind))


@pytest.mark.parametrize(("kind", "text"), VALID)
def test_what_fits_has_no_findings(kind: str, text: str) -> None:
    """Every key of the model is used once in these files."""
    assert _check(kind, text) == []


def test_the_valid_samples_use_every_key() -> None:
    """A key that no sample uses would be a key that nobody tests."""
    for kind in KINDS:
        known = set(key_owners(kind)) | set(bundled_schema(kind).get("properties", {}))
        used = {key for name, text in VALID if name == kind for key in _keys(_load(text).data)} | {
            "schema_version"
        }
        assert known <= used


def _keys(data: Any) -> Iterator[str]:
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(key, str):
            yield key
        if isinstance(value, dict | list):
            yield from _keys(value)


ASSESSED = RECORD + "assessments:\n  - {as_of: 2002-01-01, recorded: 2002-01-01, why: It runs., "
SOURCE = "id: news\ntitle: News\ngrade: press\n"
ONLINE = SOURCE + "accessed: 2002-01-01\nurl: "
SERIES = "id: t\ntitle: T\nunit: t\nowner: n\nformula: F.\nobservations:\n  - "
AGREEMENT = "id: h-1\ntitle: H\nkind: law\nparties: [a]\nsigned: 2001\n"
TRACKER = "id: h\ntitle: H\nlanguages: [en]\n"

# kind, text, check, line, column, words of the message, words of the hint
FAULTS = [
    ("commitment", RECORD + "titel: x\n", "unknown-key", 6, 1, "`titel`", "Further keys"),
    ("commitment", RECORD + "forse: x\n", "unknown-key", 6, 1, "`forse`", "mean `force`"),
    ("commitment", RECORD + "why: x\n", "unknown-key", 6, 1, "`why`", "belongs in `assessments`"),
    ("commitment", RECORD + "due: {words: soon, or so}\n", "unknown-key", 6, 20, "or so", "comma"),
    ("commitment", RECORD.replace("kind: action\n", ""), "missing-key", 1, 1, "`kind`", "Add"),
    ("commitment", RECORD + "due:\n  by: 2001\n", "missing-key", 7, 3, "`words`", "Add `words:`"),
    ("agreement", AGREEMENT.replace("signed: 2001\n", ""), "missing-key", 1, 1, "`signed`", "Add"),
    (
        "agreement",
        AGREEMENT + "outline: [{id: a, line: 1, restored: true}]\n",
        *("missing-key", 6, 11, "`title` is missing in entry 1 of `outline`", "restored heading"),
    ),
    ("source", SOURCE, "missing-key", 1, 1, "`url`", "(`url`) or a text (`text`)"),
    ("source", SOURCE + "url: http://n.example\n", "missing-key", 1, 1, "`accessed`", "was read"),
    (
        "source",
        SOURCE + f"text: {{sha256: {'0' * 64}}}\n",
        *("missing-key", 1, 1, "`rights`", "holds the rights"),
    ),
    ("series", SERIES + "{period: 2001, source: n, exact: x}\n", "missing-key", 7, 5, "value", ""),
    (
        "commitment",
        ASSESSED + "status: no-evidence, evidence: [{stance: for, exact: x}]}\n",
        *("missing-key", 7, 94, "`source`", "or on `series` and `period`"),
    ),
    (
        "commitment",
        ASSESSED + "status: partial, evidence: [{stance: for, series: x}]}\n",
        *("missing-key", 7, 90, "`period`", "needs the period"),
    ),
    (
        "commitment",
        RECORD + "effects: [{series: x, period: 2001, source: y}]\n",
        *("unknown-key", 6, 37, "`source`", "does not go with `series`"),
    ),
    (
        "commitment",
        RECORD + "effects: [{source: x, exact: y, period: 2001}]\n",
        *("unknown-key", 6, 33, "`period`", "goes with `series` only"),
    ),
    *(
        ("commitment", ASSESSED + f"status: {status}}}\n", "evidence-missing", 7, 5, "evidence", "")
        for status in ("not-started", "started", "partial", "substantial", "fulfilled", "contrary")
    ),
    ("commitment", ASSESSED + "status: kept}\n", "wrong-value", 7, 70, "“kept”", "Allowed: not-st"),
    ("commitment", ASSESSED + "status: partal}\n", "wrong-value", 7, 70, "", "mean `partial`?"),
    (
        "commitment",
        ASSESSED + "status: no-evidence, done: 2001}\n",
        *("wrong-value", 7, 70, "no-evidence", "`done` is written"),
    ),
    ("commitment", RECORD + "schema_version: 2\n", "wrong-value", 6, 17, "number 2", "Allowed: 1."),
    ("tracker", TRACKER + "coverage: 101\n", "wrong-value", 4, 11, "101", "between 0 and 100"),
    ("commitment", RECORD + "by: north\n", "wrong-type", 6, 5, "must be a list", "[ ... ]"),
    ("commitment", RECORD + "by:\n", "wrong-type", 6, 4, "is empty", "or delete the key"),
    ("commitment", RECORD + "due: [x]\n", "wrong-type", 6, 6, "a list, but must be a map", "“- ”"),
    ("commitment", RECORD + "effects: {a: b}\n", "wrong-type", 6, 10, "a map, but", "“- ”"),
    ("commitment", RECORD + "verb: 12\n", "wrong-type", 6, 7, "the number 12", '"12"'),
    ("commitment", RECORD + "verb: true\n", "wrong-type", 6, 7, "is true", '"true"'),
    ("tracker", TRACKER + 'coverage: "9"\n', "wrong-type", 4, 11, "the text “9”", "bare number"),
    ("commitment", "- a\n", "wrong-type", 1, 1, "this file is a list", "“- ”"),
    ("commitment", "hello\n", "wrong-type", 1, 1, "this file is the text “hello”", "One act"),
    ("commitment", RECORD + "by: [North]\n", "wrong-format", 6, 6, "entry 1 of `by`", "a-z"),
    (
        "commitment",
        RECORD + "due: {by: May 2001, words: x}\n",
        "wrong-format",
        6,
        11,
        "May",
        "2-03",
    ),
    (
        "commitment",
        RECORD + "due: {by: 20010203, words: x}\n",
        "wrong-format",
        6,
        11,
        "",
        "1992-03",
    ),
    ("commitment", RECORD + "note: {english: x}\n", "wrong-format", 6, 8, "english", "`en`"),
    ("commitment", RECORD + 'note: " "\n', "wrong-format", 6, 7, "empty text", "Write something"),
    ("commitment", RECORD.replace("{en", ">\n  {en"), "wrong-format", 2, 8, "`title`", "one line"),
    ("commitment", RECORD.replace("12-13", "13 to 14"), "wrong-format", 4, 62, "13 to 14", "58-64"),
    ("commitment", RECORD.replace("12-13", "0"), "wrong-format", 4, 62, "number 0", "58-64"),
    ("agreement", AGREEMENT + "year_starts: 4-1\n", "wrong-format", 6, 14, "4-1", '"04-01"'),
    ("parties", "South: {name: S, kind: agency}\n", "wrong-format", 1, 1, "`South`", "a-z"),
    ("source", ONLINE + "javascript:alert(1)\n", "wrong-format", 5, 6, "javascript", "https://"),
    ("source", ONLINE + '"http://a.b/ c"\n', "wrong-format", 5, 6, "", "no blanks"),
    ("source", ONLINE + '"http://a.b/<x>"\n', "wrong-format", 5, 6, "", "no blanks"),
    ("source", ONLINE + "http://u:p@a.b/\n", "wrong-format", 5, 6, "", "no blanks"),
    ("tracker", TRACKER + "site_url: //x\n", "wrong-format", 4, 11, "//x", "leave it empty"),
    ("commitment", RECORD + "by: []\n", "wrong-length", 6, 5, "`by` is empty", ""),
    ("commitment", RECORD + "sum_of: [a]\n", "wrong-length", 6, 9, "at least 2", ""),
    ("commitment", RECORD + 'note: ""\n', "wrong-length", 6, 7, "`note` is empty", ""),
    ("agreement", AGREEMENT + "in_force: {}\n", "wrong-length", 6, 11, "is empty", ""),
    (
        "agreement",
        AGREEMENT.replace("title: H", f"title: {'H' * 161}"),
        *("wrong-length", 2, 8, "161 characters; at most 160", ""),
    ),
    ("commitment", RECORD + "by: [a, b, a]\n", "not-unique", 6, 12, "entry 3", ""),
    (
        "commitment",
        RECORD + "effects: [{source: a, exact: b}, {exact: b, source: a}]\n",
        *("not-unique", 6, 34, "entry 2 of `effects` is the same as entry 1", ""),
    ),
]


@pytest.mark.parametrize("fault", FAULTS, ids=[f"{kind}-{check}" for kind, _, check, *_ in FAULTS])
def test_one_fault_gives_one_finding(fault: tuple[str, str, str, int, int, str, str]) -> None:
    """Each says where, what is wrong and what to do, and nothing twice."""
    kind, text, check, line, column, words, advice = fault
    (finding,) = _check(kind, text)
    place = finding.location
    assert (finding.check, place.path, place.line, place.column) == (check, PATH, line, column)
    assert words in finding.message
    assert advice in finding.hint
    assert finding.hint.endswith((".", "?"))


def test_every_check_of_the_catalogue_has_a_sample() -> None:
    """No check is without a test; a list that was cut short is tested below."""
    assert {fault[2] for fault in FAULTS} | {"too-many-faults"} == {check.name for check in CHECKS}


def test_all_faults_are_reported_in_the_order_of_the_file() -> None:
    """An editor mends a file in one go."""
    findings = _check(
        "commitment",
        "id: Harbour\nstaus: x\ntext: [{exact: 1, line: 2}]\nkind: act\nby: [a, a, B]\n",
    )
    assert [(f.check, f.location.line, f.location.column) for f in findings] == [
        ("missing-key", 1, 1),
        ("wrong-format", 1, 5),
        ("unknown-key", 2, 1),
        ("wrong-type", 3, 16),
        ("unknown-key", 3, 19),
        ("wrong-value", 4, 7),
        ("not-unique", 5, 9),
        ("wrong-format", 5, 12),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"k{at}: {at}\n" for at in range(15_000)),
        "assessments:\n" + "- {}\n" * 20_000,
        "by: [" + "a," * 40_000 + "]",
        "text:\n" + "".join(f"- {{e: {at}}}\n" for at in range(12_000)),
        "text: " + "[{a: " * 15 + "1" + "}]" * 15,
    ],
)
def test_a_file_full_of_faults_is_told_shortly(text: str) -> None:
    """Hostile files neither crash nor flood; that the list is cut is said."""
    findings = _check("commitment", text)
    assert 1 <= len(findings) <= MAX_FAULTS + 1
    assert len(findings) < 20 or findings[-1].check == "too-many-faults"


def test_that_a_list_is_cut_says_of_which_file_and_what_to_do() -> None:
    """The last finding stands for all that are not told."""
    last = _check("commitment", "".join(f"k{at}: {at}\n" for at in range(MAX_FAULTS + 1)))[-1]
    (check,) = (each for each in CHECKS if each.name == "too-many-faults")
    message = f"this file has more than {MAX_FAULTS} faults of shape; the rest is not listed"
    assert last == Finding(Location(PATH), check.name, message, check.remedy)
    as_many = _check("commitment", RECORD + "".join(f"k{at}: {at}\n" for at in range(MAX_FAULTS)))
    assert [each.check for each in as_many] == ["unknown-key"] * MAX_FAULTS


def test_a_line_break_at_the_end_does_not_pass_a_pattern() -> None:
    """In Python ``$`` matches before a last line break; here it does not, in either engine."""
    text = RECORD.replace("id: harbour-2001/ferry-times", "id: |\n  harbour-2001/ferry-times")
    (finding,) = _check("commitment", text)
    assert (finding.check, finding.location.line) == ("wrong-format", 1)


SAMPLES = [(kind, _load(text).data) for kind, text in VALID]
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(-1e6, 1e6).filter(lambda number: not number.is_integer())
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
    | st.sampled_from(
        ["2001", "2001-02", "2001-02-03", "٢٠٠١", "12-", "a-b", "a/b", "A", "a\n", "\n", " ", "　",
         "http://a.b", "http://a.b\n", "en", "EN", "fulfilled", "no-evidence", "stem", "FY2001"]
    )
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(["en", "source", "series", "x", "on"]), inside, max_size=3
        )
    ),
    max_leaves=5,
)


def _spots(data: Any) -> list[tuple[Any, Any]]:
    """List all places of a file as (container, key)."""
    spots = []
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        spots.append((data, key))
        if isinstance(value, dict | list):
            spots.extend(_spots(value))
    return spots


@st.composite
def damaged_files(draw: st.DrawFn) -> tuple[str, Any]:
    """Take a valid file and change, add or remove something, up to three times."""
    kind, data = copy.deepcopy(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(0, 3))):
        container, key = draw(st.sampled_from(_spots(data) or [([None], 0)]))
        change = draw(st.sampled_from(["replace", "remove", "add", "double"]))
        if change == "replace":
            container[key] = draw(VALUES)
        elif change == "remove":
            del container[key]
        elif isinstance(container, list):
            container.append(draw(VALUES) if change == "add" else copy.deepcopy(container[key]))
        else:
            container[draw(st.sampled_from(["x", "en", "done", "series", "source"]))] = draw(VALUES)
    return kind, data


@settings(max_examples=300)
@given(damaged_files())
def test_the_two_engines_agree(damaged: tuple[str, Any]) -> None:
    """The fast engine lets pass exactly what the other finds no fault in."""
    kind, data = damaged
    assert _gate(kind).is_valid(data) == (not list(_explainer(kind).iter_errors(data)))


@given(damaged_files())
def test_every_misfit_can_be_told(damaged: tuple[str, Any]) -> None:
    """Whatever is wrong, the findings are sentences with a place in the file and no jargon."""
    kind, data = damaged
    raw, _ = load_bytes(json.dumps(data, ensure_ascii=False).encode(), PATH)
    for finding in validate(raw or RawRecord(PATH, data, array("I", [0] * 2000)), kind):
        assert finding.check in {check.name for check in CHECKS}
        assert finding.location.line == 1
        assert finding.location.column >= 1
        words = f"{finding.message} {finding.hint}"
        assert not re.search(r"does not fit|schema\b|propert|regex|instance|None|\bdict", words)
