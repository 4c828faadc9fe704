"""Distribution and rates: what counts, what stands outside, and that nothing is divided."""

from values import assessment, commitment, day, due, register_of

from pledgetrack.assessment import Edition, judge
from pledgetrack.model import Commitment
from pledgetrack.scoring import Score, Share, score
from pledgetrack.vocabulary import JUDGED, Kind, Status


def scored(*records: Commitment) -> Score:
    """Return the numbers of some records."""
    return score(judge(register_of(*records), Edition(day("2004-01-31"))).values())


def one_of_each() -> list[Commitment]:
    """Return a record of every status that can be written, and the derived ones."""
    written = [*JUDGED, Status.NO_EVIDENCE, Status.NOT_ASSESSABLE]
    records = [commitment(f"a-{status}", assessment(status)) for status in written]
    records.append(commitment("thanks", kind=Kind.RECOGNITION))
    records.append(commitment("open"))
    return records


def share(numbers: Score, key: str) -> tuple[int, int]:
    """Return a rate as its two counts."""
    (found,) = (entry for entry in numbers.shares if entry.key == key)
    return found.part, found.whole


def test_the_distribution_has_every_counted_record_once() -> None:
    """In the order of the statuses, those that are not judged last."""
    numbers = scored(*one_of_each())
    assert [status for status, _ in numbers.counts] == [
        "fulfilled", "substantial", "partial", "started", "not-started", "contrary",
        "no-evidence", "not-assessable", "declaratory", "unassessed",
    ]  # fmt: skip
    assert {count for _, count in numbers.counts} == {1}
    assert sum(count for _, count in numbers.counts) == numbers.counted == 10


def test_the_rates_and_what_stands_outside_them() -> None:
    """No evidence enters only the strict rate; not assessable, declaratory, unassessed none."""
    numbers = scored(*one_of_each())
    assert share(numbers, "kept") == (1, 6)
    assert share(numbers, "at-least-partly") == (3, 6)
    assert share(numbers, "kept-strict") == (1, 7)
    assert [entry.key for entry in numbers.shares] == [
        "kept",
        "kept-closed",
        "at-least-partly",
        "kept-strict",
    ]


def test_closed_is_what_time_has_closed() -> None:
    """What may still be kept is no failure yet, and what was kept early does not count yet."""
    past, coming = due(by="2002"), due(by="2009")
    numbers = scored(
        commitment("kept", assessment(Status.FULFILLED), due=past),
        commitment("early", assessment(Status.FULFILLED), due=coming),
        commitment("late", assessment(Status.PARTIAL), due=past),
        commitment("running", assessment(Status.PARTIAL), due=coming),
        commitment("no-date", assessment(Status.PARTIAL)),
        commitment("unknown", assessment(Status.NO_EVIDENCE), due=past),
    )
    assert share(numbers, "kept-closed") == (1, 2)
    assert share(numbers, "kept") == (2, 5)


def test_what_would_count_twice_is_in_no_number() -> None:
    """Stems and uncounted records are told apart from the count."""
    numbers = scored(
        commitment("ferry", kind=Kind.STEM),
        commitment("pier", assessment(Status.FULFILLED), part_of="harbour-2001/ferry"),
        commitment("boat", assessment(Status.FULFILLED), part_of="harbour-2001/ferry"),
        commitment("again", restates=("harbour-2001/pier",)),
        commitment("sum", sum_of=("harbour-2001/pier", "harbour-2001/boat")),
    )
    assert (numbers.counted, numbers.stems, numbers.uncounted) == (2, 1, 2)
    assert numbers.counts == ((Status.FULFILLED, 2),)
    assert share(numbers, "kept") == (2, 2)


def test_provisional_records_are_counted() -> None:
    """All without a second reader, the unassessed included."""
    numbers = scored(
        commitment("read", assessment(Status.PARTIAL, reviewed_by="A reader")),
        commitment("unread", assessment(Status.PARTIAL)),
        commitment("open"),
    )
    assert (numbers.provisional, numbers.counted) == (2, 3)


def test_nothing_at_all_has_numbers_too() -> None:
    """Zero of zero, and no division."""
    numbers = scored()
    assert (numbers.counts, numbers.counted, numbers.provisional) == ((), 0, 0)
    assert set(numbers.shares) == {
        Share(key, 0, 0) for key in ("kept", "kept-closed", "at-least-partly", "kept-strict")
    }
