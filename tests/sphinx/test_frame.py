"""Head, strip and foot stand around every page of a site in furo; other themes keep their own."""

import re
from typing import TYPE_CHECKING

import pytest
from markup import Markup

if TYPE_CHECKING:
    from conftest import Project

RECORD = "commitments/harbour-2001/ferry-pier.html"
TRACKER = "commitments/tracker.yaml"
NAV = '<nav class="pt-nav"'
PAGES = ["index.html", "method.html", "guide/visit.html", "search.html", "genindex.html", RECORD]
MASTHEAD = """
pledgetrack_masthead = {
    "index": {"en": "Overview", "ja": "概要"},
    "commitments/index": "Pledges",
    "nowhere": "Nowhere",
    "method": "",
}
"""
AREA = """
pledgetrack_areas = {"guide/index": {"en": "For visitors"}}
pledgetrack_foot = {"method": "How we judge"}
"""


@pytest.fixture
def furo(site: "Project") -> "Project":
    """Return the project in the theme that the frame is made for."""
    site.edit("docs/conf.py", "alabaster", "furo")
    return site


def with_area(project: "Project") -> None:
    """Put the guide into an area, below a page of its own."""
    project.write("docs/guide/index.md", "# Guide\n\n```{toctree}\nvisit\n```\n")
    project.edit("docs/index.md", "guide/visit\n", "guide/index\n")
    configure(project, AREA)


def configure(project: "Project", settings: str) -> None:
    """Add settings to ``conf.py``."""
    path = project.root / "docs/conf.py"
    path.write_text(path.read_text("utf-8") + settings, "utf-8")


def links(page: str, begin: str) -> list[tuple[str, str, str | None]]:
    """Return words, address and state of the links in the piece of a page that begins so."""
    tag = begin.split(maxsplit=1)[0].removeprefix("<")
    (piece,) = re.findall(f"{re.escape(begin)}.*?</{tag}>", page, re.DOTALL)
    return [
        (one.text, one.attributes["href"], one.attributes.get("aria-current"))
        for one in Markup(piece).all("a")
    ]


def test_every_page_has_one_frame(furo: "Project") -> None:
    """Also those that Sphinx draws itself: one head, one main part with a heading, one foot."""
    build = furo.build()
    assert (build.code, build.warnings) == (0, "")
    for name in PAGES:
        page = Markup(build.page(name))
        assert len(page.all("header", "pt-top")) == len(page.all("main")) == 1
        assert len(page.all("footer")) == 1
        assert len(page.all("h1")) == 1, name
        assert page.one("a", "pt-skip").attributes["href"] == "#main"
        assert "records provisional" in page.one("div", "pt-strip").text


def test_the_masthead_has_the_pages_of_the_settings(furo: "Project") -> None:
    """With their words, or else their title; a page that does not exist is left out."""
    configure(furo, MASTHEAD)
    build = furo.build()
    assert links(build.page(RECORD), NAV) == [
        ("Overview", "../../index.html", None),
        ("Pledges", "../index.html", "true"),
        ("Method", "../../method.html", None),
    ]
    assert links(build.page("method.html"), NAV)[-1] == (
        "Method",
        "method.html",
        "page",
    )


def test_every_page_belongs_to_a_link_of_the_masthead(furo: "Project") -> None:
    """That of its list, of the document above it, or the front page for days of the past."""
    furo.edit(TRACKER, "as_of:", "editions: [2002-12-31]\nas_of:")
    furo.write("docs/guide/index.md", "# Guide\n\n```{toctree}\nvisit\n```\n")
    furo.edit("docs/index.md", "guide/visit\n", "guide/index\n")
    build = furo.build()
    expected = {
        RECORD: "Pledges",
        "commitments/harbour-2001/index.html": "Agreements",
        "commitments/harbour-2001/sections/fares.html": "Agreements",
        "commitments/parties/north.html": "Parties",
        "commitments/as-of/2002-12-31.html": "Overview",
        "guide/visit.html": "Guide",
    }
    for page, words in expected.items():
        current = [link[0] for link in links(build.page(page), NAV) if link[2] == "true"]
        assert current == [words], page
    assert not [link for link in links(build.page("search.html"), NAV) if link[2]]


def test_without_settings_the_masthead_has_the_chief_pages(furo: "Project") -> None:
    """The front page, the lists of the register, then the first documents; seven at most."""
    for number in range(4):
        furo.write(f"docs/more{number}.md", f"# More {number}\n")
    furo.edit("docs/index.md", "method\nguide", "method\nmore0\nmore1\nmore2\nmore3\nguide")
    words = [link[0] for link in links(furo.build().page("method.html"), NAV)]
    assert words == [
        "Overview",
        "Pledges",
        "Agreements",
        "Parties",
        "Method",
        "More 0",
        "More 1",
    ]


def test_words_of_the_masthead_are_in_the_language_of_the_site(furo: "Project") -> None:
    """Where there are none in it, the first stand there, and say what they are."""
    configure(furo, MASTHEAD + "language = 'ja'\n")
    page = furo.build().page("method.html")
    assert [link[0] for link in links(page, NAV)] == ["概要", "Pledges", "Method"]
    told = {one.text: one.attributes.get("lang") for one in Markup(page).all("a")}
    assert (told["概要"], told["Pledges"]) == (None, "en")


def test_an_area_has_its_contents_beside_it(furo: "Project") -> None:
    """Its documents stand in a list at the side, and other pages have none."""
    with_area(furo)
    build = furo.build()
    assert links(build.page("guide/visit.html"), '<nav aria-label="For visitors"') == [
        ("For visitors", "index.html", None),
        ("Visiting the harbour", "visit.html", "page"),
    ]
    assert "pt-area" not in build.page("method.html") + build.page(RECORD)


def test_the_foot_leads_to_the_pages_of_the_settings_and_the_areas(furo: "Project") -> None:
    """On every page alike."""
    with_area(furo)
    build = furo.build()
    for name, up in (("index.html", ""), (RECORD, "../../")):
        assert links(build.page(name), "<footer") == [
            ("How we judge", f"{up}method.html", None),
            ("For visitors", f"{up}guide/index.html", None),
        ]


def test_a_document_below_another_says_the_way(furo: "Project") -> None:
    """A reader who comes from a search sees what it belongs to."""
    furo.write("docs/guide/index.md", "# Guide\n\n```{toctree}\nvisit\n```\n")
    furo.edit("docs/index.md", "guide/visit\n", "guide/index\n")
    page = furo.build().page("guide/visit.html")
    assert links(page, '<ol class="pt-crumbs"') == [("Guide", "index.html", None)]


def test_past_days_have_pages_that_nobody_takes_for_now(furo: "Project") -> None:
    """The strip of each says so and leads to today; the menu of every page leads to each."""
    furo.edit(
        TRACKER, 'repository_url: ""', 'editions: [2003-06-30, 2002-12-31]\nrepository_url: ""'
    )
    build = furo.build()
    assert not build.warnings
    past = build.page("commitments/as-of/2002-12-31.html")
    assert "The register as it stood on 31 December 2002" in Markup(past).one("h1").text
    assert "pt-strip--past" in Markup(past).one("div", "pt-strip").classes
    assert ("Go to today", "index.html", None) in links(past, '<header class="pt-top"')
    record = build.page(RECORD)
    assert "pt-strip--past" not in Markup(record).one("div", "pt-strip").classes
    assert links(record, '<nav class="pt-asof__menu"') == [
        ("31 December 2002", "../as-of/2002-12-31.html", None),
        ("30 June 2003", "../as-of/2003-06-30.html", None),
    ]
    assert "31 January 2004, today" in Markup(record).one("nav", "pt-asof__menu").text


def test_an_edition_of_the_past_says_so_on_every_page(furo: "Project") -> None:
    """Who comes by an old address is not misled."""
    build = furo.build("html", "-D", "pledgetrack_as_of=2003-06-30")
    for name in PAGES:
        strip = Markup(build.page(name)).one("div", "pt-strip")
        assert "You are reading a past edition." in strip.text
        assert "pt-strip--past" in strip.classes


def test_each_language_leads_to_the_other(furo: "Project") -> None:
    """Each page to the same page, in the head for machines too, and every such link resolves."""
    both = ["-D", "pledgetrack_languages.en=.", "-D", "pledgetrack_languages.ja=ja"]
    english = furo.build("html", *both, output="both", doctrees="doctrees-en")
    japanese = furo.build(
        "html", *both, "-D", "language=ja", output="both/ja", doctrees="doctrees-ja"
    )
    assert not english.warnings + japanese.warnings
    for build, code, name in ((english, "ja", "日本語"), (japanese, "en", "English")):
        for page in (*PAGES, "guide/visit.html"):
            markup = Markup(build.page(page))
            (other,) = (one for one in markup.all("a") if one.attributes.get("hreflang"))
            assert (other.attributes["hreflang"], other.text) == (code, name)
            assert other.attributes["lang"] == code
            address = other.attributes["href"] or ""
            assert (build.output / page).parent.joinpath(address).resolve().is_file(), page
            assert f'rel="alternate" hreflang="{code}" href="{address}"' in build.page(page)


def test_without_the_setting_no_page_leads_to_another_language(furo: "Project") -> None:
    """A site that is built alone has no dead link."""
    assert "hreflang" not in furo.build().page(RECORD)


def test_folders_of_pages_lead_to_the_other_language_too(furo: "Project") -> None:
    """The addresses of the other builder end with a slash."""
    both = ["-D", "pledgetrack_languages.en=.", "-D", "pledgetrack_languages.ja=ja"]
    build = furo.build("dirhtml", *both)
    found = {
        name: [link[1] for link in links(build.page(name), '<span class="pt-push"')]
        for name in ("index.html", "method/index.html")
    }
    assert found == {"index.html": ["ja/"], "method/index.html": ["../ja/method/"]}


def test_a_document_is_shown_in_its_translation(furo: "Project") -> None:
    """One without says in which language it is."""
    configure(furo, "exclude_patterns = ['ja']\n")
    furo.write("docs/ja/method.md", "# 方法\n\n(grades)=\n\n## 段階\n\n行為は報告より重い。\n")
    english = furo.build(doctrees="doctrees-en")
    assert "Method" in Markup(english.page("method.html")).one("h1").text
    build = furo.build("html", "-D", "language=ja", output="ja")
    method, visit = Markup(build.page("method.html")), Markup(build.page("guide/visit.html"))
    assert "方法" in method.one("h1").text
    assert method.one("article").attributes.get("lang") is None
    assert visit.one("article").attributes["lang"] == "en"
    assert not method.all("p", "pt-untranslated")
    assert "英語" in visit.one("p", "pt-untranslated").text


def test_another_theme_keeps_its_own_head(site: "Project") -> None:
    """Generated pages say the day within it, documents are as the theme draws them."""
    build = site.build()
    page = Markup(build.page(RECORD))
    assert "As of 31 January 2004" in page.one("p", "pt-strip").text
    assert not page.all("header", "pt-top")
    assert not Markup(build.page("method.html")).all("p", "pt-strip")


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("pledgetrack_masthead = {'index': 3}", "masthead['index'] = 3 are no words"),
        ("pledgetrack_areas = {'index': {}}", "areas['index'] = {} are no words"),
        ("pledgetrack_foot = {'index': {'en': 1}}", "foot['index'] = {'en': 1} are no words"),
    ],
)
def test_words_that_are_none_are_refused(site: "Project", setting: str, message: str) -> None:
    """The message says how they are written."""
    configure(site, setting)
    build = site.build()
    assert build.code == 2
    assert message in build.warnings
    assert "{'en': 'Method'" in build.warnings
