"""View values of an invented agreement, the harbour compact of two islands, for rendering tests."""

from dataclasses import replace
from datetime import date, timedelta

from pledgetrack.dates import PartialDate
from pledgetrack.findings import Finding, Location
from pledgetrack.views import (
    AgreementPage,
    AssessmentView,
    BrokenPage,
    ChapterRow,
    CoverageView,
    CriterionView,
    Distribution,
    DueView,
    EditionView,
    EvidenceView,
    IndexPage,
    Link,
    MeasureView,
    Point,
    QuoteView,
    Rate,
    ReadingView,
    RecordPage,
    RecordRow,
    Relation,
    SearchView,
    SeriesView,
    SourceView,
    Standing,
    Summary,
    Words,
)
from pledgetrack.vocabulary import (
    Bound,
    Force,
    Grade,
    Kind,
    Lack,
    Lifecycle,
    Proof,
    Role,
    Stance,
    Status,
    Test,
)

TRACKER = Words("The harbour compact, 2001", "en")
EDITION = EditionView(date(2009, 3, 1), None, date(2009, 3, 1), 11, 12)
AGREEMENT = Link(Words("Harbour compact", "en"), "commitments/harbour-2001/index")
FERRIES = Link(Words("II. Ferries", "en"), "commitments/harbour-2001/index", "ferries")
PIERS = Link(Words("III. Piers", "en"), "commitments/harbour-2001/index", "piers")
NORTH, SOUTH = Words("Government of North Island", "en"), Words("Government of South Island", "en")

COMPACT = SourceView(
    id="harbour-2001-text",
    title=Words("Compact on the harbour", "en"),
    author=None,
    publisher="Two governments",
    date=PartialDate(2001, 5, 2),
    approximate=False,
    grade=Grade.ACT,
    language="en",
    voice=None,
    url="https://example.org/compact",
    archive_url=None,
    accessed=date(2009, 1, 5),
    rights=None,
    note=None,
)
GAZETTE = replace(
    COMPACT,
    id="gazette-2004",
    title=Words("Seven crossings a day", "en"),
    publisher="The Island Gazette",
    date=PartialDate(2004, 6),
    grade=Grade.PRESS,
    archive_url="https://example.org/archive/gazette",
)
PORT_OFFICE = replace(
    COMPACT,
    id="port-office-2003",
    title=Words("港湾年報", "ja"),
    publisher="Port office",
    date=PartialDate(2003),
    approximate=True,
    grade=Grade.OFFICIAL,
    language="ja",
    url=None,
)


def quote(text: str, source: SourceView = COMPACT, line: int | None = 17) -> QuoteView:
    """Return a quotation; without a line its text is not stored."""
    return QuoteView(
        words=Words(text, source.language),
        role=Role.OPERATIVE,
        proof=Proof.VERIFIED if line else Proof.UNSTORED,
        lines=(line, line) if line else None,
        part=None,
        source=source,
        inherited_from=None,
    )


def evidence(stance: Stance, text: str, source: SourceView, note: str = "") -> EvidenceView:
    """Return a quotation that speaks for or against delivery."""
    return EvidenceView(
        stance=stance,
        quote=quote(text, source, None),
        series=None,
        period=None,
        value=None,
        unit=None,
        bound=None,
        voice=None,
        date=None,
        note=Words(note, "en") if note else None,
    )


def point(year: int, quarter: int, value: float, **changes: object) -> Point:
    """Return an observation of a quarter."""
    first = date(year, 3 * quarter - 2, 1)
    last = date(year + quarter // 4, 3 * quarter % 12 + 1, 1) - timedelta(days=1)
    plain = Point(
        period=f"{year}-Q{quarter}",
        first=first,
        last=last,
        value=value,
        bound=None,
        decides=True,
        derived=None,
        doubt=None,
        note=None,
        published=None,
        quote=quote(f"{value} crossings a day", GAZETTE, None),
    )
    return replace(plain, **changes)


NORTH_COUNT = SeriesView(
    id="crossings-north",
    title=Words("Ferry crossings, count of the north", "en"),
    unit="crossings a day",
    prices=None,
    owner=NORTH,
    formula=Words("Departures from either shore, from the log books.", "en"),
    rival=False,
    points=(
        point(2001, 1, 3),
        point(2001, 4, 3.4),
        point(2002, 1, 4),
        point(2002, 2, 4.2),
        point(2002, 3, 5.1),
        point(2003, 1, 6.9, decides=False, doubt=Words("The page is torn.", "en")),
        point(2003, 1, 6.2),
        point(2003, 2, 6.6),
        point(2003, 4, 7.2),
        point(2004, 1, 7, bound=Bound.AT_LEAST),
    ),
    verdict=Status.FULFILLED,
    reason="",
    note=None,
)
SOUTH_COUNT = replace(
    NORTH_COUNT,
    id="crossings-south",
    title=Words("Ferry crossings, count of the south", "en"),
    owner=SOUTH,
    formula=Words("Tickets sold, divided by seats.", "en"),
    rival=True,
    points=(point(2001, 4, 2.5), point(2002, 4, 4.4), point(2003, 1, 5), point(2003, 4, 5.75)),
    verdict=None,
    reason="no-baseline",
)
MEASURE = MeasureView(
    unit="crossings a day",
    prices=None,
    baseline_period="2001-Q1",
    baseline=3,
    target_period="2003-Q4",
    target_first=date(2003, 10, 1),
    target_last=date(2003, 12, 31),
    target=7,
    test=Test.AT_LEAST,
    series=(NORTH_COUNT, SOUTH_COUNT),
)

FOR = (
    EvidenceView(
        stance=Stance.FOR,
        quote=quote("7.2 crossings a day", GAZETTE, None),
        series=NORTH_COUNT.title,
        period="2003-Q4",
        value=7.2,
        unit="crossings a day",
        bound=None,
        voice=NORTH,
        date=None,
        note=None,
    ),
    evidence(Stance.FOR, "七便が毎日運航された", PORT_OFFICE, "The port office confirms it."),
)
AGAINST = (
    evidence(Stance.AGAINST, "no boat sailed on Sundays in winter", GAZETTE, "Not in winter."),
)

JUDGED = AssessmentView(
    as_of=date(2004, 6, 30),
    recorded=date(2009, 2, 1),
    status=Status.SUBSTANTIAL,
    why=Words("Seven crossings ran on six days of the week; Sundays in winter had none.", "en"),
    done=PartialDate(2004, 2, 10),
    reviewed_by=None,
    codings=(("reading-1", Status.SUBSTANTIAL), ("reading-2", Status.FULFILLED)),
    under=(("every day", Status.PARTIAL), ("on average", Status.FULFILLED)),
    for_=FOR,
    against=AGAINST,
    context=(evidence(Stance.CONTEXT, "the old ferry burnt in 2002", GAZETTE),),
)
FIRST_JUDGED = replace(
    JUDGED,
    as_of=date(2002, 12, 31),
    status=Status.STARTED,
    why=Words("A fourth boat was ordered.", "en"),
    done=None,
    codings=(),
    under=(),
    for_=(evidence(Stance.FOR, "a fourth boat was ordered", GAZETTE),),
    against=(),
    context=(),
)

STANDING = Standing(
    status=Status.SUBSTANTIAL,
    parts=Distribution(()),
    lifecycle=Lifecycle.OVERDUE,
    lifecycle_date=date(2003, 12, 31),
    late=timedelta(days=1888),
    provisional=True,
    counted=True,
    as_of=date(2004, 6, 30),
    why=JUDGED.why,
)

CROSSINGS = RecordPage(
    id="harbour-2001/ferry-crossings",
    path="commitments/harbour-2001/ferry-crossings.yaml",
    tracker=TRACKER,
    edition=EDITION,
    titles=(
        Words("Seven ferry crossings a day by the end of 2003", "en"),
        Words("2003年末までに一日七便", "ja"),
    ),
    agreement=AGREEMENT,
    sections=(FERRIES,),
    kind=Kind.OUTCOME,
    standing=STANDING,
    quotes=(
        replace(
            quote("The two governments will improve the crossing, as follows:", line=15),
            inherited_from=Link(Words("The crossing", "en"), "commitments/harbour-2001/ferry"),
        ),
        quote("seven ferries will cross the harbour every day by the end of 2003, weather allowing"),
    ),
    language_of_text="en",
    by=(NORTH, SOUTH),
    by_inherited=True,
    third_party=False,
    through=(Words("The ferry company", "en"),),
    force=Force.FIRM,
    force_inherited=False,
    verb="will cross",
    due=DueView(None, PartialDate(2003, 12, 31), None, "by the end of 2003", inherited=False),
    conditions=(("weather allowing", False), ("within the budget of each side", True)),
    lacks=(),
    second_hand=False,
    measure=MEASURE,
    criteria=(
        CriterionView(Status.FULFILLED, None, 7.0, applies=False),
        CriterionView(Status.SUBSTANTIAL, None, 6.2, applies=True),
        CriterionView(Status.PARTIAL, None, 3.8, applies=False),
    ),
    history=(JUDGED, FIRST_JUDGED),
    readings=(
        ReadingView(
            "every day",
            Words("Seven on each single day, Sundays as well.", "en"),
            (SOUTH,),
            (evidence(Stance.FOR, "every day means every day", GAZETTE),),
            Status.PARTIAL,
        ),
        ReadingView("on average", Words("Seven, averaged over a quarter.", "en"), (NORTH,), (),
                    Status.FULFILLED),
    ),
    readings_agree=False,
    searched=(),
    effects=(evidence(Stance.CONTEXT, "two shops opened at the pier", GAZETTE),),
    relations=(
        Relation("part-of", (Link(Words("The crossing", "en"), "commitments/harbour-2001/ferry"),)),
        Relation("replaces", (Link(Words("Four crossings a day", "en"), None),)),
    ),
    parts=(),
    topics=("ferries", "timetable"),
    withdrawn_on=None,
    withdrawn_because=None,
    note=Words("“every day” stands twice in the sentence before.", "en"),
    edit_url="https://example.org/edit/ferry-crossings.yaml",
)

LAMPS = replace(
    CROSSINGS,
    id="harbour-2001/pier-lamps",
    titles=(Words("Lamps on both piers", "en"),),
    sections=(PIERS,),
    kind=Kind.ACTION,
    standing=replace(
        STANDING,
        status=Status.NO_EVIDENCE,
        lifecycle=Lifecycle.OPEN,
        lifecycle_date=None,
        late=None,
        why=Words("No lamp, and no report of one, was found.", "en"),
    ),
    quotes=(quote("each side will put lamps on its pier", line=31),),
    by=(NORTH,),
    by_inherited=False,
    through=(),
    verb="will put",
    due=None,
    conditions=(),
    lacks=(Lack.MEASURE, Lack.DATE),
    measure=None,
    criteria=(
        CriterionView(Status.FULFILLED, Words("Lamps stand on both piers.", "en"), None, False),
        CriterionView(Status.SUBSTANTIAL, Words("Lamps on one pier.", "en"), None, False),
        CriterionView(Status.PARTIAL, Words("A lamp was ordered.", "en"), None, False),
    ),
    history=(
        replace(JUDGED, status=Status.NO_EVIDENCE, codings=(), under=(), done=None,
                why=Words("No lamp, and no report of one, was found.", "en"),
                for_=(), against=(), context=()),
    ),
    readings=(),
    readings_agree=None,
    searched=(
        SearchView(date(2009, 1, 5), Words("Gazette, 2001 to 2008", "en"), "pier lamp",
                   Words("nothing on the subject", "en"), inherited=False),
        SearchView(date(2009, 1, 6), Words("Port office", "en"), "桟橋 灯",
                   Words("not reached: the office was closed", "en"), inherited=True),
    ),
    effects=(),
    relations=(),
    topics=(),
    note=None,
    edit_url=None,
)

PARTS = Distribution(((Status.SUBSTANTIAL, 1), (Status.NO_EVIDENCE, 1), (Status.UNASSESSED, 1)))


def row(page: RecordPage, depth: int = 0) -> RecordRow:
    """Return the row of a record."""
    return RecordRow(
        id=page.id,
        link=Link(page.titles[0], f"commitments/{page.id}"),
        section=page.sections[-1],
        agreement=page.agreement,
        lines=page.quotes[-1].lines,
        by=page.by,
        kind=page.kind,
        force=page.force,
        verb=page.verb,
        due=page.due,
        standing=page.standing,
        tally=(len(page.history[0].for_), len(page.history[0].against), 0) if page.history
        else (0, 0, 0),
        depth=depth,
        withdrawn=page.withdrawn_on is not None,
    )


STEM = replace(
    LAMPS,
    id="harbour-2001/ferry",
    titles=(Words("The crossing", "en"),),
    sections=(FERRIES,),
    kind=Kind.STEM,
    standing=Standing(
        status=Status.STEM, parts=PARTS, lifecycle=None, lifecycle_date=None, late=None,
        provisional=False, counted=False, as_of=None, why=None,
    ),
    criteria=(),
    history=(),
    searched=(),
    parts=(row(CROSSINGS), row(LAMPS)),
)

SUMMARY = Summary(
    distribution=Distribution(
        tuple(
            zip(
                (status for status in Status if status is not Status.STEM),
                (3, 2, 2, 1, 1, 1, 4, 1, 1, 1),
                strict=True,
            )
        )
    ),
    rates=(Rate("kept", 5, 10), Rate("kept-closed", 2, 6), Rate("at-least-partly", 7, 10),
           Rate("kept-strict", 5, 14)),
    provisional=11,
    stems=1,
    not_counted=2,
)

COMPACT_PAGE = AgreementPage(
    id="harbour-2001",
    tracker=TRACKER,
    edition=EDITION,
    title=Words("Compact on the harbour between North Island and South Island", "en"),
    short=Words("Harbour compact", "en"),
    kind="treaty",
    parties=(NORTH, SOUTH),
    signed=PartialDate(2001, 5, 2),
    place=Words("Midway Rock", "en"),
    in_force_from=PartialDate(2001, 7),
    in_force_to=None,
    replaces=None,
    replaced_by=(),
    texts=(COMPACT,),
    coverage=(CoverageView(COMPACT, "whole", 98.2, 4120, 3050, 996, 74, 1),),
    summary=SUMMARY,
    chapters=(
        ChapterRow(Link(Words("The crossing", "en"), "x", "crossing"), 0, (10, 40), True,
                   SUMMARY.distribution),
        ChapterRow(replace(FERRIES, page="commitments/harbour-2001/index"), 1, (12, 29), False,
                   Distribution(((Status.SUBSTANTIAL, 1), (Status.CONTRARY, 2)))),
        ChapterRow(PIERS, 1, (30, 40), False, Distribution(((Status.NO_EVIDENCE, 1),))),
    ),
    rows=(row(STEM), row(CROSSINGS, depth=1), row(LAMPS)),
    note=None,
)

INDEX_PAGE = IndexPage(
    tracker=TRACKER,
    edition=EDITION,
    summary=SUMMARY,
    agreements=(ChapterRow(AGREEMENT, 0, None, False, SUMMARY.distribution),),
    rows=COMPACT_PAGE.rows,
)

BROKEN = BrokenPage(
    id="harbour-2001/sea-wall",
    tracker=TRACKER,
    findings=(
        Finding(
            Location("commitments/harbour-2001/sea-wall.yaml", 4, 7),
            "unknown-status",
            "`status: done` is not a status",
            "write one of: fulfilled, substantial, partial",
        ),
    ),
)

ALL = (CROSSINGS, LAMPS, STEM, COMPACT_PAGE, INDEX_PAGE, BROKEN)
