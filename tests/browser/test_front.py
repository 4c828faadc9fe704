"""The frame of every page and the front page, as a reader has them in a browser."""

import re
from typing import TYPE_CHECKING

import pytest
from soundness import NARROW, WIDE

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Site, Visit
    from playwright.sync_api import Response

    Opener = Callable[..., Visit]

pytestmark = pytest.mark.browser

RECORD = "commitments/harbour-2001/ferry-sailings.html"
MOST_BYTES = 300_000


def test_keyboard_goes_through_the_frame_in_reading_order(site: "Site", visit: "Opener") -> None:
    """Skip link, name, navigation, search, date, what is unread, colours, then the content."""
    page = visit(site, RECORD, viewport=WIDE).page
    stops = []
    for _ in range(14):
        page.keyboard.press("Tab")
        stops.append(
            page.evaluate(
                """() => ["pt-skip", "pt-brand", "pt-nav", "pt-find", "pt-asof", "pt-unread",
                    "pt-theme"].find(name => document.activeElement.closest("." + name))
                    || "content" """
            )
        )
    order = list(dict.fromkeys(stops))
    frame = ["pt-skip", "pt-brand", "pt-nav", "pt-find", "pt-asof", "pt-unread", "pt-theme"]
    expected = [*frame, "content"]
    assert order == expected


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_menu_of_days_opens_by_keyboard(
    scripts: bool,  # noqa: FBT001
    site: "Site",
    visit: "Opener",
) -> None:
    """It leads to a past day, whose strip leads back to today."""
    page = visit(site, RECORD, viewport=WIDE, java_script_enabled=scripts).page
    summary = page.locator(".pt-asof summary")
    menu = page.locator(".pt-asof__menu")
    assert not menu.is_visible()
    summary.focus()
    page.keyboard.press("Enter")
    assert menu.is_visible()
    menu.get_by_role("link", name="31 December 2002").click()
    page.wait_for_url("**/commitments/as-of/2002-12-31.html")
    assert "31 December 2002" in page.locator("h1").inner_text()
    page.get_by_role("link", name="Go to today").click()
    page.wait_for_url("**/commitments/as-of/index.html")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "telephone"])
def test_the_open_menu_stays_on_the_screen(
    size: dict[str, int], site: "Site", visit: "Opener"
) -> None:
    """It covers the page and does not widen it."""
    page = visit(site, "commitments/as-of/2002-12-31.html", viewport=size).page
    page.locator(".pt-asof summary").click()
    box = page.locator(".pt-asof__menu").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("name", ["method.html", "index.html"])
def test_running_text_is_no_wider_than_38_em(name: str, own_site: "Site", visit: "Opener") -> None:
    """Tables and charts take the width of the page instead."""
    path = "explanation/method.html" if name == "method.html" else name
    page = visit(own_site, path, viewport=WIDE).page
    widest = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll("article p")]
            .filter(one => !one.closest(".pt, table"))
            .map(one => one.getBoundingClientRect().width
                / parseFloat(getComputedStyle(one).fontSize)))"""
    )
    assert 20 < widest <= 38


def test_past_days_look_past_in_light_and_dark(site: "Site", visit: "Opener") -> None:
    """The strip is ink where that of today is paper, so that nobody cites the past for now."""
    for scheme in ("light", "dark"):
        grounds = [
            visit(site, path, color_scheme=scheme).page.evaluate(
                "getComputedStyle(document.querySelector('.pt-strip')).backgroundColor"
            )
            for path in (RECORD, "commitments/as-of/2002-12-31.html")
        ]
        now, past = (sum(map(int, re.findall(r"\d+", ground)[:3])) for ground in grounds)
        assert (now > past) == (scheme == "light")


def test_print_leaves_out_what_only_a_screen_can_use(site: "Site", visit: "Opener") -> None:
    """The day and the provisional records stay on paper."""
    page = visit(site, RECORD, viewport=WIDE).page
    page.emulate_media(media="print")
    for name in (".pt-nav", ".pt-find", ".pt-theme", ".pt-foot ul"):
        assert not page.locator(name).is_visible(), name
    assert page.locator(".pt-strip").is_visible()
    assert "records provisional" in page.locator(".pt-strip").inner_text()


@pytest.mark.parametrize("path", [RECORD, "method.html"])
def test_print_is_dark_on_light_whatever_the_reader_chose(
    path: str, site: "Site", visit: "Opener"
) -> None:
    """Whoever reads in the dark prints ink on paper."""
    page = visit(site, path, color_scheme="dark").page
    page.evaluate("document.body.dataset.theme = 'dark'")
    colour = "getComputedStyle(document.querySelector('h1')).color"
    on_screen = page.evaluate(colour)
    page.emulate_media(media="print")
    on_paper = page.evaluate(colour)
    light, dark = (sum(map(int, re.findall(r"\d+", one)[:3])) for one in (on_screen, on_paper))
    assert light > 600
    assert dark < 150


def test_front_page_is_light(own_site: "Site", visit: "Opener") -> None:
    """Markup, styles and scripts of our own register's front page, uncompressed, without fonts."""
    visited = visit(own_site, "index.html", viewport=WIDE)
    answers: list[Response] = []
    visited.page.on("response", lambda one: answers.append(one))  # noqa: PLW0108  not a built-in
    visited.page.reload(wait_until="networkidle")
    without_fonts = {one.url: len(one.body()) for one in answers if ".woff" not in one.url}
    assert len(without_fonts) > 4
    assert any(".css" in url for url in without_fonts)
    assert sum(without_fonts.values()) < MOST_BYTES, without_fonts
