"""Verifying in a process of its own, which may take little time and memory and write nothing.

A file from strangers is read by libraries in C. If one of them fails, or never ends, only that
process does; it hands back plain text and nothing else.
"""

import contextlib
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from pledgetrack.verifying.verdict import Verdict

SECONDS: Final = 120
MEMORY: Final = 3 << 30
MOST_SAID: Final = 64 << 20
"""Limits: of time, of address space in bytes, and of what the process may say in bytes."""


def verify(path: Path, seconds: float = SECONDS) -> Verdict:
    """Return what was found in a file; whatever happens to whoever looks is a fault as well."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_look, args=(theirs, str(path)), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            return Verdict((f"it was not done after {seconds:g} seconds; no report takes as long",))
        return Verdict.from_json(ours.recv_bytes(MOST_SAID))
    except (EOFError, OSError):
        return Verdict(("the file brought down the process that read it; no report does",))
    finally:
        process.kill()
        process.join()
        ours.close()


def _look(theirs: Connection, path: str) -> None:
    _limit()
    from pledgetrack.verifying.looking import look  # noqa: PLC0415  within the limits

    with contextlib.suppress(BrokenPipeError):
        theirs.send_bytes(look(Path(path)).to_json())


def _limit() -> None:
    """Set limits where the system knows them; the time is limited everywhere."""
    try:
        import resource  # noqa: PLC0415  not on Windows
    except ImportError:
        return
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
