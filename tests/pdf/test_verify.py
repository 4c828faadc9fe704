"""``pledgetrack verify``: a sound report, what a forger could do to it, and files that attack."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from forging import Forgery, draw_volumes
from trackers import RECORDS, run_program

from pledgetrack.verifying import opening, verify
from pledgetrack.verifying.looking import look

pytestmark = pytest.mark.pdf

SUMMARY = 3
"""The page of the volume on which the summary stands."""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a volume of the small tracker; tests alter copies of it."""
    return draw_volumes(RECORDS / "valid", tmp_path_factory.mktemp("sound"))


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the volume of an earlier edition of the same tracker, in another language."""
    folder = tmp_path_factory.mktemp("past")
    return draw_volumes(RECORDS / "valid", folder, date(2002, 6, 30), "ja")


def said_of(report: Path, *options: str) -> tuple[int, str]:
    """Run the command as people do; return its exit code and what it said."""
    done = run_program("verify", str(report), *options, cwd=report.parent)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def test_a_sound_report_is_said_to_be_that(report: Path) -> None:
    """Every figure was counted again; the answer says how many, of which day, on what."""
    code, said = said_of(report)
    assert code == 0
    assert said == (
        "harbour-records-2004-01-31.pdf: Harbour Compact Tracker, as of 2004-01-31: 41 figures on "
        "13 pages are what the 7 records inside give\n"
    )


def test_an_earlier_report_in_another_language_is_sound(earlier: Path) -> None:
    """It is judged by its own day, and numbers are looked for as its language writes them."""
    found = look(earlier)
    assert found.faults == ()
    assert found.label["as_of"] == "2002-06-30"
    assert len(found.figures) == 28


def test_every_field_of_the_model_can_travel(tmp_path: Path) -> None:
    """A tracker that uses every field comes back from the attached data as it was."""
    assert look(draw_volumes(RECORDS / "every-field", tmp_path)).faults == ()


# ---- what a forger does: each is found out, with the figure named ----


def page_of_another_edition(forgery: Forgery, earlier: Path) -> None:
    """Put the summary of another edition in place of this one."""
    with pikepdf.open(earlier) as other:
        forgery.pdf.pages[SUMMARY - 1] = other.pages[SUMMARY - 1]


def on_the_page(forgery: Forgery, _: Path) -> None:
    """Let the page say 3 counted pledges where there are 6."""
    forgery.retype(SUMMARY, "6", "3", hashed=False)


def on_the_page_and_its_hash(forgery: Forgery, _: Path) -> None:
    """Alter the page, and the hash that the manifest has of it."""
    forgery.retype(SUMMARY, "6", "3")


def in_the_manifest(forgery: Forgery, _: Path) -> None:
    """Let the manifest say so, and leave the page as it is."""
    with forgery.manifest() as manifest:
        figure = next(one for one in manifest["figures"] if one["measure"] == "counted")
        figure.update(value=3, words="3")


def in_both(forgery: Forgery, earlier: Path) -> None:
    """Let page and manifest agree on a number that the register does not give."""
    on_the_page_and_its_hash(forgery, earlier)
    in_the_manifest(forgery, earlier)


def in_the_words_of_both(forgery: Forgery, earlier: Path) -> None:
    """Let page and manifest print a number, and keep the true value in the manifest."""
    on_the_page_and_its_hash(forgery, earlier)
    with forgery.manifest() as manifest:
        next(one for one in manifest["figures"] if one["measure"] == "counted")["words"] = "3"


def in_the_register(forgery: Forgery, _: Path) -> None:
    """Move the day of the edition by a digit, so that another assessment holds."""
    data = forgery.read("register.json").replace(
        b'"as_of": "2004-01-31",', b'"as_of": "2002-01-31",'
    )
    forgery.write("register.json", data, hashed=False)


def in_the_register_and_its_hash(forgery: Forgery, _: Path) -> None:
    """Count a pledge out of the register, and let the manifest know its new hash."""
    with forgery.data("register.json") as data:
        data["records"] = data["records"][1:]


def taken_from_the_list(forgery: Forgery, _: Path) -> None:
    """Leave the figure on the page and out of the manifest."""
    with forgery.manifest() as manifest:
        manifest["figures"] = [
            one for one in manifest["figures"] if one["filter"].get("status") != "partial"
        ]


@pytest.mark.parametrize(
    ("forge", "named"),
    [
        (page_of_another_edition, "page 3, counted: 6 should stand there, the page has"),
        (on_the_page, "page 3, counted: 6 should stand there, the page has “3”"),
        (on_the_page_and_its_hash, "page 3, counted: 6 should stand there, the page has “3”"),
        (in_the_manifest, "page 3, counted: printed 3, the register gives 6"),
        (in_both, "page 3, counted: printed 3, the register gives 6"),
        (in_the_words_of_both, "page 3, counted: printed 3, which does not say 6"),
        (in_the_register, "page 3, judged: printed 3, the register gives"),
        (in_the_register_and_its_hash, "page 1, records: printed 7, the register gives 6"),
        (taken_from_the_list, "page 3: 1 stands in a summary table and is no listed figure"),
        (taken_from_the_list, "counted (status=partial): the register gives 1, nothing is listed"),
    ],
)
def test_an_altered_report_is_found_out(
    report: Path, earlier: Path, tmp_path: Path, forge: Callable[..., None], named: str
) -> None:
    """The answer is 1 and names the figure: its page, its query, what is printed and what is so."""
    forgery = Forgery(report)
    forge(forgery, earlier)
    code, said = said_of(forgery.save(tmp_path / "altered.pdf"))
    assert code == 1
    assert f"altered.pdf: {named}" in said


@pytest.mark.parametrize(
    "name",
    ["register.json", "register.schema.json", "records.csv", "records.zip", "manifest.json"],
)
def test_a_missing_attachment_is_named(report: Path, tmp_path: Path, name: str) -> None:
    """Without the register every figure is named: there is nothing to count it in."""
    forgery = Forgery(report)
    del forgery.pdf.attachments[name]
    faults = look(forgery.save(tmp_path / "poorer.pdf")).faults
    assert any(f"{name} " in fault for fault in faults)
    counted_nowhere = "page 3, judged: printed 3; there is no register to count it in"
    assert (counted_nowhere in faults) == (name == "register.json")


@pytest.mark.parametrize("share", [0.05, 0.5, 0.99, 0.9999])
def test_a_file_cut_short_is_said_to_be_that(report: Path, tmp_path: Path, share: float) -> None:
    """Nothing is repaired: half a report proves nothing."""
    content = report.read_bytes()
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(content[: int(len(content) * share)])
    (fault,) = look(cut).faults
    assert fault.startswith("the file is damaged or cut short: ")


# ---- against a register that the reader trusts ----


def test_the_register_of_the_report_agrees(report: Path) -> None:
    """Nothing changed since, and that is said."""
    code, said = said_of(report, "--register", str(RECORDS / "valid"))
    assert code == 0
    assert said.endswith(": the same records, the same figures\n")


def test_records_that_changed_since_are_named(report: Path, tmp_path: Path) -> None:
    """A record that was edited or removed is named, and so is a figure that is another now."""
    shutil.copytree(RECORDS / "valid", tmp_path / "now")
    folder = tmp_path / "now" / "commitments" / "harbour-2001"
    (folder / "fares-pilots.yaml").unlink()
    pier = folder / "ferry-pier.yaml"
    pier.write_text(pier.read_text("utf-8").replace("A second pier in", "A pier in"), "utf-8")
    code, said = said_of(report, "--register", str(tmp_path / "now"))
    assert code == 1
    assert "41 figures on 13 pages are what the 7 records inside give" in said
    assert "commitments/harbour-2001/fares-pilots.yaml: is no longer there" in said
    assert "commitments/harbour-2001/ferry-pier.yaml: changed" in said
    assert "ferry-sailings.yaml" not in said
    assert "page 1, records: printed 7, the folder gives 6" in said


def test_a_report_of_another_tracker_is_found_out(report: Path) -> None:
    """It is sound by itself, so only a register can tell; the figures are named."""
    code, said = said_of(report, "--register", str(RECORDS / "every-field"))
    assert code == 1
    assert "the report is of the tracker harbour, the folder of " in said
    assert "page 3, counted (agreement=harbour-2001, status=partial): printed 1, the folder" in said


# ---- what does not agree inside ----


def altered(report: Path, folder: Path, change: Callable[[Forgery], None]) -> tuple[str, ...]:
    """Return the faults of a copy that was altered."""
    forgery = Forgery(report)
    change(forgery)
    return look(forgery.save(folder / "altered.pdf")).faults


def test_the_files_inside_are_held_against_each_other(report: Path, tmp_path: Path) -> None:
    """A register that is not that of its record files is found out, whatever its hash."""
    pier = "commitments/harbour-2001/ferry-pier.yaml"

    def retitle(forgery: Forgery) -> None:
        with forgery.data("register.json") as data:
            data["files"]["commitment"][pier]["title"] = "A third pier"

    faults = altered(report, tmp_path, retitle)
    assert f"{pier} in records.zip is not the same as in register.json" in faults
    assert any(
        fault.startswith("register.json: harbour-2001/ferry-pier, title: ") for fault in faults
    )

    def shorten(forgery: Forgery) -> None:
        forgery.write("records.csv", forgery.read("records.csv").replace(b"partial", b"fulfilled"))

    assert altered(report, tmp_path, shorten) == (
        "records.csv is not the table of the records in register.json",
    )


def test_a_register_that_is_none_is_refused(report: Path, tmp_path: Path) -> None:
    """What does not fit the schemas is not counted in."""
    pier = "commitments/harbour-2001/ferry-pier.yaml"

    def spoil(forgery: Forgery) -> None:
        with forgery.data("register.json") as data:
            data["files"]["commitment"][pier]["kind"] = "actoin"

    faults = altered(report, tmp_path, spoil)
    assert faults[0].startswith(f"register.json is no register: {pier}: ")
    assert "page 3, judged: printed 3; there is no register to count it in" in faults


@pytest.mark.parametrize(
    ("measure", "filter_", "said"),
    [
        ("__import__", {}, "no query of ours is called __import__"),
        ("counted", {"shell": "rm"}, "no query of ours is called shell"),
        ("rate-part", {}, "rate-part needs to know, or does not know, 'rate'"),
        ("counted", {"as_of": "tomorrow"}, "tomorrow is no day"),
        ("axis", {"at": "x"}, "invalid literal for int"),
        ("observation", {"series": "no", "period": "x"}, "does not know, 'no'"),
    ],
)
def test_a_query_that_is_none_is_named(
    report: Path, tmp_path: Path, measure: str, filter_: dict[str, str], said: str
) -> None:
    """The manifest can name any query; only those that we have are answered."""

    def ask(forgery: Forgery) -> None:
        with forgery.manifest() as manifest:
            manifest["figures"][0].update(measure=measure, filter=filter_)

    (fault,) = altered(report, tmp_path, ask)
    assert fault.startswith(f"page 1, {measure}")
    assert said in fault


def test_a_summary_table_is_not_hidden_by_leaving_it_out(report: Path, tmp_path: Path) -> None:
    """The document itself names the places of its summary tables."""

    def hide(forgery: Forgery) -> None:
        with forgery.manifest() as manifest:
            manifest["tables"] = []

    faults = altered(report, tmp_path, hide)
    assert "page 3: a summary table stands there that the manifest does not list" in faults


def test_what_is_laid_over_a_page_is_found_out(report: Path, tmp_path: Path) -> None:
    """A note with a picture of its own could cover a figure without touching the page."""

    def cover(forgery: Forgery) -> None:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[50, 50, 99, 99]
        )
        forgery.pdf.pages[SUMMARY - 1].obj.Annots = pikepdf.Array([note])

    assert altered(report, tmp_path, cover) == (
        "page 3: something is laid over it (FreeText), which no report has",
    )


@pytest.mark.parametrize("key", ["/OpenAction", "/AcroForm", "/AA", "/OCProperties"])
def test_what_could_act_or_hide_is_found_out(report: Path, tmp_path: Path, key: str) -> None:
    """No report of ours opens anything, asks anything, or has layers."""

    def act(forgery: Forgery) -> None:
        forgery.pdf.Root[key] = pikepdf.Dictionary()

    assert altered(report, tmp_path, act) == (f"the file holds {key[1:]}, which no report has",)


# ---- files that attack ----


def empty_pdf() -> bytes:
    """Return a PDF of one page that is nobody's report."""
    result = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].obj.Contents = pdf.make_stream(b"q Q")
        pdf.save(result)
    return result.getvalue()


DEEP = b"[" * 100_000
GARBAGE = {
    "empty": (b"", "the file is no PDF"),
    "text": (b"hello\n", "the file is no PDF"),
    "beginning": (b"%PDF-1.7\n", "damaged or cut short"),
    "noise": (b"%PDF-1.7\n" + bytes(range(256)) * 400, "damaged or cut short"),
    "brackets": (b"%PDF-1.7\n1 0 obj\n" + DEEP, "damaged or cut short"),
    "nobody's": (empty_pdf(), "there is no manifest.json inside"),
}


@pytest.mark.parametrize("name", GARBAGE)
def test_what_is_no_report_is_said_to_be_none(tmp_path: Path, name: str) -> None:
    """Garbage is refused with a sentence."""
    content, words = GARBAGE[name]
    file = tmp_path / "any.pdf"
    file.write_bytes(content)
    (fault,) = look(file).faults
    assert words in fault


def test_an_encrypted_file_is_refused(report: Path, tmp_path: Path) -> None:
    """With a password or with an empty one, it is not how a report is written."""
    for user in ("", "secret"):
        lock = pikepdf.Encryption(owner="o", user=user)
        locked = Forgery(report).save(tmp_path / "locked.pdf", encryption=lock)
        assert look(locked).faults == ("the file is encrypted; no report of ours is",)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """A file of 200 MB is refused by its first bytes; here it is nearly all a hole."""
    file = tmp_path / "large.pdf"
    with file.open("wb") as opened:
        opened.write(b"%PDF-1.7\n")
        opened.truncate(200 << 20)
    code, said = said_of(file)
    assert code == 1
    assert "larger than 128 MiB" in said


@pytest.mark.parametrize("name", ["register.json", "records.zip", "manifest.json"])
def test_an_attachment_that_grows_is_cut_off(report: Path, tmp_path: Path, name: str) -> None:
    """What unpacks to 200 MB is not unpacked; it was small on the disk."""
    forgery = Forgery(report)
    packed = zlib.compress(b" " * (200 << 20), 9)
    assert len(packed) < 1 << 20
    stream = forgery.pdf.attachments[name].obj.EF.F
    stream.write(packed, filter=pikepdf.Name.FlateDecode)
    bomb = forgery.save(tmp_path / "bomb.pdf", compress_streams=False)
    code, said = said_of(bomb)
    assert code == 1
    assert "a part of it unpacks to more than 48 MiB" in said


def test_a_page_that_grows_is_cut_off(report: Path, tmp_path: Path) -> None:
    """The same holds for what is drawn on a page."""
    forgery = Forgery(report)
    packed = zlib.compress(b"q Q " * (10 << 20), 9)
    contents = forgery.pdf.pages[0].obj.Contents
    contents.write(packed, filter=pikepdf.Name.FlateDecode)
    bomb = forgery.save(tmp_path / "bomb.pdf", compress_streams=False)
    assert look(bomb).faults == ("a part of it unpacks to more than 16 MiB",)


def test_an_archive_that_is_packed_is_not_unpacked(report: Path, tmp_path: Path) -> None:
    """Ours is not packed, so a packed one cannot grow."""

    def pack(forgery: Forgery) -> None:
        result = BytesIO()
        with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("commitments/tracker.yaml", b" " * (40 << 20))
        forgery.write("records.zip", result.getvalue())

    assert altered(report, tmp_path, pack) == (
        "records.zip cannot be opened: its files are packed, which ours are not",
    )


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("manifest.json", DEEP, "manifest.json is not what it should be"),
        ("manifest.json", b"[]", "manifest.json is not what it should be"),
        ("manifest.json", b"\xff", "manifest.json is not what it should be"),
        ("register.json", DEEP, "register.json is no register"),
        ("register.json", b"{}", "register.json is no register"),
        ("records.zip", b"PK", "records.zip cannot be opened"),
    ],
)
def test_data_that_are_none_are_refused(
    report: Path, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    """Neither depth nor bytes that are no text bring the command down."""
    faults = altered(report, tmp_path, lambda forgery: forgery.write(name, content))
    assert any(fault.startswith(words) for fault in faults), faults


def test_a_page_tree_without_end_is_refused(report: Path, tmp_path: Path) -> None:
    """Pages that contain themselves do not keep the command busy."""
    forgery = Forgery(report)
    forgery.pdf.Root.Pages.Kids[0] = forgery.pdf.Root.Pages
    file = tmp_path / "round.pdf"
    with pikepdf.open(report) as pdf:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)
        pdf.save(file)
    assert look(file).faults


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    """No report has thousands of pages."""
    with pikepdf.new() as pdf:
        for _ in range(opening.MOST_PAGES + 1):
            pdf.add_blank_page()
        pdf.save(tmp_path / "long.pdf")
    assert look(tmp_path / "long.pdf").faults == (
        "the file has more than 2000 pages; no report has",
    )


def test_a_reader_that_is_not_done_is_stopped(report: Path) -> None:
    """Whoever takes too long is ended, and that is a fault of the file."""
    (fault,) = verify(report, seconds=0).faults
    assert fault.startswith("it was not done after 0 seconds")


def test_nothing_is_left_behind(report: Path, tmp_path: Path) -> None:
    """The command writes no file anywhere: not beside the report, not where others put theirs."""
    folder, scratch = tmp_path / "report", tmp_path / "scratch"
    folder.mkdir()
    scratch.mkdir()
    shutil.copy(report, folder / "a.pdf")
    done = run_program("verify", "a.pdf", cwd=folder, TMPDIR=str(scratch))
    assert done.returncode == 0
    assert [path.name for path in folder.iterdir()] == ["a.pdf"]
    assert list(scratch.iterdir()) == []


def test_a_report_that_is_not_there_is_a_matter_of_usage(tmp_path: Path) -> None:
    """The exit code tells a report that differs from a name that is wrong."""
    done = run_program("verify", "gone.pdf", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "pledgetrack: there is no file gone.pdf\n"


def test_a_check_of_records_loads_nothing_for_pdf() -> None:
    """Who checks records needs no library for PDF."""
    script = (
        "import sys; from pledgetrack.cli import main; code = main(['check']);"
        "print(code, sorted({'pypdfium2', 'pikepdf', 'weasyprint'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=RECORDS / "valid",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    assert done.stdout.endswith("0 []\n")


def test_the_manifest_names_what_made_the_report(report: Path) -> None:
    """Versions of the program, its libraries and its fonts are known to whoever draws it again."""
    made_by = json.loads(Forgery(report).read("manifest.json"))["made_by"]
    assert {"pledgetrack", "code", "python", "weasyprint", "pikepdf", "pango", "harfbuzz"} <= set(
        made_by
    )
    assert all(len(digest) == 64 for digest in made_by["fonts"].values())
