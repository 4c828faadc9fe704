"""A file that is not written yet -> a file of the tracker, whole or not at all."""

from pledgetrack.errors import UsageError
from pledgetrack.register import Register
from pledgetrack.writing import write_whole


def save(register: Register, path: str, content: bytes) -> None:
    """Write the file of a record whole; ``UsageError`` where it cannot be, and nothing changed."""
    try:
        write_whole((register.root / path).resolve(), content)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise UsageError(f"{path} cannot be written: {reason}; nothing was changed") from error
