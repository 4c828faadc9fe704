"""The sources on which the page of a record rests: each in one way only, so that none is missed."""

from dataclasses import replace

import pytest
from values import agreement, assessment, commitment, day, prose, register_of

from pledgetrack.assessment import Edition
from pledgetrack.citing import observation_of, sources_cited
from pledgetrack.dates import Period
from pledgetrack.model import Evidence, Indicator, Observation, Quote, Reading, Series, Source
from pledgetrack.register import Register
from pledgetrack.vocabulary import Grade, Kind, Stance, Status

NAMES = (
    *("of-stem", "own", "early", "late", "read", "effect", "old", "corrected"),
    *("shown", "rival", "later", "unquoted"),
)
PART = "harbour-2001/ferry-pier"


def observed(period: str, source: str, value: float = 1) -> Observation:
    """Return a figure, with a quote of its source."""
    return Observation(Period.parse(period), value, Quote("1", source))


def series(name: str, *observations: Observation) -> Series:
    """Return a series of the north."""
    return Series(name, prose(name), "piers", "north", prose("Counted."), observations)


def quoted(source: str) -> Evidence:
    """Return evidence with words of a source."""
    return Evidence(Stance.FOR, Quote("so", source))


def pointing(name: str, period: str) -> Evidence:
    """Return evidence that points at a figure."""
    return Evidence(Stance.FOR, series=name, period=Period.parse(period))


@pytest.fixture(scope="module")
def register() -> Register:
    """Return a stem and its part, whose sources are each cited in one place."""
    stem = replace(
        commitment("ferry", kind=Kind.STEM), text=(Quote("The north", "of-stem"), Quote("x", None))
    )
    part = replace(
        commitment(
            "ferry-pier",
            assessment(Status.PARTIAL, "2002-12-31", evidence=(quoted("early"),)),
            assessment(
                Status.FULFILLED,
                "2003-12-31",
                evidence=(quoted("late"), pointing("counts", "2002"), pointing("none", "2002")),
            ),
            part_of="harbour-2001/ferry",
            readings=(Reading("strict", prose("All."), (), (quoted("read"), quoted("unknown"))),),
            effects=(quoted("effect"), pointing("counts", "2009")),
            indicator=Indicator("piers", series=("shown", "none"), rivals=("rival",)),
        ),
        text=(Quote("will", "own"),),
    )
    return register_of(
        stem,
        part,
        agreements=(agreement(),),
        series=(
            series("counts", observed("2002", "old"), observed("2002", "corrected", 2)),
            series("shown", observed("2002", "shown"), observed("2003", "later")),
            replace(series("rival", observed("FY2001", "rival")), year_starts=(4, 1)),
            series("by-nobody", observed("2002", "unquoted")),
        ),
        sources=[Source(name, prose(name), Grade.PRESS) for name in NAMES],
    )


@pytest.mark.parametrize(
    ("as_of", "known_by", "cited"),
    [
        ("2001-12-31", None, "of-stem own read effect"),
        ("2002-03-30", None, "of-stem own read effect"),
        ("2002-03-31", None, "of-stem own read effect rival"),
        ("2002-12-30", None, "of-stem own read effect rival"),
        ("2002-12-31", None, "of-stem own read effect early shown rival"),
        ("2003-12-30", None, "of-stem own read effect early shown rival"),
        ("2003-12-31", None, "of-stem own read effect early shown rival late corrected later"),
        ("2003-12-31", "2003-12-30", "of-stem own read effect early shown rival later"),
    ],
)
def test_an_edition_rests_on_what_it_holds(
    as_of: str, known_by: str | None, cited: str, register: Register
) -> None:
    """Words always; evidence of its assessments; figures whose period has ended; no other name."""
    edition = Edition(day(as_of), day(known_by) if known_by else None)
    record = register.commitments[PART]
    assert sources_cited(register, edition, record) == set(cited.split())


def test_the_last_figure_of_a_period_is_shown(register: Register) -> None:
    """It corrects those before it."""
    counts = register.series["counts"]
    shown = observation_of(counts, "2002")
    assert shown
    assert shown.value == 2
    assert observation_of(counts, "2003") is None
