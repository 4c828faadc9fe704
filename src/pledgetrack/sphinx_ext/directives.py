"""Directives that show records inside a document, and how they are filled when it is written."""

from collections import Counter
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec
from sphinx.writers.html5 import HTML5Translator

from pledgetrack.errors import UsageError
from pledgetrack.sphinx_ext import plain
from pledgetrack.sphinx_ext.domain import domain_of
from pledgetrack.sphinx_ext.queries import Query, Record, Table
from pledgetrack.sphinx_ext.site import WARNING_TYPE, Site
from pledgetrack.views import RecordPage

logger = logging.getLogger(__name__)


class CommitmentView(nodes.General, nodes.Element):
    """The place of a view: holds a ``query`` while reading, and ``html`` once it is filled."""


class ViewDirective(SphinxDirective):
    """A directive that shows the answer to a query."""

    def place(self, query: Query, key: str = "") -> list[nodes.Node]:
        """Note the query and leave its place; ids in what is shown begin with ``key``."""
        domain_of(self.env).note(query)
        view = CommitmentView(query=query, key=nodes.make_id(key or self.name))
        self.set_source_info(view)
        return [view]


class RecordDirective(ViewDirective):
    """``{commitment:record} ID``: all that is known about a record."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Leave the place of the record."""
        return self.place(Record(self.arguments[0]))


class TableDirective(ViewDirective):
    """``{commitment:table}``: the records that fulfil every option that is given.

    :agreement: the id of an agreement
    :section: the id of a section of its outline; sections below it are included
    :status: a status as of the day that is shown
    :kind: a kind of commitment
    :by: a party; what those under it promised is included
    """

    option_spec: ClassVar[OptionSpec] = dict.fromkeys(
        ("agreement", "section", "status", "kind", "by"), directives.unchanged_required
    )

    def run(self) -> list[nodes.Node]:
        """Leave the place of the table; what its options name is looked up in every build."""
        return self.place(Table(**self.options))


class FillViews(SphinxPostTransform):
    """Put the answer of this build in every place of a view.

    Pages get HTML from the templates that also draw generated pages; all other builders get
    docutils content, which every writer understands.
    """

    default_priority = 200

    def run(self, **_kwargs: Any) -> None:
        """Fill all places of the document."""
        site = domain_of(self.env).site
        seen: Counter[str] = Counter()
        for view in list(self.document.findall(CommitmentView)):
            seen[view["key"]] += 1
            if seen[view["key"]] > 1:  # ids are unique on a page
                view["key"] = f"{view['key']}-{seen[view['key']]}"
            try:
                self.fill(view, site)
            except UsageError as error:
                logger.warning(
                    "%s", error, location=view, type=WARNING_TYPE, subtype="unknown-reference"
                )
                view.replace_self(nodes.paragraph(text=str(error)))

    def fill(self, view: CommitmentView, site: Site) -> None:
        """Fill one place; ``UsageError`` where its query has no answer."""
        answer = view["query"].answer(site)
        pen = domain_of(self.env).pen(self.env.docname)
        if pen is None:
            view.replace_self(plain.content(answer, site))
        elif isinstance(answer, RecordPage):
            view["html"] = pen.renderer.record(answer, pen.href)
        elif isinstance(answer, tuple):
            view["html"] = pen.renderer.table(answer, pen.href)
        else:
            view["html"] = pen.renderer.fragment(answer, pen.href, view["key"])


def visit_html(translator: HTML5Translator, view: CommitmentView) -> None:
    """Write the finished HTML of a view."""
    translator.body.append(view["html"])
    raise nodes.SkipNode
