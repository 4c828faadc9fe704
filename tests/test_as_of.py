"""The register on past days, and what a front page tells of it: values without markup."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from trackers import TrackerFolder
from values import agreement, assessment, commitment, day, due, register_of

from pledgetrack.assessment import Edition, edition_of
from pledgetrack.register import Register
from pledgetrack.views import Lens, as_of_page, site_entries, site_pages, strip
from pledgetrack.views.as_of import AsOfPage
from pledgetrack.views.days import TODAY, on_day, page_of_day, past_days, readable_page
from pledgetrack.views.front import chapters, news, questions
from pledgetrack.vocabulary import Status

AGREEMENT = "commitments/agreements/harbour-2001.yaml"
NOW, THEN, BEFORE = day("2004-01-31"), day("2002-12-31"), day("2001-12-31")


def kept_over_time(editions: Iterable[date] = (THEN, BEFORE)) -> Register:
    """Return four pledges: one that changed, one judged later, one as it was, one made later."""
    register = register_of(
        commitment(
            "pier",
            assessment(Status.STARTED, "2002-06-30"),
            assessment(Status.FULFILLED, "2003-12-31"),
        ),
        commitment("light", assessment(Status.PARTIAL, "2003-12-31")),
        commitment("buoy", assessment(Status.PARTIAL, "2002-06-30")),
        commitment("harbour-2003/bridge", assessment(Status.STARTED, "2003-12-31")),
        agreements=(agreement(), agreement("harbour-2003", "2003-05-04")),
        as_of=NOW,
    )
    return replace(register, tracker=replace(register.tracker, editions=tuple(editions)))


def lens_of(register: Register, as_of: date | None = None) -> Lens:
    """Return a register in English, on the day of its tracker or on another."""
    return Lens(register, edition_of(register, as_of), "en")


def test_days_are_those_before_the_edition_in_their_order() -> None:
    """An edition of the past knows nothing of later days."""
    register = kept_over_time()
    assert past_days(lens_of(register)) == (BEFORE, THEN)
    assert past_days(lens_of(register, day("2002-06-30"))) == (BEFORE,)
    assert past_days(lens_of(register, BEFORE)) == ()


def test_each_day_has_a_page_and_an_address() -> None:
    """So has the day of the edition, but only where there is another to compare it with."""
    lens = lens_of(kept_over_time())
    days = [page for page in site_pages(lens) if isinstance(page.content, AsOfPage)]
    assert [page.name for page in days] == [page_of_day(BEFORE), page_of_day(THEN), TODAY]
    assert [page.title for page in days] == [
        "Harbour, 2001-12-31",
        "Harbour, 2002-12-31",
        "Harbour, 2004-01-31",
    ]
    assert readable_page(lens, NOW) == TODAY
    assert readable_page(lens, day("2003-01-01")) is None
    names = {entry.name for _, entry in site_entries(lens_of(kept_over_time(())))}
    assert not {name for name in names if "as-of" in name}


def test_a_day_is_judged_once() -> None:
    """All pages that show it share the judgements, and keep what was known by then."""
    register = kept_over_time()
    lens = Lens(register, Edition(NOW, day("2002-07-01")), "en")
    past = on_day(lens, THEN)
    assert on_day(lens, THEN) is past
    assert past.edition == Edition(THEN, day("2002-07-01"))
    assert on_day(lens, NOW) is lens


def test_a_page_tells_how_all_stood_and_what_changed() -> None:
    """What is judged for the first time is no change, and what was not made had no status."""
    page = as_of_page(lens_of(kept_over_time()), "2002-12-31")
    assert page.summary.distribution.counts == (
        (Status.PARTIAL, 1),
        (Status.STARTED, 1),
        (Status.UNASSESSED, 1),
    )
    told = {
        move.link.words.text: (
            move.then,
            move.now,
            move.is_changed,
            move.is_first_judged,
            move.is_new,
        )
        for move in page.moves
    }
    assert told == {
        "pier": (Status.STARTED, Status.FULFILLED, True, False, False),
        "light": (Status.UNASSESSED, Status.PARTIAL, False, True, False),
        "buoy": (Status.PARTIAL, Status.PARTIAL, False, False, False),
        "harbour-2003/bridge": (None, Status.STARTED, False, False, True),
    }
    moments = [(one.day, one.page, one.kept.part, one.kept.whole) for one in page.history.moments]
    assert moments == [
        (BEFORE, page_of_day(BEFORE), 0, 0),
        (THEN, page_of_day(THEN), 0, 2),
        (NOW, TODAY, 1, 4),
    ]


def test_the_page_of_today_looks_back_to_the_last_day() -> None:
    """It compares the youngest day of the past with the edition."""
    page = as_of_page(lens_of(kept_over_time()), "")
    assert (page.day, page.since, page.until) == (NOW, THEN, NOW)
    assert not page.strip.past
    assert page.strip.today is None


@pytest.mark.parametrize(
    ("as_of", "shown", "expected"),
    [
        (None, None, (False, None)),
        (None, THEN, (True, TODAY)),
        (THEN, None, (True, None)),
        (THEN, BEFORE, (True, TODAY)),
    ],
)
def test_the_strip_says_whether_something_younger_is_known(
    as_of: date | None, shown: date | None, expected: tuple[bool, str | None]
) -> None:
    """A page of a past day leads to the day of the edition; an edition of the past says so too."""
    found = strip(lens_of(kept_over_time(), as_of), shown)
    assert found.edition.as_of == (shown or as_of or NOW)
    assert (found.past, found.today) == expected


def test_only_the_last_day_is_called_today() -> None:
    """And none where the edition itself is one of the past."""
    now = strip(lens_of(kept_over_time()), BEFORE)
    assert [now.is_today(one) for one, _ in now.days] == [False, False, True]
    past = strip(lens_of(kept_over_time(), THEN))
    assert not any(past.is_today(one) for one, _ in past.days)


def test_news_are_what_was_recorded_last_and_what_is_due_next() -> None:
    """Of one day of recording the youngest day judged comes first; both lists are bounded."""
    register = register_of(
        commitment(
            "pier",
            assessment(Status.STARTED, "2002-06-30", "2004-01-01"),
            assessment(Status.FULFILLED, "2003-12-31", "2004-01-31"),
        ),
        commitment("light", assessment(Status.PARTIAL, "2003-06-30", "2004-01-31")),
        commitment("late", due=due(by="2006")),
        commitment("soon", due=due(by="2005")),
        as_of=NOW,
    )
    told = news(lens_of(register), limit=2)
    assert [(one.link.words.text, one.before, one.after) for one in told.changes] == [
        ("pier", Status.STARTED, Status.FULFILLED),
        ("light", None, Status.PARTIAL),
    ]
    assert (told.judgements, told.first_recorded) == (3, day("2004-01-01"))
    assert not told.is_recorded_at_once
    assert [pledge.row.link.words.text for pledge in told.due] == ["soon", "late"]
    one = news(lens_of(register), limit=1)
    assert (len(one.changes), len(one.due), one.due_in_all) == (1, 1, 2)


def test_what_was_recorded_within_days_says_so() -> None:
    """Then the newest entries tell of the work on the register; of nothing nothing is told."""
    at_once = register_of(
        commitment("pier", assessment(Status.STARTED, "2002-06-30", "2004-01-30")),
        commitment("light", assessment(Status.PARTIAL, "2003-06-30", "2004-01-31")),
    )
    assert news(lens_of(at_once), limit=5).is_recorded_at_once
    nothing = news(lens_of(register_of(commitment("pier"), as_of=NOW)), limit=5)
    assert (nothing.changes, nothing.is_recorded_at_once) == ((), False)


def test_questions_count_what_there_is_to_read() -> None:
    """Agreements with pledges, pledges that count, sources; each question has its page."""
    told = questions(lens_of(kept_over_time()), "commitments/agreements", "method")
    assert (told.agreements, told.pledges, told.sources) == (2, 4, 0)
    assert told.pages[0] == "commitments/agreements"
    assert told.pages[-1] == "method"


def test_chapters_stand_below_the_parts_of_a_text(tracker: TrackerFolder) -> None:
    """A part without sections is a chapter itself; one without pledges is left out."""
    told = chapters(lens_of(tracker.load()), "harbour-2001")
    assert [(one.link.key, one.part) for one in told.chapters] == [
        ("ferries", None),
        ("fares", None),
    ]
    tracker.edit(AGREEMENT, "{id: fares, line: 11}", "{id: fares, line: 11, under: ferries}")
    told = chapters(lens_of(tracker.load()), "harbour-2001")
    assert [(one.link.key, one.part and one.part.key) for one in told.chapters] == [
        ("fares", "ferries")
    ]
    assert told.most == told.chapters[0].distribution.total > 0
    assert [(part and part.key, len(some)) for part, some in told.by_part] == [("ferries", 1)]


def test_an_agreement_without_an_outline_has_no_chapters() -> None:
    """Nothing is drawn, and nothing breaks."""
    told = chapters(lens_of(register_of(commitment("pier"))), "harbour-2001")
    assert (told.chapters, told.most, told.by_part) == ((), 0, ())
