"""A file that is not written yet -> a file of the tracker, whole or not at all."""

from pathlib import Path

from pledgetrack.errors import UnwrittenError, UsageError
from pledgetrack.register import Register
from pledgetrack.writing import alone_in, sweep, write_whole


def save(register: Register, path: str, content: bytes, before: bytes | None) -> None:
    """Write the file of a record whole, if it still is what it was: ``before``, None for no file.

    ``UnwrittenError`` where it cannot be, ``UsageError`` where somebody else changed it; nothing is
    changed then.
    """
    target = (register.root / path).resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with alone_in(target.parent):
            _require_unchanged(target, path, before)
            sweep(target.parent)
            write_whole(target, content)
    except UnwrittenError as error:
        raise UnwrittenError(path, error.reason) from error
    except OSError as error:
        raise UnwrittenError.of(path, error) from error


def _require_unchanged(target: Path, path: str, before: bytes | None) -> None:
    now = target.read_bytes() if target.exists() else None
    if now != before:
        raise UsageError(f"{path} was changed by others meanwhile; nothing was written, try again")
