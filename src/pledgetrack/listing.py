"""A register in an edition -> plain data: the list of records that scripts read.

The shapes are a contract; ``docs/reference/commands.md`` has them.
"""

from collections.abc import Iterator
from typing import Any

from pledgetrack.accounting import TextCoverage, claims_of, coverage_of
from pledgetrack.assessment import Edition, Judgement, judge
from pledgetrack.coverage import Coverage
from pledgetrack.errors import UsageError
from pledgetrack.files import path_of
from pledgetrack.model import Due, Prose, Quote
from pledgetrack.register import Register
from pledgetrack.vocabulary import Status

Entry = dict[str, Any]


def record_entries(register: Register, edition: Edition) -> list[Entry]:
    """Return an entry for each record of the edition, in the order of agreements and texts."""
    judgements = judge(register, edition)
    return [entry_of(register, judgement) for judgement in judgements.values()]


def record_entry(register: Register, edition: Edition, name: str) -> Entry:
    """Return the entry of one record, with its history; ``UsageError`` where there is none."""
    judgement = judge(register, edition).get(name)
    if judgement is None:
        raise UsageError(f"there is no record {name} in the edition of {edition.as_of}")
    return with_history(entry_of(register, judgement), edition, judgement)


def with_history(entry: Entry, edition: Edition, judgement: Judgement) -> Entry:
    """Return the entry of a record with the judgements that led to its status."""
    held = [entry for entry in judgement.commitment.assessments if edition.holds(entry)]
    history = [
        {
            "as_of": entry.as_of.isoformat(),
            "recorded": entry.recorded.isoformat(),
            "status": entry.status.value,
            "why": _prose(entry.why),
        }
        for entry in held
    ]
    return {**entry, "history": history}


def entry_of(register: Register, judgement: Judgement) -> Entry:
    """Return the entry of a record that is judged."""
    commitment, assessment = judgement.commitment, judgement.assessment
    section = register.section_of(commitment)
    entry: Entry = {
        "id": commitment.id,
        "agreement": commitment.agreement,
        "section": section.id if section else None,
        "title": _prose(commitment.title),
        "by": list(commitment.by),
        "through": list(commitment.through),
        "kind": commitment.kind.value,
        "force": commitment.force.value if commitment.force else None,
        "due": _due(commitment.due),
        "status": judgement.status.value,
        "lifecycle": judgement.lifecycle.value if judgement.lifecycle else None,
        "as_of": assessment.as_of.isoformat() if assessment else None,
        "provisional": judgement.provisional,
        "counted": judgement.counted,
        "path": path_of("commitment", commitment.id),
        "quotes": [_quote(register, quote) for quote in commitment.text],
    }
    if judgement.status is Status.STEM:
        entry["parts"] = {status.value: number for status, number in judgement.parts.items()}
    return entry


def _prose(prose: Prose) -> dict[str, str]:
    return dict(prose.texts)


def _due(due: Due | None) -> dict[str, str] | None:
    if due is None:
        return None
    dates = {"from": due.start, "by": due.by, "strict": due.strict, "words": due.words}
    return {key: str(value) for key, value in dates.items() if value}


def _quote(register: Register, quote: Quote) -> Entry:
    proven = register.prove(quote)
    match = proven.match
    return {
        "source": quote.source,
        "exact": quote.exact,
        "role": quote.role.value,
        "proof": proven.proof.value,
        "lines": list(match.lines) if match else None,
        "span": list(match.span) if match else None,
    }


def coverage_entries(register: Register, agreements: list[str]) -> list[TextCoverage]:
    """Return the coverage of the texts of some agreements, of all where none is named."""
    for name in agreements:
        if name not in register.agreements:
            raise UsageError(f"there is no agreement {name}")
    claims = claims_of(register)
    chosen = [entry for name, entry in register.agreements.items() if name in agreements]
    return [
        measured
        for agreement in chosen or register.agreements.values()
        for measured in coverage_of(register, agreement, claims)
    ]


def coverage_data(texts: list[TextCoverage]) -> Entry:
    """Return coverage as plain data; the figures count letters and digits."""
    return {
        "texts": [
            {
                "agreement": entry.agreement,
                "source": entry.source,
                "held": entry.held,
                **_numbers(entry.coverage),
            }
            for entry in texts
        ]
    }


def _numbers(coverage: Coverage) -> Entry:
    return {
        "characters": coverage.characters,
        "claimed": coverage.claimed,
        "disposed": coverage.disposed,
        "uncovered": coverage.uncovered,
        "percent": coverage.percent,
        "gaps": list(_gaps(coverage)),
    }


def _gaps(coverage: Coverage) -> Iterator[Entry]:
    for gap in coverage.gaps:
        yield {"line": gap.line, "text": gap.text}
