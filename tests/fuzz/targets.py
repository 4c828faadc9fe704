"""What is fuzzed: functions that take any bytes, and fail where a promise is broken.

The promises: what an author wrote never raises, every finding has a place in the file, and what
is found in a text is there.
"""

from collections.abc import Callable
from pathlib import Path

from pledgetrack import checks, texts
from pledgetrack.coverage import Span, measure
from pledgetrack.decoding import Decoder
from pledgetrack.findings import Finding, Severity
from pledgetrack.loading import RawRecord, load_bytes
from pledgetrack.raw import number_values
from pledgetrack.texts import StoredText
from pledgetrack.validation import validate

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
    for gap in found.gaps:
        assert words[slice(*gap.span)] == gap.text
        assert "\n" not in gap.text
        assert text.line_at(gap.span[0]) == gap.line
        assert not any(first <= gap.span[0] < last for first, last in (*claimed, *disposed))


def spans_of(numbers: bytes, words: str) -> list[Span]:
    """Return spans within the words, one for each pair of bytes."""
    places = [number * len(words) // 255 for number in numbers]
    return [(min(pair), max(pair)) for pair in zip(places[::2], places[1::2], strict=False)]


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
    target.__name__: target for target in (loading, decoding, quotes, coverage)
}


def seeds(target: str) -> list[bytes]:
    """Return inputs to begin with: real ones, and those that broke something once."""
    records = [path.read_bytes() for path in sorted(RECORDS.rglob("*.yaml"))]
    stored = [path.read_bytes() for path in sorted(RECORDS.rglob("seeds/*"))]
    by_target = {
        "quotes": [words[40:90] + b"\x00" + words for words in stored],
        "coverage": [bytes(range(0, 250, 9)) + b"\x00" + words for words in stored],
    }
    return by_target.get(target, records)
