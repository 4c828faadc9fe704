"""Plain data -> the lines of YAML that an editor would write; the only importer of ruamel.yaml."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import FoldedScalarString

WIDTH: Final = 92
"""Where a line is broken; the word that crosses it still stands on the line."""

_LONGEST_ON_THE_LINE: Final = 70
_DATES: Final = frozenset({"as_of", "recorded", "done", "period"})


def emit(data: Mapping[str, Any], comments: Mapping[str, str] | None = None) -> str:
    """Return a map as block YAML that ends in a line feed.

    Lists of words and maps of words stand in brackets, long texts below ``>-``. ``comments`` are
    written behind the values of the outermost keys that they name.
    """
    writer = YAML()
    writer.width = WIDTH
    writer.allow_unicode = True
    writer.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    writer.dump(_map(data), stream)
    lines = stream.getvalue().splitlines()
    for at, line in enumerate(lines):
        words = (comments or {}).get(line.partition(":")[0])
        if words:
            lines[at] = f"{line}  # {words}"
    return "\n".join(lines) + "\n"


def _map(data: Mapping[str, Any]) -> CommentedMap:
    tree = CommentedMap()
    for key, value in data.items():
        tree[key] = _date(value) if key in _DATES else _value(value)
    return tree


def _value(value: Any) -> Any:
    if isinstance(value, Mapping):
        tree = _map(value)
        if all(isinstance(inner, str) and " " not in inner for inner in value.values()):
            tree.fa.set_flow_style()
        return tree
    if isinstance(value, str):
        return FoldedScalarString(value) if _is_long(value) else value
    if isinstance(value, Sequence):
        items = CommentedSeq(_value(item) for item in value)
        if all(isinstance(item, str) for item in value):
            items.fa.set_flow_style()
        return items
    return value


def _is_long(text: str) -> bool:
    return len(text) > _LONGEST_ON_THE_LINE and text == " ".join(text.split())


def _date(written: Any) -> Any:
    """Return a day as a date, which needs no quotation marks."""
    try:
        return dt.date.fromisoformat(written)
    except (TypeError, ValueError):
        return written
