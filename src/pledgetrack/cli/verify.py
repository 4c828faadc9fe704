"""``verify``: count the figures of a PDF report again from the data inside it."""

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pledgetrack.cli.options import Commands
from pledgetrack.errors import UsageError
from pledgetrack.files import find_root

if TYPE_CHECKING:
    from pledgetrack.verifying import Verdict


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = commands.add_parser("verify", help="count the figures of a PDF report again")
    command.add_argument(
        "reports", nargs="+", type=Path, metavar="REPORT.pdf", help="reports, from anywhere"
    )
    command.add_argument(
        "--register",
        type=Path,
        metavar="DIR",
        help="a tracker that you trust: say what differs from it, and which records changed since",
    )
    command.set_defaults(run=_verify)


def _verify(options: argparse.Namespace) -> int:
    for report in options.reports:
        if not report.is_file():
            raise UsageError(f"there is no file {report}")
    root = find_root(options.register.resolve()) if options.register else None
    return max(int(_differs(report, root)) for report in options.reports)


def _differs(report: Path, root: Path | None) -> bool:
    """Verify a report and say what was found; return whether anything differs."""
    try:
        from pledgetrack.verifying import verify  # noqa: PLC0415  others need none of this
    except ModuleNotFoundError as error:
        message = f'{error.name} is missing; install it with: pip install "pledgetrack[verify]"'
        raise UsageError(message) from error
    verdict = verify(report)
    _say(report.name, verdict.faults or (_summary(verdict),))
    if root is None or not verdict.label:
        return bool(verdict.faults)
    since = _since(verdict, root)
    _say(root.name, since or ("the same records, the same figures",))
    return bool(verdict.faults or since)


def _since(verdict: "Verdict", root: Path) -> tuple[str, ...]:
    from pledgetrack.assessment import Edition  # noqa: PLC0415
    from pledgetrack.line import load_register  # noqa: PLC0415
    from pledgetrack.verifying import compare  # noqa: PLC0415

    days = (verdict.label["as_of"], verdict.label["known_by"])
    try:
        as_of, known_by = (date.fromisoformat(day) if day else None for day in days)
    except ValueError:
        return ("the edition of the report is no day",)
    register = load_register(root)
    return compare(verdict, register, Edition(as_of or date.min, known_by))


def _summary(verdict: "Verdict") -> str:
    label = verdict.label
    known = f", as known on {label['known_by']}" if label["known_by"] else ""
    return (
        f"{label['title']}, as of {label['as_of']}{known}: {len(verdict.figures)} figures on "
        f"{verdict.pages} pages are what the {len(verdict.records)} records inside give"
    )


def _say(name: str, lines: Iterable[str]) -> None:
    from pledgetrack.rendering.diagnostics import log_line  # noqa: PLC0415

    for line in lines:
        sys.stdout.write(log_line(f"{name}: {line}") + "\n")
