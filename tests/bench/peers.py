"""Measure other tools on the same records: ``nox -s peers -- [SIZE ...]``.

A generated tracker is written out once for each tool: sphinx-needs gets a page for each record,
doorstop an item for each in one document, StrictDoc a document for each agreement. All of them hold
every word of a record, its last status as a field of its own, and its link to the record that it is
a part of. Beside them stand plain pages of Markdown, one a record, and the same as chapters of one
PDF file of sphinx-simplepdf: neither knows what a record is. Each tool is installed in an
environment of its own below FOLDER and runs as a whole process, whose cost is what the operating
system counted. Then each that knows records is given the same three faults.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from comparing.formats import (
    Record,
    read,
    uid_of,
    write_book,
    write_doorstop,
    write_needs,
    write_pages,
    write_strictdoc,
)
from generating.tracker import write_tracker
from measuring.cost import MEBIBYTE, Cost, require
from measuring.report import load_of_machine

SMALLEST, SIZES = 30, (100,)
BROKEN = "anchor-2001/group-000-number"
SHOWN_LINES, SHOWN_WIDTH = 8, 240
_TELLING = re.compile("(?i)error|warn|exception|location|hint|allowed|status")
_STATUS = r"(?mi)^([ :]*status: )([\w-]+)$"
FAULTS: dict[str, tuple[str, str]] = {
    "a misspelt status": (_STATUS, r"\1\2d"),
    "a key given twice": (_STATUS, r"\1\2\n\1contrary"),
    "a quote that is not in its source": (r"(exact: (?:>-\s+)?)The government", r"\1The monarchy"),
}
"""What is put in the place of the first match, in the file that holds the broken record."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: its packages, how it is given records, what it runs, what holds the broken one.

    ``broken`` is empty for a tool that knows no records and has no rules for them.
    """

    name: str
    packages: tuple[str, ...]
    write: Callable[[Path, list[Record]], None] | None
    commands: dict[str, tuple[str, ...]]
    broken: str = ""


def main() -> None:
    """Install the tools, measure them and print the results as Markdown."""
    folder, sizes = Path(sys.argv[1]).resolve(), [int(word) for word in sys.argv[2:]] or SIZES
    for tool in TOOLS:
        if tool.packages and not (folder / tool.name).exists():
            venv.create(folder / tool.name, with_pip=True)
            pip = (_program(folder, tool, "python"), "-m", "pip", "install", "--quiet")
            subprocess.run([*pip, *tool.packages], check=True)
    _tell(f"Load of the machine at the beginning {load_of_machine()}.")
    for tool in TOOLS:
        names = ("pledgetrack", "sphinx", "furo") if not tool.packages else tool.packages
        _tell(f"{tool.name}: {_versions(_program(folder, tool, 'python'), names)}.")
    _tell("\n| records | tool | work | CPU s | wall s | peak MiB | times ours |")
    _tell("|--:|---|---|--:|--:|--:|--:|")
    for size in sizes:
        for line in _measured(folder, size):
            _tell(line)
    for line in _faults(folder):
        _tell(line)


def _measured(folder: Path, size: int) -> Iterator[str]:
    """Yield a row for each tool and each of its works; ours comes first."""
    ours: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="peers-") as scratch:
        tracker = _tracker(Path(scratch), size)
        for tool in TOOLS:
            given = _given(tool, tracker)
            for work, command in tool.commands.items():
                cost, code, output = _run(folder, tool, command, given)
                require(code == 0, f"{tool.name} {work}\n{output[-4000:]}")
                compared = work.removesuffix(" first")
                ours.setdefault(compared, cost.cpu)
                yield (
                    f"| {size:,} | {tool.name} | {work} | {cost.cpu:.2f} | {cost.wall:.2f} "
                    f"| {cost.memory:.0f} "
                    f"| {cost.cpu / ours[compared]:.1f} |"
                )


def _faults(folder: Path) -> Iterator[str]:
    """Yield what each tool says of each fault, shortened, with the exit code of each command."""
    with tempfile.TemporaryDirectory(prefix="peers-") as scratch:
        tracker = _tracker(Path(scratch), SMALLEST)
        for fault, (pattern, put) in FAULTS.items():
            yield f"\n### {fault.capitalize()}"
            for tool in (tool for tool in TOOLS if tool.broken):
                given = _given(tool, tracker)
                _break(given / tool.broken, pattern, put)
                for work in tool.commands:
                    _, code, output = _run(folder, tool, tool.commands[work], given)
                    kept = folder / "transcripts" / f"{tool.name}, {work}, {fault}.txt"
                    kept.parent.mkdir(exist_ok=True)
                    kept.write_text(f"{output}exit {code}\n", "utf-8")
                    yield f"\n{tool.name}, {work}: exit {code}\n"
                    yield _shortened(output.replace(f"{given}/", ""))


def _break(path: Path, pattern: str, put: str) -> None:
    """Put a fault into a file; in a document of several records, into the one to be broken."""
    head, uid, tail = path.read_text("utf-8").rpartition(f"UID: {uid_of(BROKEN)}\n")
    broken, times = re.subn(pattern, put, tail, count=1)
    require(times == 1, f"{path} has nothing like {pattern}")
    path.write_text(head + uid + broken, "utf-8")


def _tracker(scratch: Path, size: int) -> Path:
    """Write a tracker without its narrative pages, which no other tool is given."""
    root = scratch / "tracker"
    root.mkdir()
    write_tracker(root, size)
    for page in (root / "docs").glob("page-*.md"):
        page.unlink()
    (root / "docs" / "index.md").write_text("# Invented compacts\n")
    return root


def _given(tool: Tool, tracker: Path) -> Path:
    """Return a new folder with the records as the tool wants them."""
    given = Path(tempfile.mkdtemp(prefix=f"{tool.name}-", dir=tracker.parent))
    if tool.write:
        tool.write(given, read(tracker))
    else:
        shutil.copytree(tracker, given, dirs_exist_ok=True)
    return given


def _run(folder: Path, tool: Tool, command: tuple[str, ...], given: Path) -> tuple[Cost, int, str]:
    """Run a command of a tool in a folder; return its cost, exit code and output."""
    words = [_program(folder, tool, command[0]), *command[1:]]
    begin = perf_counter()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as stream:
        process = subprocess.Popen(words, cwd=given, stdout=stream, stderr=stream)
        _, status, usage = os.wait4(process.pid, 0)
        wall, process.returncode = perf_counter() - begin, os.waitstatus_to_exitcode(status)
        stream.seek(0)
        cost = Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / MEBIBYTE)
        return cost, process.returncode, stream.read()


def _program(folder: Path, tool: Tool, program: str) -> str:
    return str(folder / tool.name / "bin" / program) if tool.packages else sys.executable


def _versions(python: str, packages: tuple[str, ...]) -> str:
    code = "import sys; from importlib.metadata import version\n"
    code += "print(*(f'{name} {version(name)}' for name in sys.argv[1:]), sep=', ')"
    answer = subprocess.run([python, "-c", code, *packages], text=True, capture_output=True)  # noqa: PLW1510
    return answer.stdout.strip() or "not installed"


def _shortened(output: str) -> str:
    """Return the lines that name a fault, and how many lines there were in all."""
    lines = [line.rstrip() for line in output.splitlines() if line.strip()]
    telling = [line[:SHOWN_WIDTH] for line in lines if _TELLING.search(line)]
    shown = "".join(f"    {line}\n" for line in telling[:SHOWN_LINES])
    return f"{shown}\n({len(lines)} lines in all, {len(telling)} of them on faults)"


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


_SITE = ("sphinx-build", "-q", "-W", "--keep-going", "-b", "html", ".", "html")
_OURS = ("python", "-m", "sphinx", *_SITE[1:-2], "docs", "html")
_PDF = ("python", "-m", "sphinx", "-q", "-b", "pledgepdf", "docs", "pdf")
_BOOK = ("sphinx-build", "-q", "-b", "simplepdf", ".", "pdf")
_EXPORT = ("strictdoc", "export", ".", "--output-dir", "html")
TOOLS = (
    Tool(
        "pledgetrack",
        (),
        None,
        {
            "check": ("python", "-m", "pledgetrack", "check"),
            "site": _OURS,
            "site again": _OURS,
            "PDF": _PDF,
        },
        f"commitments/{BROKEN}.yaml",
    ),
    Tool(
        "sphinx-needs",
        ("sphinx-needs", "furo"),
        write_needs,
        {"site": _SITE, "site again": _SITE},
        f"{uid_of(BROKEN)}.rst",
    ),
    Tool(
        "doorstop",
        ("doorstop",),
        write_doorstop,
        {
            "check first": ("doorstop",),
            "check": ("doorstop",),
            "site": ("doorstop", "publish", "all", "html"),
        },
        "PL00004.yml",
    ),
    Tool(
        "strictdoc",
        ("strictdoc",),
        write_strictdoc,
        {"site": _EXPORT, "site again": _EXPORT},
        "anchor-2001.sdoc",
    ),
    Tool(
        "myst-parser",
        ("myst-parser", "furo"),
        write_pages,
        {"site": _SITE, "site again": _SITE},
    ),
    Tool(
        "sphinx-simplepdf",
        ("sphinx-simplepdf", "myst-parser", "furo"),
        write_book,
        {"PDF": _BOOK},
    ),
)


if __name__ == "__main__":
    main()
