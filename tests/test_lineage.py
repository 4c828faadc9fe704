"""The line in which a pledge stands: back and forward, oldest first, each station once."""

import pytest
from trackers import REPOSITORY
from values import agreement, assessment, commitment, day, partial, register_of

from pledgetrack.assessment import Edition, edition_of
from pledgetrack.line import load_register
from pledgetrack.model import Commitment, InForce
from pledgetrack.views import Lens, Lineage, Tie, lineage_of, record_page
from pledgetrack.vocabulary import Kind, Lifecycle, Status

AGREEMENTS = [
    agreement("letter-1986", "1986"),
    agreement("harbour-1991", "1991-06-04", replaces="letter-1986"),
    agreement("declaration-1992", "1992-01-09"),
    agreement("quay-1996", "1996-08-02"),
]


def lens_of(*records: Commitment, as_of: str = "2004-01-31") -> Lens:
    """Return records of four agreements."""
    return Lens(register_of(*records, agreements=AGREEMENTS), Edition(day(as_of)), "en")


def told(line: Lineage) -> list[tuple[str, Tie | None, str | None]]:
    """Return of each station the words, how it stands to the next, and when that was signed."""
    return [
        (one.link.words.text, one.tie, str(one.near) if one.near else None) for one in line.stations
    ]


CHAIN = (
    commitment("quay-1996/c", replaces="harbour-1991/b"),
    commitment("harbour-1991/b", replaces="letter-1986/a"),
    commitment("letter-1986/a", assessment(Status.PARTIAL)),
)


@pytest.mark.parametrize(
    ("name", "ties"),
    [
        ("letter-1986/a", [None, Tie.REPLACES, Tie.REPLACES]),
        ("harbour-1991/b", [Tie.REPLACED_BY, None, Tie.REPLACES]),
        ("quay-1996/c", [Tie.REPLACED_BY, Tie.REPLACED_BY, None]),
    ],
)
def test_every_record_of_a_line_shows_the_whole(name: str, ties: list[Tie | None]) -> None:
    """In the order of signature, however the register is ordered; only the record is itself."""
    line = lineage_of(lens_of(*CHAIN), name)
    names = ["letter-1986/a", "harbour-1991/b", "quay-1996/c"]
    assert [one.link.words.text for one in line.stations] == names
    assert [one.tie for one in line.stations] == ties
    assert [one.is_self for one in line.stations] == [one == name for one in names]
    first = line.stations[0]
    assert first.link.page == "commitments/letter-1986/a"
    assert (first.agreement is not None, str(first.signed)) == (True, "1986")
    assert first.standing is not None
    assert first.standing.status is Status.PARTIAL
    assert first.standing.lifecycle is Lifecycle.SUPERSEDED


def test_a_station_names_when_the_next_one_was_signed() -> None:
    """The next one on the way to the record, not the record."""
    line = lineage_of(lens_of(*CHAIN), "quay-1996/c")
    assert [str(one.near) for one in line.stations[:2]] == ["1991-06-04", "1996-08-02"]


def test_an_agreement_that_holds_the_content_is_a_station() -> None:
    """And so is the one that it replaced; neither has a status."""
    line = lineage_of(
        lens_of(commitment("declaration-1992/d", content_from="harbour-1991")), "declaration-1992/d"
    )
    assert told(line) == [
        ("letter-1986", Tie.REPLACED_BY, "1991-06-04"),
        ("harbour-1991", Tie.CONTENT_OF, "1992-01-09"),
        ("declaration-1992/d", None, None),
    ]
    assert [one.standing is None for one in line.stations] == [True, True, False]
    assert line.stations[1].link.page == "commitments/harbour-1991/index"


def test_what_has_its_content_from_the_agreement_comes_after() -> None:
    """It says again what all records of that agreement say."""
    content = commitment("declaration-1992/d", content_from="harbour-1991")
    line = lineage_of(lens_of(content, *CHAIN), "letter-1986/a")
    assert told(line) == [
        ("letter-1986/a", None, None),
        ("harbour-1991/b", Tie.REPLACES, "1986"),
        ("declaration-1992/d", Tie.CONTENT_FROM, "1991-06-04"),
        ("quay-1996/c", Tie.REPLACES, "1991-06-04"),
    ]


def test_restatements_are_followed_and_siblings_are_not() -> None:
    """Two records that restate the same one are in its line, but not in each other's."""
    records = (
        commitment("letter-1986/a"),
        commitment("harbour-1991/b", restates=("letter-1986/a",)),
        commitment("quay-1996/c", restates=("letter-1986/a",)),
        commitment("quay-1996/d", restates=("harbour-1991/b",)),
    )
    lens = lens_of(*records)
    assert told(lineage_of(lens, "harbour-1991/b")) == [
        ("letter-1986/a", Tie.RESTATED_BY, "1991-06-04"),
        ("harbour-1991/b", None, None),
        ("quay-1996/d", Tie.RESTATES, "1991-06-04"),
    ]
    names = [one.link.words.text for one in lineage_of(lens, "letter-1986/a").stations]
    assert names == ["letter-1986/a", "harbour-1991/b", "quay-1996/c", "quay-1996/d"]


def test_within_a_day_what_was_taken_over_comes_first() -> None:
    """Records of one agreement stand in the order of their relations."""
    records = (
        commitment("b", replaces="harbour-2001/a"),
        commitment("c", replaces="harbour-2001/b"),
        commitment("a"),
    )
    lens = Lens(register_of(*records), Edition(day("2004-01-31")), "en")
    for name in ("a", "b", "c"):
        line = lineage_of(lens, f"harbour-2001/{name}")
        assert [one.link.words.text for one in line.stations] == ["a", "b", "c"]


def test_circles_do_no_harm() -> None:
    """Each record stands in the line once, and a record that replaces itself is alone."""
    records = (
        commitment("a", replaces="harbour-2001/b"),
        commitment("b", replaces="harbour-2001/a", restates=("harbour-2001/c",)),
        commitment("c", restates=("harbour-2001/a",)),
        commitment("d", replaces="harbour-2001/d"),
    )
    lens = Lens(register_of(*records), Edition(day("2004-01-31")), "en")
    for name in "abc":
        line = lineage_of(lens, f"harbour-2001/{name}")
        assert sorted(one.link.words.text for one in line.stations) == ["a", "b", "c"]
        assert sum(one.is_self for one in line.stations) == 1
    assert not lineage_of(lens, "harbour-2001/d").is_line


def test_a_long_line_is_walked_without_recursion() -> None:
    """Each of its records once."""
    length = 3000
    records = [
        commitment(f"r{at:04}", replaces=f"harbour-2001/r{at - 1:04}" if at else None)
        for at in range(length)
    ]
    lens = Lens(register_of(*records), Edition(day("2004-01-31")), "en")
    line = lineage_of(lens, f"harbour-2001/r{length // 2:04}")
    assert [one.link.words.text for one in line.stations] == [f"r{at:04}" for at in range(length)]


def test_a_past_edition_knows_nothing_of_what_came_later() -> None:
    """What was not signed by the day is no station, nor is what no record and no file names."""
    lens = lens_of(*CHAIN, as_of="1991-12-31")
    names = [one.link.words.text for one in lineage_of(lens, "letter-1986/a").stations]
    assert names == ["letter-1986/a", "harbour-1991/b"]
    lost = commitment("quay-1996/c", replaces="quay-1996/gone", content_from="treaty-1900")
    assert not lineage_of(lens_of(lost), "quay-1996/c").is_line


@pytest.mark.parametrize(
    ("last", "goes_on"),
    [
        (commitment("a"), True),
        (commitment("a", kind=Kind.RECOGNITION), True),
        (commitment("a", assessment(Status.FULFILLED)), False),
    ],
)
def test_a_line_goes_on_while_its_last_station_stands(last: Commitment, *, goes_on: bool) -> None:
    """A pledge that was met goes nowhere; one that is open does."""
    lens = Lens(register_of(last), Edition(day("2004-01-31")), "en")
    assert lineage_of(lens, "harbour-2001/a").goes_on is goes_on


def test_a_line_ends_with_the_agreement() -> None:
    """A pledge lapses with its agreement."""
    ended = agreement(in_force=InForce(None, partial("2002")))
    register = register_of(commitment("a"), agreements=[ended])
    lens = Lens(register, Edition(day("2004-01-31")), "en")
    assert not lineage_of(lens, "harbour-2001/a").goes_on


def test_the_page_of_a_record_has_the_line_or_the_list() -> None:
    """Relations of the line are not listed a second time; others are, and of one alone all."""
    sums = commitment("harbour-1991/sum", sum_of=("harbour-1991/b",))
    page = record_page(lens_of(*CHAIN, sums), "harbour-1991/b")
    assert page.lineage is not None
    assert [relation.key for relation in page.relations] == ["summed-in"]
    alone = record_page(lens_of(*CHAIN, sums), "harbour-1991/sum")
    assert alone.lineage is None
    assert [relation.key for relation in alone.relations] == ["sum-of"]


def test_the_twenty_per_cent_pledge_is_followed() -> None:
    """In the register of this repository, from the letter of 1986 to the statement of 1996."""
    register = load_register(REPOSITORY)
    lens = Lens(register, edition_of(register), "en")
    for name in ("chips-1986/share-20", "chips-1991/share-20"):
        line = lineage_of(lens, name)
        pages = [one.link.page for one in line.stations]
        ends = ("chips-1986/share-20", "chips-1991/share-20", "vancouver-1996/share-data")
        found = [pages.index(f"commitments/{end}") for end in ends]
        assert found == sorted(found)
        assert line.stations[found[0]].signed.year == 1986
        days = [one.signed.first() for one in line.stations]
        assert days == sorted(days)
