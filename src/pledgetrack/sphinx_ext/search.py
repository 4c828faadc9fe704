"""Generated pages in the search index of Sphinx.

Sphinx feeds the index from documents and drops what is no document. This is the only module that
touches inner parts of it; the tests pin them on the oldest and the newest Sphinx we support.
"""

from collections.abc import Iterable
from pathlib import Path

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.search import IndexBuilder, SearchLanguage, js_index
from sphinx.util.index_entries import split_index_msg

Postings = dict[str, set[str]]
"""By word the pages that have it."""


def index_path(builder: StandaloneHTMLBuilder) -> Path:
    """Return the file of the search index."""
    return Path(builder.outdir, builder.searchindex_filename)


def write_empty(builder: StandaloneHTMLBuilder) -> None:
    """Put an empty index into the output, for a build that feeds every page.

    Without a readable index Sphinx warns that not all documents are built, since it takes the
    generated pages for documents that it need not write.
    """
    empty = {
        **{name: [] for name in ("docnames", "filenames", "titles")},
        **{name: {} for name in ("alltitles", "terms", "titleterms")},
        "envversion": builder.env.version,
    }
    with index_path(builder).open("w", encoding="utf-8") as stream:
        js_index.dump(empty, stream)


def index_of(builder: StandaloneHTMLBuilder) -> "PageIndex | None":
    """Make the search index of a build take in generated pages; None where the site has none."""
    if builder.indexer is None:
        return None
    index = builder.indexer = PageIndex(builder.indexer)
    return index


class PageIndex(IndexBuilder):
    """The index of Sphinx, made to hold pages that have no document."""

    def __init__(self, indexer: IndexBuilder) -> None:
        """Take over what an index holds."""
        self.__dict__.update(indexer.__dict__)
        self._terms: dict[str, str] = {}
        self.fed: dict[str, str] = {}  # the titles of the pages taken in, by name
        self._fed_mapping: Postings = {}
        self._fed_title_mapping: Postings = {}

    def feed_page(self, name: str, title: str, text: str) -> None:
        """Take in a generated page, which `settle` enters; its words are plain text.

        The result is that of ``feed`` with a document of one title and one paragraph, without the
        document, and with each word stemmed once for all pages: a third of the time.
        """
        self.fed[name] = title
        of_title = self._terms_of(title)
        for term in of_title:
            self._fed_title_mapping.setdefault(term, set()).add(name)
        for term in self._terms_of(text) - of_title:
            self._fed_mapping.setdefault(term, set()).add(name)

    def settle(self, env: BuildEnvironment) -> None:
        """Enter the pages taken in, and forget all but the pages and documents that there are."""
        self.prune(env.all_docs.keys() - self.fed.keys())
        for name, title in self.fed.items():
            self._titles[name] = title
            self._filenames[name] = name
            self._all_titles[name] = [(title, None)]
        fed = (self._fed_mapping, self._fed_title_mapping)
        for known, new in zip((self._mapping, self._title_mapping), fed, strict=True):
            while new:
                term, pages = new.popitem()
                known.setdefault(term, set()).update(pages)
        self._restore_index_entries(env)

    def _terms_of(self, text: str) -> set[str]:
        words = self._words_of(text)
        for word in words:
            if word not in self._terms:  # to take all known words from a set goes through them all
                stem = self.lang.stem(word).lower()
                kept = (term for term in (stem, word) if self.lang.word_filter(term))
                self._terms[word] = next(kept, "")
        return {self._terms[word] for word in words} - {""}

    def _words_of(self, text: str) -> set[str]:
        """Return the words of a text; in plain letters they end where no letter stands.

        A language without spaces has a splitter of its own, which goes from letter to letter: for
        English words in a Japanese site that takes longer than all else that a page needs.
        """
        if type(self.lang).split is SearchLanguage.split:
            return set(self.lang.split(text))
        pieces = text.split()
        plain = " ".join(piece for piece in pieces if piece.isascii())
        others = " ".join(piece for piece in pieces if not piece.isascii())
        return {*SearchLanguage.split(self.lang, plain), *self.lang.split(others)}

    def prune(self, docnames: Iterable[str]) -> None:
        """Keep only what is about these pages and documents.

        A word that is left without a page goes too: Sphinx would keep it with an empty list, which
        a clean build does not have. The names are a set: with the mapping that Sphinx hands over
        the time would grow with words times pages.
        """
        super().prune(set(docnames))
        for words in (self._mapping, self._title_mapping):
            for word in [word for word, names in words.items() if not names]:
                del words[word]

    def _restore_index_entries(self, env: BuildEnvironment) -> None:
        """Enter the ``index`` directives of all documents.

        Sphinx loses those of documents that it does not write again.
        """
        noted = env.domains["index"].entries
        self._index_entries = {
            name: sorted(
                {
                    (part, target or "", main)
                    for kind, value, target, main, _key in noted.get(name, ())
                    for part in split_index_msg(kind, value)
                }
            )
            for name in sorted(env.found_docs & self._titles.keys())
        }
