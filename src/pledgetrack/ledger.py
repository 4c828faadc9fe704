"""The export of a register -> the register again, in the edition and scope of the export.

What a report prints is counted from the data that it carries, so whoever has the file can count
again. The data may come from strangers: they pass the same gates as the files of a tracker.
"""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pledgetrack import checks, validation
from pledgetrack.assessment import Edition, Judgement, judge
from pledgetrack.errors import PledgetrackError
from pledgetrack.findings import Severity
from pledgetrack.raw import Raw, RawRecord, number_values
from pledgetrack.register import Register, assemble, with_texts
from pledgetrack.schemas import EXPORT, KINDS


class LedgerError(PledgetrackError):
    """The data are no export of a register; the text says where they are not."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A register to count in: its records of the ``scope``, in an edition.

    ``coverage`` is what the export says of each text, which the texts themselves would have to
    prove; ``sha256`` is that of the export. Records outside the scope are there because the
    judgement of others rests on them.
    """

    register: Register
    edition: Edition
    scope: frozenset[str]
    coverage: tuple[Mapping[str, Any], ...]
    sha256: str
    _judged: dict[Edition, dict[str, Judgement]] = field(default_factory=dict, repr=False)

    def judgements(self, edition: Edition) -> Mapping[str, Judgement]:
        """Return the judgements of the scope in any edition of the register."""
        if edition not in self._judged:
            self._judged[edition] = {
                name: judgement
                for name, judgement in judge(self.register, edition).items()
                if name in self.scope
            }
        return self._judged[edition]


def ledger_of(data: Any, sha256: str) -> Ledger:
    """Return the register of an export, which is plain data of any origin.

    Raises `LedgerError` where the data do not fit the schemas, or hold what no value can hold.
    """
    hold_against_schema(data, "register.json", EXPORT)
    register = register_of(data["files"])
    edition = data["edition"]
    known_by = edition["known_by"]
    return Ledger(
        register=register,
        edition=Edition(_day(edition["as_of"]), _day(known_by) if known_by else None),
        scope=frozenset(entry["id"] for entry in data["records"]),
        coverage=tuple(data["coverage"]["texts"]),
        sha256=sha256,
    )


def register_of(files: Mapping[str, Mapping[str, Any]]) -> Register:
    """Return the register whose files, by kind and path, hold these data; it has no texts."""
    kinds: dict[str, str] = {}
    raws: dict[str, Raw] = {}
    for kind, contents in files.items():
        for path, content in contents.items():
            kinds[path] = kind
            raws[path] = hold_against_schema(content, path, kind)
    return with_texts(assemble(Path(), kinds, raws), {})


def hold_against_schema(data: Any, path: str, kind: str) -> RawRecord:
    """Return plain data of some kind as a record; `LedgerError` names the first fault in it."""
    raw = _without_places(path, data)
    faults = [*validation.validate(raw, kind)]
    if kind in KINDS:
        faults = faults or checks.impossible_values(raw, kind)
    wrong = [fault for fault in faults if fault.severity is Severity.ERROR]
    if wrong:
        raise LedgerError(f"{path}: {wrong[0].message}")
    return raw


def _without_places(path: str, data: Any) -> RawRecord:
    """Return plain data as a record whose values all stand in the first line."""
    raw = RawRecord(path, data, array("I"))
    raw.positions.extend([0] * 2 * len(number_values(raw)) * 2)
    return raw


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise LedgerError(f"register.json: {written[:40]} is no day") from error
