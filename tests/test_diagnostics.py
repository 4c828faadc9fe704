"""Findings as text, JSON, annotations and SARIF: nothing in them can break the reader."""

import json
import re
from typing import Any

import pytest
from samples import SAMPLES, read_sample

from pledgetrack.catalogue import CATALOGUE
from pledgetrack.findings import Finding, Location, Severity
from pledgetrack.rendering.diagnostics import FORMATS, Report, printable

PLAIN = Finding(
    Location("commitments/harbour-2001/ferry.yaml", 7, 3),
    "wrong-value",
    "`status` cannot be the text “done”",
    "Allowed: started, fulfilled.",
)
WARNING = Finding(
    Location("commitments/harbour-2001/pier.yaml"),
    "swallowed-comment",
    "the value ends early",
    severity=Severity.WARNING,
)
NASTY = Finding(
    Location("commitments/a,b:c%/x y.yaml", 1, 2),
    "wrong-value",
    "50 % :: \x1b[31mred\r\n::error::fake \u202e",
    "a, b: 100 %",
)


def drawn(fmt: str, *findings: Finding, records: int = 2) -> str:
    """Return findings in a format."""
    return FORMATS[fmt](Report(records, findings, CATALOGUE))


def test_text_has_the_place_the_rule_the_fault_and_the_remedy() -> None:
    """In the form that editors and terminals know how to follow."""
    assert drawn("text", PLAIN, WARNING) == (
        "commitments/harbour-2001/ferry.yaml:7:3: error[wrong-value]: "
        "`status` cannot be the text “done”\n"
        "    Allowed: started, fulfilled.\n"
        "commitments/harbour-2001/pier.yaml:1:1: warning[swallowed-comment]: the value ends early\n"
        "2 records: 1 error, 1 warning\n"
    )


def test_text_counts_in_words() -> None:
    """One record, two records."""
    assert drawn("text", records=1) == "1 record: 0 errors, 0 warnings\n"
    assert drawn("text", PLAIN, PLAIN, records=0).endswith("0 records: 2 errors, 0 warnings\n")


def test_a_message_stays_on_its_line() -> None:
    """Line ends, escape sequences and marks of direction are shown as their codes."""
    text = drawn("text", NASTY)
    assert text.count("\n") == 3
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\\x1b[31mred\\r\\n::error::fake \\u202e" in text
    assert printable("日本語 é") == "日本語 é"


def test_json_has_the_shape_of_the_contract() -> None:
    """Summary and findings, each with these keys."""
    assert json.loads(drawn("json", PLAIN, WARNING)) == {
        "summary": {"records": 2, "errors": 1, "warnings": 1},
        "findings": [
            {
                "path": "commitments/harbour-2001/ferry.yaml",
                "line": 7,
                "column": 3,
                "severity": "error",
                "check": "wrong-value",
                "message": "`status` cannot be the text “done”",
                "hint": "Allowed: started, fulfilled.",
            },
            {
                "path": "commitments/harbour-2001/pier.yaml",
                "line": 1,
                "column": 1,
                "severity": "warning",
                "check": "swallowed-comment",
                "message": "the value ends early",
                "hint": "",
            },
        ],
    }


def test_an_annotation_is_one_command() -> None:
    """What a record says cannot begin a command of its own, nor end its properties."""
    (line,) = drawn("github", NASTY).splitlines()
    assert line == (
        "::error file=commitments/a%2Cb%3Ac%25/x y.yaml,line=1,col=2,title=wrong-value::"
        r"50 %25 :: \x1b[31mred\r%0A::error::fake \u202e%0Aa, b: 100 %25"
    )
    assert drawn("github", WARNING).startswith("::warning file=")
    assert drawn("github") == ""


def sarif(*findings: Finding) -> dict[str, Any]:
    """Return the only run of a SARIF log."""
    log = json.loads(drawn("sarif", *findings))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_sarif_names_every_rule_of_the_catalogue() -> None:
    """With a description and a remedy, so that a viewer can show them."""
    driver = sarif()["tool"]["driver"]
    assert driver["name"] == "pledgetrack"
    assert [rule["id"] for rule in driver["rules"]] == list(CATALOGUE)
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]


def test_sarif_results_have_what_the_standard_asks_for() -> None:
    """A rule that is listed, a level, a message, a relative place with a base that is defined."""
    run = sarif(PLAIN, WARNING, NASTY)
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert [result["level"] for result in run["results"]] == ["error", "warning", "error"]
    for result in run["results"]:
        assert result["ruleId"] in rules
        assert result["message"]["text"]
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        assert physical["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]
        assert re.fullmatch(r"[\w./~%-]+", physical["artifactLocation"]["uri"])
        assert physical["region"]["startLine"] >= 1
        assert physical["region"]["startColumn"] >= 1
    assert run["columnKind"] == "unicodeCodePoints"
    assert sarif()["results"] == []


def test_sarif_addresses_are_escaped() -> None:
    """A path is an address there."""
    result = sarif(NASTY)["results"][0]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "commitments/a%2Cb%3Ac%25/x%20y.yaml"


@pytest.mark.parametrize("check", CATALOGUE.values(), ids=lambda check: check.name)
def test_a_check_is_told_in_sentences(check: Any) -> None:
    """A name in kebab case, a rule, a remedy."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", check.name)
    for words in (check.summary, check.remedy):
        assert words[0].isupper() or words[0] == "`"
        assert words.endswith(".")
        assert "\n" not in words


def test_the_catalogue_is_complete_and_sorted() -> None:
    """And the samples speak of its names only."""
    assert list(CATALOGUE) == sorted(CATALOGUE)
    assert all(name == check.name for name, check in CATALOGUE.items())
    assert {read_sample(path).check for path in SAMPLES} <= set(CATALOGUE)


def test_a_log_of_annotations_cannot_steer_a_terminal() -> None:
    """File names are the only words of strangers that were not looked at by the loader."""
    finding = Finding(Location("a\x1b[31m\r.yaml"), "empty-file", "50 % of\nit", "")
    (line,) = FORMATS["github"](Report(1, [finding], {})).splitlines()
    assert line == (r"::error file=a\x1b[31m\r.yaml,line=1,col=1,title=empty-file::50 %25 of%0Ait")
