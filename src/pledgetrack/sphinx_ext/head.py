"""What stands in the head of a page beside its title: its assets, its data, the feed."""

import posixpath
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Final

from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.util.fileutil import copy_asset

from pledgetrack.rendering.dataset import dataset_script
from pledgetrack.rendering.html import STATIC
from pledgetrack.rendering.site_data import data_names
from pledgetrack.sphinx_ext.publishing import FEED, published_names
from pledgetrack.sphinx_ext.site import Site
from pledgetrack.views import INDEX, DataPage, data_page
from pledgetrack.views.page_names import DATA

ASSETS_OF: Final = {INDEX: ("explorer.css", "explorer.js")}
"""Files that only one page loads."""

_LINK: Final = Markup('<link rel="alternate" type="{}" title="{}" href="{}">')


class Head:
    """Fills the heads of the pages of a build."""

    def __init__(self, site: Site, base: str, front: str) -> None:
        """Take the address of the site, empty where it is not known, and the front page."""
        self.site = site
        self.base = base
        self.front = front
        self.names = frozenset({*data_names(site.lens), *published_names(base)})

    def links(self, page: str, href: Callable[[str], str]) -> Markup:
        """Return what machines find: the feed, the data of this page, a description of all."""
        say, found = self.site.renderer.gettext, []
        if self.base:
            found.append(_LINK.format("application/atom+xml", say("Feed"), href(FEED)))
        if f"{page}.json" in self.names:
            found.append(_LINK.format("application/json", say("Data"), href(f"{page}.json")))
        if page in {self.front, DATA}:
            found.append(self.dataset(href))
        return Markup().join(found)

    def shown_by(self, page: str) -> tuple[DataPage, ...]:
        """Return what the head of a document is drawn from, besides its name."""
        return (data_page(self.site.lens),) if page == self.front else ()

    def dataset(self, href: Callable[[str], str]) -> Markup:
        """Return the description of the data; addresses are whole where that of the site is."""

        def address(name: str) -> str:
            return f"{self.base}{name}" if self.base else href(name)

        return dataset_script(data_page(self.site.lens), self.site.renderer.gettext, address)


def copy_assets(static: Path) -> None:
    """Put the files that only one page loads beside the style sheets."""
    for asset in chain.from_iterable(ASSETS_OF.values()):
        copy_asset(STATIC / asset, static / "pledgetrack", force=True)


def add_assets(app: Sphinx, page: str) -> None:
    """Load what only this page needs; Sphinx forgets it before the next one."""
    for asset in ASSETS_OF.get(page, ()):
        if posixpath.splitext(asset)[1] == ".js":
            app.add_js_file(f"pledgetrack/{asset}", loading_method="defer")
        else:
            app.add_css_file(f"pledgetrack/{asset}")
