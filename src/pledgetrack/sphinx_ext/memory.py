"""The files of the register as the last build read them, kept beside the doctrees.

A file whose bytes are the same need not be read as YAML again, which takes half of the time of a
build that changes little. What is kept is plain JSON: nothing is made from it but by the decoder.
It holds for the same code only, and is as good as nothing where it is damaged.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

from pledgetrack.errors import UnwrittenError
from pledgetrack.raw import KnownRecord, Piece
from pledgetrack.recalling import Known, as_json
from pledgetrack.register import Register
from pledgetrack.rendering.export import KINDS
from pledgetrack.writing import UNFINISHED

NAME: Final = "pledgetrack-records.txt"
_END: Final = "end"


class _Line(NamedTuple):
    """A file: its kind, its path as JSON, the digest of its bytes if it was sound, its data."""

    kind: str
    path: str
    digest: str
    data: str


class Memory:
    """What a build remembers of the files, below a folder and under a key of the code."""

    def __init__(self, folder: Path, key: str) -> None:
        """Read nothing yet."""
        self._file = folder / NAME
        self._key = key

    def known(self) -> Known:
        """Return the sound files; none where the file is not there, not whole or of other code."""
        try:
            content = self._file.read_bytes()
        except OSError:
            return {}
        end = content.rfind(f"{_END}\t".encode())
        total = hashlib.blake2b(self._key.encode(), digest_size=16)
        total.update(memoryview(content)[: max(end, 0)])
        is_whole = content[end:] == f"{_END}\t{total.hexdigest()}\n".encode()
        return dict(_sound_files(content, end)) if is_whole else {}

    def _lines(self) -> Iterator[_Line]:
        total = hashlib.blake2b(self._key.encode(), digest_size=16)
        with self._file.open(encoding="utf-8", newline="\n") as stream:
            for line in stream:
                fields = line.rstrip("\n").split("\t", 3)
                if fields[0] == _END:
                    if fields[1] == total.hexdigest():
                        return
                    break
                total.update(line.encode())
                yield _Line(*fields)
        raise ValueError(f"{self._file} is not whole")

    def keep(self, register: Register, known: Known) -> None:
        """Write the files of a register, unless they are those that were ``known``.

        Where nothing was known a file is written in any case: there may be none.
        Raises ``UnwrittenError``; what was written before then stays, and is of other files.
        """
        held = {path: raw.digest for path, raw in register.raws.items()}
        sound = all(isinstance(raw, KnownRecord) for raw in register.raws.values())
        if known and sound and held == {path: digest for path, (digest, _) in known.items()}:
            return
        fresh = self._file.with_suffix(UNFINISHED)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._write(fresh, register)
            fresh.replace(self._file)
        except OSError as error:
            raise UnwrittenError.of(self._file, error) from error

    def _write(self, file: Path, register: Register) -> None:
        """Write one file after the other: together they take much memory."""
        total = hashlib.blake2b(self._key.encode(), digest_size=16)
        with file.open("wb") as stream:
            for line in _lines_of(register):
                total.update(line)
                stream.write(line)
            stream.write(f"{_END}\t{total.hexdigest()}\n".encode())

    def written(self) -> Iterator[str]:
        """Yield pieces of JSON: the data of the files by kind and path, as in an export."""
        groups = groupby(self._lines(), key=lambda line: line.kind)
        kind, lines = next(groups, ("", iter(())))
        for at, name in enumerate(KINDS):
            yield f'{", " if at else "{"}"{name}": {{'
            if kind == name:
                for number, line in enumerate(lines):
                    yield f"{', ' if number else ''}{line.path}: {line.data}"
                kind, lines = next(groups, ("", iter(())))
            yield "}"
        yield "}"


def _sound_files(content: bytes, end: int) -> Iterator[tuple[str, tuple[str, Piece]]]:
    """Yield path, digest and data of the sound files in the lines up to ``end``."""
    begin = 0
    while begin < end:
        stop = content.index(b"\n", begin)
        _kind, path, digest, data = content[begin:stop].split(b"\t", 3)
        if digest:
            yield json.loads(path), (digest.decode(), Piece(content, stop - len(data), stop))
        begin = stop + 1


def _lines_of(register: Register) -> Iterator[bytes]:
    by_kind: Mapping[str, list[str]] = {kind: [] for kind in KINDS}
    for path in sorted(register.raws):
        by_kind[register.files[path]].append(path)
    for kind, paths in by_kind.items():
        for path in paths:
            raw = register.raws[path]
            is_sound = isinstance(raw, KnownRecord)
            data = bytes(raw.text) if isinstance(raw, KnownRecord) else as_json(raw.data).encode()
            head = "\t".join((kind, as_json(path), raw.digest if is_sound else ""))
            yield b"%b\t%b\n" % (head.encode(), data)
