"""For pytest: first the tests that noticed other alterations of the same function or module."""

import os
from collections import Counter
from pathlib import Path

import pytest


def logs() -> list[Path]:
    """Return where tests that failed are written down; nowhere while nothing is altered."""
    function, altered, _ = os.environ.get("MUTANT_UNDER_TEST", "").rpartition("__mutmut_")
    folder = Path(os.environ["PLEDGETRACK_KILLERS"], "killers")
    folder.mkdir(exist_ok=True)
    module = function.rpartition(".")[0]
    return [folder / name for name in (function, module)] if altered else []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the likeliest first."""
    known = [Counter(path.read_text("utf-8").splitlines()) for path in logs() if path.exists()]
    items.sort(key=lambda item: [-counts[item.nodeid] for counts in known])


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Write down which test noticed."""
    for path in logs() if report.failed else ():
        with path.open("a", encoding="utf-8") as file:
            file.write(report.nodeid + "\n")
