"""Fuzz one target, guided by coverage: ``nox -s fuzz -- [TARGET ...] [-runs=N]``.

With ``--large`` the inputs to begin with are as large as a file may be. An input that breaks a
promise, takes longer than a second or more than the memory allowed is left as a file in the current
folder; it becomes a sample among the records of the tests.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["pledgetrack"]):
    from targets import TARGETS, large_seeds, seeds

LARGEST_INPUT = 256 * 1024


def main() -> None:
    """Fuzz the target named by the first argument; the others are those of libFuzzer."""
    name, corpus, *options = sys.argv[1:]
    folder = Path(corpus)
    folder.mkdir(parents=True, exist_ok=True)
    inputs = seeds(name)
    if "--large" in options:
        options[options.index("--large")] = "-len_control=0"
        inputs = large_seeds(name, LARGEST_INPUT)
    for number, seed in enumerate(inputs):
        (folder / f"seed-{number:04}").write_bytes(seed)
    limits = [f"-max_len={LARGEST_INPUT}", "-timeout=1", *options, str(folder)]
    atheris.Setup([sys.argv[0], *limits], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
