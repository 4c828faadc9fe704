"""Agreement of codings, against worked examples of the literature."""

import pytest
from values import assessment

from pledgetrack.reliability import CodingAgreement, coding_agreement, nominal_alpha
from pledgetrack.vocabulary import Status

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): example A, two observers and two
# values, and example C, four observers, five values and gaps. The result is printed there.
TWO_OBSERVERS = list(zip("0100000010", "1110010000", strict=True))
FOUR_OBSERVERS = [
    "111",
    "2232",
    "3333",
    "3333",
    "2222",
    "1234",
    "4444",
    "1121",
    "2222",
    "555",
    "11",
]


@pytest.mark.parametrize(("units", "alpha"), [(TWO_OBSERVERS, 0.095), (FOUR_OBSERVERS, 0.743)])
def test_alpha_is_that_of_the_literature(units: list[str], alpha: float) -> None:
    """To the three digits that are printed there."""
    assert nominal_alpha(units) == pytest.approx(alpha, abs=0.0005)


def test_alpha_is_worked_by_hand() -> None:
    """14 noughts, 6 ones, 4 of 10 units unequal: 1 - 19 x 8 / (2 x 14 x 6)."""
    assert nominal_alpha(TWO_OBSERVERS) == pytest.approx(1 - 19 * 8 / 168)


def test_perfect_agreement_is_one_and_a_single_code_has_none() -> None:
    """Where only one code occurs, chance cannot be told from agreement."""
    assert nominal_alpha(["aa", "bb"]) == 1
    assert nominal_alpha(["aa", "aa"]) is None
    assert nominal_alpha([]) is None


def test_only_what_was_coded_twice_enters() -> None:
    """Equal units are counted by status, whoever gave it."""
    twice = {"reading-1": Status.PARTIAL, "reading-2": Status.PARTIAL}
    differ = {"reading-1": Status.PARTIAL, "reading-2": Status.STARTED}
    agreement = coding_agreement(
        [
            assessment(Status.PARTIAL, codings=twice),
            assessment(Status.PARTIAL, codings=twice),
            assessment(Status.PARTIAL, codings=differ),
            assessment(Status.PARTIAL, codings={"reading-1": Status.PARTIAL}),
            assessment(Status.PARTIAL),
        ]
    )
    assert agreement == CodingAgreement(units=3, equal=2, alpha=pytest.approx(0.0))
