"""What leads from a page to others: head and foot of every page, parts of the site, the way here.

Nothing here knows what a site is about: the links are those that ``conf.py`` names, or the chief
pages and the first documents. A link whose page does not exist is left out.
"""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from docutils import nodes
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from pledgetrack.rendering.wording import own_name
from pledgetrack.sphinx_ext.config import Options
from pledgetrack.sphinx_ext.domain import domain_of
from pledgetrack.sphinx_ext.site import Site
from pledgetrack.views import INDEX, TODAY, Words, site_entries
from pledgetrack.views.page_names import AGREEMENTS, PARTIES

MOST_IN_MASTHEAD = 7  # as many links as fit beside each other at the head of a page


@dataclass(frozen=True, slots=True)
class Place:
    """A page and the words that lead there."""

    page: str
    words: Words


@dataclass(frozen=True, slots=True)
class Branch:
    """A document with those of its toctree."""

    place: Place
    branches: tuple["Branch", ...]


@dataclass(frozen=True, slots=True)
class Translation:
    """The page in another language: its address, the code of the language and its own name."""

    address: str
    language: str
    name: str


class Navigation:
    """The links around the pages of a build; to be made when all documents are read."""

    def __init__(self, site: Site, env: BuildEnvironment, options: Options) -> None:
        """Take the register of the build, what is known of the documents, and ``conf.py``."""
        self.site = site
        self.env = env
        self.options = options
        self.language = site.lens.language

    @cached_property
    def masthead(self) -> tuple[Place, ...]:
        """The links at the head of every page."""
        return self._named(self.options.masthead) or tuple(self._chief())[:MOST_IN_MASTHEAD]

    @cached_property
    def foot(self) -> tuple[Place, ...]:
        """The links at the foot of every page."""
        return self._named(self.options.foot)

    @cached_property
    def areas(self) -> tuple[Branch, ...]:
        """The parts of the site that have a table of contents at their side."""
        return tuple(
            Branch(place, self._below(place.page)) for place in self._named(self.options.areas)
        )

    def area_of(self, page: str) -> Branch | None:
        """Return the part of the site to which a document belongs, None for the others."""
        above = self._with_those_above(page)
        return next((area for area in self.areas if area.place.page in above), None)

    def way_to(self, page: str) -> tuple[Place, ...]:
        """Return the documents above one, the outermost first, without the front page."""
        return tuple(self._place(name) for name in reversed(self._with_those_above(page)[1:]))

    def chief_of(self, page: str) -> str:
        """Return the page of the masthead to which a page belongs; "" where there is none.

        A document belongs to the nearest one above it; a generated page to the one in whose folder
        it lies.
        """
        names = [place.page for place in self.masthead]
        if page in self.env.found_docs:
            return next((name for name in self._with_those_above(page) if name in names), "")
        if page in names:
            return page
        if page.startswith(TODAY.removesuffix("index")):
            return str(self.env.config.root_doc)
        if page in self._of_agreements and AGREEMENTS in names:
            return AGREEMENTS
        folders = (name for name in names if name.endswith("/index"))
        around = (name for name in folders if page.startswith(name.removesuffix("index")))
        return max(around, key=len, default="")

    @cached_property
    def _of_agreements(self) -> frozenset[str]:
        """The pages of agreements and of the sections of their texts."""
        kinds = {"agreement", "section"}
        entries = site_entries(self.site.lens)
        return frozenset(entry.name for target, entry in entries if target in kinds)

    def language_of(self, page: str) -> str:
        """Return the language of a page: what is not translated is in the tracker's first."""
        written = page in self.env.found_docs and page not in domain_of(self.env).translated
        return self.site.lens.register.tracker.languages[0] if written else self.language

    def translations(self, page: str, builder: Builder) -> tuple[Translation, ...]:
        """Return the same page in the other languages of the site."""
        folders = self.options.languages
        if self.language not in folders:
            return ()
        address = builder.get_target_uri(page)
        here = posixpath.dirname(posixpath.join("/", folders[self.language], address))
        return tuple(
            Translation(_relative(posixpath.join("/", folder, address), here), code, own_name(code))
            for code, folder in folders.items()
            if code != self.language
        )

    def _chief(self) -> Iterator[Place]:
        say = self.site.renderer.gettext
        words = {
            self.env.config.root_doc: say("Overview"),
            INDEX: say("Pledges"),
            AGREEMENTS: say("Agreements"),
            PARTIES: say("Parties"),
        }
        for page, text in words.items():
            if self._exists(page):
                yield Place(page, Words(text, self.language))
        for page in self.env.toctree_includes.get(self.env.config.root_doc, ()):
            if self._exists(page):
                yield self._place(page)

    def _named(self, pages: Mapping[str, str | Mapping[str, str]]) -> tuple[Place, ...]:
        return tuple(
            self._place(page, words) for page, words in pages.items() if self._exists(page)
        )

    def _place(self, page: str, words: str | Mapping[str, str] = "") -> Place:
        """Return a page with the words that were given for it, else with its title."""
        if isinstance(words, str):
            words = {self.site.lens.register.tracker.languages[0]: words} if words else {}
        if words:
            language = self.language if self.language in words else next(iter(words))
            return Place(page, Words(words[language], language))
        return Place(page, Words(self._title(page), self.language_of(page)))

    def _title(self, page: str) -> str:
        title = self.site.page_titles.get(page)
        return title or self.env.titles.get(page, nodes.title()).astext()

    def _exists(self, page: str) -> bool:
        return page in self.env.found_docs or page in self.site.page_titles

    def _below(self, page: str) -> tuple[Branch, ...]:
        return tuple(
            Branch(self._place(name), self._below(name))
            for name in self.env.toctree_includes.get(page, ())
            if self._above.get(name) == page
        )

    def _with_those_above(self, page: str) -> list[str]:
        """Return a document and those above it, without the front page, which is above all."""
        chain = [page]
        while (above := self._above.get(chain[-1], "")) and above not in chain:
            chain.append(above)
        return [name for name in chain if name != self.env.config.root_doc or name == page]

    @cached_property
    def _above(self) -> dict[str, str]:
        """The document in whose toctree each stands first."""
        above: dict[str, str] = {}
        for page in sorted(self.env.toctree_includes):
            for name in self.env.toctree_includes[page]:
                above.setdefault(name, page)
        return above


def _relative(address: str, folder: str) -> str:
    """Return an address as seen from a folder; that of a folder ends with a slash."""
    slash = "/" if address.endswith("/") and address != "/" else ""
    return posixpath.relpath(address, folder) + (slash or ("/" if address == "/" else ""))
