"""A verdict held against a register that the reader trusts: is it of it, and what changed since."""

from collections.abc import Iterator
from dataclasses import replace

from pledgetrack.assessment import Edition
from pledgetrack.errors import UsageError
from pledgetrack.figures import answer
from pledgetrack.ledger import Ledger
from pledgetrack.listing import coverage_data, coverage_entries
from pledgetrack.register import Register
from pledgetrack.verifying.holding import digest_of_data
from pledgetrack.verifying.verdict import Verdict


def compare(verdict: Verdict, register: Register, edition: Edition) -> tuple[str, ...]:
    """Return in what a register differs from the one in the report, each a sentence.

    ``edition`` is that of the report. Named are the files that changed, and the figures that
    the register gives otherwise in the same edition. A report of another tracker is said to be
    that.
    """
    return (
        *_tracker(verdict, register),
        *_files(verdict, register),
        *_figures(verdict, register, edition),
    )


def _tracker(verdict: Verdict, register: Register) -> Iterator[str]:
    told = verdict.label.get("tracker", "")
    if told != register.tracker.id:
        yield f"the report is of the tracker {told[:80]}, the folder of {register.tracker.id}"


def _files(verdict: Verdict, register: Register) -> Iterator[str]:
    for path, digest in sorted(verdict.files.items()):
        raw = register.raws.get(path)
        if raw is None:
            yield f"{path[:120]}: is no longer there"
        elif digest_of_data(raw.data) != digest:
            yield f"{path}: changed"


def _figures(verdict: Verdict, register: Register, edition: Edition) -> Iterator[str]:
    ledger = Ledger(
        register=register,
        edition=edition,
        scope=frozenset(verdict.records),
        coverage=tuple(coverage_data(coverage_entries(register, []))["texts"]),
        sha256="",
    )
    shown = {name.partition("/")[0] for name in verdict.records}
    texts = tuple(text for text in ledger.coverage if text["agreement"] in shown)
    ledger = replace(ledger, coverage=texts)
    for figure in verdict.figures:
        if figure.measure == "data-digest":
            continue
        try:
            found = answer(ledger, figure.measure, figure.filter)
        except (UsageError, LookupError, ValueError) as error:
            yield f"{figure}: printed {figure.words[:80]}; {str(error)[:200]}"
            continue
        if found != figure.value:
            yield f"{figure}: printed {figure.words[:80]}, the folder gives {found}"
