"""Findings -> text, JSON, annotations for GitHub, SARIF."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pledgetrack.findings import Check, Finding, Severity

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
# What the runner of a workflow takes for a command, wherever it reads it in a log: two colons at
# the beginning of a line, and an older form anywhere in it.
_COMMAND: Final = re.compile(r"^\s*::|##\[")
# What a message of SARIF is besides its words: a link (section 3.11.6), a placeholder (3.11.5).
_MORE_THAN_WORDS: Final = re.compile(r"(?<=\])(?=\()|(?<=\{)(?=\d+\})")


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: the number of record files, and the findings sorted by place."""

    records: int
    findings: Sequence[Finding]
    catalogue: Mapping[str, Check]

    @property
    def errors(self) -> int:
        """Return the number of errors."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        """Return the number of warnings."""
        return len(self.findings) - self.errors


def as_text(report: Report) -> str:
    """Return a line for each finding, what to do below it, and a line that counts."""
    lines = [line for finding in report.findings for line in text_lines(finding)]
    counts = f"{_number(report.errors, 'error')}, {_number(report.warnings, 'warning')}"
    return "\n".join([*lines, f"{_number(report.records, 'record')}: {counts}", ""])


def text_lines(finding: Finding) -> Iterable[str]:
    """Yield ``path:line:column: severity[check]: message`` and, set in, the hint."""
    place = finding.location
    head = f"{place.path}:{place.line}:{place.column}: {finding.severity}[{finding.check}]"
    yield log_line(f"{head}: {finding.message}")
    if finding.hint:
        yield log_line(f"    {finding.hint}")


def printable(text: str) -> str:
    """Return text that cannot steer a terminal: what is not printable is shown as its code."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def log_line(text: str) -> str:
    """Return a line for a terminal, or for the log of a workflow, that steers neither."""
    return _COMMAND.sub(lambda found: f"{found[0][:-1]}\\x{ord(found[0][-1]):x}", printable(text))


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def as_json(report: Report) -> str:
    """Return summary and findings as JSON."""
    summary = {"records": report.records, "errors": report.errors, "warnings": report.warnings}
    findings = [
        {
            "path": finding.location.path,
            "line": finding.location.line,
            "column": finding.location.column,
            "severity": finding.severity.value,
            "check": finding.check,
            "message": finding.message,
            "hint": finding.hint,
        }
        for finding in report.findings
    ]
    return _dumped({"summary": summary, "findings": findings})


def as_github(report: Report) -> str:
    """Return workflow commands that annotate the lines of a pull request."""
    return "".join(f"{_annotation(finding)}\n" for finding in report.findings)


def _annotation(finding: Finding) -> str:
    place = finding.location
    properties = {
        "file": place.path,
        "line": str(place.line),
        "col": str(place.column),
        "title": finding.check,
    }
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    message = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    return f"::{finding.severity} {written}::{_escaped(message)}"


def _escaped(text: str) -> str:
    """Escape as the workflow commands ask, and what could steer the terminal of a log."""
    lines = (printable(line).replace("%", "%25") for line in text.split("\n"))
    return "%0A".join(lines)


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(report: Report) -> str:
    """Return a SARIF 2.1.0 log; every check of the catalogue is a rule."""
    rules = [
        {
            "id": check.name,
            "shortDescription": {"text": check.summary},
            "help": {"text": check.remedy},
        }
        for check in report.catalogue.values()
    ]
    driver = {"name": "pledgetrack", "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"description": {"text": "The root of the tracker."}}},
        "results": [_result(finding) for finding in report.findings],
    }
    return _dumped({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _result(finding: Finding) -> dict[str, Any]:
    place = finding.location
    region = {"startLine": place.line, "startColumn": place.column}
    return {
        "ruleId": finding.check,
        "level": finding.severity.value,
        "message": {"text": _sarif_words(f"{finding.message}. {finding.hint}".strip())},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(place.path), "uriBaseId": "ROOT"},
                    "region": region,
                }
            }
        ],
    }


def _sarif_words(text: str) -> str:
    """Return text with blanks where a reader of SARIF would see a link or a placeholder."""
    return _MORE_THAN_WORDS.sub(" ", text)


def _uri(path: str) -> str:
    from urllib.parse import quote  # noqa: PLC0415  only SARIF needs it

    return quote(path)


def _dumped(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
