"""Every builder of Sphinx shows the records; only html and dirhtml give them pages."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Project

PIER = "A second pier in the southern harbour"
OUTPUTS = {
    "text": "index.txt",
    "latex": "harbour.tex",
    "man": "harbour.1",
    "texinfo": "harbour.texi",
    "xml": "index.xml",
    "pseudoxml": "index.pseudoxml",
    "singlehtml": "index.html",
    "epub": "index.xhtml",
    "json": "index.fjson",
}
WITHOUT_DOCUMENTS = ["gettext", "linkcheck", "dummy"]


# This builder, of another package, uses what Sphinx will remove.
@pytest.mark.filterwarnings("ignore:.*JSONHTMLBuilder.app")
@pytest.mark.parametrize("builder", OUTPUTS)
def test_other_builders_show_records_as_plain_content(site: "Project", builder: str) -> None:
    """References, tables and records are there, nothing warns, and no page is made."""
    build = site.build(builder, "-W", "-D", "copyright=nobody")
    assert (build.code, build.warnings) == (0, "")
    text = build.page(OUTPUTS[builder])
    assert "Fulfilled" in text
    assert PIER in " ".join(text.split())
    assert not (build.output / "commitments").exists()


@pytest.mark.parametrize("builder", WITHOUT_DOCUMENTS)
def test_builders_without_documents_do_not_stumble(site: "Project", builder: str) -> None:
    """They run to their end without a warning."""
    build = site.build(builder, "-W")
    assert (build.code, build.warnings) == (0, "")


def test_plain_content_follows_the_records(site: "Project") -> None:
    """A document that shows a record is written again though nobody edited it."""
    assert "Fulfilled" in site.build("text").page("method.txt")
    site.edit(
        "commitments/harbour-2001/ferry-sailings.yaml", "status: fulfilled", "status: partial"
    )
    assert "Fulfilled" not in site.build("text").page("method.txt")


def test_plain_content_links_to_the_public_site(site: "Project") -> None:
    """Where the tracker has an address, other formats lead there."""
    assert "ferry.example" not in site.build("text").page("index.txt")
    site.edit("commitments/tracker.yaml", 'site_url: ""', "site_url: https://ferry.example/")
    build = site.build("latex")
    address = "https://ferry.example/commitments/harbour-2001/ferry-pier.html"
    assert address in build.page("harbour.tex").replace("\\sphinxhyphen{}", "-")


@pytest.mark.parametrize("theme", ["basic", "alabaster", "classic", "furo"])
def test_every_theme_holds_the_pages(site: "Project", theme: str) -> None:
    """The page is drawn into the theme, with its title and the theme's own head."""
    site.edit("docs/conf.py", "alabaster", theme)
    build = site.build("html", "-W")
    page = build.page("commitments/harbour-2001/ferry-pier.html")
    assert (build.code, build.warnings) == (0, "")
    assert f"<title>{PIER}" in page
    assert "ten months before the date" in page
    assert 'href="../../_static/' in page
    assert "pledgetrack/site.css" in page


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_links_between_pages_and_documents_lead_somewhere(site: "Project", builder: str) -> None:
    """Every relative link of every page names a file that is there."""
    output = site.build(builder).output
    links = 0
    for path in output.rglob("*.html"):
        for link in _links(path.read_text("utf-8")):
            target = (path.parent / link).resolve()
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), f"{path.relative_to(output)}: {link}"
            links += 1
    assert links > 100


def _links(page: str) -> set[str]:
    targets = (part.split('"', 1)[0] for part in page.split('href="')[1:])
    local = (target.split("#")[0].split("?")[0] for target in targets if "://" not in target)
    return {target for target in local if target and not target.startswith("mailto:")}


def test_documents_can_name_generated_pages_as_documents(site: "Project") -> None:
    """The role ``doc`` finds them in the first build as in the next."""
    site.write("docs/guide/visit.md", "# Visit\n\n{doc}`/commitments/harbour-2001/ferry-pier`\n")
    for _ in range(2):
        build = site.build("html", "-W")
        assert (build.code, build.warnings) == (0, "")
        assert f">{PIER}</span></a>" in build.page("guide/visit.html")


def test_the_language_of_the_build_is_that_of_the_pages(site: "Project") -> None:
    """Titles, interface and references are Japanese where the register has it."""
    build = site.build("html", "-W", "-D", "language=ja")
    assert (build.code, build.warnings) == (0, "")
    assert "一日八便" in build.page("commitments/harbour-2001/ferry-sailings.html")
    assert "一日八便" in build.page("index.html")
    assert "Eight sailings a day" in site.build().page("index.html")


def test_an_edition_is_a_setting(site: "Project") -> None:
    """What was not yet recorded by the day is not known to the pages."""
    known = ("-D", "pledgetrack_known_by=2003-12-31")
    assert "ten months before" in site.build().page("commitments/harbour-2001/ferry-pier.html")
    page = site.build("html", *known).page("commitments/harbour-2001/ferry-pier.html")
    assert "ten months before" not in page


HOSTILE = "<script>alert(1)</script> `a` **b** [c](javascript:alert(2)) |d| {{e}} :ref:`f` <!--"


@pytest.mark.parametrize("builder", ["html", "text", "latex", "singlehtml", "xml"])
def test_text_of_records_is_never_markup(site: "Project", builder: str) -> None:
    """A title that looks like HTML, MyST, reStructuredText and Jinja stays as it is written."""
    site.edit(
        "commitments/harbour-2001/ferry-pier.yaml",
        "title: A second pier in the southern harbour",
        f"title: '{HOSTILE}'",
    )
    site.edit("commitments/harbour-2001/ferry-pier.yaml", "why: The", f"why: '{HOSTILE}' #")
    build = site.build(builder, "-W")
    assert (build.code, build.warnings) == (0, "")
    for path in build.output.rglob("*"):
        if path.suffix in {".html", ".xml"}:
            assert "<script>alert" not in path.read_text("utf-8")
            assert 'href="javascript:' not in path.read_text("utf-8")
    if builder == "text":
        assert " ".join(HOSTILE.split()[1:4]) in " ".join(build.page("index.txt").split())


def test_other_extensions_see_the_body_of_a_page_once_it_is_drawn(site: "Project") -> None:
    """It is drawn after Sphinx has written out, for its log, all that the page is given."""
    conf = (site.root / "docs/conf.py").read_text("utf-8")
    site.write(
        "docs/conf.py",
        conf
        + """
def setup(app):
    def look(_app, name, _template, context, _doctree):
        if name.endswith("ferry-pier"):
            seen.append("pier" in context.get("body", ""))
            (app.outdir / "seen.txt").write_text(str(seen))
    seen = []
    app.connect("html-page-context", look, priority=1)
    app.connect("html-page-context", look)
""",
    )
    build = site.build("html", "-W")
    assert (build.code, build.warnings) == (0, "")
    assert build.page("seen.txt") == "[False, True]"
