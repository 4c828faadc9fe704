"""Named queries over a register: each measure, what filters select, and what is refused."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date

import pytest

from pledgetrack.assessment import Edition, edition_of
from pledgetrack.errors import UsageError
from pledgetrack.figures import ARGUMENTS, MEASURES, SELECTIONS, Value, _percent, answer
from pledgetrack.ledger import Ledger, LedgerError, ledger_of, register_of
from pledgetrack.register import Register
from pledgetrack.rendering.export import export_json
from pledgetrack.scales import headlines
from pledgetrack.views import Lens, overview, sensitivity

PIER = "commitments/harbour-2001/ferry-pier.yaml"
SOME = {
    "rate-part": {"rate": "kept"},
    "rate-whole": {"rate": "kept"},
    "rate-percent": {"rate": "kept"},
    "rule-percent": {"rule": "promise-tracker", "reading": "strict", "no_evidence": "no"},
    "rule-records": {"rule": "promise-tracker", "reading": "strict", "no_evidence": "no"},
    "source-records": {"source": "gazette-2003"},
    "observation": {"series": "sailings", "period": "2002-12"},
    "observations": {"series": "sailings"},
    "axis": {"at": "50"},
}


def ledger_from(register: Register, edition: Edition | None = None) -> Ledger:
    """Send a register through its export, as a report does."""
    text = export_json(register, edition or edition_of(register)).encode()
    return ledger_of(json.loads(text), hashlib.sha256(text).hexdigest())


@pytest.fixture(scope="module")
def ledger(valid_register: Register) -> Ledger:
    """Return the small register as whoever verifies has it."""
    return ledger_from(valid_register)


@pytest.mark.parametrize(
    ("measure", "filter_", "value"),
    [
        ("records", {}, 7),
        ("counted", {}, 6),
        ("counted", {"status": "fulfilled"}, 2),
        ("counted", {"status": "fulfilled", "agreement": "harbour-2001"}, 2),
        ("counted", {"status": "fulfilled", "agreement": "elsewhere"}, 0),
        ("counted", {"section": "ferries"}, 4),
        ("counted", {"party": "north", "section": "fares"}, 2),
        ("counted", {"as_of": "2002-06-30", "status": "unassessed"}, 5),
        ("counted", {"known_by": "2003-12-31", "status": "fulfilled"}, 0),
        ("counted", {"lifecycle": "overdue"}, 1),
        ("judged", {}, 3),
        ("not-judged", {}, 3),
        ("provisional", {}, 6),
        ("stems", {}, 1),
        ("not-counted", {}, 0),
        ("rate-part", {"rate": "kept"}, 2),
        ("rate-whole", {"rate": "kept"}, 3),
        ("rate-percent", {"rate": "kept"}, 67),
        ("rate-percent", {"rate": "kept", "agreement": "elsewhere"}, None),
        ("sources", {}, 2),
        ("source-records", {"source": "gazette-2003"}, 3),
        ("observation", {"series": "sailings", "period": "2002-12"}, 9),
        ("observation", {"series": "sailings", "period": "2002-12", "number": "1"}, 9),
        ("observations", {"series": "sailings"}, 2),
        ("covered-percent", {"agreement": "harbour-2001"}, 100.0),
        ("covered-percent", {"source": "elsewhere"}, None),
        ("gaps", {}, 0),
        ("changed", {"from_as_of": "2002-06-30"}, 4),
        ("changed", {"from_as_of": "2002-06-30", "from_status": "unassessed"}, 4),
        ("changed", {}, 0),
        ("as-of", {}, "2004-01-31"),
        ("axis", {"at": "25"}, 25),
    ],
)
def test_a_measure_is_counted_by_hand(
    ledger: Ledger, measure: str, filter_: Mapping[str, str], value: Value | None
) -> None:
    """Each value was counted in the files of the small tracker."""
    assert answer(ledger, measure, filter_) == value


def test_the_digest_is_that_of_the_data(valid_register: Register, ledger: Ledger) -> None:
    """The cover shows the sum of the register that travels along."""
    text = export_json(valid_register, edition_of(valid_register)).encode()
    assert answer(ledger, "data-digest", {}) == hashlib.sha256(text).hexdigest()


def test_queries_and_views_count_alike(full_register: Register) -> None:
    """What pages show and what is verified is the same, on a register with every field."""
    ledger, lens = ledger_from(full_register), Lens(full_register, edition_of(full_register), "en")
    numbers = overview(lens).summary
    for status, count in numbers.distribution.counts:
        assert answer(ledger, "counted", {"status": status.value}) == count
    for rate in numbers.rates:
        assert answer(ledger, "rate-part", {"rate": rate.key}) == rate.part
        assert answer(ledger, "rate-whole", {"rate": rate.key}) == rate.whole
    assert answer(ledger, "provisional", {}) == numbers.provisional
    assert answer(ledger, "rules", {}) >= len(sensitivity(lens).rows)


def test_an_earlier_edition_is_counted_by_its_own_day(valid_register: Register) -> None:
    """The edition of the export is that of every query that names no other."""
    early = ledger_from(valid_register, Edition(date(2002, 6, 30)))
    assert answer(early, "judged", {}) == 0
    assert answer(early, "judged", {"as_of": "2004-01-31"}) == 3


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_needs_what_it_names_and_knows_nothing_else(
    ledger: Ledger, measure: str
) -> None:
    """A query without its words, or with strange ones, is refused and never guessed."""
    asked = SOME.get(measure, {})
    if "rule" in asked:
        rule = sensitivity_rule()
        asked = {**asked, "rule": rule}
    answer(ledger, measure, asked)
    for word in asked:
        if measure != "observation" or word != "number":
            with pytest.raises(UsageError, match="needs to know"):
                answer(ledger, measure, {key: asked[key] for key in asked if key != word})
    with pytest.raises(UsageError, match="no query of ours is called weather"):
        answer(ledger, measure, {**asked, "weather": "fair"})


def sensitivity_rule() -> str:
    """Return the first published rule."""
    from pledgetrack.scales import scales  # noqa: PLC0415

    return scales()[0].id


@pytest.mark.parametrize(
    ("measure", "filter_", "said"),
    [
        ("weather", {}, "no query of ours is called weather"),
        ("counted", {"as_of": "soon"}, "soon is no day"),
        ("source-records", {"source": 1}, None),
        ("observation", {"series": "sailings", "period": "1999"}, "does not know, '1999'"),
        ("observation", {"series": "sailings", "period": "2001", "number": "9"}, "2001"),
        ("rule-percent", {"rule": "x", "reading": "strict", "no_evidence": "no"}, "does not know"),
    ],
)
def test_what_is_not_known_is_refused(
    ledger: Ledger, measure: str, filter_: Mapping[str, str], said: str | None
) -> None:
    """The message names the word; an unknown source is cited by nobody."""
    if said is None:
        assert answer(ledger, measure, filter_) == 0
        return
    with pytest.raises(UsageError, match=said):
        answer(ledger, measure, filter_)


def test_words_of_filters_have_one_meaning() -> None:
    """No word both selects records and says what is asked."""
    for words in ARGUMENTS.values():
        assert not set(words) & set(SELECTIONS)
    assert set(ARGUMENTS) <= set(MEASURES)


def test_a_register_comes_back_from_its_export(full_register: Register) -> None:
    """All values are the same, whatever field they use."""
    data = json.loads(export_json(full_register, edition_of(full_register)))
    again = register_of(data["files"])
    for name in ("tracker", "parties", "agreements", "sources", "series", "written"):
        assert getattr(again, name) == getattr(full_register, name)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("edition", "as_of"), "2004-02-30", "2004-02-30 is no day"),
        (("records",), "none", "register.json: "),
        (
            ("files", "commitment", "commitments/harbour-2001/ferry-pier.yaml", "by"),
            7,
            "ferry-pier",
        ),
        (
            ("files", "source", "commitments/sources/gazette-2003.yaml", "date"),
            "2003-13",
            "gazette-2003.yaml: ",
        ),
    ],
)
def test_data_that_fit_no_schema_are_refused(
    valid_register: Register, path: tuple[str, ...], value: object, said: str
) -> None:
    """Shape and possible values are held against the gates of the tracker's own files."""
    data = json.loads(export_json(valid_register, edition_of(valid_register)))
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    with pytest.raises(LedgerError, match=said):
        ledger_of(data, "")


@pytest.mark.parametrize(
    ("measure", "filter_", "value"),
    [
        ("records", {"section": "ferries"}, 7),
        ("records", {"section": "ferries", "agreement": "harbour-2001"}, 1),
        ("records", {"section": "goods"}, 8),  # all of them in sections below it
        ("records", {"section": "trade"}, 5),
        ("records", {"section": "fares"}, 4),
        ("observation", {"series": "sailings-north", "period": "FY2008"}, 11),
        ("observation", {"series": "sailings-north", "period": "FY2008", "number": "1"}, 10),
        ("covered-percent", {"agreement": "harbour-2006"}, 100.0),
        ("covered-percent", {"agreement": "harbour-2001"}, None),
        ("changed", {"from_as_of": "2008-12-31"}, 7),
        ("changed", {"from_as_of": "2008-12-31", "from_status": "substantial"}, 1),
        ("changed", {"from_as_of": "2008-12-31", "from_status": "unassessed"}, 6),
        ("changed", {"from_as_of": "2008-12-31", "from_status": "partial"}, 0),
    ],
)
def test_more_is_counted_by_hand(
    full_register: Register, measure: str, filter_: Mapping[str, str], value: Value | None
) -> None:
    """In the files of the tracker that uses every field."""
    assert answer(ledger_from(full_register), measure, filter_) == value


@pytest.mark.parametrize("number", ["0", "3"])
def test_a_figure_that_is_not_there_is_not_another(full_register: Register, number: str) -> None:
    """Of two figures of a period neither the third nor the one before the first is asked for."""
    asked = {"series": "sailings-north", "period": "FY2008", "number": number}
    with pytest.raises(UsageError, match=r"does not know, 'FY2008'$"):
        answer(ledger_from(full_register), "observation", asked)


def test_each_published_rule_has_its_own_answer(full_register: Register) -> None:
    """Strict and lenient, with and without what lacks evidence; and the ends of them all."""
    ledger = ledger_from(full_register)
    rules = list(headlines(ledger.judgements(ledger.edition).values()))
    for one in rules:
        asked = {
            "rule": one.rule,
            "reading": "lenient" if one.lenient else "strict",
            "no_evidence": "yes" if one.with_no_evidence else "no",
        }
        assert answer(ledger, "rule-percent", asked) == one.percent
        assert answer(ledger, "rule-records", asked) == one.records
    assert len({(one.percent, one.records) for one in rules}) > 4
    percents = {one.percent for one in rules if one.percent is not None}
    assert answer(ledger, "rule-lowest", {}) == min(percents) == 33
    assert answer(ledger, "rule-highest", {}) == max(percents) == 75
    assert answer(ledger, "rule-highest", {"agreement": "elsewhere"}) is None


def test_a_share_is_rounded_half_up() -> None:
    """To a whole percent; a share of nothing is none."""
    shares = [(1, 3, 33), (2, 3, 67), (1, 8, 13), (1, 200, 1), (1, 201, 0), (3, 3, 100), (0, 9, 0)]
    assert [_percent(part, whole) for part, whole, _ in shares] == [each for *_, each in shares]
    assert _percent(0, 0) is None


def test_an_export_comes_back_with_its_edition(valid_register: Register) -> None:
    """Both its days, what it says of each text, and the digest."""
    edition = Edition(date(2003, 6, 30), date(2004, 2, 1))
    ledger = ledger_from(valid_register, edition)
    assert ledger.edition == edition
    assert [text["source"] for text in ledger.coverage] == ["harbour-2001-text"]
    text = export_json(valid_register, edition).encode()
    assert ledger.sha256 == hashlib.sha256(text).hexdigest()
    assert ledger_from(valid_register, Edition(edition.as_of)).edition == Edition(edition.as_of)


def test_strange_words_are_told_together(ledger: Ledger) -> None:
    """In the order of the alphabet; of what never ends the first eighty letters."""
    with pytest.raises(UsageError, match=r"called tide, weather$"):
        answer(ledger, "counted", {"weather": "fair", "tide": "low", "party": "north"})
    with pytest.raises(UsageError, match=r"called w{80}$"):
        answer(ledger, "w" * 81, {})


def test_of_a_wrong_day_the_first_letters_are_repeated(valid_register: Register) -> None:
    """Forty of them, in a query and in the data that were sent along."""
    with pytest.raises(UsageError, match=r"^x{40} is no day$"):
        answer(ledger_from(valid_register), "counted", {"as_of": "x" * 41})
    data = json.loads(export_json(valid_register, edition_of(valid_register)))
    data["edition"]["as_of"] = "x" * 41
    with pytest.raises(LedgerError, match=r"^register\.json: x{40} is no day$"):
        ledger_of(data, "")


@pytest.mark.parametrize(("from_status", "value"), [("absent", 7), ("unassessed", 0), (None, 7)])
def test_what_an_earlier_edition_did_not_hold_was_absent(
    ledger: Ledger, from_status: str | None, value: int
) -> None:
    """On the day before the compact was signed there was none of its records."""
    asked = {"from_as_of": "2001-05-03"} | ({"from_status": from_status} if from_status else {})
    assert answer(ledger, "changed", asked) == value
