"""Pages of records and of an annotated text, in a real browser: every kind, in every look."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from soundness import LOOKS, NARROW, WIDE, assert_sound
from trackers import RECORDS, TrackerFolder

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Site, Visit
    from playwright.sync_api import Page

    Opener = Callable[..., Visit]

pytestmark = pytest.mark.browser

DOCS = Path(__file__).parent / "docs"
FOLDER = "commitments/harbour-2006"
PAGES = {
    "series": f"{FOLDER}/ferry-sailings.html",
    "no-evidence": f"{FOLDER}/fares-lower.html",
    "unassessed": f"{FOLDER}/fish-north.html",
    "stem": f"{FOLDER}/ferry.html",
    "recognition": f"{FOLDER}/fares-bicycles.html",
    "withdrawn": f"{FOLDER}/fares-half.html",
    "contrary": f"{FOLDER}/lights.html",
    "coded": f"{FOLDER}/timetable-north.html",
    "long-words": f"{FOLDER}/work-place.html",
    "text": f"{FOLDER}/text.html",
}
RECORDS_SHOWN = [name for name in PAGES if name != "text"]
QUESTIONS = ["What was promised?", "Was it kept?", "Who says so?", "How do you know?"]
ALL_LOOKS = {**LOOKS, "dark-telephone": {"viewport": NARROW, "color_scheme": "dark"}}

every_record = pytest.mark.parametrize("name", RECORDS_SHOWN)


@pytest.fixture(scope="session")
def record_tracker(tmp_path_factory: pytest.TempPathFactory) -> TrackerFolder:
    """Return a tracker with all there is, a gap in its text, and words that nobody expects."""
    root = tmp_path_factory.mktemp("records") / "tracker"
    shutil.copytree(RECORDS / "every-field", root)
    tracker = TrackerFolder(root)
    agreement = "commitments/agreements/harbour-2006.yaml"
    tracker.edit(agreement, "  - {lines: 7, as: background}\n", "")
    record = "commitments/harbour-2006/work-place.yaml"
    tracker.edit(record, "title: A better harbour", f"title: {'Harbour' * 20}")
    tracker.edit(record, "why: ", f"why: מדד {'better' * 40} ")
    return tracker


@pytest.fixture(scope="session")
def record_site(serve: "Callable[..., Site]", record_tracker: TrackerFolder) -> "Site":
    """Return its site."""
    return serve(record_tracker.root)


@pytest.fixture(scope="session")
def japanese_site(serve: "Callable[..., Site]", record_tracker: TrackerFolder) -> "Site":
    """Return its site in Japanese."""
    return serve(record_tracker.root, DOCS, "-D", "language=ja")


def open_all(page: "Page") -> None:
    """Open every part that is closed."""
    page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")


@pytest.mark.parametrize("look", ALL_LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_page_is_sound(name: str, look: str, record_site: "Site", visit: "Opener") -> None:
    """Nothing over the edge and nothing that axe-core finds, with every part open too."""
    visited = visit(record_site, PAGES[name], **ALL_LOOKS[look])
    open_all(visited.page)
    assert_sound(visited, ALL_LOOKS[look]["viewport"]["width"])


@pytest.mark.parametrize("name", ["series", "text"])
def test_japanese_page_is_sound(name: str, japanese_site: "Site", visit: "Opener") -> None:
    """So it is in Japanese, on a telephone; quotes keep their own language."""
    visited = visit(japanese_site, PAGES[name], viewport=NARROW)
    open_all(visited.page)
    assert_sound(visited, NARROW["width"])
    assert visited.page.locator(".pt-doc").get_attribute("lang") == "ja"
    assert visited.page.locator(".pt-doc [lang=en]").count()


@every_record
def test_questions_stand_in_their_order(name: str, record_site: "Site", visit: "Opener") -> None:
    """Without a script each record answers the four questions, in the order of the jump list."""
    page = visit(record_site, PAGES[name], java_script_enabled=False).page
    heads = page.locator("main h2").all_inner_texts()
    assert heads[:4] == QUESTIONS
    assert heads[-1] == "Cite, correct, reuse"
    jumps = page.locator(".pt-jump a span:first-child").all_inner_texts()
    assert jumps == heads[:-1]
    for link in page.locator(".pt-jump a").all():
        assert page.locator(link.get_attribute("href") or "none").count() == 1


def test_a_line_number_leads_into_the_text(record_site: "Site", visit: "Opener") -> None:
    """By keyboard: from the record to its line, which is tinted and is an address to cite."""
    page = visit(record_site, PAGES["contrary"], viewport=WIDE).page
    number = page.locator(".pt-quote a.pt-ln")
    assert number.get_attribute("aria-label") == "line 19"
    number.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/text.html#L19")
    row = page.locator("#L19")
    ground = "element => getComputedStyle(element).backgroundColor"
    assert row.evaluate(ground) != page.locator("#L17").evaluate(ground)
    assert "The lights office" in row.inner_text()
    page.goto(page.url.partition("#")[0])
    row.locator("a.pt-ln").click()
    page.wait_for_url("**/text.html#L19")


def test_closed_parts_open_by_keyboard(record_site: "Site", visit: "Opener") -> None:
    """The paragraphs around a quote are a key away, without a script."""
    page = visit(record_site, PAGES["unassessed"], java_script_enabled=False).page
    around = page.locator(".pt-around")
    assert not around.is_visible()
    page.locator("details:has(.pt-around) > summary").focus()
    page.keyboard.press("Enter")
    assert around.is_visible()
    assert "Waiting should stay" not in around.inner_text()
    assert "Imports by ferry" in around.inner_text()


def test_questions_stay_beside_their_answers(record_site: "Site", visit: "Opener") -> None:
    """On a wide screen the question stands at the left and stays; on a small one above."""
    page = visit(record_site, PAGES["series"], viewport=WIDE).page
    head, body = page.locator("#kept .pt-q__head"), page.locator("#kept .pt-q__body")
    assert head.evaluate("element => getComputedStyle(element).position") == "sticky"
    page.evaluate("window.scrollTo(0, document.querySelector('#kept').offsetTop + 300)")
    box = head.bounding_box()
    assert box
    assert 0 <= box["y"] < 100
    page.set_viewport_size(NARROW)
    above, below = head.bounding_box(), body.bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"]


def test_both_sides_of_the_evidence_have_equal_room(record_site: "Site", visit: "Opener") -> None:
    """For and against stand beside each other, as wide as each other, even with nothing found."""
    page = visit(record_site, PAGES["contrary"], viewport=WIDE).page
    first, second = (one.bounding_box() for one in page.locator(".pt-ev__col").all())
    assert first
    assert second
    assert first["y"] == second["y"]
    assert first["width"] == second["width"]
    heads = page.locator(".pt-ev__col h3").all_inner_texts()
    assert [head.split() for head in heads] == [["For", "0"], ["Against", "1"]]
    assert "nothing found" in page.locator(".pt-ev").inner_text()


@pytest.mark.parametrize("width", [WIDE, NARROW], ids=["wide", "narrow"])
def test_one_chart_is_shown(width: dict[str, int], record_site: "Site", visit: "Opener") -> None:
    """The chart is drawn for each width, and a reader meets one, with the statuses below it."""
    page = visit(record_site, PAGES["series"], viewport=width).page
    shown = [one for one in page.locator(".pt-fig svg").all() if one.is_visible()]
    assert len(shown) == 1
    assert "Our status, as of each date" in shown[0].locator("text").all_text_contents()
    box = shown[0].bounding_box()
    assert box
    assert box["width"] <= width["width"]


def test_a_gap_is_loud_and_found(record_site: "Site", visit: "Opener") -> None:
    """What nobody accounts for has an outline and words, and the head of the page leads to it."""
    page = visit(record_site, PAGES["text"], viewport=WIDE).page
    gap = page.locator("mark.pt-gap")
    assert gap.count() == 1
    assert "Few ferries carried bicycles in 2005" in gap.inner_text()
    style = gap.evaluate(
        "element => { const style = getComputedStyle(element);"
        " return [style.outlineStyle, style.outlineWidth, style.backgroundImage] }"
    )
    assert style[:2] == ["solid", "2px"]
    assert "gradient" in style[2]
    assert "Not accounted for" in page.locator("#L7 .pt-mg").inner_text()
    page.locator(".pt-cov a").click()
    page.wait_for_url("**#L7")


def test_notes_stand_under_their_line_on_a_telephone(record_site: "Site", visit: "Opener") -> None:
    """On a wide screen beside it."""
    page = visit(record_site, PAGES["text"], viewport=WIDE).page
    words, note = page.locator("#L19 .pt-words"), page.locator("#L19 .pt-mg")
    beside, margin = words.bounding_box(), note.bounding_box()
    assert beside
    assert margin
    assert margin["x"] >= beside["x"] + beside["width"]
    page.set_viewport_size(NARROW)
    above, below = words.bounding_box(), note.bounding_box()
    assert above
    assert below
    assert below["y"] >= above["y"] + above["height"] - 1


def test_a_status_is_said_to_those_who_do_not_see_it(record_site: "Site", visit: "Opener") -> None:
    """Claimed words begin with their status for a screen reader; their lines differ in style."""
    page = visit(record_site, PAGES["text"], viewport=WIDE).page
    assert page.locator("#L19 a.pt-mark").text_content() == (
        "[Contrary: The lights office is to keep the harbour lights in good order.]"
    )
    styles = {
        name: page.locator(f".pt-text .c-{name}").first.evaluate(
            "element => { const style = getComputedStyle(element);"
            " return style.textDecorationStyle + ' ' + style.textDecorationThickness }"
        )
        for name in ("fulfilled", "contrary", "no-evidence", "not-assessable", "declaratory")
    }
    assert len(set(styles.values())) == len(styles)


def test_paper_has_what_the_screen_has(record_site: "Site", visit: "Opener") -> None:
    """Printed from the browser nothing sticks or is cut off."""
    page = visit(record_site, PAGES["series"], viewport=WIDE).page
    page.emulate_media(media="print")
    head = page.locator("#kept .pt-q__head")
    assert head.evaluate("element => getComputedStyle(element).position") == "static"
    assert not page.locator(".pt-jump").is_visible()
    assert page.locator(".pt-history").is_visible()
