"""The samples of faults: files that are laid over a valid tracker, and faults that are no text.

A sample ``tests/records/invalid/<check>[--variant].yaml`` says in its first lines where it is laid
(``# file:``), over which tracker (``# over:``, else ``valid``), at which line and column of the
sample the finding stands (``# at:``) and words that message or hint hold (``# says:``). Faults
that cannot be kept as text are made here.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from trackers import RECORDS, TrackerFolder

SAMPLES = sorted((RECORDS / "invalid").iterdir())
PILOTS = "commitments/harbour-2001/fares-pilots.yaml"


@dataclass(frozen=True)
class Sample:
    """A sample and what it says about itself."""

    check: str
    file: str
    over: str
    at: tuple[int, int]
    says: tuple[str, ...]
    content: str

    def lay(self, tracker: TrackerFolder) -> None:
        """Put the sample into a copy of the tracker that it is meant for."""
        tracker.write(self.file, self.content)


def read_sample(path: Path) -> Sample:
    """Read the first lines of a sample."""
    content = path.read_text("utf-8")
    notes = re.findall(r"^# (file|over|at|says): (.*)$", content, re.MULTILINE)
    said = dict(notes)
    line, column = said["at"].split(":")
    return Sample(
        check=path.stem.partition("--")[0],
        file=said["file"],
        over=said.get("over", "valid"),
        at=(int(line), int(column)),
        says=tuple(words for name, words in notes if name == "says"),
        content=content,
    )


def sample(name: str) -> Sample:
    """Return a sample by its name."""
    return read_sample(RECORDS / "invalid" / f"{name}.yaml")


def _record(name: str, content: str | bytes) -> Callable[[TrackerFolder], str]:
    """Return what writes a record and says where."""

    def lay(tracker: TrackerFolder) -> str:
        path = f"commitments/harbour-2001/{name}.yaml"
        tracker.write(path, content)
        return path

    return lay


def _link_to_outside(tracker: TrackerFolder) -> str:
    outside = tracker.root.parent / "outside.yaml"
    outside.write_text((tracker.root / PILOTS).read_text())
    (tracker.root / PILOTS).unlink()
    (tracker.root / PILOTS).symlink_to(outside)
    return PILOTS


def _no_parties(tracker: TrackerFolder) -> str:
    (tracker.root / "commitments/parties.yaml").unlink()
    return "commitments/parties.yaml"


def _text_that_leads_out(tracker: TrackerFolder) -> str:
    seed = tracker.root / "seeds/gazette-2003.txt"
    seed.unlink()
    seed.symlink_to("/etc/passwd")
    return "commitments/sources/gazette-2003.yaml"


def _latin_text(tracker: TrackerFolder) -> str:
    content = "Das Hafenblatt sagt nichts über Fähren.\n".encode("latin-1")
    tracker.write("seeds/gazette-2003.txt", content)
    return _with_digest(tracker, content)


def _hiding_text(tracker: TrackerFolder) -> str:
    content = "It says this.\nIt says \u202enothing else.\n".encode()
    tracker.write("seeds/gazette-2003.txt", content)
    return _with_digest(tracker, content)


def _with_digest(tracker: TrackerFolder, content: bytes) -> str:
    source = "commitments/sources/gazette-2003.yaml"
    digest = hashlib.sha256(content).hexdigest()
    text = (tracker.root / source).read_text()
    tracker.write(source, re.sub(r"sha256: \w+", f"sha256: {digest}", text))
    return source


LINE = b"id: harbour-2001/fares-pilots\n"
LAUGHS = "\n".join(
    ["a: &a [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    + [
        f"{b}: &{b} [{','.join(['*' + a] * 9)}]"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
)
MERGES = "a: &a {x: 1}\n" + "\n".join(f"k{at}: {{<<: *a}}" for at in range(5_000))

# name -> what lays it, line, column, words
MADE: dict[str, tuple[Callable[[TrackerFolder], str], int, int, str]] = {
    "file-too-large": (_record("fares-pilots", LINE + b"# " + b"x" * 300 * 1024), 1, 1, "256 KiB"),
    "file-too-large--keys": (
        _record("fares-pilots", b"".join(b"k%d: 1\n" % at for at in range(900_000))), 1, 1, "256",
    ),
    "file-too-large--merges": (_record("fares-pilots", MERGES * 4), 1, 1, "256 KiB"),
    "forbidden-character--order-mark": (
        _record("fares-pilots", b"\xef\xbb\xbf" + LINE), 1, 1, "byte order mark",
    ),
    "forbidden-character--nul": (_record("fares-pilots", LINE + b"title: a\0b\n"), 2, 9, "U+0000"),
    "forbidden-character--bidi": (
        _record("fares-pilots", LINE + "title: pilots\u202estoli\n".encode()), 2, 14, "U+202E",
    ),
    "forbidden-character--separator": (
        _record("fares-pilots", LINE + "title: a\u2028b\n".encode()), 2, 9, "U+2028",
    ),
    "forbidden-character--return": (
        _record("fares-pilots", b"id: x\rtitle: y\n"), 1, 6, "carriage return",
    ),
    "missing-file": (_no_parties, 1, 1, "commitments/parties.yaml"),
    "not-utf-8": (_record("fares-pilots", LINE + b"title: caf\xe9\n"), 2, 11, "UTF-8"),
    "not-utf-8--utf-16": (_record("fares-pilots", LINE.decode().encode("utf-16")), 1, 1, "UTF-16"),
    "text-unreadable--link": (_text_that_leads_out, 7, 14, "leads out"),
    "text-unreadable--latin": (_latin_text, 7, 14, "not UTF-8"),
    "text-unreadable--hiding": (_hiding_text, 7, 14, "in line 2 of the text"),
    "too-deep": (_record("fares-pilots", LINE + b"note: " + b"[" * 50 + b"]" * 50), 2, 38, "33"),
    "too-deep--brackets": (_record("fares-pilots", b"[" * 100_000), 1, 33, "33"),
    "too-many-faults": (
        _record("fares-pilots", "\n".join(f"k{at}: 1" for at in range(300))), 1, 1, "200 faults",
    ),
    "too-many-nodes": (
        _record("fares-pilots", LINE + b"note: [" + b"1," * 60_000 + b"]"), 2, 99_998, "50001",
    ),
    "unreadable-file": (_link_to_outside, 1, 1, "outside the folder"),
    "yaml-alias--laughs": (_record("fares-pilots", LAUGHS), 1, 4, "anchor"),
}  # fmt: skip
