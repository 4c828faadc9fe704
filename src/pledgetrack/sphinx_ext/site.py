"""The register of a build: loaded and checked once, every finding told, every time."""

import gc
import logging as stdlib_logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import sphinx
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.errors import ExtensionError
from sphinx.util import logging

from pledgetrack.assessment import edition_of
from pledgetrack.checks.rules import did_you_mean
from pledgetrack.errors import PledgetrackError, UsageError
from pledgetrack.findings import Finding
from pledgetrack.line import load_register
from pledgetrack.register import Register
from pledgetrack.rendering.compiled import Compiled, compiled_templates
from pledgetrack.rendering.diagnostics import log_line
from pledgetrack.rendering.digest import CODE_DIGEST
from pledgetrack.rendering.html import Renderer
from pledgetrack.rendering.shelf import FOLDER, Shelf
from pledgetrack.rendering.site_data import NOTHING, Written
from pledgetrack.sphinx_ext.config import Options
from pledgetrack.sphinx_ext.manifest import digest
from pledgetrack.sphinx_ext.memory import Memory
from pledgetrack.sphinx_ext.reports import shelf_of
from pledgetrack.views import (
    Draft,
    Lens,
    Stamps,
    page_of_agreement,
    page_of_record,
    site_drafts,
    site_entries,
)

WARNING_TYPE = "pledgetrack"
PAGE_BUILDERS = frozenset({"html", "dirhtml"})
"""Builders that get generated pages; in all others records are plain content of documents."""


logger = logging.getLogger(__name__)
stages = stdlib_logging.getLogger("pledgetrack")


@dataclass(frozen=True)
class Site:
    """What one build shows: the register in an edition and a language, the builder, the reports."""

    lens: Lens
    builder: Builder
    shelf: Shelf = field(default_factory=Shelf)
    written: Written = NOTHING  # the files of the register as JSON, for pages
    drawn_from: str = ""  # the digest of all that generated pages are drawn from
    around: str = ""  # the same without the records
    digests: Mapping[str, str] = field(default_factory=dict)  # of the files, by the ids of records
    compiled: Compiled | None = None  # keeps the templates of pages

    @property
    def has_pages(self) -> bool:
        """Whether the builder gets generated pages."""
        return self.builder.name in PAGE_BUILDERS

    @cached_property
    def renderer(self) -> Renderer:
        """What draws views in the language of the build."""
        return Renderer(self.lens.language, compiled=self.compiled)

    @cached_property
    def faults(self) -> Mapping[str, tuple[Finding, ...]]:
        """The records with errors, which are not shown, and what is wrong with them."""
        return self.lens.register.faults

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The title of every record of the edition, broken ones included, by its id."""
        titles = {name: self.lens.record(name).words.text for name in self.lens.judgements}
        return titles | {name: name for name in sorted(self.lens.register.broken)}

    @cached_property
    def page_titles(self) -> Mapping[str, str]:
        """The title of every generated page by the page's name."""
        ours = self.renderer.page_titles
        return {
            entry.name: ours.get(entry.name, entry.title) for _, entry in site_entries(self.lens)
        }

    def drafts(self) -> Iterator[Draft]:
        """Yield every generated page under its title, before its content is made."""
        for draft in site_drafts(self.lens):
            yield draft._replace(title=self.page_titles[draft.name])

    def stamp(self, draft: Draft) -> str:
        """Return what stands for the view of a page; empty where only the view itself can."""
        if draft.shows is None:
            return ""
        return self._stamps.of(draft.shows, str(self.report_of(draft.name)))

    @cached_property
    def _stamps(self) -> Stamps:
        return Stamps(self.lens, self.around, self.digests)

    def report_of(self, page: str) -> str | None:
        """Return where a volume shows what a page shows, as in ``reports/a.pdf#page=7``.

        ``page`` is the name of the page of a record or of an agreement; None where no reports
        were built, or none has it.
        """
        agreement = page.removeprefix("commitments/").removesuffix("/index")
        place = self.shelf.place_of(page) or self.shelf.place_of(agreement)
        return f"{FOLDER}/{place}" if place else None

    def page(self, target: str) -> str:
        """Return the page of a record, of an agreement, or of all pledges (``index``).

        ``UsageError`` names the nearest record where there is none.
        """
        for page in (page_of_record(target), page_of_agreement(target)):
            if page in self.page_titles:
                return page
        hint = did_you_mean(target, self.titles)
        raise UsageError(f"there is no record {target}" + (f"; {hint}" if hint else ""))

    def record(self, target: str) -> str:
        """Return the id of a sound record; ``UsageError`` where there is none."""
        page = self.page(target)
        if target in self.faults:
            raise UsageError(f"the record {target} has errors and cannot be shown")
        if target not in self.lens.judgements:
            raise UsageError(f"{target} is no record but the page {page}")
        return target


def load_site(app: Sphinx) -> Site:
    """Load the register for this build and tell every finding.

    It is checked whole each time: Sphinx repeats no warning of a document that did not change, so
    a fault that was only seen while reading would turn green on the second run.
    """
    # Some themes open the log of the whole process; the stages are told with -v only.
    stages.setLevel(stdlib_logging.INFO if app.verbosity else stdlib_logging.WARNING)
    options = Options.of(app.config)
    as_of, known_by = options.days()
    has_pages = app.builder.name in PAGE_BUILDERS
    memory = Memory(
        Path(app.doctreedir), f"{CODE_DIGEST} {version('PyYAML')} {version('jsonschema-rs')}"
    )
    known = memory.known() if has_pages else None
    try:
        with _uncollected():
            register = load_register(options.folder(app.confdir), known=known)
        edition = edition_of(register, as_of, known_by)
        if known is not None:
            memory.keep(register, known)
    except PledgetrackError as error:
        raise ExtensionError(str(error)) from error
    for finding in register.findings:
        warn(finding)
    shelf = shelf_of(options, app.confdir)
    if known is None:
        return Site(Lens(register, edition, app.config.language), app.builder, shelf)
    lens = Lens(replace(register, raws={}), edition, app.config.language)
    return _with_pages(Site(lens, app.builder, shelf), register, memory, app)


def _with_pages(site: Site, register: Register, memory: Memory, app: Sphinx) -> Site:
    """Return a site with what its pages are drawn from."""
    lens = site.lens
    files = {path: raw.digest for path, raw in sorted(register.raws.items())}
    records = {name: files.get(path, "") for name, path in register.record_files.items()}
    others = [one for one in files.items() if register.files[one[0]] != "commitment"]
    texts = [(name, text.whole) for name, text in sorted(register.texts.items())]
    around = digest(others, texts, sorted(site.faults), lens.edition, lens.language, CODE_DIGEST)
    everything = digest(around, records, sorted(register.files), register.findings, site.shelf)
    templates = Path(app.doctreedir, "pledgetrack-templates")
    return replace(
        site,
        written=Written(digest(files), memory.written),
        drawn_from=everything,
        around=around,
        digests=records,
        compiled=compiled_templates(templates, lens.language, sphinx.__display_version__),
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the search for garbage away from values that stay: a tenth of the time of a build.

    What is drawn afterwards is dropped at once, so a search now and then is enough: another tenth.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(10_000, 20, 20)
        gc.enable()


def warn(finding: Finding) -> None:
    """Tell a finding as a warning at its place."""
    place = finding.location
    logger.warning(
        "%s",
        log_line(". ".join(filter(None, (finding.message, finding.hint)))),
        type=WARNING_TYPE,
        subtype=finding.check,
        location=log_line(f"{place.path}:{place.line}:{place.column}"),
    )
