"""Jobs to files: only those that changed, several at a time, each whole or not at all."""

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from itertools import zip_longest
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

    A file is written once those of the stages before are there. One that was drawn before and is
    no longer asked for is deleted at the end. ``report`` is called with the name of each file when
    it is there. Raises `RenderingError` if one cannot be drawn; files that were finished by then
    stay, and are not drawn again the next time.
    """
    sweep(folder)
    run = _Run(folder, processes, report, read_drawn(folder))
    with ExitStack() as open_pools:
        crews = [_Crew(stage, open_pools.enter_context(_pool(processes))) for stage in stages]
        try:
            for crew, following in zip_longest(crews, crews[1:]):
                run.draw(crew, following)
        except BaseException:
            run.note_what_is_there()
            raise
    for name in run.before.keys() - run.after.keys():
        (folder / name).unlink(missing_ok=True)
    _write_drawn(folder, run.after)
    write_shelf(folder, _facts(run.after))
    return tuple(name for name in run.after if name not in run.kept), tuple(run.kept)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A file that is there: the digest of what it was drawn from, and what is known of it."""

    digest: str
    facts: Facts


_Made: TypeAlias = tuple[bytes, Facts]


@dataclass(frozen=True, slots=True)
class _Crew:
    """A stage and the processes that draw it: new ones, in which no stage before left its waste."""

    stage: Stage
    pool: ProcessPoolExecutor


@dataclass(frozen=True, slots=True)
class _Run:
    """A folder that is being filled, by how many processes at a time, and who is told.

    ``before`` is what the last run left, ``after`` what is there now, and ``kept`` the names of
    what is in both; ``ahead`` holds by their digests files that are drawn before their stage came.
    """

    folder: Path
    processes: int
    report: Callable[[str], None]
    before: dict[str, Drawn]
    after: dict[str, Drawn] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    ahead: dict[str, Future[_Made]] = field(default_factory=dict)

    def draw(self, crew: _Crew, following: _Crew | None) -> None:
        """Draw what changed of a stage; idle processes begin with the one that follows."""
        supposed = _facts({**self.before, **self.after})
        wanted: dict[str, Job] = {}
        for digest, job in _jobs(crew.stage, _facts(self.after)):
            if self._is_there(job.name, digest):
                self.after[job.name] = self.before[job.name]
                self.kept.append(job.name)
            else:
                wanted[digest] = job
        self._owe([job.name for job in wanted.values()])
        running = {
            self.ahead.get(digest) or _submitted(crew.pool, job): (job.name, digest)
            for digest, job in wanted.items()
        }
        idle = self.processes - len(running)
        if running and following and supposed and idle > 0:
            self._draw_ahead(following, supposed, idle)
        self._finish(running)
        crew.pool.shutdown()

    def note_what_is_there(self) -> None:
        """Forget nothing that this run did not come to, or the next would draw it for nothing."""
        known = {**self.before, **self.after}
        there = {name: known[name] for name in known if (self.folder / name).is_file()}
        _write_drawn(self.folder, there)

    def _is_there(self, name: str, digest: str) -> bool:
        known = self.before.get(name)
        return known is not None and known.digest == digest and (self.folder / name).is_file()

    def _owe(self, wanted: Sequence[str]) -> None:
        """Note files as to be drawn, before one of them is written: a run may end at any moment.

        The next one draws them, also where all else is again as it was, and removes what it does
        not want.
        """
        for name in wanted:
            known = self.before.get(name)
            self.before[name] = Drawn("", known.facts if known else Facts(Label(), 0, {}))
        if wanted:
            _write_drawn(self.folder, {**self.before, **self.after})

    def _draw_ahead(self, crew: _Crew, supposed: Mapping[str, Facts], most: int) -> None:
        """Begin with files of a stage as if those before it had the pages of the last run.

        Few edits move anything to another page. What a file is drawn from names those pages: where
        one is another, so is the digest, and nobody asks for what was drawn ahead. What is new has
        no page yet; any other fault is told when the stage has come.
        """
        with suppress(KeyError, PledgetrackError):
            jobs = _jobs(crew.stage, supposed)
            wanted = [one for one in jobs if not self._is_there(one[1].name, one[0])]
            self.ahead.update((digest, _submitted(crew.pool, job)) for digest, job in wanted[:most])

    def _finish(self, running: dict[Future[_Made], tuple[str, str]]) -> None:
        """Write files, of which name and digest are given, as they are done."""
        faults: list[str] = []
        for future in as_completed(running):
            name, digest = running.pop(future)
            try:
                content, facts = future.result()
                write_whole(self.folder / name, content)
            except BrokenProcessPool:
                ended = "the process that drew it ended; there may be too little memory"
                faults.append(f"{name}: {ended}")
            except (PledgetrackError, OSError) as error:
                faults.append(f"{name}: {error}")
            else:
                self.after[name] = Drawn(digest, facts)
                self.report(name)
        if faults:
            raise RenderingError("\n".join(sorted(faults)))


def _facts(drawn: Mapping[str, Drawn]) -> dict[str, Facts]:
    return {name: one.facts for name, one in drawn.items()}


def _jobs(stage: Stage, facts: Mapping[str, Facts]) -> list[tuple[str, Job]]:
    """Return the jobs of a stage with their digests, the longest first.

    Whoever begins with it last lets the others wait.
    """
    with _waste_left_to_the_end():
        jobs = [(job.digest(), job) for job in stage(facts)]
    return sorted(jobs, key=lambda one: -len(one[1].html))


@contextmanager
def _pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Give processes of their own, never forked: memory is given back, settings stay apart."""
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, job: Job) -> Future[_Made]:
    try:
        return pool.submit(_draw, job)
    except BrokenProcessPool as error:  # one that drew something else ended
        failed: Future[_Made] = Future()
        failed.set_exception(error)
        return failed


def _draw(job: Job) -> _Made:
    job.prove()
    with _waste_left_to_the_end():
        laid = layout(job.html, job.styles, job.day, hidden=HIDDEN)
    if job.most_pages and len(laid.anchors) > job.most_pages:
        raise RenderingError(
            f"it would have {len(laid.anchors)} pages, and may have {job.most_pages} at most; the "
            "lines of records have given way already: name fewer or shorter documents in "
            "pledgetrack_report_chapters"
        )
    files = (*job.attachments, manifest_of(job, laid))
    return finished(laid.pdf, job.day, files), facts_of(job, laid)


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
