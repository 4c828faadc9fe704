"""The page of an annotated text: every word of it, an address for each line, gaps that glare."""

from functools import cache
from pathlib import Path

import pytest
from markup import Markup
from trackers import RECORDS, REPOSITORY, TrackerFolder

from pledgetrack.assessment import Edition, edition_of
from pledgetrack.line import load_register
from pledgetrack.register import Register
from pledgetrack.rendering.html import Renderer
from pledgetrack.views import Lens, TextPage, site_entries, site_pages, text_page
from pledgetrack.views.page_names import page_of_text

TEXTS = [
    (RECORDS / "valid", "harbour-2001"),
    (RECORDS / "every-field", "harbour-2006"),
    (REPOSITORY, "tokyo-1992"),
]
each_text = pytest.mark.parametrize(("root", "name"), TEXTS, ids=[name for _, name in TEXTS])


def address(name: str) -> str:
    """Return an address for any page."""
    return f"/site/{name}.html"


@cache
def renderer_of(language: str) -> Renderer:
    """Return a renderer; to make one compiles all templates."""
    return Renderer(language)


@cache
def register_of(root: Path) -> Register:
    """Return a register."""
    return load_register(root)


def lens_of(register: Register, language: str = "en") -> Lens:
    """Return a register on its own day."""
    return Lens(register, edition_of(register), language)


def drawn(lens: Lens, name: str) -> Markup:
    """Draw the page of a text and read it back."""
    return Markup(renderer_of(lens.language).page(text_page(lens, name), address))


@each_text
@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_word_stands_in_its_line(root: Path, name: str, language: str) -> None:
    """What a reader sees of a row is the line of the file; only what is hidden is ours."""
    register = register_of(root)
    markup = drawn(lens_of(register, language), name)
    source = register.main_text(name)
    assert source
    stored = register.texts[source].content.split("\n")
    rows = markup.all("div", "pt-row")
    words = markup.all(css_class="pt-words")
    hidden = markup.all("span", "pt-vh")
    assert len(rows) == len(words) == sum(1 for line in stored if line)
    for row, shown in zip(rows, words, strict=True):
        number = int(row.attributes["id"].removeprefix("L"))
        said = shown.text
        for one in hidden:
            if one.text.startswith("[") and one.text in said:
                said = said.replace(one.text, "", 1)
        letters = [one for one in stored[number - 1] if one.isalnum()]
        assert _is_within(letters, said)


def _is_within(letters: list[str], said: str) -> bool:
    """Say whether the letters stand in a text in their order; marks a, b, c stand between."""
    rest = iter(said)
    return all(letter in rest for letter in letters)


@each_text
def test_each_line_is_an_address(root: Path, name: str) -> None:
    """Its number is a link to itself, and the contents lead to the headings."""
    markup = drawn(lens_of(register_of(root)), name)
    ids = {one.attributes["id"] for one in markup.all("div", "pt-row")}
    numbers = markup.all("a", "pt-ln")
    assert {one.attributes["href"] for one in numbers} == {f"#{one}" for one in ids}
    heads = markup.all("h2")
    entries = [one for one in markup.all("a") if one.attributes["href"].startswith("#L")]
    inside = [one.attributes["href"] for one in entries if "li" in one.parents]
    outline = register_of(root).agreements[name].outline
    assert len(heads) == len(outline)
    assert sorted(inside) == sorted(f"#L{entry.line}" for entry in outline)
    for entry in outline:
        if entry.restored:
            assert any(str(entry.title) in one.text for one in heads)
    assert len(markup.all("h1")) == 1


def test_a_gap_glares(full_tracker: TrackerFolder) -> None:
    """What nobody accounts for is marked in its line, in the margin, and at the head."""
    full_tracker.edit(
        "commitments/agreements/harbour-2006.yaml", "  - {lines: 7, as: background}\n", ""
    )
    markup = drawn(lens_of(full_tracker.load()), "harbour-2006")
    gap = markup.one("mark", "pt-gap")
    assert gap.text == "[Not accounted for: Few ferries carried bicycles in 2005]"
    assert "1 gap: line 7" in markup.one("div", "pt-cov").text
    (row,) = (one for one in markup.all("div", "pt-row") if one.attributes["id"] == "L7")
    assert "31 letters and digits that no record claims" in row.text
    whole = drawn(lens_of(register_of(RECORDS / "every-field")), "harbour-2006")
    assert not whole.all("mark")
    assert "no gap" in whole.one("div", "pt-cov").text


def test_claimed_words_lead_to_their_record() -> None:
    """Where a record has no page, the words stand without a link and are marked all the same."""
    page = text_page(lens_of(register_of(RECORDS / "every-field")), "harbour-2006")
    linked = Markup(renderer_of("en").page(page, address))
    hrefs = {one.attributes["href"] for one in linked.all("a", "pt-mark")}
    assert address("commitments/harbour-2006/lights") in hrefs
    bare = Markup(renderer_of("en").page(page, lambda _name: ""))
    assert not bare.all("a", "pt-mark")
    assert [one.text for one in bare.all("span", "pt-mark")] == [
        one.text for one in linked.all(css_class="pt-mark")
    ]


def test_stored_texts_have_pages() -> None:
    """Each agreement whose text is held, signed by the day; nothing else has one."""
    register = register_of(RECORDS / "every-field")
    names = [entry.name for _, entry in site_entries(lens_of(register))]
    assert page_of_text("harbour-2006") in names
    assert page_of_text("harbour-2001") not in names
    before = Lens(register, Edition(register.agreements["harbour-2006"].signed.first()), "en")
    assert page_of_text("harbour-2006") in [entry.name for _, entry in site_entries(before)]
    earlier = Lens(register, Edition(register.agreements["harbour-2001"].signed.first()), "en")
    assert page_of_text("harbour-2006") not in [entry.name for _, entry in site_entries(earlier)]
    contents = {page.name: page.content for page in site_pages(lens_of(register))}
    assert isinstance(contents[page_of_text("harbour-2006")], TextPage)


def test_a_record_of_that_name_keeps_its_page(full_tracker: TrackerFolder) -> None:
    """A record called ``text`` is a record; the annotated text gives way."""
    path = full_tracker.root / "commitments/harbour-2006/lights.yaml"
    words = path.read_text("utf-8").replace("harbour-2006/lights", "harbour-2006/text")
    path.unlink()
    full_tracker.write("commitments/harbour-2006/text.yaml", words)
    names = [entry.name for _, entry in site_entries(lens_of(full_tracker.load()))]
    assert names.count(page_of_text("harbour-2006")) == 1


def test_the_search_finds_the_words_of_a_text() -> None:
    """Words that no record quotes lead to the text in which they stand."""
    page = text_page(lens_of(register_of(RECORDS / "every-field")), "harbour-2006")
    assert "Few ferries carried bicycles in 2005." in renderer_of("en").search_text(page)
