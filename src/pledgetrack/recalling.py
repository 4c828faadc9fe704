"""Files that an earlier run found sound: while their bytes are the same, they stay as they were.

What is kept is plain data as JSON, never a value that would have to be trusted to be made again.
Only a file without any finding is kept, so that each run tells every fault.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache, partial
from typing import Final, TypeAlias

from pledgetrack.errors import PledgetrackError
from pledgetrack.loading import load_with
from pledgetrack.raw import KnownRecord, Piece, Raw, RawRecord
from pledgetrack.reading import Reader

Known: TypeAlias = Mapping[str, tuple[str, Piece]]
"""By the path of a file the digest of its bytes, and its data as JSON."""

_NOTHING: Final = Piece(b"", 0, 0)


class Recall:
    """What is known of the files of a tracker; nothing is kept where it is None."""

    def __init__(self, read: Reader, known: Known | None) -> None:
        """Take what reads a file, and what an earlier run of the same code knew."""
        self._known = known
        self._kept = bytearray()
        # Not a method: a circle would keep all that is known for the whole of a build.
        self._again = lru_cache(maxsize=8)(partial(_load, read))

    def same(self, path: str, content: bytes) -> KnownRecord | None:
        """Return a file as it was, if these are still its bytes."""
        digest, text = (self._known or {}).get(path, ("", _NOTHING))
        if not digest or digest != digest_of_bytes(content):
            return None
        return KnownRecord(path, digest, text, self._again)

    def keep(self, raw: RawRecord, content: bytes, *, is_sound: bool) -> Raw:
        """Return what is kept of a file that was loaded from these bytes."""
        if self._known is None:
            return raw
        digest = digest_of_bytes(content)
        if not is_sound:
            return replace(raw, digest=digest)
        begin = len(self._kept)
        self._kept += as_json(raw.data).encode()
        piece = Piece(self._kept, begin, len(self._kept))
        return KnownRecord(raw.path, digest, piece, self._again)


def _load(read: Reader, path: str) -> RawRecord:
    raw, faults = load_with(read, path)
    if raw is None:  # it was sound when this run began
        raise PledgetrackError(faults[0].message)
    return raw


def digest_of_bytes(content: bytes) -> str:
    """Return what stands for the bytes of a file."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def as_json(data: object) -> str:
    """Return plain data as JSON on one line."""
    return json.dumps(data, ensure_ascii=False)
