"""Measure check, site and PDF on generated trackers: ``nox -s bench -- [SIZE ...] [pdf]``.

Each scenario runs in a process of its own; its seconds, with those of its children, and its
largest process are those that the operating system counted. Nothing is asserted about time: the
bench fails where a command fails or leaves something wrong. Up to a thousand records PDF files are
drawn as well; with the word ``pdf``, for every size.
"""

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path

SIZES = (100, 1000, 5000)
LARGEST_PDF = 1000
NARRATIVE_PAGES = 60
MARK = "Zephyrquay"
"""A word that the edit brings into the title of a record; no other text has it."""

IMPORTS = "import pledgetrack.cli, pledgetrack.line, pledgetrack.catalogue"
PACKAGES = ("pledgetrack", "sphinx", "docutils", "furo", "pyyaml", "jsonschema-rs", "weasyprint")
MEBIBYTE = 2**20 if sys.platform == "darwin" else 2**10  # ru_maxrss counts bytes there, KiB here

# What the design allows: CPU seconds for check and site, wall seconds for PDF on two cores.
BUDGETS = {
    ("check", 1000): 0.6,  # and the start of the program
    ("check", 5000): 4.0,
    ("site, cold", 1000): 6.0,
    ("site, cold", 5000): 30.0,
    ("site, nothing changed", 1000): 1.8,
    ("site, nothing changed", 5000): 6.0,
    ("site, one edited", 1000): 1.8,
    ("site, one edited", 5000): 6.0,
    ("pdf, cold", 1000): 170.0,
    ("pdf, one edited", 1000): 34.0,  # a fifth
}


class WrongResultError(Exception):
    """A command failed, or what it left is not what it should have left."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process and its children took: seconds, and MiB of the largest of them."""

    cpu: float
    wall: float
    memory: float


@dataclass(slots=True)
class Bench:
    """A generated tracker, the commands that are measured on it, and what they should leave."""

    root: Path
    size: int
    before: dict[str, str] = field(default_factory=dict)

    @property
    def edited(self) -> str:
        """The id of the record that is edited."""
        found = sorted((self.root / "commitments").glob("anchor-*/*-publish.yaml"))
        return f"{found[0].parent.name}/{found[0].stem}"

    def check(self) -> Cost:
        """Check all records."""
        cost, output = self.run("-m", "pledgetrack", "check", "--strict")
        require(output == f"{self.size} records: 0 errors, 0 warnings\n", output)
        return cost

    def sphinx(self, builder: str) -> Cost:
        """Run a Sphinx builder, in one process, with warnings as errors."""
        self.before = digests(self.root / builder)
        return self.run("-m", "sphinx", "-q", "-W", "-b", builder, "docs", builder)[0]

    def run(self, *arguments: str) -> tuple[Cost, str]:
        """Run Python in the tracker and return its cost and its output."""
        begin = time.perf_counter()
        with tempfile.TemporaryFile("w+", encoding="utf-8") as stream:
            process = subprocess.Popen(
                [sys.executable, *arguments], cwd=self.root, stdout=stream, stderr=stream
            )
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - begin
            process.returncode = os.waitstatus_to_exitcode(status)
            stream.seek(0)
            output = stream.read()
        require(process.returncode == 0, f"{' '.join(arguments)}\n{output[-4000:]}")
        return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / MEBIBYTE), output

    def edit(self) -> None:
        """Bring the mark into the title of a record."""
        path = self.root / "commitments" / f"{self.edited}.yaml"
        text = path.read_text("utf-8")
        require(MARK not in text, f"{path} is edited already")
        path.write_text(re.sub(r"(?m)^(  en: )", rf"\g<1>{MARK} ", text, count=1), "utf-8")

    def changed(self, builder: str) -> set[str]:
        """Return the files that the last build wrote anew, made or removed."""
        after = digests(self.root / builder)
        names = self.before.keys() | after.keys()
        return {name for name in names if self.before.get(name) != after.get(name)}


def require(holds: bool, message: str) -> None:  # noqa: FBT001  what else to call it with
    """Raise `WrongResultError` with the message unless it holds."""
    if not holds:
        raise WrongResultError(message)


def digests(folder: Path) -> dict[str, str]:
    """Return the digest of every file below a folder that readers are given."""
    return {
        path.relative_to(folder).as_posix(): hashlib.md5(path.read_bytes()).hexdigest()  # noqa: S324
        for path in folder.rglob("*")
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    }


def site_is_whole(bench: Bench) -> None:
    """Every record and document has its page, and the search index knows them."""
    site = bench.root / "html"
    index = (site / "searchindex.js").read_text("utf-8")
    records = list((site / "commitments").glob("*/*.html"))
    agreements = len(list((bench.root / "commitments" / "agreements").iterdir()))
    require(len(records) == bench.size + agreements, f"{len(records)} pages of records")
    require(len(list(site.glob("page-*.html"))) == NARRATIVE_PAGES, "narrative pages are missing")
    for path in records:
        name = path.relative_to(site).with_suffix("").as_posix()
        require(f'"{name}"' in index, f"the search does not know {name}")


def site_is_the_same(bench: Bench) -> None:
    """No file changed."""
    require(not bench.changed("html"), f"changed: {sorted(bench.changed('html'))[:9]}")


def site_has_the_edit(bench: Bench) -> None:
    """Page and search have the new title; most pages stayed."""
    page = f"commitments/{bench.edited}.html"
    changed = bench.changed("html")
    require({page, "searchindex.js", "commitments/index.html"} <= changed, "stale pages")
    require(len(changed) < NARRATIVE_PAGES, f"{len(changed)} files were changed by one edit")
    text = (bench.root / "html" / page).read_text("utf-8")
    require(MARK in text, f"{page} has not the new title")
    index = (bench.root / "html" / "searchindex.js").read_text("utf-8")
    require(MARK in index, "the search has not the new title")


def pdf_is_whole(bench: Bench) -> None:
    """There are volumes, and together they have at least a page for every three records."""
    volumes = sorted((bench.root / "pledgepdf").glob("*.pdf"))
    require(bool(volumes), "no volume was drawn")
    script = "import pikepdf, sys\nprint(sum(len(pikepdf.open(one).pages) for one in sys.argv[1:]))"
    _, output = bench.run("-c", script, *map(str, volumes))
    require(int(output) > bench.size / 3, f"{output.strip()} pages in {len(volumes)} volumes")


def pdf_is_the_same(bench: Bench) -> None:
    """No file changed."""
    require(not bench.changed("pledgepdf"), f"changed: {sorted(bench.changed('pledgepdf'))}")


def pdf_has_the_edit(bench: Bench) -> None:
    """One volume changed, and the data in it have the new title."""
    changed = bench.changed("pledgepdf")
    require(len(changed) == 1, f"changed: {sorted(changed)}")
    script = (
        "import pikepdf, sys\n"
        "pdf = pikepdf.open(sys.argv[1])\n"
        "held = [one.get_file().read_bytes() for one in pdf.attachments.values()]\n"
        "sys.exit(not any(sys.argv[2].encode() in one for one in held))"
    )
    bench.run("-c", script, str(bench.root / "pledgepdf" / changed.pop()), MARK)


Scenario = tuple[str, Callable[[], Cost], Callable[[Bench], None]]


def scenarios(bench: Bench, *, pdf: bool) -> Iterator[Scenario]:
    """Yield what is measured: its name, the command, and the check of what it left."""
    yield "check", bench.check, lambda _: None
    site, volumes = partial(bench.sphinx, "html"), partial(bench.sphinx, "pledgepdf")
    yield "site, cold", site, site_is_whole
    yield "site, nothing changed", site, site_is_the_same
    if pdf:
        yield "pdf, cold", volumes, pdf_is_whole
        yield "pdf, nothing changed", volumes, pdf_is_the_same
    bench.edit()
    yield "site, one edited", site, site_has_the_edit
    if pdf:
        yield "pdf, one edited", volumes, pdf_has_the_edit


def measure(size: int, folder: Path, *, pdf: bool) -> None:
    """Generate a tracker, measure every scenario on it, and print a line for each."""
    bench = Bench(folder / str(size), size)
    generate = Path(__file__).with_name("generate.py")
    subprocess.run([sys.executable, generate, bench.root, str(size)], check=True)
    start, _ = bench.run("-c", IMPORTS)
    show(size, "start of the program", start, None)
    for name, command, is_right in scenarios(bench, pdf=pdf):
        cost = command()
        is_right(bench)
        budget = BUDGETS.get((name, size))
        if budget and name == "check":
            budget += start.cpu
        show(size, name, cost, budget)
    shutil.rmtree(bench.root)


def show(size: int, name: str, cost: Cost, budget: float | None) -> None:
    """Print a line of the table."""
    taken = cost.wall if name.startswith("pdf") else cost.cpu
    allowed = f"{budget:8.1f}{taken / budget:7.2f}" if budget else ""
    figures = f"{cost.cpu:8.2f}{cost.wall:9.2f}{cost.memory:8.0f}"
    tell(f"{size:7}  {name:23}{figures}{allowed}")


def tell(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def tell_machine() -> None:
    """Print what the figures depend on."""
    load = ", ".join(f"{figure:.1f}" for figure in os.getloadavg())
    tell(f"{os.cpu_count()} cores, {platform.machine()}, load {load}; {platform.platform()}")
    found = "; ".join(f"{name} {installed(name)}" for name in PACKAGES)
    tell(f"Python {platform.python_version()}; {found}\n")
    tell(f"{'records':>7}  {'':23}{'CPU s':>8}{'wall s':>9}{'MiB':>8}{'budget':>8}{'ratio':>7}")


def installed(name: str) -> str:
    """Return the version of a package; a tree that is not installed has none."""
    try:
        return version(name)
    except ModuleNotFoundError:
        return "(not installed)"


def main() -> None:
    """Measure the sizes of the command line, or the usual ones."""
    words = sys.argv[1:]
    sizes = [int(word) for word in words if word != "pdf"] or SIZES
    tell_machine()
    with tempfile.TemporaryDirectory(prefix="pledgetrack-bench-") as folder:
        for size in sizes:
            try:
                measure(size, Path(folder), pdf="pdf" in words or size <= LARGEST_PDF)
            except WrongResultError as error:
                sys.exit(f"{size} records: {error}")


if __name__ == "__main__":
    main()
