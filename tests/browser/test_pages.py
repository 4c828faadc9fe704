"""Every kind of page as a reader has it: on a screen, on a telephone, in the dark, by keyboard."""

from typing import TYPE_CHECKING

import pytest
from soundness import LOOKS, NARROW, WIDE, assert_sound

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Site, Visit
    from playwright.sync_api import Page

    Opener = Callable[..., Visit]

pytestmark = pytest.mark.browser

PAGES = {
    "front": "index.html",
    "narrative": "method.html",
    "tool": "tool/edit.html",
    "past": "commitments/as-of/2002-12-31.html",
    "today": "commitments/as-of/index.html",
    "search": "search.html?q=pier",
    "index": "commitments/index.html",
    "data": "commitments/data.html",
    "agreement": "commitments/harbour-2001/index.html",
    "record": "commitments/harbour-2001/ferry-sailings.html",
    "no-evidence": "commitments/harbour-2001/ferry-bicycles.html",
    "unassessed": "commitments/harbour-2001/fares-residents.html",
    "stem": "commitments/harbour-2001/ferry-south.html",
    "broken": "commitments/harbour-2001/ferry-broken.html",
    "agreements": "commitments/agreements.html",
    "section": "commitments/harbour-2001/sections/ferries.html",
    "parties": "commitments/parties/index.html",
    "party": "commitments/parties/south.html",
    "sources": "commitments/sources/index.html",
    "source": "commitments/sources/gazette-2003.html",
}
OURS = [name for name in PAGES if name != "search"]

every_look = pytest.mark.parametrize("look", LOOKS)
every_page = pytest.mark.parametrize("name", PAGES)
every_page_of_ours = pytest.mark.parametrize("path", [PAGES[name] for name in OURS], ids=OURS)


@every_look
@every_page
def test_page_is_sound(name: str, look: str, site: "Site", visit: "Opener") -> None:
    """No error, no request to elsewhere, nothing over the edge, nothing that axe-core finds."""
    visited = visit(site, PAGES[name], **LOOKS[look])
    if name == "search":
        visited.page.locator("#search-results li").first.wait_for()
    assert_sound(visited, LOOKS[look]["viewport"]["width"])


@pytest.mark.parametrize(
    "path", ["index.html", "commitments/index.html", "commitments/{}/index.html"]
)
def test_own_register_is_sound(path: str, own_site: "Site", visit: "Opener") -> None:
    """The same holds for the repository's own register, on a telephone."""
    agreement = min(path.name for path in (own_site.folder / "commitments").glob("*-*"))
    visited = visit(own_site, path.format(agreement), **LOOKS["telephone"])
    assert_sound(visited, NARROW["width"])


@every_page_of_ours
def test_dark_turns_paper_and_ink_round(path: str, site: "Site", visit: "Opener") -> None:
    """In the dark the paper is darker than the ink; in the light it is lighter."""
    page = visit(site, path, color_scheme="light").page
    assert is_light(page)
    page.emulate_media(color_scheme="dark")
    assert not is_light(page)


def is_light(page: "Page") -> bool:
    """Say whether the heading is darker than what it stands on."""
    paper, ink = page.evaluate(
        """() => {
            const grey = colour => colour.match(/[0-9.]+/g).slice(0, 3).map(Number)
                .reduce((sum, part) => sum + part);
            const heading = document.querySelector("h1");
            let ground = heading;
            while (/, 0\\)$|transparent/.test(getComputedStyle(ground).backgroundColor)) {
                ground = ground.parentElement;
            }
            return [
                grey(getComputedStyle(ground).backgroundColor),
                grey(getComputedStyle(heading).color),
            ];
        }"""
    )
    return bool(paper > ink)


def test_the_reader_chooses_dark_and_it_stays(site: "Site", visit: "Opener") -> None:
    """The button changes the colours, and the next page keeps them."""
    page = visit(site, PAGES["record"], color_scheme="light").page
    for _ in range(3):  # the theme goes round between automatic, light and dark
        page.locator("button.theme-toggle:visible").first.click()
        if not is_light(page):
            break
    assert not is_light(page)
    page.goto(f"{site.address}/{PAGES['stem']}")
    assert not is_light(page)


@pytest.mark.parametrize("path", [PAGES[name] for name in OURS if name != "index"])
def test_page_says_all_without_javascript(path: str, site: "Site", visit: "Opener") -> None:
    """Whoever lets no script run reads the same words; the index has tests of its own."""
    with_scripts = visit(site, path, viewport=WIDE)
    plain = visit(site, path, viewport=WIDE, java_script_enabled=False)
    words = plain.page.locator("main").inner_text()
    assert words.split() == with_scripts.page.locator("main").inner_text().split()
    assert len(words.split()) > 20
    assert plain.errors == []


def test_record_answers_without_javascript(site: "Site", visit: "Opener") -> None:
    """What was promised, by whom, and whether it was kept, is in the page itself."""
    page = visit(site, PAGES["record"], java_script_enabled=False).page
    words = page.locator("main").inner_text()
    for part in ("Eight sailings a day", "will run at least 8 sailings", "Fulfilled", "North"):
        assert part in words


@every_page_of_ours
def test_keyboard_leads_everywhere(path: str, site: "Site", visit: "Opener") -> None:
    """The first stop is a visible link that skips to the content; each further one is seen."""
    page = visit(site, path, viewport=WIDE).page
    page.keyboard.press("Tab")
    focus = page.locator(":focus")
    assert "skip" in focus.inner_text().lower()
    box = focus.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["width"] > 20
    assert box["height"] > 10
    target = focus.get_attribute("href") or ""
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{target}")
    assert page.locator(f"{target} h1, h1{target}").count() == 1
    assert_focus_is_seen(page)


def assert_focus_is_seen(page: "Page") -> None:
    """Check that each further stop of the keyboard has an outline of two pixels or more."""
    stops = []
    for _ in range(20):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
                const element = document.activeElement, style = getComputedStyle(element);
                return {
                    name: element.outerHTML.slice(0, 120),
                    body: element === document.body,
                    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
                };
            }"""
        )
        if stop["body"]:
            break
        stops.append(stop)
    assert stops
    assert [stop["name"] for stop in stops if not stop["seen"]] == []


def test_search_finds_a_record(site: "Site", visit: "Opener") -> None:
    """A word of a record leads to its page."""
    page = visit(site, "search.html?q=bicycles").page
    link = page.locator("#search-results a[href*='ferry-bicycles']").first
    link.click()
    page.wait_for_url("**/ferry-bicycles.html*")
    assert "Bicycles travel free" in page.locator("h1").inner_text()
