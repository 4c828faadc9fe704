"""Exceptions: the program or its caller is wrong.

A record that is wrong is never an exception but a :class:`pledgetrack.findings.Finding`.
"""


class PledgetrackError(Exception):
    """Base of every error that this package raises on purpose; the text is for people."""


class UsageError(PledgetrackError):
    """The caller asked for something that does not exist or cannot be."""


class BrokenRegisterError(PledgetrackError):
    """A result was asked of a register that has errors; they were reported as findings."""


class RenderingError(PledgetrackError):
    """A page could not be drawn as it should be; nothing was written."""


class UnwrittenError(PledgetrackError):
    """A file could not be written; what was there before is as it was."""

    def __init__(self, path: str, reason: str) -> None:
        """Take the file, and why in a few words."""
        super().__init__(path, reason)
        self.path, self.reason = path, reason

    def __str__(self) -> str:
        """Say it in a sentence."""
        return f"{self.path} cannot be written: {self.reason}; nothing was changed"

    @classmethod
    def of(cls, path: object, error: OSError) -> "UnwrittenError":
        """Return it with the reason that the system gives."""
        return cls(str(path), (error.strerror or "unknown reason").lower())
