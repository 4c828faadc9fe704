"""Topics are printed as words, wherever they stand, and in the language they are written in."""

from functools import cache

import pytest
from markup import Markup
from trackers import RECORDS

from pledgetrack.assessment import edition_of
from pledgetrack.line import load_register
from pledgetrack.rendering.html import Renderer
from pledgetrack.views import Lens, explorer_page, record_page
from pledgetrack.views.sections import section_page
from pledgetrack.views.topics import topic_words
from pledgetrack.views.undertakings import index_of_topics

RECORD, SECTION = "harbour-2006/timetable-again", "harbour-2006/ferries"


@cache
def lens(language: str) -> Lens:
    """Return the register that uses every field."""
    register = load_register(RECORDS / "every-field")
    return Lens(register, edition_of(register), language)


def address(name: str) -> str:
    """Return the address of a page."""
    return f"/site/{name}.html"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_an_id_is_read_as_words_in_the_first_language_of_the_tracker(language: str) -> None:
    """Whatever the page speaks; there is nothing else to say it in."""
    words = topic_words(lens(language), "market-access")
    assert (words.text, words.language) == ("Market access", "en")


@pytest.mark.parametrize(("language", "written"), [("en", ">Travel<"), ("ja", 'lang="en">Travel<')])
def test_every_page_has_the_words(language: str, written: str) -> None:
    """The table of all records, sections and the index of the report; in Japanese with lang."""
    view, renderer = lens(language), Renderer(language)
    for page in (explorer_page(view), section_page(view, SECTION)):
        html = renderer.page(page, address)
        assert written in html
        assert ">travel<" not in html
    assert "Travel" in Markup(renderer.page(record_page(view, RECORD), address)).text
    assert [entry.words.language for entry in index_of_topics(view)] == ["en"] * 3
