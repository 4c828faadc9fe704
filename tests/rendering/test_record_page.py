"""The page of a record: its words in their sentence, its status over time, what could change it."""

import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from markup import Markup
from trackers import RECORDS, REPOSITORY, TrackerFolder

from pledgetrack.assessment import Edition, edition_of
from pledgetrack.line import load_register
from pledgetrack.rendering.citations import bibtex, csl
from pledgetrack.rendering.html import Renderer
from pledgetrack.texts import StoredText, normalised
from pledgetrack.views import (
    Lacking,
    Lens,
    Passage,
    RecordPage,
    Words,
    openings_of,
    record_page,
    text_page,
)
from pledgetrack.views.passages import REST_AT_MOST
from pledgetrack.views.sentences import sentence_around
from pledgetrack.vocabulary import Lifecycle, Status

VALID, FULL = RECORDS / "valid", RECORDS / "every-field"
every_tracker = pytest.mark.parametrize("root", [VALID, FULL, REPOSITORY], ids=lambda one: one.name)


def address(name: str) -> str:
    """Return an address for any page."""
    return f"/site/{name}.html"


@cache
def lens_of(root: Path, language: str = "en") -> Lens:
    """Return a register on its own day."""
    register = load_register(root)
    return Lens(register, edition_of(register), language)


def page_of(name: str, root: Path = FULL, language: str = "en") -> RecordPage:
    """Return the page of a record."""
    return record_page(lens_of(root, language), name)


@cache
def renderer_of(language: str) -> Renderer:
    """Return a renderer; to make one compiles all templates."""
    return Renderer(language)


def drawn(record: RecordPage, language: str = "en") -> Markup:
    """Draw a record and read it back."""
    return Markup(renderer_of(language).page(record, address))


def sentence(text: str, quote: str) -> str:
    """Return the sentence in which a quote stands."""
    stored = StoredText(text)
    (match,) = stored.find(quote)
    begin, end = sentence_around(stored, match.span)
    return text[begin:end]


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("It rains. We will sail daily. Then we rest.", "will sail", "We will sail daily."),
        ("We will sail", "will", "We will sail"),
        (
            "The 1991 U.S. -Japan plan, says Mr. Hill, will run. It ends.",
            "will run",
            "The 1991 U.S. -Japan plan, says Mr. Hill, will run.",
        ),
        ("He asked: “Why?” We will sail.", "will sail", "We will sail."),
        ("会った。両国は船を出す。終わった。", "船を出す", "両国は船を出す。"),
        ("Title\nWe will sail. And rest.", "sail", "We will sail."),
        ("We will run the\nferries of the\nnorth. Others rest.", "ferries", None),
        (
            "Both agree,\nThe North first, to sail. End.",
            "sail",
            "Both agree,\nThe North first, to sail.",
        ),
        ("We sail.\n\nWe rest.", "rest", "We rest."),
        ("Title > > ### (a) Rest > > We sail. > End.", "sail", "We sail."),
        ("One. We will sail daily. We will rest. Two.", "sail daily. We will", None),
    ],
)
def test_a_sentence_is_found(text: str, quote: str, expected: str | None) -> None:
    """It ends at its stop, not at that of a short form, and goes on where a line only breaks."""
    whole = {"ferries": "We will run the\nferries of the\nnorth."}
    assert sentence(text, quote) == (
        expected or whole.get(quote, "We will sail daily. We will rest.")
    )


@every_tracker
def test_passages_are_the_text(root: Path) -> None:
    """Own words and rest, joined, stand in the stored text; the own words are the quotes."""
    lens = lens_of(root)
    shown = 0
    for name in lens.judgements:
        for passage in record_page(lens, name).passages:
            whole = normalised("".join(piece.text for piece in passage.pieces))
            for quote in (*passage.quotes, *passage.stems):
                assert normalised(quote.words.text) in whole
            if passage.has_rest:
                shown += 1
                source = passage.quotes[0].source
                assert source is not None
                text = normalised(lens.register.texts[source.id].content)
                assert whole.strip("… ") in text
    assert shown


def test_every_quote_stands_in_one_passage() -> None:
    """No quote of a record or its stems is lost, and none stands twice."""
    lens = lens_of(REPOSITORY)
    for name in lens.judgements:
        record = record_page(lens, name)
        quotes = [one for passage in record.passages for one in (*passage.stems, *passage.quotes)]
        assert len(quotes) == len(set(quotes))
        chain = [*_chain(lens, name)]
        assert sorted(one.words.text for one in quotes) == sorted(chain)


def _chain(lens: Lens, name: str | None) -> list[str]:
    if name is None:
        return []
    record = lens.register.written[name]
    stem = record.part_of
    above = _chain(lens, stem) if stem else []
    return [*above, *(quote.exact for quote in record.text)]


def test_two_quotes_of_a_sentence_are_one_passage(tracker: TrackerFolder) -> None:
    """The words between them are the rest, and the sentence is shown once."""
    tracker.edit(
        "commitments/harbour-2001/ferry-sailings.yaml",
        "exact: The government of the North Island will run at least 8 sailings a day between the "
        "two harbours by 31 December 2002.",
        "exact: The government of the North Island\n"
        "  - {lines: 7, exact: will run at least 8 sailings a day}",
    )
    register = tracker.load()
    lens = Lens(register, edition_of(register), "en")
    (passage,) = record_page(lens, "harbour-2001/ferry-sailings").passages
    assert [(piece.text, piece.is_own) for piece in passage.pieces] == [
        ("The government of the North Island", True),
        (" ", False),
        ("will run at least 8 sailings a day", True),
        (" between the two harbours by 31 December 2002.", False),
    ]
    assert len(passage.quotes) == 2


def test_the_rest_names_stem_and_sisters() -> None:
    """Who reads the grey words is led to the records that claim them; the stem is said as such."""
    record = page_of("harbour-2001/ferry-pier", VALID)
    (passage,) = record.passages
    assert [one.inherited_from.words.text for one in passage.stems if one.inherited_from] == [
        "A second pier and a timetable"
    ]
    assert [link.page for link in passage.others] == ["commitments/harbour-2001/ferry-timetable"]
    proof = drawn(record).one("p", "pt-proof")
    assert "the stem A second pier and a timetable" in proof.text
    hrefs = {one.attributes["href"] for one in drawn(record).all("a")}
    assert address("commitments/harbour-2001/ferry-timetable") in hrefs


def test_the_pledge_is_underlined_in_the_manner_of_its_status() -> None:
    """The class of the status gives the line its colour and its style; the rest has none."""
    markup = drawn(page_of("harbour-2001/ferry-pier", VALID))
    (own,) = markup.all("mark")
    assert own.classes == {"pt-own", "c-fulfilled"}
    assert own.text == "build a second pier at its harbour by the end of 2003"
    rest = "".join(one.text for one in markup.all("span", "pt-rest"))
    assert rest.startswith("The government of the South Island will")
    whole = drawn(page_of("harbour-2001/ferry-sailings", VALID))
    assert not whole.all("mark")


def test_a_list_mark_or_a_stop_is_no_rest() -> None:
    """A record whose words are the whole sentence is not underlined for a sign before it."""
    for name in ("lights", "ferry"):
        (passage,) = page_of(f"harbour-2006/{name}").passages
        assert not passage.has_rest
    passages = page_of("harbour-2006/ferry-sailings").passages
    assert passages[-1].pieces[0].text == "raise the number of sailings from 8 to at least 10 a day"


def test_a_long_rest_is_cut_between_words(tracker: TrackerFolder) -> None:
    """A sentence that fills a page does not bury the pledge; what is left out is marked."""
    words = "and very many other things " * 60
    seed = "seeds/harbour-2001.txt"
    before = sha256((tracker.root / seed).read_bytes()).hexdigest()
    tracker.edit(seed, "without charge.", f"without charge, {words}too.")
    after = sha256((tracker.root / seed).read_bytes()).hexdigest()
    tracker.edit("commitments/sources/harbour-2001-text.yaml", before, after)
    tracker.edit(
        "commitments/harbour-2001/ferry-bicycles.yaml",
        "carry bicycles without charge.",
        "carry bicycles without charge",
    )
    register = tracker.load()
    lens = Lens(register, edition_of(register), "en")
    (passage,) = record_page(lens, "harbour-2001/ferry-bicycles").passages
    rest = passage.pieces[-1]
    assert not rest.is_own
    assert rest.text.endswith(" …")
    assert REST_AT_MOST - 20 < len(rest.text) <= REST_AT_MOST + 2
    assert rest.text.removesuffix(" …").split()[-1] in words.split()


@every_tracker
def test_line_numbers_lead_to_the_annotated_text(root: Path) -> None:
    """Each link from a record into a text meets a line that is there."""
    lens = lens_of(root)
    ids = {
        address(f"commitments/{name}/text"): {
            one.attributes["id"]
            for one in _drawn_text(root, name).elements
            if one.attributes.get("id")
        }
        for name in {"valid": ["harbour-2001"], "every-field": ["harbour-2006"]}.get(
            root.name, ["tokyo-1992"]
        )
    }
    met = 0
    for name in lens.judgements:
        for passage in record_page(lens, name).passages:
            place = passage.place
            if place and place.page and address(place.page) in ids:
                met += 1
                assert place.anchor in ids[address(place.page)]
    assert met


@cache
def _drawn_text(root: Path, name: str) -> Markup:
    return Markup(renderer_of("en").page(text_page(lens_of(root), name), address))


def test_the_surrounding_paragraphs_are_those_of_the_text() -> None:
    """The line before and the line after that have words, and the passage between them."""
    (passage,) = page_of("harbour-2001/ferry-pier", VALID).passages
    numbers = [(one.number, one.is_here) for one in passage.around]
    assert numbers == [(7, False), (8, True), (9, False)]
    text = drawn(page_of("harbour-2001/ferry-pier", VALID)).one("div", "pt-around").text
    assert "will run at least 8 sailings a day" in text


def test_a_quote_of_a_text_that_is_not_stored_stands_alone() -> None:
    """Nothing around it is known, and no line of ours leads anywhere."""
    (passage,) = page_of("harbour-2001/ferry-sailings").passages
    assert passage == Passage(passage.quotes, passage.pieces)
    assert (
        "Text not held here".lower()
        in drawn(page_of("harbour-2001/ferry-sailings")).one("p", "pt-proof").text.lower()
    )


# ---- the status over time ----


def reigns(
    name: str, root: Path = FULL
) -> list[tuple[Status, date, date | None, Lifecycle | None]]:
    """Return the statuses of a record that is measured."""
    measure = page_of(name, root).measure
    assert measure
    return [(one.status, one.first, one.last, one.ended_as) for one in measure.reigns]


def test_statuses_follow_each_other() -> None:
    """Each holds until the next; the last still does."""
    assert reigns("harbour-2006/ferry-sailings") == [
        (Status.STARTED, date(2007, 12, 31), date(2008, 12, 31), None),
        (Status.SUBSTANTIAL, date(2008, 12, 31), date(2009, 3, 31), None),
        (Status.FULFILLED, date(2009, 3, 31), None, None),
    ]


def test_a_lapse_ends_the_last_status() -> None:
    """Where a pledge was taken over its status ends, and two alike in a row are one."""
    assert reigns("chips-1991/steady-increase", REPOSITORY) == [
        (Status.PARTIAL, date(1996, 7, 31), date(1996, 8, 2), Lifecycle.SUPERSEDED)
    ]
    (only,) = reigns("chips-1986/share-20", REPOSITORY)
    assert only == (Status.PARTIAL, date(1990, 12, 31), date(1991, 6, 11), Lifecycle.SUPERSEDED)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_strip_stands_under_the_chart(language: str) -> None:
    """On screen the chart has the statuses on its time axis, and its title says them."""
    record = page_of("harbour-2006/ferry-sailings", language=language)
    words = {
        "en": ("Our status, as of each date", "Substantial"),
        "ja": ("本追跡の判定", "おおむね履行"),
    }
    markup = drawn(record, language)
    for svg in (one for one in markup.all("svg") if "pt-only" in one.attributes.get("class", "")):
        assert words[language][0] in svg.text
        assert svg.text.count(words[language][1]) >= 1
    paper = Renderer(language, print_=True).page(record, address)
    assert words[language][0] not in paper


def test_the_strip_lies_within_the_picture() -> None:
    """Its segments follow each other from left to right and end with the axis."""
    page = renderer_of("en").page(page_of("tokyo-1992/arms-register", REPOSITORY), address)
    wide = page[page.index("pt-only-wide") : page.index("pt-only-narrow")]
    height = float(re.findall(r'viewBox="0 0 960 ([0-9.]+)"', wide)[0])
    boxes = [
        tuple(map(float, found))
        for found in re.findall(
            r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="21', wide
        )
    ]
    assert len(boxes) == 2
    (left, top, width), (after, _, rest) = boxes
    assert left + width == pytest.approx(after, abs=0.11)
    assert after + rest == pytest.approx(960 * 0.81, abs=0.2)
    assert 360 < top < height - 21


def test_terms_of_agreements_stand_over_the_chart() -> None:
    """Those before and after its own, each until the next begins; an unknown end stays open."""
    record = page_of("chips-1991/share-20", REPOSITORY)
    assert record.measure
    terms = [(one.first, one.last) for one in record.measure.terms]
    assert terms[:2] == [
        (date(1986, 9, 2), date(1991, 6, 11)),
        (date(1991, 6, 11), date(1996, 7, 31)),
    ]
    open_ended = page_of("tokyo-1992/parts-total", REPOSITORY).measure
    assert open_ended
    assert open_ended.terms[-1].last is None
    markup = drawn(record)
    wide, narrow = (one for one in markup.all("svg") if "pt-only" in one.attributes["class"])
    assert "Chip Arrangement 1986" in wide.text
    assert "Chip Arrangement 1986" not in narrow.text
    paper = Renderer("en", print_=True).page(record, address)
    assert paper.count("Chip Arrangement 1986") < renderer_of("en").page(record, address).count(
        "Chip Arrangement 1986"
    )


def test_a_term_that_spans_all_says_nothing() -> None:
    """A bracket over the whole chart is left out."""
    record = page_of("tokyo-1992/glass-access", REPOSITORY)
    assert record.measure
    assert record.measure.terms
    charts = (one for one in drawn(record).all("svg") if "pt-only" in one.attributes["class"])
    assert not any("Tokyo Declaration" in one.text for one in charts)


def test_a_single_figure_without_a_target_is_not_drawn() -> None:
    """The table says it; a chart of one mark says nothing more."""
    record = page_of("tokyo-1992/standards-49", REPOSITORY)
    markup = drawn(record)
    assert not markup.all("figure")
    assert "26" in markup.one("table", "pt-figures").text


# ---- history ----


def test_a_judgement_that_another_replaced_says_so(full_tracker: TrackerFolder) -> None:
    """Two judgements of one day: the later recorded holds, the other is what was known then."""
    path = "commitments/harbour-2006/timetable-south.yaml"
    old = (full_tracker.root / path).read_text("utf-8")
    start = old.index("  - as_of")
    later = (
        old[start:]
        .replace("recorded: 2010-11-01", "recorded: 2010-12-01")
        .replace("The paper says that none hangs there.", "Seen again.")
    )
    full_tracker.write(path, old + later)
    register = full_tracker.load()
    assert not register.findings
    edition = edition_of(register)
    record = record_page(Lens(register, edition, "en"), "harbour-2006/timetable-south")
    assert [(one.why.text, one.replaced) for one in record.history] == [
        ("Seen again.", None),
        ("The paper says that none hangs there.", date(2010, 12, 1)),
    ]
    (row,) = drawn(record).all("tr", "is-replaced")
    assert "as known until 1 Dec 2010" in row.text
    then = Edition(edition.as_of, date(2010, 11, 30))
    known = record_page(Lens(register, then, "en"), "harbour-2006/timetable-south")
    assert [one.replaced for one in known.history] == [None]
    assert "As it was known on 30 November 2010" in drawn(known).text


# ---- what could change it ----


def lackings(name: str, root: Path = FULL) -> list[Lacking]:
    """Return what a record is open to."""
    return [one.lacking for one in openings_of(page_of(name, root))]


def test_what_could_change_a_status() -> None:
    """It follows from what the record does not know, and is said on its page."""
    assert lackings("harbour-2006/fares-lower") == [Lacking.SOURCE, Lacking.READER]
    assert lackings("harbour-2006/fish-north") == [Lacking.ASSESSMENT]
    assert lackings("harbour-2006/ferry") == []
    assert lackings("harbour-2006/fares-bicycles") == []
    assert lackings("harbour-2006/timetable-north") == [Lacking.CODING, Lacking.READER]
    assert Lacking.READING in lackings("harbour-2006/ferry-sailings")
    assert Lacking.READER not in lackings("harbour-2006/ferry-sailings")
    assert Lacking.TEXT in lackings("tokyo-1992/glass-access", REPOSITORY)
    text = drawn(page_of("harbour-2006/timetable-north")).one("ul", "pt-openings").text
    assert "A second reader who signs with a name." in text


def test_the_next_step_is_said_in_the_words_of_the_criteria() -> None:
    """Of a partial record what would make it substantial; of a fulfilled one nothing."""
    record = page_of("tokyo-1992/environment-forests-itto", REPOSITORY)
    steps = [one for one in openings_of(record) if one.lacking is Lacking.STEP]
    (above,) = (one for one in record.criteria if one.status is Status.SUBSTANTIAL)
    assert [(one.status, one.words) for one in steps] == [(Status.SUBSTANTIAL, above.words)]
    assert Lacking.STEP not in lackings("harbour-2001/ferry-pier", VALID)


# ---- to cite ----


def test_bibtex_takes_any_title() -> None:
    """What its syntax would take for itself comes out escaped, and braces stay balanced."""
    record = page_of("harbour-2006/ferry-sailings")
    hostile = replace(record, titles=(Words(r"50 % {of} \input{x} & #1_a $b$ ~c^", "en"),))
    entry = bibtex(hostile)
    assert r"50 \% \{of\} \textbackslash{}input\{x\} \& \#1\_a \$b\$ \textasciitilde{}c" in entry
    bare = re.sub(r"\\[{}]", "", entry)
    assert bare.count("{") == bare.count("}")
    assert entry.startswith("@misc{harbour-2006-ferry-sailings,\n")
    assert "year = {2010}" in entry


def test_csl_is_json_that_names_the_record() -> None:
    """A reference manager gets title, day and container; an address only where there is one."""
    record = page_of("harbour-2006/ferry-sailings")
    item = json.loads(csl(record))
    assert item["id"] == record.id
    assert item["title"] == "Ten sailings a day"
    assert item["issued"] == {"date-parts": [[2010, 12, 31]]}
    assert item["URL"].endswith("/commitments/harbour-2006/ferry-sailings.html")
    bare = replace(record, address=None)
    assert "URL" not in json.loads(csl(bare))
    assert "url = " not in bibtex(bare)
    assert "http" not in drawn(replace(bare, edit_url=None)).one("div", "pt-cite").text


def test_the_page_offers_what_there_is_to_take() -> None:
    """The twin in JSON and the page on paper, where they are built; the file in any case."""
    record = page_of("harbour-2006/ferry-sailings")
    text = drawn(record).one("div", "pt-cite").text
    assert "This record as JSON" in text
    assert "This record on paper" in text
    plain = Markup(renderer_of("en").page(record, lambda _name: ""))
    text = plain.one("div", "pt-cite").text
    assert "JSON" not in text
    assert "PDF" not in text
    assert record.path in text


def test_sources_and_parties_are_linked() -> None:
    """From each piece of evidence to its source, from the obligor to its page."""
    record = page_of("harbour-2006/ferry-sailings")
    hrefs = {one.attributes["href"] for one in drawn(record).all("a")}
    assert address("commitments/sources/league-study-2010") in hrefs
    assert address("commitments/parties/north") in hrefs
    assert address("commitments/harbour-2006/sections/ferries") in hrefs
