"""Fixtures that many tests use."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from trackers import RECORDS, TrackerFolder

from pledgetrack.line import load_register
from pledgetrack.register import Register

# The same examples in every run, so that a failure is never luck.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")


@pytest.fixture
def make_tracker(tmp_path: Path) -> Callable[[str], TrackerFolder]:
    """Return what copies one of the trackers of ``tests/records``."""

    def make(name: str) -> TrackerFolder:
        shutil.copytree(RECORDS / name, tmp_path / name)
        return TrackerFolder(tmp_path / name)

    return make


@pytest.fixture
def tracker(make_tracker: Callable[[str], TrackerFolder]) -> TrackerFolder:
    """Return a copy of the small valid tracker."""
    return make_tracker("valid")


@pytest.fixture
def full_tracker(make_tracker: Callable[[str], TrackerFolder]) -> TrackerFolder:
    """Return a copy of the valid tracker that uses every field."""
    return make_tracker("every-field")


@pytest.fixture(scope="session")
def valid_register() -> Register:
    """Return the register of the small valid tracker."""
    return load_register(RECORDS / "valid")


@pytest.fixture(scope="session")
def full_register() -> Register:
    """Return the register of the valid tracker that uses every field."""
    return load_register(RECORDS / "every-field")
