"""Every text field of every kind of file, found in the schemas themselves."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, NamedTuple, TypeAlias

import jsonschema_rs

from pledgetrack.schemas import KINDS, bundled_schema

Steps: TypeAlias = tuple[str, ...]

STORED: Final = "stored text"
"""The kind of the texts in ``seeds/``, each of which is a field."""

_QUOTED: Final = ("quote", "words")


@dataclass(frozen=True, slots=True)
class Field:
    """A text field: the kind of its file, the way to it, and what the schema says of its values.

    Every entry of a list is the step ``[]``, every key that an author chooses ``*``.
    """

    kind: str
    steps: Steps
    schema: str = field(compare=False, default="{}")
    is_quote: bool = field(compare=False, default=False)

    def __str__(self) -> str:
        """Return it as people would write it."""
        return f"{self.kind}: {'.'.join(self.steps)}".replace(".[]", "[]")

    @property
    def is_nameless(self) -> bool:
        """Whether it holds the name of a person, in which a check refuses digits, @ and /."""
        return self.steps[-1:] == ("reviewed_by",)

    @property
    def limit(self) -> int:
        """Return the most letters that a value has."""
        return int(json.loads(self.schema).get("maxLength", 20_000))

    def admits(self, text: str) -> bool:
        """Say whether the schema lets a text through."""
        return _validator(self.schema).is_valid(text)


@cache
def _validator(schema: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(json.loads(schema))


@cache
def fields() -> tuple[Field, ...]:
    """Return every text field of every kind of file, and the stored texts as one more."""
    found = [each for kind in KINDS for each in _below(kind, (), bundled_schema(kind), kind)]
    return (*dict.fromkeys(found), Field(STORED, ("*",), is_quote=True))


def _below(kind: str, steps: Steps, schema: dict[str, Any], whole: str) -> Iterator[Field]:
    schema, name = _resolved(schema, bundled_schema(whole))
    if _is_text(schema):
        own = {key: value for key, value in schema.items() if key != "additionalProperties"}
        yield Field(kind, steps, json.dumps(own), name in _QUOTED)
        return
    for key, child in schema.get("properties", {}).items():
        yield from _below(kind, (*steps, key), child, whole)
    for step, keyword in (("[]", "items"), ("*", "additionalProperties")):
        if isinstance(schema.get(keyword), dict):
            yield from _below(kind, (*steps, step), schema[keyword], whole)


def _resolved(schema: dict[str, Any], whole: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Follow references; return also the name of the last shared part."""
    name = ""
    while "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        own = {key: value for key, value in schema.items() if key != "$ref"}
        schema = {**whole["$defs"][name], **own}
    return schema, name


def _is_text(schema: dict[str, Any]) -> bool:
    kinds = schema.get("type", ())
    values = [*schema.get("enum", ()), *([schema["const"]] if "const" in schema else [])]
    return "string" in ([kinds] if isinstance(kinds, str) else kinds) or any(
        isinstance(value, str) for value in values
    )


class Spot(NamedTuple):
    """A text in the data of a file: its field, the way to it, and what holds it under which key."""

    field: Field
    path: tuple[str | int, ...]
    holder: Any
    key: Any


def spots(kind: str, data: Any) -> Iterator[Spot]:
    """Yield every text in the data of a file; of prose that of each language."""
    known = {each.steps: each for each in fields() if each.kind == kind}
    waiting: list[tuple[Steps, Spot]] = [((), Spot(fields()[-1], (), [data], 0))]
    while waiting:
        steps, (_, path, holder, key) = waiting.pop()
        value = holder[key]
        if steps in known and isinstance(value, dict):
            yield from (Spot(known[steps], (*path, each), value, each) for each in value)
        elif steps in known and not isinstance(value, list):
            yield Spot(known[steps], path, holder, key)
        elif isinstance(value, dict | list):
            is_map = isinstance(value, dict)
            for each in reversed(list(value) if is_map else range(len(value))):
                way = _known((*steps, each), known) if is_map else (*steps, "[]")
                waiting.append((way, Spot(fields()[-1], (*path, each), value, each)))


def _known(steps: Steps, known: dict[Steps, Field]) -> Steps:
    """Return the way to a value, with ``*`` for a key that an author chose."""
    if any(way[: len(steps)] == steps for way in known):
        return steps
    return (*steps[:-1], "*")
