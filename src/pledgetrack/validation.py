"""A raw record is held against the schema of its kind; what does not fit becomes findings.

A fast engine says whether a file fits, and nearly all do. Only for one that does not, a slower
engine lists the faults, and each is told in the words of an editor with its exact place. The
shape is judged here; whether it makes sense is for :mod:`pledgetrack.checks`.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, islice
from typing import Any, Final

import jsonschema_rs

from pledgetrack import shapes
from pledgetrack.findings import Check, Finding, Location
from pledgetrack.raw import RawRecord
from pledgetrack.schemas import bundled_schema, key_owners

__all__ = ["CHECKS", "bundled_schema", "validate"]

MAX_FAULTS: Final = 200
"""A file with more faults of shape is not a record; to list them all would only take time."""

CHECKS: Final = (
    *shapes.CHECKS,
    Check(
        "too-many-faults",
        f"Of a file with more than {MAX_FAULTS} faults of shape, only so many are listed.",
        "Mend those that are listed and check again; perhaps the file lies in the wrong folder.",
    ),
)


def validate(raw: RawRecord, kind: str) -> tuple[Finding, ...]:
    """Return what is wrong with the shape of a file of this kind, in the order of the file."""
    if _gate(kind).is_valid(raw.data):
        return ()
    errors = _explainer(kind).iter_errors(raw.data)
    misfits = chain.from_iterable(_misfits(error, kind) for error in errors)
    listed = list(islice(misfits, MAX_FAULTS + 1))
    findings: dict[tuple[Location, str, str], Finding] = {}
    for misfit in listed[:MAX_FAULTS]:
        finding = shapes.describe(misfit, raw)
        # The first is the general rule; a conditional one would say the same again.
        findings.setdefault((finding.location, finding.check, misfit.name), finding)
    if not findings:
        raise RuntimeError(f"the two schema engines disagree about {raw.path}; please report it")
    if len(listed) > MAX_FAULTS:
        return (*sorted(findings.values()), _cut_short(raw.path))
    return tuple(sorted(findings.values()))


def _cut_short(path: str) -> Finding:
    check = CHECKS[-1]
    message = f"this file has more than {MAX_FAULTS} faults of shape; the rest is not listed"
    return Finding(Location(path), check.name, message, check.remedy)


@cache
def _gate(kind: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(bundled_schema(kind))


@cache
def _explainer(kind: str) -> Any:
    # A slow import that a register without faults never needs.
    from jsonschema import Draft202012Validator, validators  # noqa: PLC0415

    keywords = {"pattern": _pattern, "required": _required, "uniqueItems": _unique_items}
    explainer: Any = validators.extend(Draft202012Validator, keywords)  # type: ignore[no-untyped-call]
    return explainer(bundled_schema(kind))


def _pattern(_validator: object, pattern: str, value: object, _schema: object) -> Iterator[Any]:
    """Match as the fast engine does: in Python, ``$`` would let a line break pass at the end."""
    if isinstance(value, str) and not re.fullmatch(pattern, value):
        yield _error(f"does not match {pattern}")


def _required(_validator: object, names: list[str], value: object, _: object) -> Iterator[Any]:
    """Say each missing key alone; jsonschema itself names it in a sentence only."""
    if isinstance(value, dict):
        yield from (_error(name) for name in names if name not in value)


def _unique_items(_validator: object, unique: object, value: object, _: object) -> Iterator[Any]:
    """Compare by a canonical text: jsonschema itself compares each entry with each other."""
    first: dict[str, int] = {}
    for at, item in enumerate(value if unique and isinstance(value, list) else ()):
        earlier = first.setdefault(json.dumps(item, sort_keys=True), at)
        if earlier != at:
            yield _error(f"entry {earlier + 1}", at)


def _error(message: str, *path: int) -> Any:
    from jsonschema import ValidationError  # noqa: PLC0415  see _explainer

    return ValidationError(message, path=path)


def _misfits(error: Any, kind: str) -> Iterator[shapes.Misfit]:
    """Turn an error of jsonschema into misfits: one for each key that is unknown."""
    keyword, schema, value = str(error.validator), error.schema, error.instance
    path = tuple(error.absolute_path)
    if list(error.absolute_schema_path)[-2:-1] == ["propertyNames"]:
        yield shapes.Misfit(path, "propertyNames", value, schema, value, error.message)
    elif keyword == "additionalProperties":
        for name in value:
            if name not in schema["properties"]:
                owners = key_owners(kind).get(name, ())
                yield shapes.Misfit(path, keyword, value, schema, name, error.message, owners)
    elif not (keyword == "pattern" and value == "" and "minLength" in schema):
        name = error.message if keyword == "required" else ""
        yield shapes.Misfit(path, keyword, value, schema, name, error.message)
