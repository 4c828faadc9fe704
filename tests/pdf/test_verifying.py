"""Each stage of verifying by itself: what it says, to the letter, of what does not agree."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from forging import Forgery, volume
from trackers import environment

from pledgetrack.assessment import Edition, edition_of
from pledgetrack.ledger import Ledger, ledger_of
from pledgetrack.register import Register
from pledgetrack.verifying import Verdict, compare, confining, counting, holding, looking, opening
from pledgetrack.verifying import reading as reading_
from pledgetrack.verifying.opening import Opened, RefusedError, open_report
from pledgetrack.verifying.reading import Letter, PageText, read_pages
from pledgetrack.verifying.verdict import Figure, figure_of

pytestmark = pytest.mark.pdf

PIER = "commitments/harbour-2001/ferry-pier.yaml"
PIER_ID = "harbour-2001/ferry-pier"
SUMMARY = 3
BOX = (10.0, 10.0, 20.0, 20.0)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Return a sound report."""
    file = tmp_path / "sound.pdf"
    file.write_bytes(volume("valid"))
    return file


@cache
def attached() -> dict[str, bytes]:
    """Return the files inside the sound report."""
    with pikepdf.open(io.BytesIO(volume("valid"))) as pdf:
        return {name: bytes(one.get_file().read_bytes()) for name, one in pdf.attachments.items()}


@pytest.fixture
def files() -> dict[str, bytes]:
    """Return the files inside the sound report, to be altered."""
    return dict(attached())


@pytest.fixture
def ledger() -> Ledger:
    """Return the register inside the sound report."""
    return ledger_of(json.loads(attached()["register.json"]), "00")


def figure(measure: str = "records", **given: Any) -> Figure:
    """Return a figure on page 1 that prints 7, as the report does."""
    given = {"filter": {}, "value": 7, "words": "7", "page": 1, "box": BOX, "drawn": False} | given
    return Figure(measure=measure, **given)


def letters(words: str, x: float = 15, y: float = 15) -> tuple[Letter, ...]:
    """Return the letters of words, all in one place."""
    return tuple(Letter(letter, x, y) for letter in words)


# ---- verdict ----


def test_a_verdict_comes_back_from_the_process_that_looked(report: Path) -> None:
    """Whole, with values of the same kinds; a figure says its page, measure and filter in order."""
    found = replace(looking.look(report), faults=("one", "two"))
    assert Verdict.from_json(found.to_json()) == found
    assert str(figure(filter={"status": "partial", "agreement": "a"})) == (
        "page 1, records (agreement=a, status=partial)"
    )
    assert str(figure()) == "page 1, records"


# ---- confining ----


def test_a_process_of_its_own_finds_the_same(report: Path) -> None:
    """What it hands back is what looking finds; it is given the time that it needs."""
    assert confining.verify(report) == looking.look(report)


def test_whoever_looks_is_stopped_or_lost(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No time at all, and more words than anybody takes; each is a sentence."""
    assert confining.verify(report, 0.0).faults == (
        "it was not done after 0 seconds; no report takes as long",
    )
    monkeypatch.setattr(confining, "MOST_SAID", 10)
    assert confining.verify(report).faults == (
        "the file brought down the process that read it; no report does",
    )


SAY_LIMITS = """
import resource
from pledgetrack.verifying import confining
confining._limit()
kinds = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE)
print([resource.getrlimit(kind) for kind in kinds])
"""


def test_little_time_and_memory_and_no_files(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process takes limits that it cannot raise; where a system has none it looks without."""
    limited = subprocess.run(
        [sys.executable, "-c", SAY_LIMITS],
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    most = 3 << 30
    assert limited.stdout == f"[({most}, {most}), (120, 120), (0, 0), (0, 0)]\n"
    monkeypatch.setitem(sys.modules, "resource", None)
    ours, theirs = get_context("spawn").Pipe(duplex=False)
    confining._look(theirs, str(report))
    assert Verdict.from_json(ours.recv_bytes()) == looking.look(report)
    ours.close()
    confining._look(theirs, str(report))  # nobody listens any more, and that is no fault
    theirs.close()


# ---- opening ----


def page_of(drawn: bytes = b"q Q") -> pikepdf.Pdf:
    """Return a file of one page."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].obj.Contents = pdf.make_stream(drawn)
    return pdf


def opened(pdf: pikepdf.Pdf, folder: Path, **options: Any) -> Opened:
    """Write a file and take it apart."""
    pdf.save(folder / "any.pdf", **options)
    return open_report(folder / "any.pdf")


def refused(pdf: pikepdf.Pdf, folder: Path, **options: Any) -> str:
    """Return why a file is no report."""
    with pytest.raises(RefusedError) as caught:
        opened(pdf, folder, **options)
    return str(caught.value)


def test_a_report_is_taken_apart(report: Path) -> None:
    """Bytes, pages, attachments and places of tables, as the manifest lists them."""
    found = open_report(report)
    manifest = json.loads(attached()["manifest.json"])
    assert found.content == volume("valid")
    assert list(found.pages) == manifest["pages"]
    assert found.attachments == attached()
    places = sorted(found.tables.values(), key=lambda place: -place[2])
    listed = [(one["page"], one["box"][0], one["box"][3]) for one in manifest["tables"]]
    assert [page for page, *_ in places] == [page for page, *_ in listed] == [SUMMARY, SUMMARY]
    for place, known in zip(places, listed, strict=True):
        assert place[1:] == pytest.approx(known[1:], abs=counting.NEAR)
    assert found.strange == ()


def test_bytes_that_are_none_of_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence for each, with at most 200 letters and one line of the reason."""
    file = tmp_path / "any.pdf"
    monkeypatch.setattr(opening, "MOST_BYTES", 3 << 20)
    file.write_bytes(b"%PDF-1.7\n" + b" " * (3 << 20))
    with pytest.raises(RefusedError, match=r"^the file is larger than 3 MiB; no report is$"):
        open_report(file)
    file.write_bytes(b"%PDF-" + b" " * ((3 << 20) - 5))  # as large as a file may be
    with pytest.raises(RefusedError, match=r"^the file is damaged or cut short: [^\n]+$"):
        open_report(file)
    file.write_bytes(b" %PDF-1.7\n")
    with pytest.raises(RefusedError, match=r"^the file is no PDF$"):
        open_report(file)
    assert opening._brief(ValueError(f"{'a' * 300}\nb")) == "a" * 200
    assert opening._brief(ValueError("a\nb\nc")) == "a"


def test_a_file_that_is_damaged_or_not_ours(tmp_path: Path) -> None:
    """Encrypted, with a warning, with too many pages, built in another way."""
    locked = pikepdf.Encryption(owner="o", user="u")
    assert refused(page_of(), tmp_path, encryption=locked) == (
        "the file is encrypted; no report of ours is"
    )
    locked = pikepdf.Encryption(owner="o", user="")
    assert refused(page_of(), tmp_path, encryption=locked) == (
        "the file is encrypted; no report of ours is"
    )
    without = page_of()
    del without.pages[0].obj.Contents
    assert refused(without, tmp_path) == "a page is not drawn in one piece, as each of ours is"
    odd = page_of()
    odd.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=["table-1", [1]]))
    assert refused(odd, tmp_path).startswith("the file is not built as a report is: ")


def test_the_most_pages_that_a_report_may_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two where two are allowed; one more is refused."""
    monkeypatch.setattr(opening, "MOST_PAGES", 2)
    pdf = page_of(b"q Q")
    pdf.pages.append(pdf.pages[0])
    assert opened(pdf, tmp_path).pages == (hashlib.sha256(b"q Q").hexdigest(),) * 2
    pdf.pages.append(pdf.pages[0])
    assert refused(pdf, tmp_path) == "the file has more than 2 pages; no report has"


def test_what_is_packed_is_unpacked_up_to_a_limit() -> None:
    """As it is, packed once, alone or in a list; not twice, not otherwise, not cut, not more."""
    pdf, flate = pikepdf.new(), pikepdf.Name.FlateDecode

    def stream(raw: bytes, packing: Any = flate, **keys: Any) -> pikepdf.Stream:
        made = pdf.make_stream(b"")
        made.write(raw, filter=packing)
        for key, value in keys.items():
            made[f"/{key}"] = value
        return made

    packed = zlib.compress(b"12345")
    for sound in (
        pdf.make_stream(b"12345"),
        stream(packed),
        stream(packed, pikepdf.Array([flate])),
    ):
        assert opening._unpacked(sound, 5) == b"12345"
    other = "a part of it is packed in a way that no report of ours is"
    for unsound, most, said in (
        (stream(zlib.compress(packed), pikepdf.Array([flate, flate])), 5, f"^{other}$"),
        (stream(b"1", pikepdf.Name.LZWDecode), 5, f"^{other}$"),
        (stream(packed, DecodeParms=pikepdf.Dictionary(Predictor=12)), 5, f"^{other}$"),
        (stream(packed[:-5]), 5, "^a part of it is cut short$"),
        (stream(b"no zlib"), 5, "^a part of it cannot be unpacked: Error -3 "),
        (stream(zlib.compress(bytes((3 << 20) + 1))), 3 << 20, "^a part .* more than 3 MiB$"),
        (pdf.make_stream(b"123456"), 5, "^a part of it unpacks to more than 0 MiB$"),
    ):
        with pytest.raises(RefusedError, match=said):
            opening._unpacked(unsound, most)


def test_limits_are_those_of_pages_and_of_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each has its own; an attachment without a file is named with the beginning of its name."""
    monkeypatch.setattr(opening, "MOST_IN_A_PAGE", 1 << 20)
    monkeypatch.setattr(opening, "MOST_IN_A_FILE", 2 << 20)
    pdf = page_of(b" " * ((1 << 20) + 1))
    assert refused(pdf, tmp_path) == "a part of it unpacks to more than 1 MiB"
    pdf = page_of()
    pdf.attachments["a"] = b" " * ((2 << 20) + 1)
    assert refused(pdf, tmp_path) == "a part of it unpacks to more than 2 MiB"
    pdf = page_of()
    name = "a" * 90
    pdf.attachments[name] = b"1"
    del pdf.attachments[name].obj.EF["/F"]
    pdf.attachments[name].obj.EF["/UF"] = pdf.make_stream(b"1")
    assert refused(pdf, tmp_path) == f"the file {'a' * 80} inside it is empty"


def test_places_of_tables_are_those_of_their_pages(tmp_path: Path) -> None:
    """By page from 1, and 0 where the page is gone; other places are no tables."""
    pdf = page_of()
    pdf.pages.append(pdf.pages[0])
    gone = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Page))

    def place(page: Any, left: int, top: int) -> pikepdf.Array:
        return pikepdf.Array([page, pikepdf.Name.XYZ, left, top, 0])

    tree = pikepdf.NameTree.new(pdf)
    tree["table-1"] = place(pdf.pages[1].obj, 30, 40)
    tree["table-2"] = place(gone, 50, 60)
    tree["chapter"] = place(pdf.pages[0].obj, 70, 80)
    pdf.Root.Names = pikepdf.Dictionary(Dests=tree.obj)
    assert opened(pdf, tmp_path).tables == {"table-1": (2, 30, 40), "table-2": (0, 50, 60)}
    assert opened(page_of(), tmp_path).tables == {}


STRANGE = ("AcroForm", "OCProperties", "OpenAction", "AA", "Collection", "Perms")


def test_what_could_act_or_cover_is_named(tmp_path: Path) -> None:
    """In the document, among its names, on its pages; a plain link is nothing strange."""
    pdf = page_of()
    for key in STRANGE:
        pdf.Root[f"/{key}"] = pikepdf.Dictionary()
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=[]))
    link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 1, 1])
    shown = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 1, 1], AP={})
    nameless = pikepdf.Dictionary(Rect=[0, 0, 1, 1])
    long = pikepdf.Dictionary(Subtype=pikepdf.Name(f"/{'a' * 50}"), Rect=[0, 0, 1, 1])
    pdf.pages[0].obj.Annots = pikepdf.Array([link, shown, nameless, long])
    told = "something is laid over it"
    assert opened(pdf, tmp_path).strange == (
        *(f"the file holds {key}, which no report has" for key in (*STRANGE, "JavaScript")),
        f"page 1: {told} (Link), which no report has",
        f"page 1: {told} (unknown), which no report has",
        f"page 1: {told} ({'a' * 40}), which no report has",
    )


# ---- holding ----


def held(files: dict[str, bytes]) -> list[str]:
    """Return what does not agree among attached files."""
    return holding.hold(files, holding.read_manifest(files))[1]


def altered(
    files: dict[str, bytes], name: str, change: Callable[[dict[str, Any]], object]
) -> dict[str, bytes]:
    """Return attached files one of which was changed, with its new hash in the manifest."""
    data = json.loads(files[name])
    change(data)
    return written(files, name, json.dumps(data).encode())


def written(files: dict[str, bytes], name: str, content: bytes) -> dict[str, bytes]:
    """Return attached files one of which is another, with its new hash in the manifest."""
    files = {**files, name: content}
    if name != "manifest.json":
        manifest = json.loads(files["manifest.json"])
        manifest["attachments"][name] = hashlib.sha256(content).hexdigest()
        files["manifest.json"] = json.dumps(manifest).encode()
    return files


def test_a_sound_register_is_opened(files: dict[str, bytes]) -> None:
    """Manifest, data and ledger are those inside, and nothing is wrong."""
    manifest = holding.read_manifest(files)
    found, faults = holding.hold(files, manifest)
    assert faults == []
    assert (found.manifest, found.data) == (manifest, json.loads(files["register.json"]))
    assert found.ledger is not None
    assert found.ledger.sha256 == hashlib.sha256(files["register.json"]).hexdigest()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[]", "manifest.json: "),
        (b"{", "Expecting property name"),
        (b'{"a' + b"a" * 300 + b'": 1}', "manifest.json: "),
    ],
)
def test_a_manifest_that_is_none(files: dict[str, bytes], content: bytes, said: str) -> None:
    """Why is said, in at most 200 letters."""
    with pytest.raises(RefusedError) as caught:
        holding.read_manifest({**files, "manifest.json": content})
    before, _, reason = str(caught.value).partition(": ")
    assert before == "manifest.json is not what it should be"
    assert reason.startswith(said)
    assert len(reason) <= 200
    del files["manifest.json"]
    with pytest.raises(
        RefusedError, match=r"^there is no manifest\.json inside: this is no report"
    ):
        holding.read_manifest(files)


def test_a_register_that_is_none(files: dict[str, bytes]) -> None:
    """Then there is nothing to count in; one that is missing is named once."""
    other = written(files, "register.json", b'{"a": ' + b"[" * 300)
    found, (fault,) = holding.hold(other, holding.read_manifest(other))
    assert fault.startswith("register.json is no register: Expecting value")
    assert (found.data, found.ledger) == ({}, None)
    assert found.manifest == holding.read_manifest(other)
    path = "a" * 300
    (fault,) = held(
        altered(files, "register.json", lambda data: data["files"]["commitment"].update({path: {}}))
    )
    assert len(fault) == len("register.json is no register: ") + 200
    del files["register.json"]
    assert held(files) == ["register.json is not inside the file"]


def test_files_are_those_that_the_manifest_lists(files: dict[str, bytes]) -> None:
    """One too many, one too few, another; and those that every report has."""
    del files["records.csv"]
    files["b" * 90] = b"1"
    files["register.schema.json"] = b"{}"
    assert held(files) == [
        "records.csv is not inside the file",
        "register.schema.json is not the file that the manifest lists: its SHA-256 is another",
        f"{'b' * 80} is inside the file, and the manifest does not list it",
    ]
    listed = altered(dict(attached()), "manifest.json", lambda data: data["attachments"].clear())
    del listed["records.zip"]
    assert held(listed) == [
        "records.zip is not inside the file",
        *(
            f"{name} is inside the file, and the manifest does not list it"
            for name in listed
            if name != "manifest.json"
        ),
    ]


def test_the_label_is_that_of_the_register(files: dict[str, bytes]) -> None:
    """Tracker, day and knowledge; each place that says otherwise is a fault."""

    def relabel(data: dict[str, Any]) -> None:
        data.update(tracker="ferries" * 20, as_of="2003-01-31", known_by="2003-02-01")

    assert held(altered(files, "manifest.json", relabel)) == [
        f"tracker is {('ferries' * 20)[:80]} in one place and harbour in another",
        "as_of is 2003-01-31 in one place and 2004-01-31 in another",
        "known_by is 2003-02-01 in one place and  in another",
    ]
    renamed = altered(files, "register.json", lambda data: data.update(tracker="piers"))
    assert held(renamed) == [
        "tracker is piers in one place and harbour in another",
        "tracker is harbour in one place and piers in another",
    ]


def test_each_record_is_derived_again(files: dict[str, bytes]) -> None:
    """What its file gives otherwise is named with both; what the texts prove is left out."""

    def edit(data: dict[str, Any]) -> None:
        one = next(entry for entry in data["records"] if entry["id"] == PIER_ID)
        assert one["quotes"]
        for quote in one["quotes"]:
            quote.update(proof="unstored", lines=[1, 2], span=[3, 4])
        data["records"].append({**one, "id": f"harbour-2001/{'a' * 90}"})
        one.update(status="partial", title={"en": "桟" * 90})

    faults = held(altered(files, "register.json", edit))
    title = json.dumps({"en": "桟" * 90}, ensure_ascii=False)[:80]
    assert faults[0] == f'register.json: {PIER_ID}, status: "partial", its file "fulfilled"', faults
    assert faults[1].startswith(f"register.json: {PIER_ID}, title: {title}, its file {{")
    assert faults[2:-1] == [f"register.json: harbour-2001/{'a' * 67} is listed and has no file"]
    assert faults[-1] == "records.csv is not the table of the records in register.json"


def test_records_after_one_that_has_no_file_are_derived_too(files: dict[str, bytes]) -> None:
    """The first fault hides none behind it."""

    def edit(data: dict[str, Any]) -> None:
        one = next(entry for entry in data["records"] if entry["id"] == PIER_ID)
        data["records"].insert(0, {**one, "id": "harbour-2001/none"})
        one.update(status="partial")

    assert held(altered(files, "register.json", edit))[:2] == [
        "register.json: harbour-2001/none is listed and has no file",
        f'register.json: {PIER_ID}, status: "partial", its file "fulfilled"',
    ]


def test_quotes_of_a_record_are_derived_again(files: dict[str, bytes]) -> None:
    """Their words are held against its file, and a record without any against one with."""

    def edit(data: dict[str, Any]) -> None:
        entries = {entry["id"]: entry for entry in data["records"]}
        entries[PIER_ID]["quotes"][0]["exact"] = "Other words"
        entries["harbour-2001/ferry-timetable"]["quotes"] = []

    told = held(altered(files, "register.json", edit))
    assert len(told) == 2, told
    assert told[0].startswith(f"register.json: {PIER_ID}, quotes: [{{")
    assert '"Other words"' in told[0]
    assert told[1].startswith("register.json: harbour-2001/ferry-timetable, quotes: [], its file")


def archive(contents: dict[str, bytes], way: int = zipfile.ZIP_STORED) -> bytes:
    """Return an archive of files."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", way) as made:
        for path, content in contents.items():
            made.writestr(path, content)
    return result.getvalue()


def test_record_files_are_those_of_the_register(files: dict[str, bytes]) -> None:
    """One too many, one too few, one altered; in the order of their paths, each cut short."""
    with zipfile.ZipFile(io.BytesIO(files["records.zip"])) as own:
        contents = {one.filename: own.read(one) for one in own.infolist()}
    contents[PIER] = contents[PIER].replace(b"A second pier in", b"A pier in")
    del contents["commitments/harbour-2001/fares-pilots.yaml"]
    long = "z" * 130
    contents[long] = b"a: 1\n"
    assert held(written(files, "records.zip", archive(contents))) == [
        f"{path} in records.zip is not the same as in register.json"
        for path in ("commitments/harbour-2001/fares-pilots.yaml", PIER, long[:120])
    ]
    del files["records.zip"]
    assert held(files) == ["records.zip is not inside the file"]


def test_an_archive_that_is_none(files: dict[str, bytes]) -> None:
    """Packed, locked, or no archive: why is said."""
    contents = {PIER: b"a: 1\n"}
    plain = archive(contents)
    locked = bytearray(plain)
    central = plain.index(b"PK\x01\x02")
    locked[central + 8] |= 1  # the bit that says so, in the directory
    packs = "records.zip cannot be opened: its files are packed, which ours are not"
    assert held(written(files, "records.zip", archive(contents, zipfile.ZIP_DEFLATED))) == [packs]
    assert held(written(files, "records.zip", bytes(locked))) == [packs]
    assert held(written(files, "records.zip", b"none")) == [
        "records.zip cannot be opened: File is not a zip file"
    ]


def test_the_table_is_that_of_the_records(files: dict[str, bytes]) -> None:
    """Letter for letter."""
    other = written(files, "records.csv", files["records.csv"].replace(b"partial", b"started"))
    assert held(other) == ["records.csv is not the table of the records in register.json"]


def test_a_digest_does_not_depend_on_the_order_of_keys() -> None:
    """Nor on anything but the data."""
    sorted_ = hashlib.sha256(b'{"a": 1, "b": [2]}').hexdigest()
    assert holding.digest_of_data({"b": [2], "a": 1}) == sorted_


# ---- reading ----


def test_a_letter_stands_in_a_box_up_to_its_borders() -> None:
    """On each side."""
    for x, y in ((10, 10), (20, 20), (15, 15), (10, 20)):
        assert Letter("a", x, y).is_in(BOX)
    for x, y in ((9, 15), (21, 15), (15, 9), (15, 21)):
        assert not Letter("a", x, y).is_in(BOX)


def test_words_of_a_page_with_and_without_blanks() -> None:
    """All of them with one blank where some are; those in a box without."""
    page = PageText((*letters("1 \n2"), *letters(" 3", x=30)))
    assert page.text == "1 2 3"
    assert page.within(BOX) == "12"
    assert reading_.squeezed(" a \u00a0b\n") == "ab"


def test_words_are_read_where_they_stand(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the boxes of the manifest; only of the pages that are asked for and that there are."""
    pages = read_pages(volume("valid"), {1, SUMMARY, 13, 14})
    assert list(pages) == [1, SUMMARY, 13]
    assert "Harbour Compact Tracker" in pages[1].text
    for one in looking.look(report).figures:
        if not one.drawn:
            assert pages[one.page].within(one.box) == one.words
    with pytest.raises(RefusedError, match=r"^the words on its pages cannot be read: Failed to"):
        read_pages(b"no PDF", {1})
    count = len(pages[1].letters)
    monkeypatch.setattr(reading_, "MOST_LETTERS", count)
    assert read_pages(volume("valid"), {1}) == {1: pages[1]}
    monkeypatch.setattr(reading_, "MOST_LETTERS", count - 1)
    with pytest.raises(RefusedError, match=f"^a page has more than {count - 1} letters$"):
        read_pages(volume("valid"), {1})


# ---- counting ----


def test_figures_are_counted_again(ledger: Ledger) -> None:
    """A fault for a query that is none, for another value, and for words that say another."""
    figures = [
        figure(),
        figure("nothing", words="a" * 90),
        figure(value=8, words="8"),
        figure(words="b" * 90),
        figure("counted", filter={"status": "broken"}, value=0, words="·"),
        figure(words="·"),
        figure("data-digest", value="00", words="00"),
        figure("axis", filter={"at": "1234"}, value=1234, words="1,234"),
        figure("axis", filter={"at": "12"}, value=12, words="12.0000"),
        figure("axis", filter={"at": "12"}, value=12, words="12.00000"),
        figure("axis", filter={"at": "1" * 5000}),
    ]
    told = list(counting.count_again(figures, ledger, "en"))
    assert told[:-1] == [
        "page 1, nothing: no query of ours is called nothing",
        "page 1, records: printed 8, the register gives 7",
        f"page 1, records: printed {'b' * 80}, which does not say 7",
        "page 1, records: printed ·, which does not say 7",
        "page 1, axis (at=12): printed 12.00000, which does not say 12",
    ]
    assert ": Exceeds the limit" in told[-1]
    assert list(counting.count_again([figure()], None, "en")) == [
        "page 1, records: printed 7; there is no register to count it in"
    ]


def test_days_are_written_in_the_language_of_the_report(ledger: Ledger) -> None:
    """Whole, short or in figures; another language says it otherwise."""
    for language, written, said in (
        ("en", "31 January 2004", True),
        ("en", "2004-01-31", True),
        ("ja", "2004年1月31日", True),
        ("en", "2004年1月31日", False),
        ("ja", "31 January 2004", False),
    ):
        day = figure("as-of", value="2004-01-31", words=written)
        found = list(counting.count_again([day], ledger, language))
        assert found == (
            [] if said else [f"page 1, as-of: printed {written}, which does not say 2004-01-31"]
        )
    wording = counting._wording("en")
    day = date(2004, 1, 31)
    assert counting._ways_to_write("2004-01-31", wording) == {
        *("2004-01-31", wording.day(day), wording.short_day(day)),
    }
    for language in ("xx", "no such", ""):
        with pytest.raises(RefusedError, match=f"^no report is in a language called {language}$"):
            list(counting.count_again([], ledger, language))


def test_a_report_prints_the_count_of_every_status(ledger: Ledger) -> None:
    """A volume and a report do; others print what they choose."""
    listed = [
        figure("counted", filter={"status": "fulfilled"}),
        figure("counted", filter={"status": "no-evidence"}),
        figure("counted", filter={"status": "declaratory", "agreement": "harbour-2001"}),
        figure("judged", filter={"status": "partial"}),
        figure("counted", filter={"status": "unassessed"}),
    ]
    told = [
        f"counted (status={status}): the register gives 1, nothing is listed"
        for status in ("partial", "declaratory")
    ]
    for kind, wanted in (("report", told), ("volume", told), ("brief", []), ("changes", [])):
        found = sorted(counting.missing_figures(kind, listed, ledger))
        assert found == sorted(wanted)


def test_figures_stand_in_their_places() -> None:
    """Words that are others, nothing at all, a page that is not there."""
    pages = {1: PageText((*letters("7 0"), *letters("x" * 50, x=40)))}
    elsewhere = (30.0, 10.0, 50.0, 20.0)
    figures = [
        figure(words="7 0"),
        figure(box=elsewhere),
        figure(box=(60.0, 60.0, 61.0, 61.0)),
        figure(page=2),
    ]
    assert list(counting.look_for(figures, pages)) == [
        f"page 1, records: 7 should stand there, the page has “{'x' * 40}”",
        "page 1, records: 7 should stand there, the page has nothing",
        "page 2, records: printed 7; the file has no such page",
    ]


def test_figures_in_pictures_are_said_as_often_as_they_are_listed() -> None:
    """Outside the places of others; long words may run over lines, short ones may not."""
    point = (50.0, 50.0, 50.0, 50.0)
    digest = "0a" * 11
    pages = {
        1: PageText((*letters("5"), *letters(f" 7 7 9,5 {digest[:9]} \n{digest[9:]}", x=40))),
        2: PageText(letters("7 a5b5", x=40)),
    }
    figures = [
        figure(value=5, words="5"),
        *(figure(box=point, drawn=True) for _ in range(3)),
        figure(box=point, drawn=True, words="9,5"),
        figure(box=point, drawn=True, words="5"),
        figure(box=point, drawn=True, words=digest),
        figure(box=point, drawn=True, words="a5b5", page=2),
        figure(box=point, drawn=True, page=2),
        figure(box=point, drawn=True, words="b" * 21, page=2),
    ]
    assert list(counting.look_for(figures, pages)) == [
        "page 1, records: 7 does not stand on the page",
        "page 1, records: 5 does not stand on the page",
        "page 2, records: a5b5 does not stand on the page",
        f"page 2, records: {'b' * 21} does not stand on the page",
    ]
    just = "b" * counting.LONG
    pages = {1: PageText(letters(just))}
    (fault,) = counting.look_for([figure(box=point, drawn=True, words=just)], pages)
    assert fault == f"page 1, records: {just} does not stand on the page"


TABLE = {"page": 1, "box": [0, 0, 100, 100]}


def test_numbers_in_summary_tables_are_all_listed() -> None:
    """What is no figure, no name and beside no picture is named; outside the table it is free."""
    point = (50.0, 50.0, 50.0, 50.0)
    page = PageText(
        (
            *letters("7", x=15, y=15),
            *letters(" 8 9 Har\u00adbour-\n2001 2001 Pier 20 ", x=40),
            *letters("6", x=200),
            Letter(" ", 300, 300),
            *letters("4", x=41),
        )
    )
    figures = [
        figure(),
        figure(box=point, drawn=True, words="8"),
        figure(box=(200.0, 50.0, 200.0, 50.0), drawn=True, words="9"),
        figure(box=point, drawn=True, words="9", page=2),
    ]
    names = ["Pier 2", "Harbour 2001", "Pier 20"]
    tables = [{"page": 2, "box": [0, 0, 100, 100]}, TABLE]
    assert list(counting.unlisted(tables, figures, {1: page}, names)) == [
        f"page 1: {number} stands in a summary table and is no listed figure"
        for number in ("9", "2001", "4")
    ]


def test_a_box_holds_what_touches_it() -> None:
    """A picture's place is a line beside it: within the sides, and anywhere along its height."""
    for x, low, high, said in (
        (10, 12, 14, True),
        (20, 12, 14, True),
        (9, 12, 14, False),
        (21, 12, 14, False),
        (15, 20, 30, True),
        (15, 21, 30, False),
        (15, 1, 10, True),
        (15, 1, 9, False),
    ):
        assert counting._holds(BOX, (x, low, x, high)) is said


def test_names_that_hold_digits(full_register: Register) -> None:
    """Of everything that has one, in every language, and of the rules."""
    named = sorted(set(counting.names_with_digits(full_register, "en")))
    assert named == [
        *("G7 Research Group, mean", "Harbour Compact 2006", "Harbour Gazette, May 2009"),
        *("Mean of 0 to 3, put on 0 to 100", "Mean of −1, 0 and +1, put on 0 to 100"),
        "Share with 2 or 3",
    ]


def test_tables_that_are_not_listed() -> None:
    """One in another place, one on a page that is gone, and how many there are."""
    found = Opened(
        b"",
        (),
        {},
        {"table-1": (1, 10.0, 90.0), "table-2": (2, 10.0, 90.0), "table-3": (0, 1.0, 1.0)},
        (),
    )
    tables = [{"page": 1, "box": [11.4, 0, 50, 91.4]}]
    assert list(counting.misplaced(found, tables)) == [
        "page 2: a summary table stands there that the manifest does not list",
        "a page that is gone: a summary table stands there that the manifest does not list",
        "3 summary tables stand in the file, 1 are listed",
    ]
    alone = replace(found, tables={"table-1": (1, 10.0, 90.0)})
    assert list(counting.misplaced(alone, tables)) == []
    for box in ([11.5, 0, 50, 90], [10, 0, 50, 91.5], [8.5, 0, 50, 90], [10, 0, 50, 88.5]):
        assert list(counting.misplaced(alone, [{"page": 1, "box": box}])) == [
            "page 1: a summary table stands there that the manifest does not list"
        ]


# ---- looking ----


def test_what_was_looked_at_is_told(report: Path, files: dict[str, bytes]) -> None:
    """Label, pages, figures, records, and the digest of each record file."""
    data, manifest = (json.loads(files[name]) for name in ("register.json", "manifest.json"))
    found = looking.look(report)
    assert found.faults == ()
    assert found.label == {
        "kind": "volume",
        "title": "Harbour Compact Tracker",
        "tracker": "harbour",
        "as_of": "2004-01-31",
        "known_by": "",
    }
    assert found.pages == len(manifest["pages"]) == 13
    assert found.figures == tuple(figure_of(one) for one in manifest["figures"])
    assert found.records == tuple(entry["id"] for entry in data["records"])
    assert found.files == {
        path: holding.digest_of_data(content)
        for contents in data["files"].values()
        for path, content in contents.items()
    }


def test_what_opening_finds_or_refuses_is_told(report: Path, tmp_path: Path) -> None:
    """A file that is cut short with the reason, and what is strange in one that can be opened."""
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(report.read_bytes()[:-2000])
    with pytest.raises(RefusedError) as refusal:
        open_report(cut)
    said = str(refusal.value)
    assert looking.look(cut).faults == (said,)
    assert said.startswith("the file is damaged or cut short: ")
    assert "startxref" in said
    assert "object at" not in said  # a place in memory
    forgery = Forgery(report)
    forgery.pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1")
    strange = open_report(forgery.save(tmp_path / "strange.pdf")).strange
    assert len(strange) > 0
    assert set(strange) <= set(looking.look(tmp_path / "strange.pdf").faults)


def test_pages_are_those_that_the_manifest_lists(report: Path, tmp_path: Path) -> None:
    """Another one is named by its number, and so is how many there are."""
    forgery = Forgery(report)
    with forgery.manifest() as manifest:
        manifest["pages"][1] = "0" * 64
    assert looking.look(forgery.save(tmp_path / "a.pdf")).faults == (
        "page 2 is not the page that the manifest lists",
    )
    with forgery.manifest() as manifest:
        del manifest["pages"][1]
    assert looking.look(forgery.save(tmp_path / "b.pdf")).faults == (
        "the file has 13 pages, the manifest lists 12",
    )


def test_whatever_looking_raises_is_wrong_with_the_file(
    report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where memory or a library gives up; no more faults than anybody reads are told."""
    assert looking.look(tmp_path).faults == (
        f"it cannot be read: IsADirectoryError: [Errno 21] Is a directory: '{tmp_path}'",
    )
    long = tmp_path / ("a" * 250)
    assert len(looking.look(long).faults[0]) == len("it cannot be read: FileNotFoundError: ") + 200
    forgery = Forgery(report)
    with forgery.manifest() as manifest:
        manifest["pages"] = ["0" * 64] * 13
    file = forgery.save(tmp_path / "a.pdf")
    monkeypatch.setattr(looking, "MOST_FAULTS", 2)
    assert len(looking.look(file).faults) == 2

    def exhausted(_: Path) -> Opened:
        raise MemoryError

    monkeypatch.setattr(looking, "open_report", exhausted)
    assert looking.look(file).faults == ("reading it takes more memory than any report does",)


def test_without_a_register_figures_are_still_looked_for(report: Path, tmp_path: Path) -> None:
    """Each is said to be counted nowhere, and stands where it should."""
    forgery = Forgery(report)
    del forgery.pdf.attachments["register.json"]
    found = looking.look(forgery.save(tmp_path / "a.pdf"))
    assert found.faults == (
        "register.json is not inside the file",
        *(
            f"{one}: printed {one.words}; there is no register to count it in"
            for one in found.figures
        ),
    )
    assert (found.records, found.files) == ((), {})


# ---- comparing ----


@pytest.fixture
def edition(valid_register: Register) -> Edition:
    """Return the edition of the sound report."""
    return edition_of(valid_register)


def test_the_same_register_differs_in_nothing(
    report: Path, valid_register: Register, edition: Edition
) -> None:
    """Neither in files nor in figures."""
    assert compare(looking.look(report), valid_register, edition) == ()


def test_another_register_differs_in_each_file_and_figure(
    report: Path, valid_register: Register, edition: Edition
) -> None:
    """Tracker, files by their paths, figures in their order; long words are cut."""
    verdict = looking.look(report)
    digest = verdict.files[PIER]
    unknown = f"no query of ours is called {'d' * 80}"
    missing = "source-records needs to know, or does not know, 'source'"
    other = replace(
        verdict,
        label={"tracker": "b" * 90},
        files={"z" * 130: digest, PIER: "0", "commitments/gone.yaml": digest},
        figures=(
            figure(),
            figure("data-digest", value="0", words="0"),
            figure(value=8, words="c" * 90),
            figure("counted", filter={"d" * 300: "1"}, words="d" * 90),
            figure("axis", filter={"at": "e"}),
            figure("source-records"),
        ),
    )
    assert compare(other, valid_register, edition) == (
        f"the report is of the tracker {'b' * 80}, the folder of harbour",
        "commitments/gone.yaml: is no longer there",
        f"{PIER}: changed",
        f"{'z' * 120}: is no longer there",
        f"page 1, records: printed {'c' * 80}, the folder gives 7",
        f"page 1, counted ({'d' * 300}=1): printed {'d' * 80}; {unknown}",
        "page 1, axis (at=e): printed 7; invalid literal for int() with base 10: 'e'",
        f"page 1, source-records: printed 7; {missing}",
    )
    (told, *_) = compare(replace(verdict, label={}), valid_register, edition)
    assert told == "the report is of the tracker , the folder of harbour"


def test_only_the_records_and_texts_of_the_report_are_counted(
    report: Path, valid_register: Register, edition: Edition
) -> None:
    """A report of some records is held against these; their edition is that of the report."""
    verdict = looking.look(report)
    covered = figure("covered-percent", value=100.0, words="100.0")
    judged = figure("as-of", value="2002-06-30", words="2002-06-30")
    some = replace(verdict, records=(PIER_ID,), figures=(figure(), covered, judged))
    assert compare(some, valid_register, replace(edition, as_of=date(2002, 6, 30))) == (
        "page 1, records: printed 7, the folder gives 1",
    )
    none = replace(verdict, records=("piers/ferry",), figures=(covered,))
    assert compare(none, valid_register, edition) == (
        "page 1, covered-percent: printed 100.0, the folder gives None",
    )
