"""Directives for those who keep a register: what waits for a person, and what was corrected."""

from dataclasses import dataclass
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.typing import OptionSpec

from pledgetrack.sphinx_ext.directives import ViewDirective
from pledgetrack.sphinx_ext.queries import require_known
from pledgetrack.sphinx_ext.site import Site
from pledgetrack.views.corrections import Corrections, corrections
from pledgetrack.views.queue import Queue, queue
from pledgetrack.waiting import Wait


def waits(written: str) -> tuple[Wait, ...]:
    """Read kinds of waiting with blanks or commas between; ``ValueError`` lists those there are."""
    words = (written or "").replace(",", " ").split()
    return tuple(Wait(directives.choice(word, tuple(Wait))) for word in words)


@dataclass(frozen=True, slots=True)
class QueueQuery:
    """What waits in an agreement, or in all; without kinds all of them."""

    agreement: str = ""
    kind: tuple[Wait, ...] = ()

    def answer(self, site: Site) -> Queue:
        """Return what waits; ``UsageError`` where there is no such agreement."""
        require_known("agreement", self.agreement, site.lens.register.agreements)
        return queue(site.lens, self.agreement, self.kind)


@dataclass(frozen=True, slots=True)
class CorrectionsQuery:
    """What was corrected in an agreement, or in all."""

    agreement: str = ""

    def answer(self, site: Site) -> Corrections:
        """Return the corrections; ``UsageError`` where there is no such agreement."""
        require_known("agreement", self.agreement, site.lens.register.agreements)
        return corrections(site.lens, self.agreement)


class QueueDirective(ViewDirective):
    """``{commitment:queue}``: what waits for a person: to be read, judged, searched or written.

    :agreement: the id of an agreement; without it all are counted
    :kind: one or more of `provisional`, `due`, `stale`, `doubtful`, `no-evidence`, `unassessed`
        and `draft`; without it all of them
    """

    option_spec: ClassVar[OptionSpec] = {
        "agreement": directives.unchanged_required,
        "kind": waits,
    }

    def run(self) -> list[nodes.Node]:
        """Leave the place of the lists."""
        return self.place(QueueQuery(**self.options))


class CorrectionsDirective(ViewDirective):
    """``{commitment:corrections}``: judgements that were corrected, and records withdrawn.

    :agreement: the id of an agreement; without it those of all are shown
    """

    option_spec: ClassVar[OptionSpec] = {"agreement": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Leave the place of the lists."""
        return self.place(CorrectionsQuery(**self.options))


def register(app: Sphinx) -> None:
    """Tell Sphinx about the directives."""
    app.add_directive_to_domain("commitment", "queue", QueueDirective)
    app.add_directive_to_domain("commitment", "corrections", CorrectionsDirective)
