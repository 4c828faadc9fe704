"""``init``: a new tracker in a folder of its own."""

import argparse
import sys
from pathlib import Path

from pledgetrack.cli.options import Commands


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = commands.add_parser("init", help="make a new tracker that checks and builds at once")
    command.add_argument(
        "folder", type=Path, metavar="DIR", help="a folder that does not exist yet, or is empty"
    )
    command.set_defaults(run=_init)


def _init(options: argparse.Namespace) -> int:
    from pledgetrack.starting import start_tracker  # noqa: PLC0415  --help needs none of this

    start_tracker(options.folder, requirement())
    sys.stdout.write(
        f"{options.folder} is a tracker of an invented agreement; its README.md says how to make "
        "it yours.\nIn it, `pledgetrack check` says what is wrong: nothing yet. "
        "`nox` builds site and PDF.\n"
    )
    return 0


def requirement() -> str:
    """Return the line for pip that gives this program: from where it was installed, or by name."""
    import json  # noqa: PLC0415  no other command needs these
    from importlib import metadata  # noqa: PLC0415

    from pledgetrack import __version__  # noqa: PLC0415

    try:
        origin = metadata.distribution("pledgetrack").read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        origin = None
    if origin is None:
        return f"pledgetrack[docs]=={__version__}"
    return f"pledgetrack[docs] @ {json.loads(origin)['url']}"
