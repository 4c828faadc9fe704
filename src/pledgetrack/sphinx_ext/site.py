"""The register of a build: loaded and checked once, every finding told, every time."""

import gc
import hashlib
import json
import logging as stdlib_logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

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
from pledgetrack.rendering.digest import digest_of
from pledgetrack.rendering.export import export_files
from pledgetrack.rendering.html import Renderer
from pledgetrack.rendering.shelf import FOLDER, Shelf
from pledgetrack.sphinx_ext.config import Options
from pledgetrack.sphinx_ext.manifest import digest
from pledgetrack.sphinx_ext.reports import shelf_of
from pledgetrack.views import (
    Lens,
    Page,
    page_of_agreement,
    page_of_record,
    site_entries,
    site_pages,
)

WARNING_TYPE = "pledgetrack"
PAGE_BUILDERS = frozenset({"html", "dirhtml"})
"""Builders that get generated pages; in all others records are plain content of documents."""

_CODE = digest_of(Path(__file__).parent.parent)

logger = logging.getLogger(__name__)
stages = stdlib_logging.getLogger("pledgetrack")


@dataclass(frozen=True)
class Site:
    """What one build shows: the register in an edition and a language, the builder, the reports."""

    lens: Lens
    builder: Builder
    shelf: Shelf = field(default_factory=Shelf)
    written: str = ""  # the files of the register as JSON, for pages
    drawn_from: str = ""  # the digest of all that generated pages are drawn from
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

    def pages(self) -> Iterator[Page]:
        """Yield every generated page under its title, one at a time."""
        for page in site_pages(self.lens):
            yield replace(page, title=self.page_titles[page.name])

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
    try:
        with _uncollected():
            register = load_register(options.folder(app.confdir))
        edition = edition_of(register, as_of, known_by)
    except PledgetrackError as error:
        raise ExtensionError(str(error)) from error
    for finding in register.findings:
        warn(finding)
    shelf = shelf_of(options, app.confdir)
    language = app.config.language
    if app.builder.name not in PAGE_BUILDERS:
        return Site(Lens(register, edition, language), app.builder, shelf)
    written = _as_json(export_files(register))
    register = replace(register, raws={})  # the places of findings, which are told
    of_files = hashlib.sha256(written.encode()).hexdigest()
    drawn_from = digest(of_files, _beside_files(register), edition, language, shelf, _CODE)
    templates = Path(app.doctreedir, "pledgetrack-templates")
    compiled = compiled_templates(templates, language, sphinx.__display_version__)
    lens = Lens(register, edition, language)
    return Site(lens, app.builder, shelf, written, drawn_from, compiled)


def _as_json(files: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the files of the register as JSON, one after the other: it takes less memory."""

    def members(values: Iterable[tuple[str, str]]) -> str:
        return "{" + ", ".join(f"{_line(key)}: {text}" for key, text in values) + "}"

    return members(
        (kind, members((path, _line(data)) for path, data in held.items()))
        for kind, held in files.items()
    )


def _line(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def _beside_files(register: Register) -> tuple[object, ...]:
    """Return what pages show of the register beside its sound files."""
    texts = [(name, text.content, text.whole) for name, text in sorted(register.texts.items())]
    return sorted(register.files), texts, register.findings


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the search for garbage away from values that stay: a tenth of the time of a build."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def warn(finding: Finding) -> None:
    """Tell a finding as a warning at its place."""
    place = finding.location
    logger.warning(
        "%s",
        ". ".join(filter(None, (finding.message, finding.hint))),
        type=WARNING_TYPE,
        subtype=finding.check,
        location=f"{place.path}:{place.line}:{place.column}",
    )
