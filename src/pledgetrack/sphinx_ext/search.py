"""Generated pages in the search index of Sphinx.

Sphinx feeds the index from documents and drops what is no document. This is the only module that
touches inner parts of it; the tests pin them on the oldest and the newest Sphinx we support.
"""

from collections.abc import Iterable
from pathlib import Path

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.search import IndexBuilder, js_index
from sphinx.util.docutils import new_document
from sphinx.util.index_entries import split_index_msg


def index_path(builder: StandaloneHTMLBuilder) -> Path:
    """Return the file of the search index."""
    return Path(builder.outdir, builder.searchindex_filename)


def write_empty(builder: StandaloneHTMLBuilder) -> None:
    """Put an empty index into the output, for a build that feeds every page.

    Without a readable index Sphinx warns that not all documents are built, since it takes the
    generated pages for documents that it need not write.
    """
    lists = dict.fromkeys(("docnames", "filenames", "titles"), [])
    maps = dict.fromkeys(("alltitles", "terms", "titleterms"), {})
    with index_path(builder).open("w", encoding="utf-8") as stream:
        js_index.dump({**lists, **maps, "envversion": builder.env.version}, stream)


def feed(indexer: IndexBuilder, name: str, title: str, text: str) -> None:
    """Enter a generated page; its words are plain text."""
    document = new_document(name)
    section = nodes.section("", nodes.title(text=title), nodes.paragraph(text=text))
    document += section
    indexer.feed(name, name, title, document)


def keep(indexer: IndexBuilder, names: Iterable[str]) -> None:
    """Take everything out of the index that is not about these pages and documents.

    A word that is left without a page goes too: Sphinx would keep it with an empty list, which a
    clean build does not have.
    """
    known = set(names)
    indexer.prune(known)
    for words in (indexer._mapping, indexer._title_mapping):
        for word in [word for word, pages in words.items() if not pages]:
            del words[word]


def restore_index_entries(indexer: IndexBuilder, env: BuildEnvironment) -> None:
    """Enter the ``index`` directives of all documents.

    Sphinx loses those of documents that it does not write again.
    """
    noted = env.domains["index"].entries
    entries = {
        name: sorted(
            {
                (part, target or "", main)
                for kind, value, target, main, _key in noted.get(name, ())
                for part in split_index_msg(kind, value)
            }
        )
        for name in sorted(env.found_docs)
    }
    indexer._index_entries.clear()
    indexer._index_entries.update(entries)
