"""Measure everything on generated trackers: ``nox -s bench -- [SIZE ...] [--pdf] [-o FILE]``.

Each scenario runs in a process of its own; its seconds, with those of its children, and its
largest process are those that the operating system counted. Nothing is asserted about time: the
bench fails where a command fails or leaves something wrong.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from measuring.bench import Bench
from measuring.cost import WrongResultError
from measuring.report import line, load_of_machine, markdown
from measuring.scenarios import Result, measure

SIZES = (100, 1000, 5000)
LARGEST_PDF = 1000
OUTPUT = Path(__file__).parents[2] / "build" / "benchmark.md"


def main() -> None:
    """Measure, tell each result at once, and write all of them as Markdown."""
    parser = argparse.ArgumentParser(description="measure on generated trackers")
    parser.add_argument("sizes", nargs="*", type=int, metavar="SIZE", help="numbers of records")
    parser.add_argument(
        "--pdf", action="store_true", help=f"draw PDF files beyond {LARGEST_PDF} records too"
    )
    parser.add_argument("-o", "--output", type=Path, default=OUTPUT, metavar="FILE")
    options = parser.parse_args()
    load = load_of_machine()
    results: list[Result] = []
    try:
        for result in _results(options.sizes or SIZES, pdf=options.pdf):
            results.append(result)
            _tell(line(result))
    except WrongResultError as error:
        sys.exit(f"wrong after {len(results)} scenarios: {error}")
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(markdown(results, load), "utf-8")
    _tell(f"\n{markdown(results, load)}\nwritten to {options.output}")


def _results(sizes: list[int] | tuple[int, ...], *, pdf: bool) -> Iterator[Result]:
    with tempfile.TemporaryDirectory(prefix="pledgetrack-bench-") as folder:
        for size in sizes:
            bench = Bench(Path(folder, str(size)), size)
            yield from measure(bench, pdf=pdf or size <= LARGEST_PDF)


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
