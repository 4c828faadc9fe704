"""Killed at any moment: the next run is right, and what was there before is whole."""

import os
import random
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from siege import build_of, disturbances

if TYPE_CHECKING:
    from siege import Scene

KILLS = disturbances("KILLS", few=3)
RECORD = "commitments/harbour-2001/ferry-pier.yaml"


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
    edit(scene, "A second pier", "Another pier")
    assert scene.build(builder, "other")[0] == 0
    states["new"] = scene.tree("other")
    words = ["A second pier", "Another pier"]
    killed = 0
    for number in range(KILLS):
        killed += kill_at_random(scene, arguments, longest, number)
        if builder == "pledgepdf":
            check_each_file_is_whole(scene, builder, states)
        assert scene.build(builder)[0] == 0
        assert scene.tree(builder) == states["new"]
        edit(scene, words[1], words[0])
        assert scene.build(builder)[0] == 0
        assert scene.tree(builder) == states["old"]
        edit(scene, *words)
    assert killed


def check_each_file_is_whole(
    scene: "Scene", folder: str, states: dict[str, dict[str, str]]
) -> None:
    """Every file that a reader may take is that of one of the two editions."""
    for name, digest in scene.tree(folder).items():
        if name.endswith(".pdf"):
            assert digest in {state.get(name) for state in states.values()}, name


def edit(scene: "Scene", old: str, new: str) -> None:
    """Replace words in a record."""
    file = scene.root / RECORD
    words = file.read_text("utf-8")
    assert old in words
    file.write_text(words.replace(old, new), "utf-8")


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
    assert killed
