"""Make a tracker of any size, with a site, from invented words: ``python generate.py DIR SIZE``.

Records are of the kinds and about the length of hard real ones: stems with parts, measured
targets with rival series, rival readings, searches that found nothing, restatements. Every tenth
is of the same kind, all texts are invented, and the same size gives the same files.
"""

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from textwrap import fill, indent

GROUP = 10
"""Records of a group: a stem with three parts, and six others."""
GROUPS_PER_SECTION = 2
SECTIONS_PER_AGREEMENT = 10
NARRATIVE_PAGES = 60
YEARS = range(2001, 2009)

NOUNS = """
    anchor apron arbour bakery barrel basin beacon bench bridge canal candle cellar chapel
    cistern cloister cottage crane dairy depot ferry field forge fountain gallery garden gate
    granary harbour hedge kiln ladder lantern library lighthouse lock loft market meadow mill
    moor museum nursery orchard oven paddock pasture path pavilion pier pilot pond quarry quay
    reed reservoir ridge road rope sail school shelter signal slope spring square stable stall
    station stream tavern terrace timber timetable tower trail valley vault vessel village
    wagon wall warehouse well wharf windmill workshop yard
""".split()  # noqa: SIM905  a list would take a page
LINKS = """
    of for beside near above below behind within across along around between from
""".split()  # noqa: SIM905  a list would take a page
QUALITIES = """
    amber ample annual blue bright broad calm central common coastal early eastern equal fair
    formal gentle green inland joint local long lower modest narrow northern old open plain
    public quiet red regular round shared short silver southern steady upper western wide yearly
""".split()  # noqa: SIM905  a list would take a page
TOPICS = ("boats", "fields", "markets", "schools", "water")


@dataclass(slots=True)
class Paper:
    """A stored text in the making; each line is a paragraph."""

    lines: list[str] = field(default_factory=list)

    def add(self, line: str) -> int:
        """Append a line and return its number."""
        self.lines.append(line)
        return len(self.lines)

    def content(self) -> bytes:
        """Return the bytes of the file."""
        return "".join(f"{line}\n" for line in self.lines).encode()


class Tracker:
    """Writes the files of a tracker of ``size`` records below ``root``."""

    def __init__(self, root: Path, size: int) -> None:
        """Take an empty folder and a size that is a multiple of ten."""
        self.root = root
        self.size = size
        self.chance = random.Random(size)  # noqa: S311  words, not secrets

    def write(self) -> None:
        """Write records, texts and site."""
        self.file("tracker", _TRACKER)
        self.file("parties", _PARTIES)
        per_agreement = GROUP * GROUPS_PER_SECTION * SECTIONS_PER_AGREEMENT
        per_agreement = min(per_agreement, -(-self.size // (3 * GROUP)) * GROUP)
        sections: list[tuple[str, str, list[str]]] = []
        for at, first in enumerate(range(0, self.size, per_agreement)):
            sections += self._agreement(at, min(per_agreement, self.size - first))
        self._site(sections)

    def _agreement(self, at: int, size: int) -> list[tuple[str, str, list[str]]]:
        """Write an agreement with its text; return its sections with the ids of their records."""
        name, paper = f"{NOUNS[at % len(NOUNS)]}-{2001 + at // len(NOUNS)}", Paper()
        title = f"The {name.partition('-')[0].title()} Compact"
        paper.add(title.upper())
        paper.add("Signed in two copies on 4 May 2001")
        paper.add(
            f"The two governments, in view of {self.phrase(40)}, have met and found common ground."
        )
        outline: list[object] = [{"id": "opening", "line": 1, "title": "Opening"}]
        sections = []
        for number, first in enumerate(range(0, size, GROUP * GROUPS_PER_SECTION), 1):
            head = self.phrase(3)
            section = f"{head.split()[-1]}-{number:02}"
            line = paper.add(f"{number}. {head.capitalize()}")
            outline.append({"id": section, "line": line, "topics": [TOPICS[number % 5]]})
            groups = range(first // GROUP, min(first // GROUP + GROUPS_PER_SECTION, size // GROUP))
            records = [
                record
                for group in groups
                for record in Group(self, name, section, group, paper).write()
            ]
            sections.append((name, section, records))
        self.file(
            f"agreements/{name}",
            {
                "id": name,
                "title": {"en": f"{title} between North and South", "ja": f"協定第{at + 1}号"},
                "short": f"{title} 2001",
                "kind": "agreement",
                "parties": ["north", "south"],
                "signed": "2001-05-04",
                "texts": [{"source": f"{name}-text"}],
                "outline": outline,
                "dispositions": [
                    {"lines": 2, "as": "apparatus"},
                    {"lines": 3, "as": "preamble"},
                ],
            },
        )
        self.stored(f"{name}-text", title, "2001-05-04", paper)
        return sections

    def stored(self, name: str, title: str, date: str, paper: Paper) -> None:
        """Write a source whose text is stored, and the text."""
        content = paper.content()
        _write(self.root / "seeds" / f"{name}.txt", content)
        self.file(
            f"sources/{name}",
            {
                "id": name,
                "title": title,
                "publisher": "The Two Governments",
                "date": date,
                "grade": "act",
                "rights": "Invented, free for any use.",
                "text": {
                    "file": f"seeds/{name}.txt",
                    "sha256": sha256(content).hexdigest(),
                    "lines": len(paper.lines),
                },
            },
        )

    def record(self, name: str, values: dict[str, object]) -> str:
        """Write a record and return its id."""
        self.file(name, {"id": name, **values})
        return name

    def phrase(self, words: int) -> str:
        """Return words in a row: the deep well beside the old mill ..."""
        pick = self.chance.choice
        units = []
        while words > 0:
            units.append(f"{pick(LINKS)} the {pick(QUALITIES)} {pick(NOUNS)}")
            words -= 4
        return " ".join(units).partition(" ")[2]

    def file(self, name: str, values: dict[str, object]) -> None:
        """Write a YAML file below commitments/."""
        text = "".join(_entries(values))
        _write(self.root / "commitments" / f"{name}.yaml", text.encode())

    def _site(self, sections: list[tuple[str, str, list[str]]]) -> None:
        docs = self.root / "docs"
        _write(docs / "conf.py", _CONF.encode())
        pages = [f"page-{number:02}" for number in range(1, NARRATIVE_PAGES + 1)]
        _write(docs / "index.md", _INDEX.format(pages="\n".join(pages)).encode())
        for number, page in enumerate(pages):
            text = self._narrative(number, *sections[number % len(sections)])
            _write(docs / f"{page}.md", text.encode())

    def _narrative(self, number: int, agreement: str, section: str, records: list[str]) -> str:
        prose = (fill(f"See {self.phrase(56)}.", 90) for _ in range(6))
        blocks = [f"# Chapter {number + 1}: {self.phrase(4)}", *prose]
        for at, record in enumerate(self.chance.choices(records, k=4)):
            blocks.insert(3 * at + 2, f"## {self.phrase(4)}\n\nRead {{commitment:ref}}`{record}`.")
        options = f":agreement: {agreement}\n:section: {section}"
        blocks.append(f"```{{commitment:table}}\n{options}\n```")
        if number % 5 == 0:
            blocks.append(f"```{{commitment:record}} {records[0]}\n```")
        return "\n\n".join(blocks) + "\n"


class Group:
    """Ten records that stand together in a section, with the sources that they rest on."""

    def __init__(
        self, tracker: Tracker, agreement: str, section: str, number: int, text: Paper
    ) -> None:
        """Take the place of the group and the text of the agreement, which grows."""
        self.tracker = tracker
        self.agreement = agreement
        self.short = f"{section.partition('-')[0]}-{number:03}"
        self.text = text
        self.gazette = Paper()
        self.stamp = f"{agreement}-{number:03}"
        self.presses = [f"{self.stamp}-press-{at}" for at in range(1, 7)]

    def write(self) -> Iterator[str]:
        """Write all files and yield the ids of the records, in order."""
        self.gazette.add(f"Gazette of {self.stamp}, 31 March 2009")
        yield from self._stem_and_parts()
        yield self._measured()
        yield self._read_in_two_ways()
        yield self._searched_in_vain()
        yield self._done_in_substance()
        yield self._recognised()
        yield self._restated()
        self.tracker.stored(
            f"{self.stamp}-gazette", f"Gazette of {self.stamp}", "2009-03-31", self.gazette
        )
        for at, name in enumerate(self.presses):
            self._press(name, at)

    def _stem_and_parts(self) -> Iterator[str]:
        acts = [f"{verb} {self._phrase(16)}" for verb in ("build", "open", "repair")]
        promise = (
            f"The government of the North will {acts[0]}, {acts[1]} and {acts[2]} by the end of "
            "2003, subject to the yearly budget."
        )
        line = self.text.add(promise)
        yield self._record(
            "stem",
            {
                "text": [{"lines": line, "exact": promise}],
                "kind": "stem",
                "by": ["north-works"],
                "force": "firm",
                "verb": "will",
                "due": {"by": 2003, "words": "by the end of 2003"},
                "conditions": ["subject to the yearly budget"],
                "note": self._sentence(30),
            },
        )
        for act, status in zip(acts, ("partial", "fulfilled", "started"), strict=True):
            yield self._part(act, line, status)

    def _part(self, act: str, line: int, status: str) -> str:
        later = self._assessment("2005-12-31", status, 3)
        if status == "fulfilled":
            later["done"] = "2004-02-14"
        return self._record(
            act.partition(" ")[0],
            {
                "part_of": f"{self.short}-stem",
                "text": [{"lines": line, "exact": act}],
                "kind": "action",
                "lacks": ["measure"],
                "criteria": self._criteria(),
                "assessments": [self._assessment("2003-12-31", "started", 1), later],
                "effects": [self._evidence(None)],
            },
        )

    def _measured(self) -> str:
        what = self._phrase(8)
        promise = (
            f"The government of the South will raise the yearly number of {what} to at least 240 "
            "by 31 December 2004, from 150 in 2001."
        )
        line = self.text.add(promise)
        own, rival = (self._series(owner, at) for at, owner in enumerate(("south", "north")))
        return self._record(
            "number",
            {
                "text": [{"lines": line, "exact": promise}],
                "kind": "outcome",
                "by": ["south"],
                "force": "firm",
                "verb": "will",
                "due": {"by": "2004-12-31", "words": "by 31 December 2004"},
                "indicator": {
                    "unit": "pieces a year",
                    "series": [own],
                    "rivals": [rival],
                    "baseline": {"period": 2001, "value": 150},
                    "target": {"period": 2004, "value": 240, "test": "at-least"},
                },
                "assessments": [
                    {
                        "as_of": f"{year}-12-31",
                        "recorded": "2009-06-30",
                        "status": status,
                        "why": self._sentence(64),
                        "evidence": [
                            {"stance": "for", "series": own, "period": year},
                            {"stance": "context", "series": rival, "period": year},
                            self._evidence("against"),
                        ],
                    }
                    for year, status in ((2002, "partial"), (2003, "partial"), (2004, "fulfilled"))
                ],
                "note": self._sentence(24),
            },
        )

    def _series(self, owner: str, at: int) -> str:
        name = f"{self.stamp}-{owner}"
        observations = []
        for year in YEARS:
            value = 150 + 32 * (year - 2001) - 7 * at
            exact = f"in {year} the office of the {owner} counted {value} pieces"
            self.gazette.add(f"As laid down, {exact}, {self._phrase(8)}.")
            source = f"{self.stamp}-gazette"
            observations.append({"period": year, "value": value, "source": source, "exact": exact})
        self.tracker.file(
            f"series/{name}",
            {
                "id": name,
                "title": f"Pieces a year as counted by the {owner}",
                "unit": "pieces a year",
                "owner": owner,
                "formula": self._sentence(16),
                "observations": observations,
            },
        )
        return name

    def _read_in_two_ways(self) -> str:
        promise = f"Both governments expect the ferry companies to carry {self._phrase(16)}."
        line = self.text.add(promise)
        sides = {"promise": "north", "expectation": "south"}
        return self._record(
            "readings",
            {
                "text": [{"lines": line, "exact": promise}],
                "kind": "outcome",
                "by": ["north", "south"],
                "through": ["ferry-companies"],
                "force": "expectation",
                "verb": "expect",
                "lacks": ["measure"],
                "readings": [
                    {
                        "name": name,
                        "held_by": [party],
                        "meaning": self._sentence(20),
                        "evidence": [self._evidence("for"), self._evidence("for")],
                    }
                    for name, party in sides.items()
                ],
                "criteria": self._criteria(),
                "assessments": [
                    self._assessment("2004-12-31", "partial", 3)
                    | {"under": {"promise": "partial", "expectation": "declaratory"}}
                ],
            },
        )

    def _searched_in_vain(self) -> str:
        promise = f"The government of the South intends to keep {self._phrase(20)}."
        line = self.text.add(promise)
        return self._record(
            "keep",
            {
                "text": [{"lines": line, "exact": promise}],
                "kind": "process",
                "by": ["south"],
                "force": "intent",
                "verb": "intends to",
                "criteria": self._criteria(),
                "searched": [
                    {
                        "on": f"2009-0{month}-15",
                        "where": self._sentence(12),
                        "words": self._phrase(12),
                        "found": self._sentence(24),
                    }
                    for month in (4, 5, 6)
                ],
                "assessments": [
                    {
                        "as_of": "2008-12-31",
                        "recorded": "2009-06-30",
                        "status": "no-evidence",
                        "why": self._sentence(64),
                        "evidence": [self._evidence("context"), self._evidence("context")],
                    }
                ],
                "note": self._sentence(80),
            },
        )

    def _done_in_substance(self) -> str:
        promise = f"The government of the North is to publish {self._phrase(16)} by June 2003."
        line = self.text.add(promise)
        return self._record(
            "publish",
            {
                "text": [{"lines": line, "exact": promise}],
                "kind": "action",
                "by": ["north"],
                "force": "firm",
                "verb": "is to",
                "due": {"by": "2003-06", "words": "by June 2003"},
                "criteria": self._criteria(),
                "assessments": [
                    self._assessment("2003-12-31", "partial", 3),
                    self._assessment("2006-12-31", "substantial", 4)
                    | {"codings": {"reading-1": "partial", "reading-2": "substantial"}},
                ],
                "effects": [self._evidence(None), self._evidence(None)],
            },
        )

    def _recognised(self) -> str:
        promise = f"Both governments recognise the work of {self._phrase(20)}."
        line = self.text.add(promise)
        return self._record(
            "thanks",
            {
                "text": [{"lines": line, "exact": promise}],
                "kind": "recognition",
                "by": ["north", "south"],
                "force": "welcome",
                "verb": "recognise",
                "note": self._sentence(16),
            },
        )

    def _restated(self) -> str:
        promise = f"The two governments repeat that the North is to publish {self._phrase(20)}."
        line = self.text.add(promise)
        return self._record(
            "again",
            {
                "text": [{"lines": line, "exact": promise}],
                "kind": "action",
                "by": ["north"],
                "force": "firm",
                "verb": "is to publish",
                "restates": [f"{self.short}-publish"],
            },
        )

    def _record(self, name: str, values: dict[str, object]) -> str:
        """Write a record with an invented title in two languages."""
        title = {"en": self._phrase(4).capitalize(), "ja": f"約束、{self.stamp}の{name}について"}
        return self.tracker.record(
            f"{self.agreement}/{self.short}-{name}", {"title": title, **values}
        )

    def _assessment(self, as_of: str, status: str, evidence: int) -> dict[str, object]:
        stances = ("for", "against", "context")
        return {
            "as_of": as_of,
            "recorded": "2009-06-30",
            "status": status,
            "why": self._sentence(60),
            "evidence": [self._evidence(stances[at % 3]) for at in range(evidence)],
        }

    def _evidence(self, stance: str | None) -> dict[str, object]:
        """Return words of the stored gazette, with their line, or of the press."""
        words = self._sentence(32)
        given: dict[str, object] = {"stance": stance} if stance else {}
        if stance == "for":
            line = self.gazette.add(words)
            return {**given, "source": f"{self.stamp}-gazette", "lines": line, "exact": words}
        press = self.tracker.chance.choice(self.presses)
        return {**given, "source": press, "exact": words, "date": "2002-12"}

    def _criteria(self) -> dict[str, object]:
        return {step: self._sentence(20) for step in ("partial", "substantial", "fulfilled")}

    def _press(self, name: str, at: int) -> None:
        self.tracker.file(
            f"sources/{name}",
            {
                "id": name,
                "title": self._phrase(8).capitalize(),
                "author": "A. Writer",
                "publisher": f"The Morning {NOUNS[at].title()}",
                "date": f"2002-{at + 1:02}-17",
                "grade": "press",
                "voice": ("north", "south")[at % 2],
                "url": f"https://press.example/{name}",
                "accessed": "2009-06-01",
            },
        )

    def _phrase(self, words: int) -> str:
        return self.tracker.phrase(words)

    def _sentence(self, words: int) -> str:
        return f"There was {self._phrase(words)}."


def _entries(values: dict[str, object]) -> Iterator[str]:
    """Yield a map as lines of YAML; all texts here are plain words that need no quotes."""
    for key, value in values.items():
        yield f"{key}:{_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "\n" + indent("".join(_entries(value)), "  ")
    if isinstance(value, list) and value and isinstance(value[0], dict):
        items = (indent("".join(_entries(item)), "    ") for item in value)
        return "\n" + "".join(f"  - {item[4:]}" for item in items)
    if isinstance(value, list):
        return f" [{', '.join(value)}]\n"
    text = str(value)
    if len(text) > 80:
        return " >-\n" + indent(fill(text, 90, break_on_hyphens=False), "  ") + "\n"
    return f" {text}\n"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


_TRACKER: dict[str, object] = {
    "id": "bench",
    "title": {"en": "Tracker of invented compacts", "ja": "架空の協定"},
    "languages": ["en", "ja"],
    "as_of": "2009-12-31",
    "repository_url": '""',
    "site_url": '""',
}
_PARTIES: dict[str, object] = {
    "north": {"name": {"en": "Government of the North", "ja": "北の政府"}, "kind": "government"},
    "south": {"name": {"en": "Government of the South", "ja": "南の政府"}, "kind": "government"},
    "north-works": {"name": "Works Office of the North", "kind": "agency", "under": "north"},
    "ferry-companies": {"name": "The ferry companies", "kind": "companies"},
}
_CONF = '''"""The site of an invented tracker."""

project = "Invented compacts"
extensions = ["myst_parser", "pledgetrack.sphinx_ext"]
html_theme = "furo"
'''
_INDEX = """# Invented compacts

Every word here is made up.

```{{toctree}}
:maxdepth: 1

{pages}
```
"""


def main() -> None:
    """Write a tracker of SIZE records into the new folder DIR."""
    root, size = Path(sys.argv[1]), int(sys.argv[2])
    if size % GROUP or size < 3 * GROUP:
        sys.exit(f"a size is a multiple of {GROUP}, at least {3 * GROUP}")
    root.mkdir(parents=True)
    Tracker(root, size).write()


if __name__ == "__main__":
    main()
