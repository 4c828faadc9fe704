"""The tracker as a whole: its parties, and agreements of two sizes, each with its text."""

from collections.abc import Iterator
from pathlib import Path

from generating.files import Folder, Paper, Values
from generating.group import GROUP, Group
from generating.proof import Place
from generating.site import Section, write_site
from generating.words import NOUNS, Words

LARGE, STRETCH = 300, 500
"""Of each stretch of records so many stand in one agreement, the others in one for each group."""
SECTIONS_PER_CHAPTER = 5
TOPICS = ("boats", "fields", "markets", "schools", "water")

_TRACKER: Values = {
    "id": "bench",
    "title": {"en": "Tracker of invented compacts", "ja": "架空の協定"},
    "languages": ["en", "ja"],
    "as_of": "2009-12-31",
    "editions": ["2002-12-31", "2004-12-31", "2006-12-31"],
    "repository_url": '""',
    "site_url": '""',
}
_PARTIES: Values = {
    "north": {"name": {"en": "Government of the North", "ja": "北の政府"}, "kind": "government"},
    "south": {"name": {"en": "Government of the South", "ja": "南の政府"}, "kind": "government"},
    "ferry-companies": {"name": "The ferry companies", "kind": "companies"},
}


def write_tracker(root: Path, size: int) -> None:
    """Write a tracker of ``size`` records, a multiple of ten, into an empty folder."""
    folder, words = Folder(root), Words(size)
    folder.file("tracker", _TRACKER)
    sizes = list(_sizes(size))
    names = [f"{NOUNS[at % len(NOUNS)]}-{2001 + at // len(NOUNS)}" for at in range(len(sizes))]
    folder.file("parties", _PARTIES | {_office(name): _office_of(name) for name in names})
    sections: list[Section] = []
    for name, records in zip(names, sizes, strict=True):
        sections += Agreement(folder, words, name).write(records)
    write_site(folder, words, sections)


def _sizes(size: int) -> Iterator[int]:
    """Yield how many records each agreement has, a large one and short ones in turn."""
    for first in range(0, size, STRETCH):
        stretch = min(STRETCH, size - first)
        large = -(-stretch * LARGE // STRETCH // GROUP) * GROUP
        yield large
        yield from (GROUP for _ in range(large, stretch, GROUP))


def _office(agreement: str) -> str:
    return f"{agreement}-office"


def _office_of(agreement: str) -> Values:
    name = f"Office of the {agreement.replace('-', ' ').title()}"
    return {"name": name, "kind": "agency", "under": "north"}


class Agreement:
    """An agreement, its text, and the records that quote it."""

    def __init__(self, folder: Folder, words: Words, name: str) -> None:
        """Begin the text."""
        self.folder = folder
        self.words = words
        self.name = name
        self.title = f"The {name.partition('-')[0].title()} Compact"
        self.paper = Paper([self.title.upper(), "Signed in two copies on 4 May 2001"])
        self.paper.add(
            f"The two governments, in view of {words.phrase(40)}, have met and found common ground."
        )

    def write(self, records: int) -> list[Section]:
        """Write all files; return the sections, none for an agreement of a single group."""
        outline: list[Values] = []
        sections = []
        for number in range(records // GROUP):
            place = Place(self.name, _office(self.name), number)
            named = self._headings(number, outline) if records > GROUP else ""
            written = tuple(Group(self.folder, self.words, place, self.paper).write())
            if named:
                # What a page names can be neither renamed nor deleted alone.
                free = tuple(one for one in written if not one.endswith("-thanks"))
                sections.append(Section(self.name, named, free))
        self._file(outline)
        self.folder.stored(f"{self.name}-text", self.title, "2001-05-04", self.paper)
        return sections

    def _headings(self, number: int, outline: list[Values]) -> str:
        """Add the heading of a section, and of a chapter where one begins; return the section."""
        chapter = number // SECTIONS_PER_CHAPTER
        if number % SECTIONS_PER_CHAPTER == 0:
            self._heading(f"chapter-{chapter + 1}", {}, outline)
        under: Values = {"under": f"chapter-{chapter + 1}", "topics": [TOPICS[number % 5]]}
        self._heading(f"section-{number + 1}", under, outline)
        return f"section-{number + 1}"

    def _heading(self, name: str, values: Values, outline: list[Values]) -> None:
        words = self.words.phrase(3).capitalize()
        line = self.paper.add(f"{name.replace('-', ' ').capitalize()}. {words}")
        outline.append({"id": name, "line": line, **values})

    def _file(self, outline: list[Values]) -> None:
        values: Values = {
            "id": self.name,
            "title": {"en": f"{self.title} between North and South", "ja": f"協定{self.name}"},
            "short": f"{self.title} 2001",
            "kind": "agreement",
            "parties": ["north", "south"],
            "signed": "2001-05-04",
            "texts": [{"source": f"{self.name}-text"}],
            "dispositions": [
                {"lines": 1, "as": "apparatus"},
                {"lines": 2, "as": "apparatus"},
                {"lines": 3, "as": "preamble"},
            ],
        }
        self.folder.file(
            f"agreements/{self.name}", values | ({"outline": outline} if outline else {})
        )
