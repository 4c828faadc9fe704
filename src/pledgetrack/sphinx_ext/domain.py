"""The domain ``commitment``: records as targets of references, here and from other projects."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from pledgetrack.errors import UsageError
from pledgetrack.rendering.html import Href, Renderer
from pledgetrack.sphinx_ext.plain_pieces import reference
from pledgetrack.sphinx_ext.queries import Query, Reference
from pledgetrack.sphinx_ext.site import WARNING_TYPE, Site, load_site
from pledgetrack.views import site_entries

if TYPE_CHECKING:
    from pledgetrack.sphinx_ext.pages import GeneratedPages

logger = logging.getLogger(__name__)


class PageRole(XRefRole):
    """A link to the page of a record or agreement, with its title or with words of its own."""

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: nodes.Element,
        has_explicit_title: bool,  # noqa: FBT001  the signature is Sphinx's
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Note what the document refers to, so that a new title reaches it."""
        domain_of(env).note(Reference(target))
        return super().process_link(env, refnode, has_explicit_title, title, target)


class Pen(NamedTuple):
    """What draws views in a document, and where a page of ours is for it."""

    renderer: Renderer
    href: Href


class CommitmentDomain(Domain):
    """Records and what documents show of them.

    ``site`` is the register of this build, ``pages`` what is generated from it, ``printing`` what
    draws views in a printed chapter; none is stored with the environment.
    """

    name = "commitment"
    label = "Commitment"
    object_types = {  # noqa: RUF012  as Sphinx declares it
        "record": ObjType("record", "ref"),
        "agreement": ObjType("agreement", "ref"),
        "page": ObjType("page", "ref"),
        "section": ObjType("section", "ref"),
        "party": ObjType("party", "ref"),
        "source": ObjType("source", "ref"),
    }
    roles = {"ref": PageRole(innernodeclass=nodes.inline, warn_dangling=True)}  # noqa: RUF012
    initial_data = {"queries": {}, "translated": set()}  # noqa: RUF012
    data_version = 2
    site: Site
    pages: "GeneratedPages | None" = None
    printing: "Pen | None" = None

    def pen(self, docname: str) -> "Pen | None":
        """Return what draws views in a document; None where they are plain content of it."""
        if self.pages is None:
            return self.printing
        return Pen(self.site.renderer, self.pages.links_from(docname))

    @property
    def queries(self) -> dict[str, list[Query]]:
        """What each document asks of the register, by its name."""
        return cast("dict[str, list[Query]]", self.data["queries"])

    def note(self, query: Query) -> None:
        """Remember that the document being read asks this."""
        self.queries.setdefault(self.env.docname, []).append(query)

    @property
    def translated(self) -> set[str]:
        """The documents that are shown in a translation."""
        return cast("set[str]", self.data["translated"])

    def clear_doc(self, docname: str) -> None:
        """Forget a document that is read anew or gone."""
        self.queries.pop(docname, None)
        self.translated.discard(docname)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        for docname in docnames & otherdata["queries"].keys():
            self.queries[docname] = otherdata["queries"][docname]
        self.translated.update(otherdata["translated"] & set(docnames))

    # Sphinx promises a reference here, and takes any element.
    def resolve_xref(  # type: ignore[override]  # noqa: PLR0913, PLR0917  Sphinx's signature
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.TextElement,
    ) -> nodes.Element | None:
        """Link to a page of ours; None where there is none, so that others may know it."""
        del env, typ
        try:
            page = self.site.page(target)
        except UsageError:
            return None
        if not node["refexplicit"]:
            title = self.site.page_titles[page]
            contnode = nodes.inline(title, title, classes=contnode["classes"])
        if self.site.has_pages:
            return make_refnode(builder, fromdocname, page, None, contnode)
        if self.printing:
            address = self.printing.href(page)
            return nodes.reference("", "", contnode, refuri=address) if address else contnode
        return reference(self.site, page, contnode)

    # Sphinx promises references here, and takes any element.
    def resolve_any_xref(  # type: ignore[override]  # noqa: PLR0913, PLR0917  Sphinx's signature
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: nodes.TextElement,
    ) -> list[tuple[str, nodes.Element]]:
        """Let the role ``any`` find records by their id."""
        found = self.resolve_xref(env, fromdocname, builder, "ref", target, node, contnode)
        return [("commitment:ref", found)] if found else []

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield all that can be referred to, for ``objects.inv``.

        The priority says that the search need not know: it has the pages already.
        """
        if not self.site.has_pages:
            return
        for kind, entry in site_entries(self.site.lens):
            name = entry.name.removeprefix("commitments/").removesuffix("/index")
            yield name, self.site.page_titles[entry.name], kind, entry.name, "", -1


def domain_of(env: BuildEnvironment) -> CommitmentDomain:
    """Return the domain with the register of this build."""
    return cast("CommitmentDomain", env.get_domain(CommitmentDomain.name))


def open_site(app: Sphinx) -> None:
    """Load the register before anything is read; a handler of ``builder-inited``."""
    domain_of(app.env).site = load_site(app)


def warn_unknown_target(_app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Say which record may be meant; a handler of ``warn-missing-reference``."""
    if not isinstance(domain, CommitmentDomain):
        return None
    try:
        domain.site.page(node["reftarget"])
    except UsageError as error:
        logger.warning("%s", error, location=node, type=WARNING_TYPE, subtype="unknown-reference")
    return True
