"""Documents of the site as chapters of a printed report: a resolved document to HTML for print.

Links lead to other chapters of the same report, to the volumes, or to the web; a link to a
document that is not printed is its words.
"""

from collections.abc import Collection
from functools import partial

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.writers.html5_polyglot import HTMLTranslator, Writer
from markupsafe import Markup
from sphinx.builders import Builder
from sphinx.errors import ConfigError

from pledgetrack.rendering.composing import Composer
from pledgetrack.rendering.editions import Printed, Written
from pledgetrack.rendering.report import Narrative
from pledgetrack.sphinx_ext.config import Options, day_of_last_edition
from pledgetrack.sphinx_ext.directives import CommitmentView
from pledgetrack.sphinx_ext.domain import CommitmentDomain, Pen
from pledgetrack.views import page_of_agreement

DOCUMENT = "document-"
"""How the anchor of a chapter begins; the name of its document follows."""


def printed(domain: CommitmentDomain, builder: Builder, options: Options) -> Printed:
    """Return the edition of a build as it is to be printed, with the chapters people wrote.

    Raises ``ConfigError`` where the configuration names a document that is not there.
    """
    lens = domain.site.lens
    composer = lens.once(Composer.of)
    domain.printing = Pen(composer.renderer, partial(_address, composer))
    findings, chapters = options.report_findings, options.report_chapters.replace(",", " ").split()
    documents = {findings, *chapters}
    return Printed(
        lens=lens,
        paper=options.paper,
        written=Written(
            findings=_chapter(builder, findings, documents) if findings else None,
            chapters=tuple(_chapter(builder, name, documents) for name in chapters),
        ),
        since=day_of_last_edition(options),
    )


def _address(composer: Composer, page: str) -> str:
    """Return where a page stands in print: of a record its volume, of an agreement its chapter."""
    if file := composer.files.get(page):
        return f"{file}#nameddest={page}"
    agreements = {page_of_agreement(name): name for name in composer.agreements}
    return f"#{agreements[page]}" if page in agreements else ""


def _chapter(builder: Builder, name: str, documents: Collection[str]) -> Narrative:
    """Return a document as a chapter of a report that has these ``documents``."""
    if name not in builder.env.found_docs:
        raise ConfigError(f"the report is to have the document {name}, and there is no such one")
    document = builder.env.get_doctree(name)
    builder.env.apply_post_transforms(document, name)
    _name_apart(document, f"{DOCUMENT}{name}-")
    top = next(document.findall(nodes.section), None)
    head = next(document.findall(nodes.title), None)
    translator = PrintTranslator(_with_settings(document), documents)
    for node in [*(top or ()), *document]:
        if node not in {top, head}:
            node.walkabout(translator)
    body = Markup("".join(translator.body))  # noqa: S704  the translator escapes words
    return Narrative(f"{DOCUMENT}{name}", head.astext() if head else name, body)


def _name_apart(document: nodes.document, prefix: str) -> None:
    """Begin all names of places in a document alike: in a report there are others beside them."""
    for node in document.findall(nodes.Element):
        node["ids"] = [prefix + name for name in node["ids"]]
        if "refid" in node:
            node["refid"] = prefix + node["refid"]


def _with_settings(document: nodes.document) -> nodes.document:
    """Give a document the settings of the writer: Sphinx has read it without them."""
    defaults = get_default_settings(Writer)
    defaults.initial_header_level = 2
    document.settings = defaults
    return document


class PrintTranslator(HTMLTranslator):
    """Writes a document for print: plain elements, and notes at the foot of their page."""

    def __init__(self, document: nodes.document, documents: Collection[str]) -> None:
        """Take the document, and the names of all that are printed beside it."""
        super().__init__(document)
        self._places = {f"#{DOCUMENT}{name}" for name in documents}

    def unknown_visit(self, node: nodes.Node) -> None:
        """Let what only Sphinx knows stand for what is in it."""

    def unknown_departure(self, node: nodes.Node) -> None:
        """Leave a node that only Sphinx knows."""

    def visit_CommitmentView(self, node: CommitmentView) -> None:  # noqa: N802
        """Write the finished HTML of a view."""
        self.body.append(node["html"])
        raise nodes.SkipNode

    def visit_reference(self, node: nodes.reference) -> None:
        """Write a link; what leads to a document that is not printed is its words."""
        address = node.get("refuri") or f"#{node.get('refid', '')}"
        if address.startswith(f"#{DOCUMENT}") and "refuri" in node:
            address = address[: address.find("#", 1)] if "#" in address[1:] else address
            address = address if address in self._places else ""
        self.body.append(f'<a href="{self.attval(address)}">' if address else "<a>")

    def depart_reference(self, _node: nodes.reference) -> None:
        """End a link."""
        self.body.append("</a>")

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        """Write a note where it is called: the renderer moves it to the foot of the page."""
        notes = self.document.findall(nodes.footnote)
        note = next(one for one in notes if node["refid"] in one["ids"])
        words = " ".join(part.astext() for part in note if not isinstance(part, nodes.label))
        self.body.append(f'<span class="foot-note">{self.encode(words)}</span>')
        raise nodes.SkipNode

    def visit_footnote(self, _node: nodes.footnote) -> None:
        """Leave out a note: it was written where it is called."""
        raise nodes.SkipNode

    def visit_raw(self, _node: nodes.raw) -> None:
        """Leave out raw markup: it was meant for a screen, and nobody escaped it."""
        raise nodes.SkipNode

    def visit_image(self, node: nodes.image) -> None:
        """Write what stands for a picture in words: print opens no file."""
        self.body.append(self.encode(node.get("alt", "")))
        raise nodes.SkipNode
