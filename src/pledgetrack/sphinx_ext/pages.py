"""Generated pages: drawn from the views, handed to Sphinx when documents are written.

A page is written unless what it was drawn from is the same as in the last build of this output
and its file is there. The handlers of events stand last, in the order of a build.
"""

import html
import posixpath
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.fileutil import copy_asset

from pledgetrack import rendering
from pledgetrack.errors import UsageError
from pledgetrack.sphinx_ext import search
from pledgetrack.sphinx_ext.domain import domain_of
from pledgetrack.sphinx_ext.frame import navigation_digest, settings_digest
from pledgetrack.sphinx_ext.manifest import Manifest, digest, forget, output_files, remove_files
from pledgetrack.sphinx_ext.queries import Query, answer_or_fault
from pledgetrack.sphinx_ext.site import WARNING_TYPE, Site
from pledgetrack.views import INDEX, Page, site_pages

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder

CHIEF_PAGES = 7  # as many links as fit beside each other at the head of a page
SHARED_IN_A_FOLDER = ("toctree", "css_tag", "js_tag")
SHEETS = ("site.css",)
TEMPLATE = "pledgetrack/page.html"
_RENDERING = Path(rendering.__file__).parent

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
        self.folder = Path(app.outdir)
        self.before = Manifest.read(self.folder)
        self.now = Manifest(settings=settings_digest(app, self.builder))
        self._owed: set[str] = set()
        self._shared: dict[tuple[object, ...], str] = {}

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
        self.now.navigation = navigation_digest(self.env)
        for name, asked in queries.items():
            answers = [answer_or_fault(query, self.site) for query in asked]
            if not any(isinstance(answer, UsageError) for answer in answers):
                self.now.documents[name] = digest(*answers)
        known = self.before.documents
        stale = {name for name in queries if self.now.documents.get(name, "") != known.get(name)}
        self._owed = set(self.env.found_docs) if self.starts_afresh else stale
        return sorted(self._owed)

    def note_written(self, document: str) -> None:
        """Remember that a document that had to be written is."""
        self._owed.discard(document)

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
        self.env.titles[name] = nodes.title(title, title)

    def collect(self) -> Iterator[tuple[str, Context, str]]:
        """Yield the pages to write, for Sphinx to put into the theme; then tell the search."""
        fed: dict[str, tuple[str, str]] = {}
        for page in site_pages(self.site.lens):
            if page.name in self.env.found_docs:
                self._warn_of_collision(page.name)
            elif self._note(page):
                fed[page.name] = (page.title, self.site.renderer.search_text(page.content))
                yield page.name, self._context(page), TEMPLATE
        self._feed(fed)

    def _note(self, page: Page) -> bool:
        """Enter a page; say whether it must be written."""
        self._enter(page.name, page.title)
        drawn_from = self.now.pages[page.name] = digest(page)
        known = self.before.pages.get(page.name)
        return drawn_from != known or not self.builder.get_output_path(page.name).is_file()

    def _context(self, page: Page) -> Context:
        title = html.escape(page.title)
        body = self.site.renderer.page(page.content, self.links_from(page.name))
        return {"title": title, "body": body, "metatags": "", "meta": {}, "toc": ""}

    def _feed(self, fed: Mapping[str, tuple[str, str]]) -> None:
        if self.builder.indexer is None:
            return
        index = self.builder.indexer = search.PageIndex(self.builder.indexer)
        for name in self.env.all_docs.keys() - self.env.found_docs - self.now.pages.keys():
            del self.env.all_docs[name]
        index.prune(self.env.all_docs.keys() - fed.keys())
        for name, (title, text) in fed.items():
            index.feed_page(name, title, text)
        index.restore_index_entries(self.env)

    def _warn_of_collision(self, name: str) -> None:
        logger.warning(
            "this document has the name of a generated page, which is left out; rename it",
            location=name,
            type=WARNING_TYPE,
            subtype="page-collision",
        )

    def links_from(self, page: str) -> Callable[[str], str]:
        """Return what turns the name of a generated page into its address, seen from ``page``."""
        own = self.builder.get_target_uri(page)

        def href(name: str) -> str:
            if name not in self.site.page_titles:
                return ""
            return self.builder.get_relative_uri(page, name) or posixpath.basename(own) or "./"

        return href

    def shared(self, page: str, name: str, draw: Draw) -> Draw:
        """Return a function of the template context with a memory for the folder of the page.

        Pages of one folder have the same table of contents and the same links to style sheets, but
        themes ask for them on each page, which costs more than all else together.
        """
        folder = posixpath.dirname(self.builder.get_target_uri(page))

        def remembered(*values: Any, **options: Any) -> str:
            key = (name, folder, *values, *sorted(options.items()))
            if key not in self._shared:
                self._shared[key] = draw(*values, **options)
            return self._shared[key]

        return remembered

    @cached_property
    def navigation(self) -> list[tuple[str, str]]:
        """The chief pages of the site with their titles: all pledges, and the first documents."""
        titles = self.env.titles
        names = self.env.toctree_includes.get(self.env.config.root_doc, ())
        documents = [(name, titles[name].astext()) for name in names if name in titles]
        pledges = self.site.renderer.gettext("All pledges")
        return [(INDEX, pledges), *documents][:CHIEF_PAGES]

    def finish(self) -> None:
        """Remove what vanished and note what is there, once all is written.

        Somebody who asks for a few files by name gets only these: the rest stays owed, and without
        a note the next build writes everything.
        """
        if self._owed:
            return
        self.now.files = output_files(self.builder, self.now.pages)
        remove_files(self.folder, set(self.before.files) - set(self.now.files))
        self.now.write(self.folder)


def pages_of(env: BuildEnvironment) -> GeneratedPages | None:
    """Return the generated pages of this build; None for builders that have none."""
    return domain_of(env).pages


def add_templates(_app: Sphinx, config: Config) -> None:
    """Let Sphinx find our templates, after the user's; a handler of ``config-inited``."""
    config.templates_path = [*config.templates_path, str(_RENDERING / "templates" / "sphinx")]


def prepare_output(app: Sphinx) -> None:
    """See what the output holds; a handler of ``builder-inited``, before others write into it."""
    domain = domain_of(app.env)
    if not domain.site.has_pages:
        forget(Path(app.outdir))  # this build may overwrite pages of ours
        return
    pages = domain.pages = GeneratedPages(app, domain.site)
    static = pages.folder / "_static"
    if pages.before.settings not in {"", pages.now.settings}:
        shutil.rmtree(static, ignore_errors=True)  # Sphinx leaves the files of another theme
    copy_asset(_RENDERING / "static" / "fonts", static / "pledgetrack" / "fonts", force=True)
    for sheet in SHEETS:
        copy_asset(_RENDERING / "static" / sheet, static / "pledgetrack", force=True)
        app.add_css_file(f"pledgetrack/{sheet}")


def stale_documents(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name documents to write though nobody edited them; a handler of ``env-get-updated``."""
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
        context.setdefault("pledgetrack_navigation", pages.navigation)
        context.setdefault("pledgetrack_say", pages.site.renderer.gettext)
    if pages and pagename in pages.now.pages:
        for name in SHARED_IN_A_FOLDER:
            context[name] = pages.shared(pagename, name, context[name])


def collect(app: Sphinx) -> Iterator[tuple[str, Context, str]]:
    """Hand the changed pages to Sphinx; a handler of ``html-collect-pages``."""
    if pages := pages_of(app.env):
        yield from pages.collect()


def note_output(app: Sphinx, exception: Exception | None) -> None:
    """Note what was written, if all was; a handler of ``build-finished``."""
    if exception is None and (pages := pages_of(app.env)):
        pages.finish()
