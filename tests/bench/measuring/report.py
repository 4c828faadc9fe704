"""Results as Markdown, for the page of the documentation and for people at a terminal."""

import datetime as dt
import os
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version

from measuring.fitting import BAR, exponent, late_exponent
from measuring.scenarios import BUDGETS, Result

PACKAGES = (
    *("pledgetrack", "sphinx", "docutils", "myst-parser", "furo"),
    *("pyyaml", "jsonschema-rs", "weasyprint", "pikepdf"),
)
FEWEST = 2
"""Sizes that a growth can be fitted to."""


def markdown(results: Sequence[Result], load: str) -> str:
    """Return date, machine, versions, a row for each result, and how each scenario grows.

    ``load`` says how busy the machine was when the bench began.
    """
    parts = ["\n".join(_machine(load)), "\n".join(_costs(results)), "\n".join(_growth(results))]
    return "\n\n".join(parts) + "\n"


def load_of_machine() -> str:
    """Return the load of the last one, five and fifteen minutes."""
    return ", ".join(f"{figure:.1f}" for figure in os.getloadavg())


def line(result: Result) -> str:
    """Return a result as a line for a terminal."""
    cells = [cell.rjust(9) for cell in _figures(result)]
    return f"{result.size:7}  {result.scenario:23}{''.join(cells)}"


def _machine(load: str) -> Iterator[str]:
    today = dt.datetime.now(tz=dt.UTC).date().isoformat()
    yield f"Measured on {today}: {os.cpu_count()} cores, {platform.machine()}, {platform.system()};"
    yield f"load of the machine at the beginning {load}."
    found = ", ".join(f"{name} {_installed(name)}" for name in PACKAGES)
    yield f"Python {platform.python_version()}; {found}."


def _costs(results: Iterable[Result]) -> Iterator[str]:
    yield "| scenario | records | CPU s | wall s | peak MiB | output MB | allowed s | of it |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for result in sorted(results, key=lambda result: result.size):
        yield f"| {result.scenario} | {result.size:,} | {' | '.join(_figures(result))} |"


def _figures(result: Result) -> tuple[str, ...]:
    cost, allowed = result.cost, BUDGETS.get((result.scenario, result.size))
    taken = cost.wall if result.scenario.startswith("pdf") else cost.cpu
    output = f"{result.output / 1e6:.1f}" if result.output else ""
    measured = (f"{cost.cpu:.2f}", f"{cost.wall:.2f}", f"{cost.memory:.0f}", output)
    return (*measured, *((f"{allowed:g}", f"{taken / allowed:.0%}") if allowed else ("", "")))


def _growth(results: Iterable[Result]) -> Iterator[str]:
    costs: dict[str, dict[int, float]] = {}
    for result in results:
        costs.setdefault(result.scenario, {})[result.size] = result.cost.cpu
    yield f"| scenario | exponent, all sizes | exponent, two largest | at most {BAR:g} |"
    yield "|---|--:|--:|---|"
    for scenario, grown in costs.items():
        if len(grown) >= FEWEST:
            yield _row_of_growth(scenario, grown)


def _row_of_growth(scenario: str, costs: Mapping[int, float]) -> str:
    fitted, late = exponent(costs), late_exponent(costs)
    holds = "yes" if max(fitted, late) <= BAR else "no"
    return f"| {scenario} | {fitted:.2f} | {late:.2f} | {holds} |"


def _installed(name: str) -> str:
    """Return the version of a package; a tree that is not installed has none."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "(not installed)"
