"""Every kind of page as a reader has it: on a screen, on a telephone, in the dark, by keyboard."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from conftest import Site, Visit

    Opener = Callable[..., Visit]

pytestmark = pytest.mark.browser

PAGES = {
    "front": "index.html",
    "narrative": "method.html",
    "search": "search.html?q=pier",
    "index": "commitments/index.html",
    "agreement": "commitments/harbour-2001/index.html",
    "record": "commitments/harbour-2001/ferry-sailings.html",
    "no-evidence": "commitments/harbour-2001/ferry-bicycles.html",
    "unassessed": "commitments/harbour-2001/fares-residents.html",
    "stem": "commitments/harbour-2001/ferry-south.html",
    "broken": "commitments/harbour-2001/ferry-broken.html",
}
OURS = [name for name in PAGES if name not in {"front", "narrative", "search"}]
WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 390, "height": 844}

every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
every_page_of_ours = pytest.mark.parametrize("path", [PAGES[name] for name in OURS], ids=OURS)


@every_page
def test_page_is_sound_and_asks_nobody(path: str, site: "Site", visit: "Opener") -> None:
    """A page loads without an error, and only from its own site."""
    visited = visit(site, path, viewport=WIDE)
    visited.page.wait_for_load_state("networkidle")
    assert visited.page.locator("h1").count() == 1
    assert visited.errors == []
    assert visited.strangers == []


@every_page
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1440", "390"])
def test_axe_finds_nothing(
    path: str, scheme: str, viewport: dict[str, int], site: "Site", visit: "Opener"
) -> None:
    """axe-core finds no violation of its rules."""
    page = visit(site, path, viewport=viewport, color_scheme=scheme).page
    found = Axe().run(page).response["violations"]
    assert not found, "\n".join(map(told, found))


def told(violation: dict[str, Any]) -> str:
    """Tell a violation: its rule, and each element with what is wrong."""
    nodes = [
        f"  {' '.join(map(str, node['target']))}: {node['html'][:160]}\n    "
        + node["failureSummary"].replace("\n", "\n    ")
        for node in violation["nodes"]
    ]
    return "\n".join([f"{violation['id']} ({violation['impact']}): {violation['help']}", *nodes])


@every_page
@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_hangs_over_the_edge(
    path: str, width: int, site: "Site", visit: "Opener"
) -> None:
    """No page must be scrolled sideways."""
    page = visit(site, path, viewport={"width": width, "height": 900}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@every_page_of_ours
def test_dark_mode_turns_paper_and_ink_round(path: str, site: "Site", visit: "Opener") -> None:
    """In the dark the paper is darker than the ink; in the light it is lighter."""
    light = visit(site, path, color_scheme="light").page
    dark = visit(site, path, color_scheme="dark").page
    paper, ink = colours(light)
    assert paper > ink
    paper, ink = colours(dark)
    assert paper < ink


def colours(page: Any) -> tuple[float, float]:
    """Return the lightness, 0 to 255, of what the heading stands on and is written with."""
    return tuple(
        page.evaluate(
            """() => {
                const grey = colour => {
                    const [r, g, b] = colour.match(/[0-9.]+/g).map(Number);
                    return (r + g + b) / 3;
                };
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
    )


def test_the_reader_chooses_dark_and_it_stays(site: "Site", visit: "Opener") -> None:
    """The button changes the colours, and the next page keeps them."""
    page = visit(site, PAGES["record"], color_scheme="light").page
    for _ in range(3):  # the theme goes round between automatic, light and dark
        page.locator("button.theme-toggle:visible").first.click()
        paper, ink = colours(page)
        if paper < ink:
            break
    assert paper < ink
    page.goto(f"{site.address}/{PAGES['stem']}")
    paper, ink = colours(page)
    assert paper < ink


@every_page_of_ours
def test_page_says_all_without_javascript(path: str, site: "Site", visit: "Opener") -> None:
    """Whoever lets no script run reads the same words."""
    plain = visit(site, path, java_script_enabled=False, viewport=WIDE)
    with_scripts = visit(site, path, viewport=WIDE)
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
def test_first_key_leads_to_the_content(path: str, site: "Site", visit: "Opener") -> None:
    """The first stop of the keyboard is a link, then visible, that skips to the content."""
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
    assert page.url.endswith(target)
    assert page.locator(f"{target} h1, h1{target}").count() == 1


@every_page_of_ours
def test_focus_is_always_seen(path: str, site: "Site", visit: "Opener") -> None:
    """Each stop of the keyboard has an outline of two pixels or more, or a shadow."""
    page = visit(site, path, viewport=WIDE).page
    stops = []
    for _ in range(25):
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
    assert len(stops) > 3
    assert [stop["name"] for stop in stops if not stop["seen"]] == []


def test_search_finds_a_record(site: "Site", visit: "Opener") -> None:
    """A word of a record leads to its page."""
    page = visit(site, "search.html?q=bicycles").page
    link = page.locator("#search-results a[href*='ferry-bicycles']").first
    link.click()
    assert "Bicycles travel free" in page.locator("h1").inner_text()
