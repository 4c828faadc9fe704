"""On a full disk what was there stays whole, a sentence says so, and with room all is well."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from disks import Disk, small_disk
from siege import (
    ASSESS,
    NEW,
    RECORD,
    TITLES,
    Printed,
    Scene,
    disturbances,
    make_scene,
    sites_of,
)

FULL = disturbances("KILLS", few=3)
TIMES = {"html": FULL, "pledgepdf": FULL // 3}
WRITING = {
    "assess": ASSESS[2:],
    "new": NEW[2:],
    "init": ("init", "fresh"),
    "schema": ("schema", "schemas"),
    "export": ("export", "-o", "register.json"),
    "export to sqlite": ("export", "--format", "sqlite", "-o", "register.sqlite"),
}
PRINTING = {
    "list": ("list",),
    "show": ("show", "harbour-2001/ferry-pier"),
    "coverage": ("coverage",),
    "queue": ("queue",),
    "check": ("check",),
    "check as sarif": ("check", "--format", "sarif"),
    "help": ("--help",),
    "version": ("--version",),
}


class Place(NamedTuple):
    """A tracker on a small disk."""

    disk: Disk
    scene: Scene


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """Return a tracker on a disk of its own, and end the disk with the test."""
    (tmp_path / "disk").mkdir()
    with small_disk(tmp_path / "disk") as disk:
        made = make_scene(disk.root / "tracker")
        # Programs start on the disk and not in the tracker.
        yield Place(disk, Scene(made.root, around=(*disk.around, "env", "-C", "tracker")))


@pytest.mark.parametrize("name", WRITING)
def test_a_command_that_finds_no_room_changes_nothing(place: Place, name: str) -> None:
    """The record, the export and the schema are the old ones; then there is room."""
    if name == "new":
        (place.scene.root / "commitments/harbour-2001/fares-residents.yaml").unlink()
    before = place.scene.tree(".")
    place.disk.fill(0)
    code, told = place.scene.command(*WRITING[name])
    assert code == 2
    assert told.startswith("pledgetrack: ")
    assert "no space left on device; nothing was changed" in told
    assert told.count("\n") == 1
    assert place.scene.tree(".") == before
    place.disk.empty()
    code, told = place.scene.command(*WRITING[name])
    assert code == 0, told
    assert place.scene.tree(".") != before
    assert place.scene.command("check")[0] == 0


@pytest.mark.parametrize("name", WRITING)
def test_a_command_that_may_write_no_byte_changes_nothing(scene: Scene, name: str) -> None:
    """The same on every system: a limit of the shell on the size of files."""
    if name == "new":
        (scene.root / "commitments/harbour-2001/fares-residents.yaml").unlink()
    before = scene.tree(".")
    limited = Scene(scene.root, around=("sh", "-c", 'ulimit -f 0; "$@"', "sh"))
    code, told = limited.command(*WRITING[name])
    assert code == 2
    assert told.startswith("pledgetrack: ")
    assert told.endswith("file too large; nothing was changed\n")
    assert scene.tree(".") == before


@pytest.mark.parametrize("name", PRINTING)
def test_output_that_finds_no_room_is_told(scene: Scene, name: str) -> None:
    """A sentence and exit 2 instead of half a result and success."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    buffered = {"PYTHONUNBUFFERED": ""}  # argparse swallows what fails at once
    redirected = Scene(scene.root, buffered, around=("sh", "-c", '"$@" > /dev/full', "sh"))
    code, told = redirected.command(*PRINTING[name])
    assert told == "pledgetrack: the output cannot be written: no space left on device\n"
    assert code == 2


def test_a_report_is_verified_on_a_full_disk(place: Place, printed: Printed) -> None:
    """To verify writes nothing."""
    printed.given_to(place.scene)
    place.disk.fill(0)
    reports = sorted(name for name in place.scene.tree("pledgepdf") if name.endswith(".pdf"))
    code, told = place.scene.command("verify", f"pledgepdf/{reports[0]}")
    assert code == 0, told
    assert place.scene.command("check")[0] == 0


@pytest.mark.parametrize("builder", ["html", "pledgepdf"])
def test_a_build_that_finds_no_room_is_made_good_by_the_next(
    place: Place, builder: str, request: pytest.FixtureRequest
) -> None:
    """It fails and says why; PDF files are the old or the new ones; with room all are there."""
    disk, scene = place
    if builder == "pledgepdf":
        states = request.getfixturevalue("printed").given_to(scene)
        assert scene.build(builder)[0] == 0  # Sphinx has its own words where it cannot begin
    else:
        states = sites_of(scene)
    chance = random.Random(3)  # noqa: S311
    failed = 0
    for number in range(TIMES[builder]):
        scene.edit(RECORD, *TITLES)
        disk.fill(4096 * int(chance.uniform(0, number * 30)))
        code, told = scene.build(builder)
        failed += code != 0
        assert code == 0 or "no space left on device" in told.lower(), told
        if builder == "pledgepdf":
            assert "Traceback" not in told
            for name, digest in scene.tree(builder).items():
                if name.endswith(".pdf"):
                    assert digest in {state.get(name) for state in states}
        disk.empty()
        if number % 2:
            assert scene.build(builder)[0] == 0
            assert scene.tree(builder) == states[1]
        scene.edit(RECORD, *reversed(TITLES))
        assert scene.build(builder)[0] == 0
        assert scene.tree(builder) == states[0]
    assert failed
