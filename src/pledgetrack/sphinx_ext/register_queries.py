"""Questions about the whole register or an agreement: numbers, lists, charts, annotated texts."""

from dataclasses import dataclass
from datetime import date

from pledgetrack.assessment import is_signed
from pledgetrack.errors import UsageError
from pledgetrack.model import Lines
from pledgetrack.rendering.shelf import Shelf
from pledgetrack.sphinx_ext.queries import require_known
from pledgetrack.sphinx_ext.site import Site
from pledgetrack.views import (
    AnnotatedText,
    CitedSources,
    Codings,
    DueList,
    Lineage,
    Overview,
    RecordChart,
    Sensitivity,
    StatusHistory,
    Timeline,
    agreement_of_codings,
    annotated_text,
    cited_sources,
    due_list,
    lineage_of,
    overview,
    past_days,
    record_chart,
    sensitivity,
    status_history,
    timeline,
)
from pledgetrack.views.keys import Crosswalk, StatusKey, crosswalk, status_key
from pledgetrack.views.parties import PartiesPage, comparison_of_parties


@dataclass(frozen=True, slots=True)
class SummaryQuery:
    """The numbers of an agreement, or of all pledges."""

    agreement: str = ""

    def answer(self, site: Site) -> Overview:
        """Return the numbers; ``UsageError`` where there is no such agreement."""
        return overview(site.lens, _known_agreement(site, self.agreement))


@dataclass(frozen=True, slots=True)
class SensitivityQuery:
    """The headline under every published rule."""

    agreement: str = ""

    def answer(self, site: Site) -> Sensitivity:
        """Return the rules; ``UsageError`` where there is no such agreement."""
        return sensitivity(site.lens, _known_agreement(site, self.agreement))


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """The distribution on several days; without any on those that the tracker names."""

    days: tuple[date, ...] = ()
    agreement: str = ""

    def answer(self, site: Site) -> StatusHistory:
        """Return the days; ``UsageError`` where there is no such agreement."""
        days = self.days or past_days(site.lens)
        return status_history(site.lens, days, _known_agreement(site, self.agreement))


@dataclass(frozen=True, slots=True)
class ChartQuery:
    """What a record is measured by."""

    target: str

    def answer(self, site: Site) -> RecordChart:
        """Return the measure; ``UsageError`` where there is no such record, or it has none."""
        site.record(self.target)
        chart = record_chart(site.lens, self.target)
        if chart is None:
            raise UsageError(f"the record {self.target} has no indicator, so there is no chart")
        return chart


@dataclass(frozen=True, slots=True)
class TextQuery:
    """The text of an agreement, or some lines of it."""

    agreement: str
    lines: Lines | None = None

    def answer(self, site: Site) -> AnnotatedText:
        """Return the lines; ``UsageError`` where the text is not stored or has no such lines."""
        name = _known_agreement(site, self.agreement)
        if not is_signed(site.lens.register.agreements[name], site.lens.edition):
            raise UsageError(f"the agreement {name} was not signed by {site.lens.edition.as_of}")
        text = annotated_text(site.lens, name, self.lines)
        if text is None:
            raise UsageError(f"no text of the agreement {name} is stored, so it cannot be shown")
        if self.lines and self.lines[1] > text.length:
            first, last = self.lines
            raise UsageError(f"lines: {first}-{last} is beyond the text, which has {text.length}")
        return text


@dataclass(frozen=True, slots=True)
class SourcesQuery:
    """The sources that an agreement's records cite, or all records."""

    agreement: str = ""

    def answer(self, site: Site) -> CitedSources:
        """Return the sources; ``UsageError`` where there is no such agreement."""
        return cited_sources(site.lens, _known_agreement(site, self.agreement))


@dataclass(frozen=True, slots=True)
class PartiesQuery:
    """What each party undertook and kept, in an agreement or in all."""

    agreement: str = ""

    def answer(self, site: Site) -> PartiesPage:
        """Return the parties; ``UsageError`` where there is no such agreement."""
        return comparison_of_parties(site.lens, _known_agreement(site, self.agreement))


@dataclass(frozen=True, slots=True)
class StatusesQuery:
    """Every status with the number of records that have it."""

    def answer(self, site: Site) -> StatusKey:
        """Return the key to the statuses."""
        return status_key(site.lens)


@dataclass(frozen=True, slots=True)
class CrosswalkQuery:
    """What each status earns under each published rule."""

    def answer(self, site: Site) -> Crosswalk:
        """Return the marks, which do not depend on the register."""
        del site
        return crosswalk()


@dataclass(frozen=True, slots=True)
class ReportsQuery:
    """The PDF reports that were built."""

    def answer(self, site: Site) -> Shelf:
        """Return the reports; none where the site is built without."""
        return site.shelf


@dataclass(frozen=True, slots=True)
class TimelineQuery:
    """The agreements over time."""

    def answer(self, site: Site) -> Timeline:
        """Return the agreements signed by the day of the edition."""
        return timeline(site.lens)


@dataclass(frozen=True, slots=True)
class DueQuery:
    """What is due next, and if asked for what is open without a date."""

    undated: bool = False

    def answer(self, site: Site) -> DueList:
        """Return the open pledges."""
        return due_list(site.lens, undated=self.undated)


@dataclass(frozen=True, slots=True)
class LineageQuery:
    """What came before a record and after it."""

    target: str

    def answer(self, site: Site) -> Lineage:
        """Return the line of the record; ``UsageError`` where there is no such record."""
        return lineage_of(site.lens, site.record(self.target))


@dataclass(frozen=True, slots=True)
class CodingsQuery:
    """How far several codings of the same judgements agree."""

    def answer(self, site: Site) -> Codings:
        """Return the agreement of all codings of the edition."""
        return agreement_of_codings(site.lens)


def _known_agreement(site: Site, name: str) -> str:
    require_known("agreement", name, site.lens.register.agreements)
    return name
