"""``check`` and ``coverage``: what is wrong, and how much of each text is accounted for."""

import argparse
import os
import sys
from pathlib import Path
from typing import Final

from pledgetrack.cli.options import Commands, sound_register
from pledgetrack.errors import UsageError
from pledgetrack.files import find_root

TEXTS_VARIABLE: Final = "PLEDGETRACK_TEXTS"


def add(commands: Commands) -> None:
    """Add the commands to the parser."""
    _add_check(commands)
    _add_coverage(commands)


def _add_check(commands: Commands) -> None:
    command = commands.add_parser("check", help="say all that is wrong with the records")
    command.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="report only these files and folders"
    )
    command.add_argument(
        "--format",
        choices=("text", "json", "github", "sarif"),
        default="text",
        help="output format",
    )
    command.add_argument(
        "--texts",
        type=Path,
        metavar="DIR",
        default=_texts_folder(),
        help=f"folder of texts that may not be stored here, found by hash (or {TEXTS_VARIABLE})",
    )
    command.add_argument("--strict", action="store_true", help="let warnings count as errors")
    command.set_defaults(run=_check)


def _texts_folder() -> Path | None:
    folder = os.environ.get(TEXTS_VARIABLE)
    return Path(folder) if folder else None


def _add_coverage(commands: Commands) -> None:
    command = commands.add_parser("coverage", help="say how much of each text is accounted for")
    command.add_argument("agreements", nargs="*", metavar="AGREEMENT", help="only these agreements")
    command.add_argument("--format", choices=("text", "json"), default="text", help="output format")
    command.add_argument(
        "--fail-under",
        type=float,
        metavar="PCT",
        help="exit with 1 under this percentage (default: coverage in tracker.yaml)",
    )
    command.set_defaults(run=_coverage)


def _check(options: argparse.Namespace) -> int:
    from pledgetrack.catalogue import CATALOGUE  # noqa: PLC0415  --version needs none of this
    from pledgetrack.line import load_register  # noqa: PLC0415
    from pledgetrack.rendering.diagnostics import FORMATS, Report  # noqa: PLC0415

    root = find_root(_start(options.paths))
    wanted = _wanted(root, options.paths)
    register = load_register(root, texts=options.texts)
    found = [
        entry
        for entry in register.findings
        if not wanted or any(_is_below(entry.location.path, path) for path in wanted)
    ]
    report = Report(len(register.record_files), found, CATALOGUE)
    sys.stdout.write(FORMATS[options.format](report))
    return int(report.errors > 0 or (options.strict and report.warnings > 0))


def _start(paths: list[Path]) -> Path:
    if not paths:
        return Path.cwd()
    for path in paths:
        if not path.exists():
            raise UsageError(f"there is no {path}")
    return paths[0].resolve()


def _wanted(root: Path, paths: list[Path]) -> list[str]:
    """Return the paths relative to the root; the root itself means everything."""
    resolved = [path.resolve() for path in paths]
    for path in resolved:
        if not path.is_relative_to(root):
            raise UsageError(f"{path} is not in the tracker {root}")
    if root in resolved:
        return []
    return [path.relative_to(root).as_posix() for path in resolved]


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def _coverage(options: argparse.Namespace) -> int:
    from pledgetrack.listing import coverage_data, coverage_entries  # noqa: PLC0415
    from pledgetrack.rendering.tables import as_json, coverage_as_text  # noqa: PLC0415

    register = sound_register()
    texts = coverage_entries(register, options.agreements)
    data = coverage_data(texts)
    sys.stdout.write(as_json(data) if options.format == "json" else coverage_as_text(data))
    bar = options.fail_under if options.fail_under is not None else register.tracker.coverage or 0
    low = [entry for entry in texts if entry.coverage.percent < bar]
    for entry in low:
        sys.stderr.write(f"{entry.source}: {entry.coverage.percent} % is under {bar:g} %\n")
    return int(bool(low))
