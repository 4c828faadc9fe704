"""The JSON Schemas of all kinds of files, and the same as one self-contained schema a kind.

Beside the keywords of JSON Schema 2020-12 they carry words for people: ``title`` and
``description`` everywhere, ``x-meanings`` (value -> meaning) with every list of allowed values,
``patternErrorMessage`` and ``errorMessage`` (known to common editors) where a rule needs a
sentence, and ``x-check`` where a rule is reported under a name of its own. Every pattern is
anchored at both ends and uses ASCII classes, so that all engines read it alike.
"""

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any, Final, TypeAlias

KINDS: Final = ("commitment", "agreement", "source", "series", "parties", "tracker")
"""The kinds of files; each has a schema of this name."""

EXPORT: Final = "export"
"""The name of the schema of the exported register."""

DIFF: Final = "diff"
"""The name of the schema of the difference between two registers."""

MANIFEST: Final = "manifest"
"""The name of the schema of what a PDF report says about itself."""

RECORD: Final = "record"
"""The name of the schema of one line of the export of one record a line."""

ROW: Final = "csv"
"""The name of the schema of one row of the export as a table."""

CSL: Final = "csl"
"""The name of the schema of one item of the export of sources."""

OUTPUTS: Final = (EXPORT, DIFF, MANIFEST, RECORD, ROW, CSL)
"""The schemas of what the program writes."""

Schema: TypeAlias = dict[str, Any]
_COMMON: Final = "urn:pledgetrack:schema:common:1"


def bundled_schema(kind: str) -> Schema:
    """Return the schema of a kind with all that it refers to inside; the caller may change it.

    Descriptions of lists of values end with the meaning of each, for editors that show them.
    """
    schema = _read(kind)
    schema["$defs"] = {**_parts_of(schema), **schema.get("$defs", {})}
    for node in _nodes(schema):
        if "$ref" in node:
            node["$ref"] = node["$ref"].removeprefix(_COMMON)
        if "x-meanings" in node:
            _explain_values(node)
    return schema


def _parts_of(schema: Schema) -> dict[str, Schema]:
    """Return the shared parts that a schema needs, those that they need included."""
    common = _read("common")["$defs"]
    parts: dict[str, Schema] = {}
    waiting = list(_references(schema))
    while waiting:
        name = waiting.pop()
        if name not in parts:
            parts[name] = common[name]
            waiting.extend(_references(common[name]))
    return dict(sorted(parts.items()))


def _references(schema: Schema) -> Iterator[str]:
    targets = (node["$ref"] for node in _nodes(schema) if "$ref" in node)
    return (target.rpartition("/")[2] for target in targets if target.startswith(_COMMON))


def _nodes(node: Any) -> Iterator[Schema]:
    """Yield every map of a schema; those that are no schemas have none of the keys we look for."""
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node:
        if isinstance(child, dict | list):
            yield from _nodes(child)


def _explain_values(node: Schema) -> None:
    meanings = node["x-meanings"]
    node["description"] += "".join(f"\n- {value}: {words}" for value, words in meanings.items())
    node["enumDescriptions"] = list(meanings.values())


@cache
def key_owners(kind: str) -> dict[str, tuple[str, ...]]:
    """Return for each key of a kind the keys of the maps, or of the lists of maps, that hold it."""
    schema = bundled_schema(kind)
    owners: dict[str, dict[str, None]] = {}
    waiting = [("", schema)]
    while waiting:
        owner, node = waiting.pop()
        node = schema["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node
        node = node.get("items", node)
        node = schema["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node
        for key, child in node.get("properties", {}).items():
            if owner:
                owners.setdefault(key, {})[owner] = None
            waiting.append((key, child))
    return {key: tuple(sorted(names)) for key, names in owners.items()}


@cache
def _text(name: str) -> str:
    return resources.files(__name__).joinpath(f"{name}.json").read_text("utf-8")


def _read(name: str) -> Schema:
    schema: Schema = json.loads(_text(name))
    return schema
