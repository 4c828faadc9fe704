"""What is fuzzed: functions that take any bytes, and fail where a promise is broken.

The promises: what an author wrote never raises, every finding has a place in the file, and what
is found in a text is there.
"""

import io
import json
import re
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path

import pikepdf
from forging import draw_volumes

from pledgetrack import checks, texts
from pledgetrack.assessment import edition_of
from pledgetrack.comparison import compare, side_of
from pledgetrack.coverage import Span, measure
from pledgetrack.decoding import Decoder
from pledgetrack.findings import Finding, Severity
from pledgetrack.line import load_register
from pledgetrack.loading import RawRecord, load_bytes
from pledgetrack.raw import number_values
from pledgetrack.register import Register, assemble, with_texts
from pledgetrack.rendering.difference_data import Difference, Version
from pledgetrack.rendering.differences import as_json, as_markdown, as_text
from pledgetrack.texts import StoredText
from pledgetrack.validation import validate
from pledgetrack.verifying.holding import hold, read_manifest
from pledgetrack.verifying.looking import look
from pledgetrack.verifying.opening import RefusedError

PATH = "commitments/harbour-2001/ferry.yaml"
MAIN_TEXT = "gazette-2001"
RECORDS = Path(__file__).parents[1] / "records"


def loading(content: bytes) -> None:
    """Bytes become a record, or errors; every value and every finding has its place."""
    raw, findings = load_bytes(content, PATH)
    check_places(findings, content)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert (raw is None) == bool(errors), "a record, or at least one error"
    if raw is not None:
        assert len(raw.positions) == 2 * len(numbers_with_keys(raw)), "a place for every value"


def numbers_with_keys(raw: RawRecord) -> set[int]:
    """Return the numbers of all values and keys."""
    values = number_values(raw)
    keys = {values[path] - 1 for path in values if path and not isinstance(path[-1], int)}
    return {*values.values(), *keys}


def decoding(content: bytes) -> None:
    """A record that fits the schema of a kind, and holds nothing impossible, becomes a value."""
    raw, _ = load_bytes(content, PATH)
    if raw is None:
        return
    kind = kind_of(raw)
    findings = (*validate(raw, kind),) or (*checks.impossible_values(raw, kind),)
    check_places(findings, content)
    if all(finding.check == "id-not-path" for finding in findings):
        decode(raw, kind)


def kind_of(raw: RawRecord) -> str:
    """Return the kind that a file seems to be of, by a key that only this kind has."""
    keys = raw.data if isinstance(raw.data, dict) else {}
    return next((kind for key, kind in SIGNS.items() if key in keys), "parties")


SIGNS = {
    "observations": "series",
    "grade": "source",
    "languages": "tracker",
    "signed": "agreement",
    "title": "commitment",
}


def decode(raw: RawRecord, kind: str) -> object:
    """Decode a valid record of any kind."""
    decoder = Decoder("en")
    if kind == "commitment":
        return decoder.commitment(raw.data, MAIN_TEXT)
    read: Callable[[object], object] = getattr(decoder, kind)
    return read(raw.data)


def quotes(content: bytes) -> None:
    """A quote is found exactly where the normalised text holds the normalised quote."""
    quote, _, rest = content.decode("utf-8", "replace").partition("\x00")
    text = StoredText(rest)
    matches = text.find(quote)
    wanted = texts.normalised(quote)
    assert len(matches) <= texts.MOST_PLACES
    for match in (*matches[:3], *matches[-3:]):
        begin, end = match.span
        assert 0 <= begin < end <= len(rest)
        assert 1 <= match.lines[0] <= match.lines[1] <= text.line_count
        found = texts.normalised(rest[begin:end])
        assert wanted in found, "what is found holds the quote"
        assert text.find(quote, match.lines), "the lines that are named hold the quote"
    if not matches and wanted:
        begins, goes_on = text.agreement_up_to(quote)
        assert wanted.startswith(begins)
        assert len(goes_on) <= 30


MOST_OF_THE_TEXT = 30


def coverage(content: bytes) -> None:
    """The letters of a text are each claimed, set aside or uncovered, and gaps hold the last."""
    spans, _, rest = content.partition(b"\x00")
    words = rest.decode("utf-8", "replace")
    text = StoredText(words)
    if not text.line_count:
        return
    claimed, disposed = spans_of(spans[::2], words), spans_of(spans[1::2], words)
    found = measure(text, (1, text.line_count), claimed, disposed)
    assert min(found.claimed, found.disposed, found.uncovered) >= 0
    assert found.characters <= sum(map(str.isalnum, words))
    assert (found.percent == 100) == (found.uncovered == 0)
    assert bool(found.gaps) == (found.uncovered > 0)
    covered = covered_by([*claimed, *disposed], len(words))
    for gap in found.gaps:
        assert words[slice(*gap.span)] == gap.text
        assert "\n" not in gap.text
        assert text.line_at(gap.span[0]) == gap.line
        assert gap.span[0] not in covered


def covered_by(spans: list[Span], length: int) -> set[int]:
    """Return all places within spans, found by counting how many are open at each."""
    opened = [0] * (length + 1)
    for first, last in spans:
        opened[first] += 1
        opened[last] -= 1
    return {place for place, depth in enumerate(accumulate(opened)) if depth}


def spans_of(numbers: bytes, words: str) -> list[Span]:
    """Return spans within the words, one for each pair of bytes."""
    places = [number * len(words) // 255 for number in numbers]
    return [(min(pair), max(pair)) for pair in zip(places[::2], places[1::2], strict=False)]


def differences(content: bytes) -> None:
    """A register with any record instead of one of its own is checked, compared and told."""
    raw, _ = load_bytes(content, PATH)
    if raw is None or validate(raw, "commitment") or checks.impossible_values(raw, "commitment"):
        return
    before = register_at(RECORDS / "valid")
    raws = {path: before.raws[path] for path in before.raws} | {PATH: raw}
    after = assemble(before.root, {path: kind_at(path, before) for path in raws}, raws)
    after = with_texts(after, before.texts)
    for finding in checks.run(after):
        assert finding.location.path in raws, finding
    sides = [side_of(register, edition_of(register)) for register in (before, after)]
    for pair in (sides, sides[::-1]):
        found = Difference(Version(), Version(), compare(*pair))
        assert json.loads(as_json(found))["records"]
        assert len(as_markdown(found)) <= 65_536
        assert not CONTROLS.search(as_text(found))


CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def kind_at(path: str, register: Register) -> str:
    """Return the kind of a file; the record that is put in may be new."""
    return register.files.get(path, "commitment")


@cache
def register_at(root: Path) -> Register:
    """Return a register of the tests."""
    return load_register(root)


def verifying(content: bytes) -> None:
    """Whatever a file or its attachments hold, there is a verdict, and each fault has words."""
    if content.startswith(b"%PDF-"):
        with tempfile.NamedTemporaryFile() as file:
            file.write(content)
            file.flush()
            faults = look(Path(file.name)).faults
    else:
        faults = tuple(faults_with(content))
    assert all(isinstance(fault, str) and fault for fault in faults)


def faults_with(content: bytes) -> Iterator[str]:
    """Yield what is wrong with a report one of whose attachments is replaced."""
    name = "manifest.json" if b'"figures"' in content else "register.json"
    attachments = {**attached(), name: content}
    try:
        manifest = read_manifest(attachments)
        held, faults = hold(attachments, manifest)
    except RefusedError as error:
        yield str(error)
        return
    yield from faults
    assert isinstance(held.data, dict)


def check_places(findings: tuple[Finding, ...], content: bytes) -> None:
    """Each finding stands in a line and column that the file has, and says what to do."""
    lengths = [len(line) for line in content.decode("utf-8", "replace").split("\n")]
    for finding in findings:
        place = finding.location
        assert place.path == PATH
        assert 1 <= place.line <= len(lengths), finding
        assert 1 <= place.column <= lengths[place.line - 1] + 2, finding
        assert finding.message, finding
        assert finding.hint, finding


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (loading, decoding, quotes, coverage, differences, verifying)
}


@cache
def report() -> bytes:
    """Return a small report, to be spoiled."""
    with tempfile.TemporaryDirectory() as folder:
        return draw_volumes(RECORDS / "valid", Path(folder)).read_bytes()


@cache
def attached() -> dict[str, bytes]:
    """Return the files inside the report."""
    with pikepdf.open(io.BytesIO(report())) as pdf:
        return {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}


def seeds(target: str) -> list[bytes]:
    """Return inputs to begin with: real ones, and those that broke something once."""
    records = [path.read_bytes() for path in sorted(RECORDS.rglob("*.yaml"))]
    stored = [path.read_bytes() for path in sorted(RECORDS.rglob("seeds/*"))]
    by_target = {
        "quotes": [words[40:90] + b"\x00" + words for words in stored],
        "coverage": [bytes(range(0, 250, 9)) + b"\x00" + words for words in stored],
    }
    if target == "verifying":
        return [report(), *attached().values()]
    return by_target.get(target, records)


def large_seeds(target: str, size: int) -> list[bytes]:
    """Return the same inputs swollen to a size, and what is all of one kind, at its worst there."""
    swollen = [swell(content, size) for content in seeds(target)]
    alike = [piece * (size // len(piece)) for piece in ALIKE]
    halves = [half + b"\x00" + half for half in (piece[: size // 2] for piece in alike)]
    return [*swollen, *alike, *halves]


# What costs much where it comes in great number: depth, keys, marks, blanks and letters.
ALIKE = (
    *(b"[", b"{a: ", b"- ", b"a: b\n", b"'", b'"\\x41', b"#", b" ", b"\n", b"\r\n", b"a", b"? "),
    *(b"&a *a ", b"|\n ", b"\xe2\x80\x99", b"\xcc\x81", b"a\xc2\xad", b"\xff", b"\x1b["),
)


def swell(content: bytes, size: int) -> bytes:
    """Repeat the last lines of an input until it has a size: a record with very much in it."""
    lines = content.splitlines(keepends=True)
    tail = b"".join(lines[len(lines) // 2 :]) or b" "
    return content + tail * ((size - len(content)) // len(tail))
