"""A tracker with documents, to be disturbed."""

import time
from pathlib import Path

import pytest
from siege import RECORD, TITLES, Printed, Scene, make_scene


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """Return a tracker with documents."""
    return make_scene(tmp_path / "tracker")


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """Return the PDF files of two builds, which many tests begin or end with."""
    scene = make_scene(tmp_path_factory.mktemp("printed") / "tracker")
    begin = time.perf_counter()
    assert scene.build("pledgepdf", "one")[0] == 0
    seconds = time.perf_counter() - begin
    scene.edit(RECORD, *TITLES)
    assert scene.build("pledgepdf", "other")[0] == 0
    return Printed((scene.root / "one", scene.root / "other"), seconds)
