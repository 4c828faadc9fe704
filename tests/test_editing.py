"""New records and assessments: the right words are taken, and nothing else in a file changes."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trackers import RECORDS, TrackerFolder

from pledgetrack.editing import drafting
from pledgetrack.editing.assessing import Opinion, Shown, known_record, with_assessment
from pledgetrack.editing.drafting import draft
from pledgetrack.editing.selecting import Passage, unclaimed_passages
from pledgetrack.errors import UsageError
from pledgetrack.line import findings_with, load_register
from pledgetrack.loading import load_bytes
from pledgetrack.register import Register
from pledgetrack.vocabulary import Force, Stance

DAY = dt.date(2004, 1, 31)
OPINION = Opinion(as_of=DAY, recorded=dt.date(2004, 2, 1), status="not-assessable", why="No act.")
REGISTER = load_register(RECORDS / "valid")
FULL = load_register(RECORDS / "every-field")
FILES = [
    (register, path) for register in (REGISTER, FULL) for path in register.record_files.values()
]
AGREEMENT = """\
id: pier-2010
title: The Pier Note
kind: agreement
parties: [north, south]
signed: 2010-01-01
texts: [{source: pier-2010-text}]
outline: [{id: opening, line: 1}]
"""
TEXT = """\
The Pier Note

The North will paint the pier. It will also light
the pier at night, and the South intends to buy the
lamps; both will keep the U.N. Harbour Rules in
force. Nobody will fish there.

a) The South will sweep the steps. “The North shall
   watch.”

南側は灯台を
塗る。「北側は見張る。」
"""


def content_of(register: Register, path: str) -> bytes:
    """Return the bytes of a record's file."""
    return (register.root / path).read_bytes()


def data_of(content: bytes) -> dict[str, Any]:
    """Return the data in the bytes of a file."""
    raw, faults = load_bytes(content, "commitments/a/b.yaml")
    assert raw is not None, faults
    return dict(raw.data)


@pytest.fixture
def piers(tracker: TrackerFolder) -> Register:
    """Return a register with an agreement that has no record yet."""
    return noted(tracker, TEXT)


def noted(tracker: TrackerFolder, text: str) -> Register:
    """Return the register of a tracker after an agreement with a text was added."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    tracker.write("seeds/pier-2010.txt", text)
    tracker.write("commitments/agreements/pier-2010.yaml", AGREEMENT)
    tracker.write(
        "commitments/sources/pier-2010-text.yaml",
        "id: pier-2010-text\ntitle: The Pier Note\ndate: 2010-01-01\ngrade: act\nrights: None.\n"
        f"text: {{file: seeds/pier-2010.txt, sha256: {digest}, lines: {len(text.splitlines())}}}\n",
    )
    register = tracker.load()
    assert not register.findings
    return register


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((3, 3), ["The North will paint the pier."]),
        ((4, 4), ["the pier at night, and the South intends to buy the"]),
        (
            (4, 5),
            [
                (
                    "the pier at night, and the South intends to buy the lamps; both will keep the "
                    "U.N. Harbour Rules in"
                )
            ],
        ),
        ((5, 6), ["both will keep the U.N. Harbour Rules in force. Nobody will fish there."]),
        ((6, 6), ["Nobody will fish there."]),
        ((8, 9), ["The South will sweep the steps. “The North shall watch.”"]),
        ((12, 12), ["「北側は見張る。」"]),
        ((11, 12), ["南側は灯台を 塗る。「北側は見張る。」"]),
        (
            (1, 9),
            [
                (
                    "The North will paint the pier. It will also light the pier at night, and the "
                    "South intends to buy the lamps; both will keep the U.N. Harbour Rules in "
                    "force. Nobody will fish there."
                ),
                "The South will sweep the steps. “The North shall watch.”",
            ],
        ),
    ],
)
def test_whole_sentences_are_taken_where_there_are_any(
    piers: Register, lines: tuple[int, int], words: list[str]
) -> None:
    """What the first or last line cuts off is left out; headings and list marks are never words."""
    passages = unclaimed_passages(piers, "pier-2010", lines)
    assert [passage.exact for passage in passages] == words
    for passage in passages:
        assert len(piers.texts["pier-2010-text"].find(passage.exact, passage.lines)) == 1


@pytest.mark.parametrize(
    ("written", "lines", "found", "words"),
    [
        ("(“Boats will sail.”)\n\nNext", (3, 3), (3, 3), "(“Boats will sail.”)"),
        ("(“Boats will sail.”)", (3, 3), (3, 3), "(“Boats will sail.”)"),
        ("“Boats will sail.”\n", (3, 3), (3, 3), "“Boats will sail.”"),
        ("Boats will sail. And rest\n", (3, 3), (3, 3), "Boats will sail. And rest"),
        ("Boa\u00adts will sail to\nB", (3, 4), (3, 4), "Boats will sail to B"),
    ],
)
def test_marks_around_the_words_are_taken_with_them(
    tracker: TrackerFolder, written: str, lines: tuple[int, int], found: tuple[int, int], words: str
) -> None:
    """Soft hyphens are not: a quote is compared without them."""
    register = noted(tracker, f"The Pier Note\n\n{written}")
    (passage,) = unclaimed_passages(register, "pier-2010", lines)
    assert (passage.lines, passage.exact) == (found, words)


def test_words_that_stand_twice_in_their_lines_are_refused(tracker: TrackerFolder) -> None:
    """A quote that is made of them would have two places."""
    twice = f"{'sail daily ' * 7}and rest;"
    noted(tracker, f"The Pier Note\n\n{twice} the North will pay; {twice}\n")
    tracker.write(
        "commitments/pier-2010/pay.yaml",
        "id: pier-2010/pay\ntitle: Pay\nkind: action\nby: [north]\nforce: firm\nverb: will\n"
        'text: [{lines: 3, exact: "the North will pay;"}]\n',
    )
    with pytest.raises(UsageError) as refused:
        unclaimed_passages(tracker.load(), "pier-2010", (3, 3))
    assert str(refused.value) == (
        f"the words “{twice[:60]}” stand 2 times in line 3; "
        "name other lines, or write the record by hand"
    )


@pytest.mark.usefixtures("piers")
def test_only_what_is_unclaimed_is_taken(tracker: TrackerFolder) -> None:
    """A claim in the middle leaves two pieces, which are two quotes."""
    record = (
        "id: pier-2010/lamps\ntitle: Lamps\nkind: action\nby: [south]\nforce: intent\n"
        "verb: intends\ntext:\n"
        '  - {lines: 4-5, exact: "and the South intends to buy the lamps;"}\n'
    )
    tracker.write("commitments/pier-2010/lamps.yaml", record)
    passages = unclaimed_passages(tracker.load(), "pier-2010", (3, 6))
    assert [(passage.lines, passage.exact) for passage in passages] == [
        ((3, 4), "The North will paint the pier. It will also light the pier at night,"),
        ((5, 6), "both will keep the U.N. Harbour Rules in force. Nobody will fish there."),
    ]
    tracker.edit("commitments/pier-2010/lamps.yaml", "and the", "the pier at night, and the")
    with pytest.raises(UsageError, match=r"^line 4: claimed already by pier-2010/lamps$"):
        unclaimed_passages(tracker.load(), "pier-2010", (4, 4))


def test_a_draft_lacks_only_what_a_person_must_write(piers: Register) -> None:
    """Shape and quotes are right; each value to be written is a warning that says what to do."""
    made = draft(piers, "pier-paint", (3, 3), "pier-2010")
    found = findings_with(piers, made.path, made.content.encode())
    assert [one.check for one in found] == ["still-to-write"] * 4
    assert all(one.hint.startswith("Write ") for one in found)
    data = data_of(made.content.encode())
    assert data["id"] == "pier-2010/pier-paint"
    assert data["text"] == [{"lines": 3, "exact": "The North will paint the pier."}]
    assert (data["by"], data["verb"], data["force"]) == (["north", "south"], "will", "firm")
    assert "source" not in data["text"][0]


DRAFT = """\
id: pier-2010/steps
title: 'TODO: what is promised; then see to kind, by and force'
text:
  - lines: 8-9
    exact: The South will sweep the steps. “The North shall watch.”
kind: action  # proposed; or outcome, process, recognition or stem
by: [north, south]  # proposed: all parties; keep those who must act
force: firm  # proposed by the verb; the weakest word of the sentence decides
verb: will
criteria:
  partial: 'TODO: when steps counts as partial, in a sentence'
  substantial: 'TODO: when steps counts as substantial, in a sentence'
  fulfilled: 'TODO: when steps counts as fulfilled, in a sentence'
"""


def test_a_draft_is_written_as_an_editor_would_write_it(piers: Register) -> None:
    """Each proposal says that it is one."""
    made = draft(piers, "steps", (8, 9), "pier-2010")
    assert made.path == "commitments/pier-2010/steps.yaml"
    assert made.content == DRAFT
    assert [passage.sentences for passage in made.passages] == [2]


@pytest.mark.usefixtures("piers")
def test_a_language_without_a_table_of_verbs_proposes_the_first_word(
    tracker: TrackerFolder,
) -> None:
    """As firm: whoever writes the record sees to it."""
    source = "commitments/sources/pier-2010-text.yaml"
    tracker.edit(source, "grade: act", "language: ja\ngrade: act")
    data = data_of(draft(tracker.load(), "lamps", (4, 5), "pier-2010").content.encode())
    assert (data["verb"], data["force"]) == ("the", "firm")


def test_the_verb_that_comes_first_is_proposed() -> None:
    """Weaker or not; of words without one the first, without the comma behind it."""
    words = ("They will come, and intend to stay.", "Xebecs, and lamps")
    passages = [(Passage((1, 1), exact),) for exact in words]
    assert drafting._verb(passages[0], "en") == ("will", Force.FIRM)
    assert drafting._verb(passages[1], "en") == ("Xebecs", Force.FIRM)


def test_a_name_has_up_to_sixty_letters_and_is_free(tracker: TrackerFolder) -> None:
    """Free of files that came since, too."""
    (tracker.root / "commitments/harbour-2001/fares-pilots.yaml").unlink()
    register = tracker.load()
    made = draft(register, "x" * 60, (13, 13))
    tracker.write(made.path, made.content)
    with pytest.raises(UsageError, match="is taken"):
        draft(register, "x" * 60, (13, 13))


def test_the_verb_proposes_force_and_kind(tracker: TrackerFolder) -> None:
    """A recognition has no criteria."""
    (tracker.root / "commitments/harbour-2001/fares-pilots.yaml").unlink()
    (tracker.root / "commitments/harbour-2001/fares-residents.yaml").unlink()
    register = tracker.load()
    pilots = data_of(draft(register, "fares-thanks", (13, 13)).content.encode())
    assert (pilots["kind"], pilots["force"], pilots["verb"]) == (
        "recognition",
        "welcome",
        "recognise",
    )
    assert "criteria" not in pilots
    residents = data_of(draft(register, "fares-lower", (12, 12)).content.encode())
    assert (residents["kind"], residents["force"], residents["verb"]) == (
        "action",
        "intent",
        "intend",
    )


REFUSED: dict[str, tuple[str, tuple[int, int], str | None, str]] = {
    "claimed": ("x", (12, 12), "harbour-2001", "claimed already by harbour-2001/fares-residents"),
    "set aside": ("x", (4, 4), "harbour-2001", "sets this aside as preamble"),
    "claimed by two": (
        "x",
        (12, 13),
        "harbour-2001",
        "lines 12-13: claimed already by harbour-2001/fares-pilots, harbour-2001/fares-residents",
    ),
    "set aside at the end": ("x", (3, 4), "harbour-2001", "lines 3-4: the agreement sets this"),
    "an empty line": ("x", (3, 3), "harbour-2001", "line 3: no words of a promise"),
    "a heading": ("x", (6, 6), "harbour-2001", "a heading or nothing"),
    "beyond the text": ("x", (13, 14), "harbour-2001", "the text has lines 1-13"),
    "before the text": ("x", (0, 1), "harbour-2001", "the text has lines 1-13"),
    "turned round": ("x", (9, 8), "harbour-2001", "the text has lines 1-13"),
    "a name that is taken": ("ferry-pier", (1, 13), "harbour-2001", "is taken"),
    "a bad name": ("Ferry_Pier", (1, 13), "harbour-2001", "agreement is named with --agreement"),
    "a name that leads out": ("../x", (1, 13), "harbour-2001", "cannot be the name of a record"),
    "a long name": ("x" * 61, (1, 13), "harbour-2001", "cannot be the name of a record"),
    "an agreement like none": ("x", (1, 1), "zzz", "no agreement zzz; there are harbour-2001"),
    "an unknown agreement": ("x", (1, 1), "harbour-2011", "did you mean `harbour-2001`?"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_drafted_is_refused_with_the_reason(case: str) -> None:
    """The sentence names what is wrong, and who stands in the way."""
    name, lines, agreement, reason = REFUSED[case]
    with pytest.raises(UsageError) as refused:
        draft(REGISTER, name, lines, agreement)
    assert reason in str(refused.value)


def test_what_is_set_aside_says_as_what(tracker: TrackerFolder) -> None:
    """Also where the lines are some of those set aside, or are set aside in two ways."""
    path = "commitments/agreements/harbour-2001.yaml"
    tracker.edit(path, "{lines: 2, as: apparatus}", "{lines: 2-4, as: apparatus}")
    tracker.edit(path, "lines: 4, as", 'lines: 4, exact: "as follows.", as')
    register = tracker.load()
    for lines, kinds in (((2, 2), "apparatus"), ((4, 4), "apparatus and preamble")):
        with pytest.raises(UsageError, match=f"^line {lines[0]}: .* aside as {kinds}$"):
            unclaimed_passages(register, "harbour-2001", lines)
    with pytest.raises(UsageError, match=r"aside as apparatus and preamble$"):
        unclaimed_passages(register, "harbour-2001", (3, 5))


def test_of_several_agreements_one_must_be_named() -> None:
    """All are told."""
    known = ", ".join(FULL.agreements)
    with pytest.raises(UsageError, match=f"^name the agreement with --agreement; .* are {known}$"):
        draft(FULL, "x", (1, 1))
    with pytest.raises(UsageError, match=r"there are none$"):
        draft(replace(REGISTER, agreements={}), "x", (1, 1))
    with pytest.raises(
        UsageError, match=r"no text of letter-1986 is stored.*; write the record by hand$"
    ):
        draft(FULL, "x", (1, 1), "letter-1986")


@pytest.mark.parametrize(
    ("register", "path"),
    FILES,
    ids=lambda value: Path(value).stem if isinstance(value, str) else "",
)
def test_an_assessment_is_added_and_nothing_else_changes(register: Register, path: str) -> None:
    """Of every record of the practice trackers: what was there is there, byte for byte."""
    before = content_of(register, path)
    after = with_assessment(register, path, before, OPINION)
    check_added(before, after, OPINION)


def check_added(before: bytes, after: bytes, opinion: Opinion) -> None:
    """Assert that one stretch was put in, and that the data gained this one assessment."""
    size = len(after) - len(before)
    assert size > 0
    assert any(
        after[:at] + after[at + size :] == before
        for at in range(len(before) + 1)
        if after.startswith(before[:at])
    )
    old, new = data_of(before), data_of(after)
    added = new["assessments"][-1]
    assert new == {**old, "assessments": [*old.get("assessments", []), added]}
    assert (added["as_of"], added["status"]) == (opinion.as_of.isoformat(), opinion.status)
    if opinion.why:
        assert added["why"] == opinion.why


HEAD = """\
id: harbour-2001/fares-residents   # never changed
title:   'Lower fares'    # by hand
text:
- {lines: 12,   exact: "The two governments intend to lower the fare for residents,"}
kind: action
by: [ north,south ]
force: intent
verb: "intend"
"""
LIST = st.sampled_from(
    [
        "",
        (
            "assessments:\n  - as_of: 2003-01-01\n    recorded: 2003-01-02  # typed\n"
            "    status: not-assessable\n    why: >-\n      Long\n      words.\n"
        ),
        (
            "assessments:\n- as_of: 2003-01-01\n  recorded: 2003-01-02\n  status: not-assessable\n"
            "  why: |\n    # no comment\n    text\n"
        ),
        (
            "assessments:\n    -   as_of: 2003-01-01\n        recorded: 2003-01-02\n"
            "        status: not-assessable\n        why: x\n        # what was meant\n"
        ),
        "assessments:\n  - {as_of: 2003-01-01, recorded: 2003-01-02, status: started, why: x}\n",
    ]
)
BETWEEN = st.lists(st.sampled_from(["\n", "# a remark\n", "#\n", "   \n"]), max_size=4).map("".join)
TAIL = st.sampled_from(["", "note: Beware.\n", "note: >-\n  Beware\n  of # this.\n"])
LINE_ENDS = st.sampled_from(["unix", "windows", "none at the end"])


@given(st.tuples(LIST, BETWEEN, TAIL, BETWEEN), LINE_ENDS, st.text(max_size=200))
def test_comments_order_and_quoting_are_kept(
    pieces: tuple[str, str, str, str], line_ends: str, why: str
) -> None:
    """However a person wrote the file, with any reason that can be written at all."""
    text = HEAD + "".join(pieces)
    # A block without a line end would get one, which is refused: see below.
    if line_ends == "none at the end" and "why: |" not in text:
        text = text.rstrip()
    before = (text.replace("\n", "\r\n") if line_ends == "windows" else text).encode()
    path = REGISTER.record_files["harbour-2001/fares-residents"]
    opinion = replace(OPINION, why=why)
    try:
        after = with_assessment(REGISTER, path, before, opinion)
    except UsageError:
        # Only what no record may hold: control characters, marks of direction and the like.
        assert any(not (char.isprintable() or char == " ") for char in why), why
        return
    check_added(before, after, opinion if why else replace(opinion, why=None))


@pytest.mark.parametrize(
    "written",
    [
        "{id: harbour-2001/x, title: x, kind: action, text: [{exact: x}]}\n",
        "id: harbour-2001/x\ntitle: x\nassessments: [{as_of: 2003-01-01}]\n",
        "{\nid: harbour-2001/x,\ntitle: x\n}\n",
        "id: harbour-2001/x\ntitle: x\nkind: |\n  no line end",
    ],
)
def test_a_file_in_another_form_is_left_alone(written: str) -> None:
    """Brackets cannot be added to without writing them anew."""
    with pytest.raises(UsageError, match=r"; add the assessment by hand$"):
        with_assessment(REGISTER, "commitments/harbour-2001/x.yaml", written.encode(), OPINION)


def test_evidence_is_found_in_the_stored_text() -> None:
    """Lines are looked up; figures name their period; long words are folded."""
    path = REGISTER.record_files["harbour-2001/ferry-sailings"]
    words = "The ferry office counted 9 sailings a day in December 2002,"
    opinion = replace(
        OPINION,
        status="fulfilled",
        done="2002",
        evidence=(
            Shown(Stance.FOR, "gazette-2003", words + "  after 6 in the year\nof the compact."),
            Shown(Stance.FOR, "sailings", "2002-12"),
        ),
        codings={"reading-1": "fulfilled", "reading-2": "partial"},
    )
    after = with_assessment(REGISTER, path, content_of(REGISTER, path), opinion)
    assert data_of(after)["assessments"][-1] == {
        "as_of": "2004-01-31",
        "recorded": "2004-02-01",
        "status": "fulfilled",
        "done": 2002,
        "codings": {"reading-1": "fulfilled", "reading-2": "partial"},
        "why": "No act.",
        "evidence": [
            {
                "stance": "for",
                "source": "gazette-2003",
                "lines": 2,
                "exact": words + " after 6 in the year of the compact.",
            },
            {"stance": "for", "series": "sailings", "period": "2002-12"},
        ],
    }
    assert findings_with(REGISTER, path, after) == ()


def test_evidence_that_is_nowhere_stored_has_no_lines() -> None:
    """Nor has a source that is not there; over two lines both are named."""
    path = REGISTER.record_files["harbour-2001/fares-residents"]
    words = {
        "harbour-2001-text": "residents, subject to the yearly budget. Both governments recognise",
        "gazette-1999": "An older paper.",
    }
    shown = tuple(Shown(Stance.AGAINST, name, said) for name, said in words.items())
    opinion = replace(OPINION, evidence=shown)
    after = with_assessment(REGISTER, path, content_of(REGISTER, path), opinion)
    stored, lost = data_of(after)["assessments"][-1]["evidence"]
    assert stored["lines"] == "12-13"
    assert lost == {"stance": "against", "source": "gazette-1999", "exact": "An older paper."}


def test_a_record_is_known_by_its_name() -> None:
    """Of what is not there the nearest name is asked for, if any is near."""
    known = "harbour-2001/ferry-pier"
    assert known_record(REGISTER, known) == "commitments/harbour-2001/ferry-pier.yaml"
    near = r"^there is no record harbour-2001/ferry-peer; did you mean `harbour-2001/ferry-pier`\?$"
    with pytest.raises(UsageError, match=near):
        known_record(REGISTER, "harbour-2001/ferry-peer")
    with pytest.raises(UsageError, match=r"^there is no record zzz$"):
        known_record(REGISTER, "zzz")


def test_no_status_without_evidence() -> None:
    """The sentence says how evidence is given."""
    path = REGISTER.record_files["harbour-2001/fares-residents"]
    with pytest.raises(UsageError, match="--for"):
        with_assessment(
            REGISTER, path, content_of(REGISTER, path), replace(OPINION, status="partial")
        )


def test_every_value_to_be_written_is_found(make_tracker: Callable[[str], TrackerFolder]) -> None:
    """Also deep within, and not where the word only occurs."""
    tracker = make_tracker("valid")
    path = "commitments/harbour-2001/fares-residents.yaml"
    tracker.edit(path, "Lower fares", "The TODO of lower fares")
    tracker.edit(path, "force: intent", "note: {en: TODO}\nforce: intent")
    (one,) = tracker.load().findings
    assert (one.check, one.location.line) == ("still-to-write", 7)
