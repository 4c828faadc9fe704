"""``queue``: what waits for a person, in the order to take it up."""

import argparse
import sys
from typing import TYPE_CHECKING

from pledgetrack.cli.options import Commands, add_edition, sound_register
from pledgetrack.errors import UsageError

if TYPE_CHECKING:
    from pledgetrack.register import Register

KINDS = ("provisional", "due", "stale", "doubtful", "no-evidence", "unassessed", "draft")


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = commands.add_parser("queue", help="list what waits for a person")
    command.add_argument("--kind", choices=KINDS, help="only what waits for this")
    command.add_argument("--agreement", metavar="NAME", help="only records of this agreement")
    add_edition(command)
    command.add_argument(
        "--format", choices=("table", "json", "csv"), default="table", help="output format"
    )
    command.set_defaults(run=_queue)


def _queue(options: argparse.Namespace) -> int:
    from pledgetrack.assessment import edition_of, judge  # noqa: PLC0415  --help needs none of this
    from pledgetrack.rendering import waiting_tables  # noqa: PLC0415
    from pledgetrack.waiting import queue_of  # noqa: PLC0415

    register = sound_register()
    _require_known(options.agreement, register)
    edition = edition_of(register, options.as_of, options.known_by)
    judgements = judge(register, edition)
    entries = [
        waiting_tables.entry_of(register, one, judgements.get(one.record))
        for wait, waiting in queue_of(register, edition, judgements).items()
        for one in waiting
        if options.kind in {None, str(wait)}
        if options.agreement in {None, one.record.partition("/")[0]}
    ]
    if not entries and options.format == "table":
        sys.stdout.write(f"Nothing waits as of {edition.as_of}.\n")
    else:
        sys.stdout.write(waiting_tables.DRAWN[options.format](entries))
    return 0


def _require_known(name: str | None, register: "Register") -> None:
    from pledgetrack.checks.rules import did_you_mean  # noqa: PLC0415

    if name is not None and name not in register.agreements:
        hint = did_you_mean(name, register.agreements)
        raise UsageError(f"there is no agreement {name}" + (f"; {hint}" if hint else ""))
