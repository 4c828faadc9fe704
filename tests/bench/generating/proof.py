"""What the records of a group rest on: a gazette whose text is stored, the press, and series."""

from dataclasses import dataclass
from itertools import cycle

from generating.files import Folder, Paper, Values
from generating.words import NOUNS, Words

PRESS = 14
"""Sources of a group beside its gazette: with it three for two records, as in a real register."""
YEARS = range(2001, 2009)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a group stands: its agreement, the office that is bound, the number of the group."""

    agreement: str
    office: str
    number: int

    @property
    def stamp(self) -> str:
        """What the names of the files of the group begin with."""
        return f"{self.agreement}-{self.number:03}"

    @property
    def short(self) -> str:
        """What the names of its records begin with."""
        return f"group-{self.number:03}"


class Proof:
    """Hands out evidence and writes the sources that it names."""

    def __init__(self, folder: Folder, words: Words, place: Place) -> None:
        """Begin the gazette."""
        self.folder = folder
        self.words = words
        self.place = place
        self.gazette = Paper([f"Gazette of {place.stamp}, 31 March 2009"])
        self._presses = [f"{place.stamp}-press-{at}" for at in range(1, PRESS + 1)]
        self._next_press = cycle(self._presses)

    def write(self) -> None:
        """Write the sources; to be called when all evidence is handed out."""
        name = f"{self.place.stamp}-gazette"
        self.folder.stored(name, f"Gazette of {self.place.stamp}", "2009-03-31", self.gazette)
        for at, press in enumerate(self._presses):
            self._press(press, at)

    def evidence(self, stance: str | None) -> Values:
        """Return words of the stored gazette, with their line, or of the press."""
        words = self.words.sentence(32)
        given: Values = {"stance": stance} if stance else {}
        if stance == "for":
            line = self.gazette.add(words)
            source = f"{self.place.stamp}-gazette"
            return {**given, "source": source, "lines": line, "exact": words}
        return {**given, "source": next(self._next_press), "exact": words, "date": "2002-12"}

    def assessment(self, as_of: str, status: str, evidence: int) -> Values:
        """Return an assessment with so many pieces of evidence."""
        stances = ("for", "against", "context")
        return {
            "as_of": as_of,
            "recorded": "2009-06-30",
            "status": status,
            "why": self.words.sentence(60),
            "evidence": [self.evidence(stances[at % 3]) for at in range(evidence)],
        }

    def criteria(self) -> Values:
        """Return what would have to be seen for each status."""
        return {step: self.words.sentence(20) for step in ("partial", "substantial", "fulfilled")}

    def series(self, owner: str, at: int) -> str:
        """Write a series whose observations are proven, and return its name."""
        name = f"{self.place.stamp}-{owner}"
        observations = []
        for year in YEARS:
            value = 150 + 32 * (year - 2001) - 7 * at
            exact = f"in {year} the office of the {owner} counted {value} pieces"
            self.gazette.add(f"As laid down, {exact}, {self.words.phrase(8)}.")
            source = f"{self.place.stamp}-gazette"
            observations.append({"period": year, "value": value, "source": source, "exact": exact})
        self.folder.file(
            f"series/{name}",
            {
                "id": name,
                "title": f"Pieces a year as counted by the {owner}",
                "unit": "pieces a year",
                "owner": owner,
                "formula": self.words.sentence(16),
                "observations": observations,
            },
        )
        return name

    def _press(self, name: str, at: int) -> None:
        self.folder.file(
            f"sources/{name}",
            {
                "id": name,
                "title": self.words.phrase(8).capitalize(),
                "author": "A. Writer",
                "publisher": f"The Morning {NOUNS[at].title()}",
                "date": f"2002-{at % 12 + 1:02}-17",
                "grade": "press",
                "voice": ("north", "south")[at % 2],
                "url": f"https://press.example/{name}",
                "accessed": "2009-06-01",
            },
        )
