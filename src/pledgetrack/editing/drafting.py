"""Lines of a text and a name -> the draft of a record.

A draft has the shape of a record, its quotes are proven, and what only a person can say begins
with ``TODO``, which the check ``still-to-write`` reports until it is written. What follows from
the words alone is proposed, with a comment that says so.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pledgetrack.checks.coding import verbs
from pledgetrack.checks.drafts import MARK
from pledgetrack.checks.rules import did_you_mean
from pledgetrack.editing.emitting import emit
from pledgetrack.editing.selecting import Passage, unclaimed_passages
from pledgetrack.errors import UsageError
from pledgetrack.files import path_of
from pledgetrack.model import Lines
from pledgetrack.register import Register
from pledgetrack.vocabulary import Force, Kind

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that is not written yet, and the words it claims."""

    path: str
    content: str
    passages: tuple[Passage, ...]


def draft(register: Register, name: str, lines: Lines, agreement: str | None = None) -> Draft:
    """Return the draft of a record for what is unclaimed in some lines of an agreement's text.

    Without ``agreement`` there must be only one. ``UsageError`` says why there can be no draft.
    """
    agreement = _agreement(register, agreement)
    path = _free_path(register, agreement, name)
    passages = unclaimed_passages(register, agreement, lines)
    return Draft(path, _content(register, f"{agreement}/{name}", passages), passages)


def _agreement(register: Register, wanted: str | None) -> str:
    known = ", ".join(register.agreements) or "none"
    if wanted is None:
        if len(register.agreements) != 1:
            raise UsageError(f"name the agreement with --agreement; there are {known}")
        return next(iter(register.agreements))
    if wanted not in register.agreements:
        question = did_you_mean(wanted, register.agreements)
        raise UsageError(f"there is no agreement {wanted}; {question or f'there are {known}'}")
    return wanted


def _free_path(register: Register, agreement: str, name: str) -> str:
    if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        raise UsageError(
            f"{name} cannot be the name of a record: a name has small letters a-z, digits and "
            f"single hyphens only, at most {_LONGEST_NAME}, such as ferry-times; the agreement "
            "is named with --agreement"
        )
    path = path_of("commitment", f"{agreement}/{name}")
    if path in register.files or (register.root / path).exists():
        raise UsageError(f"{agreement}/{name} is taken; a name is never used again")
    return path


def _content(register: Register, name: str, passages: tuple[Passage, ...]) -> str:
    agreement = register.agreements[name.partition("/")[0]]
    source = register.sources.get(register.main_text(agreement.id) or "")
    verb, force = _verb(passages, source.language if source else "en")
    kind = Kind.RECOGNITION if force is Force.WELCOME else Kind.ACTION
    data: dict[str, Any] = {
        "id": name,
        "title": f"{MARK}: what is promised; then see to kind, by and force",
        "text": [_quote(passage) for passage in passages],
        "kind": kind.value,
        "by": list(agreement.parties),
        "force": force.value,
        "verb": verb,
    }
    if kind is Kind.ACTION:
        data["criteria"] = _criteria(name)
    others = " or ".join((", ".join([k for k in Kind if k is not kind][:-1]), Kind.STEM))
    comments = {
        "kind": f"proposed; or {others}",
        "by": "proposed: all parties; keep those who must act",
        "force": "proposed by the verb; the weakest word of the sentence decides",
    }
    return emit(data, comments)


def _quote(passage: Passage) -> dict[str, Any]:
    first, last = passage.lines
    return {"lines": first if first == last else f"{first}-{last}", "exact": passage.exact}


def _criteria(name: str) -> Mapping[str, str]:
    return {
        grade: f"{MARK}: when {name.partition('/')[2]} counts as {grade}, in a sentence"
        for grade in ("partial", "substantial", "fulfilled")
    }


def _verb(passages: tuple[Passage, ...], language: str) -> tuple[str, Force]:
    """Return the first verb that the table of verbs knows, else the first word, as firm."""
    found = [
        (at, match.start(), match[0], force)
        for at, passage in enumerate(passages)
        for force, pattern in verbs(language).items()
        if (match := pattern.search(passage.exact))
    ]
    if not found:
        return passages[0].exact.split()[0].strip(",;:."), Force.FIRM
    _, _, verb, force = min(found)
    return verb, force
