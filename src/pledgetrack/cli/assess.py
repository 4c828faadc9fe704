"""``assess``: one more assessment at the end of a record."""

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pledgetrack.cli.options import Commands, day, refuse, sound_register
from pledgetrack.errors import UsageError
from pledgetrack.vocabulary import JUDGED, Stance, Status

if TYPE_CHECKING:
    from pledgetrack.editing.assessing import Opinion
    from pledgetrack.register import Register

STATUSES = tuple(map(str, (*JUDGED, Status.NO_EVIDENCE, Status.NOT_ASSESSABLE)))


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = commands.add_parser("assess", help="add an assessment to a record")
    command.add_argument("id", metavar="ID", help="id of the record, agreement/name")
    command.add_argument(
        "--status", choices=STATUSES, help="what was delivered (default: left to be written)"
    )
    command.add_argument("--why", metavar="TEXT", help="the reason, and what is missing")
    command.add_argument(
        "--as-of", type=day, metavar="DATE", help="the day judged (default: that of the tracker)"
    )
    command.add_argument(
        "--recorded", type=day, metavar="DATE", help="the day of the entry (default: today)"
    )
    command.add_argument("--done", metavar="DATE", help="when it was done, such as 1993-06")
    for stance in Stance:
        command.add_argument(
            f"--{stance}",
            nargs=2,
            action="append",
            default=[],
            metavar=("SOURCE", "WORDS"),
            help=f"evidence {_MEANINGS[stance]}: a source and its words, or a series and a period",
        )
    for name, who in (("coding", "coder"), ("under", "reading")):
        command.add_argument(
            f"--{name}",
            type=_pair,
            action="append",
            default=[],
            metavar=f"{who.upper()}=STATUS",
            help=f"the status that a {who} gives",
        )
    command.set_defaults(run=_assess)


_MEANINGS = {
    Stance.FOR: "that it was delivered",
    Stance.AGAINST: "that it was not",
    Stance.CONTEXT: "that decides nothing",
}


def _pair(written: str) -> tuple[str, str]:
    name, _, status = written.partition("=")
    if not name or not status:
        raise argparse.ArgumentTypeError(f"{written} is not a name and a status: reading-1=partial")
    return name, status


def _assess(options: argparse.Namespace) -> int:
    from pledgetrack.editing import assessing, saving  # noqa: PLC0415  --help needs none of this
    from pledgetrack.line import findings_with  # noqa: PLC0415

    register = sound_register()
    path = assessing.known_record(register, options.id)
    content = (register.root / path).read_bytes()
    opinion = _opinion(options, register)
    added = assessing.with_assessment(register, path, content, opinion)
    # A draft is tried with a status that asks for nothing.
    stand_in = opinion if options.status else replace(opinion, status="not-assessable", done=None)
    tried = assessing.with_assessment(register, path, content, stand_in)
    refuse(findings_with(register, path, tried))
    saving.save(register, path, added, content)
    sys.stdout.write(f"{options.id}: {options.status or 'a draft'} as of {opinion.as_of}\n")
    if not (options.status and options.why):
        sys.stdout.write("Something is still to be written; `pledgetrack check` names the place.\n")
    return 0


def _opinion(options: argparse.Namespace, register: "Register") -> "Opinion":
    from pledgetrack.assessment import edition_of  # noqa: PLC0415
    from pledgetrack.editing.assessing import Opinion, Shown  # noqa: PLC0415

    evidence = [
        Shown(stance, name, words)
        for stance in Stance
        for name, words in getattr(options, str(stance))
    ]
    return Opinion(
        as_of=options.as_of or edition_of(register).as_of,
        recorded=options.recorded or dt.date.today(),  # noqa: DTZ011  the editor's own day
        status=options.status,
        why=options.why,
        done=options.done,
        evidence=evidence,
        codings=_mapped(options.coding),
        under=_mapped(options.under),
    )


def _mapped(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        raise UsageError(f"a name stands twice: {', '.join(names)}")
    return dict(pairs)
