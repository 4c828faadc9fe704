"""Ten records that stand together, each of another kind, with the words that promise them."""

from collections.abc import Iterator

from generating.files import Folder, Paper, Values
from generating.proof import Place, Proof
from generating.words import Words

GROUP = 10
"""Records of a group: a stem with three parts, and six others."""


class Group:
    """Ten records of a section, with the sources that they rest on."""

    def __init__(self, folder: Folder, words: Words, place: Place, text: Paper) -> None:
        """Take the place of the group and the text of the agreement, which grows."""
        self.folder = folder
        self.words = words
        self.place = place
        self.text = text
        self.proof = Proof(folder, words, place)

    def write(self) -> Iterator[str]:
        """Write all files and yield the ids of the records, in order."""
        yield from self._stem_and_parts()
        yield self._measured()
        yield self._read_in_two_ways()
        yield self._searched_in_vain()
        yield self._done_in_substance()
        yield self._recognised()
        yield self._restated()
        self.proof.write()

    def _stem_and_parts(self) -> Iterator[str]:
        acts = [f"{verb} {self.words.phrase(16)}" for verb in ("build", "open", "repair")]
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
                "by": [self.place.office],
                "force": "firm",
                "verb": "will",
                "due": {"by": 2003, "words": "by the end of 2003"},
                "conditions": ["subject to the yearly budget"],
                "note": self.words.sentence(30),
            },
        )
        for act, status in zip(acts, ("partial", "fulfilled", "started"), strict=True):
            yield self._part(act, line, status)

    def _part(self, act: str, line: int, status: str) -> str:
        later = self.proof.assessment("2005-12-31", status, 3)
        if status == "fulfilled":
            later["done"] = "2004-02-14"
        return self._record(
            act.partition(" ")[0],
            {
                "part_of": f"{self.place.short}-stem",
                "text": [{"lines": line, "exact": act}],
                "kind": "action",
                "lacks": ["measure"],
                "criteria": self.proof.criteria(),
                "assessments": [self.proof.assessment("2003-12-31", "started", 1), later],
                "effects": [self.proof.evidence(None)],
            },
        )

    def _measured(self) -> str:
        what = self.words.phrase(8)
        promise = (
            f"The government of the South will raise the yearly number of {what} to at least 240 "
            "by 31 December 2004, from 150 in 2001."
        )
        line = self.text.add(promise)
        own, rival = (self.proof.series(owner, at) for at, owner in enumerate(("south", "north")))
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
                        "why": self.words.sentence(64),
                        "evidence": [
                            {"stance": "for", "series": own, "period": year},
                            {"stance": "context", "series": rival, "period": year},
                            self.proof.evidence("against"),
                        ],
                    }
                    for year, status in ((2002, "partial"), (2003, "partial"), (2004, "fulfilled"))
                ],
                "note": self.words.sentence(24),
            },
        )

    def _read_in_two_ways(self) -> str:
        promise = f"Both governments expect the ferry companies to carry {self.words.phrase(16)}."
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
                        "meaning": self.words.sentence(20),
                        "evidence": [self.proof.evidence("for"), self.proof.evidence("for")],
                    }
                    for name, party in sides.items()
                ],
                "criteria": self.proof.criteria(),
                "assessments": [
                    self.proof.assessment("2004-12-31", "partial", 3)
                    | {"under": {"promise": "partial", "expectation": "declaratory"}}
                ],
            },
        )

    def _searched_in_vain(self) -> str:
        promise = f"The government of the South intends to keep {self.words.phrase(20)}."
        line = self.text.add(promise)
        return self._record(
            "keep",
            {
                "text": [{"lines": line, "exact": promise}],
                "kind": "process",
                "by": ["south"],
                "force": "intent",
                "verb": "intends to",
                "criteria": self.proof.criteria(),
                "searched": [
                    {
                        "on": f"2009-0{month}-15",
                        "where": self.words.sentence(12),
                        "words": self.words.phrase(12),
                        "found": self.words.sentence(24),
                    }
                    for month in (4, 5, 6)
                ],
                "assessments": [
                    {
                        "as_of": "2008-12-31",
                        "recorded": "2009-06-30",
                        "status": "no-evidence",
                        "why": self.words.sentence(64),
                        "evidence": [
                            self.proof.evidence("context"),
                            self.proof.evidence("context"),
                        ],
                    }
                ],
                "note": self.words.sentence(80),
            },
        )

    def _done_in_substance(self) -> str:
        promise = f"The government of the North is to publish {self.words.phrase(16)} by June 2003."
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
                "criteria": self.proof.criteria(),
                "assessments": [
                    self.proof.assessment("2003-12-31", "partial", 3),
                    self.proof.assessment("2006-12-31", "substantial", 4)
                    | {"codings": {"reading-1": "partial", "reading-2": "substantial"}},
                ],
                "effects": [self.proof.evidence(None), self.proof.evidence(None)],
            },
        )

    def _recognised(self) -> str:
        promise = f"Both governments recognise the work of {self.words.phrase(20)}."
        line = self.text.add(promise)
        return self._record(
            "thanks",
            {
                "text": [{"lines": line, "exact": promise}],
                "kind": "recognition",
                "by": ["north", "south"],
                "force": "welcome",
                "verb": "recognise",
                "note": self.words.sentence(16),
            },
        )

    def _restated(self) -> str:
        promise = (
            f"The two governments repeat that the North is to publish {self.words.phrase(20)}."
        )
        line = self.text.add(promise)
        return self._record(
            "again",
            {
                "text": [{"lines": line, "exact": promise}],
                "kind": "action",
                "by": ["north"],
                "force": "firm",
                "verb": "is to publish",
                "restates": [f"{self.place.short}-publish"],
            },
        )

    def _record(self, name: str, values: Values) -> str:
        """Write a record with an invented title in two languages, and return its id."""
        known = f"{self.place.agreement}/{self.place.short}-{name}"
        title = {
            "en": self.words.phrase(4).capitalize(),
            "ja": f"約束、{self.place.stamp}の{name}について",
        }
        self.folder.file(known, {"id": known, "title": title, **values})
        return known
