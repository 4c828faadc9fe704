"""A register in whose every text somebody put a program: it is shown, and nothing runs."""

from typing import TYPE_CHECKING

import pytest
from hostile import IMAGE, SCRIPT

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Site, Visit

    Opener = Callable[..., Visit]

pytestmark = pytest.mark.browser


def test_programs_in_records_are_words(hostile_site: "Site", visit: "Opener") -> None:
    """On each page the programs can be read, none has run, and nobody was asked for anything."""
    paths = [path.relative_to(hostile_site.folder).as_posix() for path in hostile_site.pages()]
    generated = [path for path in paths if path.startswith("commitments/")]
    assert len(generated) > 30
    opened = visit(hostile_site, "index.html")
    for path in ["index.html", *generated]:
        opened.page.goto(f"{hostile_site.address}/{path}", wait_until="load")
        assert opened.page.evaluate("window.pwned") is None, path
        assert opened.page.locator("[onerror], [onload], [onclick], a[href^='java']").count() == 0
        assert SCRIPT in opened.page.locator("body").inner_text() + opened.page.title(), path
    assert opened.errors == []
    assert opened.strangers == []


def test_programs_in_search_results_are_words(hostile_site: "Site", visit: "Opener") -> None:
    """The search shows titles and stretches of pages, and puts them together in the browser."""
    opened = visit(hostile_site, "search.html?q=timetable")
    opened.page.locator("#search-results li p").first.wait_for()
    found = opened.page.locator("#search-results").inner_text()
    assert IMAGE.strip('">') in found
    assert opened.page.evaluate("window.pwned") is None
    assert opened.errors == []
    assert opened.strangers == []
