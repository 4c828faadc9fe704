"""An empty place -> a tracker that checks, builds and can be made one's own."""

import os
import shutil
from importlib import resources
from pathlib import Path
from typing import Final

from pledgetrack.errors import UsageError
from pledgetrack.writing import alone_in

REQUIREMENTS: Final = "requirements.txt"
_BLANK: Final = "@REQUIREMENT@"
_WORK: Final = ".pledgetrack-init-"
_STARTER: Final = resources.files("pledgetrack") / "starter"
_NOT_OURS: Final = "__pycache__"


def start_tracker(target: Path, requirement: str) -> None:
    """Lay a new tracker at ``target``, whole or not at all.

    The target is a folder that does not exist yet, or an empty one. ``requirement`` is the line
    that tells pip where this program comes from. ``UsageError`` says what stands in the way.
    """
    try:
        above = target if target.is_dir() else _nearest_folder(target)
        with alone_in(above):
            _require_room(target)
            _lay(target, above / f"{_WORK}{target.name}", requirement)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise UsageError(
            f"no tracker can be made at {target}: {reason}; nothing was changed"
        ) from error


def _require_room(target: Path) -> None:
    if target.is_dir():
        if not _is_free(target):
            raise UsageError(
                f"{target} is not empty; name a folder that does not exist yet, or an empty one"
            )
    elif os.path.lexists(target):
        raise UsageError(f"{target} is a file; name a folder that does not exist yet")


def _is_free(target: Path) -> bool:
    """Say whether a folder is empty, or holds but what a run left that broke off."""
    names = {entry.name for entry in target.iterdir()}
    work = f"{_WORK}{target.name}"
    if work not in names:
        return not names
    with resources.as_file(_STARTER) as starter:
        return names <= {work, *(entry.name for entry in starter.iterdir())}


def _lay(target: Path, work: Path, requirement: str) -> None:
    """Build in a folder beside the target, or in it if it is there, and then move.

    A run that was killed has left that folder, and in the target what it had moved already.
    """
    is_there = target.is_dir()
    shutil.rmtree(work, ignore_errors=True)
    try:
        built = work / "tracker"
        _copy_starter(built)
        file = built / REQUIREMENTS
        file.write_text(file.read_text("utf-8").replace(_BLANK, requirement), "utf-8")
        if is_there:
            for entry in built.iterdir():
                if not (target / entry.name).exists():
                    entry.rename(target / entry.name)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            built.rename(target)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _copy_starter(target: Path) -> None:
    with resources.as_file(_STARTER) as starter:
        for source in sorted(starter.rglob("*")):
            if source.is_file() and _NOT_OURS not in source.parts:
                copy = target / source.relative_to(starter)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, copy)


def _nearest_folder(target: Path) -> Path:
    return next(folder for folder in target.absolute().parents if folder.is_dir())
