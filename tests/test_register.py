"""The register: what is tied together, proven and ordered, and what is said of what is broken."""

import json
import os
from dataclasses import replace
from functools import reduce
from operator import getitem
from pathlib import Path

import pytest
from samples import SAMPLES, read_sample, sample
from trackers import RECORDS, TrackerFolder
from values import agreement, commitment, register_of

from pledgetrack.accounting import coverage_of
from pledgetrack.assessment import edition_of
from pledgetrack.errors import UsageError
from pledgetrack.files import discover, find_root, path_of, record_of
from pledgetrack.findings import Location
from pledgetrack.line import load_register
from pledgetrack.model import Quote
from pledgetrack.register import Register, evidence_of, quotes_of
from pledgetrack.views import Lens, site_pages
from pledgetrack.vocabulary import Proof
from pledgetrack.writing import write_whole

PIER = "harbour-2001/ferry-pier"
WORDS_2001 = "The government of the North Island will run at least 8 sailings a day.\n"


def test_values_are_found_by_their_names(valid_register: Register) -> None:
    """Every file of the tracker is in it once."""
    assert set(valid_register.agreements) == {"harbour-2001"}
    assert set(valid_register.sources) == {"gazette-2003", "harbour-2001-text"}
    assert set(valid_register.series) == {"sailings"}
    assert set(valid_register.parties) == {"north", "south", "south-works", "ferry-companies"}
    assert set(valid_register.commitments) == set(valid_register.written)
    assert valid_register.commitments[PIER].force == "firm"
    assert valid_register.written[PIER].force is None


def test_proof_is_verified_verified_in_part_or_unstored(full_register: Register) -> None:
    """By what is stored of the source."""
    proofs = {
        quote.source: full_register.prove(quote).proof
        for record in full_register.commitments.values()
        for _, quote in quotes_of(record)
    }
    assert proofs["harbour-2006-text"] is Proof.VERIFIED
    assert proofs["gazette-2009"] is Proof.VERIFIED_PART
    assert proofs["north-report-2008"] is Proof.UNSTORED
    assert proofs["harbour-2001-text"] is Proof.UNSTORED


@pytest.mark.parametrize(
    "quote",
    [
        Quote("no such words", "harbour-2001-text", (1, 13)),
        Quote("e", "harbour-2001-text", (1, 13)),
        Quote("THE HARBOUR COMPACT", "harbour-2001-text", (2, 2)),
        Quote("THE HARBOUR COMPACT", "harbour-2001-text", (90, 99)),
        Quote("THE HARBOUR COMPACT", "nowhere"),
        Quote("THE HARBOUR COMPACT", None),
    ],
)
def test_nothing_but_a_single_match_is_a_proof(quote: Quote, valid_register: Register) -> None:
    """Not found, found twice, elsewhere, beyond the end, no text: all unproven."""
    proven = valid_register.prove(quote)
    assert (proven.proof, proven.match) == (Proof.UNSTORED, None)


def test_texts_from_elsewhere_are_found_by_their_hash(full_tracker: TrackerFolder) -> None:
    """Under any name; other files in the folder do not matter."""
    texts = full_tracker.root.parent / "texts"
    texts.mkdir()
    (texts / "000_whatever.txt").write_text(WORDS_2001)
    (texts / "other.bin").write_bytes(b"\xff\xfe\x00")
    (texts / "folder").mkdir()
    register = full_tracker.load(texts)
    assert register.findings == ()
    (quote,) = register.commitments["harbour-2001/ferry-sailings"].text
    assert register.prove(quote).proof is Proof.VERIFIED
    assert [entry.held for entry in coverage_of(register, register.agreements["harbour-2001"])]
    (texts / "000_whatever.txt").write_text(WORDS_2001 + "More.\n")
    assert "harbour-2001-text" not in full_tracker.load(texts).texts


def test_a_folder_of_texts_that_is_not_there(full_tracker: TrackerFolder) -> None:
    """Is the caller's mistake and said at once."""
    with pytest.raises(UsageError, match="nowhere"):
        full_tracker.load(Path("nowhere"))


def test_a_record_stands_in_the_section_of_its_words(full_register: Register) -> None:
    """The innermost that begins before them; named only where no line tells."""
    sections = {
        name.partition("/")[2]: section.id
        for name, record in full_register.commitments.items()
        if (section := full_register.section_of(record))
    }
    assert sections["timetable-north"] == "ferries"
    assert sections["goods"] == "trade"
    assert sections["work-pay"] == "work"
    assert sections["fares-lower"] == "fares"
    assert sections["ferry-sailings"] == "ferries"
    assert full_register.section_of(commitment("nowhere-1999/x")) is None
    assert register_of(commitment("x")).section_of(commitment("x")) is None


def test_what_is_broken_is_named_with_its_findings(tracker: TrackerFolder) -> None:
    """A record that cannot be read is in no list; one that means nonsense still is."""
    sample("wrong-value").lay(tracker)
    sample("words-not-in-text").lay(tracker)
    register = tracker.load()
    assert set(register.broken) == {PIER}
    assert [finding.check for finding in register.broken[PIER]] == ["wrong-value"]
    assert PIER not in register.commitments
    assert "harbour-2001/fares-residents" in register.commitments
    assert register.has_errors


def test_findings_are_sorted_by_place_and_told_once(tracker: TrackerFolder) -> None:
    """Several faults in several files, in the order of files and lines."""
    for name in ("wrong-value", "words-not-in-text", "text-unreadable", "missing-key--party"):
        sample(name).lay(tracker)
    findings = tracker.load().findings
    assert list(findings) == sorted(set(findings))
    assert {finding.check for finding in findings} == {
        "wrong-value",
        "words-not-in-text",
        "text-unreadable",
        "missing-key",
    }


def test_two_faults_in_one_file_are_both_told(tracker: TrackerFolder) -> None:
    """The first hides nothing; a fault of shape comes before faults of meaning."""
    path = "commitments/harbour-2001/fares-residents.yaml"
    tracker.edit(path, "force: intent", "force: strong")
    tracker.edit(path, "kind: action", "kind: deed")
    tracker.edit(path, "conditions:", "condition:")
    checks = [finding.check for finding in tracker.load().findings]
    assert sorted(checks) == ["unknown-key", "wrong-value", "wrong-value"]


def test_a_language_or_reading_may_be_called_like_a_date(full_tracker: TrackerFolder) -> None:
    """``to`` is Tongan, and a name like any other, though dates stand under such keys too."""
    path = "commitments/harbour-2006/ferry-sailings.yaml"
    full_tracker.edit(path, "ja: 一日十便", "to: Folau")
    text = (full_tracker.root / path).read_text().replace("in-season", "on")
    full_tracker.write(path, text)
    full_tracker.edit(path, "{reading-1: started", "{lines: not-started")
    assert full_tracker.load().findings == ()


def test_places_of_values_that_are_not_there(valid_register: Register) -> None:
    """The nearest thing around them; of an unknown file the first line."""
    path = path_of("commitment", PIER)
    assert valid_register.locate(path, ("assessments", 0, "nothing", "at all")).line > 1
    assert valid_register.locate("elsewhere.yaml", ("x",)) == Location("elsewhere.yaml", 1, 1)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_register_with_a_fault_can_still_be_drawn(path: Path, make_tracker) -> None:  # noqa: ANN001
    """A site build without -W goes on: no fault of an author stops a page of another record."""
    fault = read_sample(path)
    tracker = make_tracker(fault.over)
    fault.lay(tracker)
    register = tracker.load()
    pages = list(site_pages(Lens(register, edition_of(register), "en")))
    names = {page.name for page in pages}
    assert {f"commitments/{name}" for name in register.record_files} <= names
    for parent in register.agreements.values():
        for measured in coverage_of(register, parent):
            assert 0 <= measured.coverage.percent <= 100


def test_the_root_is_the_nearest_folder_with_a_tracker(tracker: TrackerFolder) -> None:
    """Upwards from anywhere inside."""
    assert find_root(tracker.root / "commitments/harbour-2001") == tracker.root
    with pytest.raises(UsageError, match="no tracker here"):
        find_root(tracker.root.parent)


@pytest.mark.parametrize(
    ("kind", "name", "path"),
    [
        ("tracker", "", "commitments/tracker.yaml"),
        ("parties", "", "commitments/parties.yaml"),
        ("agreement", "harbour-2001", "commitments/agreements/harbour-2001.yaml"),
        ("source", "gazette", "commitments/sources/gazette.yaml"),
        ("series", "sailings", "commitments/series/sailings.yaml"),
        ("commitment", PIER, f"commitments/{PIER}.yaml"),
    ],
)
def test_every_kind_has_its_place(kind: str, name: str, path: str, tracker: TrackerFolder) -> None:
    """And the place says the kind."""
    assert path_of(kind, name) == path
    tracker.write(path, "x")
    assert discover(tracker.root)[0][path] == kind
    assert record_of(f"commitments/{PIER}.yaml") == PIER


def test_hidden_files_and_notes_are_left_alone(tracker: TrackerFolder) -> None:
    """Editors leave copies, people leave README files."""
    for path in (".ferry.yaml.swp", ".schema/commitment.json", "README.md", "harbour-2001/x.yaml~"):
        tracker.write(f"commitments/{path}", "x")
    assert not tracker.load().findings


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """A failure leaves the old file and nothing beside it; permissions are the usual ones."""
    file = tmp_path / "folder" / "data.json"
    write_whole(file, b"old")
    with pytest.raises(TypeError):
        write_whole(file, "no bytes")  # type: ignore[arg-type]
    assert file.read_bytes() == b"old"
    assert [path.name for path in file.parent.iterdir()] == ["data.json"]
    mask = os.umask(0)
    os.umask(mask)
    assert file.stat().st_mode & 0o777 == 0o666 & ~mask


def test_a_register_is_the_same_from_another_folder(tmp_path: Path) -> None:
    """Nothing in it but the root depends on where it lies."""
    import shutil  # noqa: PLC0415

    shutil.copytree(RECORDS / "valid", tmp_path / "copy")
    one, other = load_register(RECORDS / "valid"), load_register(tmp_path / "copy")
    assert one.commitments == other.commitments
    assert list(one.commitments) == list(other.commitments)
    assert json.dumps(list(one.files)) == json.dumps(list(other.files))


@pytest.mark.parametrize(
    ("lines", "section", "found"),
    [
        (None, "ferries", "ferries"),
        (None, "fares", None),
        ((1, 1), None, None),
        ((3, 3), None, "opening"),
        ((22, 22), None, "trade"),
        ((32, 32), None, "fares"),
    ],
)
def test_a_section_is_that_of_the_line_or_the_one_named(
    full_register: Register, lines: tuple[int, int] | None, section: str | None, found: str | None
) -> None:
    """Before the first there is none; a name without a section is none."""
    agreement, source = ("harbour-2006", "harbour-2006-text") if lines else ("harbour-2001", None)
    record = replace(
        commitment(f"{agreement}/x"), text=(Quote("x", source, lines),), section=section
    )
    entry = full_register.section_of(record)
    assert (entry.id if entry else None) == found


def test_a_tracker_without_settings_has_a_name(tracker: TrackerFolder) -> None:
    """What can be drawn of it is English."""
    tracker.write("commitments/tracker.yaml", "id: [")
    named = tracker.load().tracker
    assert (named.id, named.title.texts) == ("tracker", (("en", "Tracker"),))
    assert named.languages == ("en",)


def test_keys_lead_to_every_quote_and_every_piece_of_evidence(full_register: Register) -> None:
    """In the data of the file: the same words, the same series."""
    for name, record in full_register.written.items():
        data = full_register.raws[path_of("commitment", name)].data
        for keys, quote in quotes_of(record):
            assert " ".join(reduce(getitem, keys, data)["exact"].split()) == quote.exact  # type: ignore[arg-type]
        for keys, item in evidence_of(record):
            assert reduce(getitem, keys, data).get("series") == item.series  # type: ignore[arg-type]
    assert sum(1 for one in full_register.written.values() for _ in evidence_of(one)) > 10


def test_plain_words_are_in_the_first_language_of_the_tracker(tracker: TrackerFolder) -> None:
    """Whatever it is; the settings are those of the file."""
    tracker.edit("commitments/tracker.yaml", "languages: [en, ja]", "languages: [ja, en]")
    register = tracker.load()
    assert (register.tracker.id, register.tracker.languages) == ("harbour", ("ja", "en"))
    assert register.commitments[PIER].title.texts[0][0] == "ja"
    tracker.write("commitments/tracker.yaml", "id: [")
    assert tracker.load().commitments[PIER].title.texts[0][0] == "en"


def test_the_first_line_is_that_where_the_words_begin(valid_register: Register) -> None:
    """Of several lines the first, of words that promise."""
    quotes = [Quote("x", "harbour-2001-text", lines) for lines in ((8, 9), (7, 12))]
    assert valid_register.first_line(replace(commitment("x"), text=tuple(quotes))) == 7
    assert valid_register.locate(f"commitments/{PIER}.yaml", ("kind",)).column == 7
    assert valid_register.locate(f"commitments/{PIER}.yaml", ("kind",), key=True).column == 1


def test_texts_are_accounted_for_as_they_are_held(full_tracker: TrackerFolder) -> None:
    """One that is not at hand hides no other; a part is a part; only the first is set aside."""
    path = "commitments/agreements/harbour-2006.yaml"
    full_tracker.edit(
        path,
        "texts:\n  - {",
        "texts:\n  - {source: harbour-2006-text, lines: 1-32}\n  - {source: league-study-2010}\n"
        "  - {source: gazette-2009}\n  - {",
    )
    full_tracker.edit(path, "  - {source: harbour-2006-text, lines: 1-32, authentic: true}\n", "")
    register = full_tracker.load()
    told = list(coverage_of(register, register.agreements["harbour-2006"]))
    assert [(one.source, one.held) for one in told] == [
        ("harbour-2006-text", "whole"),
        ("gazette-2009", "part"),
    ]
    assert {one.agreement for one in told} == {"harbour-2006"}
    assert told[0].coverage.percent == 100
    assert told[1].coverage.disposed == 0
    assert told[1].coverage.gaps[0].line == 1


def test_records_stand_as_their_agreements_and_their_words_do(full_register: Register) -> None:
    """The older agreement first; then the first words that promise, a stem before its parts."""
    names = [name.partition("/")[2] for name in full_register.commitments]
    assert names[:7] == [
        *("ferry-sailings", "ferry", "ferry-sailings", "ferry-timetable"),
        *("timetable-north", "timetable-south", "lights"),
    ]
    assert names[7:12] == ["goods", "goods-fish", "goods-timber", "fish-north", "fish-south"]
    assert names[12:15] == ["work-waiting", "work-pay", "work-place"]
    assert names[15:] == ["fares-lower", "fares-half", "timetable-again", "fares-bicycles"]


def test_a_stem_stands_before_a_part_in_the_same_words(tracker: TrackerFolder) -> None:
    """Whatever they are called."""
    tracker.edit("commitments/harbour-2001/fares-residents.yaml", "kind: action", "kind: stem")
    words = "intend to lower the fare"
    pilots = "commitments/harbour-2001/fares-pilots.yaml"
    tracker.edit(pilots, "lines: 13", "lines: 12")
    tracker.edit(pilots, "Both governments recognise the work of the harbour pilots.", words)
    tracker.edit(pilots, "kind: rec", "part_of: fares-residents\nkind: rec")
    residents = "commitments/harbour-2001/fares-residents.yaml"
    tracker.edit(residents, "The two governments intend to lower the fare for residents", words)
    tracker.edit(residents, ", subject to the yearly budget.", "")
    names = list(tracker.load().commitments)
    assert names[-2:] == ["harbour-2001/fares-residents", "harbour-2001/fares-pilots"]


def test_records_of_an_agreement_stand_together() -> None:
    """As the agreements stand; last those whose agreement is not there."""
    records = [commitment(name) for name in ("0/x", "a/x", "b/x")]
    register = register_of(*records, agreements=(agreement("b"), agreement("a")))
    assert list(register.commitments) == ["b/x", "a/x", "0/x"]


def test_a_record_whose_words_are_nowhere_stands_first(tracker: TrackerFolder) -> None:
    """Among those of its agreement, where its author sees it."""
    pilots = "commitments/harbour-2001/fares-pilots.yaml"
    tracker.edit(pilots, "recognise the work", "recognise their work")
    assert next(iter(tracker.load().commitments)) == "harbour-2001/fares-pilots"
