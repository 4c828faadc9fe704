"""Jobs to files: only those that changed, several at a time, each whole or not at all."""

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeAlias

from pledgetrack.errors import PledgetrackError, RenderingError
from pledgetrack.rendering.job import Facts, Job, Label
from pledgetrack.rendering.manifest import HIDDEN, facts_of, manifest_of
from pledgetrack.rendering.pdf import layout
from pledgetrack.rendering.pdf_tags import finished
from pledgetrack.rendering.shelf import write_shelf
from pledgetrack.writing import sweep, write_whole

__all__ = ["DIGESTS", "Drawn", "Facts", "Job", "Label", "Stage", "draw_changed", "read_drawn"]

DIGESTS = ".pledgepdf.json"
"""The file beside the volumes that says what each was drawn from."""


Stage: TypeAlias = Callable[[Mapping[str, Facts]], Iterable[Job]]
"""Gives jobs, and is told what is known of the files of the stages before."""


def draw_changed(
    stages: Sequence[Stage],
    folder: Path,
    processes: int,
    report: Callable[[str], None],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Draw the files whose digest changed or that are gone; return names drawn and names kept.

    A stage begins when the one before it is done. A file that was drawn before and is no longer
    asked for is deleted at the end. ``report`` is called with the name of each file when it is
    there. Raises `RenderingError` if one cannot be drawn; files that were finished by then stay,
    and are not drawn again the next time.
    """
    sweep(folder)
    before = read_drawn(folder)
    after: dict[str, Drawn] = {}
    kept: list[str] = []
    try:
        for stage in stages:
            kept += _draw_stage(stage, _Table(folder, processes, report), before, after)
    except BaseException:
        # What this run did not come to is not forgotten, or the next would draw it for nothing.
        known = {**before, **after}
        there = {name: known[name] for name in known if (folder / name).is_file()}
        _write_drawn(folder, there)
        raise
    for name in before.keys() - after.keys():
        (folder / name).unlink(missing_ok=True)
    _write_drawn(folder, after)
    write_shelf(folder, {name: drawn.facts for name, drawn in after.items()})
    return tuple(name for name in after if name not in kept), tuple(kept)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A file that is there: the digest of what it was drawn from, and what is known of it."""

    digest: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class _Table:
    """Where files are drawn, how many at a time, and who is told."""

    folder: Path
    processes: int
    report: Callable[[str], None]


def _draw_stage(
    stage: Stage, table: _Table, before: dict[str, Drawn], after: dict[str, Drawn]
) -> list[str]:
    """Draw what changed of a stage into ``after``; return the names of what did not."""
    wanted: dict[str, tuple[Job, str]] = {}
    kept: list[str] = []
    with _waste_left_to_the_end():
        for job in stage({name: drawn.facts for name, drawn in after.items()}):
            digest, known = job.digest(), before.get(job.name)
            if known and known.digest == digest and (table.folder / job.name).is_file():
                after[job.name] = known
                kept.append(job.name)
            else:
                wanted[job.name] = job, digest
    _owe(wanted, table, before, after)
    # The longest first: whoever begins with it last lets the others wait.
    jobs = sorted((job for job, _ in wanted.values()), key=lambda job: -len(job.html))
    for name, facts in _drawn(jobs, table):
        after[name] = Drawn(wanted[name][1], facts)
        table.report(name)
    return kept


def _owe(
    wanted: Iterable[str], table: _Table, before: dict[str, Drawn], after: Mapping[str, Drawn]
) -> None:
    """Note files as to be drawn, before one of them is: a run may end at any moment.

    The next one draws them, also where all else is again as it was, and removes what it does not
    want.
    """
    for name in wanted:
        before[name] = Drawn("", before[name].facts if name in before else Facts(Label(), 0, {}))
    if wanted:
        _write_drawn(table.folder, {**before, **after})


def _drawn(jobs: list[Job], table: _Table) -> Iterator[tuple[str, Facts]]:
    """Draw in processes of their own, never forked: memory is given back, settings stay apart."""
    if not jobs:
        return
    faults: list[str] = []
    workers = min(table.processes, len(jobs))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        running = {pool.submit(_draw, job, str(table.folder)): job.name for job in jobs}
        try:
            for future in as_completed(running):
                fault = _fault(future)
                if fault:
                    faults.append(f"{running[future]}: {fault}")
                else:
                    yield running[future], future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    if faults:
        raise RenderingError("\n".join(sorted(faults)))


def _fault(future: Future[Facts]) -> str:
    """Return why a volume could not be drawn; nothing where it is there."""
    try:
        future.result()
    except BrokenProcessPool:
        return "the process that drew it ended; there may be too little memory"
    except (PledgetrackError, OSError) as error:
        return str(error)
    return ""


def _draw(job: Job, folder: str) -> Facts:
    with _waste_left_to_the_end():
        laid = layout(job.html, job.styles, job.day, hidden=HIDDEN)
    if job.most_pages and len(laid.anchors) > job.most_pages:
        raise RenderingError(
            f"it would have {len(laid.anchors)} pages, and may have {job.most_pages} at most; the "
            "lines of records have given way already: name fewer or shorter documents in "
            "pledgetrack_report_chapters"
        )
    files = (*job.attachments, manifest_of(job, laid))
    write_whole(Path(folder, job.name), finished(laid.pdf, job.day, files))
    return facts_of(job, laid)


@contextmanager
def _waste_left_to_the_end() -> Iterator[None]:
    """Let Python look for unused objects once, when the block ends, and not all the time.

    What is being made only grows: to go through all of it again and again, for next to nothing
    that is unused, takes a seventh of the time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect()


def read_drawn(folder: Path) -> dict[str, Drawn]:
    """Return what the last run left in a folder; nothing where its list is missing or spoiled."""
    try:
        found = json.loads((folder / DIGESTS).read_text(encoding="utf-8"))
        return {
            name: Drawn(entry["digest"], Facts(Label(**entry["label"]), *_known(entry)))
            for name, entry in found.items()
            if Path(name).name == name
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _known(entry: Mapping[str, Any]) -> tuple[int, dict[str, int]]:
    return int(entry["pages"]), {str(name): int(page) for name, page in entry["places"].items()}


def _write_drawn(folder: Path, drawn: Mapping[str, Drawn]) -> None:
    data = {
        name: {
            "digest": one.digest,
            "label": asdict(one.facts.label),
            "pages": one.facts.pages,
            "places": dict(one.facts.places),
        }
        for name, one in drawn.items()
    }
    text = json.dumps(data, indent=1, sort_keys=True) + "\n"
    write_whole(folder / DIGESTS, text.encode())
