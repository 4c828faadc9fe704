"""Pages: what must be said is said, in its language, and nothing in a record can break out."""

import enum
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from markup import Markup
from trackers import RECORDS

from pledgetrack.assessment import Edition, edition_of
from pledgetrack.findings import Finding, Location
from pledgetrack.line import load_register
from pledgetrack.register import Register
from pledgetrack.rendering.html import Renderer, safe_url
from pledgetrack.views import (
    AgreementPage,
    AsOfPage,
    BrokenPage,
    Lens,
    Page,
    QuoteView,
    RecordPage,
    Words,
    site_pages,
    strip,
)
from pledgetrack.views.sections import SectionPage
from pledgetrack.vocabulary import Proof, Role, Status

LANGUAGES = ("en", "ja")
HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;{{ 7 * 7 }}{% x %}</title>"
ATTACKS = ("javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "//x", "\tx:y")
PERIODS = {"period", "baseline_period", "target_period"}
KEYS = {"key", "reason", "held"}


def address(name: str) -> str:
    """Return an address that no record could name."""
    return f"/site/{name}.html"


@cache
def renderer_of(language: str, *, print_: bool = False) -> Renderer:
    """Return a renderer; to make one compiles all templates."""
    return Renderer(language, print_=print_)


@cache
def register() -> Register:
    """Return the register that uses every field."""
    return load_register(RECORDS / "every-field")


@cache
def pages(language: str = "en") -> list[Page]:
    """Return the pages of the register today."""
    broken = BrokenPage(
        "harbour-2006/sea-wall",
        Words("Harbour", "en"),
        (Finding(Location("commitments/sea-wall.yaml", 4, 7), "unknown-status", "no", "write x"),),
    )
    return [
        *site_pages(Lens(register(), edition_of(register()), language)),
        Page("commitments/harbour-2006/sea-wall", "sea-wall", broken),
    ]


def records(language: str = "en") -> list[RecordPage]:
    """Return the pages of records."""
    found = (page.content for page in pages(language))
    return [content for content in found if isinstance(content, RecordPage)]


def drawn(content: Any, language: str = "en", *, print_: bool = False) -> Markup:
    """Draw a page and read it back."""
    return Markup(renderer_of(language, print_=print_).page(content, address))


def record_with(holds: Callable[[RecordPage], Any]) -> RecordPage:
    """Return the first record for which something holds."""
    return next(record for record in records() if holds(record))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_sound(language: str) -> None:
    """A page has one heading, its language, no id twice, and no link within that leads nowhere."""
    for page in pages(language):
        markup = drawn(page.content, language)
        ids = [one.attributes["id"] for one in markup.elements if "id" in one.attributes]
        assert len(ids) == len(set(ids)), page.name
        assert len(markup.all("h1")) == 1
        assert markup.elements[0].attributes["lang"] == language
        assert all(one.attributes.get("lang", "x") for one in markup.elements)
        for svg in markup.all("svg"):
            assert svg.attributes["role"] == "img"
        targets = [one.attributes["href"] for one in markup.all("a")]
        inside = [target[1:] for target in targets if target.startswith("#")]
        assert set(inside) <= set(ids), page.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_printed_record_is_sound(language: str) -> None:
    """A record fits into a volume: a second heading, no ids of its own, and all its quotes."""
    for record in records(language):
        markup = drawn(record, language, print_=True)
        assert not markup.all("h1")
        assert markup.one("h2").text == record.titles[0].text
        assert not [one for one in markup.elements if "id" in one.attributes]
        assert {quote.words.text for quote in record.quotes} <= {
            one.text for one in markup.all("blockquote")
        }


def test_fragments_for_directives_are_sound() -> None:
    """A record brings no first heading and links to its page; a table has a row for each."""
    renderer = renderer_of("en")
    for page in pages():
        if isinstance(page.content, RecordPage):
            short = Markup(renderer.record(page.content, address))
            assert not short.all("h1")
            assert page.content.titles[0].text in short.text
            assert f"/site/{page.name}.html" in {a.attributes["href"] for a in short.all("a")}
        if isinstance(page.content, AgreementPage):
            table = Markup(renderer.table(page.content.rows, address))
            assert len(table.all("tr")) == 1 + len(page.content.rows)


def test_every_quote_says_its_language_and_its_proof() -> None:
    """Beside each quote stands where it was found, or that its text is not held."""
    seen: set[Proof] = set()
    for record in records():
        markup = drawn(record)
        quoted = [one for one in markup.all("blockquote") if "pt-quote" in one.classes]
        for quote in record.quotes:
            seen.add(quote.proof)
            words, language = " ".join(quote.words.text.split()), quote.words.language
            assert any(
                words in " ".join(one.text.split()) and one.attributes["lang"] == language
                for one in quoted
            )
            assert proof_in_words(quote) in markup.text.lower()
    assert {Proof.VERIFIED, Proof.UNSTORED} <= seen


def proof_in_words(quote: QuoteView) -> str:
    """Say what a page must say about a quote."""
    if quote.lines is None:
        return "text not held here"
    first, last = quote.lines
    where = f"line {first}" if first == last else f"lines {first}–{last}"
    part = " in the stored part" if quote.proof is Proof.VERIFIED_PART else ""
    return f"found exactly once{part}, {where}"


def test_words_of_a_pledge_have_the_language_of_their_quotation() -> None:
    """Where a pledge is quoted in two languages, a verb of the second is spoken in the second."""
    record = record_with(lambda one: one.quotes[0].words.language == "en")
    second = replace(record.quotes[0], words=Words("両政府は増便を歓迎する。", "ja"))
    for verb, language in ((record.quotes[0].words.text.split()[0], "en"), ("歓迎する", "ja")):
        page = drawn(replace(record, verb=verb, quotes=(*record.quotes, second)), print_=True)
        spoken = [one for one in page.all("span") if one.text.strip() == f"“{verb}”"]
        assert {one.attributes["lang"] for one in spoken} == {language}


def test_both_sides_of_the_evidence_are_counted() -> None:
    """For and against stand under headings of their own, each with its number."""
    record = record_with(lambda one: one.history and one.history[0].for_)
    shown = record.history[0]
    markup = drawn(record)
    heads = [one.text.split() for one in markup.all("h3")]
    assert ["For", str(len(shown.for_))] in heads
    assert ["Against", str(len(shown.against))] in heads


def test_a_search_log_stands_where_nothing_was_found() -> None:
    """No evidence is never shown without what was searched, and is told apart from broken."""
    record = record_with(lambda one: one.standing.status is Status.NO_EVIDENCE)
    markup = drawn(record)
    assert "not the same as a broken pledge" in markup.one(css_class="pt-none").text
    for search in record.searched:
        assert search.words in markup.one("table", "pt-search").text
        assert search.found.text in markup.one("table", "pt-search").text


def test_history_is_told_newest_first() -> None:
    """The reader meets the judgement that holds before those that held."""
    record = record_with(lambda one: len(one.history) > 1)
    text = drawn(record).one("table", "pt-history").text
    places = [text.index(entry.why.text) for entry in record.history]
    assert places == sorted(places)
    dates = [entry.as_of for entry in record.history]
    assert dates == sorted(dates, reverse=True)


def test_what_is_inherited_is_marked() -> None:
    """A record shows the mark if it has something from its stem, and only then."""
    for record in records():
        inherited = (
            record.by_inherited
            or record.force_inherited
            or (record.due is not None and record.due.inherited)
            or any(is_inherited for _, is_inherited in record.conditions)
            or any(search.inherited for search in record.searched)
        )
        assert bool(drawn(record).all(css_class="pt-inh")) == inherited, record.id


def test_provisional_records_are_tagged() -> None:
    """What no named person has reviewed says so beside its status, and nothing else does."""
    states = set()
    for record in records():
        heading = drawn(record).one(css_class="pt-verdict")
        assert ("Provisional" in heading.text) == record.standing.provisional
        states.add(record.standing.provisional)
    assert states == {True, False}


def test_a_stem_shows_its_parts() -> None:
    """The page of a stem links to each of its parts, with their status."""
    record = record_with(lambda one: one.parts)
    markup = drawn(record)
    hrefs = {one.attributes["href"] for one in markup.all("a")}
    assert {address(row.link.page or "") for row in record.parts} <= hrefs
    assert markup.one("table", "pt-tbl").text.count("Stem") == sum(
        row.standing.status is Status.STEM for row in record.parts
    )


def test_every_record_stands_in_the_tables() -> None:
    """A table has the title of each record, in its order."""
    for page in pages():
        if isinstance(page.content, AgreementPage) and page.content.rows:
            markup = drawn(page.content)
            titles = [one.text for one in markup.all("span", "pt-ttl")]
            assert titles == [row.link.words.text for row in page.content.rows]


def test_agreements_and_sections_count_what_nobody_reviewed() -> None:
    """How many of their own counted records are provisional stands beside the numbers."""
    for page in pages():
        if isinstance(page.content, AgreementPage | SectionPage):
            numbers = page.content.summary
            said = f"{numbers.provisional} of {numbers.distribution.total} records provisional"
            assert (said in drawn(page.content).text) == (numbers.provisional > 0), page.name


def test_an_authentic_version_is_called_so() -> None:
    """Where the agreement itself says of a text that it is authentic, and nowhere else."""
    shown = {
        page.content.id: "authentic version" in drawn(page.content).text
        for page in pages()
        if isinstance(page.content, AgreementPage)
    }
    agreements = register().agreements
    assert shown == {name: any(text.authentic for text in agreements[name].texts) for name in shown}
    assert set(shown.values()) == {True, False}


def test_few_records_get_no_percentage() -> None:
    """A rate has its two counts beside it, and of fewer than ten there is no percentage."""
    for page in pages():
        if isinstance(page.content, AgreementPage) and page.content.summary.distribution.total:
            told = [one.text for one in drawn(page.content).all("dd")]
            for rate in page.content.summary.rates:
                words = f"{rate.part} of {rate.whole}"
                assert any(words in one for one in told)
                assert (rate.percent is None) == (rate.whole < 10)


def test_a_broken_record_says_where_and_what() -> None:
    """Its page has the file, the place, the fault and what to write instead."""
    content = pages()[-1].content
    text = drawn(content).text
    assert "commitments/sea-wall.yaml:4:7 error[unknown-status]" in text
    assert "write x" in text


def test_a_past_edition_says_so() -> None:
    """Who comes by an old address is not misled; today's edition has no such words."""
    today = edition_of(register()).as_of

    def shown(as_of: date, known_by: date | None = None) -> str:
        lens = Lens(register(), Edition(as_of, known_by), "en")
        return Markup(f"<div>{renderer_of('en').strip(strip(lens), address)}</div>").text

    assert "past edition" in shown(date(2008, 12, 31))
    assert "past edition" not in shown(today)
    assert "as known on 31 December 2009" in shown(today, date(2009, 12, 31))


def test_a_past_day_shows_what_changed_since() -> None:
    """Bars of all days, what stands otherwise, and every pledge that had been made by then."""
    views = [page.content for page in pages() if isinstance(page.content, AsOfPage)]
    assert len(views) == 3
    for view in views:
        markup = drawn(view)
        made = [move for move in view.moves if view.day == view.until or not move.is_new]
        tables = markup.all("table", "pt-moves")
        changed = [move for move in view.moves if move.is_changed]
        assert len(tables) == 1 + bool(changed)
        rows = [" ".join(one.text.split()) for one in markup.all("tr")]
        for move in (*made, *changed):
            assert any(move.link.words.text in row for row in rows)
        assert len(markup.one("table", "pt-moments").text) > 0
        days = {one.attributes["href"] for one in markup.all("a")}
        others = {one.page for one in view.history.moments if one.day != view.day}
        assert {address(page or "") for page in others} <= days


@pytest.mark.parametrize("print_", [False, True])
def test_no_text_of_a_record_can_break_out(print_: bool) -> None:  # noqa: FBT001
    """Markup in any field comes out as words, on screen and on paper."""
    renderer = renderer_of("en", print_=print_)
    for page in pages():
        if print_ and not isinstance(page.content, RecordPage):
            continue
        markup = Markup(renderer.page(hostile(page.content), address))
        assert "alert(1)" in markup.text
        assert not {"script", "img", "iframe", "object", "style"} & {o.tag for o in markup.elements}
        for element in markup.elements:
            assert not [name for name in element.attributes if name.startswith("on")]


def test_no_address_of_a_record_can_run() -> None:
    """An address that is not of the web gets no link, whatever field it stands in."""
    for page in pages():
        for attack in (
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "//x",
            "\tx:",
        ):
            markup = drawn(hostile(page.content, attack))
            for link in markup.all("a"):
                assert link.attributes["href"].startswith(("/site/", "#"))


def hostile(value: Any, text: str = HOSTILE) -> Any:
    """Put the same text into every field that holds one; periods and keys stay what they are."""
    if isinstance(value, enum.Enum):
        return value
    if isinstance(value, str):
        return text
    if isinstance(value, tuple):
        return tuple(hostile(each, text) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **dict(hostile_fields(value, text)))
    return value


def hostile_fields(value: Any, text: str) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a value with their new content."""
    for field in fields(value):
        old = getattr(value, field.name)
        yield field.name, old if field.name in PERIODS | KEYS else hostile(old, text)


@pytest.mark.parametrize(
    ("written", "allowed"),
    [
        ("https://example.org/a?b=c", True),
        ("HTTP://example.org", True),
        ("mailto:desk@example.org", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<p>", False),
        ("//example.org", False),
        ("https://[", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_and_mail_addresses_become_links(written: str | None, allowed: bool) -> None:  # noqa: FBT001
    """Any other scheme, and what is no address at all, is dropped."""
    assert safe_url(written) == (written if allowed else "")


def test_words_without_a_page_stand_without_a_link() -> None:
    """A link to a page that is not built would lead nowhere, so there is none."""
    renderer = renderer_of("en")
    for page in pages():
        markup = Markup(renderer.page(page.content, lambda _name: ""))
        assert not [a for a in markup.all("a") if not a.attributes["href"].strip("#")]


def test_two_languages_are_drawn_side_by_side() -> None:
    """A renderer of one language leaves the words of another as they were."""
    english, japanese = Renderer("en"), Renderer("ja")
    record = record_with(lambda one: one.standing.status is Status.FULFILLED)
    before = english.page(record, address)
    assert "履行" in japanese.page(record, address)
    assert english.page(record, address) == before
    assert "Fulfilled" in before


def test_a_language_without_a_catalogue_gets_english_words() -> None:
    """A page in a language that is not translated can still be read."""
    record = records()[0]
    assert Renderer("fr").page(record, address) == Renderer("en").page(record, address)


def test_search_finds_what_records_say() -> None:
    """The words to search are those of the record, once each, without the headings."""
    renderer = renderer_of("en")
    for record in records():
        words = renderer.search_text(record)
        assert record.id in words
        assert all(quote.words.text in words for quote in record.quotes)
        assert all(entry.why.text in words for entry in record.history)
        assert "Who says so" not in words
        assert len(set(words.splitlines())) == len(words.splitlines())


def test_context_words_are_set_apart() -> None:
    """A quote that only explains does not look like one that promises."""
    record = record_with(lambda one: any(quote.role is Role.CONTEXT for quote in one.quotes))
    minor = {
        one.text.lstrip("0123456789") for one in drawn(record).all("blockquote", "pt-quote--minor")
    }
    assert {q.words.text for q in record.quotes if q.role is Role.CONTEXT} <= minor


@pytest.mark.parametrize("print_", [False, True])
def test_the_line_stands_on_the_page_and_on_paper(*, print_: bool) -> None:
    """All its stations, the record itself without a link, and no relation a second time."""
    record = record_with(lambda one: one.lineage)
    assert record.lineage is not None
    markup = drawn(record, print_=print_)
    line = markup.one("ol", "pt-line").text
    for station in record.lineage.stations:
        assert station.link.words.text in line
    (here,) = [one for one in markup.all("li") if "aria-current" in one.attributes]
    title = record.titles[0].text
    assert title in here.text
    assert not [one for one in markup.all("a") if one.text == title]
    shown = {relation.key for relation in record.relations}
    assert not shown & {"replaces", "replaced-by", "restates", "restated-by", "content-from"}
