"""A record is wrong: plain data, made by loading, validation and checks, read by reporters."""

import enum
from dataclasses import dataclass


class Severity(enum.StrEnum):
    """How much a finding weighs: an error stops a build, a warning does so under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file.

    ``path`` is relative to the root of the tracker, with ``/``; ``line`` and ``column`` count
    from 1, columns in code points.
    """

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What is wrong, where, and what to do about it."""

    location: Location
    check: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Check:
    """An entry of the catalogue: the name of a rule, the rule in a sentence, and the remedy.

    ``severity`` is that of its findings.
    """

    name: str
    summary: str
    remedy: str
    severity: Severity = Severity.ERROR
