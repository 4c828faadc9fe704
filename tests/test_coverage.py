"""Every letter of a text is claimed, set aside, or told as a gap; none is counted twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trackers import TrackerFolder

from pledgetrack.accounting import coverage_of
from pledgetrack.coverage import measure
from pledgetrack.register import Register
from pledgetrack.texts import StoredText

AGREEMENT = "commitments/agreements/harbour-2006.yaml"


def whole(content: str, claimed: list[str] = (), disposed: list[str] = ()):  # noqa: ANN201
    """Return the coverage of a text of which some words are claimed and some set aside."""
    text = StoredText(content)
    spans = [
        [match.span for words in group for match in text.find(words)]
        for group in (claimed, disposed)
    ]
    return measure(text, (1, text.line_count), *spans)


def test_letters_and_digits_are_counted() -> None:
    """Blanks, signs and line ends are not."""
    coverage = whole("Ferries, 8 a day.\n日本語 –\n")
    assert coverage.characters == len("Ferries8aday日本語")


def test_what_is_claimed_disposed_and_left() -> None:
    """Three figures that add up, and the gaps with their lines."""
    coverage = whole("one two\nthree four\n", ["two"], ["three"])
    assert (coverage.claimed, coverage.disposed, coverage.uncovered) == (3, 5, 7)
    assert [(gap.line, gap.text) for gap in coverage.gaps] == [(1, "one"), (2, "four")]
    assert coverage.percent == 53.3


def test_a_claim_wins_over_a_disposition() -> None:
    """Words that are both are claimed, and counted once."""
    coverage = whole("one two", ["one two"], ["two"])
    assert (coverage.claimed, coverage.disposed, coverage.percent) == (6, 0, 100.0)


@pytest.mark.parametrize(
    "content",
    ["(a) one", "a) one", "- one", "12. one", "iv) one", "• one", "  (ii) one", "b. one"],
)
def test_marks_of_a_list_need_nothing(content: str) -> None:
    """They are no words."""
    assert whole(content, ["one"]).percent == 100.0


@pytest.mark.parametrize("content", ["one and two", "one; or\ntwo", "one, AND\n two"])
def test_a_lone_and_or_or_needs_nothing(content: str) -> None:
    """It joins what is claimed on both sides."""
    coverage = whole(content, ["one", "two"])
    assert (coverage.percent, coverage.gaps) == (100.0, ())


def test_a_word_that_only_begins_like_a_mark_counts() -> None:
    """The first letter of "A pier" is a word, "1992." is a year."""
    assert whole("A pier", ["pier"]).uncovered == 1
    assert whole("1992. A", ["A"]).uncovered == 4
    assert whole("andante", []).uncovered == 7


def test_the_percentage_is_floored() -> None:
    """One letter in ten thousand is missing: not 100."""
    coverage = whole("x" * 9_999 + " y", ["x" * 9_999])
    assert coverage.uncovered == 1
    assert coverage.percent == 99.9


def test_an_empty_text_has_nothing_to_cover() -> None:
    """And says so without a division by zero."""
    assert measure(StoredText("--\n"), (1, 1), [], []).percent == 100.0


def test_only_the_lines_of_the_agreement_count() -> None:
    """What stands before and after belongs to something else."""
    text = StoredText("before\nours\nafter\n")
    coverage = measure(text, (2, 2), [], [])
    assert (coverage.characters, coverage.gaps[0].text) == (4, "ours")


WORDS = st.text(st.sampled_from("ab 1日.\n()ndor"), max_size=50)


@given(WORDS, st.data())
def test_the_three_figures_add_up_and_100_means_no_gap(content: str, data: st.DataObject) -> None:
    """Whatever is claimed and set aside, in whatever overlap."""
    text = StoredText(content)
    if not text.line_count:
        return
    places = st.tuples(st.integers(0, len(content)), st.integers(0, len(content)))
    spans = st.lists(places.map(lambda ends: tuple(sorted(ends))), max_size=4)
    lines = data.draw(st.integers(1, text.line_count))
    coverage = measure(text, (lines, text.line_count), data.draw(spans), data.draw(spans))
    assert coverage.claimed + coverage.disposed + coverage.uncovered == coverage.characters
    assert min(coverage.claimed, coverage.disposed, coverage.uncovered) >= 0
    assert (coverage.percent == 100.0) == (coverage.uncovered == 0) == (not coverage.gaps)
    assert 0 <= coverage.percent <= 100
    for gap in coverage.gaps:
        assert content[slice(*gap.span)] == gap.text
        assert text.line_at(gap.span[0]) == gap.line >= lines
        assert "\n" not in gap.text


@given(WORDS)
def test_claiming_everything_leaves_nothing(content: str) -> None:
    """And claiming nothing leaves everything."""
    text = StoredText(content)
    if not text.line_count:
        return
    lines = (1, text.line_count)
    assert measure(text, lines, [(0, len(content))], []).percent == 100.0
    empty = measure(text, lines, [], [])
    assert empty.uncovered == empty.characters


def test_headings_dispositions_and_records_cover_a_text(full_register: Register) -> None:
    """A restored heading covers no line, for the text has lost it."""
    agreement = full_register.agreements["harbour-2006"]
    (measured,) = coverage_of(full_register, agreement)
    assert (measured.source, measured.held) == ("harbour-2006-text", "whole")
    assert measured.coverage.percent == 100.0
    assert measured.coverage.claimed > measured.coverage.disposed > 0


@pytest.mark.parametrize(
    ("old", "new", "gap"),
    [
        ("  - {id: trade, line: 22, under: goods}\n", "", "2.1 Trade"),
        ("  - {lines: 9, as: done}\n", "", "The southern pier has been lengthened"),
        ("line: 22, under: goods}", "line: 22, title: T, restored: true}", "2.1 Trade"),
    ],
)
def test_what_nobody_claims_is_a_gap(
    old: str, new: str, gap: str, full_tracker: TrackerFolder
) -> None:
    """A heading or disposition that is taken away leaves its words uncovered."""
    full_tracker.edit(AGREEMENT, old, new)
    register = full_tracker.load()
    assert not register.has_errors
    (measured,) = coverage_of(register, register.agreements["harbour-2006"])
    assert [entry.text for entry in measured.coverage.gaps] == [gap]


def test_a_deleted_record_is_a_gap(full_tracker: TrackerFolder) -> None:
    """Its words are no longer accounted for."""
    (full_tracker.root / "commitments/harbour-2006/lights.yaml").unlink()
    register = full_tracker.load()
    (measured,) = coverage_of(register, register.agreements["harbour-2006"])
    assert [entry.line for entry in measured.coverage.gaps] == [19]


def test_a_text_that_is_not_at_hand_has_no_coverage(full_register: Register) -> None:
    """Not zero: unknown."""
    assert not list(coverage_of(full_register, full_register.agreements["harbour-2001"]))


def test_a_lone_and_with_its_signs_needs_nothing_wherever_the_text_begins() -> None:
    """Between two claims, also below lines that the agreement does not count."""
    text = StoredText("not ours\none, and; two X and\n")
    claimed = [match.span for words in ("one", "two") for match in text.find(words)]
    found = measure(text, (2, 2), claimed, ())
    assert [(gap.line, gap.text) for gap in found.gaps] == [(2, "X and")]
    assert (found.characters, found.claimed, found.uncovered) == (10, 6, 4)


def test_words_are_set_aside_in_their_lines_alone(full_tracker: TrackerFolder) -> None:
    """The ferries of the contents are none of those of line 7, which nobody claims."""
    full_tracker.edit(AGREEMENT, "lines: 1, as: contents", "lines: 1, as: contents, exact: ferries")
    full_tracker.edit(AGREEMENT, "  - {lines: 7, as: background}\n", "")
    register = full_tracker.load()
    assert not register.has_errors
    (measured,) = coverage_of(register, register.agreements["harbour-2006"])
    assert [(gap.line, gap.text) for gap in measured.coverage.gaps] == [
        (1, "CONTENTS"),
        (1, "goods, fares"),
        (7, "Few ferries carried bicycles in 2005"),
    ]


def test_the_last_line_may_be_a_heading(full_tracker: TrackerFolder) -> None:
    """It is covered like every other."""
    before, _, rest = (full_tracker.root / AGREEMENT).read_text().partition("  - lines: 32\n")
    full_tracker.write(AGREEMENT, before + rest[rest.index("note: The day") :])
    full_tracker.edit(AGREEMENT, "dispositions:\n", "  - {id: copies, line: 32}\ndispositions:\n")
    register = full_tracker.load()
    assert not register.has_errors
    (measured,) = coverage_of(register, register.agreements["harbour-2006"])
    assert measured.coverage.gaps == ()
