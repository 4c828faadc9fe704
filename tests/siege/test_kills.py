"""Killed at any moment: the next run is right, and what was there before is whole."""

import os
import random
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from siege import ASSESS, NEW, RECORD, TITLES, build_of, disturbances, sites_of

from pledgetrack.rendering.drawing import read_drawn

if TYPE_CHECKING:
    from siege import Printed, Scene

KILLS = disturbances("KILLS", few=3)
REASONS = ("ten months before the date.", "ten months before the date." + " It was opened." * 150)
"""Words of the record that leave all after it on their pages, and words that do not."""
VOLUME = "harbour-records-2004-01-31.pdf"
REPORT = "harbour-report-2004-01-31.pdf"


def kill_at_random(
    scene: "Scene",
    arguments: tuple[str, ...],
    longest: float,
    seed: int,
    begun: Callable[[], bool] = lambda: True,
) -> bool:
    """Start a command, kill it and its children after a while; say whether it was still running.

    The while, at most ``longest`` seconds, counts from when ``begun`` says so.
    """
    process = scene.start(*arguments)
    while not begun() and process.poll() is None:
        time.sleep(0.02)
    try:
        process.communicate(timeout=random.Random(seed).uniform(0, longest))  # noqa: S311
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return True
    return False


def seconds(scene: "Scene", arguments: tuple[str, ...]) -> float:
    """Return how long a command takes, so that kills fall into its whole run."""
    begin = time.perf_counter()
    assert scene.run(*arguments)[0] == 0
    return time.perf_counter() - begin


@dataclass
class Editions:
    """A tracker with either of two words, and what a builder makes of it with each."""

    scene: "Scene"
    builder: str
    longest: float
    trees: tuple[dict[str, str], ...]
    words: tuple[str, str] = TITLES
    now: int = 0

    @classmethod
    def of_reports(cls, scene: "Scene", printed: "Printed") -> "Editions":
        """Take the PDF files of builds with each title; those of the first are there."""
        return cls(scene, "pledgepdf", printed.seconds, printed.given_to(scene))

    @classmethod
    def of_moved_pages(cls, scene: "Scene", printed: "Printed") -> "Editions":
        """Take the PDF files of two builds, of which one has words that move others."""
        first, _ = printed.given_to(scene)
        scene.edit(RECORD, *REASONS)
        assert scene.build("pledgepdf", "other")[0] == 0
        scene.edit(RECORD, *reversed(REASONS))
        return cls(scene, "pledgepdf", printed.seconds, (first, scene.tree("other")), REASONS)

    def turn(self) -> None:
        """Give the record its other words."""
        self.scene.edit(RECORD, self.words[self.now], self.words[1 - self.now])
        self.now = 1 - self.now

    def check_next(self) -> None:
        """Build over what is there: the output is that of a first build, whatever happened."""
        assert self.scene.build(self.builder)[0] == 0
        assert self.scene.tree(self.builder) == self.trees[self.now]

    def check_files(self) -> None:
        """Every PDF file that a reader may take is that of one of the two editions."""
        for name, digest in self.scene.tree(self.builder).items():
            if name.endswith(".pdf"):
                assert digest in {tree[name] for tree in self.trees}, name

    def owes(self, name: str) -> bool:
        """Say whether a PDF build noted that it will draw a file, and not yet that it has."""
        drawn = read_drawn(self.scene.root / self.builder).get(name)
        return drawn is not None and not drawn.digest

    def at_work(self) -> str:
        """Say what a PDF build was at when it was killed."""
        names = {"a volume": VOLUME, "the report": REPORT}
        return next((what for what, name in names.items() if self.owes(name)), "no PDF file")


@pytest.mark.parametrize("builder", ["html", "pledgepdf"])
def test_a_killed_build_is_made_good_by_the_next(
    scene: "Scene", builder: str, request: pytest.FixtureRequest
) -> None:
    """PDF files are at each moment the old or the new ones, whole; some edits are taken back."""
    if builder == "pledgepdf":
        editions = Editions.of_reports(scene, request.getfixturevalue("printed"))
    else:
        longest = seconds(scene, build_of("html", "timed"))
        editions = Editions(scene, "html", longest, sites_of(scene))
    moments: Counter[str] = Counter()
    for number in range(KILLS):
        editions.turn()
        killed = kill_at_random(scene, build_of(builder), editions.longest, number)
        moments[editions.at_work() if killed else "ended"] += 1
        if builder == "pledgepdf":
            editions.check_files()
        if number % 3 == 2:
            editions.turn()
        editions.check_next()
    print(f"{builder} killed at work on, or ended: {dict(moments)}")  # noqa: T201
    assert moments.total() > moments["ended"]


def test_killed_while_the_report_is_drawn(scene: "Scene", printed: "Printed") -> None:
    """Where pages moved it comes after the volumes.

    These are the new ones, and not of use if the edit goes back.
    """
    editions = Editions.of_moved_pages(scene, printed)
    folder = scene.root / "other"
    # Half of it: processes that have drawn something are quicker than new ones.
    drawing = ((folder / REPORT).stat().st_mtime - (folder / VOLUME).stat().st_mtime) / 2

    def begun() -> bool:
        return editions.owes(REPORT) and not editions.owes(VOLUME)

    killed = 0
    for number in range(KILLS):
        before = editions.now
        editions.turn()
        kill_at_random(scene, build_of("pledgepdf"), drawing, number, begun)
        editions.check_files()
        found = scene.tree("pledgepdf")
        assert found[VOLUME] == editions.trees[editions.now][VOLUME]
        killed += found[REPORT] == editions.trees[before][REPORT]
        if number % 2:
            editions.turn()
        editions.check_next()
    print(f"{killed} of {KILLS} reports were killed before their end")  # noqa: T201
    assert killed


COMMANDS = {
    "check": ("-m", "pledgetrack", "check"),
    "export": ("-m", "pledgetrack", "export", "-o", "register.json"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_killed_command_leaves_every_file_whole(scene: "Scene", name: str) -> None:
    """Records stay as they are; a result is there whole, or not at all."""
    arguments = COMMANDS[name]
    records = scene.tree("commitments")
    longest = seconds(scene, arguments)
    wanted = scene.tree(".")
    killed = 0
    for number in range(KILLS):
        (scene.root / "register.json").unlink(missing_ok=True)
        killed += kill_at_random(scene, arguments, longest, number)
        assert scene.tree("commitments") == records
        left = {name: digest for name, digest in scene.tree(".").items() if name in wanted}
        assert left.items() <= wanted.items()
        assert scene.run(*arguments)[0] == 0
        assert scene.tree(".").items() >= wanted.items()
    print(f"{killed} of {KILLS} were killed before their end")  # noqa: T201
    assert killed


EDITS = {
    "assess": ASSESS,
    "new": NEW,
    "export": ("-m", "pledgetrack", "export", "-o", "commitments/register.sqlite"),
}


@pytest.mark.parametrize("name", EDITS)
def test_killed_before_any_change_of_a_file_a_command_leaves_all_whole(
    scene: "Scene", name: str
) -> None:
    """At each step the record is the old or the new one; the same command then does its work."""
    if name == "new":
        (scene.root / "commitments/harbour-2001/fares-residents.yaml").unlink()
    shutil.copytree(scene.root / "commitments", scene.root / "before")
    before = scene.tree("commitments")
    assert scene.run(*EDITS[name])[0] == 0
    after = scene.tree("commitments")
    assert after != before
    deaths = 0
    while True:
        shutil.rmtree(scene.root / "commitments")
        shutil.copytree(scene.root / "before", scene.root / "commitments")
        code, _ = scene.dying(deaths + 1).run(*EDITS[name])
        if code == 0:
            break
        assert code == -signal.SIGKILL
        deaths += 1
        for path, digest in scene.tree("commitments").items():
            assert path.endswith(".part") or digest in {before.get(path), after.get(path)}
        assert scene.command("check")[0] == 0
        code, told = scene.run(*EDITS[name])
        assert code == 0, told
        assert after.items() <= scene.tree("commitments").items()
        if name != "export":  # whose folder is another's: what a kill leaves there is not ours
            assert scene.tree("commitments") == after
    assert deaths >= 3


@pytest.mark.parametrize("name", ["assess", "new"])
def test_killed_at_random_an_edit_is_made_or_not(scene: "Scene", name: str) -> None:
    """The files are those before it or those after it; where it was not made, it then is."""
    if name == "new":
        (scene.root / "commitments/harbour-2001/fares-residents.yaml").unlink()
    shutil.copytree(scene.root / "commitments", scene.root / "before")
    before = scene.tree("commitments")
    longest = seconds(scene, EDITS[name])
    after = scene.tree("commitments")
    killed = 0
    for number in range(KILLS):
        shutil.rmtree(scene.root / "commitments")
        shutil.copytree(scene.root / "before", scene.root / "commitments")
        killed += kill_at_random(scene, EDITS[name], longest, number)
        found = scene.tree("commitments")
        records = {path: found[path] for path in found if not path.endswith(".part")}
        assert records in (before, after)
        assert scene.command("check")[0] == 0
        if records == before:
            assert scene.run(*EDITS[name])[0] == 0
            assert scene.tree("commitments") == after
    print(f"{killed} of {KILLS} were killed before their end")  # noqa: T201
    assert killed


def test_init_killed_before_any_change_of_a_file_can_be_repeated(scene: "Scene") -> None:
    """In a folder that is not there and in an empty one."""
    arguments = ("-m", "pledgetrack", "init")
    assert scene.run(*arguments, "whole")[0] == 0
    whole = scene.tree("whole")
    chance = random.Random(1)  # noqa: S311
    for number in range(KILLS):
        for made in (True, False):
            target = scene.root / f"{made}-{number}"
            if made:
                target.mkdir()
            code, _ = scene.dying(chance.randint(1, 90)).run(*arguments, target.name)
            assert code in {0, -signal.SIGKILL}
            if code:
                was_whole = scene.tree(target.name) == whole
                code, told = scene.run(*arguments, target.name)
                assert code == 0 or (was_whole and "is not empty" in told), told
            assert scene.tree(target.name) == whole


@pytest.mark.parametrize("at", [1, 2, 3])
def test_killed_before_any_change_of_the_file_of_the_report(
    scene: "Scene", printed: "Printed", at: int
) -> None:
    """Before it is begun, given its rights, given its name: the old one is there, the volume new.

    Then the edit is taken back, and the files that were drawn before the kill are drawn again.
    """
    editions = Editions.of_reports(scene, printed)
    old, new = editions.trees
    editions.turn()
    dying = scene.dying(at, writing=rf"/pledgepdf/\.?{REPORT}")
    assert dying.build("pledgepdf")[0] == -signal.SIGKILL
    found = scene.tree("pledgepdf")
    assert (found[VOLUME], found[REPORT]) == (new[VOLUME], old[REPORT])
    editions.turn()
    editions.check_next()
