"""A file becomes text, or findings about what has no place in a text.

Refused is what is no plain file inside the tracker and what is too large; then characters that can
make a text look different from what it is (bidirectional controls, tag characters), that other
programs take for a line break, or that no editor types on purpose.
"""

import os
import re
import stat
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from pledgetrack.findings import Check, Finding, Location

MAX_BYTES: Final = 256 * 1024

CHECKS: Final = (
    Check(
        "unreadable-file",
        "A record is a plain file inside the folder of the tracker.",
        "Put a plain file here that you are allowed to read, not a link to another place.",
    ),
    Check(
        "file-too-large",
        f"A file is not larger than {MAX_BYTES // 1024} KiB.",
        "Divide it into several records; a long text belongs into seeds/.",
    ),
    Check(
        "not-utf-8",
        "Files are UTF-8.",
        "Save the file again and choose the encoding UTF-8, without byte order mark.",
    ),
    Check(
        "forbidden-character",
        "Control characters, marks of writing direction, byte order marks and line breaks other "
        "than LF and CR LF have no place in a record: they can make it look like what it is not.",
        "Delete the character. Most editors do not show it: type the words around it again; for "
        "a byte order mark, save the file as UTF-8 without it.",
    ),
)

_REMEDIES: Final = {check.name: check.remedy for check in CHECKS}
_NAMES: Final = {
    "\ufeff": "a byte order mark",
    "\r": "a carriage return without a line feed",
    "\u2028": "a line separator",
    "\u2029": "a paragraph separator",
    "\x00": "a NUL character",
}
_FORBIDDEN: Final = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls; tab, line feed and CR are looked at apart
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction of writing
    "\u2028\u2029\ufeff"  # separators and the byte order mark
    "\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"  # no characters, and tags
)
_IN_FILES: Final = re.compile(_FORBIDDEN)
_LONE_RETURN: Final = re.compile(r"\r(?!\n)")
IN_VALUES: Final = re.compile(f"\r|{_FORBIDDEN}")
"""What an escape in double quotes must not bring into a value either."""


Reader = Callable[[str], bytes | Finding]


def reader(root: Path) -> Reader:
    """Return what reads the file at a path below ``root``, of a large file only its beginning.

    Where each folder really lies is looked up once: that is most of the cost of a small file.
    """
    inside = os.path.realpath(root)

    @cache
    def folder_at(path: str) -> str:
        return os.path.realpath(f"{inside}/{path}")

    def read(path: str) -> bytes | Finding:
        try:
            folder, _, name = path.rpartition("/")
            file = f"{folder_at(folder)}/{name}"
            if name in {"", ".", ".."} or os.path.islink(file):  # noqa: PTH114  there are thousands
                file = os.path.realpath(file)
            if not file.startswith(f"{inside.rstrip(os.sep)}{os.sep}"):
                return _unreadable(path, "it lies outside the folder of the tracker")
            return _content(path, file)
        except OSError as error:
            return _unreadable(path, (error.strerror or "unknown reason").lower())
        except ValueError:  # a NUL in the name
            return _unreadable(path, "its name cannot be used")

    return read


def _content(path: str, file: str) -> bytes | Finding:
    if not stat.S_ISREG(os.stat(file).st_mode):  # noqa: PTH116  to open a pipe would wait for ever
        return _unreadable(path, "it is not a regular file")
    with open(file, "rb") as stream:  # noqa: PTH123
        return stream.read(MAX_BYTES + 1)


def _unreadable(path: str, reason: str) -> Finding:
    return _finding(Location(path), "unreadable-file", f"this file cannot be read: {reason}")


def _finding(place: Location, check: str, message: str) -> Finding:
    return Finding(place, check, message, _REMEDIES[check])


def decode(content: bytes, path: str) -> tuple[str, tuple[Finding, ...]]:
    """Return the text of a file and what is wrong with its characters, one finding a kind."""
    if len(content) > MAX_BYTES:
        message = f"this file is larger than {MAX_BYTES // 1024} KiB"
        return "", (_finding(Location(path), "file-too-large", message),)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return "", (_not_utf8(content, error.start, path),)
    if b"\x00" in content[:2]:  # plain words in UTF-16 without a mark are valid UTF-8
        return "", (_not_utf8(content, content.index(b"\x00"), path),)
    found = [match.start() for match in _IN_FILES.finditer(text)]
    if "\r" in text:
        found += [match.start() for match in _LONE_RETURN.finditer(text)]
    return text, _forbidden(text, sorted(found), path)


def describe(character: str) -> str:
    """Name a character that cannot be seen: its code and what it is called."""
    name = _NAMES.get(character) or unicodedata.name(character, "a control character").lower()
    return f"U+{ord(character):04X} ({name})"


def forbidden(character: str, place: Location, count: int = 1) -> Finding:
    """Say that a character must not stand where it was first found."""
    more = f", and {count - 1} times more below" if count > 1 else ""
    message = f"the character {describe(character)} stands here{more}"
    return _finding(place, "forbidden-character", message)


def _forbidden(text: str, places: list[int], path: str) -> tuple[Finding, ...]:
    counts = Counter(text[place] for place in places)
    first = {text[place]: place for place in reversed(places)}
    findings = (
        forbidden(character, locate(text, place, path), counts[character])
        for character, place in first.items()
    )
    return tuple(sorted(findings))


def locate(text: str, index: int, path: str) -> Location:
    """Turn an index into a text into a place; lines end at a line feed."""
    begin = text.rfind("\n", 0, index) + 1
    return Location(path, text.count("\n", 0, index) + 1, index - begin + 1)


def _not_utf8(content: bytes, index: int, path: str) -> Finding:
    before = content[:index].decode("utf-8")
    utf16 = content[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in content[:2]
    encoding = "UTF-16" if utf16 else "not UTF-8"
    message = f"the encoding of this file is {encoding}"
    return _finding(locate(before, len(before), path), "not-utf-8", message)
