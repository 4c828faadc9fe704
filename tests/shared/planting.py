"""Every text field of every kind of file, found in the schemas, with payloads planted in each.

A field that is new in a schema is planted without anybody saying so; where no record of the
tracker ``every-field`` uses it, the tests say that it was not planted.
"""

import hashlib
import json
import os
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from payloads import CLASSES, PARTS, PAYLOADS, UNSEEN, VARIANTS, Bait, Payload
from textfields import STORED, Field, Spot, fields, spots
from trackers import RECORDS

from pledgetrack.files import discover
from pledgetrack.loading import load_file
from pledgetrack.reading import IN_VALUES
from pledgetrack.schemas import KINDS
from pledgetrack.storage import HIDING

# Where payloads stand in stored texts: before these words, and so in all that is quoted of them.
WORDS: Final = (
    *("will", "welcome", "intend", "publish", "should", "expected", "is to", "weather"),
    *("fiscal years", "northern", "southern", "lights", "sailings", "crates", "Fish", "bicycles"),
    *("place", "Waiting", "Ferries", "Trade", "Work", "下", "便", "terms", "stay", "hung"),
    *("Imports", "fares", "timetable", "in the", "fish", "timber", "Both", "raise", "pay rise"),
)
_WORD: Final = re.compile("|".join(map(re.escape, WORDS)))
_FIRST: Final = 4_000


def number_of(one: Field) -> int:
    """Return the number that the payloads of a field carry."""
    return _FIRST + fields().index(one)


def told_for(one: Field, payload: Payload, bait: Bait) -> str:
    """Return a payload for a field; without a number, where a check lets none stand."""
    text = payload.text(number_of(one), bait)
    return re.sub(r"[\d@/]", "", text) if one.is_nameless else text


@dataclass
class Garden:
    """A tracker in whose every text something was planted, by field and payload."""

    root: Path
    bait: Bait
    planted: dict[Field, set[str]] = field(default_factory=dict)
    _used: dict[tuple[Field, str], int] = field(default_factory=dict)

    def plant(self) -> None:
        """Rewrite all records and stored texts."""
        for path, kind in sorted(discover(self.root)[0].items()):
            raw, faults = load_file(self.root, path)
            assert raw, faults
            for spot in spots(kind, raw.data):
                self._plant(spot)
            self._rewrite(path, raw.data)
        for path, kind in discover(self.root)[0].items():
            if kind == "source":
                self._seal(path)

    def _plant(self, spot: Spot) -> None:
        one, _, holder, key = spot
        if one.is_quote and not self._is_free(holder):
            holder[key] = self._in_words(one, holder[key])
            return
        fitting = [each for each in PAYLOADS if one.admits(self._text(each, one))]
        if one.is_quote:  # from a text that is not stored, of which few words may stand here
            fitting = [each for each in PARTS if each in fitting]
        piles = _piled([(each, self._text(each, one)) for each in fitting], one.limit)
        if not piles:
            return
        language = key if isinstance(key, str) and key != "en" and one.steps[-1] != key else ""
        turn = self._used[one, language] = self._used.get((one, language), -1) + 1
        chosen = piles[turn % len(piles)]
        self.planted.setdefault(one, set()).update(each.name for each, _ in chosen)
        text = "".join(text for _, text in chosen)
        whole = f"{text} {holder[key]}"
        holder[key] = whole if one.admits(whole) and len(whole) <= one.limit else text

    def _text(self, payload: Payload, one: Field) -> str:
        return told_for(one, payload, self.bait)

    def _is_free(self, entry: Any) -> bool:
        """Say whether the words of an entry come from a text that is not stored."""
        source = entry.get("source") if isinstance(entry, dict) else None
        path = f"commitments/sources/{source}.yaml"
        if source is None or not (self.root / path).is_file():
            return False
        raw, _ = load_file(self.root, path)
        return raw is not None and "file" not in raw.data.get("text", {})

    def _in_words(self, one: Field, text: str) -> str:
        """Put payloads before the words that are planted in the stored texts too."""
        stored = fields()[-1]
        more = [each for each in VARIANTS if "\n" not in each.template]

        def planted(match: re.Match[str]) -> str:
            payloads = (*PARTS, more[WORDS.index(match[0]) % len(more)])
            self.planted.setdefault(one, set()).update(each.name for each in payloads)
            return f"{''.join(self._text(each, stored) for each in payloads)} {match[0]}"

        return _WORD.sub(planted, text)

    def _rewrite(self, path: str, data: Any) -> None:
        (self.root / path).write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")

    def _seal(self, path: str) -> None:
        """Plant the stored text of a source, and note its hash."""
        data = json.loads((self.root / path).read_text("utf-8"))
        file = data.get("text", {}).get("file")
        if file:
            seed = self.root / file
            words = self._in_words(fields()[-1], seed.read_text("utf-8"))
            # A line end that a stored text may have, and a record may not.
            seed.write_text(words.replace("Middle Rock", "Middle\rRock"), "utf-8")
            data["text"]["sha256"] = hashlib.sha256(seed.read_bytes()).hexdigest()
            self._rewrite(path, data)


def _piled(pieces: list[tuple[Payload, str]], limit: int) -> list[list[tuple[Payload, str]]]:
    """Put payloads together as long as a value holds them; what is too long alone is left out."""
    piles: list[list[tuple[Payload, str]]] = []
    room = 0
    for piece in pieces:
        if len(piece[1]) > limit:
            continue
        if len(piece[1]) > room:
            piles.append([])
            room = limit
        piles[-1].append(piece)
        room -= len(piece[1])
    return piles


def garden(folder: Path, bait: Bait) -> Garden:
    """Copy the tracker that uses every field, and plant it."""
    shutil.copytree(RECORDS / "every-field", folder)
    made = Garden(folder, bait)
    made.plant()
    return made


def refused_in(made: Garden) -> dict[str, list[Spot]]:
    """Add a file for each of a garden, with payloads wherever the schema refuses them.

    Return by path the texts that must be refused. The names begin with ``zz-``, so that nothing
    refers to them.
    """
    added: dict[str, list[Spot]] = {}
    for path, kind in sorted(discover(made.root)[0].items()):
        folder, _, name = path.rpartition("/")
        if kind not in {"tracker", "parties"}:
            added[f"{folder}/zz-{name}"] = spoil(made, path, kind, f"{folder}/zz-{name}")
    return added


def spoil(made: Garden, path: str, kind: str, target: str) -> list[Spot]:
    """Write a file again, with payloads wherever the schema lets none of them stand."""
    data = json.loads((made.root / path).read_text("utf-8"))
    wrong = [spot for spot in spots(kind, data) if not admits_any(spot.field, made.bait)]
    for turn, spot in enumerate(wrong):  # findings show the beginning of a text
        parts = PARTS[turn % len(PARTS) :] + PARTS[: turn % len(PARTS)]
        spot.holder[spot.key] = "".join(told_for(spot.field, one, made.bait) for one in parts)
    (made.root / target).write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
    return wrong


def admits_any(one: Field, bait: Bait) -> bool:
    """Say whether the schema lets any payload stand in a field."""
    return one.is_quote or any(one.admits(told_for(one, each, bait)) for each in PAYLOADS)


NAMES: Final = (
    *("<svg onload=z(1)>", "\" onload='z(1)", "javascript:z(1)", "%2e%2e%2fz", "a?b#c", "z z"),
    *("::error::z", "##[error]z", "=z(1)", "{{7*7}}", "z\\..\\..\\z", "-", "[z](http:z)", "%s%d"),
    *("\x1b]0;z\x07", "\u202egnp", "new\nline", "日本", "Z", os.fsdecode(b"\xff\xfe")),
)
"""Names of files and folders that somebody may send."""


def misnamed(root: Path) -> Path:
    """Make a tracker with files and folders of all these names."""
    shutil.copytree(RECORDS / "valid", root)
    top = root / "commitments"
    for name in NAMES:
        for folder in (top / "harbour-2001", top / "sources", top / f"{name}z"):
            folder.mkdir(exist_ok=True)
            (folder / f"{name}.yaml").write_text("id: z\n", "utf-8")
    return root


def table() -> str:
    """Return in Markdown how many payloads are let through and refused, by kind and class.

    A payload is counted once in each field, and in each of its classes.
    """
    bait = Bait("127.1:40000", "/tmp/zabcdefgh")  # noqa: S108  nothing is written
    lines = [f"| | fields | {' | '.join(CLASSES)} |", f"| --- |{' ---: |' * (len(CLASSES) + 1)}"]
    for kind in (*KINDS, STORED):
        own = [one for one in fields() if one.kind == kind]
        cells = [_counted(own, name, bait) for name in CLASSES]
        lines.append(f"| {kind} | {len(own)} | {' | '.join(cells)} |")
    return "".join(f"{line}\n" for line in lines)


def _passes(one: Field, payload: Payload, bait: Bait) -> bool:
    """Say whether a payload comes through: the loader looks at characters, the schema at forms."""
    text = told_for(one, payload, bait)
    if one.kind == STORED:
        return not HIDING.search(text)
    return not IN_VALUES.search(text) and one.admits(text)


def _counted(own: list[Field], name: str, bait: Bait) -> str:
    payloads = [each for each in (*PAYLOADS, *UNSEEN) if name in each.classes]
    through = sum(_passes(one, each, bait) for one in own for each in payloads)
    return f"{through} + {len(own) * len(payloads) - through}"
