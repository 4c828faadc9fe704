"""Bytes -> a file, whole or not at all; a folder -> for one process at a time."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from pledgetrack.errors import UnwrittenError

if sys.platform != "win32":
    import fcntl

UNFINISHED: Final = ".part"
"""How the name of a file ends, after a dot at its beginning, that is not written to its end."""


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the target and rename: whoever reads sees the old file or the new one.

    A link stays and leads to the new file; what is no file (``/dev/stdout``, a pipe) is written to.
    Raises ``UnwrittenError``, which says why, where the file cannot be written; the old one stays.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)
        else:
            _write_whole(Path(os.path.realpath(path)), content)
    except OSError as error:
        raise UnwrittenError.of(path, error) from error


def _write_whole(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(UNFINISHED, f".{path.name}.", path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def sweep(folder: Path) -> None:
    """Remove what a process left unfinished that was killed; nobody else may be writing there."""
    for left in folder.glob(f".*.????????{UNFINISHED}"):
        left.unlink(missing_ok=True)


@contextmanager
def alone_in(folder: Path, tell: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold a folder that is there; wait for another process that holds it, after calling ``tell``.

    The system takes the hold away from a process that ends, however it ends. Where it knows no
    such thing (Windows, some network drives) nobody waits.
    """
    if sys.platform == "win32":
        yield
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            _wait_for(held, tell)
        yield
    finally:
        os.close(held)


def _wait_for(held: int, tell: Callable[[], None]) -> None:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        tell()
        fcntl.flock(held, fcntl.LOCK_EX)
