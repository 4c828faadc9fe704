"""What the YAML parser complains about, in words that say what to do.

The parser speaks of simple keys and flow contexts and often points at the line after the fault.
Each rule below names the words that the parser uses and the sentence that an editor needs.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pledgetrack.findings import Check, Finding, Location

CHECKS: Final = (
    Check(
        "yaml-syntax",
        "A file is YAML: `key: value` lines, lists with `- `, deeper lines indented by blanks.",
        "See the line named and the one above it; text with a colon, comma, quote or # goes into "
        "double quotes, or below `>-` on lines of its own.",
    ),
    Check(
        "tab-indentation",
        "Lines are indented with blanks, never with tabs.",
        "Replace each tab at the beginning of the line by blanks, two a level.",
    ),
    Check(
        "several-documents",
        "A file holds one record, so the line --- may only stand before it.",
        "Move what follows to a file of its own, or delete the line ---.",
    ),
    Check(
        "yaml-alias",
        "Anchors (&), aliases (*) and merge keys (<<) are not used: each record says what it says.",
        "Write the value out in each place, or put it in double quotes if the sign belongs to it.",
    ),
    Check(
        "yaml-tag",
        "Tags (a word that begins with !) are not used.",
        "Delete the tag, or put the value in double quotes if the ! belongs to it.",
    ),
)
_QUOTE_IT: Final = "Put the whole value in double quotes, or below `>-` on lines of its own."
_ALIGN: Final = "Begin it in the same column as the keys that it belongs to; two blanks a level."


@dataclass(frozen=True, slots=True)
class Trouble:
    """A complaint of the parser: where it noticed (``at``) and where the thing began.

    Places are line and column, counted from 0; ``lines`` are those of the file.
    """

    lines: list[str]
    problem: str
    context: str
    at: tuple[int, int]
    since: tuple[int, int]

    @property
    def before(self) -> str:
        """What stands in the line before the place."""
        return self._line(self.at[0])[: self.at[1]]

    @property
    def character(self) -> str:
        """The character at the place, or nothing at the end of a line."""
        return self._line(self.at[0])[self.at[1] : self.at[1] + 1]

    @property
    def at_end(self) -> bool:
        """Whether nothing follows the place."""
        return self.at[0] == len(self.lines) - 1 and not self.character

    @property
    def comment_above(self) -> bool:
        """Whether the line above ends in a comment that follows a value."""
        return re.search(r"\S[ \t]#", self._line(self.at[0] - 1)) is not None

    def _line(self, number: int) -> str:
        return self.lines[number] if 0 <= number < len(self.lines) else ""


@dataclass(frozen=True, slots=True)
class _Answer:
    message: str
    hint: str
    at: tuple[int, int]
    check: str = "yaml-syntax"


def explain(error: Exception, text: str, path: str) -> Finding:
    """Turn an error of the parser into a finding; ``error`` has the marks that PyYAML gives."""
    lines = text.rstrip().split("\n")
    mark = getattr(error, "problem_mark", None)
    since = getattr(error, "context_mark", None)
    end = len(lines) - 1, len(lines[-1])  # the parser notices some faults only behind it
    at = min((mark.line, mark.column), end) if mark else (0, 0)
    trouble = Trouble(
        lines,
        getattr(error, "problem", None) or str(error),
        getattr(error, "context", None) or "",
        at,
        min((since.line, since.column), end) if since else at,
    )
    answer = _answer(trouble)
    line, column = answer.at
    return Finding(Location(path, line + 1, column + 1), answer.check, answer.message, answer.hint)


def directive(place: Location) -> Finding:
    """Say that a line with % before the record is not wanted."""
    message = "a line that begins with % (a YAML directive) stands before this record"
    return Finding(place, "yaml-syntax", message, "Delete that line: records need none.")


def _answer(trouble: Trouble) -> _Answer:
    if trouble.character == "\t" and "tab" not in trouble.context:
        return _tab(trouble)
    for words, rule in _RULES:
        if words in trouble.problem or words in trouble.context:
            return rule(trouble)
    message = f"this is not YAML: {trouble.problem}"
    return _Answer(message, CHECKS[0].remedy, trouble.at)


def _tab(trouble: Trouble) -> _Answer:
    if trouble.before.strip(" -") == "":
        message = "a tab stands in the indentation of this line"
    else:
        message = "a tab stands here where only blanks may stand"
    return _Answer(message, CHECKS[1].remedy, trouble.at, "tab-indentation")


def _second_colon(trouble: Trouble) -> _Answer:
    if ": " in trouble.before:
        message = "a colon and a blank stand inside an unquoted value"
        return _Answer(message, _QUOTE_IT, trouble.at)
    at = trouble.at[0], len(trouble.before) - len(trouble.before.lstrip())
    message = "this line is indented deeper than the line above allows, or the line above goes on"
    return _Answer(message, _ALIGN, at)


def _no_key(trouble: Trouble) -> _Answer:
    if trouble.character == ":":
        message = "a key is missing before this colon"
        return _Answer(message, "Write the key, or put the value in double quotes.", trouble.at)
    if trouble.before.strip():
        message = "text follows here after the end of a quoted or bracketed value"
        hint = (
            "A quote inside a quoted value ends it: use the other kind of quote outside, or put "
            "the text below `>-`. A quote or bracket may also be missing further up."
        )
        return _Answer(message, hint, trouble.at)
    if trouble.comment_above:
        message = "this line belongs to nothing: a comment (#) ended the value in the line above"
        return _Answer(message, _QUOTE_IT, trouble.at)
    message = "this line is neither as deep as the keys above nor one of the lines of a value"
    return _Answer(message, _ALIGN, trouble.at)


def _no_entry(trouble: Trouble) -> _Answer:
    message = "this line is in the column of a list and does not begin with “- ”"
    hint = "Begin each entry of the list with “- ”, or indent the line to what it belongs to."
    return _Answer(message, hint, trouble.at)


def _no_colon(trouble: Trouble) -> _Answer:
    above = Trouble(trouble.lines, "", "", trouble.since, trouble.since)
    if above.comment_above and above.before:
        return _no_key(above)
    message = "this line is neither `key: value` nor part of the value above"
    hint = (
        "Write a colon and a blank after a key; indent the lines of a text deeper than its key; "
        "write a blank after the - of a list."
    )
    return _Answer(message, hint, trouble.since)


def _open_bracket(trouble: Trouble) -> _Answer:
    opened, closed = ("{", "}") if "mapping" in trouble.context else ("[", "]")
    line = trouble.since[0] + 1
    message = f"the {opened} of line {line} is not closed here, or a comma is missing"
    hint = (
        f"Put a comma between the entries and {closed} after the last; text with a comma, colon, "
        "quote or bracket goes into double quotes."
    )
    return _Answer(message, hint, trouble.since if trouble.at_end else trouble.at)


def _open_quote(trouble: Trouble) -> _Answer:
    message = "the quote that begins here is never closed"
    hint = (
        "Close it with the same mark; inside single quotes write an apostrophe twice, or use "
        "double quotes outside."
    )
    return _Answer(message, hint, trouble.since)


def _bad_begin(trouble: Trouble) -> _Answer:
    message = f"a value without quotes cannot begin with “{trouble.character}”"
    return _Answer(message, _QUOTE_IT, trouble.at)


def _bad_escape(trouble: Trouble) -> _Answer:
    message = "a backslash in double quotes begins a code here that YAML does not know"
    hint = "Write \\\\ for a backslash, use single quotes, or type the character itself."
    return _Answer(message, hint, trouble.at)


def _block_header(trouble: Trouble) -> _Answer:
    message = "after | or > only - or + may stand; the text begins on the next line"
    hint = "Move the text to the next line, indented by two blanks; `>-` is the usual beginning."
    return _Answer(message, hint, trouble.at)


def _no_content(trouble: Trouble) -> _Answer:
    found = f"“{trouble.character}”" if trouble.character else "the end"
    message = f"a value is missing here, before {found}"
    hint = "Write the value, close every bracket, and put text that begins with a sign in quotes."
    return _Answer(message, hint, trouble.at)


def _list_in_line(trouble: Trouble) -> _Answer:
    message = "a list cannot begin in the line of its key"
    hint = "Begin each “- ” on a line of its own, or put the value in quotes if - belongs to it."
    return _Answer(message, hint, trouble.at)


def _after_end(trouble: Trouble) -> _Answer:
    message = "something follows here after the end of the record"
    hint = "Look for a bracket too many; a file holds one map of `key: value` lines."
    return _Answer(message, hint, trouble.at)


def _alias(trouble: Trouble) -> _Answer:
    message = "a value without quotes cannot begin with * or &"
    return _Answer(message, _QUOTE_IT, trouble.since, "yaml-alias")


def _tag(trouble: Trouble) -> _Answer:
    message = "a value without quotes cannot begin with !"
    return _Answer(message, _QUOTE_IT, trouble.since, "yaml-tag")


def _document(trouble: Trouble) -> _Answer:
    message = "a line --- or ... stands inside a quoted value"
    return _Answer(message, "Close the quote, or indent the line.", trouble.at)


def _directive(trouble: Trouble) -> _Answer:
    message = "a line cannot begin with %"
    return _Answer(message, "Delete it, or put the value in double quotes.", trouble.since)


# Words of the parser, the more particular first.
_RULES: Final[tuple[tuple[str, Callable[[Trouble], _Answer]], ...]] = (
    ("mapping values are not allowed", _second_colon),
    ("while scanning an alias", _alias),
    ("while scanning an anchor", _alias),
    ("tag", _tag),
    ("directive", _directive),
    ("unexpected document indicator", _document),
    ("unexpected end of stream", _open_quote),
    ("while parsing a quoted scalar", _bad_escape),
    ("expected ',' or", _open_bracket),
    ("expected '-' indicator", _no_entry),
    ("could not find expected ':'", _no_colon),
    ("did not find expected key", _no_key),
    ("cannot start any token", _bad_begin),
    ("while scanning a block scalar", _block_header),
    ("did not find expected node content", _no_content),
    ("block sequence entries are not allowed", _list_in_line),
    ("expected <document start>", _after_end),
)
