"""``export`` and ``schema``: the register as data, and what describes it and its files."""

import argparse
from pathlib import Path
from typing import Final

from pledgetrack.cli.options import Commands, add_edition, sound_register
from pledgetrack.files import find_root

FORMATS: Final = ("json", "jsonl", "csv", "sqlite", "csl")


def add(commands: Commands) -> None:
    """Add the commands to the parser."""
    _add_export(commands)
    _add_schema(commands)


def _add_export(commands: Commands) -> None:
    command = commands.add_parser("export", help="write the whole register as data")
    add_edition(command)
    command.add_argument("--format", choices=FORMATS, default="json", help="output format")
    command.add_argument(
        "-o", "--output", type=Path, required=True, metavar="PATH", help="file to write"
    )
    command.set_defaults(run=_export)


def _add_schema(commands: Commands) -> None:
    command = commands.add_parser("schema", help="write the JSON Schemas for editors")
    command.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="DIR",
        help="where to (default: commitments/.schema)",
    )
    command.set_defaults(run=_schema)


def _export(options: argparse.Namespace) -> int:
    from pledgetrack.assessment import edition_of  # noqa: PLC0415
    from pledgetrack.rendering.exports import export  # noqa: PLC0415
    from pledgetrack.writing import write_whole  # noqa: PLC0415

    register = sound_register()
    edition = edition_of(register, options.as_of, options.known_by)
    write_whole(options.output, export(register, edition, options.format))
    return 0


def _schema(options: argparse.Namespace) -> int:
    from pledgetrack.rendering.tables import as_json  # noqa: PLC0415
    from pledgetrack.schemas import KINDS, OUTPUTS, bundled_schema  # noqa: PLC0415
    from pledgetrack.writing import write_whole  # noqa: PLC0415

    folder = options.folder or find_root(Path.cwd()) / "commitments" / ".schema"
    for kind in (*KINDS, *OUTPUTS):
        write_whole(folder / f"{kind}.json", as_json(bundled_schema(kind)).encode())
    return 0
