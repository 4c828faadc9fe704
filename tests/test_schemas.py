"""The schemas are valid, stand alone, explain themselves and mean the same in every engine."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pledgetrack import vocabulary
from pledgetrack.schemas import KINDS, bundled_schema


@pytest.mark.parametrize("kind", KINDS)
def test_a_bundled_schema_stands_alone(kind: str) -> None:
    """It is valid JSON Schema, refers to nothing outside and is the caller's own copy."""
    schema = bundled_schema(kind)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:pledgetrack:schema:{kind}:1"
    references = {node["$ref"] for node in _nodes(schema) if "$ref" in node}
    assert references == {f"#/$defs/{name}" for name in schema["$defs"]}
    schema.clear()
    assert bundled_schema(kind)


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node:
        if isinstance(child, dict | list):
            yield from _nodes(child)


@pytest.mark.parametrize("kind", KINDS)
def test_schemas_explain_themselves(kind: str) -> None:
    """Every key has a title and a description; every value of a list its meaning."""
    schema = bundled_schema(kind)
    for node in _nodes(schema):
        for name, value in node.get("properties", {}).items() if "type" in node else ():
            target = schema["$defs"].get(value.get("$ref", "").rpartition("/")[2], {})
            assert {"title", "description"} <= {*value, *target}, name
        if "x-meanings" in node:
            assert list(node["x-meanings"]) == node["enum"]
            assert len(node["enumDescriptions"]) == len(node["enum"])
            assert all(f"- {value}: " in node["description"] for value in node["enum"])
        if "enum" in node and "title" in node:
            assert "x-meanings" in node


@pytest.mark.parametrize("kind", KINDS)
def test_patterns_mean_the_same_in_every_engine(kind: str) -> None:
    """They are anchored at both ends and use no class that differs between engines."""
    for node in _nodes(bundled_schema(kind)):
        pattern = node.get("pattern")
        if isinstance(pattern, str):
            outside = re.sub(r"\[(\\.|[^\]])*\]", "", pattern)
            while "(" in outside:
                outside = re.sub(r"\([^()]*\)", "", outside)
            assert re.fullmatch(r"\^[^|^$]*\$", outside)
            assert not re.search(r"\\[dwbDWBAZz]", pattern)
            assert node["patternErrorMessage"]


def _enums(kind: str, *steps: str) -> set[str]:
    node: Any = bundled_schema(kind)
    for step in steps:
        node = node["properties"][step]
        if "$ref" in node:
            node = bundled_schema(kind)["$defs"][node["$ref"].rpartition("/")[2]]
        node = node.get("items", node)
    return set(node["enum"])


def test_schemas_and_vocabulary_have_the_same_words() -> None:
    """A word stands in the schema exactly if the program knows it."""
    derived = {vocabulary.Status.DECLARATORY, vocabulary.Status.UNASSESSED, vocabulary.Status.STEM}
    assert _enums("commitment", "assessments", "status") == set(vocabulary.Status) - derived
    assert _enums("commitment", "kind") == set(vocabulary.Kind)
    assert _enums("commitment", "force") == set(vocabulary.Force)
    assert _enums("commitment", "text", "role") == set(vocabulary.Role)
    assert _enums("commitment", "lacks") == set(vocabulary.Lack) - {vocabulary.Lack.DATE}
    assert _enums("commitment", "indicator", "target", "test") == set(vocabulary.Test)
    assert _enums("commitment", "indicator", "prices") == set(vocabulary.Prices)
    assert _enums("agreement", "dispositions", "as") == set(vocabulary.DispositionKind)
    assert _enums("source", "grade") == set(vocabulary.Grade)
    assert _enums("series", "observations", "bound") == set(vocabulary.Bound)
