"""The records of this repository: without fault, proven as far as the texts are at hand."""

import os
import re
from collections import Counter
from pathlib import Path

import pytest
from trackers import REPOSITORY

from pledgetrack.assessment import edition_of, judge
from pledgetrack.line import load_register
from pledgetrack.register import Register, quotes_of
from pledgetrack.scoring import score
from pledgetrack.vocabulary import JUDGED, NOT_JUDGED, Proof, Status


@pytest.fixture(scope="module")
def register() -> Register:
    """Return the register of the repository."""
    return load_register(REPOSITORY)


def test_there_are_no_findings(register: Register) -> None:
    """Not even warnings: ``pledgetrack check --strict`` is clean."""
    assert register.findings == ()
    assert register.commitments


def test_every_quote_from_a_stored_text_is_proven(register: Register) -> None:
    """Once, in the lines named, letter for letter after normalisation."""
    stored = 0
    for name, record in register.commitments.items():
        for _, quote in quotes_of(record):
            if quote.source in register.texts:
                stored += 1
                assert register.prove(quote).match, f"{name}: {quote.exact[:60]}"
            else:
                assert register.prove(quote).proof is Proof.UNSTORED
    assert stored >= len(register.commitments) // 2


def test_quotes_of_texts_that_may_not_be_stored_are_proven_where_the_texts_are() -> None:
    """Only ``PLEDGETRACK_TEXTS`` knows where; without it nothing can be said."""
    folder = os.environ.get("PLEDGETRACK_TEXTS")
    if not folder:
        pytest.skip("PLEDGETRACK_TEXTS names no folder of texts that are not stored here")
    register = load_register(REPOSITORY, texts=Path(folder))
    assert not register.has_errors
    more = set(register.texts) - set(load_register(REPOSITORY).texts)
    proven = Counter(
        quote.source
        for record in register.commitments.values()
        for _, quote in quotes_of(record)
        if register.prove(quote).match
    )
    assert more <= {source.id for source in register.sources.values() if source.text}
    for name in more:
        quoted = [
            quote
            for record in register.commitments.values()
            for _, quote in quotes_of(record)
            if quote.source == name
        ]
        assert proven[name] == len(quoted)


def test_no_judgement_claims_a_reviewer_it_does_not_have(register: Register) -> None:
    """Until a named person has read them, all records are provisional and say so."""
    judgements = judge(register, edition_of(register))
    reviewed = [name for name, entry in judgements.items() if not entry.provisional]
    named = {
        name
        for name, record in register.commitments.items()
        if any(entry.reviewed_by for entry in record.assessments) or record.kind == "stem"
    }
    restated = {name for name, record in register.commitments.items() if record.restates}
    assert set(reviewed) <= named | restated


def test_the_numbers_add_up(register: Register) -> None:
    """Every counted record is in the distribution once, in every edition."""
    for written in (None, *sorted({a.signed.last() for a in register.agreements.values()})):
        judgements = judge(register, edition_of(register, written))
        numbers = score(judgements.values())
        assert sum(count for _, count in numbers.counts) == numbers.counted
        assert numbers.counted + numbers.stems + numbers.uncounted == len(judgements)
        assert {status for status, _ in numbers.counts} <= {*JUDGED, *NOT_JUDGED}
        for entry in judgements.values():
            assert (entry.lifecycle is None) == (
                entry.commitment.kind in {"stem", "recognition"} or bool(entry.commitment.restates)
            )
            if entry.status in {Status.FULFILLED, Status.STARTED}:
                assert entry.assessment or entry.commitment.restates


def test_every_disagreement_of_codings_is_told_with_how_it_was_settled(
    register: Register,
) -> None:
    """The page lists these records and no others, with the codings and the status that stands."""
    page = (REPOSITORY / "docs/explanation/disagreements.md").read_text("utf-8")
    row = re.compile(r"^\| \{commitment:ref\}`([^`]+)` \| ([^|]+ \| [^|]+) \|", re.MULTILINE)
    told = dict(row.findall(page))
    found = {
        name: f"{', '.join(entry.codings.values())} | {entry.status}"
        for name, record in register.written.items()
        for entry in record.assessments
        if len(set(entry.codings.values())) > 1
    }
    assert found
    assert told == found
