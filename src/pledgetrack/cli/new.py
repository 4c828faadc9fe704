"""``new``: the draft of a record, with its quotes taken from the text."""

import argparse
import sys
from pathlib import Path

from pledgetrack.cli.options import Commands, refuse, sound_register
from pledgetrack.findings import Finding


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "new", help="write the draft of a record, its words taken from the text"
    )
    command.add_argument(
        "name", metavar="NAME", help="short name of the record, such as ferry-times"
    )
    command.add_argument(
        "--lines",
        type=_lines,
        required=True,
        metavar="LINES",
        help="lines of the text in which the words stand, such as 457-461",
    )
    command.add_argument(
        "--agreement", metavar="AGREEMENT", help="agreement (default: the only one that there is)"
    )
    command.set_defaults(run=_new)


def _lines(written: str) -> tuple[int, int]:
    first, _, last = written.partition("-")
    try:
        return int(first), int(last or first)
    except ValueError as error:
        message = f"{written} is neither a line nor a first and a last one, such as 457-461"
        raise argparse.ArgumentTypeError(message) from error


def _new(options: argparse.Namespace) -> int:
    from pledgetrack.editing import drafting, saving  # noqa: PLC0415  --help needs none of this
    from pledgetrack.line import findings_with  # noqa: PLC0415

    register = sound_register()
    made = drafting.draft(register, options.name, options.lines, options.agreement)
    content = made.content.encode()
    found = [one for one in findings_with(register, made.path, content) if _is_in(one, made.path)]
    refuse(found)
    saving.save(register, made.path, content, None)
    sentences = sum(passage.sentences for passage in made.passages)
    sys.stdout.write(
        f"{_shown(register.root / made.path)} holds {_counted(sentences)} of the text\n"
    )
    if sentences > 1:
        sys.stdout.write("One record is one act: delete from `exact` what belongs to another.\n")
    drafts = sum(one.check == "still-to-write" for one in found)
    sys.stdout.write(f"{drafts} values are still to be written; `pledgetrack check` names them.\n")
    return 0


def _is_in(finding: Finding, path: str) -> bool:
    return finding.location.path == path


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _counted(sentences: int) -> str:
    return "a sentence" if sentences == 1 else f"{sentences} sentences"
