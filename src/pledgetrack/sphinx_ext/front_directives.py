"""Directives for a front page: where the questions lead, what is new, the chapters."""

from dataclasses import dataclass
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.typing import OptionSpec

from pledgetrack.sphinx_ext.directives import ViewDirective
from pledgetrack.sphinx_ext.queries import require_known
from pledgetrack.sphinx_ext.site import Site
from pledgetrack.views.front import Chapters, News, Questions, chapters, news, questions
from pledgetrack.views.page_names import AGREEMENTS

LIMIT = 5
"""How many changes and dates are shown where nothing else is asked for."""


@dataclass(frozen=True, slots=True)
class QuestionsQuery:
    """Where the four questions lead."""

    promised: str = AGREEMENTS
    method: str | None = None

    def answer(self, site: Site) -> Questions:
        """Return the questions with how much there is to read."""
        return questions(site.lens, self.promised, self.method)


@dataclass(frozen=True, slots=True)
class NewsQuery:
    """What was recorded last, and what is due next."""

    limit: int = LIMIT

    def answer(self, site: Site) -> News:
        """Return at most ``limit`` of each."""
        return news(site.lens, self.limit)


@dataclass(frozen=True, slots=True)
class ChaptersQuery:
    """The chapters of an agreement."""

    agreement: str

    def answer(self, site: Site) -> Chapters:
        """Return the chapters; ``UsageError`` where there is no such agreement."""
        require_known("agreement", self.agreement, site.lens.register.agreements)
        return chapters(site.lens, self.agreement)


class QuestionsDirective(ViewDirective):
    """``{commitment:questions}``: the four questions, each leading to a page.

    :promised: the page for the first question; without it the list of agreements
    :method: the page for the last question; without it that question leads nowhere
    """

    option_spec: ClassVar[OptionSpec] = dict.fromkeys(
        ("promised", "method"), directives.unchanged_required
    )

    def run(self) -> list[nodes.Node]:
        """Leave the place of the list."""
        return self.place(QuestionsQuery(**self.options))


class NewsDirective(ViewDirective):
    """``{commitment:news}``: what changed lately, and what is due next.

    :limit: how many of each are shown at most; without it five
    """

    option_spec: ClassVar[OptionSpec] = {"limit": directives.positive_int}

    def run(self) -> list[nodes.Node]:
        """Leave the place of the two lists."""
        return self.place(NewsQuery(**self.options))


class ChaptersDirective(ViewDirective):
    """``{commitment:chapters} AGREEMENT``: its chapters as bars on one scale."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Leave the place of the table."""
        return self.place(ChaptersQuery(self.arguments[0]))


def register(app: Sphinx) -> None:
    """Tell Sphinx about the directives."""
    for name, directive in (
        ("questions", QuestionsDirective),
        ("news", NewsDirective),
        ("chapters", ChaptersDirective),
    ):
        app.add_directive_to_domain("commitment", name, directive)
