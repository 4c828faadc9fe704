"""Generated pages: drawn from the views, handed to Sphinx when documents are written.

A page is written unless what it was drawn from is the same as in the last build of this output
and its file is there. The handlers of events stand last, in the order of a build.
"""

import html
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.osutil import relative_uri

from pledgetrack.errors import UsageError
from pledgetrack.rendering.shelf import FOLDER
from pledgetrack.sphinx_ext import search
from pledgetrack.sphinx_ext.config import Options
from pledgetrack.sphinx_ext.data import write_data
from pledgetrack.sphinx_ext.domain import domain_of
from pledgetrack.sphinx_ext.frame import forget_numbers, navigation_digest, settings_digest
from pledgetrack.sphinx_ext.framing import Framer
from pledgetrack.sphinx_ext.head import Head, add_assets
from pledgetrack.sphinx_ext.manifest import (
    Manifest,
    digest,
    files_of_documents,
    forget,
    pages_and_documents,
    remove_files,
)
from pledgetrack.sphinx_ext.navigation import Navigation
from pledgetrack.sphinx_ext.publishing import base_address, files_beside_pages
from pledgetrack.sphinx_ext.queries import Query, answer_or_fault
from pledgetrack.sphinx_ext.reports import copy_reports
from pledgetrack.sphinx_ext.site import WARNING_TYPE, Site
from pledgetrack.views import AsOfPage, Content, Page

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder

SHARED_IN_A_FOLDER = ("toctree", "css_tag", "js_tag")
TEMPLATE = "pledgetrack/page.html"
REPORT_OF = "report:"
"""Before the name of a page: the address of its place in a PDF volume, if there is one."""

Draw = Callable[..., str]
Context = dict[str, Any]

logger = logging.getLogger(__name__)


class GeneratedPages:
    """The generated pages of one build, and what the last build left in the output.

    Only names and digests are held, and the search words of changed pages: one view at a time.
    """

    def __init__(self, app: Sphinx, site: Site) -> None:
        """Look at the output before anything is written into it."""
        self.builder = cast("StandaloneHTMLBuilder", app.builder)
        self.env = app.env
        self.site = site
        self.options = Options.of(app.config)
        self.folder = Path(app.outdir)
        self.head = Head(site, base_address(site, self.options), app.config.root_doc)
        self.reports = Path(app.confdir, self.options.reports)
        self.before = Manifest.read(self.folder)
        settings = digest(settings_digest(app, self.builder), self.head.base)
        self.now = Manifest(settings=settings, drawn_from=site.drawn_from)
        self._owed: set[str] = set()
        self._writes_documents = False
        self._paths: dict[str, str] = {}
        self._content: Content | None = None  # of the page that Sphinx is given

    @property
    def starts_afresh(self) -> bool:
        """Say whether everything is written: the frame of pages changed, or is not known."""
        frame = (self.now.settings, self.now.navigation)
        known = (self.before.settings, self.before.navigation)
        return frame != known or not search.index_path(self.builder).is_file()

    def stale_documents(self, queries: Mapping[str, Iterable[Query]]) -> list[str]:
        """Return the documents whose frame changed, or what they show of the register.

        A document with a query that has no answer is always among them: its warning must come in
        every build.
        """
        self.now.navigation = digest(navigation_digest(self.env), self.framer.same_everywhere)
        for name, asked in {self.head.front: (), **queries}.items():
            answers = [answer_or_fault(query, self.site) for query in asked]
            if not any(isinstance(answer, UsageError) for answer in answers):
                self.now.documents[name] = digest(*answers, *self.head.shown_by(name))
        known = self.before.documents
        asking = {self.head.front, *queries}
        stale = {name for name in asking if self.now.documents.get(name, "") != known.get(name)}
        self._owed = set(self.env.found_docs) if self.starts_afresh else stale
        return sorted(self._owed)

    def note_written(self, document: str) -> None:
        """Remember that a document that had to be written is."""
        self._owed.discard(document)
        self._writes_documents = True

    def announce(self) -> None:
        """Make the names of pages known to Sphinx, after it has stored the environment.

        Their words then survive when the search index is loaded, documents can refer to them, and
        ``objects.inv`` has them; the next build starts without them again.
        """
        afresh, index = self.starts_afresh, search.index_path(self.builder)
        if self.before.settings != self.now.settings or not index.is_file():
            search.write_empty(self.builder)
        if afresh:
            self.before = Manifest(files=self.before.files)
        forget(self.folder)
        for name, title in self.site.page_titles.items():
            if name not in self.env.found_docs:
                self._enter(name, title)

    def _enter(self, name: str, title: str) -> None:
        self.env.all_docs[name] = 0
        # A bare text is all that references and the inventory ask for; a node takes much memory.
        self.env.titles[name] = cast("nodes.title", nodes.Text(title))

    def collect(self) -> Iterator[tuple[str, Context, str]]:
        """Yield the pages to write, for Sphinx to put into the theme; then tell the search."""
        for name in sorted(self.env.found_docs & self.site.page_titles.keys()):
            self._warn_of_collision(name)
        if self._are_as_before:
            self.now.pages, self.now.stamps = self.before.pages, self.before.stamps
        else:
            for page in self._changed():
                if self._note(page):
                    self._feed(page)
                    self._content = page.content
                    name, context = page.name, _context(page)
                    del page  # a view may be large, and is let go once its page is drawn
                    yield name, context, TEMPLATE
        self._settle()

    def _changed(self) -> Iterator[Page]:
        """Yield the pages that are not certainly the same as in the last build, one at a time."""
        for draft in self.site.drafts():
            if draft.name in self.env.found_docs:
                continue
            if stamp := self.site.stamp(draft):
                self.now.stamps[draft.name] = stamp
                known = self.before.pages.get(draft.name)
                is_known = self.before.stamps.get(draft.name) == stamp
                if known and is_known and self._is_there(draft.name):
                    self.now.pages[draft.name] = known
                    continue
            yield Page(draft.name, draft.title, draft.content())

    @cached_property
    def _are_as_before(self) -> bool:
        """Whether all files are there and nothing that they are drawn from has changed."""
        same = self.before.drawn_from == self.now.drawn_from
        return same and self.before.is_whole(self.folder)

    def _note(self, page: Page) -> bool:
        """Note what a page is drawn from; say whether it must be written."""
        drawn_from = self.now.pages[page.name] = digest(page, self.site.report_of(page.name))
        known = self.before.pages.get(page.name)
        return drawn_from != known or not self._is_there(page.name)

    def _is_there(self, page: str) -> bool:
        return os.path.isfile(f"{self.folder}/{self.path_of(page)}")  # noqa: PTH113  thousands of pages

    def path_of(self, page: str) -> str:
        """Return the path of a page below the output, with ``/``."""
        if page not in self._paths:
            path = os.fspath(self.builder.get_output_path(page))
            self._paths[page] = path[len(os.fspath(self.builder.outdir)) + 1 :].replace(os.sep, "/")
        return self._paths[page]

    def body_of(self, page: str) -> str:
        """Return the body of the page that Sphinx was given last.

        Sphinx writes out all that a page is given, for its log: a body comes after that.
        """
        content, self._content = self._content, None
        return self.site.renderer.page(cast("Content", content), self.links_from(page))

    def _feed(self, page: Page) -> None:
        if self._index:
            words = self.site.renderer.search_text(page.content)
            self._index.feed_page(page.name, page.title, words)

    @cached_property
    def _index(self) -> search.PageIndex | None:
        return search.index_of(self.builder)

    def _settle(self) -> None:
        """Bring the search up to date, unless what the last build wrote still holds."""
        names = self.now.pages.keys()
        if not self._index:
            return
        if not (self._index.fed or self._writes_documents or self.before.pages.keys() != names):
            self.builder.indexer = None
            return
        for name in self.env.all_docs.keys() - self.env.found_docs - names:
            del self.env.all_docs[name]
        self._index.settle(self.env)

    def _warn_of_collision(self, name: str) -> None:
        logger.warning(
            "this document has the name of a generated page, which is left out; rename it",
            location=name,
            type=WARNING_TYPE,
            subtype="page-collision",
        )

    def links_from(self, page: str) -> Callable[[str], str]:
        """Return what turns the name of a generated page into its address, seen from ``page``."""
        address = self.framer.href_from(page)
        own = self.framer.address_of(page)

        def href(name: str) -> str:
            if name in self.head.names:
                return relative_uri(own, name)
            if name.startswith(REPORT_OF):
                place = self.site.report_of(name.removeprefix(REPORT_OF))
                return relative_uri(own, place) if place else ""
            if name.startswith(f"{FOLDER}/"):
                return relative_uri(own, name)
            known = name in self.site.page_titles or name in self.env.found_docs
            return address(name) if known else ""

        return href

    def shared(self, page: str, name: str, draw: Draw) -> Draw:
        """Return a function of the template context with a memory for the folder of the page.

        Pages of one folder have the same table of contents and the same links to style sheets, but
        themes ask for them on each page, which costs more than all else together.
        """
        folder = self.framer.folder_of(page)

        def remembered(*values: Any, **options: Any) -> str:
            key = (name, *values, *sorted(options.items()))
            return folder.once(partial(draw, *values, **options), *key)

        return remembered

    @cached_property
    def framer(self) -> Framer:
        """What draws head and foot of pages; to be asked for when all documents are read."""
        return Framer(self.site, Navigation(self.site, self.env, self.options), self.builder)

    def finish(self) -> None:
        """Remove what vanished and note what is there, once all is written.

        Somebody who asks for a few files by name gets only these: the rest stays owed, and without
        a note the next build writes everything.
        """
        if self._owed:
            return
        self.now.data = self._data()
        reports = copy_reports(self.site.shelf, self.reports, self.folder)
        pages = map(self.path_of, pages_and_documents(self.builder, self.now.pages))
        files = {*pages, *files_of_documents(self.builder), *self.now.data, *reports}
        self.now.files = sorted(files)
        remove_files(self.folder, set(self.before.files) - set(self.now.files))
        self.now.write(self.folder)

    def _data(self) -> dict[str, str]:
        """Write what is not there of the files of data; return what each says."""
        if self._are_as_before:
            return self.before.data
        files = files_beside_pages(self.site, self.head.base, self.env.found_docs)
        return write_data(self.folder, files, self.before.data)


def pages_of(env: BuildEnvironment) -> GeneratedPages | None:
    """Return the generated pages of this build; None for builders that have none."""
    return domain_of(env).pages


def stale_documents(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name documents to write though nobody edited them; a handler of ``env-get-updated``."""
    forget_numbers(env)
    queries = domain_of(env).queries
    pages = pages_of(env)
    return pages.stale_documents(queries) if pages else sorted(queries)


def announce(_app: Sphinx, builder: Builder) -> None:
    """Make generated pages known; a handler of ``write-started``."""
    if pages := pages_of(builder.env):
        pages.announce()


def note_written(app: Sphinx, _doctree: nodes.document, docname: str) -> None:
    """See which documents are written; a handler of ``doctree-resolved``, which no fork hides."""
    if pages := pages_of(app.env):
        pages.note_written(docname)


def fill_context(
    app: Sphinx, pagename: str, _templatename: str, context: Context, _doctree: nodes.document
) -> None:
    """Prepare what templates get; a handler of ``html-page-context``."""
    pages = pages_of(app.env)
    if pages:
        frame = pages.framer.frame(pagename, context.pop("pledgetrack_day", None))
        context["pledgetrack"] = frame
        links = str(pages.head.links(pagename, pages.links_from(pagename)))
        context["metatags"] = context.get("metatags", "") + str(frame.alternates) + links
    if pages and pagename in pages.now.pages:
        context["body"] = pages.body_of(pagename)
        add_assets(app, pagename)
        for name in SHARED_IN_A_FOLDER:
            context[name] = pages.shared(pagename, name, context[name])
    if pages and pages.framer.draws_documents:
        context["toctree"] = _nothing


def _context(page: Page) -> Context:
    day = page.content.day if isinstance(page.content, AsOfPage) else None
    shown = {"title": html.escape(page.title), "pledgetrack_day": day}
    return {**shown, "metatags": "", "meta": {}, "toc": ""}


def _nothing(*_values: object, **_options: object) -> str:
    """Stand for the tree of all documents, which the theme asks for and our frame never shows."""
    return ""


def collect(app: Sphinx) -> Iterator[tuple[str, Context, str]]:
    """Hand the changed pages to Sphinx; a handler of ``html-collect-pages``."""
    if pages := pages_of(app.env):
        yield from pages.collect()


def note_output(app: Sphinx, exception: Exception | None) -> None:
    """Note what was written, if all was; a handler of ``build-finished``."""
    if exception is None and (pages := pages_of(app.env)):
        pages.finish()
