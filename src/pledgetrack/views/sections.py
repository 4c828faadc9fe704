"""A section of an agreement -> its page: its place in the text, its records, its neighbours."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pledgetrack.assessment import Judgement
from pledgetrack.model import Lines, Section
from pledgetrack.views.atoms import DayView, Link, Summary, Words
from pledgetrack.views.lens import Lens
from pledgetrack.views.page_names import page_of_text
from pledgetrack.views.records import record_rows
from pledgetrack.views.topics import topic_words
from pledgetrack.views.values import ChapterRow, RecordRow


@dataclass(frozen=True, slots=True)
class SectionPage:
    """A section with what is promised in it and in the sections below it."""

    id: str
    tracker: Words
    edition: DayView
    title: Words
    restored: bool  # the heading is not in the text as it is held
    agreement: Link
    above: tuple[Link, ...]  # the sections around it, outermost first
    lines: Lines | None  # None where the text is not stored
    text: str  # the name of the page that has the annotated text
    topics: tuple[Words, ...]
    summary: Summary
    below: tuple[ChapterRow, ...]
    rows: tuple[RecordRow, ...]
    before: Link | None  # the section before it in the text
    after: Link | None


class Outline:
    """The sections of an agreement: where each ends, what stands in it, who is above it."""

    def __init__(self, lens: Lens, agreement: str) -> None:
        """Go through the outline and the records of an agreement once."""
        self.lens = lens
        self.agreement = lens.register.agreements[agreement]
        self.entries: Mapping[str, Section] = {entry.id: entry for entry in self.agreement.outline}
        text = lens.register.texts.get(lens.register.main_text(agreement) or "")
        self.length = text.line_count if text else None
        self._ends = _ends(self.agreement.outline, self.length or 0)
        self._below = self._group_entries()
        self._members = self._group(lens.of_agreement(agreement))

    def _group(self, judgements: Mapping[str, Judgement]) -> dict[str, list[str]]:
        members: dict[str, list[str]] = {}
        for name, judgement in judgements.items():
            section = self.lens.register.section_of(judgement.commitment)
            for one in self.chain(section.id) if section else ():
                members.setdefault(one, []).append(name)
        return members

    def chain(self, section: str) -> tuple[str, ...]:
        """Return a section and those it is under, the nearest first."""
        chain: list[str] = []
        above: str | None = section
        while above and above in self.entries and above not in chain:
            chain.append(above)
            above = self.entries[above].under
        return tuple(chain)

    def _group_entries(self) -> dict[str, list[str]]:
        below: dict[str, list[str]] = {}
        for name in self.entries:
            for one in self.chain(name)[1:]:
                below.setdefault(one, []).append(name)
        return below

    def below(self, section: str) -> Sequence[str]:
        """Return the sections below a section, in the order of the text."""
        return self._below.get(section, ())

    def records(self, section: str) -> Sequence[str]:
        """Return the records in a section and below it, in the order of the text."""
        return self._members.get(section, ())

    def lines(self, section: str) -> Lines | None:
        """Return the first and the last line, those of the sections below it included."""
        first = self.entries[section].line
        return (first, max(self._ends[section], first)) if self.length else None

    def rows(self, sections: Iterable[str]) -> Iterator[ChapterRow]:
        """Yield those of the sections that have records, with the depth at which they stand."""
        for name in sections:
            if records := self.records(name):
                judgements = (self.lens.judgements[record] for record in records)
                yield ChapterRow(
                    link=self.lens.section(self.agreement.id, name),
                    depth=len(self.chain(name)) - 1,
                    lines=self.lines(name),
                    restored=self.entries[name].restored,
                    distribution=self.lens.summary(judgements).distribution,
                )


def outline_of(lens: Lens, agreement: str) -> Outline:
    """Return the outline of an agreement, made once for all that is drawn from it."""
    outlines = lens.once(_outlines)
    if agreement not in outlines:
        outlines[agreement] = Outline(lens, agreement)
    return outlines[agreement]


def _outlines(_lens: Lens) -> dict[str, Outline]:
    return {}


def section_page(lens: Lens, key: str) -> SectionPage:
    """Return everything that the page of a section shows; ``key`` is ``agreement/section``."""
    agreement, _, name = key.partition("/")
    outline = outline_of(lens, agreement)
    entry, names = outline.entries[name], list(outline.entries)
    at, records = names.index(name), outline.records(name)
    link = lens.section(agreement, name)
    near = [lens.section(agreement, one) for one in names[max(at - 1, 0) : at + 2] if one != name]
    return SectionPage(
        id=name,
        tracker=lens.tracker,
        edition=lens.day_view,
        title=link.words,
        restored=entry.restored,
        agreement=lens.agreement(agreement),
        above=tuple(lens.section(agreement, one) for one in reversed(outline.chain(name)[1:])),
        lines=outline.lines(name),
        text=page_of_text(agreement),
        topics=tuple(topic_words(lens, topic) for topic in entry.topics),
        summary=lens.summary(lens.judgements[record] for record in records),
        below=tuple(outline.rows(outline.below(name))),
        rows=record_rows(lens, records),
        before=near[0] if at else None,
        after=near[-1] if at < len(names) - 1 else None,
    )


def _ends(outline: tuple[Section, ...], last_line: int) -> dict[str, int]:
    """Return the last line of each section, those of the sections below it included."""
    above = {entry.id: entry.under for entry in outline}
    ends: dict[str, int] = {}
    following = last_line + 1
    for entry in reversed(outline):
        name: str | None = entry.id
        while name is not None and name not in ends:
            ends[name] = following - 1
            name = above.get(name)
        following = entry.line
    return ends
