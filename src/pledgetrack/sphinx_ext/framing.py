"""What stands around a page: the values from which the templates draw its head and foot."""

import posixpath
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup
from sphinx.util.osutil import relative_uri

from pledgetrack import rendering
from pledgetrack.sphinx_ext.navigation import Branch, Navigation, Place, Translation
from pledgetrack.sphinx_ext.site import Site
from pledgetrack.views import INDEX, Strip, Words, strip

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder

THEME = "furo"
"""The theme over whose base our templates draw a whole page."""

Href = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Folder:
    """What the pages of one folder have in common: the addresses of others, and what is drawn."""

    name: str
    addresses: dict[str, str] = field(default_factory=dict)
    _drawn: dict[tuple[Hashable, ...], str] = field(default_factory=dict)

    def once(self, draw: Callable[[], str], *key: Hashable) -> str:
        """Return what ``draw`` makes; it is asked once for each ``key``."""
        if key not in self._drawn:
            self._drawn[key] = draw()
        return self._drawn[key]


@dataclass(frozen=True, slots=True)
class Frame:
    """Head and foot of one page; ``href`` turns the name of a page into its address from there.

    ``once`` draws what is the same on all pages of the folder.
    """

    say: Callable[[str], str]
    once: Callable[..., str]
    href: Href
    tracker: Words
    masthead: tuple[Place, ...]
    chief: str  # the page of the masthead to which this one belongs
    language: str  # of what stands within
    language_name: str
    strip: Markup
    past: bool
    translations: tuple[Translation, ...]
    way: tuple[Place, ...]
    area: Branch | None
    areas: tuple[Branch, ...]
    foot: tuple[Place, ...]

    @property
    def alternates(self) -> Markup:
        """The links that tell machines of the page in other languages."""
        link = Markup('<link rel="alternate" hreflang="{}" href="{}">')
        return Markup().join(link.format(one.language, one.address) for one in self.translations)


class Framer:
    """Frames the pages of a build; what is the same in a folder is drawn once.

    Pages of a folder come one after the other, so that only one is kept at a time.
    """

    def __init__(
        self, site: Site, navigation: Navigation, builder: "StandaloneHTMLBuilder"
    ) -> None:
        """Take the register, the links between its pages, and what knows their addresses."""
        self.site = site
        self.navigation = navigation
        self.builder = builder
        self._page = ""
        self._own = ""  # the address of this page
        self._folder = Folder("")
        self._counting = {INDEX, builder.config.root_doc}
        self._above_pages: dict[tuple[date | None, bool], Strip] = {}

    @property
    def same_everywhere(self) -> tuple[object, ...]:
        """What all pages show; where it changed, all are written again."""
        known = self.navigation
        return (
            known.masthead,
            known.foot,
            known.areas,
            sorted(known.options.languages.items()),
            strip(self.site.lens),
        )

    def frame(self, page: str, day: date | None = None) -> Frame:
        """Return what stands around a page; ``day`` is that of a page that shows another day."""
        known = self.navigation
        above = self._above(page, day)
        language = known.language_of(page)
        return Frame(
            say=self.site.renderer.gettext,
            once=self.folder_of(page).once,
            href=self.href_from(page),
            tracker=self.site.lens.tracker,
            masthead=known.masthead,
            chief=known.chief_of(page),
            language=language,
            language_name=self.site.renderer.wording.language_name(language),
            strip=self._strip(page, day, above),
            past=above.past,
            translations=known.translations(page, self.builder),
            way=known.way_to(page),
            area=known.area_of(page),
            areas=known.areas,
            foot=known.foot,
        )

    def folder_of(self, page: str) -> Folder:
        """Return what the pages beside this one share with it."""
        own = self.address_of(page)
        name = posixpath.dirname(own)
        if name != self._folder.name:
            self._folder = Folder(name)
        return self._folder

    def address_of(self, page: str) -> str:
        """Return the address of a page; it is asked for many times in a row."""
        if page != self._page:
            self._page, self._own = page, self.builder.get_target_uri(page)
        return self._own

    def href_from(self, page: str) -> Href:
        """Return what turns the name of a page into its address, seen from ``page``."""
        own, known = self.address_of(page), self.folder_of(page).addresses

        def href(name: str) -> str:
            if name == page:
                return posixpath.basename(own) or "./"
            if name not in known:
                known[name] = relative_uri(own, self.builder.get_target_uri(name)) or "./"
            return known[name]

        return href

    @cached_property
    def draws_documents(self) -> bool:
        """Whether documents stand in our frame too: no other theme, no template of the user's."""
        templates = self.builder.templates
        _, path, _ = templates.get_source(templates.environment, "page.html")
        ours = Path(path).is_relative_to(Path(rendering.__file__).parent)
        return ours and self.builder.config.html_theme == THEME

    def _above(self, page: str, day: date | None) -> Strip:
        """Return the strip above a page; the digests of pages with numbers hold these."""
        counting = day is not None or page in self._counting
        key = (day, counting)
        if key not in self._above_pages:
            self._above_pages[key] = strip(self.site.lens, day, counting=counting)
        return self._above_pages[key]

    def _strip(self, page: str, day: date | None, above: Strip) -> Markup:
        draw = partial(self.site.renderer.strip, above, self.href_from(page))
        # The page of a day, or of all records, does not link to itself.
        own = page if above.counts else ""
        drawn = self.folder_of(page).once(draw, "strip", day, own)
        return Markup(drawn)  # noqa: S704  drawn and escaped by the renderer
