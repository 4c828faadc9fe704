"""Volumes to files: only those that changed, several at a time, each whole or not at all."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from pledgetrack.errors import RenderingError
from pledgetrack.rendering.pdf import Attachment, pdf_from_html

DIGESTS = ".pledgepdf.json"
"""The file beside the volumes that says what each was drawn from."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to draw and all that it is drawn from, as values that another process can take.

    ``program`` stands for the code, the packages and the fonts that turn the rest into a file.
    """

    name: str
    program: str
    html: str
    styles: str
    day: date
    attachments: tuple[Attachment, ...]

    def digest(self) -> str:
        """Return what the file depends on as a SHA-256."""
        digest = hashlib.sha256()
        for part in (self.program, self.name, self.html, self.styles, self.day.isoformat()):
            digest.update(hashlib.sha256(part.encode()).digest())
        for attachment in self.attachments:
            digest.update(attachment.name.encode() + b"\0" + attachment.description.encode())
            digest.update(hashlib.sha256(attachment.content).digest())
        return digest.hexdigest()


def draw_changed(
    jobs: Iterable[Job],
    folder: Path,
    processes: int,
    report: Callable[[str], None],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Draw the files whose digest changed or that are gone; return names drawn and names kept.

    A file that was drawn before and is no longer asked for is deleted. ``report`` is called with
    the name of each file when it is there. Raises `RenderingError` if one cannot be drawn; files
    that were finished by then stay, and are not drawn again the next time.
    """
    before = _read_digests(folder)
    after: dict[str, str] = {}
    wanted: list[Job] = []
    for job in jobs:
        digest = after[job.name] = job.digest()
        if before.get(job.name) != digest or not (folder / job.name).is_file():
            wanted.append(job)
    undrawn = {job.name for job in wanted}
    try:
        for name in _drawn(wanted, folder, processes):
            undrawn.discard(name)
            report(name)
    finally:
        for name in before.keys() - after.keys():
            (folder / name).unlink(missing_ok=True)
        _write_digests(folder, {key: after[key] for key in after if key not in undrawn})
    drawn = tuple(job.name for job in wanted)
    return drawn, tuple(name for name in after if name not in drawn)


def _drawn(jobs: list[Job], folder: Path, processes: int) -> Iterator[str]:
    """Draw in processes of their own, never forked: memory is given back, settings stay apart."""
    if not jobs:
        return
    faults: list[str] = []
    workers = min(processes, len(jobs))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        running = {pool.submit(_draw, job, str(folder)): job.name for job in jobs}
        try:
            for future in as_completed(running):
                fault = _fault(future)
                if fault:
                    faults.append(f"{running[future]}: {fault}")
                else:
                    yield running[future]
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    if faults:
        raise RenderingError("\n".join(sorted(faults)))


def _fault(future: Future[None]) -> str:
    """Return why a volume could not be drawn; nothing where it is there."""
    try:
        future.result()
    except BrokenProcessPool:
        return "the process that drew it ended; there may be too little memory"
    except RenderingError as error:
        return str(error)
    return ""


def _draw(job: Job, folder: str) -> None:
    drawn = pdf_from_html(job.html, job.styles, job.day, job.attachments)
    _write(Path(folder, job.name), drawn)


def _write(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees half of it."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _read_digests(folder: Path) -> dict[str, str]:
    """Return the digests of the last run; none where the file is missing or was tampered with."""
    try:
        found = json.loads((folder / DIGESTS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: str(digest) for name, digest in found.items() if Path(name).name == name}


def _write_digests(folder: Path, digests: Mapping[str, str]) -> None:
    text = json.dumps(digests, indent=1, sort_keys=True) + "\n"
    _write(folder / DIGESTS, text.encode())
