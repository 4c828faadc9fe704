"""Every link of a built site leads to something."""

from collections import Counter, defaultdict
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

if TYPE_CHECKING:
    from conftest import Site

pytestmark = pytest.mark.browser

ELSEWHERE = {"http", "https", "mailto"}
KINDS = {
    *("/index", "/page"),  # all pledges, all agreements
    *("agreement/index", "agreement/page", "agreement/sections/page"),
    *("parties/index", "parties/page", "sources/index", "sources/page"),
}


class _Page(HTMLParser):
    """What a page can be linked to by, and what it links to."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(path.read_text("utf-8"))
        self.anchors = frozenset(self.ids)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in {"href", "src", "action"}:
                self.links.append(value or "")


@pytest.mark.parametrize("name", ["site", "own_site", "hostile_site"])
def test_links_lead_somewhere(name: str, request: pytest.FixtureRequest) -> None:
    """Pages, files and anchors that a page names are there; ids are unique."""
    site: Site = request.getfixturevalue(name)
    pages = {path.resolve(): _Page(path) for path in site.pages()}
    wrong = defaultdict(set)
    for path, page in pages.items():
        twice = {one for one, count in Counter(page.ids).items() if count > 1}
        wrong["id stands twice"] |= {f"{path.name}: {one}" for one in twice}
        for link in set(page.links):
            fault = _fault(path, link, pages)
            if fault:
                wrong[fault].add(f"{path.relative_to(site.folder.resolve())}: {link}")
    assert kinds_of(site) >= KINDS
    assert {fault: sorted(places)[:8] for fault, places in wrong.items() if places} == {}


def kinds_of(site: "Site") -> set[str]:
    """Return the kinds of generated pages that a site has, by the folders they lie in."""
    generated = site.folder / "commitments"
    places = (path.relative_to(generated).parts for path in generated.rglob("*.html"))
    found = set()
    for *folders, name in places:
        known = folders and folders[0] in {"parties", "sources"}
        place = folders[0] if known else "/".join(["agreement", *folders[1:]] if folders else [])
        found.add(f"{place}/index" if name == "index.html" else f"{place}/page")
    return found


def _fault(path: Path, link: str, pages: dict[Path, _Page]) -> str:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        known = parts.scheme in ELSEWHERE or link.startswith("data:image/")
        return "" if known else "scheme"
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if target.is_dir():
        target /= "index.html"
    if not target.is_file():
        return "no such file"
    anchors = pages[target].anchors if target in pages else {""}
    return "" if not parts.fragment or unquote(parts.fragment) in anchors else "no such anchor"
