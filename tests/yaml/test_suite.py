"""The cases of the YAML test suite: read as documented, or refused with a place.

``cases.json`` holds the cases of https://github.com/yaml/yaml-test-suite under the licence beside
it. Much of YAML is refused on purpose: anchors, tags, keys that are no text, several documents.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from pledgetrack.loading import load_bytes

CASES: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("cases.json").read_text("utf-8")
)

LENIENT = {
    "9C9N-0": "lines of a list in brackets need not be indented",
    "9JBA-0": "a comment may follow a closing bracket without a blank",
    "CVW2-0": "a comment may follow a comma without a blank",
    "DK95-1": "a tab may begin a further line of a quoted value",
    "G5U8-0": "a lone hyphen in brackets is text",
    "QB6E-0": "further lines of a quoted value need not be indented",
    "S98Z-0": "an empty block may have blanks of any number above it",
    "SU5Z-0": "a comment may follow a closing quote without a blank",
    "X4QW-0": "a comment may follow > without a blank",
    "Y79Y-3": "a tab may indent the inside of brackets",
    "YJV2-0": "a lone hyphen in brackets is text",
}
"""Not YAML, and libyaml reads it all the same, in the one way that it can be meant."""

DIFFERENT = {
    "652Z-0": "in brackets ? begins a key although no blank follows",
    "HM87-1": "in brackets ? begins a key although no blank follows",
    "L24T-1": "the blanks that end a block are one line end short",
}
"""Where libyaml and the suite disagree; a record has no use for either."""


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_read_as_documented_or_refused_with_a_place(name: str) -> None:
    """What is not YAML is refused, and what is read is what the suite says."""
    case = CASES[name]
    raw, findings = load_bytes(case["yaml"].encode(), "case.yaml")
    lines = case["yaml"].split("\n")
    for finding in findings:
        assert 1 <= finding.location.line <= len(lines)
        assert 1 <= finding.location.column <= len(lines[finding.location.line - 1]) + 2
    assert (raw is not None and "fail" in case) == (name in LENIENT)
    if raw is not None and "json" in case and "fail" not in case:
        assert (documents(case["json"]) != [raw.data]) == (name in DIFFERENT)


def documents(written: str) -> list[Any]:
    """Return the JSON values that stand one after the other."""
    decoder, found, at = json.JSONDecoder(), [], 0
    written = written.strip()
    while at < len(written):
        value, end = decoder.raw_decode(written, at)
        found.append(value)
        at = end + len(written[end:]) - len(written[end:].lstrip())
    return found


def test_most_of_what_records_use_is_read() -> None:
    """The suite is there, whole, and the loader does not refuse everything."""
    read = [name for name, case in CASES.items() if load_bytes(case["yaml"].encode(), "x")[0]]
    assert len(CASES) == 402
    assert len(read) == 180
