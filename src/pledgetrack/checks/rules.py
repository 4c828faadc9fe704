"""What a rule is: a named function over the register that yields faults."""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pledgetrack.findings import Check, Severity

if TYPE_CHECKING:
    from pledgetrack.loading import KeyPath


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a value (or at its key) of a file; without a hint the remedy serves."""

    path: str
    keys: "KeyPath"
    message: str
    hint: str = ""
    at_key: bool = False


def check_of(rule: Callable[..., Iterable[Fault]], severity: Severity = Severity.ERROR) -> Check:
    """Return the catalogue entry of a rule: its name, and its docstring in two paragraphs.

    The first paragraph says the rule, the second, after "Remedy:", what to do.
    """
    summary, _, remedy = inspect.cleandoc(rule.__doc__ or "").partition("\n\nRemedy: ")
    return Check(
        name=rule.__name__.replace("_", "-"),
        summary=" ".join(summary.split()),
        remedy=" ".join(remedy.split()),
        severity=severity,
    )


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a question that names the nearest known word, or nothing."""
    nearest = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean `{nearest[0]}`?" if nearest else ""
