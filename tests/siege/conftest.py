"""A tracker with documents, to be disturbed."""

from pathlib import Path

import pytest
from siege import Scene, make_scene


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """Return a tracker with documents."""
    return make_scene(tmp_path / "tracker")
