"""Every field, relation and allowed word of the model is used by a record that passes its checks.

What no record uses is tried by no test; so a field that is new in a schema fails here first.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, TypeAlias

import pytest
from trackers import RECORDS

from pledgetrack import model
from pledgetrack.files import discover
from pledgetrack.loading import load_file
from pledgetrack.register import Register
from pledgetrack.schemas import KINDS, bundled_schema

Schema: TypeAlias = dict[str, Any]
Use: TypeAlias = tuple[str, str, str]
"""A schema (by its title), "key" or "word", and which."""

TRACKERS = (RECORDS / "valid", RECORDS / "every-field")


def offered(kind: str) -> set[Use]:
    """Return every key and every allowed word of a kind of file."""
    whole = bundled_schema(kind)
    found: set[Use] = set()
    pending = [whole]
    while pending:
        schema = _resolved(pending.pop(), whole)
        found |= {(schema["title"], "key", key) for key in schema.get("properties", ())}
        found |= {(schema["title"], "word", word) for word in schema.get("enum", ())}
        pending += schema.get("properties", {}).values()
        pending += [
            schema[key]
            for key in ("items", "additionalProperties")
            if type(schema.get(key)) is dict
        ]
    return found


def used(data: Any, schema: Schema, whole: Schema) -> Iterator[Use]:
    """Yield every key and word of some data, told as its schema tells them."""
    schema = _resolved(schema, whole)
    if isinstance(data, dict):
        named, others = schema.get("properties", {}), schema.get("additionalProperties")
        for key, value in data.items():
            if key in named:
                yield schema["title"], "key", key
            yield from used(value, named.get(key, others), whole)
    elif isinstance(data, list):
        for value in data:
            yield from used(value, schema["items"], whole)
    elif "enum" in schema:
        yield schema["title"], "word", data


def _resolved(schema: Schema, whole: Schema) -> Schema:
    """Follow references; a title of its own tells two uses of a shared part apart."""
    while "$ref" in schema:
        target = whole["$defs"][schema["$ref"].rpartition("/")[2]]
        schema = {**target, **{key: schema[key] for key in schema if key != "$ref"}}
    return schema


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_and_word_of_the_schema_occurs(kind: str) -> None:
    """The two trackers use all there is."""
    whole = bundled_schema(kind)
    found: set[Use] = set()
    for root in TRACKERS:
        for path, of_kind in discover(root)[0].items():
            raw, _ = load_file(root, path)
            if of_kind == kind and raw is not None:
                found.update(used(raw.data, whole, whole))
    assert offered(kind) - found == set()


def test_every_field_of_the_model_has_a_value_somewhere(
    valid_register: Register, full_register: Register
) -> None:
    """Decoding leaves no field at its default in all of the test records."""
    filled: dict[str, set[str]] = {}
    for register in (valid_register, full_register):
        for part in (
            (register.tracker,),
            *(getattr(register, name).values() for name in ("parties", "agreements", "sources")),
            *(getattr(register, name).values() for name in ("series", "commitments")),
        ):
            for value in part:
                _note(value, filled)
    for kind in vars(model).values():
        if is_dataclass(kind) and kind.__module__ == model.__name__:
            names = {field.name for field in fields(kind)}
            assert names - filled.get(kind.__name__, set()) == set(), kind.__name__


def _note(value: Any, filled: dict[str, set[str]]) -> None:
    """Note of each value, and of those inside, which fields are neither empty nor None."""
    if isinstance(value, tuple):
        for entry in value:
            _note(entry, filled)
    if is_dataclass(value):
        for field in fields(value):
            inner = getattr(value, field.name)
            if inner not in (None, "", (), {}, frozenset(), False):
                filled.setdefault(type(value).__name__, set()).add(field.name)
            _note(inner, filled)
