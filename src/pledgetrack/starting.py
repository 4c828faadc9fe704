"""An empty place -> a tracker that checks, builds and can be made one's own."""

import os
import shutil
import tempfile
from importlib import resources
from pathlib import Path
from typing import Final

from pledgetrack.errors import UsageError

REQUIREMENTS: Final = "requirements.txt"
_BLANK: Final = "@REQUIREMENT@"
_NOT_OURS: Final = shutil.ignore_patterns("__pycache__")


def start_tracker(target: Path, requirement: str) -> None:
    """Lay a new tracker at ``target``, whole or not at all.

    The target is a folder that does not exist yet, or an empty one. ``requirement`` is the line
    that tells pip where this program comes from. ``UsageError`` says what stands in the way.
    """
    _require_room(target)
    try:
        _lay(target, requirement)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise UsageError(
            f"no tracker can be made at {target}: {reason}; nothing was changed"
        ) from error


def _require_room(target: Path) -> None:
    if target.is_dir():
        if any(target.iterdir()):
            raise UsageError(
                f"{target} is not empty; name a folder that does not exist yet, or an empty one"
            )
    elif os.path.lexists(target):
        raise UsageError(f"{target} is a file; name a folder that does not exist yet")


def _lay(target: Path, requirement: str) -> None:
    """Build in a folder beside the target, or in it if it is there, and then move."""
    is_there = target.is_dir()
    above = target if is_there else _nearest_folder(target)
    work = Path(tempfile.mkdtemp(dir=above, prefix=".pledgetrack-"))
    try:
        built = work / "tracker"
        with resources.as_file(resources.files("pledgetrack") / "starter") as starter:
            shutil.copytree(starter, built, ignore=_NOT_OURS, copy_function=shutil.copyfile)
        file = built / REQUIREMENTS
        file.write_text(file.read_text("utf-8").replace(_BLANK, requirement), "utf-8")
        if is_there:
            for entry in built.iterdir():
                entry.rename(target / entry.name)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            built.rename(target)
    finally:
        shutil.rmtree(work)


def _nearest_folder(target: Path) -> Path:
    return next(folder for folder in target.absolute().parents if folder.is_dir())
