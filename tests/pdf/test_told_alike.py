"""What a report says twice it says alike, and a voice is told what the eye sees."""

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from markup import Element, Markup
from markupsafe import Markup as Safe
from trackers import RECORDS, TrackerFolder

from pledgetrack.assessment import edition_of
from pledgetrack.line import load_register
from pledgetrack.register import Register
from pledgetrack.rendering import composing
from pledgetrack.rendering.drawing import draw_changed
from pledgetrack.rendering.editions import Printed, Written, stages_of
from pledgetrack.rendering.html import Renderer
from pledgetrack.rendering.job import Facts, Job
from pledgetrack.rendering.report import Narrative
from pledgetrack.rendering.volumes import volumes_of
from pledgetrack.views import Lens, MeasureView, Point, RecordPage, Words, record_page
from pledgetrack.views.measured import figure_table

pytestmark = pytest.mark.pdf

MADE = Written()
BY_HAND = Written(findings=Narrative("findings", "The pier came in time", Safe()))


def jobs_of(
    register: Register, language: str = "en", written: Written = MADE
) -> tuple[list[Job], Job]:
    """Return the volumes and the report of a register, not drawn: each record is on page 7."""
    lens = Lens(register, edition_of(register), language)
    volumes, others = stages_of(Printed(lens, written=written))
    found = list(volumes({}))
    facts = {one.name: Facts(one.label, 200, defaultdict(lambda: 7)) for one in found}
    report, *_ = others(facts)
    return found, report


def record_of(register: Register, name: str, language: str = "en") -> RecordPage:
    """Return a record as a page."""
    return record_page(Lens(register, edition_of(register), language), name)


def drawn(record: RecordPage, language: str = "en") -> Markup:
    """Return a record as it stands on paper."""
    return Markup(Renderer(language, print_=True).page(record, lambda name: f"#{name}"))


def sailings(register: Register) -> MeasureView:
    """Return a measure of two counts."""
    measure = record_of(register, "harbour-2006/ferry-sailings").measure
    assert measure
    return measure


def entries(html: str) -> dict[str, str]:
    """Return the words of each entry of the contents, by the anchor to which it leads."""
    found = re.findall(r'class="entry" href="#([^"]+)"><span class="name">(.*?)</span></a>', html)
    return {key: words_of(words) for key, words in found}


def words_of(html: str) -> str:
    """Return the words of markup, without the status that an entry of a record has behind it."""
    return re.sub(r"\s+", " ", re.sub("<small>.*?</small>|<[^>]*>", "", html)).strip()


def heading_at(html: str, key: str) -> str:
    """Return the first heading from an anchor on: it has the anchor, or stands below it."""
    begins = html.rindex("<", 0, html.index(f'id="{key}"'))
    found = re.compile(r"<(h[1-6])[^>]*>(.*?)</\1>", re.DOTALL).search(html, begins)
    assert found, key
    return words_of(found[2])


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("written", [MADE, BY_HAND], ids=["made", "by-hand"])
def test_contents_and_headings_have_the_same_words(
    valid_register: Register, language: str, written: Written
) -> None:
    """Who follows an entry finds its words above what it leads to."""
    (volume,), report = jobs_of(valid_register, language, written)
    for html in (volume.html, report.html):
        found = entries(html)
        assert len(found) > 6
        assert found == {key: heading_at(html, key) for key in found}


@pytest.mark.parametrize(("language", "says"), [("en", ", part 1 of 3"), ("ja", "、全3巻の第1巻")])
def test_volumes_of_one_agreement_are_told_apart(
    valid_register: Register, monkeypatch: pytest.MonkeyPatch, language: str, says: str
) -> None:
    """Cover, list and title of the file name the part; where there is one, none is named."""
    (volume,), report = jobs_of(valid_register, language)
    assert "part-of" not in volume.html + report.html
    monkeypatch.setattr(composing, "volumes_of", partial(volumes_of, limit=3))
    volumes, report = jobs_of(valid_register, language)
    assert len(volumes) == 3
    assert words_of(Markup(volumes[0].html).all("h1")[0].text).endswith(says)
    assert says in Markup(volumes[0].html).all("title")[0].text
    assert volumes[0].label.title.endswith(says)
    rows = [one.text for one in Markup(report.html).all("td")]
    assert rows.count(words_of(Markup(volumes[0].html).all("h1")[0].text)) == 1


def test_the_key_has_a_stem_where_there_is_one(tracker: TrackerFolder) -> None:
    """The mark of a stem is explained wherever it stands, and nowhere else."""

    def keys() -> Iterator[list[str]]:
        (volume,), report = jobs_of(tracker.load())
        for html in (volume.html, report.html):
            legend = html[html.index('class="legend"') :]
            yield re.findall(r"g g-([a-z-]+)", legend[: legend.index("</table>")])

    assert [key[-1] for key in keys()] == ["stem", "stem"]
    for part in ("ferry-pier", "ferry-timetable"):
        tracker.edit(f"commitments/harbour-2001/{part}.yaml", "part_of: ferry-south\n", "")
    (tracker.root / "commitments/harbour-2001/ferry-south.yaml").unlink()
    assert [key[-1] for key in keys()] == ["unassessed", "unassessed"]


def test_counts_without_a_common_name_are_counted(full_register: Register) -> None:
    """A caption is never a unit alone; what the titles share stands in its place."""
    record = record_of(full_register, "harbour-2006/ferry-sailings")
    caption = drawn(record).one("figcaption").text
    assert caption.startswith("Sailings a daySailings a day · target")
    names = ("Ferries", "Boats")
    series = zip(sailings(full_register).series, names, strict=True)
    apart = tuple(replace(one, title=Words(name, "en")) for one, name in series)
    measure = replace(sailings(full_register), series=apart)
    caption = drawn(replace(record, measure=measure)).one("figcaption").text
    assert caption.startswith("2 counts side by sideSailings a day · target")


def test_a_measure_in_a_report_names_what_is_counted(
    full_register: Register, full_tracker: TrackerFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The caption of its page has a name before the unit, and columns of other periods say so."""
    monkeypatch.setattr("pledgetrack.views.measured.FEWEST_FIGURES", 2)

    def measured(register: Register) -> Markup:
        _, report = jobs_of(register)
        return Markup(report.html)

    def caption(page: Markup) -> str:
        return next(one.text for one in page.all("figcaption") if "target" in one.text)

    assert caption(measured(full_register)).startswith("Sailings a day: sailings a day · target")
    file = "commitments/series/sailings-south.yaml"
    full_tracker.edit(file, "title: Sailings a day, southern count", "title: Boats, southern count")
    page = measured(full_tracker.load())
    assert caption(page).startswith("2 counts side by side: sailings a day · target")


def test_a_column_of_years_and_other_spans_says_so(full_register: Register) -> None:
    """Where a row is two quarters of two years, its figure does not stand under “Year”."""
    measure = sailings(full_register)
    one = measure.series[0]
    year = replace(one.points[0], decides=True, period="2005")
    quarter = replace(year, period="2005-Q2")
    span = replace(year, period="2005-Q3/2006-Q2")

    def has_spans(*points: Point) -> bool:
        return figure_table(replace(measure, series=(replace(one, points=points),))).has_spans

    assert has_spans(year, quarter, span)
    assert not has_spans(year, quarter)
    assert not has_spans(year, span)


def heads_of_rows(page: Markup, css_class: str) -> list[Element]:
    """Return the cells of tables of a class that head their rows."""
    source = "".join(re.findall(rf'<table class="{css_class}.*?</table>', page.source, re.DOTALL))
    assert source
    return [one for one in Markup(source).all("th") if one.attributes["scope"] == "row"]


def test_each_row_of_a_table_has_the_head_that_tells_it_from_the_others(
    full_register: Register,
) -> None:
    """A day heads a status, a record its status in the list of parts, a question its answer."""
    page = drawn(record_of(full_register, "harbour-2006/ferry-sailings"))
    days = [one.text for one in heads_of_rows(page, "pt-history")]
    assert days == ["31 Mar 2009", "31 Dec 2008", "31 Dec 2007"]
    stem = record_of(full_register, "harbour-2006/ferry")
    assert stem.parts
    names = [one.text for one in heads_of_rows(drawn(stem), "pt-parts-list")]
    assert names == [row.link.words.text for row in stem.parts]
    records = (record_of(full_register, name) for name in full_register.commitments)
    looked = next(one for one in records if one.searched)
    asked = [one.text for one in heads_of_rows(drawn(looked), "pt-search")]
    assert asked == [one.words for one in looked.searched]


def test_lines_of_a_report_are_headed_by_their_record(valid_register: Register) -> None:
    """In its chapter and among the volumes, each row has its name as its head."""
    _, report = jobs_of(valid_register)
    page = Markup(report.html)
    lines = [one.text for one in heads_of_rows(page, "records lines")]
    assert "A second pier and a timetable" in lines
    assert len(lines) == len(valid_register.commitments)
    assert [one.text for one in heads_of_rows(page, "volumes")] == ["1"]


@pytest.mark.parametrize(
    ("found", "all_", "says"),
    [
        (0, 1, "The one quotation is from a text that is not held here."),
        (1, 1, "Found exactly once in the stored text."),
        (0, 2, "None of 2 quotations is from a text that is held here."),
        (1, 2, "1 of 2 quotations found exactly once in a stored text."),
    ],
)
def test_one_quotation_is_not_one_of_one(
    full_register: Register, found: int, all_: int, says: str
) -> None:
    """None, one and a part of several are told in sentences of their own."""
    record = record_of(full_register, "harbour-2006/ferry-sailings")
    quote = record.quotes[-1]
    assert quote.lines
    quotes = [replace(quote, lines=quote.lines if at < found else None) for at in range(all_)]
    page = drawn(replace(record, quotes=tuple(quotes)))
    assert f"The words{says}" in page.one("table", "pt-how").text.replace("\n", "")


@pytest.fixture(scope="module")
def japanese(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the structure, with its words, of a Japanese volume of one record with a measure.

    Of more records poppler takes minutes to tell it.
    """
    register, name = load_register(RECORDS / "every-field"), "harbour-2006/ferry-sailings"
    register = replace(register, commitments={name: register.commitments[name]})
    lens = Lens(register, edition_of(register), "ja")
    folder = tmp_path_factory.mktemp("japanese")
    (name,), _ = draw_changed([lambda _: composing.volume_jobs(lens)], folder, 1, str)
    file = folder / name
    return subprocess.run(
        ["pdfinfo", "-struct-text", file], capture_output=True, text=True, check=True
    ).stdout


def test_a_japanese_file_names_the_language_of_a_unit(japanese: str) -> None:
    """A voice is told of title and unit, each in English, in the caption of a table of figures."""
    title = r'Span \(inline\)\s+"Sailings a day, northern count"'
    assert re.search(rf'Caption\s+{title}\s+", "\s+Span \(inline\)\s+"sailings a day"', japanese)


def test_in_the_file_a_day_heads_its_row(japanese: str) -> None:
    """The cell of a status names the cell of its day as a head."""
    head = r'TH <(?P<id>[\d-]+)>:\s+/Headers \[[^]]*\]\s+/Scope /Row\s+"2009/03/31"'
    assert re.search(head + r'\s+TD:\s+/Headers \[\((?P=id)\) [^]]*\]\s+"履行"', japanese)


@pytest.mark.parametrize("words", ["Harbour Gazette", "sailings a day", "reading-1"])
def test_typed_words_are_english_on_a_japanese_page(full_register: Register, words: str) -> None:
    """Publishers, units and names of coders: wherever they stand by themselves."""
    register = full_register
    (volume,), _ = jobs_of(register, "ja")
    bare = re.sub(r"<(title|svg)\b.*?</\1>", "", volume.html, flags=re.DOTALL)
    marked = re.findall(rf'lang="en">(?:[^<]*){words}', bare, flags=re.IGNORECASE)
    assert marked
    assert len(marked) == len(re.findall(rf">[^<]*{words}", bare, flags=re.IGNORECASE))
