"""What a build puts into its output before any page: templates to draw with, sheets and fonts."""

import shutil
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.util.fileutil import copy_asset

from pledgetrack import rendering
from pledgetrack.sphinx_ext.config import Options
from pledgetrack.sphinx_ext.domain import domain_of
from pledgetrack.sphinx_ext.head import copy_assets
from pledgetrack.sphinx_ext.manifest import forget
from pledgetrack.sphinx_ext.pages import GeneratedPages
from pledgetrack.sphinx_ext.publishing import base_address, set_canonical

SHEETS = (
    *(
        "site.css",
        "frame.css",
        "overview.css",
        "agreement.css",
        "record.css",
        "text.css",
        "reports.css",
    ),
    "review.css",
)
_RENDERING = Path(rendering.__file__).parent


def add_templates(_app: Sphinx, config: Config) -> None:
    """Let Sphinx find our templates, after the user's; a handler of ``config-inited``."""
    config.templates_path = [*config.templates_path, str(_RENDERING / "templates" / "sphinx")]


def prepare_output(app: Sphinx) -> None:
    """See what the output holds; a handler of ``builder-inited``, before others write into it."""
    domain = domain_of(app.env)
    if not domain.site.has_pages:
        forget(Path(app.outdir))  # this build may overwrite pages of ours
        return
    set_canonical(app, base_address(domain.site, Options.of(app.config)))
    pages = domain.pages = GeneratedPages(app, domain.site)
    _trust_templates(pages)
    static = pages.folder / "_static"
    if pages.before.settings not in {"", pages.now.settings}:
        shutil.rmtree(static, ignore_errors=True)  # Sphinx leaves the files of another theme
    copy_asset(_RENDERING / "static" / "fonts", static / "pledgetrack" / "fonts", force=True)
    for sheet in SHEETS:
        copy_asset(_RENDERING / "static" / sheet, static / "pledgetrack", force=True)
        app.add_css_file(f"pledgetrack/{sheet}")
    copy_assets(static)


def _trust_templates(pages: GeneratedPages) -> None:
    """Look each template up once, compiled if it can be had: a build changes none.

    Jinja would ask the disk at every use whether it is still the same, and a page uses several.
    """
    if isinstance(pages.builder.templates, BuiltinTemplateLoader):
        environment = pages.builder.templates.environment
        environment.auto_reload = False
        environment.bytecode_cache = pages.site.compiled
