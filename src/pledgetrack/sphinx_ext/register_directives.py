"""Directives that show an agreement or the whole register inside a document."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.typing import OptionSpec

from pledgetrack.model import Lines
from pledgetrack.sphinx_ext.directives import ViewDirective
from pledgetrack.sphinx_ext.queries import Query
from pledgetrack.sphinx_ext.register_queries import (
    ChartQuery,
    CodingsQuery,
    CrosswalkQuery,
    DueQuery,
    HistoryQuery,
    LineageQuery,
    PartiesQuery,
    ReportsQuery,
    SensitivityQuery,
    SourcesQuery,
    StatusesQuery,
    SummaryQuery,
    TextQuery,
    TimelineQuery,
)


def lines(written: str) -> Lines:
    """Read ``397-467`` or ``397``; ``ValueError`` says what is wrong."""
    first, _, last = written.strip().partition("-")
    try:
        found = int(first), int(last or first)
    except ValueError:
        raise ValueError(f"{written} are no lines; write them as 12 or 12-40") from None
    if not 1 <= found[0] <= found[1]:
        raise ValueError(f"{written} are no lines: they run from 1, the first one first")
    return found


def days(written: str) -> tuple[date, ...]:
    """Read days with blanks or commas between; ``ValueError`` names the one that is none."""
    found = []
    for word in (written or "").replace(",", " ").split():
        try:
            found.append(date.fromisoformat(word))
        except ValueError:
            raise ValueError(f"{word} is not a day; write it as 2001-12-31") from None
    if not found:
        raise ValueError("name at least one day, as in 2001-12-31")
    return tuple(found)


_AGREEMENT: OptionSpec = {"agreement": directives.unchanged_required}


class _AgreementDirective(ViewDirective):
    """What is shown of one agreement, or of all without the option.

    :agreement: the id of an agreement; without it all are counted
    """

    option_spec: ClassVar[OptionSpec] = _AGREEMENT
    query: ClassVar[Callable[..., Query]]

    def run(self) -> list[nodes.Node]:
        return self.place(type(self).query(**self.options))


class SummaryDirective(_AgreementDirective):
    """``{commitment:summary}``: distribution and rates."""

    query = SummaryQuery


class SensitivityDirective(_AgreementDirective):
    """``{commitment:sensitivity}``: the headline under every published rule."""

    query = SensitivityQuery


class SourcesDirective(_AgreementDirective):
    """``{commitment:sources}``: all sources that are cited, by grade."""

    query = SourcesQuery


class PartiesDirective(_AgreementDirective):
    """``{commitment:parties}``: what each side undertook and kept, beside each other."""

    query = PartiesQuery


class StatusesDirective(ViewDirective):
    """``{commitment:statuses}``: what each status means, and how many records have it."""

    def run(self) -> list[nodes.Node]:
        """Leave the place of the table."""
        return self.place(StatusesQuery())


class CrosswalkDirective(ViewDirective):
    """``{commitment:crosswalk}``: what each status earns under each published rule."""

    def run(self) -> list[nodes.Node]:
        """Leave the place of the table."""
        return self.place(CrosswalkQuery())


class ReportsDirective(ViewDirective):
    """``{commitment:reports}``: the PDF reports that were built, to download and to verify."""

    def run(self) -> list[nodes.Node]:
        """Leave the place of the list."""
        return self.place(ReportsQuery())


class HistoryDirective(ViewDirective):
    """``{commitment:history}``: the distribution on several days.

    :days: days with blanks or commas between; without them the `editions` of the tracker
    :agreement: the id of an agreement; without it all are counted
    """

    option_spec: ClassVar[OptionSpec] = {"days": days, **_AGREEMENT}

    def run(self) -> list[nodes.Node]:
        """Leave the place of the chart."""
        return self.place(HistoryQuery(**self.options))


class ChartDirective(ViewDirective):
    """``{commitment:chart} RECORD``: the figures by which a record is measured."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Leave the place of the chart."""
        return self.place(ChartQuery(self.arguments[0]))


class TextDirective(ViewDirective):
    """``{commitment:text} AGREEMENT``: its text, with what became of every stretch.

    :lines: a line or a span of lines, `12-40`; without it the whole text
    """

    required_arguments = 1
    option_spec: ClassVar[OptionSpec] = {"lines": lines}

    def run(self) -> list[nodes.Node]:
        """Leave the place of the text; its lines can be linked to by the agreement's id."""
        name = self.arguments[0]
        return self.place(TextQuery(name, self.options.get("lines")), name)


class TimelineDirective(ViewDirective):
    """``{commitment:timeline}``: the agreements over time."""

    def run(self) -> list[nodes.Node]:
        """Leave the place of the time line."""
        return self.place(TimelineQuery())


class DueDirective(ViewDirective):
    """``{commitment:due}``: what is due next, the soonest first.

    :undated: no value; a second table has the open pledges that name no day
    """

    option_spec: ClassVar[OptionSpec] = {"undated": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Leave the place of the list."""
        return self.place(DueQuery(undated="undated" in self.options))


class LineageDirective(ViewDirective):
    """``{commitment:lineage} RECORD``: what came before a pledge, and what after it."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Leave the place of the line."""
        return self.place(LineageQuery(self.arguments[0]))


class CodingsDirective(ViewDirective):
    """``{commitment:agreement-of-codings}``: how far several codings agree.

    The register knows the coders by their roles. What they are, people or programs, only its
    keepers know, so the directive asks them to say it in its body.
    """

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Put what the body says before the figures."""
        self.assert_has_content()
        return [*self.parse_content_to_nodes(), *self.place(CodingsQuery())]


DIRECTIVES: dict[str, type[ViewDirective]] = {
    "summary": SummaryDirective,
    "chart": ChartDirective,
    "history": HistoryDirective,
    "sensitivity": SensitivityDirective,
    "text": TextDirective,
    "timeline": TimelineDirective,
    "due": DueDirective,
    "lineage": LineageDirective,
    "sources": SourcesDirective,
    "parties": PartiesDirective,
    "reports": ReportsDirective,
    "statuses": StatusesDirective,
    "crosswalk": CrosswalkDirective,
    "agreement-of-codings": CodingsDirective,
}


def register(app: Sphinx) -> None:
    """Tell Sphinx about the directives."""
    for name, directive in DIRECTIVES.items():
        app.add_directive_to_domain("commitment", name, directive)
