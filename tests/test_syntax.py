"""What an editor reads about a file that is no YAML, where the parser's own words do not help."""

import pytest
import yaml

from pledgetrack.findings import Finding, Location
from pledgetrack.loading import load_bytes
from pledgetrack.syntax import explain

PATH = "commitments/harbour-2001/ferry-times.yaml"
REMEDY = (
    "See the line named and the one above it; text with a colon, comma, quote or # goes into "
    "double quotes, or below `>-` on lines of its own."
)

# text, line, column, check, message, hint
TOLD = [
    (
        "title: Ferries\nby: ? north\n",
        *(2, 5, "yaml-syntax"),
        "this is not YAML: mapping keys are not allowed in this context",
        REMEDY,
    ),
    (
        "?\ttitle: Ferries\n",
        *(1, 2, "tab-indentation"),
        "a tab stands here where only blanks may stand",
        "Replace each tab at the beginning of the line by blanks, two a level.",
    ),
    (
        "due:\n  words: in July # of 2001\n  at the latest\n  by: 2001-07\n",
        *(3, 3, "yaml-syntax"),
        "this line belongs to nothing: a comment (#) ended the value in the line above",
        "Put the whole value in double quotes, or below `>-` on lines of its own.",
    ),
]


@pytest.mark.parametrize("told", TOLD, ids=[told[4] for told in TOLD])
def test_what_is_no_yaml_is_told_in_these_words(told: tuple[str, int, int, str, str, str]) -> None:
    """At the place where the hand has to go."""
    text, line, column, *words = told
    raw, findings = load_bytes(text.encode(), PATH)
    assert raw is None
    assert findings == (Finding(Location(PATH, line, column), *words),)


def test_an_error_that_has_no_place_is_told_at_the_beginning_of_the_file() -> None:
    """In the words that it brings along: there are no others."""
    error = yaml.YAMLError("the harbour is closed")
    message = "this is not YAML: the harbour is closed"
    told = explain(error, "title: Ferries\nby: north\n", PATH)
    assert told == Finding(Location(PATH), "yaml-syntax", message, REMEDY)
