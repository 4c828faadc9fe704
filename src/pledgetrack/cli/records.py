"""``list`` and ``show``: the records with their status in an edition."""

import argparse
import sys

from pledgetrack.cli.options import Commands, add_edition, sound_register


def add(commands: Commands) -> None:
    """Add the commands to the parser."""
    _add_list(commands)
    _add_show(commands)


def _add_list(commands: Commands) -> None:
    command = commands.add_parser("list", help="list the records with their status")
    _add_reading(command)
    command.set_defaults(run=_list)


def _add_show(commands: Commands) -> None:
    command = commands.add_parser("show", help="show one record with its history")
    command.add_argument("id", metavar="ID", help="id of the record, agreement/name")
    _add_reading(command)
    command.set_defaults(run=_show)


def _list(options: argparse.Namespace) -> int:
    from pledgetrack.assessment import edition_of  # noqa: PLC0415
    from pledgetrack.listing import record_entries  # noqa: PLC0415
    from pledgetrack.rendering import tables  # noqa: PLC0415

    register = sound_register()
    entries = record_entries(register, edition_of(register, options.as_of, options.known_by))
    draw = {"table": tables.records_as_table, "csv": tables.records_as_csv, "json": tables.as_json}
    sys.stdout.write(draw[options.format](entries))
    return 0


def _show(options: argparse.Namespace) -> int:
    from pledgetrack.assessment import edition_of  # noqa: PLC0415
    from pledgetrack.listing import record_entry  # noqa: PLC0415
    from pledgetrack.rendering import tables  # noqa: PLC0415

    register = sound_register()
    edition = edition_of(register, options.as_of, options.known_by)
    entry = record_entry(register, edition, options.id)
    if options.format == "csv":
        sys.stdout.write(tables.records_as_csv([entry]))
    else:
        draw = tables.as_json if options.format == "json" else tables.record_as_table
        sys.stdout.write(draw(entry))
    return 0


def _add_reading(command: argparse.ArgumentParser) -> None:
    add_edition(command)
    command.add_argument(
        "--format", choices=("table", "json", "csv"), default="table", help="output format"
    )
