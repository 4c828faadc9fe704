"""PDF reports in a site: those that were built are read, and copied to where pages link to them."""

from pathlib import Path

from sphinx.errors import ConfigError

from pledgetrack.errors import UsageError
from pledgetrack.rendering.shelf import FOLDER, LIST, SUMS, Shelf
from pledgetrack.sphinx_ext.config import PREFIX, Options


def shelf_of(options: Options, confdir: Path) -> Shelf:
    """Return the reports that ``conf.py`` names; `ConfigError` where none were built."""
    if not options.reports:
        return Shelf()
    try:
        return Shelf.read((confdir / options.reports).resolve())
    except UsageError as error:
        raise ConfigError(
            f"{PREFIX}reports = {options.reports!r}: {error}. Build them first with "
            "sphinx-build -b pledgepdf, or leave the option empty."
        ) from error


def copy_reports(shelf: Shelf, source: Path, output: Path) -> list[str]:
    """Copy reports into a site, each under its name and the newest also under one without a day.

    ``source`` is the folder that they were built into. Returns the paths of the files below the
    output; what is there already is not written again.
    """
    if not shelf.reports:
        return []
    files = {LIST: LIST, SUMS: SUMS}
    for shelved in shelf.reports:
        files[shelved.file] = shelved.file
        if shelved.latest:
            files[shelved.latest] = shelved.file
    for name, origin in files.items():
        _copy(source / origin, output / FOLDER / name)
    return [f"{FOLDER}/{name}" for name in files]


def _copy(source: Path, target: Path) -> None:
    try:
        content = source.read_bytes()
    except OSError as error:
        raise ConfigError(f"{source} is listed and gone; build the reports again") from error
    if not target.is_file() or target.read_bytes() != content:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
