"""A judgement -> the lines of an assessment, added to the file of its record and to nothing else.

The file is not written anew: the lines are put between two of its lines, so that comments, order,
quoting and widths stay as they are, byte for byte.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pledgetrack.checks.drafts import MARK
from pledgetrack.checks.rules import did_you_mean
from pledgetrack.editing.emitting import emit
from pledgetrack.errors import UsageError
from pledgetrack.loading import load_bytes
from pledgetrack.raw import RawRecord
from pledgetrack.register import Register
from pledgetrack.vocabulary import JUDGED, Stance, Status

_AFTER = ("effects", "withdrawn", "note")
"""The keys of a record that stand after the assessments."""

_NO_CONTENT = re.compile(r"\s*(?:#.*|\.\.\.\s*)?\Z", re.DOTALL)
_COMMENT_WITHIN = re.compile(r"\s+#")


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of evidence: its stance, a source with words, or a series with a period."""

    stance: Stance
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """What is known of a judgement; without a status it is a draft."""

    as_of: dt.date
    recorded: dt.date
    status: str | None = None
    why: str | None = None
    done: str | None = None
    evidence: Sequence[Shown] = ()
    codings: Mapping[str, str] = field(default_factory=dict)
    under: Mapping[str, str] = field(default_factory=dict)


def known_record(register: Register, name: str) -> str:
    """Return the path of a record; ``UsageError`` where there is none."""
    path = register.record_files.get(name)
    if path is None:
        question = did_you_mean(name, register.record_files)
        raise UsageError(f"there is no record {name}" + (f"; {question}" if question else ""))
    return path


def with_assessment(register: Register, path: str, content: bytes, opinion: Opinion) -> bytes:
    """Return the content of a record's file with one more assessment at the end of the list.

    ``UsageError`` where the opinion cannot be one, or the file is written in another way than one
    key a line.
    """
    if opinion.status in set(JUDGED) and not opinion.evidence:
        raise UsageError(
            f"{opinion.status} says what was delivered and needs evidence: add --for, --against or "
            f"--context with a source and its words; where nothing was found it is "
            f"{Status.NO_EVIDENCE}"
        )
    raw, _ = load_bytes(content, path)
    if raw is None:
        raise UsageError(f"{path} cannot be read")
    entry = _entry(register, opinion)
    added = _add(raw, content.decode("utf-8"), entry).encode()
    after, _ = load_bytes(added, path)
    wanted = {**raw.data, "assessments": [*raw.data.get("assessments", ()), entry]}
    if after is None or after.data != wanted:
        raise _other_form(path)
    return added


def _entry(register: Register, opinion: Opinion) -> dict[str, Any]:
    wanted = f"{MARK}: two or three sentences that give the reason and name what is missing"
    entry: dict[str, Any] = {
        "as_of": opinion.as_of.isoformat(),
        "recorded": opinion.recorded.isoformat(),
        "status": opinion.status or MARK,
        "done": _year_or_date(opinion.done or ""),
        "codings": dict(opinion.codings),
        "under": dict(opinion.under),
        "why": opinion.why or wanted,
        "evidence": [_evidence(register, shown) for shown in opinion.evidence],
    }
    return {key: value for key, value in entry.items() if value}


def _evidence(register: Register, shown: Shown) -> dict[str, Any]:
    if shown.name in register.series and shown.name not in register.sources:
        period = _year_or_date(shown.words)
        return {"stance": str(shown.stance), "series": shown.name, "period": period}
    text = register.texts.get(shown.name)
    matches = text.find(shown.words) if text else ()
    item: dict[str, Any] = {"stance": str(shown.stance), "source": shown.name}
    if len(matches) == 1:
        first, last = matches[0].lines
        item["lines"] = first if first == last else f"{first}-{last}"
    return {**item, "exact": " ".join(shown.words.split())}


def _year_or_date(written: str) -> int | str:
    """Return what YAML makes of it: a year is a number."""
    return int(written) if written.isdecimal() else written


def _add(raw: RawRecord, text: str, entry: dict[str, Any]) -> str:
    """Put an entry behind the last one, or a list with it before the keys that come after."""
    lines = text.splitlines(keepends=True)
    if any(raw.locate((key,), key=True).column != 1 for key in raw.data):
        raise _other_form(raw.path)
    keys = list(raw.data)
    head, indent = "assessments:\n", 2
    if "assessments" in keys:
        place = raw.locate(("assessments",))
        if lines[place.line - 1][place.column - 1] != "-":
            raise _other_form(raw.path)
        head, indent = "", place.column - 1
        following = keys[keys.index("assessments") + 1 :][:1]
    else:
        following = [key for key in keys if key in _AFTER][:1]
    end = raw.locate((following[0],), key=True).line - 1 if following else len(lines)
    return _joined(lines, _end_of_content(lines, end), head + _item(entry, indent))


def _end_of_content(lines: list[str], end: int) -> int:
    """Go back over blank lines and over comments that belong to what comes next."""
    while _NO_CONTENT.fullmatch(lines[end - 1]) and not _COMMENT_WITHIN.match(lines[end - 1]):
        end -= 1
    return end


def _item(entry: dict[str, Any], indent: int) -> str:
    comments = {}
    if entry["status"] == MARK:
        words = [str(status) for status in (*JUDGED, Status.NO_EVIDENCE, Status.NOT_ASSESSABLE)]
        comments["status"] = ", ".join(words)
    first, *others = emit(entry, comments).splitlines(keepends=True)
    blanks = " " * indent
    return f"{blanks}- {first}" + "".join(f"{blanks}  {line}" for line in others)


def _joined(lines: list[str], at: int, added: str) -> str:
    before, after = "".join(lines[:at]), "".join(lines[at:])
    end = "\r\n" if "\r\n" in before else "\n"
    added = added.replace("\n", end)
    if not before.endswith("\n"):
        return before + end + added.removesuffix(end)
    return before + added + after


def _other_form(path: str) -> UsageError:
    return UsageError(
        f"{path} cannot be added to without changing what stands there (it should be written one "
        "key a line, with `- ` before each assessment); add the assessment by hand"
    )
