"""What an editor reads about a value that does not fit, word for word."""

from array import array

import pytest

from pledgetrack.findings import Finding, Location
from pledgetrack.loading import load_bytes
from pledgetrack.raw import RawRecord
from pledgetrack.shapes import Misfit, describe
from pledgetrack.validation import validate

PATH = "commitments/harbour-2001/ferry-times.yaml"
RECORD = (
    "id: harbour-2001/ferry-times\ntitle: Ferries every hour\n"
    'text: [{exact: "The North will run ferries every hour.", lines: 12-13}]\n'
)
ACTION = f"{RECORD}kind: action\n"
JUDGED = f"{ACTION}assessments:\n  - {{as_of: 2002-01-01, recorded: 2002-01-01, why: It runs., "
DUE = f"{ACTION}due: {{by: 2001, words: by 2001, "
TRACKER = "id: harbour\ntitle: Harbour\nlanguages: [en]\n"
FORCES = "Allowed: firm, intent, effort, expectation, welcome."
LACKS = "Allowed: actor, act, measure."
LENGTH = "Write something, or delete the key; shorten what is too long."
KEYS = (
    "Further keys that may stand here: schema_version, as_of, editions, coverage, "
    "repository_url, site_url."
)
MORE = "Further keys that may stand here: from, strict."
COMMA = "Inside { } a comma ends a value: text with a comma goes into double quotes."
DATE = "With the precision that is known: 1992, 1992-03 or 1992-03-31."

# kind, text, message, hint
TOLD = [
    (
        "tracker",
        f"{TRACKER}colour: red\n",
        "the key `colour` is not known here",
        KEYS,
    ),
    (
        "commitment",
        f"{DUE}voice: north}}\n",
        "the key `voice` is not known in `due`",
        f"It belongs in `effects` or `evidence`: look at the indentation. {MORE}",
    ),
    (
        "commitment",
        f"{DUE}form}}\n",
        "the key `form` is not known in `due`",
        f"Did you mean `from`? {COMMA} {MORE}",
    ),
    (
        "commitment",
        f"{DUE}from: 2000, strict: 2001, or so}}\n",
        "the key `or so` is not known in `due`",
        COMMA,
    ),
    (
        "commitment",
        RECORD,
        "`kind` is missing",
        "Add `kind:`. What sort of statement it is; it decides how it is judged.",
    ),
    (
        "commitment",
        f"{JUDGED}}}\n",
        "`status` is missing in entry 1 of `assessments`",
        "Add `status:`.",
    ),
    (
        "parties",
        "north: {kind: government}\n",
        "`name` is missing in `north`",
        "Add `name:`. The full name.",
    ),
    (
        "commitment",
        f"{ACTION}due: {{by: true, words: by 2001}}\n",
        "`by` is true, but must be text or a whole number",
        'Put it in double quotes: "true".',
    ),
    (
        "commitment",
        f"{ACTION}due: {{by: [2001], words: by 2001}}\n",
        "`by` is a list, but must be text or a whole number",
        DATE,
    ),
    (
        "commitment",
        f"{ACTION}by: 5\n",
        "`by` is the number 5, but must be a list",
        "Who must act: short names of parties. Default: that of the stem.",
    ),
    (
        "commitment",
        f"{ACTION}by:\n",
        "`by` is empty, but must be a list",
        "Write a value after the colon, or delete the key.",
    ),
    (
        "commitment",
        f"{ACTION}by: north\n",
        "`by` is the text “north”, but must be a list",
        "Write a list, also of one: [ ... ].",
    ),
    (
        "commitment",
        f"{ACTION}by: {{north: all}}\n",
        "`by` is a map, but must be a list",
        "Begin each entry with “- ”.",
    ),
    (
        "commitment",
        f"{ACTION}due: [2001]\n",
        "`due` is a list, but must be a map (`key: value`)",
        "Write the keys without “- ” before.",
    ),
    (
        "tracker",
        f'{TRACKER}coverage: "9"\n',
        "`coverage` is the text “9”, but must be a number",
        "Write the bare number, no unit.",
    ),
    (
        "commitment",
        f"{ACTION}force: frim\n",
        "`force` cannot be the text “frim”",
        f"Did you mean `firm`? {FORCES}",
    ),
    ("commitment", f"{ACTION}force: strong\n", "`force` cannot be the text “strong”", FORCES),
    ("commitment", f"{ACTION}force: 5\n", "`force` cannot be the number 5", FORCES),
    (
        "commitment",
        f"{ACTION}lacks: [{'a' * 40}]\n",
        f"entry 1 of `lacks` cannot be the text “{'a' * 40}”",
        LACKS,
    ),
    (
        "commitment",
        f"{ACTION}lacks: [{'a' * 41}]\n",
        f"entry 1 of `lacks` cannot be the text “{'a' * 39}…”",
        LACKS,
    ),
    (
        "commitment",
        f'{ACTION}note: " "\n',
        "`note` cannot be an empty text",
        "Write something, or delete the key.",
    ),
    ("commitment", f"{ACTION}by: []\n", "`by` is empty", LENGTH),
    (
        "commitment",
        f"{ACTION}sum_of: [a]\n",
        "`sum_of` has 1 entry; at least 2 are asked for",
        LENGTH,
    ),
    (
        "commitment",
        f"{JUDGED}status: no-evidence, codings: {{reading-1: partial}}}}\n",
        "`codings` has 1 key; at least 2 are asked for",
        LENGTH,
    ),
    (
        "commitment",
        f"{ACTION}by: [north, north]\n",
        "entry 2 of `by` is the same as entry 1",
        "Delete one of the two.",
    ),
]


@pytest.mark.parametrize(("kind", "text", "message", "hint"), TOLD, ids=range(len(TOLD)))
def test_a_misfit_is_told_in_these_words(kind: str, text: str, message: str, hint: str) -> None:
    """What is wrong, and what to do: each a sentence, and nothing else."""
    (finding,) = _findings(kind, text)
    assert (finding.message, finding.hint) == (message, hint)


def _findings(kind: str, text: str) -> tuple[Finding, ...]:
    raw, findings = load_bytes(text.encode(), PATH)
    assert raw is not None, findings
    return validate(raw, kind)


def test_a_misfit_stands_at_its_value_whatever_the_keys_inside() -> None:
    """Even where one of them is an empty text."""
    (finding,) = _findings("commitment", f'{ACTION}by: {{"": north}}\n')
    assert (finding.location.line, finding.location.column) == (5, 5)


def test_a_rule_without_words_of_its_own_is_told_all_the_same() -> None:
    """Should a schema come to use a keyword that nobody wrote a sentence for."""
    misfit = Misfit(("by",), "maxItems", ["north", "south"], {}, "", "two are too many")
    finding = describe(misfit, RawRecord(PATH, {}, array("I", [0, 0])))
    message = "`by` does not fit: two are too many"
    assert finding == Finding(
        Location(PATH), "wrong-value", message, "Write one of the allowed values."
    )
