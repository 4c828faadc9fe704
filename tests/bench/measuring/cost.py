"""The cost of a process with its children, as the operating system counted it."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

MEBIBYTE = 2**20 if sys.platform == "darwin" else 2**10  # ru_maxrss counts bytes there, KiB here
_NEVER_COMPILED = "PYTHONDONTWRITEBYTECODE"


class WrongResultError(Exception):
    """A command failed, or what it left is not what it should have left."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process and its children took: seconds, and MiB of the largest of them."""

    cpu: float
    wall: float
    memory: float


def run_python(folder: Path, *arguments: str) -> tuple[Cost, str]:
    """Run Python in a folder and return its cost and its output.

    Python may keep compiled modules, as where a package is installed, whatever the environment
    of the bench says: else each process would compile all of them.
    """
    kept = {name: value for name, value in os.environ.items() if name != _NEVER_COMPILED}
    begin = time.perf_counter()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as stream:
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=folder, env=kept, stdout=stream, stderr=stream
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        stream.seek(0)
        output = stream.read()
    require(process.returncode == 0, f"{' '.join(arguments)}\n{output[-4000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / MEBIBYTE), output


def require(holds: bool, message: str) -> None:  # noqa: FBT001  what else to call it with
    """Raise `WrongResultError` with the message unless it holds."""
    if not holds:
        raise WrongResultError(message)
