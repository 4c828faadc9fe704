"""Pages of parties, sections, sources and agreements say what their values hold, and only that."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
from markup import Markup
from trackers import RECORDS, REPOSITORY

from pledgetrack.assessment import edition_of
from pledgetrack.line import load_register
from pledgetrack.rendering.html import Renderer
from pledgetrack.rendering.kind_words import agreement_kinds, party_kinds
from pledgetrack.rendering.plain import plain_words
from pledgetrack.schemas import bundled_schema
from pledgetrack.views import AgreementPage, Lens, Page, site_pages
from pledgetrack.views.agreements import AgreementsPage
from pledgetrack.views.parties import PartiesPage, PartyPage
from pledgetrack.views.sections import SectionPage
from pledgetrack.views.sources import SourcePage, SourcesPage

LANGUAGES = ("en", "ja")
OURS = (AgreementPage, AgreementsPage, PartiesPage, PartyPage, SectionPage, SourcePage, SourcesPage)
ATTACKS = ("javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "//x", "\tx:y")
View = TypeVar("View")


def address(name: str) -> str:
    """Return an address that no record could name."""
    return f"/site/{name}.html"


@cache
def renderer_of(language: str) -> Renderer:
    """Return a renderer; to make one compiles all templates."""
    return Renderer(language)


@cache
def pages(root: Path = RECORDS / "every-field", language: str = "en") -> tuple[Page, ...]:
    """Return the pages of these kinds."""
    register = load_register(root)
    found = site_pages(Lens(register, edition_of(register), language))
    return tuple(page for page in found if isinstance(page.content, OURS))


def all_of(kind: type[View], root: Path = RECORDS / "every-field") -> list[View]:
    """Return the values of a kind of pages."""
    return [page.content for page in pages(root) if isinstance(page.content, kind)]


def drawn(content: object, language: str = "en") -> Markup:
    """Draw a page and read it back."""
    assert isinstance(content, OURS)
    return Markup(renderer_of(language).page(content, address))


@pytest.mark.parametrize("kind", OURS)
def test_the_register_has_every_kind(kind: type[object]) -> None:
    """So that none of the tests below looks at nothing."""
    assert all_of(kind)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("root", [REPOSITORY, RECORDS / "valid"], ids=lambda root: root.name)
def test_every_page_is_sound(root: Path, language: str) -> None:
    """One heading, no id twice, every link within leads somewhere; tables keep their roles."""
    for page in pages(root, language):
        markup = drawn(page.content, language)
        ids = [one.attributes["id"] for one in markup.elements if "id" in one.attributes]
        assert len(ids) == len(set(ids)), page.name
        assert len(markup.all("h1")) == 1, page.name
        inside = {a.attributes["href"] for a in markup.all("a")}
        assert {one[1:] for one in inside if one.startswith("#")} <= set(ids), page.name
        for tag, role in (("table", "table"), ("tr", "row"), ("tbody", "rowgroup")):
            assert all(one.attributes.get("role") == role for one in markup.all(tag)), page.name


def test_columns_of_the_comparison_tell_their_numbers() -> None:
    """Pledges, rates with both counts, dates and evidence; below ten no percentage."""
    (page,) = all_of(PartiesPage, REPOSITORY)
    width = len(page.columns)
    cells_of_all = drawn(page).all("td")[1 : 1 + 8 * width]  # after the empty corner, eight rows
    few = [one for one in page.columns if one.tally.rate("kept").percent is None]
    assert 0 < len(few) < len(page.columns)
    for at, one in enumerate(page.columns):
        cells = [" ".join(cell.text.split()) for cell in cells_of_all[at::width]]
        kept = one.tally.rate("kept")
        assert str(one.tally.total) in cells[0]
        assert f"{kept.part} of {kept.whole}" in cells[2]
        assert ("%" in cells[2]) == (kept.percent is not None)
        assert f"{one.tally.dated} of {one.tally.total}" in cells[5]
        assert str(one.tally.late) in cells[6]
        assert "{} for, {} against".format(*one.tally.evidence) in cells[7]
        for status, count in one.tally.summary.distribution.counts:
            assert f"{renderer_of('en').wording.word(status)} {count}" in cells[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_source_shows_its_facts_and_every_quotation(language: str) -> None:
    """Title, hash, archive and rights; each quotation with its language and its proof."""
    for page in all_of(SourcePage):
        markup = drawn(page, language)
        quoted = [" ".join(one.text.split()) for one in markup.all("blockquote")]
        expected = [one.words.text for record in page.records for one in record.quotations]
        assert quoted == [" ".join(words.split()) for words in expected]
        assert all(one.attributes["lang"] for one in markup.all("blockquote"))
        for fact in (page.sha256, page.file, page.source.url, page.source.archive_url):
            assert fact is None or fact in markup.text
        assert len(markup.all("q")) == sum(len(series.figures) for series in page.series)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_address_of_a_source_can_run(attack: str) -> None:
    """Addresses that are no web address stand nowhere."""
    page = all_of(SourcePage)[0]
    evil = replace(page, source=replace(page.source, url=attack, archive_url=attack))
    assert attack not in {one.attributes["href"] for one in drawn(evil).all("a")}


def test_sections_and_agreements_lead_to_each_other_and_to_the_text() -> None:
    """From the agreement to each section with records, and from there back, and to its lines."""
    for page in all_of(AgreementPage):
        links = {one.attributes["href"] for one in drawn(page).all("a")}
        assert {address(row.link.page or "") for row in page.chapters} <= links
        assert {address(one.page or "") for one in page.sides} <= links
    for section in all_of(SectionPage):
        links = {one.attributes["href"] for one in drawn(section).all("a")}
        assert address(section.agreement.page or "") in links
        if section.lines:
            assert f"{address(section.text)}#L{section.lines[0]}" in links
        near = [one for one in (section.before, section.after) if one]
        assert {address(one.page or "") for one in near} <= links


def test_coverage_of_a_part_is_not_told_as_that_of_the_whole() -> None:
    """Where only a part of a text is stored, the percentage says of what."""
    told = set()
    (every,) = all_of(AgreementsPage, REPOSITORY)
    for entry, row in zip(every.entries, drawn(every).all("tr")[1:], strict=True):
        assert ("the part that is stored" in row.text) == (entry.held == "part")
        told.add(entry.held)
    assert told == {"whole", "part", ""}
    for page in all_of(AgreementPage, REPOSITORY):
        facts = drawn(page).one("dl", "pt-facts").text
        part = bool(page.coverage) and page.coverage[0].held == "part"
        assert ("the part that is stored" in facts) == part


def test_bars_of_chapters_share_one_scale() -> None:
    """A bar is as long as its pledges are many; heads of parts have none, it would dwarf others."""
    (page,) = (one for one in all_of(AgreementPage, REPOSITORY) if len(one.chapters) > 40)
    below = [*(row.depth for row in page.chapters[1:]), 0]
    rows = [row for row, depth in zip(page.chapters, below, strict=True) if row.depth or not depth]
    assert len(rows) < len(page.chapters)
    only = replace(page, rows=(), coverage=(), disputes=())  # then no other bar is drawn
    bars = _lengths(drawn(only))
    most = max(row.distribution.total for row in rows)
    shown = [row for row in rows if row.distribution.total]
    assert bars == pytest.approx([98.4 * row.distribution.total / most for row in shown], abs=0.1)


def _lengths(markup: Markup) -> list[float]:
    """Return the length of each bar in percent: its segments together."""
    bars: list[float] = []
    for one in markup.elements:
        if one.tag == "svg":
            bars.append(0.0)
        elif one.tag == "rect" and one.attributes.get("stroke-width") == "1.5":
            bars[-1] += float(one.attributes["width"].rstrip("%"))
    return bars


def test_every_kind_of_agreement_and_party_has_words() -> None:
    """Those of the schemas, and no others."""
    of_agreement = bundled_schema("agreement")["properties"]["kind"]["enum"]
    assert set(agreement_kinds(str)) == set(of_agreement)
    parties = bundled_schema("parties")["additionalProperties"]["properties"]["kind"]["enum"]
    assert set(party_kinds(str)) == set(parties)


def test_pages_are_found_by_their_names() -> None:
    """The search knows a source by title and publisher, a party by its name in each language."""
    for source in all_of(SourcePage):
        assert source.source.title.text in plain_words(source)
    for party in all_of(PartyPage):
        assert all(title.text in plain_words(party) for title in party.titles)
    for section in all_of(SectionPage):
        assert section.title.text in plain_words(section)
