"""A file becomes a raw record, or findings.

Records come from strangers. One loop over the events of libyaml's parser builds plain data; no
constructor runs, and everything that could hide a meaning or exhaust the machine is refused with
its place. ``libyaml`` stops at the first error of syntax; every other fault of a file is reported
in one go.
"""

import math
import re
from array import array
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs forget to export it
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from pledgetrack import reading, scalars, syntax
from pledgetrack.findings import Check, Finding, Location, Severity
from pledgetrack.raw import KeyPath, RawRecord, number_values

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CHECKS", "KeyPath", "RawRecord", "load_bytes", "load_file", "load_with"]

Loaded: TypeAlias = tuple[RawRecord | None, tuple[Finding, ...]]

MAX_DEPTH: Final = 32
MAX_NODES: Final = 50_000

CHECKS: Final = (
    *reading.CHECKS,
    *syntax.CHECKS,
    scalars.CHECK,
    Check("empty-file", "A file holds one record.", "Write a record, or delete the file."),
    Check(
        "duplicate-key",
        "A key stands once in its map; YAML itself would keep the last value in silence.",
        "Keep one of the two, or give the other its right name.",
    ),
    Check("key-not-text", "Keys are words.", "Put the key in double quotes if it is a word."),
    Check(
        "too-deep",
        f"Lists and maps are nested at most {MAX_DEPTH} deep.",
        "Close the brackets, or write the record flatter.",
    ),
    Check(
        "too-many-nodes",
        f"A file holds at most {MAX_NODES} keys and values.",
        "Divide it into several records.",
    ),
    Check(
        "swallowed-comment",
        "A blank and # end an unquoted value, and the rest is lost as a comment.",
        "Put the whole value in double quotes; if a comment is meant, write a blank after #.",
        Severity.WARNING,
    ),
)
_REMEDIES: Final = {check.name: check.remedy for check in CHECKS}
_SWALLOWED: Final = re.compile(r"[ \t]#[^\s#][^\n]*")


def load_file(root: Path, path: str) -> Loaded:
    """Load the file at ``path``, which is relative to ``root`` and written with ``/``."""
    return load_with(reading.reader(root), path)


def load_with(read: reading.Reader, path: str) -> Loaded:
    """Load a file of several in one folder, which ``read`` reads."""
    content = read(path)
    return (None, (content,)) if isinstance(content, Finding) else load_bytes(content, path)


def load_bytes(content: bytes, path: str) -> Loaded:
    """Load the bytes of a file that is called ``path``: a record, or at least one error.

    A record may come with warnings.
    """
    text, findings = reading.decode(content, path)
    return (None, findings) if findings else _Builder(path, text).build(content)


def _finding(place: Location, check: str, message: str) -> Finding:
    return Finding(place, check, message, _REMEDIES[check])


class _RefusedError(Exception):
    """To read on makes no sense; the reason is among the findings."""


class _Odd:
    """Stands for a key that cannot be kept; ``first`` is the key that it repeats, if it does."""

    __slots__ = ("first",)

    def __init__(self, first: str | None = None) -> None:
        self.first = first


class _Builder:
    """Turns the parser's events into data and notes every fault with its place."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.hashes = "#" in text and _SWALLOWED.search(text) is not None
        self.escapes = "\\" in text
        self.marked = "&" in text or "!" in text
        self.findings: list[Finding] = []
        self.positions = array("I")
        self.documents = 0
        self.repeated = False
        self.node: Any = []  # the container that is open; the outermost list holds the root
        self.key: Any = None  # in a map: the key that waits for its value
        self.stack: list[Any] = []

    def build(self, content: bytes) -> Loaded:
        """Read all events of ``content``, which is the text of this builder as UTF-8."""
        holder = self.node
        try:
            self._run(CParser(content))
        except _RefusedError:
            pass
        except yaml.YAMLError as error:
            self.findings.append(syntax.explain(error, self.text, self.path))
        self._keep_inside()
        raw = RawRecord(self.path, holder[0] if holder else None, self.positions)
        if raw.data is None and not self.findings:
            message = "there is no record in this file"
            self.findings.append(_finding(Location(self.path), "empty-file", message))
        if len(self.positions) > 2 * MAX_NODES:
            line, column = self.positions[2 * MAX_NODES : 2 * MAX_NODES + 2]
            place = Location(self.path, line + 1, column + 1)
            message = f"here begins value {MAX_NODES + 1} of this file"
            self.findings.append(_finding(place, "too-many-nodes", message))
        if self.repeated:
            self.findings.extend(_repeated_keys(raw))
        failed = any(finding.severity is Severity.ERROR for finding in self.findings)
        return None if failed else raw, tuple(sorted(self.findings))

    def _keep_inside(self) -> None:
        """Let values that end the file stand at its end: the parser may see them a line below."""
        last, at = self.text.count("\n"), len(self.positions) - 2
        while at >= 0 and self.positions[at] > last:
            self.positions[at] = last
            self.positions[at + 1] = len(self.text) - self.text.rfind("\n") - 1
            at -= 2

    def _run(self, parser: CParser) -> None:
        """Hand each event to its method; events without one (ends of documents) say nothing."""
        methods: dict[type, Callable[[Any], None]] = {
            ScalarEvent: self._scalar,
            MappingStartEvent: lambda event: self._open({}, event),
            SequenceStartEvent: lambda event: self._open([], event),
            MappingEndEvent: self._close,
            SequenceEndEvent: self._close,
            AliasEvent: self._alias,
            DocumentStartEvent: self._document,
        }
        for event in iter(parser.get_event, None):
            method = methods.get(type(event))
            if method is not None:
                method(event)

    def _scalar(self, event: Any) -> None:
        mark = event.start_mark
        self.positions.append(mark.line)
        self.positions.append(mark.column)
        if self.marked:
            self._check_marks(event)
        value = event.value
        if not event.style:
            if self.hashes or value[:1] in scalars.BEGINNINGS:
                value = self._plain(event)
        elif self.escapes and event.style == '"':
            self._check_escapes(event)
        if type(self.node) is list:
            self.node.append(value)
        elif self.key is None:
            self.key = self._as_key(value, event)
        else:
            self.node[self.key] = value
            self.key = None

    def _plain(self, event: Any) -> Any:
        value = scalars.resolve(event.value)
        if self.hashes:
            self._check_comment(event.end_mark)
        if value == math.inf:
            self._fault(event, "number-not-finite", "this number is infinite or too large")
        return value

    def _open(self, new: dict[Any, Any] | list[Any], event: Any) -> None:
        mark = event.start_mark
        self.positions.append(mark.line)
        self.positions.append(mark.column)
        if self.marked:
            self._check_marks(event)
        if type(self.node) is list:
            self.node.append(new)
        elif self.key is None:
            self._fault(event, "key-not-text", "this key is a list or a map")
            raise _RefusedError  # its inside has no place in the data
        else:
            self.node[self.key] = new
        self.stack.append(self.node)
        self.node, self.key = new, None
        if len(self.stack) > MAX_DEPTH:
            self._fault(event, "too-deep", f"here begins nesting level {MAX_DEPTH + 1}")
            raise _RefusedError

    def _close(self, _event: Any) -> None:
        self.node, self.key = self.stack.pop(), None

    def _check_marks(self, event: Any) -> None:
        if event.tag is not None:
            self._fault(event, "yaml-tag", "a tag stands before this value")
        if event.anchor is not None:
            self._fault(event, "yaml-alias", "an anchor (&) stands before this value")

    def _alias(self, event: Any) -> None:
        self._fault(event, "yaml-alias", "an alias (*) stands here in place of a value")
        raise _RefusedError  # what it would stand for is unknown, so no data can be complete

    def _document(self, event: Any) -> None:
        if event.version or event.tags:
            self.findings.append(syntax.directive(_place(self.path, event)))
        if self.documents:
            self._fault(event, "several-documents", "a second document begins here")
            raise _RefusedError
        self.documents = 1

    def _as_key(self, value: Any, event: Any) -> str | _Odd:
        if type(value) is not str:
            self._fault(
                event, "key-not-text", f"to YAML the key {event.value or '(none)'} is no text"
            )
            return _Odd()
        if value == "<<" and not event.style:
            self._fault(event, "yaml-alias", "a merge key (<<) stands here")
        if value in self.node:
            self.repeated = True
            return _Odd(value)
        return value

    def _check_comment(self, end: Any) -> None:
        match = _SWALLOWED.match(self.text, end.index)
        if match:
            lost = match[0].strip()
            place = Location(self.path, end.line + 1, end.column + 2)
            message = f"the value ends before “{lost[:40]}”, which YAML takes for a comment"
            warning = _finding(place, "swallowed-comment", message)
            self.findings.append(replace(warning, severity=Severity.WARNING))

    def _check_escapes(self, event: Any) -> None:
        match = reading.IN_VALUES.search(event.value)
        if match:
            self.findings.append(reading.forbidden(match[0], _place(self.path, event)))

    def _fault(self, event: Any, check: str, message: str) -> None:
        self.findings.append(_finding(_place(self.path, event), check, message))


def _place(path: str, event: Any) -> Location:
    return Location(path, event.start_mark.line + 1, event.start_mark.column + 1)


def _repeated_keys(raw: RawRecord) -> list[Finding]:
    """Name both places of every key that stands twice; the first keeps its name in the data."""
    findings = []
    for path in number_values(raw):
        odd = path[-1] if path else None
        if isinstance(odd, _Odd) and odd.first is not None:
            first = raw.locate((*path[:-1], odd.first), key=True)
            before = f"line {first.line}, column {first.column}"
            message = f"the key `{odd.first}` stands here again; it stands already in {before}"
            findings.append(_finding(raw.locate(path, key=True), "duplicate-key", message))
    return findings
