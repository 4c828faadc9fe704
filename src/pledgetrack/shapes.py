"""What does not fit a schema, told to an editor: what is wrong, what is allowed, what to do."""

import difflib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from pledgetrack.findings import Check, Finding
from pledgetrack.raw import KeyPath, RawRecord

CHECKS: Final = (
    Check(
        "unknown-key",
        "A map has only the keys that the model gives it.",
        "Correct the spelling, or move the line to the map that it belongs to.",
    ),
    Check(
        "missing-key",
        "Some keys are always written.",
        "Add the key with its value.",
    ),
    Check(
        "evidence-missing",
        "A status that says what was delivered rests on evidence.",
        "Add `evidence`; where nothing was found, the status is `no-evidence`.",
    ),
    Check(
        "wrong-type",
        "A value is text, a number, true or false, a list or a map, as the model says.",
        "Write the value in the form that is named.",
    ),
    Check(
        "wrong-value",
        "A value is one of those that are listed, or within the limits that are named.",
        "Write one of the allowed values.",
    ),
    Check(
        "wrong-format",
        "Names, dates, periods, lines, addresses and the like have a fixed form.",
        "Write the value in the form that is shown.",
    ),
    Check(
        "wrong-length",
        "Texts and lists are neither empty nor longer than the model allows.",
        "Write something, or delete the key; shorten what is too long.",
    ),
    Check(
        "not-unique",
        "A list does not hold the same entry twice.",
        "Delete one of the two.",
    ),
)
_REMEDIES: Final = {check.name: check.remedy for check in CHECKS}
_TYPES: Final = {
    "object": "a map (`key: value`)",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "empty",
}


@dataclass(frozen=True, slots=True)
class Misfit:
    """A value that breaks one keyword of its schema.

    ``name`` is the key that is missing, unknown or badly formed, where it is about a key;
    ``detail`` what the engine said; ``owners`` the maps that know an unknown key.
    """

    path: KeyPath
    keyword: str
    value: Any
    schema: dict[str, Any]
    name: str
    detail: str
    owners: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """What the value is called in a sentence."""
        if not self.path:
            return "this file"
        if isinstance(self.path[-1], str):
            return f"`{self.path[-1]}`"
        owner = next((step for step in reversed(self.path) if isinstance(step, str)), "")
        return f"entry {self.path[-1] + 1} of " + (f"`{owner}`" if owner else "this file")


_Answer = tuple[str, str, str]  # check, message, hint


def describe(misfit: Misfit, raw: RawRecord) -> Finding:
    """Say what is wrong, at the place of the key if it is about a key that is there."""
    check, message, hint = _RULES.get(misfit.keyword, _other)(misfit)
    there = misfit.keyword in {"additionalProperties", "propertyNames"}
    place = raw.locate((*misfit.path, misfit.name), key=True) if there else raw.locate(misfit.path)
    return Finding(place, check, message, _sentence(hint or _REMEDIES[check]))


def _unknown_key(misfit: Misfit) -> _Answer:
    known = [key for key in misfit.schema["properties"] if key not in misfit.value]
    hints = []
    if misfit.owners:
        owners = " or ".join(f"`{owner}`" for owner in misfit.owners)
        hints.append(f"It belongs in {owners}: look at the indentation.")
    else:
        hints.append(_suggestion(misfit.name, known))
    if misfit.value[misfit.name] is None:
        hints.append("Inside { } a comma ends a value: text with a comma goes into double quotes.")
    if known:
        hints.append(f"Further keys that may stand here: {', '.join(known)}.")
    where = f"in {misfit.subject}" if misfit.path else "here"
    message = f"the key `{_short(misfit.name)}` is not known {where}"
    return "unknown-key", message, " ".join(filter(None, hints))


def _missing_key(misfit: Misfit) -> _Answer:
    check = misfit.schema.get("x-check", "missing-key")
    rule = misfit.schema.get("errorMessage")
    meaning = _first_line(misfit.schema.get("properties", {}).get(misfit.name, {}))
    where = f" in {misfit.subject}" if misfit.path else ""
    message = f"`{misfit.name}` is missing{where}"
    hint = f"Add `{misfit.name}:`. {meaning}"
    return check, message, rule or hint


def _bad_key(misfit: Misfit) -> _Answer:
    rule = misfit.schema.get("patternErrorMessage")
    check = "wrong-format" if rule else "unknown-key"
    message = f"the key `{_short(misfit.name)}` cannot stand here"
    return check, message, rule or misfit.schema.get("errorMessage", "")


def _wrong_type(misfit: Misfit) -> _Answer:
    wanted = misfit.schema["type"]
    allowed = [wanted] if isinstance(wanted, str) else wanted
    message = f"{misfit.subject} is {_shown(misfit.value)}, but must be " + " or ".join(
        _TYPES[name] for name in allowed
    )
    return "wrong-type", message, _cure(misfit.value, allowed, misfit.schema)


def _cure(value: object, allowed: list[str], schema: dict[str, Any]) -> str:
    cures = (
        (value is None, "write a value after the colon, or delete the key"),
        (_is_word(value) and "string" in allowed, f'put it in double quotes: "{_plain(value)}"'),
        (isinstance(value, str) and "array" in allowed, "write a list, also of one: [ ... ]"),
        (isinstance(value, dict) and "array" in allowed, "begin each entry with “- ”"),
        (isinstance(value, list) and "object" in allowed, "write the keys without “- ” before"),
        (isinstance(value, str) and "object" not in allowed, "write the bare number, no unit"),
    )
    return next((cure for fits, cure in cures if fits), _first_line(schema))


def _first_line(schema: dict[str, Any]) -> str:
    """Return what a schema says of a value, without the list of its values."""
    return str(schema.get("description", "")).split("\n", 1)[0]


def _is_word(value: object) -> bool:
    return isinstance(value, bool | int | float)


def _wrong_value(misfit: Misfit) -> _Answer:
    allowed = misfit.schema.get("enum") or [misfit.schema["const"]]
    words = [_plain(value) for value in allowed]
    rule = misfit.schema.get("errorMessage")
    close = _suggestion(misfit.value, words) if isinstance(misfit.value, str) else ""
    hints = [_sentence(rule) if rule else "", close, f"Allowed: {', '.join(words)}"]
    message = f"{misfit.subject} cannot be {_shown(misfit.value)}"
    return "wrong-value", message, " ".join(filter(None, hints))


def _out_of_range(misfit: Misfit) -> _Answer:
    rule = misfit.schema.get("patternErrorMessage")
    message = f"{misfit.subject} cannot be {_shown(misfit.value)}"
    if rule:
        return "wrong-format", message, rule
    low, high = misfit.schema.get("minimum"), misfit.schema.get("maximum")
    return "wrong-value", message, f"it lies between {low} and {high}"


def _wrong_format(misfit: Misfit) -> _Answer:
    message = f"{misfit.subject} cannot be {_shown(misfit.value)}"
    return "wrong-format", message, misfit.schema.get("patternErrorMessage", "")


_THINGS = {
    "Length": ("character", "characters"),
    "Items": ("entry", "entries"),
    "Properties": ("key", "keys"),
}


def _wrong_length(misfit: Misfit) -> _Answer:
    size, limit = len(misfit.value), misfit.schema[misfit.keyword]
    one, more = _THINGS[misfit.keyword[3:]]
    if size == 0:
        return "wrong-length", f"{misfit.subject} is empty", ""
    bound = "at least" if misfit.keyword.startswith("min") else "at most"
    held = f"{size} {one if size == 1 else more}"
    message = f"{misfit.subject} has {held}; {bound} {limit} are asked for"
    return "wrong-length", message, ""


def _not_unique(misfit: Misfit) -> _Answer:
    return "not-unique", f"{misfit.subject} is the same as {misfit.detail}", ""


def _other(misfit: Misfit) -> _Answer:
    return "wrong-value", f"{misfit.subject} does not fit: {misfit.detail}", ""


_RULES: Final[dict[str, Callable[[Misfit], _Answer]]] = {
    "additionalProperties": _unknown_key,
    "required": _missing_key,
    "propertyNames": _bad_key,
    "type": _wrong_type,
    "enum": _wrong_value,
    "const": _wrong_value,
    "minimum": _out_of_range,
    "maximum": _out_of_range,
    "pattern": _wrong_format,
    **dict.fromkeys(
        ("minLength", "maxLength", "minItems", "minProperties"),
        _wrong_length,
    ),
    "uniqueItems": _not_unique,
}


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:].rstrip(". ") + "."


def _suggestion(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word[:80].lower(), list(known), n=1)
    return f"Did you mean `{close[0]}`?" if close else ""


def _shown(value: object) -> str:
    """Name a value in a sentence, shortened."""
    if isinstance(value, dict | list):
        return "a map" if isinstance(value, dict) else "a list"
    if isinstance(value, str):
        return f"the text “{_short(value)}”" if value.strip() else "an empty text"
    if value is None:
        return "empty"
    return _plain(value) if isinstance(value, bool) else f"the number {_plain(value)}"


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"  # noqa: PLR2004
