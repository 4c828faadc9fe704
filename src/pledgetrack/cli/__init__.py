"""The command line: a thin shell that parses, calls one function a command, and prints.

Exit codes: 0 clean, 1 findings (or under the bar, or a register with errors), 2 usage; 141, as
for any program that is cut short, where the reader of the output went away (``| head``).
"""

import argparse
import io
import logging
import sys
from collections.abc import Sequence
from typing import Final

from pledgetrack.cli import assess, checking, data, diff, init, new, queue, records, verify
from pledgetrack.errors import BrokenRegisterError, PledgetrackError

READER_GONE: Final = 141
GROUPS: Final = (checking, records, queue, data, new, assess, diff, verify, init)
"""Modules that add commands, in the order of the help."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    _speak_utf8()
    try:
        try:
            code = _run(arguments)
        finally:  # also after --help, which ends by an exception
            sys.stdout.flush()
    except BrokenPipeError:
        # What is left in a buffer would fail again when Python ends.
        sys.stdout = sys.stderr = io.StringIO()
        return READER_GONE
    except OSError as error:  # of the output itself, such as a disk that is full
        sys.stdout = io.StringIO()
        sys.stderr.write(f"pledgetrack: the output cannot be written: {_reason(error)}\n")
        return 2
    return code


def _run(arguments: Sequence[str] | None) -> int:
    """Parse and run; tell what was wrong."""
    options = parser().parse_args(arguments)
    if options.verbose:
        logging.basicConfig(level=logging.INFO, format="%(name)s: %(message)s")
    try:
        return int(options.run(options))
    except BrokenRegisterError as error:
        _complain(str(error))
        return 1
    except PledgetrackError as error:
        _complain(f"pledgetrack: {error}")
        return 2
    except OSError as error:
        if error.filename is None:
            raise
        _complain(f"pledgetrack: {error.filename}: {_reason(error)}")
        return 2


def _complain(words: str) -> None:
    """Say what is wrong; the names of files and folders in it may be anything."""
    from pledgetrack.rendering.diagnostics import log_line  # noqa: PLC0415  not for --version

    sys.stderr.write("".join(f"{log_line(line)}\n" for line in words.split("\n")))


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()


def _speak_utf8() -> None:
    """Write UTF-8 whatever the machine prefers: records hold many scripts, and scripts read us.

    Whoever closed a stream before we began hears nothing, and gets the exit code all the same.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
        elif stream is None:
            setattr(sys, name, io.StringIO())


class _Version(argparse.Action):
    """``--version``, which no other command has to look up."""

    def __init__(self, option_strings: Sequence[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="say the version and exit")

    def __call__(self, parser: argparse.ArgumentParser, *_rest: object) -> None:
        from pledgetrack import __version__  # noqa: PLC0415

        sys.stdout.write(f"{parser.prog} {__version__}\n")
        parser.exit()


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line; the reference of commands is made from it."""
    top = argparse.ArgumentParser(prog="pledgetrack", description="Keep the books of an agreement.")
    top.add_argument("--version", action=_Version)
    top.add_argument("-v", "--verbose", action="store_true", help="tell the stages as they run")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for group in GROUPS:
        group.add(commands)
    return top
