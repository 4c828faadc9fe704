"""The command line: a thin shell that parses, calls one function a command, and prints.

Exit codes: 0 clean, 1 findings (or under the bar, or a register with errors), 2 usage; 141, as
for any program that is cut short, where the reader of the output went away (``| head``).
"""

import argparse
import io
import logging
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from pledgetrack import __version__
from pledgetrack.errors import BrokenRegisterError, PledgetrackError, UsageError
from pledgetrack.files import find_root

if TYPE_CHECKING:
    from pledgetrack.register import Register

TEXTS_VARIABLE = "PLEDGETRACK_TEXTS"
READER_GONE = 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    _speak_utf8()
    options = parser().parse_args(arguments)
    if options.verbose:
        logging.basicConfig(level=logging.INFO, format="%(name)s: %(message)s")
    try:
        code = int(options.run(options))
        sys.stdout.flush()
    except BrokenPipeError:
        # What is left in the buffer would fail again when Python ends.
        sys.stdout = io.StringIO()
        return READER_GONE
    except BrokenRegisterError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except (PledgetrackError, OSError) as error:
        sys.stderr.write(f"pledgetrack: {error}\n")
        return 2
    return code


def _speak_utf8() -> None:
    """Write UTF-8 whatever the machine prefers: records hold many scripts, and scripts read us."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line; the reference of commands is made from it."""
    top = argparse.ArgumentParser(prog="pledgetrack", description="Keep the books of an agreement.")
    top.add_argument("--version", action="version", version=f"pledgetrack {__version__}")
    top.add_argument("-v", "--verbose", action="store_true", help="tell the stages as they run")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    _add_check(commands)
    _add_coverage(commands)
    _add_list(commands)
    _add_show(commands)
    _add_export(commands)
    _add_schema(commands)
    return top


_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001


def _add_check(commands: "_Commands") -> None:
    command = commands.add_parser("check", help="say all that is wrong with the records")
    command.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="report only these files and folders"
    )
    command.add_argument(
        "--format",
        choices=("text", "json", "github", "sarif"),
        default="text",
        help="output format",
    )
    command.add_argument(
        "--texts",
        type=Path,
        metavar="DIR",
        default=_texts_folder(),
        help=f"folder of texts that may not be stored here, found by hash (or {TEXTS_VARIABLE})",
    )
    command.add_argument("--strict", action="store_true", help="let warnings count as errors")
    command.set_defaults(run=_check)


def _texts_folder() -> Path | None:
    folder = os.environ.get(TEXTS_VARIABLE)
    return Path(folder) if folder else None


def _add_coverage(commands: "_Commands") -> None:
    command = commands.add_parser("coverage", help="say how much of each text is accounted for")
    command.add_argument("agreements", nargs="*", metavar="AGREEMENT", help="only these agreements")
    command.add_argument("--format", choices=("text", "json"), default="text", help="output format")
    command.add_argument(
        "--fail-under",
        type=float,
        metavar="PCT",
        help="exit with 1 under this percentage (default: coverage in tracker.yaml)",
    )
    command.set_defaults(run=_coverage)


def _add_list(commands: "_Commands") -> None:
    command = commands.add_parser("list", help="list the records with their status")
    _add_edition(command)
    command.set_defaults(run=_list)


def _add_show(commands: "_Commands") -> None:
    command = commands.add_parser("show", help="show one record with its history")
    command.add_argument("id", metavar="ID", help="id of the record, agreement/name")
    _add_edition(command)
    command.set_defaults(run=_show)


def _add_edition(command: argparse.ArgumentParser) -> None:
    command.add_argument("--as-of", type=_day, metavar="DATE", help="judge by what was true then")
    command.add_argument("--known-by", type=_day, metavar="DATE", help="only what was known then")
    command.add_argument(
        "--format", choices=("table", "json", "csv"), default="table", help="output format"
    )


def _add_export(commands: "_Commands") -> None:
    command = commands.add_parser("export", help="write the whole register as data")
    command.add_argument("--as-of", type=_day, metavar="DATE", help="judge by what was true then")
    command.add_argument("--known-by", type=_day, metavar="DATE", help="only what was known then")
    command.add_argument("--format", choices=("json",), default="json", help="output format")
    command.add_argument(
        "-o", "--output", type=Path, required=True, metavar="PATH", help="file to write"
    )
    command.set_defaults(run=_export)


def _add_schema(commands: "_Commands") -> None:
    command = commands.add_parser("schema", help="write the JSON Schemas for editors")
    command.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="DIR",
        help="where to (default: commitments/.schema)",
    )
    command.set_defaults(run=_schema)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{written} is not a day such as 2001-05-31") from error


def _check(options: argparse.Namespace) -> int:
    from pledgetrack.catalogue import CATALOGUE  # noqa: PLC0415  --version needs none of this
    from pledgetrack.line import load_register  # noqa: PLC0415
    from pledgetrack.rendering.diagnostics import FORMATS, Report  # noqa: PLC0415

    root = find_root(_start(options.paths))
    wanted = _wanted(root, options.paths)
    register = load_register(root, texts=options.texts)
    found = [
        entry
        for entry in register.findings
        if not wanted or any(_is_below(entry.location.path, path) for path in wanted)
    ]
    report = Report(len(register.record_files), found, CATALOGUE)
    sys.stdout.write(FORMATS[options.format](report))
    return int(report.errors > 0 or (options.strict and report.warnings > 0))


def _start(paths: list[Path]) -> Path:
    if not paths:
        return Path.cwd()
    for path in paths:
        if not path.exists():
            raise UsageError(f"there is no {path}")
    return paths[0].resolve()


def _wanted(root: Path, paths: list[Path]) -> list[str]:
    """Return the paths relative to the root; the root itself means everything."""
    resolved = [path.resolve() for path in paths]
    for path in resolved:
        if not path.is_relative_to(root):
            raise UsageError(f"{path} is not in the tracker {root}")
    if root in resolved:
        return []
    return [path.relative_to(root).as_posix() for path in resolved]


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def _sound_register() -> "Register":
    from pledgetrack.line import load_register  # noqa: PLC0415
    from pledgetrack.rendering.diagnostics import text_lines  # noqa: PLC0415

    register = load_register(find_root(Path.cwd()))
    if register.has_errors:
        lines = [line for finding in register.findings for line in text_lines(finding)]
        raise BrokenRegisterError("\n".join(lines))
    return register


def _coverage(options: argparse.Namespace) -> int:
    from pledgetrack.listing import coverage_data, coverage_entries  # noqa: PLC0415
    from pledgetrack.rendering.tables import as_json, coverage_as_text  # noqa: PLC0415

    register = _sound_register()
    texts = coverage_entries(register, options.agreements)
    data = coverage_data(texts)
    sys.stdout.write(as_json(data) if options.format == "json" else coverage_as_text(data))
    bar = options.fail_under if options.fail_under is not None else register.tracker.coverage or 0
    low = [entry for entry in texts if entry.coverage.percent < bar]
    for entry in low:
        sys.stderr.write(f"{entry.source}: {entry.coverage.percent} % is under {bar:g} %\n")
    return int(bool(low))


def _list(options: argparse.Namespace) -> int:
    from pledgetrack.assessment import edition_of  # noqa: PLC0415
    from pledgetrack.listing import record_entries  # noqa: PLC0415
    from pledgetrack.rendering import tables  # noqa: PLC0415

    register = _sound_register()
    entries = record_entries(register, edition_of(register, options.as_of, options.known_by))
    draw = {"table": tables.records_as_table, "csv": tables.records_as_csv, "json": tables.as_json}
    sys.stdout.write(draw[options.format](entries))
    return 0


def _show(options: argparse.Namespace) -> int:
    from pledgetrack.assessment import edition_of  # noqa: PLC0415
    from pledgetrack.listing import record_entry  # noqa: PLC0415
    from pledgetrack.rendering import tables  # noqa: PLC0415

    register = _sound_register()
    edition = edition_of(register, options.as_of, options.known_by)
    entry = record_entry(register, edition, options.id)
    if options.format == "csv":
        sys.stdout.write(tables.records_as_csv([entry]))
    else:
        draw = tables.as_json if options.format == "json" else tables.record_as_table
        sys.stdout.write(draw(entry))
    return 0


def _export(options: argparse.Namespace) -> int:
    from pledgetrack.assessment import edition_of  # noqa: PLC0415
    from pledgetrack.rendering.export import export_json  # noqa: PLC0415
    from pledgetrack.writing import write_whole  # noqa: PLC0415

    register = _sound_register()
    edition = edition_of(register, options.as_of, options.known_by)
    write_whole(options.output, export_json(register, edition).encode())
    return 0


def _schema(options: argparse.Namespace) -> int:
    from pledgetrack.rendering.tables import as_json  # noqa: PLC0415
    from pledgetrack.schemas import EXPORT, KINDS, bundled_schema  # noqa: PLC0415
    from pledgetrack.writing import write_whole  # noqa: PLC0415

    folder = options.folder or find_root(Path.cwd()) / "commitments" / ".schema"
    for kind in (*KINDS, EXPORT):
        write_whole(folder / f"{kind}.json", as_json(bundled_schema(kind)).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
