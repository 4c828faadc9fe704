"""``diff``: what changed in the records between two revisions, in meaning."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pledgetrack.cli.options import Commands
from pledgetrack.errors import BrokenRegisterError
from pledgetrack.files import find_root

if TYPE_CHECKING:
    from pledgetrack.register import Register
    from pledgetrack.rendering.difference_data import Version


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "diff", help="say what changed in the records between two revisions in git"
    )
    command.add_argument("base", metavar="BASE", help="revision to compare with, such as main")
    command.add_argument(
        "head", nargs="?", metavar="HEAD", help="revision to compare (default: the work tree)"
    )
    command.add_argument(
        "--format", choices=("text", "markdown", "json"), default="text", help="output format"
    )
    command.set_defaults(run=_diff)


def _diff(options: argparse.Namespace) -> int:
    from pledgetrack.assessment import edition_of  # noqa: PLC0415  --help needs none of this
    from pledgetrack.comparison import compare, side_of  # noqa: PLC0415
    from pledgetrack.rendering.difference_data import Difference  # noqa: PLC0415
    from pledgetrack.rendering.differences import FORMATS  # noqa: PLC0415

    root = find_root(Path.cwd())
    loaded = [_load(root, name) for name in (options.base, options.head)]
    _refuse_errors(loaded)
    base, head = (version for version, _ in loaded)
    before, after = (side_of(register, edition_of(register)) for _, register in loaded)
    difference = Difference(base, head, compare(before, after))
    sys.stdout.write(FORMATS[options.format](difference))
    return 0


def _load(root: Path, name: str | None) -> "tuple[Version, Register]":
    """Return the register of a revision, or of the work tree where none is named."""
    from tempfile import TemporaryDirectory  # noqa: PLC0415  --version needs none of this

    from pledgetrack.line import load_register  # noqa: PLC0415
    from pledgetrack.rendering.diagnostics import log_line  # noqa: PLC0415
    from pledgetrack.rendering.difference_data import Version  # noqa: PLC0415
    from pledgetrack.revisions import write_revision  # noqa: PLC0415

    if name is None:
        return Version(), load_register(root)
    with TemporaryDirectory(prefix="pledgetrack-") as folder:
        revision = write_revision(root, name, Path(folder))
        for path in revision.left_out:
            told = f"{name}: {path} is no plain file of this tracker; it is left out"
            sys.stderr.write(log_line(told) + "\n")
        return Version(name, revision.commit), load_register(Path(folder))


def _refuse_errors(loaded: "list[tuple[Version, Register]]") -> None:
    """Say of each side what is wrong with it; of a register with errors nothing is compared."""
    from pledgetrack.rendering.diagnostics import text_lines  # noqa: PLC0415

    told: list[str] = []
    for version, register in loaded:
        if register.has_errors:
            told.append(f"pledgetrack: the records of {version} have errors:")
            told += [line for finding in register.findings for line in text_lines(finding)]
    if told:
        raise BrokenRegisterError("\n".join(told))
