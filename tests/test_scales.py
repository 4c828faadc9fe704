"""Published scales: every cell worked by hand, and one source for rates and headlines."""

from collections import Counter
from fractions import Fraction

import pytest
from values import assessment, commitment, day, register_of

from pledgetrack.assessment import Edition, Judgement, judge
from pledgetrack.scales import Headline, earned, headlines, scale, scales
from pledgetrack.scoring import score
from pledgetrack.vocabulary import JUDGED, Status

# 12 judged, 4 without evidence, 1 that enters nothing.
SOME = {
    Status.FULFILLED: 4,
    Status.SUBSTANTIAL: 2,
    Status.PARTIAL: 3,
    Status.STARTED: 1,
    Status.NOT_STARTED: 1,
    Status.CONTRARY: 1,
    Status.NO_EVIDENCE: 4,
    Status.NOT_ASSESSABLE: 1,
}
# rule -> strict, lenient, both with what nobody found evidence for; as marks and records.
BY_HAND = {
    "kept": ((4, 12), (6, 12), (4, 16), (6, 16)),
    "at-least-partly": ((9, 12), (9, 12), (9, 16), (9, 16)),
    # 4 + 5 x 2/3 + 1/3 = 23/3; the lenient reading has no mark for the contrary one
    "pam-mean": ((23, 36), (23, 33), (23, 48), (23, 45)),
    "pam-intermediate": ((9, 12), (9, 11), (9, 16), (9, 15)),
    # strict 4 + 6 x 1/2; lenient 6 + 4 x 1/2
    "g7-compliance": ((7, 12), (8, 12), (7, 16), (8, 16)),
    "ogp-high-completion": ((9, 12), (9, 11), (9, 16), (9, 15)),
    "politifact-kept": ((4, 12), (6, 12), (4, 16), (6, 16)),
}


@pytest.fixture(autouse=True)
def read_anew() -> None:
    """Have the rules read from their file, whoever read them before."""
    scales.cache_clear()


def judged(numbers: dict[Status, int]) -> list[Judgement]:
    """Return judgements of so many records of each status."""
    records = (
        commitment(f"{status}-{at}", assessment(status))
        for status, number in numbers.items()
        for at in range(number)
    )
    return list(judge(register_of(*records), Edition(day("2004-01-31"))).values())


def of_rule(rule: str, numbers: dict[Status, int]) -> list[Headline]:
    """Return the headlines of a rule: strict, lenient, and both with no-evidence."""
    found = [one for one in headlines(judged(numbers)) if one.rule == rule]
    return sorted(found, key=lambda one: (one.with_no_evidence, one.lenient))


def test_every_rule_is_worked_by_hand() -> None:
    """A new rule needs figures of its own here."""
    assert {rule.id for rule in scales()} == set(BY_HAND)


@pytest.mark.parametrize("rule", BY_HAND)
def test_headlines_are_those_worked_by_hand(rule: str) -> None:
    """All four of them, as exact fractions."""
    values = [one.value for one in of_rule(rule, SOME)]
    assert values == [Fraction(part, whole) for part, whole in BY_HAND[rule]]


def test_the_number_of_records_says_who_enters() -> None:
    """With no-evidence four more; the lenient reading of this scale leaves out the contrary."""
    assert [one.records for one in of_rule("pam-mean", SOME)] == [12, 11, 16, 15]


def test_a_headline_says_which_rule_it_is_and_how_it_was_read() -> None:
    """Strict before lenient, each without and with what nobody found evidence for."""
    found = [one for one in headlines(judged(SOME)) if one.rule == "kept"]
    assert {one.publisher for one in found} == {scale("kept").publisher}
    assert [(one.lenient, one.with_no_evidence) for one in found] == [
        (False, False),
        (False, True),
        (True, False),
        (True, True),
    ]


def test_no_evidence_stays_outside_unless_it_is_asked_for() -> None:
    """A rate is about what could be judged."""
    assert earned(SOME, scale("kept").strict) == (4, 12)


def test_published_figures_come_out() -> None:
    """Of 10 per cent not begun, 39 minimum, 19 intermediate, 32 complete: mean 58, share 51."""
    numbers = {
        Status.NOT_STARTED: 10,
        Status.STARTED: 39,
        Status.PARTIAL: 19,
        Status.FULFILLED: 32,
    }
    assert of_rule("pam-mean", numbers)[0].percent == 58
    assert of_rule("pam-intermediate", numbers)[0].percent == 51
    assert of_rule("kept", numbers)[0].percent == 32


def test_every_judged_status_has_a_mark_or_is_left_out_on_purpose() -> None:
    """A mark is a share of a full mark, and the lenient reading never takes one away."""
    for rule in scales():
        assert set(rule.strict) == set(rule.lenient) == set(JUDGED)
        for status in JUDGED:
            strict, lenient = rule.strict[status], rule.lenient[status]
            assert strict is not None
            assert 0 <= strict <= 1
            assert lenient is None or strict <= lenient <= 1


def test_rates_are_headlines_of_the_same_rules() -> None:
    """What pages give as rates is the strict reading of the rules of the same name."""
    everything = judged(SOME)
    shares = {
        one.key: Fraction(one.part, one.whole) for one in score(everything).shares if one.whole
    }
    assert shares["kept"] == of_rule("kept", SOME)[0].value
    assert shares["kept-strict"] == of_rule("kept", SOME)[2].value
    assert shares["at-least-partly"] == of_rule("at-least-partly", SOME)[0].value


@pytest.mark.parametrize("rule", ["kept", "at-least-partly"])
def test_rules_that_give_rates_have_whole_marks(rule: str) -> None:
    """Or a rate would not be a count of records."""
    assert {mark for mark in scale(rule).strict.values() if mark is not None} == {0, 1}


def test_nothing_has_no_value() -> None:
    """And nothing is divided by it."""
    assert {(one.value, one.records, one.percent) for one in headlines([])} == {(None, 0, None)}
    assert earned(Counter(), scale("kept").strict) == (0, 0)


@pytest.mark.parametrize(("part", "percent"), [(1, 13), (3, 38), (5, 63), (7, 88)])
def test_halves_are_rounded_up(part: int, percent: int) -> None:
    """An eighth is 12.5."""
    numbers = {Status.FULFILLED: part, Status.NOT_STARTED: 8 - part}
    assert of_rule("kept", numbers)[0].percent == percent
