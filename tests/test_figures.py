"""Named queries over a register: each measure, what filters select, and what is refused."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date

import pytest

from pledgetrack.assessment import Edition, edition_of
from pledgetrack.errors import UsageError
from pledgetrack.figures import ARGUMENTS, MEASURES, SELECTIONS, Value, answer
from pledgetrack.ledger import Ledger, LedgerError, ledger_of, register_of
from pledgetrack.register import Register
from pledgetrack.rendering.export import export_json
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
