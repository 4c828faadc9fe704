"""Documents in other languages: ``ja/method.md`` stands for ``method.md`` in a Japanese site.

A document without such a file is shown as it is, and says that it is in another language. The
folder of a language is no part of the site itself, so ``exclude_patterns`` names it.
"""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from pledgetrack.sphinx_ext.domain import domain_of


def read_translation(app: Sphinx, document: str, source: list[str]) -> None:
    """Put the translation in the place of a document; a handler of ``source-read``."""
    path = _translation(app.env, document)
    if path.is_file():
        app.env.note_dependency(path)
        source[0] = path.read_text("utf-8")
        domain_of(app.env).translated.add(document)


def outdated(
    _app: Sphinx, env: BuildEnvironment, added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    """Name the documents that have a new translation; a handler of ``env-get-outdated``.

    One that changed or is gone is seen by Sphinx, for the document depends on it.
    """
    known = domain_of(env).translated | added
    return sorted(name for name in env.found_docs - known if _translation(env, name).is_file())


def _translation(env: BuildEnvironment, document: str) -> Path:
    return Path(env.srcdir, env.config.language, env.doc2path(document, base=False))
