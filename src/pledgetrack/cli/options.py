"""What several commands share: their parser, days, editions, and a register that is sound."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from pledgetrack.errors import BrokenRegisterError
from pledgetrack.files import find_root
from pledgetrack.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pledgetrack.findings import Finding
    from pledgetrack.register import Register

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001


def add_edition(command: argparse.ArgumentParser) -> None:
    """Add the two clocks, which together name an edition."""
    command.add_argument("--as-of", type=day, metavar="DATE", help="judge by what was true then")
    command.add_argument("--known-by", type=day, metavar="DATE", help="only what was known then")


def day(written: str) -> date:
    """Return the day that was written; argparse tells what is none."""
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{written} is not a day such as 2001-05-31") from error


def sound_register() -> "Register":
    """Return the register around the current folder; one with errors is told and refused."""
    from pledgetrack.line import load_register  # noqa: PLC0415  --help needs none of this
    from pledgetrack.rendering.diagnostics import text_lines  # noqa: PLC0415

    register = load_register(find_root(Path.cwd()))
    if register.has_errors:
        lines = [line for finding in register.findings for line in text_lines(finding)]
        raise BrokenRegisterError("\n".join(lines))
    return register


def refuse(findings: "Iterable[Finding]") -> None:
    """Raise what would be wrong with a file that is not written yet, if there is an error."""
    from pledgetrack.rendering.diagnostics import text_lines  # noqa: PLC0415

    errors = [one for one in findings if one.severity is Severity.ERROR]
    if errors:
        lines = [line for finding in errors for line in text_lines(finding)]
        told = ["nothing was written; the file would have these errors:", *lines]
        raise BrokenRegisterError("\n".join(told))
