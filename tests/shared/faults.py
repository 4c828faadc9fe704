"""Faults that the loader finds, and what people are told of every fault, word for word.

``python tests/shared/faults.py`` writes the words anew into ``tests/records/told.json``; what
changed there is read by whoever reviews the change.
"""

import json
import shutil
import tempfile
from pathlib import Path

from samples import SAMPLES, read_sample
from trackers import RECORDS, TrackerFolder

from pledgetrack.loading import MAX_DEPTH, MAX_NODES, load_bytes
from pledgetrack.reading import MAX_BYTES

PATH = "commitments/harbour-2001/ferry-times.yaml"
FILE = RECORDS / "told.json"
TOLD: dict[str, list[str]] = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}

# content, check, line, column, words of the message
FAULTS = [
    (b"", "empty-file", 1, 1, "no record"),
    (b"# a remark\n", "empty-file", 1, 1, "no record"),
    (b"---\n...\n", "empty-file", 1, 1, "no record"),
    (b"a: " + b"x" * MAX_BYTES, "file-too-large", 1, 1, "256 KiB"),
    (b"title: caf\xe9\n", "not-utf-8", 1, 11, "not UTF-8"),
    ("a: b\n日本: ".encode() + b"\x80\n", "not-utf-8", 2, 5, "not UTF-8"),
    ("a: b\n".encode("utf-16"), "not-utf-8", 1, 1, "UTF-16"),
    ("a: b\n".encode("utf-16-le"), "not-utf-8", 1, 2, "UTF-16"),
    (b"\xfe\xff\x00a\x00:", "not-utf-8", 1, 1, "UTF-16"),
    ("é\0b".encode(), "forbidden-character", 1, 2, "U+0000"),
    (b"a\xe9\x00b", "not-utf-8", 1, 2, "not UTF-8"),
    (b"\xef\xbb\xbfa: b\n", "forbidden-character", 1, 1, "U+FEFF (a byte order mark)"),
    (b"a: b\rc: d\n", "forbidden-character", 1, 5, "U+000D"),
    (b"a: b\nc: \x00\n", "forbidden-character", 2, 4, "U+0000"),
    (b"a: \x07b\n", "forbidden-character", 1, 4, "U+0007"),
    ("a: x\u0085y\n".encode(), "forbidden-character", 1, 5, "U+0085"),
    ("a: x\u2028y\n".encode(), "forbidden-character", 1, 5, "a line separator"),
    ("日本: \u202ey\n".encode(), "forbidden-character", 1, 5, "right-to-left override"),
    ("a: \U000e0041\n".encode(), "forbidden-character", 1, 4, "U+E0041"),
    (b'a: 1\nb: "\\u202e"\n', "forbidden-character", 2, 4, "U+202E"),
    (b'b: "\\r"\n', "forbidden-character", 1, 4, "U+000D"),
    (b'b: "\\ud83d"\n', "yaml-syntax", 1, 7, "backslash"),
    (b"a: 1\n---\nb: 2\n", "several-documents", 2, 1, "second document"),
    (b"a: &x 1\n", "yaml-alias", 1, 4, "anchor"),
    (b"a: 1\nb: *x\n", "yaml-alias", 2, 4, "alias"),
    (b"a: * b\n", "yaml-alias", 1, 4, "* or &"),
    (b"<<: {a: b}\n", "yaml-alias", 1, 1, "merge key"),
    (b"a: !!python/object:os.system x\n", "yaml-tag", 1, 4, "tag"),
    (b"a: ! x\n", "yaml-tag", 1, 4, "tag"),
    (b"a: !x!y z\n", "yaml-tag", 1, 4, "!"),
    (b"1992: a\n", "key-not-text", 1, 1, "1992"),
    (b"a:\n  yes: 1\n  true: 2\n", "key-not-text", 3, 3, "true"),
    (b"? [a]\n: b\n", "key-not-text", 1, 3, "a list or a map"),
    (b"? \n", "key-not-text", 1, 2, "(none)"),
    (b"a: 1e999\n", "number-not-finite", 1, 4, "too large"),
    (b"a: -.inf\n", "number-not-finite", 1, 4, "infinite"),
    (b"a: [1, .nan]\n", "number-not-finite", 1, 8, "infinite"),
    (b"a: 9007199254740993000\n", "number-not-finite", 1, 4, "too large"),
    (b"[" * 100_000, "too-deep", 1, MAX_DEPTH + 1, "level 33"),
    (b"- " * 100_000, "too-deep", 1, 2 * MAX_DEPTH + 1, "level 33"),
    (b"[" + b"a," * 60_000 + b"]", "too-many-nodes", 1, 2 * MAX_NODES, "value 50001"),
    (b"a:\n\t- b\n", "tab-indentation", 2, 1, "tab"),
    (b"a: b\n\tc: d\n", "tab-indentation", 2, 1, "tab"),
    (b"a:\n  b: c\n \td: e\n", "tab-indentation", 3, 2, "tab"),
    (b"a: >-\n\tx\n", "tab-indentation", 2, 1, "tab"),
    (b"-\ta: b\n-\tc: d\n", "tab-indentation", 1, 2, "tab"),
    (b"a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1, "line 1, column 1"),
    # what editors get wrong most often
    (b"a: see: b\n", "yaml-syntax", 1, 7, "colon"),
    (b"a: b\n c: d\n", "yaml-syntax", 2, 2, "indented deeper"),
    (b"a:\n  b: c\n d: e\n", "yaml-syntax", 3, 2, "as deep as the keys above"),
    (b"a: x # y\n  z\n", "yaml-syntax", 2, 3, "comment"),
    (b"a: b # c\nd\ne: f\n", "yaml-syntax", 2, 1, "neither `key: value`"),
    (b"a: b\nfoo\nc: d\n", "yaml-syntax", 2, 1, "neither `key: value`"),
    (b": a\n", "yaml-syntax", 1, 1, "key is missing"),
    (b"a: {x: 1,\n  b: 2\n\n", "yaml-syntax", 1, 4, "the { of line 1"),
    (b"a: [1,\n", "yaml-syntax", 1, 7, "value is missing"),
    (b"- a\nb: c\n", "yaml-syntax", 2, 1, "does not begin with"),
    (b"a: {x: y\nb: c\n", "yaml-syntax", 2, 2, "the { of line 1"),
    (b"a: [1, 2\nb: c\n", "yaml-syntax", 2, 2, "the [ of line 1"),
    (b'b: 1\na: "x\nc: d\n', "yaml-syntax", 2, 4, "never closed"),
    (b"a: 'it's'\n", "yaml-syntax", 1, 8, "after the end of a quoted"),
    (b'a: "say "no" to"\n', "yaml-syntax", 1, 10, "after the end of a quoted"),
    (b"a: @x\n", "yaml-syntax", 1, 4, "“@”"),
    (b"a: %x\n", "yaml-syntax", 1, 4, "“%”"),
    (b'a: "C:\\dir"\n', "yaml-syntax", 1, 7, "backslash"),
    (b"a: >-x\n", "yaml-syntax", 1, 6, "next line"),
    (b"a: - b\n", "yaml-syntax", 1, 4, "line of its key"),
    (b"a: ]\n", "yaml-syntax", 1, 4, "“]”"),
    (b"{a: 1}}\n", "yaml-syntax", 1, 7, "after the end of the record"),
    (b'a: "x\n---\ny"\n', "yaml-syntax", 2, 1, "---"),
    (b"%YAML 1.1\n---\na: 1\n", "yaml-syntax", 1, 1, "%"),
    (b"%FOO\n---\na: 1\n", "yaml-syntax", 1, 1, "%"),
]


def name_of(content: bytes) -> str:
    """Return what the words about a faulty file are kept under."""
    return ascii(content[:40])


def main() -> None:
    """Write down what is told of each fault and of each sample."""
    told = {}
    for content, *_ in FAULTS:
        first = load_bytes(content, PATH)[1][0]
        told[name_of(content)] = [first.message, first.hint]
    for path in SAMPLES:
        sample = read_sample(path)
        with tempfile.TemporaryDirectory() as folder:
            tracker = TrackerFolder(shutil.copytree(RECORDS / sample.over, Path(folder, "tracker")))
            sample.lay(tracker)
            (finding,) = tracker.load().findings
            told[path.stem] = [finding.message, finding.hint]
    words = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
    FILE.write_text(words + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
