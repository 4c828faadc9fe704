"""The Sphinx extension: the register of a tracker as pages, roles and directives of a site.

Users write ``extensions = ["myst_parser", "pledgetrack.sphinx_ext"]``. What happens when, in the
order of a build:

0. ``config-inited``: a build that writes into the same folder is waited for (:mod:`~.turns`).
1. ``builder-inited``: the whole register is loaded and checked; every finding is a warning.
2. reading: directives and roles note what they will show (:mod:`~.directives`, :mod:`~.domain`).
3. ``env-get-updated``: documents whose view of the register or whose frame changed are rewritten.
4. ``write-started``: the names of the generated pages become known to Sphinx (:mod:`~.pages`).
5. writing: references and directives are filled from the views.
6. ``html-collect-pages``: generated pages that changed are drawn and fed to the search.
7. ``build-finished``: what was written is noted beside it (:mod:`~.manifest`).
"""

from typing import TYPE_CHECKING

from pledgetrack import __version__
from pledgetrack.sphinx_ext import (
    config,
    directive_reference,
    directives,
    domain,
    figure_role,
    front_directives,
    links,
    output,
    pages,
    pdf_builder,
    reference,
    register_directives,
    review_directives,
    translated,
    turns,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: "Sphinx") -> "ExtensionMetadata":
    """Register all parts of the extension; called by Sphinx."""
    config.register(app)
    app.add_builder(pdf_builder.PledgePdfBuilder)
    app.add_domain(domain.CommitmentDomain)
    app.add_directive_to_domain("commitment", "record", directives.RecordDirective)
    app.add_directive_to_domain("commitment", "table", directives.TableDirective)
    figure_role.register(app)
    register_directives.register(app)
    front_directives.register(app)
    review_directives.register(app)
    reference.register(app)
    directive_reference.register(app)
    app.add_node(directives.CommitmentView, html=(directives.visit_html, None))
    app.add_post_transform(directives.FillViews)

    app.connect("config-inited", turns.wait, priority=1)
    app.connect("config-inited", output.add_templates)
    # Before any extension writes into the output: leftovers of other settings go first.
    app.connect("builder-inited", domain.open_site, priority=100)
    app.connect("builder-inited", output.prepare_output, priority=110)
    app.connect("env-get-outdated", translated.outdated)
    app.connect("source-read", translated.read_translation)
    # After Sphinx has numbered sections, which the frame of a page may show.
    app.connect("env-get-updated", pages.stale_documents, priority=900)
    app.connect("write-started", pages.announce)
    app.connect("doctree-resolved", pages.note_written)
    app.connect("warn-missing-reference", domain.warn_unknown_target)
    # Before the theme asks for the table of contents.
    app.connect("html-page-context", pages.fill_context, priority=400)
    app.connect("html-collect-pages", pages.collect)
    app.connect("build-finished", pages.note_output)
    app.connect("build-finished", links.tell_dead)
    app.connect("build-finished", turns.end, priority=999)
    return {
        "version": __version__,
        "env_version": 2,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
