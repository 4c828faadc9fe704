"""Put a program into every text of a tracker, so that nothing else is wrong with it."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from pledgetrack.loading import load_bytes

SCRIPT = "<script>pwned=1</script>"
IMAGE = '"><img src=x onerror=pwned=1>'
LINK = "<a href='javascript:pwned=1'>x</a>]]>--><svg/onload=pwned=1>"
WORDS = f"{SCRIPT}{IMAGE}{LINK}"

# Texts that stand in a stored text too: they are poisoned with it, in the same places.
PROVEN = frozenset({"exact", "verb", "words", "conditions"})
# Texts of our own, which may hold anything.
FREE = frozenset(
    """
    title short place note why where found meaning formula unit name author publisher rights part
    derived doubt because partial substantial fulfilled reviewed_by
    """.split()  # noqa: SIM905  a list would take a page
)
SHORT = frozenset({"unit"})
_SLUG = re.compile("[a-z0-9-]+")
COMMON = ("the ", "The ", "THE ", "weather", "will", "sailings", "crates")
"""Words of the stored texts, each of which is poisoned wherever it stands."""

BROKEN = f"""\
id: harbour-2006/zz-broken
title: {SCRIPT}
kind: '{IMAGE.replace("'", "")}'
"{SCRIPT}": x
text:
  - {{exact: '{SCRIPT}', lines: 1, "{IMAGE.replace('"', "")}": x}}
"""


def poison(tracker: Path) -> None:
    """Rewrite the stored texts and all records of a tracker, and add a broken one."""
    for text in (tracker / "seeds").iterdir():
        text.write_text(_in_quotes(text.read_text("utf-8")), "utf-8")
    for file in (tracker / "commitments").rglob("*.yaml"):
        record, faults = load_bytes(file.read_bytes(), file.name)
        assert record, faults
        data = _poisoned(record.data, "")
        _prove(data, tracker)
        file.write_text(json.dumps(data, ensure_ascii=False), "utf-8")  # JSON is YAML
    broken = tracker / "commitments" / "harbour-2006" / "zz-broken.yaml"
    broken.write_text(BROKEN, "utf-8")


def _in_quotes(text: str) -> str:
    for word in COMMON:
        text = text.replace(word, f"{SCRIPT}{IMAGE}{word}")
    return text


def _poisoned(value: Any, key: str) -> Any:
    """Return data with a program in every text; ``key`` is the nearest name above it."""
    if isinstance(value, dict):
        return {
            name: _poisoned(inner, key if key in FREE else name) for name, inner in value.items()
        }
    if isinstance(value, list):
        return [_poisoned(inner, key) for inner in value]
    if not isinstance(value, str) or key not in PROVEN | FREE or _SLUG.fullmatch(value):
        return value
    if key in PROVEN:
        return _in_quotes(value)
    return f"{SCRIPT if key in SHORT else WORDS}{value}"[:160]


def _prove(data: dict[str, Any], tracker: Path) -> None:
    text = data.get("text")
    if isinstance(text, dict) and "file" in text:
        content = (tracker / text["file"]).read_bytes()
        text["sha256"] = hashlib.sha256(content).hexdigest()
