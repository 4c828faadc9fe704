"""A disk of a few megabytes that a test can fill: a tmpfs that only the processes here see."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

MEGABYTES = 64
READY = "ready"


@dataclass(frozen=True)
class Disk:
    """``root`` is the disk as this process reaches it, ``around`` a command that works on it."""

    root: Path
    around: tuple[str, ...]

    def fill(self, room: int) -> None:
        """Leave this many bytes free, in whole blocks."""
        self.empty()
        state = os.statvfs(self.root)
        size = max(state.f_bavail * state.f_frsize - room, 0)
        with self._ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(size, 1))

    def empty(self) -> None:
        """Make room again."""
        self._ballast.unlink(missing_ok=True)

    @property
    def _ballast(self) -> Path:
        return self.root / "ballast"


@contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    """Mount a disk at a folder, in a name space of its own; skip where the system forbids it."""
    own, enter = ([], []) if os.geteuid() == 0 else (["-r"], ["-U", "--preserve-credentials"])
    mount = f'mount -t tmpfs -o size={MEGABYTES}m none "$1" && cd "$1" && echo {READY} && read _'
    try:
        holder = subprocess.Popen(
            ["unshare", *own, "-m", "sh", "-c", mount, "sh", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
    except FileNotFoundError:
        pytest.skip("there is no program unshare, which gives a process disks of its own")
    assert holder.stdin
    assert holder.stdout
    try:
        said = holder.stdout.readline().strip()
        if said != READY:
            pytest.skip(f"no disk can be mounted here: {said}")
        within = ("nsenter", "-t", str(holder.pid), *enter, "-m", "-w", "--")
        yield Disk(Path(f"/proc/{holder.pid}/root{folder}"), within)
    finally:
        holder.stdin.close()
        holder.stdout.close()
        holder.wait()
