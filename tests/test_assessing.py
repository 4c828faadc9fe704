"""What an added assessment looks like, to the byte."""

import datetime as dt
from dataclasses import replace

import pytest
from trackers import RECORDS

from pledgetrack.editing.assessing import Opinion, Shown, with_assessment
from pledgetrack.errors import UsageError
from pledgetrack.line import load_register
from pledgetrack.vocabulary import Stance

REGISTER = load_register(RECORDS / "valid")
PATH = "commitments/harbour-2001/fares-residents.yaml"
HEAD = "id: harbour-2001/fares-residents\ntitle: Lower fares\n"
DRAFT = Opinion(dt.date(2004, 1, 31), dt.date(2004, 2, 1))
DRAFTED = """\
assessments:
  - as_of: 2004-01-31
    recorded: 2004-02-01
    status: TODO  # fulfilled, substantial, partial, started, not-started, contrary, \
no-evidence, not-assessable
    why: >-
      TODO: two or three sentences that give the reason and name what is missing
"""
FULL = Opinion(
    dt.date(2004, 1, 31),
    dt.date(2004, 2, 1),
    status="fulfilled",
    why="So.",
    done="2003",
    evidence=(
        Shown(Stance.FOR, "sailings", "2002-12"),
        Shown(Stance.AGAINST, "gazette-2003", "No timetable hangs"),
    ),
    codings={"reading-1": "fulfilled", "reading-2": "partial"},
    under={"strict": "partial"},
)
WRITTEN = """\
assessments:
  - as_of: 2004-01-31
    recorded: 2004-02-01
    status: fulfilled
    done: 2003
    codings: {reading-1: fulfilled, reading-2: partial}
    under: {strict: partial}
    why: So.
    evidence:
      - {stance: for, series: sailings, period: 2002-12}
      - stance: against
        source: gazette-2003
        lines: 4
        exact: No timetable hangs
"""


@pytest.mark.parametrize(("opinion", "written"), [(DRAFT, DRAFTED), (FULL, WRITTEN)])
@pytest.mark.parametrize("tail", ["", "note: Beware.\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_lines_are_those_of_an_editor(
    opinion: Opinion, written: str, tail: str, end: str
) -> None:
    """Before what comes after assessments, with the line ends of the file."""
    before, wanted = (text.replace("\n", end) for text in (HEAD + tail, HEAD + written + tail))
    after = with_assessment(REGISTER, PATH, before.encode(), opinion)
    assert after.decode() == wanted


def test_a_file_without_an_end_of_line_stays_without() -> None:
    """The last line of what was added ends as the file did."""
    after = with_assessment(REGISTER, PATH, HEAD.rstrip().encode(), FULL)
    assert after.decode() == (HEAD + WRITTEN).rstrip()


@pytest.mark.parametrize(
    "before",
    [
        "  id: x\n  title: y\n",
        "{id: x, title: y}\n",
        "id: x\ntitle: |\n  no line end",
        "id: x\nassessments: [{as_of: 2003-01-01}]\n",
    ],
)
def test_another_form_is_named(before: str) -> None:
    """Which file it is, and what to do."""
    with pytest.raises(UsageError) as raised:
        with_assessment(REGISTER, PATH, before.encode(), DRAFT)
    assert str(raised.value) == (
        f"{PATH} cannot be added to without changing what stands there (it should be written one "
        "key a line, with `- ` before each assessment); add the assessment by hand"
    )


def test_a_file_that_cannot_be_read_is_named() -> None:
    """What is wrong in it is told by check."""
    with pytest.raises(UsageError, match=f"^{PATH} cannot be read$"):
        with_assessment(REGISTER, PATH, b"id: [", DRAFT)


@pytest.mark.parametrize(
    ("why", "written"),
    [
        ("x" * 70, "    why: " + "x" * 70),
        ("x" * 71, "    why: >-\n      " + "x" * 71),
        ("four " * 37 + "four", "    why: >-" + 2 * ("\n      " + "four " * 18 + "four")),
        ("a  b" + "x" * 70, "    why: a  b" + "x" * 70),
    ],
)
def test_long_words_stand_below_their_key(why: str, written: str) -> None:
    """Lines break before they are wider than those that people write."""
    opinion = replace(FULL, why=why)
    after = with_assessment(REGISTER, PATH, HEAD.encode(), opinion).decode()
    assert after == HEAD + WRITTEN.replace("    why: So.", written)
