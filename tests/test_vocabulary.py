"""The closed lists of words are those of the schemas, and every word is explained."""

import enum
from collections.abc import Iterator
from typing import Any

import pytest

from pledgetrack import vocabulary
from pledgetrack.schemas import KINDS, bundled_schema
from pledgetrack.vocabulary import JUDGED, NOT_JUDGED, Status

# list of words -> kind of file, keys that lead to it; those derived are in no file
WRITTEN: dict[type[enum.StrEnum], tuple[str, tuple[str, ...]]] = {
    vocabulary.Kind: ("commitment", ("kind",)),
    vocabulary.Force: ("commitment", ("force",)),
    vocabulary.Role: ("commitment", ("text", "role")),
    vocabulary.Stance: ("commitment", ("assessments", "evidence", "stance")),
    vocabulary.Grade: ("source", ("grade",)),
    vocabulary.DispositionKind: ("agreement", ("dispositions", "as")),
    vocabulary.Test: ("commitment", ("indicator", "target", "test")),
    vocabulary.Bound: ("series", ("observations", "bound")),
    vocabulary.Prices: ("series", ("prices",)),
}
DERIVED_STATUSES = {Status.DECLARATORY, Status.UNASSESSED, Status.STEM}


def enum_at(kind: str, keys: tuple[str, ...]) -> list[str]:
    """Return the allowed values of a field."""
    schema = bundled_schema(kind)
    node = schema
    for key in keys:
        node = _resolved(_resolved(node, schema)["properties"][key], schema)
        node = _resolved(node.get("items", node), schema)
    values: list[str] = node["enum"]
    return values


def _resolved(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        node = schema["$defs"][node["$ref"].rpartition("/")[2]]
    return node


@pytest.mark.parametrize("words", WRITTEN, ids=lambda words: words.__name__)
def test_the_words_are_those_of_the_schema(words: type[enum.StrEnum]) -> None:
    """Neither list has a word that the other lacks."""
    assert {word.value for word in words} == set(enum_at(*WRITTEN[words]))


def test_a_status_is_written_or_derived() -> None:
    """The schema knows all but the three that follow from the record itself."""
    written = enum_at("commitment", ("assessments", "status"))
    assert set(written) == {status.value for status in set(Status) - DERIVED_STATUSES}


def test_what_a_record_lacks_is_written_but_for_the_date() -> None:
    """A missing date follows from ``due``."""
    written = enum_at("commitment", ("lacks",))
    assert set(written) == {word.value for word in vocabulary.Lack} - {"date"}


def test_every_status_but_the_stem_is_judged_or_not() -> None:
    """Totals are made of these two lists; a status in neither would vanish from them."""
    assert not set(JUDGED) & set(NOT_JUDGED)
    assert {*JUDGED, *NOT_JUDGED, Status.STEM} == set(Status)


def test_every_list_of_words_is_looked_at_here() -> None:
    """A new list comes with a comparison, or is named as derived."""
    derived = {vocabulary.Lifecycle, vocabulary.Proof, vocabulary.Status, vocabulary.Lack}
    lists = {
        value
        for value in vars(vocabulary).values()
        if isinstance(value, type) and issubclass(value, enum.StrEnum)
    }
    assert lists - {enum.StrEnum} == {*WRITTEN, *derived}
    assert all(words.__doc__ for words in lists)


@pytest.mark.parametrize("kind", KINDS)
def test_every_allowed_word_has_a_meaning(kind: str) -> None:
    """Where an editor must choose, the schema says what each choice means."""
    lists = [node for node in _nodes(bundled_schema(kind)) if "enum" in node and "title" in node]
    assert lists or kind == "tracker"
    for node in lists:
        assert set(node["x-meanings"]) == set(node["enum"])
        assert all(node["x-meanings"].values())


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node:
        if isinstance(child, dict | list):
            yield from _nodes(child)
