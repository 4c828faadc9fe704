"""What an unquoted word of a record means: the core schema of YAML 1.2, without its traps.

Only true, false, null and decimal numbers mean something else than their letters. ``no`` and
``on`` are text, and so are dates, times, ``0x1F``, ``1_000`` and numbers with a leading zero
(``010`` is a code or half a date, not ten and not eight).
"""

import math
import re
from typing import Final, TypeAlias

from pledgetrack.findings import Check

Scalar: TypeAlias = str | int | float | bool | None

MAX_NUMBER: Final = 2**53
"""Beyond it a whole number is no longer exact in JSON and in spreadsheets."""

CHECK: Final = Check(
    "number-not-finite",
    f"Numbers are finite and at most {MAX_NUMBER}, above which they are not kept exactly.",
    "Write the number in a larger unit, or in double quotes as text.",
)

_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER: Final = re.compile(
    r"[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
BEGINNINGS: Final = frozenset(("", *"~nNtTfF+-.0123456789"))
"""The first letters of all words that mean something else than their letters."""


def resolve(word: str) -> Scalar:
    """Return the value of an unquoted word; a number that is too large comes back as infinity.

    A number without a fraction is an int, however it is written (20.0 is 20).
    """
    if word[:1] not in BEGINNINGS:
        return word
    if _NUMBER.fullmatch(word):
        return _number(word)
    return _WORDS.get(word, word)


def _number(word: str) -> int | float:
    number = math.inf if "n" in word.lower() else float(word)
    if abs(number) > MAX_NUMBER:
        return math.inf
    return int(number) if number.is_integer() else number
