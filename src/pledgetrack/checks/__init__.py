"""The meaning of records: one small named function per rule.

To add a rule: write the function in the module of its subject, with a docstring of two paragraphs
(the rule; ``Remedy:`` what to do); name it in the module's ``RULES`` or ``WARNINGS``; add a sample
``tests/records/invalid/<name>.yaml``. The name of the function, with hyphens, is the name of the
check everywhere: catalogue, sample, documentation, reports.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from pledgetrack.checks import (
    agreements,
    assessments,
    coding,
    drafts,
    likeness,
    names,
    overclaims,
    quotes,
    references,
    relations,
    reviews,
    values,
    words,
)
from pledgetrack.checks.rules import Fault, check_of
from pledgetrack.findings import Check, Finding, Location, Severity

if TYPE_CHECKING:
    from pledgetrack.loading import RawRecord
    from pledgetrack.register import Register

_SUBJECTS = (
    references,
    quotes,
    words,
    relations,
    assessments,
    reviews,
    agreements,
    overclaims,
    coding,
    likeness,
    names,
    drafts,
)
_Rule = Callable[["Register"], Iterator[Fault]]
_RULES: tuple[tuple[_Rule, Severity], ...] = tuple(
    (rule, severity)
    for subject in _SUBJECTS
    for rules, severity in ((subject.RULES, Severity.ERROR), (subject.WARNINGS, Severity.WARNING))
    for rule in rules
)

CHECKS: tuple[Check, ...] = (
    *(check_of(rule) for rule in values.RULES),
    *(check_of(rule, severity) for rule, severity in _RULES),
)
_REMEDIES = {check.name: check.remedy for check in CHECKS}


def impossible_values(raw: "RawRecord", kind: str) -> list[Finding]:
    """Return what no schema can see in one file and no value can hold; run before decoding."""
    return [
        _finding(rule, Severity.ERROR, fault, raw.locate(fault.keys, key=fault.at_key))
        for rule in values.RULES
        for fault in rule(raw, kind)
    ]


def run(register: "Register") -> list[Finding]:
    """Return all that is wrong with the meaning of a register."""
    return [
        _finding(rule, severity, fault, register.locate(fault.path, fault.keys, key=fault.at_key))
        for rule, severity in _RULES
        for fault in rule(register)
    ]


def _finding(
    rule: Callable[..., Iterator[Fault]], severity: Severity, fault: Fault, location: Location
) -> Finding:
    name = rule.__name__.replace("_", "-")
    hint = fault.hint or _REMEDIES[name]
    return Finding(location, name, fault.message, hint[:1].upper() + hint[1:], severity)
