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
