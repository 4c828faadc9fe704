"""What the tests of this folder need from npm; the session ``tools`` of nox installs it."""

import shutil
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
MODULES = REPOSITORY / "build" / "tools" / "node_modules"


@pytest.fixture(scope="session")
def modules() -> Path:
    """Return the folder of what npm installed."""
    if shutil.which("node") is None or not MODULES.is_dir():
        pytest.skip("needs Node and what `nox -s tools` installs from npm")
    return MODULES
