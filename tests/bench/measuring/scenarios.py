"""The scenarios in their order: what is measured, and what it must leave."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from measuring import left
from measuring.bench import EXPORT, Bench
from measuring.cost import Cost


@dataclass(frozen=True, slots=True)
class Scenario:
    """A command to measure, the check of what it left, and the name of its output."""

    name: str
    run: Callable[[], Cost]
    is_right: Callable[[Bench], None]
    output: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What a scenario cost for so many records; ``output`` in bytes, 0 where there is none."""

    scenario: str
    size: int
    cost: Cost
    output: int


# What the design allows: CPU seconds for all but PDF, wall seconds for PDF on two cores.
BUDGETS = {
    ("pledgetrack --version", 1000): 0.15,
    ("start of check", 1000): 0.15,
    ("check", 1000): 0.75,  # 0.6 and the start
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


def measure(bench: Bench, *, pdf: bool) -> Iterator[Result]:
    """Measure every scenario in turn on a new tracker; `WrongResultError` where one went wrong."""
    bench.generate()
    for scenario in _scenarios(bench, pdf=pdf):
        cost = scenario.run()
        scenario.is_right(bench)
        output = bench.output_size(scenario.output) if scenario.output else 0
        yield Result(scenario.name, bench.size, cost, output)
    bench.remove()


def _scenarios(bench: Bench, *, pdf: bool) -> Iterator[Scenario]:
    site, reports = partial(bench.sphinx, "html"), partial(bench.sphinx, "pledgepdf")
    yield Scenario("pledgetrack --version", bench.version, left.nothing)
    yield Scenario("start of check", bench.start, left.nothing)
    yield Scenario("check", bench.check, left.nothing)
    yield Scenario("export, JSON", partial(bench.export, "json"), left.json_export, EXPORT)
    yield Scenario("export, SQLite", partial(bench.export, "sqlite"), left.sqlite_export, EXPORT)
    yield Scenario("site, cold", site, left.site_is_whole, "html")
    yield Scenario("site, nothing changed", site, left.site_is_the_same, "html")
    if pdf:
        yield Scenario("pdf, cold", reports, left.pdf_is_whole, "pledgepdf")
        yield Scenario("pdf, nothing changed", reports, left.pdf_is_the_same, "pledgepdf")
    bench.edit()
    yield Scenario("diff, one edited", bench.diff, left.nothing)
    yield Scenario("site, one edited", site, left.site_has_the_edit, "html")
    if pdf:
        yield Scenario("pdf, one edited", reports, left.pdf_has_the_edit, "pledgepdf")
    bench.rename()
    yield Scenario("site, one renamed", site, left.site_has_the_new_name, "html")
    bench.delete()
    yield Scenario("site, one deleted", site, left.site_has_lost_one, "html")
