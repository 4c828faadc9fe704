"""The raw record: a file as plain data that knows the place of every key and value."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from pledgetrack.findings import Location

if TYPE_CHECKING:
    from array import array

KeyPath: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class RawRecord:
    """A file as plain data: maps, lists, text, numbers, booleans and nothing.

    ``path`` is relative to the root of the tracker, with ``/``. ``positions`` holds line and
    column, counted from 0, of every key and value in the order of the file: eight bytes each.
    ``digest`` is that of the bytes of the file, where somebody asked for it.
    """

    path: str
    data: Any
    positions: "array[int]"
    digest: str = ""

    def locate(self, key_path: KeyPath = (), *, key: bool = False) -> Location:
        """Return where the value at ``key_path`` begins, or with ``key`` its key.

        What is not there has the place of the nearest thing around it that is.
        """
        offsets = number_values(self)
        while key_path not in offsets:
            key_path, key = key_path[:-1], False
        offset = offsets[key_path]
        if key and key_path and not isinstance(key_path[-1], int):
            offset -= 1  # a key is noted just before its value
        line, column = self.positions[2 * offset : 2 * offset + 2]
        return Location(self.path, line + 1, column + 1)


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A piece of a text in UTF-8, cut out when it is asked for.

    Thousands of texts that were kept one by one leave holes in memory where they are let go, which
    nothing larger fits into; one text that holds them all is given back whole.
    """

    whole: bytes | bytearray
    begin: int
    end: int

    def __bytes__(self) -> bytes:
        """Return the bytes of the piece."""
        return bytes(self.whole[self.begin : self.end])

    def __str__(self) -> str:
        """Return the words of the piece."""
        return self.whole[self.begin : self.end].decode()


@dataclass(frozen=True, slots=True, eq=False)
class KnownRecord:
    """A sound file that need not be read as YAML again: ``text`` is its data as JSON on one line.

    It takes a fifth of the memory of the data. ``again`` loads the file at a path anew, for the
    places of its values, which are not kept.
    """

    path: str
    digest: str
    text: Piece
    again: Callable[[str], RawRecord]

    @property
    def data(self) -> Any:
        """Return the plain data, made anew each time."""
        return json.loads(str(self.text))

    def locate(self, key_path: KeyPath = (), *, key: bool = False) -> Location:
        """Return where a value begins, or with ``key`` its key; see :class:`RawRecord`."""
        return self.again(self.path).locate(key_path, key=key)


Raw: TypeAlias = RawRecord | KnownRecord


# Places are asked for rarely, and then often in the same record: one walk serves them all.
@lru_cache(maxsize=8)
def number_values(raw: RawRecord) -> dict[tuple[Any, ...], int]:
    """Return for each value of a record, by key path, its number in the order of the file.

    Keys are counted too; each has the number before that of its value.
    """
    numbers: dict[tuple[Any, ...], int] = {}
    pending: list[tuple[tuple[Any, ...], Any]] = [((), raw.data)]
    count = 0
    while pending:
        path, value = pending.pop()
        if path and not isinstance(path[-1], int):
            count += 1
        numbers[path] = count
        count += 1
        if isinstance(value, dict):
            pending.extend(((*path, key), value[key]) for key in reversed(value))
        elif isinstance(value, list):
            pending.extend(((*path, at), value[at]) for at in reversed(range(len(value))))
    return numbers
