"""Payloads in every text field of every kind of file: all pages show them, and nothing happens."""

import json
import re
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from baiting import Trap, trap
from payloads import PARTS, PAYLOADS
from planting import Garden, garden, number_of, refused_in
from soundness import PATIENCE
from textfields import Field, fields
from walls import PAGE, titled, without

if TYPE_CHECKING:
    from conftest import Site
    from playwright.sync_api import Browser, Dialog, Page, Request

pytestmark = pytest.mark.browser

AUDIT = (Path(__file__).parent / "auditing.js").read_text("utf-8")
EXPLORER = "commitments/index.html"
SEARCH = "[data-explorer] input[type=search]"
LISTENING = "window.hits = []; window.z = (...told) => { window.hits.push(told.join()); };"
CONF = """
project = "Pledges"
extensions = ["myst_parser", "pledgetrack.sphinx_ext"]
html_theme = "furo"
html_copy_source = False
"""
DIRECTIVES = (
    *("summary", "sensitivity", "history", "timeline", "due", "sources", "parties", "news"),
    *("statuses", "crosswalk", "queue", "corrections", "table"),
    *("text} harbour-2006", "chapters} harbour-2006", "chart} harbour-2006/ferry-sailings"),
    *("lineage} harbour-2006/ferry-sailings", "record} harbour-2006/ferry-sailings"),
    "questions}\n:promised: commitments/harbour-2006/index\n:method: index",
)
# What no page shows as words: it is the beginning of addresses.
NOT_SHOWN = {"tracker: repository_url"}


@dataclass
class Watched:
    """A page that is watched: what ran, what was asked, what went wrong."""

    page: "Page"
    trap: Trap
    own: str
    asked: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def open(self, path: str) -> str:
        """Open a page, look at it on screen and on paper, and return all its text."""
        self.page.goto(f"{self.own}/{path}", wait_until="load")
        return self.look(path)

    def look(self, path: str) -> str:
        """Assert that nothing happened on the page that is open, and return all its text."""
        self.page.emulate_media(media="print")
        faults = self.page.evaluate(AUDIT, r"z\(\d|\d{4}\*9")
        self.page.emulate_media(media="screen")
        assert faults == [], path
        assert self.page.evaluate("window.hits") == [], path
        assert self.told == [], path
        assert self.asked == [], path
        assert self.trap.asked == [], path
        return str(self.page.evaluate("document.title + document.documentElement.textContent"))


@dataclass(frozen=True)
class Grown:
    """A site of a tracker in which payloads were planted."""

    garden: Garden
    site: "Site"
    trap: Trap


@pytest.fixture(scope="module", params=["en", "ja"])
def grown(
    request: pytest.FixtureRequest,
    serve: Callable[..., "Site"],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Grown]:
    """Build the site of all payloads that the schemas let through, and of files that they refuse.

    Its one document has every directive; it is built in either language.
    """
    folder = tmp_path_factory.mktemp("payloads")
    docs = folder / "docs"
    docs.mkdir()
    (docs / "conf.py").write_text(CONF, "utf-8")
    words = [f"```{{commitment:{one if '}' in one else one + '}'}\n```\n" for one in DIRECTIVES]
    (docs / "index.md").write_text("\n".join(["# All\n", *words]), "utf-8")
    with trap() as set_:
        made = garden(folder / "tracker", set_.bait)
        refused_in(made)
        site = serve(made.root, docs, f"-Dlanguage={request.param}")
        assert f' lang="{request.param}" data-content_root' in (site.folder / EXPLORER).read_text(
            "utf-8"
        )
        yield Grown(made, site, set_)


@pytest.fixture(scope="module")
def watched(chromium: "Browser", grown: Grown) -> Iterator[Watched]:
    """Return a page of Chromium that may ask anybody, and is watched."""
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    context.add_init_script(LISTENING)
    one = Watched(context.new_page(), grown.trap, grown.site.address)

    def note(request: "Request") -> None:
        if not request.url.startswith((grown.site.address, "data:", "blob:")):
            one.asked.append(request.url)

    context.on("request", note)
    one.page.on("pageerror", lambda error: one.told.append(str(error)))
    one.page.on("console", lambda line: one.told.append(line.text) if line.type == "error" else 0)

    def refuse(dialog: "Dialog") -> None:
        one.told.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    one.page.on("dialog", refuse)
    yield one
    context.close()


def test_every_page_shows_payloads_as_words(grown: Grown, watched: Watched) -> None:
    """No page runs, asks or holds anything of them; and the words of every field are on one."""
    shown: set[str] = set()
    paths = [path.relative_to(grown.site.folder).as_posix() for path in grown.site.pages()]
    assert len(paths) > 60
    for path in paths:
        shown |= set(re.findall(r"z\((\d{4}|)\)", watched.open(path)))
    hidden = {str(one) for one in grown.garden.planted if _sign(one) not in shown}
    assert hidden == NOT_SHOWN


def _sign(one: Field) -> str:
    return "" if one.is_nameless else str(number_of(fields()[-1] if one.is_quote else one))


@pytest.mark.parametrize("page", [EXPLORER, "search.html", "index.html"])
def test_payloads_in_the_address_are_words(page: str, grown: Grown, watched: Watched) -> None:
    """In what is asked and in the fragment, in names and in values, on pages that read them."""
    said = [payload.text(4999, grown.trap.bait) for payload in PAYLOADS]
    alone = said[: len(PARTS)] if page == EXPLORER else []
    for text in (*alone, "".join(said[: len(PARTS)]), "".join(said)):
        written = quote(text)
        keys = "&".join(f"{key}={written}" for key in ("q", "status", "sort", "highlight", "by"))
        watched.open(f"{page}?{keys}&{written}=1#{written}")
        if page == EXPLORER:
            assert watched.page.locator(SEARCH).input_value() == text[:200]


def test_payloads_in_results_of_a_search_are_words(watched: Watched) -> None:
    """Titles and stretches of pages, which a script puts together."""
    watched.page.goto(f"{watched.own}/search.html?q=javascript")
    watched.page.locator("#search-results li p").first.wait_for()
    assert "onload=z(" in watched.look("search.html")


def test_words_of_the_explorer_stay_words_when_it_draws(grown: Grown, watched: Watched) -> None:
    """Filters, tags and sorting write what they read from the page."""
    watched.open(EXPLORER)
    for box in watched.page.locator("fieldset input").all()[:40]:
        box.evaluate("box => box.click()")
    for head in watched.page.locator("thead th button").all():
        head.evaluate("button => button.click()")
    watched.page.locator(SEARCH).fill(PAYLOADS[1].text(4999, grown.trap.bait))
    assert "z(4999)" in watched.look(EXPLORER)


def test_feed_map_and_data_hold_payloads_as_text(grown: Grown) -> None:
    """Each file is well-formed, and what it says is what was planted."""
    folder, bait = grown.site.folder, grown.trap.bait
    title = number_of(next(one for one in fields() if str(one) == "commitment: title"))
    feed = ET.parse(folder / "feed.xml")  # noqa: S314  the file is ours
    texts = [element.text or "" for element in feed.iter()]
    assert any(PAYLOADS[1].text(title, bait) in text for text in texts)
    spaces = {element.tag.partition("}")[0] for element in feed.iter()}
    assert spaces == {"{http://www.w3.org/2005/Atom"}
    places = [one.text or "" for one in ET.parse(folder / "sitemap.xml").iter()]  # noqa: S314
    assert all(place.startswith("http://") for place in places if place.strip())
    for path in folder.rglob("*.json"):
        json.loads(path.read_text("utf-8"))
    index = (folder / "searchindex.js").read_text("utf-8")
    found = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))
    assert any("onload=z(" in one for one in found["titles"])
    head, _, packed = (folder / "objects.inv").read_bytes().partition(b"zlib.\n")
    assert head.count(b"\n") == 3
    lines = zlib.decompress(packed).decode().splitlines()
    assert all(re.match(r"\S.* [\w:-]+ -?\d \S* ", line) for line in lines)


def test_a_page_that_the_browser_prints_holds_links_only(grown: Grown, watched: Watched) -> None:
    """The page of a record as a PDF file: no script, no action, no file, no strange address."""
    watched.open("commitments/harbour-2006/ferry-sailings.html")
    addresses = set()
    with pikepdf.open(BytesIO(watched.page.pdf())) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary):
                assert not {"/JS", "/JavaScript", "/AA", "/OpenAction", "/EF"} & set(one.keys())
                assert one.get("/S") not in {"/Launch", "/SubmitForm", "/GoToR", "/ImportData"}
                for holder in (one, one.get("/A", {})):
                    addresses |= {str(holder["/URI"])} if "/URI" in holder else set()
    assert addresses
    assert all(one.startswith(("http://", "https://")) for one in addresses)
    assert watched.asked == grown.trap.asked == []


RUNNING = "<script>z(4999)</script><img src=http://%B/1 onerror=z(5000)>"


def test_what_ran_or_asked_would_be_seen(chromium: "Browser", tmp_path: Path) -> None:
    """On a page that lacks escaping it does: the same eyes see a call, a request and an element."""
    root = tmp_path / "tracker"
    with trap() as set_:
        titled(root, RUNNING, set_.bait)
        (root / "docs").mkdir()
        (root / "docs" / "conf.py").write_text(CONF, "utf-8")
        (root / "docs" / "index.md").write_text("# All\n", "utf-8")
        command = [sys.executable, "-m", "sphinx", "-q", "docs", "html"]
        subprocess.run(command, cwd=root, env=without("escaping"), check=True, timeout=600)
        page = chromium.new_page()
        page.set_default_timeout(PATIENCE)
        page.add_init_script(LISTENING)
        page.goto((root / "html" / f"{PAGE}.html").as_uri(), wait_until="load")
        hits = page.evaluate("window.hits")
        faults = page.evaluate(AUDIT, r"z\(\d|\d{4}\*9")
        page.close()
        assert {"4999", "5000"} <= set(hits)
        assert set_.asked
        assert faults
