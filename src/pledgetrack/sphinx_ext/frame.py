"""What a page shows besides its own content: digests that say when every page must be rewritten."""

import json
import os.path
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docutils
import sphinx
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from pledgetrack.rendering.digest import RENDERING_DIGEST
from pledgetrack.sphinx_ext.manifest import digest


def settings_digest(app: Sphinx, builder: StandaloneHTMLBuilder) -> str:
    """Return the digest of configuration, theme, templates, static files and versions."""
    options = {value.name: value.value for value in app.config.filter({"env", "html"})}
    return digest(
        builder.name,
        json.dumps(options, sort_keys=True, default=_stable),
        sorted(app.tags),
        sorted((name, extension.version) for name, extension in app.extensions.items()),
        sorted(app.env.version.items()),
        (sphinx.__display_version__, docutils.__version__, RENDERING_DIGEST),
        builder.templates.newest_template_mtime(),
        list(_static_files(app)),
    )


def _stable(value: Any) -> Any:
    """Return something that stands for a value of ``conf.py`` and is the same in every build."""
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    named = value if hasattr(value, "__qualname__") else type(value)
    return f"{named.__module__}.{named.__qualname__}"


def _static_files(app: Sphinx) -> Iterator[tuple[str, str]]:
    """Yield the user's static files: pages name style sheets with a checksum of their content."""
    for entry in app.config.html_static_path:
        folder = Path(app.confdir, entry)
        for path in sorted(folder.rglob("*") if folder.is_dir() else [folder]):
            if path.is_file():
                yield os.path.relpath(path, app.confdir), digest(path.read_bytes())


def forget_numbers(env: BuildEnvironment) -> None:
    """Take its numbers from each document that no numbered table of contents names any more.

    Sphinx itself forgets them only when it reads the document again.
    """
    for name in env.all_docs.keys() - env.toc_secnumbers.keys():
        for node in (env.titles[name], *env.tocs[name].findall(nodes.reference)):
            if "secnumber" in node:
                del node["secnumber"]


def navigation_digest(env: BuildEnvironment) -> str:
    """Return the digest of what documents show of each other.

    These are titles, tables of contents and numbers, and all that a reference can name. Sphinx
    rewrites only the documents it has read, and leaves old titles in all others.
    """
    return digest(
        [
            (name, str(env.titles.get(name)), str(env.tocs.get(name)))
            for name in sorted(env.all_docs)
        ],
        [(name, env.metadata[name].get("tocdepth")) for name in sorted(env.metadata)],
        sorted(env.toc_secnumbers.items()),
        sorted(env.toc_fignumbers.items()),
        [
            (domain.name, sorted(map(str, domain.get_objects())))
            for domain in env.domains.sorted()
            if domain.name != "commitment"
        ],
    )
