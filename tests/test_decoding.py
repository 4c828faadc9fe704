"""Each key of a file becomes its value: everything there is to write, and nothing but the least."""

from datetime import date
from typing import Any

import pytest
from values import prose

from pledgetrack.dates import PartialDate, Period
from pledgetrack.decoding import Decoder
from pledgetrack.model import (
    Agreement,
    AgreementText,
    Assessment,
    Baseline,
    Commitment,
    Criteria,
    Disposition,
    Due,
    Evidence,
    Indicator,
    InForce,
    Observation,
    Party,
    Prose,
    Quote,
    Reading,
    Search,
    Section,
    Series,
    Source,
    SourceText,
    Target,
    Tracker,
    Withdrawal,
)
from pledgetrack.vocabulary import (
    Bound,
    DispositionKind,
    Force,
    Grade,
    Kind,
    Lack,
    Prices,
    Role,
    Stance,
    Status,
)
from pledgetrack.vocabulary import Test as Comparison  # else pytest takes it for tests

DECODER = Decoder("en")
DAY, LATER = date(2003, 1, 2), date(2003, 4, 5)
YEAR, MONTH = PartialDate(2002), PartialDate(2002, 3)
BOTH = {"en": "Ferry", "ja": "渡し\n"}
FERRY = Prose((("en", "Ferry"), ("ja", "渡し")))

WRITTEN_EVIDENCE = {
    "stance": "against",
    "source": "gazette",
    "lines": "3-4",
    "exact": "no boats\n",
    "role": "context",
    "voice": "north",
    "date": "2002-03",
    "note": "Seen.",
}
EVIDENCE = Evidence(
    stance=Stance.AGAINST,
    quote=Quote("no boats", "gazette", (3, 4), Role.CONTEXT),
    voice="north",
    date=MONTH,
    note=prose("Seen."),
)
COUNTED = Evidence(series="sailings", period=Period.parse("2002-Q4"))

FILES: dict[str, tuple[dict[str, Any], object]] = {
    "tracker": (
        {
            "id": "harbour",
            "title": BOTH,
            "languages": ["en", "ja"],
            "as_of": "2003-01-02",
            "editions": ["2003-01-02", "2003-04-05"],
            "coverage": 99.5,
            "repository_url": "https://example.org/code",
            "site_url": "https://example.org",
        },
        Tracker(
            *("harbour", FERRY, ("en", "ja"), DAY, (DAY, LATER), 99.5),
            repository_url="https://example.org/code",
            site_url="https://example.org",
        ),
    ),
    "parties": (
        {
            "north": {"name": "North", "kind": "government"},
            "works": {"name": BOTH, "kind": "agency", "under": "north", "note": "Old."},
        },
        {
            "north": Party("north", prose("North"), "government"),
            "works": Party("works", FERRY, "agency", "north", prose("Old.")),
        },
    ),
    "source": (
        {
            "id": "gazette",
            "title": BOTH,
            "grade": "press",
            "author": "A. Writer",
            "publisher": "Gazette",
            "date": 2002,
            "date_is": "approximate",
            "language": "ja",
            "voice": "north",
            "url": "https://example.org/a",
            "archive_url": "https://example.org/b",
            "accessed": "2003-01-02",
            "rights": "None.",
            "text": {"sha256": "ab", "lines": 7, "file": "seeds/a.txt", "part": "Page 1."},
            "note": "Old.",
        },
        Source(
            id="gazette",
            title=FERRY,
            grade=Grade.PRESS,
            author="A. Writer",
            publisher="Gazette",
            date=YEAR,
            approximate=True,
            language="ja",
            voice="north",
            url="https://example.org/a",
            archive_url="https://example.org/b",
            accessed=DAY,
            rights=prose("None."),
            text=SourceText("ab", 7, "seeds/a.txt", prose("Page 1.")),
            note=prose("Old."),
        ),
    ),
    "series": (
        {
            "id": "sailings",
            "title": BOTH,
            "unit": "a day",
            "owner": "north",
            "formula": "All.",
            "prices": "real",
            "year_starts": "04-01",
            "note": "Old.",
            "observations": [
                {
                    "period": "2002-Q4",
                    "value": 8.5,
                    "source": "gazette",
                    "exact": "eight\n",
                    "bound": "at-most",
                    "published": "2002-03",
                    "derived": "Added.",
                    "doubt": "A guess.",
                    "note": "Seen.",
                },
                {"period": 2003, "value": 9, "source": "gazette", "exact": "nine"},
            ],
        },
        Series(
            id="sailings",
            title=FERRY,
            unit="a day",
            owner="north",
            formula=prose("All."),
            observations=(
                Observation(
                    period=Period.parse("2002-Q4"),
                    value=8.5,
                    quote=Quote("eight", "gazette"),
                    bound=Bound.AT_MOST,
                    published=MONTH,
                    derived=prose("Added."),
                    doubt=prose("A guess."),
                    note=prose("Seen."),
                ),
                Observation(Period.parse("2003"), 9, Quote("nine", "gazette")),
            ),
            prices=Prices.REAL,
            year_starts=(4, 1),
            note=prose("Old."),
        ),
    ),
    "agreement": (
        {
            "id": "harbour-2001",
            "title": BOTH,
            "kind": "treaty",
            "parties": ["north", "south"],
            "signed": "2002-03",
            "short": "Compact",
            "place": "Rock",
            "in_force": {"from": 2002, "to": "2002-03"},
            "replaces": "letter-1986",
            "year_starts": "07-15",
            "topics": ["sea"],
            "texts": [{"source": "a", "lines": "2-9", "authentic": True}, {"source": "b"}],
            "outline": [
                {"id": "one", "line": 2},
                {
                    "id": "two",
                    "line": 3,
                    "under": "one",
                    "title": "Two",
                    "restored": True,
                    "topics": ["boats"],
                },
            ],
            "dispositions": [
                {"lines": 4, "as": "preamble"},
                {"lines": "5-6", "as": "done", "exact": "words\n", "note": "Old."},
            ],
            "note": "New.",
        },
        Agreement(
            id="harbour-2001",
            title=FERRY,
            kind="treaty",
            parties=("north", "south"),
            signed=MONTH,
            short=prose("Compact"),
            place=prose("Rock"),
            in_force=InForce(YEAR, MONTH),
            replaces="letter-1986",
            year_starts=(7, 15),
            topics=("sea",),
            texts=(AgreementText("a", (2, 9), authentic=True), AgreementText("b")),
            outline=(
                Section("one", 2),
                Section("two", 3, "one", prose("Two"), restored=True, topics=("boats",)),
            ),
            dispositions=(
                Disposition((4, 4), DispositionKind.PREAMBLE),
                Disposition((5, 6), DispositionKind.DONE, "words", prose("Old.")),
            ),
            note=prose("New."),
        ),
    ),
    "commitment": (
        {
            "id": "harbour-2001/pier",
            "title": BOTH,
            "text": [
                {"lines": 8, "exact": "a pier\n"},
                {"source": "annex", "lines": "1-2", "exact": "of stone", "role": "context"},
            ],
            "kind": "outcome",
            "part_of": "ferry",
            "by": ["north"],
            "through": ["works"],
            "force": "intent",
            "verb": "intend",
            "due": {"words": "soon\n", "from": 2002, "by": "2002-03", "strict": "2003-01-02"},
            "conditions": ["if dry\n"],
            "lacks": ["act", "date"],
            "readings": [
                {
                    "name": "strict",
                    "meaning": "All.",
                    "held_by": ["south"],
                    "evidence": [WRITTEN_EVIDENCE],
                },
                {"name": "lenient", "meaning": BOTH},
            ],
            "criteria": {"partial": "One.", "substantial": "Two.", "fulfilled": BOTH},
            "indicator": {
                "unit": "piers",
                "prices": "current",
                "series": ["sailings"],
                "rivals": ["counts"],
                "baseline": {"period": 2002, "value": 1.5},
                "target": {"value": 2, "period": "2003", "test": "about"},
            },
            "restates": ["letter-1986/pier", "old-pier"],
            "sum_of": ["one", "letter-1986/two"],
            "complement_of": "other",
            "content_from": "letter-1986",
            "replaces": "quay",
            "section": "two",
            "topics": ["sea"],
            "searched": [{"on": "2003-01-02", "where": "Rock", "words": "pier\n", "found": BOTH}],
            "assessments": [
                {
                    "as_of": "2003-01-02",
                    "recorded": "2003-04-05",
                    "status": "partial",
                    "why": "Because.",
                    "evidence": [{"stance": "for", "series": "sailings", "period": "2002-Q4"}],
                    "done": "2002-03",
                    "under": {"strict": "started"},
                    "codings": {"reading-1": "partial"},
                    "reviewed_by": "A. Reader",
                },
                {
                    "as_of": "2003-01-02",
                    "recorded": "2003-01-02",
                    "status": "no-evidence",
                    "why": BOTH,
                },
            ],
            "effects": [{"series": "sailings", "period": "2002-Q4"}],
            "withdrawn": {"on": "2003-04-05", "because": "Twice.", "see": "quay"},
            "note": "Old.",
        },
        Commitment(
            id="harbour-2001/pier",
            title=FERRY,
            text=(
                Quote("a pier", "main", (8, 8)),
                Quote("of stone", "annex", (1, 2), Role.CONTEXT),
            ),
            kind=Kind.OUTCOME,
            part_of="harbour-2001/ferry",
            by=("north",),
            through=("works",),
            force=Force.INTENT,
            verb="intend",
            due=Due("soon", YEAR, MONTH, PartialDate(2003, 1, 2)),
            conditions=("if dry",),
            lacks=(Lack.ACT, Lack.DATE),
            readings=(
                Reading("strict", prose("All."), ("south",), (EVIDENCE,)),
                Reading("lenient", FERRY),
            ),
            criteria=Criteria(prose("One."), prose("Two."), FERRY),
            indicator=Indicator(
                unit="piers",
                prices=Prices.CURRENT,
                series=("sailings",),
                rivals=("counts",),
                baseline=Baseline(Period.parse("2002"), 1.5),
                target=Target(2, Period.parse("2003"), Comparison.ABOUT),
            ),
            restates=("letter-1986/pier", "harbour-2001/old-pier"),
            sum_of=("harbour-2001/one", "letter-1986/two"),
            complement_of="harbour-2001/other",
            content_from="letter-1986",
            replaces="harbour-2001/quay",
            section="two",
            topics=("sea",),
            searched=(Search(DAY, prose("Rock"), "pier", FERRY),),
            assessments=(
                Assessment(
                    as_of=DAY,
                    recorded=LATER,
                    status=Status.PARTIAL,
                    why=prose("Because."),
                    evidence=(Evidence(Stance.FOR, series="sailings", period=COUNTED.period),),
                    done=MONTH,
                    under={"strict": Status.STARTED},
                    codings={"reading-1": Status.PARTIAL},
                    reviewed_by="A. Reader",
                ),
                Assessment(DAY, DAY, Status.NO_EVIDENCE, FERRY),
            ),
            effects=(COUNTED,),
            withdrawn=Withdrawal(LATER, prose("Twice."), "harbour-2001/quay"),
            note=prose("Old."),
        ),
    ),
}

LEAST: dict[str, tuple[dict[str, Any], object]] = {
    "tracker": (
        {"id": "harbour", "title": "Harbour", "languages": ["en"]},
        Tracker("harbour", prose("Harbour"), ("en",)),
    ),
    "source": (
        {"id": "gazette", "title": "Gazette", "grade": "press"},
        Source("gazette", prose("Gazette"), Grade.PRESS),
    ),
    "series": (
        {
            "id": "sailings",
            "title": "Sailings",
            "unit": "a day",
            "owner": "north",
            "formula": "All.",
            "observations": [],
        },
        Series("sailings", prose("Sailings"), "a day", "north", prose("All."), ()),
    ),
    "agreement": (
        {
            "id": "harbour-2001",
            "title": "Compact",
            "kind": "treaty",
            "parties": ["north"],
            "signed": 2002,
        },
        Agreement("harbour-2001", prose("Compact"), "treaty", ("north",), YEAR),
    ),
    "commitment": (
        {
            "id": "harbour-2001/pier",
            "title": "Pier",
            "text": [{"exact": "a pier"}],
            "kind": "action",
        },
        Commitment("harbour-2001/pier", prose("Pier"), (Quote("a pier", "main"),), Kind.ACTION),
    ),
}


def decoded(kind: str, data: dict[str, Any]) -> object:
    """Return the value of a file of a kind."""
    more = ("main",) if kind == "commitment" else ()
    return getattr(DECODER, kind)(data, *more)


@pytest.mark.parametrize("kind", FILES)
def test_everything_that_can_be_written_has_its_value(kind: str) -> None:
    """No key is left out, and none is taken for another."""
    data, value = FILES[kind]
    assert decoded(kind, data) == value


@pytest.mark.parametrize("kind", LEAST)
def test_what_is_not_written_has_its_default(kind: str) -> None:
    """The least that a schema asks for is enough."""
    data, value = LEAST[kind]
    assert decoded(kind, data) == value


def test_prose_is_in_the_language_of_the_tracker_unless_it_says_otherwise() -> None:
    """A plain string has no language of its own."""
    assert Decoder("ja").prose("渡し") == Prose((("ja", "渡し"),))
    assert Decoder("ja").prose({"en": "Ferry"}) == prose("Ferry")
    assert DECODER.prose(None) is None


def test_a_measure_may_be_shown_without_target_and_baseline() -> None:
    """A target without words is at least that much; a baseline may be that of the series."""
    record = LEAST["commitment"][0]
    for written, value in (
        ({"unit": "piers"}, Indicator("piers")),
        (
            {"unit": "piers", "target": {"value": 2}, "baseline": {"period": 2002}},
            Indicator("piers", baseline=Baseline(Period.parse("2002")), target=Target(2)),
        ),
    ):
        found = DECODER.commitment({**record, "indicator": written}, None)
        assert found.indicator == value
        assert found.text[0].source is None
