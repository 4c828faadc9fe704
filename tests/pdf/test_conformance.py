"""What the reports promise to readers that speak and to archives, as far as we can see it.

No validator of either standard runs here; the numbers of clauses say what each test looks for in
ISO 14289-1 (accessible) and ISO 19005-3 (archivable). ``nox -s conformance`` adds another program.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from forging import build_all

pytestmark = pytest.mark.pdf

KINDS = ("brief-harbour-2001", "records", "report")
STANDARD = (  # noqa: SIM905  a list of words
    "Document Part Art Sect Div BlockQuote Caption P H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH "
    "TD THead TBody TFoot Span Quote Code Link Figure"
).split()
"""Types of elements of ISO 32000-1 section 14.8.4 that we use."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of all files of the small tracker."""
    return build_all(tmp_path_factory.mktemp("all") / "tracker")


@dataclass(frozen=True)
class Element:
    """An element of the structure tree with those above it, the nearest last."""

    own: Any
    above: tuple[str, ...]

    @property
    def tag(self) -> str:
        """Its type, without the slash."""
        return str(self.own.S)[1:]

    @property
    def kids(self) -> list[Any]:
        """Return what stands in it: elements, marks of the content, references to annotations."""
        kids = self.own.get("/K")
        return list(kids) if isinstance(kids, pikepdf.Array) else [] if kids is None else [kids]


def elements(pdf: pikepdf.Pdf) -> Iterator[Element]:
    """Yield every element of the structure tree in reading order."""
    waiting = [Element(pdf.Root.StructTreeRoot.K[0], ())]
    while waiting:
        element = waiting.pop()
        yield element
        above = (*element.above, element.tag)
        waiting += [
            Element(kid, above)
            for kid in reversed(element.kids)
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
        ]


@pytest.fixture(params=KINDS)
def pdf(folder: Path, request: pytest.FixtureRequest) -> Iterator[pikepdf.Pdf]:
    """Yield each kind of file, opened."""
    with pikepdf.open(next(folder.glob(f"*-{request.param}-*.pdf"))) as opened:
        yield opened


def test_the_syntax_is_without_fault(folder: Path) -> None:
    """Qpdf reads every file without a word of warning."""
    files = sorted(folder.glob("*.pdf"))
    assert len(files) >= len(KINDS)
    for file in files:
        command = ["qpdf", "--check", file]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
        assert "No syntax or stream encoding errors" in done.stdout
        assert "WARNING" not in done.stdout + done.stderr


def test_the_file_says_what_it_is(pdf: pikepdf.Pdf) -> None:
    """Both standards are named in the metadata; language and title are there (14289-1: 5, 7.1)."""
    metadata = pdf.Root.Metadata.read_bytes().decode()
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>", metadata)
    assert re.search(r"pdfaid:part(?:>|=\")3", metadata)
    assert re.search(r"pdfaid:conformance(?:>|=\")A", metadata)
    assert "<dc:title" in metadata
    assert str(pdf.Root.Lang) == "en"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(pdf.Root.MarkInfo.Marked)
    assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"


def test_all_content_belongs_to_the_structure_or_to_the_page(pdf: pikepdf.Pdf) -> None:
    """Whatever is drawn is in an element, or marked as of the page only (14289-1: 7.1)."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    reached = {element.own.objgen for element in elements(pdf)}
    for page in pdf.pages:
        marks = owners[int(page.obj.StructParents)]
        depth = 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in {"BMC", "BDC"}:
                depth += 1
                if operands[0] != "/Artifact":
                    assert marks[int(operands[1].MCID)].objgen in reached
            elif name == "EMC":
                depth -= 1
            elif name in {"Tj", "TJ", "f", "f*", "S", "B", "sh", "Do"}:
                assert depth > 0, f"{name} outside of all marks"


def test_running_heads_belong_to_the_page(folder: Path) -> None:
    """Head and foot are marked as of the page, and so no part of the text (14289-1: 7.8)."""
    with pikepdf.open(next(folder.glob("*-records-*.pdf"))) as volume:
        written = [sum(1 for _ in _words_of_the_page(page)) for page in volume.pages]
    assert written[0] == 0  # the cover
    assert min(written[1:]) == 4  # title, chapter, edition, page number


def _words_of_the_page(page: pikepdf.Page) -> Iterator[object]:
    """Yield every writing of text that is marked as an artifact of the page."""
    is_artifact = False
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BDC":
            is_artifact = operands[0] == "/Artifact" and operands[1].Type == "/Pagination"
        elif str(operator) == "TJ" and is_artifact:
            yield operands


def test_elements_are_of_known_types_and_hold_something(pdf: pikepdf.Pdf) -> None:
    """Types are standard ones; an element without content is a cell of a table (14289-1: 7.1)."""
    for element in elements(pdf):
        assert element.tag in STANDARD
        assert element.kids or element.tag in {"TD", "TH"}, element


def test_headings_begin_at_one_and_skip_no_level(pdf: pikepdf.Pdf) -> None:
    """A reader can go from heading to heading (14289-1: 7.4.2)."""
    levels = [int(one.tag[1]) for one in elements(pdf) if re.fullmatch("H[1-6]", one.tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_have_heads_that_their_cells_name(pdf: pikepdf.Pdf) -> None:
    """A table has header cells with a scope; cells refer to heads that exist (14289-1: 7.5)."""
    names = pdf.Root.StructTreeRoot.IDTree.Names
    known = {str(name): element for name, element in zip(names[::2], names[1::2], strict=True)}
    heads: list[bool] = []
    for element in elements(pdf):
        if element.tag == "Table":
            heads.append(False)
        if element.tag == "TH":
            heads[-1] = True
            assert str(element.own.A.Scope) in {"/Column", "/Row"}
            assert known[str(element.own.ID)].objgen == element.own.objgen
        if element.tag in {"TH", "TD"}:
            assert element.above[-1] == "TR"
        for head in element.own.A.get("/Headers", ()) if element.tag == "TD" else ():
            assert str(head) in known
    assert all(heads)


def test_lists_hold_items_and_nothing_else(pdf: pikepdf.Pdf) -> None:
    """An item stands in a list, and a list holds items (14289-1: 7.6)."""
    for element in elements(pdf):
        if element.tag == "LI":
            assert element.above[-1] == "L"
        elif element.above[-1:] == ("L",):
            assert element.tag in {"LI", "L", "Caption"}


def test_every_link_is_a_link_to_readers(pdf: pikepdf.Pdf) -> None:
    """An annotation stands in one Link and has words; no Link is in another (14289-1: 7.18)."""
    linked = [
        (kid.Obj.objgen, element)
        for element in elements(pdf)
        for kid in element.kids
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"
    ]
    notes = {note.objgen: note for page in pdf.pages for note in page.obj.get("/Annots", ())}
    assert {name for name, _ in linked} == set(notes)
    assert len(linked) == len(notes)
    for name, element in linked:
        assert element.tag == "Link"
        assert "Link" not in element.above
        assert str(notes[name].Contents)
    assert all(page.obj.get("/Tabs") == "/S" for page in pdf.pages)


def test_an_entry_of_the_contents_is_one_link_that_says_the_status(folder: Path) -> None:
    """Title, status and page are one link, not one for each line of the layout."""
    file = next(folder.glob("*-records-*.pdf"))
    with pikepdf.open(file) as volume:
        items = [one for one in elements(volume) if one.tag == "LI"]
        links = [[kid for kid in elements_in(one) if kid.S == "/Link"] for one in items]
        entries = [found for found in links if found]
        assert len(entries) > 8
        assert {len(found) for found in entries} == {1}
    command = ["pdftotext", "-f", "2", "-l", "3", file, "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600).stdout
    said = " ".join(told.split())
    assert "Eight sailings a day Fulfilled" in said
    assert "Bicycles travel free of charge No evidence found" in said


def test_titles_in_another_language_are_marked(folder: Path) -> None:
    """The Japanese title of a record is Japanese to a reader that speaks (14289-1: 7.2)."""
    with pikepdf.open(next(folder.glob("*-records-*.pdf"))) as volume:
        languages = [str(one.own.Lang) for one in elements(volume) if "/Lang" in one.own]
    assert set(languages) == {"ja"}


def test_every_grade_of_sources_has_a_heading_and_a_table(folder: Path) -> None:
    """A reader goes from grade to grade by headings, and no table holds two."""
    with pikepdf.open(next(folder.glob("*-records-*.pdf"))) as volume:
        (document,) = volume.Root.StructTreeRoot.K
        sources = [str(kid.S) for kid in list(document.K)[-1].K]
    tables = sources.count("/Table")
    assert sources.count("/H2") == tables > 1
    assert "".join(sources).count("/H2/Table") == tables


def test_a_brief_has_headings_for_its_parts(folder: Path) -> None:
    """One heading for the agreement, and one for each picture and table."""
    with pikepdf.open(next(folder.glob("*-brief-*.pdf"))) as brief:
        tags = [one.tag for one in elements(brief)]
    assert tags.count("H1") == 1
    assert tags.count("H2") == tags.count("Table") + 1  # and the bar of all statuses


def elements_in(element: Element) -> list[Any]:
    """Return all elements below one, and below those."""
    inner = [kid for kid in element.kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return [*inner, *(low for kid in inner for low in elements_in(Element(kid, ())))]


def test_figures_have_words(pdf: pikepdf.Pdf) -> None:
    """What is drawn and has a meaning is told (14289-1: 7.3)."""
    assert all(str(one.own.get("/Alt", "")) for one in elements(pdf) if one.tag == "Figure")


def test_fonts_are_inside_and_number_their_glyphs_as_the_text_does(pdf: pikepdf.Pdf) -> None:
    """Each font is embedded and leads back to letters; codes are glyphs of it (14289-1: 7.21)."""
    fonts = [font for font in pdf.objects if _is_font(font)]
    assert fonts
    for font in fonts:
        assert "/ToUnicode" in font
        (descendant,) = font.DescendantFonts
        descriptor = descendant.FontDescriptor
        program = descriptor.get("/FontFile2", descriptor.get("/FontFile3"))
        assert program is not None
        if descendant.Subtype == "/CIDFontType0":
            top = TTFont(BytesIO(program.read_bytes()))["CFF "].cff.topDictIndex[0]
            numbered = [f"cid{at:05d}" for at in range(1, len(top.charset))]
            assert not hasattr(top, "ROS") or top.charset == [".notdef", *numbered]


def _is_font(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Subtype") == "/Type0"


def test_attached_files_say_what_they_are(pdf: pikepdf.Pdf) -> None:
    """Each has a media type, a relationship and a description (19005-3: 6.8)."""
    listed = {str(file.UF): file for file in pdf.Root.AF}
    assert set(listed) == set(pdf.attachments)
    for file in listed.values():
        assert str(file.AFRelationship) in {"/Data", "/Source", "/Supplement"}
        assert "/" in str(file.EF.F.Subtype)[1:]
        assert str(file.Desc)
        assert file.F == file.UF


def test_nothing_runs_and_nothing_is_locked(pdf: pikepdf.Pdf) -> None:
    """No script, no action on opening, no encryption, no outside picture (19005-3: 6.1, 6.5)."""
    assert not pdf.is_encrypted
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())
    assert "/JavaScript" not in pdf.Root.Names
    notes = [note for page in pdf.pages for note in page.obj.get("/Annots", ())]
    kinds = {str(note.A.S) for note in notes if "/A" in note}
    assert kinds <= {"/URI"}


@pytest.mark.skipif(not shutil.which("outloud"), reason="nox -s conformance brings outloud")
def test_another_program_finds_no_error(folder: Path) -> None:
    """``outloud`` finds no error of conformance in any file."""
    files = sorted(folder.glob("*.pdf"))
    command = ["outloud", "--layer", "conformance", "--no-info", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout
