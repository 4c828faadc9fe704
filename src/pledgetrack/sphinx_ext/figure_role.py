"""A single number in a sentence, as the answer to a named query.

Whoever tells what the records say types no number: the same query that a report is verified by is
asked in every build, and in print the number is one of those that the file can prove.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from pledgetrack import figures
from pledgetrack.errors import UsageError
from pledgetrack.ledger import Ledger
from pledgetrack.listing import coverage_data, coverage_entries
from pledgetrack.register import Register
from pledgetrack.rendering.marking import Marker
from pledgetrack.sphinx_ext.directives import CommitmentView
from pledgetrack.sphinx_ext.domain import domain_of
from pledgetrack.sphinx_ext.queries import require_known
from pledgetrack.sphinx_ext.site import WARNING_TYPE, Site
from pledgetrack.views import Lens
from pledgetrack.vocabulary import Force, Kind, Lifecycle, Status

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FigureQuery:
    """A measure and the words of its filter, as in ``counted status=partial``."""

    measure: str
    filter: tuple[tuple[str, str], ...]

    def answer(self, site: Site) -> int | float | date:
        """Return a number or a day; ``UsageError`` where nothing of ours answers that."""
        ledger = site.lens.once(_ledger)
        for key, word in self.filter:
            require_known(key, word or "without a word", _known(ledger.register, key, word))
        found = figures.answer(ledger, self.measure, dict(self.filter))
        if self.measure == "as-of":
            return date.fromisoformat(str(found))
        if found is None or isinstance(found, str):
            raise UsageError(f"{self.measure} is no number here")
        return found


def _known(register: Register, key: str, word: str) -> Iterable[str]:
    """Return what a filter may name; of what is no closed list, the word itself."""
    outlines = (agreement.outline for agreement in register.agreements.values())
    known: dict[str, Iterable[str]] = {
        "agreement": register.agreements,
        "section": [section.id for outline in outlines for section in outline],
        "party": register.parties,
        "record": register.commitments,
        "status": Status,
        "kind": Kind,
        "force": (*Force, "none"),
        "lifecycle": (*Lifecycle, "none"),
    }
    return known.get(key, [word] if word else [])


def _ledger(lens: Lens) -> Ledger:
    """Return the register to count in: the same records, edition and coverage that a PDF holds."""
    return Ledger(
        register=lens.register,
        edition=lens.edition,
        scope=frozenset(lens.judgements),
        coverage=tuple(coverage_data(coverage_entries(lens.register, []))["texts"]),
        sha256="",
    )


class FigureNode(nodes.Inline, nodes.Element):
    """The place of a number: holds its ``query``."""


class FigureRole(SphinxRole):
    """Writes the answer to a measure of :mod:`pledgetrack.figures` into a sentence."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Note what is asked and leave its place; what the words mean is seen in every build."""
        measure, *words = self.text.split() or [""]
        pairs = (word.partition("=") for word in words)
        query = FigureQuery(measure, tuple((key, word) for key, _, word in pairs))
        domain_of(self.env).note(query)
        place = FigureNode(query=query)
        self.set_source_info(place)
        return [place], []


class FillFigures(SphinxPostTransform):
    """Put the numbers of this build into their sentences."""

    default_priority = 210  # after the views, which are not to take a number for one of theirs

    def run(self, **_kwargs: Any) -> None:
        """Fill all places of the document."""
        domain = domain_of(self.env)
        pen = domain.printing if domain.pages is None else None
        marker = Marker((pen or domain.site).renderer.wording, in_print=pen is not None)
        for place in list(self.document.findall(FigureNode)):
            query: FigureQuery = place["query"]
            try:
                found = query.answer(domain.site)
            except UsageError as error:
                logger.warning(
                    "%s", error, location=place, type=WARNING_TYPE, subtype="unknown-reference"
                )
                place.replace_self(nodes.Text(str(error)))
                continue
            words = marker.figure(found, query.measure, **dict(query.filter))
            place.replace_self(CommitmentView(html=words) if pen else nodes.Text(words.unescape()))


def register(app: Sphinx) -> None:
    """Tell Sphinx about the role."""
    app.add_role_to_domain("commitment", "figure", FigureRole())
    app.add_post_transform(FillFigures)
