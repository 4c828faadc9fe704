"""Volumes to files: what changed and nothing else, each whole or not at all."""

import gc
import json
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pledgetrack.errors import RenderingError
from pledgetrack.rendering.drawing import DIGESTS, Facts, Job, Stage, draw_changed
from pledgetrack.rendering.pdf import Attachment

pytestmark = pytest.mark.pdf

STYLES = '@page { size: A6 } body { font-family: "Source Serif 4" }'


def job(name: str, words: str = "The ferry sails.") -> Job:
    """Make a small job."""
    html = f'<html lang="en"><head><title>{name}</title></head><body><p>{words}</p></body></html>'
    return Job(name, "1", html, STYLES, date(2004, 1, 31), (Attachment("a.json", "", b"{}"),))


def draw(folder: Path, *jobs: Job) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Draw jobs in one process; return the names drawn and the names kept."""
    told: list[str] = []
    drawn, kept = draw_changed([lambda _: jobs], folder, 1, told.append)
    assert sorted(told) == sorted(drawn)
    return drawn, kept


def names(folder: Path) -> set[str]:
    """Return the names of all files in a folder."""
    return {path.name for path in folder.iterdir()}


def test_only_what_changed_is_drawn_and_what_is_gone_is_removed(tmp_path: Path) -> None:
    """A file is drawn if it is new, lost or changed, and deleted if nobody asks for it."""
    one, two = job("one.pdf"), job("two.pdf")
    assert draw(tmp_path, one, two) == (("one.pdf", "two.pdf"), ())
    first = (tmp_path / "one.pdf").read_bytes()

    assert draw(tmp_path, one, two) == ((), ("one.pdf", "two.pdf"))

    (tmp_path / "one.pdf").unlink()
    assert draw(tmp_path, one, two) == (("one.pdf",), ("two.pdf",))
    assert (tmp_path / "one.pdf").read_bytes() == first

    assert draw(tmp_path, replace(one, html=one.html.replace("sails", "rests"))) == (
        ("one.pdf",),
        (),
    )
    assert names(tmp_path) == {DIGESTS, "one.pdf", "reports.json", "SHA256SUMS"}
    assert (tmp_path / "one.pdf").read_bytes() != first


@pytest.mark.parametrize(
    "change",
    [
        {"program": "2"},
        {"styles": STYLES + " p { color: #111111 }"},
        {"day": date(2004, 2, 1)},
        {"attachments": (Attachment("a.json", "", b"[]"),)},
        {"attachments": (Attachment("b.json", "", b"{}"),)},
        {"attachments": ()},
        {"name": "other.pdf"},
    ],
)
def test_the_digest_sees_every_part_of_a_job(change: dict[str, object]) -> None:
    """Whatever changes in a job changes its digest."""
    assert replace(job("one.pdf"), **change).digest() != job("one.pdf").digest()


def test_a_volume_that_cannot_be_drawn_leaves_no_trace_and_the_others_stay(tmp_path: Path) -> None:
    """Every fault is told with its file, and what was drawn well is not drawn again."""
    bad = job("bad.pdf", '<img src="https://example.org/a.png" alt="">')
    lost = job("lost.pdf", '<a href="#nowhere">x</a>')
    with pytest.raises(RenderingError) as error:
        draw(tmp_path, lost, job("good.pdf"), bad)
    first, second = str(error.value).splitlines()
    assert first.startswith("bad.pdf: the page asks for 'https://example.org/a.png'")
    assert second.startswith("lost.pdf: the PDF renderer complains: ")
    assert names(tmp_path) == {DIGESTS, "good.pdf"}
    assert set(json.loads((tmp_path / DIGESTS).read_text("utf-8"))) == {"good.pdf"}
    assert draw(tmp_path, job("good.pdf")) == ((), ("good.pdf",))


def test_a_failed_redraw_keeps_the_old_file_and_is_tried_again(tmp_path: Path) -> None:
    """The file from before stays whole, and its digest is forgotten."""
    draw(tmp_path, job("one.pdf"))
    before = (tmp_path / "one.pdf").read_bytes()
    for _ in range(2):
        with pytest.raises(RenderingError):
            draw(tmp_path, job("one.pdf", '<a href="#nowhere">x</a>'))
        assert (tmp_path / "one.pdf").read_bytes() == before
    assert draw(tmp_path, job("one.pdf")) == (("one.pdf",), ())


@pytest.mark.parametrize("text", ["", "[]", "{", '{"../outside.pdf": "x"}'])
def test_a_spoiled_list_of_digests_only_costs_time(tmp_path: Path, text: str) -> None:
    """The volume is drawn again, and no file outside the folder is touched."""
    folder, outside = tmp_path / "out", tmp_path / "outside.pdf"
    folder.mkdir()
    outside.write_bytes(b"not ours")
    (folder / DIGESTS).write_text(text, encoding="utf-8")
    assert draw(folder, job("one.pdf")) == (("one.pdf",), ())
    assert outside.read_bytes() == b"not ours"


def test_a_process_that_dies_is_reported_with_its_volume(tmp_path: Path) -> None:
    """A full machine kills the process that takes most memory; here the test does."""
    long = job("long.pdf", "<p>The ferry sails.</p>" * 3000)

    def kill() -> None:
        while not (children := multiprocessing.active_children()):
            time.sleep(0.05)
        os.kill(children[0].pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    with pytest.raises(RenderingError, match=r"long\.pdf: the process that drew it ended"):
        draw(tmp_path, long)
    killer.join()
    assert names(tmp_path) == {DIGESTS}


def test_the_longest_is_drawn_first(tmp_path: Path) -> None:
    """Whoever draws last then has little left, and nobody waits for long."""
    draw(tmp_path, job("short.pdf"), job("long.pdf", "<p>The ferry sails.</p>" * 60))
    short, long = (tmp_path / name for name in ("short.pdf", "long.pdf"))
    assert long.stat().st_mtime_ns < short.stat().st_mtime_ns


def test_no_search_for_unused_objects_disturbs_the_work(tmp_path: Path) -> None:
    """It is off while jobs are made, and on again afterwards, also where they fail."""
    searching: list[bool] = []

    def stage(_: object) -> Iterator[Job]:
        searching.append(gc.isenabled())
        yield job("one.pdf")
        searching.append(gc.isenabled())

    def failing(_: object) -> Iterator[Job]:
        yield job("two.pdf")
        raise RenderingError("a figure is wrong")

    draw_changed([stage], tmp_path, 1, lambda _: None)
    assert searching == [False, False]
    assert gc.isenabled()
    with pytest.raises(RenderingError, match="a figure is wrong"):
        draw_changed([failing], tmp_path, 1, lambda _: None)
    assert gc.isenabled()


def test_one_process_and_several_write_the_same_bytes(tmp_path: Path) -> None:
    """Files, their list and their sums, whichever is done first."""
    jobs = [job(f"{number}.pdf", f"Ferry {number} sails. " * 20 * number) for number in range(6)]
    for processes in (1, 2, 3):
        (tmp_path / str(processes)).mkdir()
        draw_changed([lambda _: jobs], tmp_path / str(processes), processes, lambda _: None)
    one, *others = (
        {path.name: path.read_bytes() for path in (tmp_path / str(processes)).iterdir()}
        for processes in (1, 2, 3)
    )
    assert len(one) > len(jobs)
    assert others == [one, one]


PIER = '<p id="pier">The pier.</p>'


def pointing(words: str, asked: list[int]) -> list[Stage]:
    """Return the stages of a file, and of one that prints the page of the pier in the first.

    ``asked`` is told with which page the second is made.
    """

    def second(drawn: Mapping[str, Facts]) -> Iterator[Job]:
        page = drawn["one.pdf"].places["pier"]
        asked.append(page)
        yield job("two.pdf", f"The pier is on page {page} of {len(words)} letters.")

    return [lambda _: [job("one.pdf", words)], second]


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bytes]]:
    """Return a list that is told of each file that a process begins with.

    Beside its name stands what the first file was at that moment.
    """
    told: list[tuple[str, bytes]] = []
    submit = ProcessPoolExecutor.submit

    def tell(pool: ProcessPoolExecutor, draws: Any, one: Job) -> Future[Any]:
        first = tmp_path / "one.pdf"
        told.append((one.name, first.read_bytes() if first.exists() else b""))
        return submit(pool, draws, one)

    monkeypatch.setattr(ProcessPoolExecutor, "submit", tell)
    return told


def files(folder: Path) -> dict[str, bytes]:
    """Return what is in a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def assert_clean(folder: Path, words: str) -> None:
    """Fail if files are not as if they had been drawn for the first time."""
    (clean := folder / "clean").mkdir()
    draw_changed(pointing(words, []), clean, 1, lambda _: None)
    wanted = files(clean)
    assert {name: (folder / name).read_bytes() for name in wanted} == wanted


def test_an_idle_process_draws_what_points_to_pages_that_stay(
    tmp_path: Path, begun: list[tuple[str, bytes]]
) -> None:
    """It begins while the first file is still the old one, and its work is not done twice."""
    draw_changed(pointing(PIER, []), tmp_path, 2, lambda _: None)
    old = (tmp_path / "one.pdf").read_bytes()
    begun.clear()
    asked: list[int] = []
    told: list[str] = []
    words = f"{PIER}<p>A ferry.</p>"
    draw_changed(pointing(words, asked), tmp_path, 2, told.append)
    assert begun == [("one.pdf", old), ("two.pdf", old)]
    assert asked == [1, 1]
    assert told == ["one.pdf", "two.pdf"]
    assert_clean(tmp_path, words)


def test_what_was_drawn_for_pages_that_moved_is_drawn_again(
    tmp_path: Path, begun: list[tuple[str, bytes]]
) -> None:
    """Nobody sees the first attempt, and all is as if drawn for the first time."""
    draw_changed(pointing(PIER, []), tmp_path, 2, lambda _: None)
    begun.clear()
    asked: list[int] = []
    told: list[str] = []
    words = "<p>The ferry sails.</p>" * 60 + PIER
    draw_changed(pointing(words, asked), tmp_path, 2, told.append)
    assert [name for name, _ in begun] == ["one.pdf", "two.pdf", "two.pdf"]
    assert asked[0] == 1 < asked[1]
    assert told == ["one.pdf", "two.pdf"]
    assert_clean(tmp_path, words)


@pytest.mark.parametrize(("before", "processes"), [(PIER, 1), ("", 2), (None, 2)])
def test_nothing_is_drawn_ahead_without_a_process_or_a_page(
    tmp_path: Path, begun: list[tuple[str, bytes]], before: str | None, processes: int
) -> None:
    """All processes are busy, the pier is new, or nothing was drawn: the second file waits."""
    if before is not None:
        first = [pointing(before, [])[0], lambda _: [job("two.pdf")]]
        draw_changed(first, tmp_path, processes, lambda _: None)
    begun.clear()
    words = f"{PIER}<p>A ferry.</p>"
    draw_changed(pointing(words, []), tmp_path, processes, lambda _: None)
    new = (tmp_path / "one.pdf").read_bytes()
    assert [name for name, _ in begun] == ["one.pdf", "two.pdf"]
    assert begun[1] == ("two.pdf", new)
    assert_clean(tmp_path, words)


def test_a_fault_of_what_is_drawn_ahead_is_told_in_its_turn(tmp_path: Path) -> None:
    """The first file is there by then, and is not drawn again."""
    draw_changed(pointing(PIER, []), tmp_path, 2, lambda _: None)
    words = f"{PIER}<p>A ferry.</p>"
    first = pointing(words, [])[0]

    def lost(drawn: Mapping[str, Facts]) -> list[Job]:
        return [job("two.pdf", f'<a href="#nowhere">{drawn["one.pdf"].pages}</a>')]

    def wrong(_: Mapping[str, Facts]) -> list[Job]:
        raise RenderingError("a letter has no glyph")

    for second, message in ((lost, "two.pdf: the PDF renderer"), (wrong, "a letter has no glyph")):
        told: list[str] = []
        with pytest.raises(RenderingError, match=message):
            draw_changed([first, second], tmp_path, 2, told.append)
        assert told == (["one.pdf"] if second is lost else [])
    assert draw_changed(pointing(words, []), tmp_path, 2, lambda _: None) == (
        ("two.pdf",),
        ("one.pdf",),
    )
