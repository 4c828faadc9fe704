"""Charts: lengths that are right, numbers as text, no style from outside, on screen and paper."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from markup import Element, Markup
from trackers import RECORDS, REPOSITORY

from pledgetrack.assessment import edition_of
from pledgetrack.line import load_register
from pledgetrack.rendering import palette
from pledgetrack.rendering.axes import Plot
from pledgetrack.rendering.charts import Canvas, bar
from pledgetrack.rendering.digest import digest_of
from pledgetrack.rendering.fonts import font_files
from pledgetrack.rendering.html import STATIC, Renderer
from pledgetrack.rendering.sensitivity_chart import dots, ticks
from pledgetrack.rendering.series_chart import series_chart
from pledgetrack.scales import Headline
from pledgetrack.views import Lens, MeasureView, RuleRow, record_page
from pledgetrack.vocabulary import JUDGED, NOT_JUDGED, Bound, Status

WORD = Renderer("en").wording.word
JUDGED_COUNTS = tuple((status, index + 3) for index, status in enumerate(JUDGED))
OTHER_COUNTS = tuple((status, index + 3) for index, status in enumerate(NOT_JUDGED))
GROUPS = (JUDGED_COUNTS, OTHER_COUNTS)
TOTAL = sum(count for group in GROUPS for _, count in group)
SCREEN, PAPER = Canvas(38, key="all"), Canvas(22, 480, "all")


def picture(canvas: Canvas, scale: int = TOTAL) -> Markup:
    """Draw all statuses."""
    return Markup(bar(GROUPS, scale, canvas, WORD))


def filled(markup: Markup) -> list[Element]:
    """Return the segments, without their textures and outlines."""
    return [one for one in markup.all("rect") if one.attributes.get("stroke-width") == "1.5"]


@pytest.mark.parametrize("canvas", [SCREEN, PAPER], ids=["screen", "paper"])
def test_a_bar_tells_its_numbers(canvas: Canvas) -> None:
    """Who does not see a bar is told each status with its count, in the same order."""
    said = picture(canvas).one("title").text
    assert said.split(", ") == [f"{WORD(s)} {n}" for group in GROUPS for s, n in group]


@pytest.mark.parametrize("canvas", [SCREEN, PAPER], ids=["screen", "paper"])
def test_lengths_follow_the_numbers(canvas: Canvas) -> None:
    """Every record has the same length in a bar, whatever its status."""
    lengths = [float(r.attributes["width"].rstrip("%")) for r in filled(picture(canvas))]
    counts = [n for group in GROUPS for status, n in group if status is not Status.UNASSESSED]
    assert len(lengths) == len(counts)
    ones = [length / count for length, count in zip(lengths, counts, strict=True)]
    assert max(ones) == pytest.approx(min(ones), abs=0.01)


def test_half_the_scale_is_half_the_length() -> None:
    """Bars on one scale can be compared with each other."""
    whole, half = filled(picture(PAPER)), filled(picture(PAPER, 2 * TOTAL))
    ratio = [
        float(a.attributes["width"]) / float(b.attributes["width"])
        for a, b in zip(whole, half, strict=True)
    ]
    assert ratio == pytest.approx([2] * len(ratio), abs=0.02)


def test_the_judged_stand_apart_from_the_others() -> None:
    """There is one gap in a bar, between what is judged and what is not."""
    rects = filled(picture(PAPER))
    ends = [float(r.attributes["x"]) + float(r.attributes["width"]) for r in rects]
    starts = [float(r.attributes["x"]) for r in rects[1:]]
    gaps = [start - end for end, start in zip(ends, starts, strict=False)]
    apart = gaps.pop(len(JUDGED) - 1)
    assert apart > 5
    assert gaps == pytest.approx([0] * len(gaps), abs=0.02)


def test_paper_needs_no_style_sheet_and_screen_no_fixed_colour() -> None:
    """A printed bar holds its colours; one on screen takes them from light or dark."""
    on_paper, on_screen = bar(GROUPS, TOTAL, PAPER, WORD), bar(GROUPS, TOTAL, SCREEN, WORD)
    assert not re.search(r"var\(|url\(|currentColor", on_paper)
    assert not re.search(r"#[0-9a-f]{6}", on_screen)


def test_textures_on_paper_stay_inside_their_segment() -> None:
    """The strokes that tell a status without colour do not reach into its neighbour."""
    (path,) = [p for p in picture(PAPER).all("path") if p.attributes.get("stroke") == "#ffffff"]
    places = re.findall(r"[ML]([\d.]+) ([\d.]+)", path.attributes["d"])
    contrary = dict(JUDGED_COUNTS)[Status.CONTRARY] * 480 * (1 - 0.016) / TOTAL
    assert len(places) > 10
    assert all(0 <= float(x) <= contrary + 0.01 and 0 <= float(y) <= 22 for x, y in places)


def test_an_empty_distribution_is_an_empty_picture() -> None:
    """Where nothing is counted nothing is drawn, and nothing is divided by zero."""
    markup = Markup(bar(((), ()), 0, SCREEN, WORD))
    assert [one.tag for one in markup.elements] == ["svg", "title"]


def measure() -> MeasureView:
    """Return the measure of the record that uses every field."""
    register = load_register(RECORDS / "every-field")
    found = record_page(Lens(register, edition_of(register), "en"), "harbour-2006/ferry-sailings")
    assert found.measure
    return found.measure


def chart(shown: MeasureView, plot: Plot | None = None, language: str = "en") -> Markup:
    """Draw a measure on paper."""
    plot = plot or Plot(960, 360, 14, palette.PAPER)
    return Markup(series_chart(shown, plot, Renderer(language).wording))


def test_a_chart_is_told_in_words() -> None:
    """Aim, counts and what they mean: no sign, years apart from quarters; doubts last, as such."""
    shown = measure()
    one = shown.series[0]
    point = replace(one.points[0], bound=None, decides=True)
    year = replace(point, period="2006", first=date(2006, 1, 1), last=date(2006, 12, 31), value=7)
    quarter = replace(
        point, period="2006-Q2", first=date(2006, 4, 1), last=date(2006, 6, 30), value=6
    )
    most = replace(year, period="2007", bound=Bound.AT_MOST, value=9)
    doubt = replace(year, period="2008", decides=False, value=8)
    series = replace(one, points=(year, quarter, most, doubt), verdict=Status.PARTIAL)
    (title,) = chart(replace(shown, series=(series,))).all("title")
    assert shown.target is not None
    assert title.text.startswith("Target: at least ")
    assert "Years: 2006 7, 2007 at most 9. Quarters: 2006 Q2 6." in title.text
    result = "What this count says about the target: Partial."
    doubtful = "Decides nothing, in doubt or revised by a later figure: 2008 8."
    assert title.text.endswith(f"Quarters: 2006 Q2 6. {result} {doubtful}")
    assert not set(title.text) & set("\u2264\u2265")


def test_every_observation_has_its_mark() -> None:
    """Each figure has one mark: dashed if it does not decide, with an arrow if it is a bound."""
    shown = measure()
    points = [point for series in shown.series for point in series.points]
    markup = chart(shown)
    marks = markup.all("circle") + markup.all("rect")
    assert len(marks) == len(points)
    rings = [one for one in marks if "stroke-dasharray" in one.attributes]
    assert len(rings) == sum(not point.decides for point in points) > 0
    arrows = [one for one in markup.all("path") if "m" in one.attributes["d"]]
    assert len(arrows) == sum(point.decides and point.bound is not None for point in points) > 0


def test_a_bound_points_to_where_the_figure_may_lie() -> None:
    """The arrow of an at least points up, that of an at most down."""
    shown = measure()
    one = shown.series[0]
    for bound, sign in ((Bound.AT_LEAST, "-"), (Bound.AT_MOST, "")):
        points = (replace(one.points[0], bound=bound, decides=True),)
        markup = chart(replace(shown, series=(replace(one, points=points),)))
        (arrow,) = [path for path in markup.all("path") if "m" in path.attributes["d"]]
        assert re.search(rf"v{sign}\d", arrow.attributes["d"])


def test_a_gap_is_dotted_and_neighbours_are_joined() -> None:
    """A line through a quarter without a figure does not look like one that was measured."""
    shown = measure()
    template = shown.series[0].points[0]
    quarters = (
        (date(2006, 1, 1), date(2006, 3, 31)),
        (date(2006, 4, 1), date(2006, 6, 30)),
        (date(2006, 10, 1), date(2006, 12, 31)),
    )
    points = tuple(
        replace(template, first=first, last=last, value=float(last.month), decides=True, bound=None)
        for first, last in quarters
    )
    alone = replace(shown, series=(replace(shown.series[0], points=points),))
    colour = palette.PAPER.series[0]
    joins = [one for one in chart(alone).all("line") if one.attributes["stroke"] == colour]
    dotted = [line.attributes.get("stroke-dasharray") == "1 4" for line in joins]
    assert dotted.count(True) == 1
    assert dotted.count(False) == 1


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("width", [960, 354])
def test_words_stay_inside_the_picture(language: str, width: float) -> None:
    """No label is cut off, wide or narrow, in English or Japanese."""
    markup = chart(measure(), Plot(width, 320, 13, palette.PAPER), language)
    for text in markup.all("text"):
        room = sum(13 if ord(letter) > 0x2E80 else 6.5 for letter in text.text)
        x, anchor = float(text.attributes["x"]), text.attributes["text-anchor"]
        start = x - {"start": 0, "middle": room / 2, "end": room}[anchor]
        assert start >= -13, text.text
        assert start + room <= width * 1.06, text.text


def test_the_target_is_named_and_drawn_to_its_date() -> None:
    """The target is labelled with what it asks, and only where there is one."""
    shown = measure()
    assert any("at least 10" in one.text for one in chart(shown).all("text"))
    without = chart(replace(shown, target=None, target_period=None, target_last=None))
    assert not any("at least" in one.text for one in without.all("text"))


def test_every_figure_that_decides_is_told_in_words() -> None:
    """Who does not see a chart is told its series and the period of each such figure."""
    shown = measure()
    said = chart(shown).one("title").text
    for series in shown.series:
        assert series.title.text in said
        for point in series.points:
            if point.decides:
                assert Renderer("en").wording.period(point.period) in said


def test_the_far_ends_of_the_calendar_can_be_drawn() -> None:
    """The first and the last year there are, with huge figures, break no chart."""
    shown = measure()
    one = shown.series[0]
    points = (
        replace(one.points[0], first=date(1, 1, 1), last=date(1, 12, 31), value=-1e12),
        replace(one.points[0], first=date(9999, 1, 1), last=date(9999, 12, 31), value=1e12),
    )
    markup = chart(replace(shown, series=(replace(one, points=points),)))
    assert len(markup.all("circle")) == 2


def tokens(sheet: str) -> dict[str, str]:
    """Return the custom properties of a sheet as it writes them."""
    return dict(re.findall(r"--([a-z0-9-]+): ([^;]+);", (STATIC / sheet).read_text("utf-8")))


def test_paper_and_screen_have_the_same_colours() -> None:
    """The two style sheets and the palettes of the charts agree on every shared colour."""
    site, paper = tokens("site.css"), tokens("print.css")
    light = {
        name: value.removeprefix("light-dark(").split(",")[0]
        for name, value in site.items()
        if value.startswith("light-dark(")
    }
    shared = {"ink", "ink-2", "ink-3", "rule", "hair", "tint", "late"}
    assert {name: paper[name] for name in shared} == {name: light[name] for name in shared}
    for on_screen, on_paper in pairs(palette.SCREEN, palette.PAPER):
        assert light[on_screen.removeprefix("var(--").removesuffix(")")] == on_paper


def pairs(one: palette.Palette, two: palette.Palette) -> list[tuple[str, str]]:
    """Return the colours of two palettes by name."""
    names = ("paper", "ink", "second", "label", "rule", "hair", "hatch")
    return [
        *((getattr(one, name), getattr(two, name)) for name in names),
        *zip(one.series, two.series, strict=True),
        *((one.fills[status], two.fills[status]) for status in one.fills),
        *((one.figures[status], two.figures[status]) for status in two.figures),
    ]


def test_every_status_has_its_glyph_and_swatch() -> None:
    """Both style sheets draw each status, so that none is told by colour alone."""
    for sheet in ("site.css", "print.css"):
        written = (STATIC / sheet).read_text("utf-8")
        for status in Status:
            assert f".g-{status} " in written
            assert status is Status.STEM or f".sw-{status} " in written


def test_all_fonts_are_there_and_none_comes_from_afar() -> None:
    """Whatever a style sheet points to is part of the package."""
    assert all(path.is_file() for path in font_files())
    for sheet in STATIC.glob("*.css"):
        for target in re.findall(r"url\(\"?([^\")]+)", sheet.read_text("utf-8")):
            assert target.startswith("data:image/svg+xml,") or (STATIC / target).is_file(), target


def test_a_changed_template_changes_the_digest(tmp_path: Path) -> None:
    """Pages are drawn again after a change to their template, and only then."""
    (tmp_path / "templates").mkdir()
    page = tmp_path / "templates" / "page.html"
    page.write_text("one", "utf-8")
    before = digest_of(tmp_path)
    assert digest_of(tmp_path) == before
    page.write_text("two", "utf-8")
    assert digest_of(tmp_path) != before


def test_on_paper_a_mark_at_either_end_of_the_scale_is_whole() -> None:
    """What leaves the picture is cut off in print: marks at 0 and 100 lie inside it."""
    none, full = (
        Headline("kept", "", lenient=False, with_no_evidence=False, value=value, records=10)
        for value in (Fraction(0), Fraction(1))
    )
    drawn = Markup(dots(RuleRow("kept", "", none, full, none, full), Canvas(15, 150), "says"))
    (svg,) = drawn.all("svg")
    left, _, width, _ = map(float, svg.attributes["viewbox"].split())
    assert svg.attributes["width"] == f"{width:g}pt"
    half = max(float(one.attributes["stroke-width"]) for one in drawn.all("circle")) / 2
    for circle in drawn.all("circle"):
        x, reach = float(circle.attributes["cx"]), float(circle.attributes["r"]) + half
        assert left <= x - reach
        assert x + reach <= left + width
    assert {circle.attributes["cx"] for circle in drawn.all("circle")} == {"150.00"}
    for square in drawn.all("rect"):
        reach = float(square.attributes["width"]) / 2 + half
        assert left <= float(square.attributes["x"]) - reach


def test_the_scale_is_told_in_words_where_it_has_no_others() -> None:
    """Words make it a picture with a title; without them it is not read out."""
    (told,) = Markup(ticks(Canvas(9, 150), "0 < 100")).all("svg")
    assert told.attributes["role"] == "img"
    assert '<title class="nohighlight">0 &lt; 100</title>' in ticks(Canvas(9, 150), "0 < 100")
    (silent,) = Markup(ticks(Canvas(9))).all("svg")
    assert silent.attributes["aria-hidden"] == "true"


def test_names_of_many_series_stay_within_the_picture() -> None:
    """Five series that end close together: no name is cut off at the foot of the wide chart."""
    register = load_register(REPOSITORY)
    lens = Lens(register, edition_of(register), "en")
    page = Renderer("en").page(record_page(lens, "tokyo-1992/glass-access"), lambda _: "")
    wide = page[page.index("pt-only-wide") : page.index("pt-only-narrow")]
    heights = [float(y) for y in re.findall(r'<text x="[^"]+" y="([^"]+)"', wide)]
    assert heights
    room = re.search(r'viewBox="0 0 [0-9.]+ ([0-9.]+)"', wide)
    assert room
    assert max(heights) <= float(room[1])
