"""Killed at any moment: the next run is right, and what was there before is whole."""

import os
import random
import shutil
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from siege import ASSESS, NEW, RECORD, build_of, disturbances

if TYPE_CHECKING:
    from siege import Scene

KILLS = disturbances("KILLS", few=3)
PRINTED = KILLS // 3
"""How often where each time several PDF files are drawn."""

TITLE = ("A second pier", "Another pier")


def kill_at_random(scene: "Scene", arguments: tuple[str, ...], longest: float, seed: int) -> bool:
    """Start a command, kill it and its children after a while; say whether it was still running."""
    process = scene.start(*arguments)
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


@pytest.mark.parametrize("builder", ["html", "pledgepdf"])
def test_a_killed_build_is_made_good_by_the_next(scene: "Scene", builder: str) -> None:
    """PDF files are at each moment the old or the new ones, whole."""
    arguments = build_of(builder)
    longest = seconds(scene, arguments)
    states = {"old": scene.tree(builder)}
    scene.edit(RECORD, *TITLE)
    assert scene.build(builder, "other")[0] == 0
    states["new"] = scene.tree("other")
    killed = 0
    for number in range(KILLS):
        killed += kill_at_random(scene, arguments, longest, number)
        if builder == "pledgepdf":
            check_each_file_is_whole(scene, builder, states)
        assert scene.build(builder)[0] == 0
        assert scene.tree(builder) == states["new"]
        scene.edit(RECORD, *reversed(TITLE))
        assert scene.build(builder)[0] == 0
        assert scene.tree(builder) == states["old"]
        scene.edit(RECORD, *TITLE)
    print(f"{killed} of {KILLS} were killed before their end")  # noqa: T201
    assert killed


def check_each_file_is_whole(
    scene: "Scene", folder: str, states: dict[str, dict[str, str]]
) -> None:
    """Every file that a reader may take is that of one of the two editions."""
    for name, digest in scene.tree(folder).items():
        if name.endswith(".pdf"):
            assert digest in {state.get(name) for state in states.values()}, name


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


def test_files_drawn_before_a_kill_are_not_taken_for_those_of_another_edition(
    scene: "Scene",
) -> None:
    """Some PDF files are the new ones; then the edit is taken back, and all are the old ones."""
    assert scene.build("pledgepdf")[0] == 0
    old = scene.tree("pledgepdf")
    chance = random.Random(2)  # noqa: S311
    for _ in range(PRINTED):
        scene.edit(RECORD, *TITLE)
        dying = scene.dying(chance.randint(2, 9), writing=r"/pledgepdf/.*\.pdf")
        assert dying.build("pledgepdf")[0] == -signal.SIGKILL
        scene.edit(RECORD, *reversed(TITLE))
        assert scene.build("pledgepdf")[0] == 0
        assert scene.tree("pledgepdf") == old
