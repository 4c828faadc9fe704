"""Kills this process and all of its group just before it changes the disk for the nth time.

Python loads this at its start where this folder is on its path. ``DIES_WRITING`` is a pattern of
the paths that count, ``DIES_AT`` the number of the change, from 1.
"""

import os
import re
import signal
import sys
from pathlib import Path

CHANGES = frozenset(
    ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "os.truncate", "os.link")
)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

PATTERN = re.compile(os.environ["DIES_WRITING"])
left = int(os.environ["DIES_AT"])


def watch(event: str, values: tuple[object, ...]) -> None:
    """Count a change that is about to be made, and die at the last."""
    global left  # noqa: PLW0603  a hook has no other place to count
    changes = event in CHANGES or (event == "open" and int(str(values[2])) & WRITES)
    if not changes or not isinstance(values[0], str | os.PathLike):
        return
    if PATTERN.search(str(Path.cwd() / os.fspath(values[0]))):
        left -= 1
        if left == 0:
            os.killpg(os.getpgrp(), signal.SIGKILL)


sys.addaudithook(watch)
