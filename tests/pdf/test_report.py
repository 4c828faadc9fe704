"""The progress report, the briefs and the change report of an invented register, as files."""

import json
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import weasyprint
from trackers import RECORDS, environment
from weasyprint.formatting_structure.boxes import BlockBox, TableCaptionBox, TableRowBox

from pledgetrack.assessment import edition_of
from pledgetrack.line import load_register
from pledgetrack.rendering.editions import Printed, stages_of
from pledgetrack.rendering.job import Facts, Job
from pledgetrack.rendering.pdf import _surroundings
from pledgetrack.views import Lens

pytestmark = pytest.mark.pdf

DAY, SINCE = "2004-04-30", "2004-01-31"
REPORT = f"harbour-report-{DAY}.pdf"
RECORDS_FILE = f"harbour-records-{DAY}.pdf"
BRIEF = f"harbour-brief-harbour-2001-{DAY}.pdf"
CHANGES = f"harbour-changes-{SINCE}-{DAY}.pdf"
TIMETABLE = "commitments/harbour-2001/ferry-timetable.yaml"
MILLIMETRE = 72 / 25.4
SOURCES = "Sources: what the statuses rest on"

CONF = """
project = "Harbours"
extensions = ["myst_parser", "pledgetrack.sphinx_ext"]
pledgetrack_report_chapters = "history, crossings"
pledgetrack_as_of = "2004-04-30"
pledgetrack_changes_since = "2004-01-31"
"""
INDEX = "# Harbours\n\n```{toctree}\nhistory\ncrossings\n```\n"
HISTORY = """
# A short history

Two islands, [one ferry](crossings.md), and {commitment:ref}`a pier <harbour-2001/ferry-pier>`.
[The front page](index.md) is not printed. A note.[^1]

Of these pledges {commitment:figure}`counted lifecycle=met` were met in time.

## Sources

- one *item* of `code`

<script>alert(1)</script>

```{commitment:summary}
```

[^1]: The footnote stands at the foot.
"""
CROSSINGS = """
# Crossings

## Sources

```{commitment:chart} harbour-2001/ferry-sailings
```

```{commitment:table}
:agreement: harbour-2001
```
"""


@dataclass(frozen=True)
class Project:
    """A tracker with a site of three pages, and its printed files."""

    root: Path

    @property
    def folder(self) -> Path:
        """Where the files are."""
        return self.root / "pdf"

    def build(self, *options: str, folder: str = "pdf") -> tuple[int, str]:
        """Build; return the exit code and what was said on both streams."""
        places = [str(self.root / "docs"), str(self.root / folder)]
        command = [sys.executable, "-m", "sphinx", "-b", "pledgepdf"]
        run = subprocess.run(
            [*command, "-d", str(self.root / "doctrees"), *options, *places],
            env=environment(),
            capture_output=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        )
        return run.returncode, re.sub(r"\x1b\[[0-9;]*m", "", run.stdout + run.stderr)


def project_in(folder: Path) -> Project:
    """Make a tracker in which the timetable was judged again, with chapters people wrote."""
    shutil.copytree(RECORDS / "valid", folder)
    record = folder / TIMETABLE
    record.write_text(
        record.read_text("utf-8").rstrip()
        + "\n  - as_of: 2004-03-31\n    recorded: 2004-04-30\n    status: fulfilled\n"
        "    why: It hung in both harbours.\n    evidence:\n"
        "      - {stance: for, source: gazette-2003, exact: counted 9 sailings a day}\n",
        "utf-8",
    )
    pages = {"conf.py": CONF, "index.md": INDEX, "history.md": HISTORY, "crossings.md": CROSSINGS}
    for name, text in pages.items():
        (folder / "docs").mkdir(exist_ok=True)
        (folder / "docs" / name).write_text(text, "utf-8")
    return Project(folder)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project whose files are there; tests only look at them."""
    project = project_in(tmp_path_factory.mktemp("report") / "tracker")
    code, said = project.build("-W")
    assert code == 0, said
    return project


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Project:
    """Return a copy of the project, built, that a test may change."""
    shutil.copytree(built.root, tmp_path / "tracker")
    return Project(tmp_path / "tracker")


def told(*command: str | Path) -> str:
    """Run a program of poppler or qpdf and return what it says."""
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=600).stdout


@cache
def pages(file: Path) -> list[str]:
    """Return the text of each page as it is laid out."""
    return told("pdftotext", "-layout", file, "-").split("\f")[:-1]


def words(file: Path) -> str:
    """Return the text of a file with single blanks."""
    return re.sub(r"\s+", " ", told("pdftotext", file, "-"))


def marks(file: Path) -> dict[str, int]:
    """Return the bookmarks of the first level and the pages they lead to."""
    with pikepdf.open(file) as pdf, pdf.open_outline() as outline:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        return {item.title: numbers[item.destination[0].objgen] for item in outline.root}


def links(file: Path) -> list[tuple[int, str]]:
    """Return the links to other files: the page on which they stand, and where they lead."""
    with pikepdf.open(file) as pdf:
        found = [
            (number, str(note.A.URI))
            for number, page in enumerate(pdf.pages, start=1)
            for note in page.get("/Annots", [])
            if "/A" in note
        ]
    return [(number, address) for number, address in found if address.startswith("./")]


def places(file: Path) -> dict[str, int]:
    """Return the named places of a file and their pages."""
    with pikepdf.open(file) as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        tree = pikepdf.NameTree(pdf.Root.Names.Dests)
        return {str(name): numbers[place[0].objgen] for name, place in tree.items()}


def test_an_edition_has_volume_report_brief_and_changes(built: Project) -> None:
    """Each is a sound file of its own, named after the tracker, what it is, and the day."""
    names = {path.name for path in built.folder.glob("*.pdf")}
    assert names == {REPORT, RECORDS_FILE, BRIEF, CHANGES}
    for name in names:
        assert "No syntax or stream encoding errors" in told("qpdf", "--check", built.folder / name)


def test_the_contents_name_the_pages_of_the_chapters(built: Project) -> None:
    """What the contents print is where the chapter stands."""
    contents = "\n".join(pages(built.folder / REPORT)[1:3])
    found = marks(built.folder / REPORT)
    for title in (
        "What was delivered",
        SOURCES,
        "Glossary",
        "A short history",
        "Index of obligors",
    ):
        assert re.search(rf"^\s*{title}\W+{found[title]}$", contents, re.MULTILINE), title


def test_the_findings_show_four_rates_and_say_them_in_sentences(built: Project) -> None:
    """No rate stands alone, and the sentences have the numbers of the records."""
    page = pages(built.folder / REPORT)[marks(built.folder / REPORT)["What was delivered"] - 1]
    for name in ("of all judged", "whose time is up", "at least partly", "no evidence”"):
        assert name in page
    text = re.sub(r"\s+", " ", page)
    # Six commitments: three judged and all fulfilled, one without evidence, two not judged.
    assert "Of 6 commitments, 3 could be judged on 30 April 2004. 3 were fulfilled." in text
    assert "For 1 we searched and found nothing that decides." in text
    assert "No act against a pledge is recorded." in text


def test_a_line_for_each_record_leads_to_its_page_in_the_volume(built: Project) -> None:
    """The printed page is the page of the record in the other file, and so is the link."""
    stand = places(built.folder / RECORDS_FILE)
    addresses = [address for _, address in links(built.folder / REPORT)]
    text = words(built.folder / REPORT)
    for name in ("ferry-pier", "fares-pilots", "ferry-south"):
        page = stand[f"commitments/harbour-2001/{name}"]
        assert f"./{RECORDS_FILE}#page={page}" in addresses
        assert f"1, {page}" in text


def test_the_volume_leads_back_to_the_report(built: Project) -> None:
    """Whoever holds one file finds the other beside it."""
    assert f"./{REPORT}" in [address for _, address in links(built.folder / RECORDS_FILE)]


def test_chapters_are_documents_with_notes_at_the_foot(built: Project) -> None:
    """Their links stay in print, their notes go to the foot, and raw markup is left out."""
    file = built.folder / REPORT
    number = marks(file)["A short history"]
    page = pages(file)[number - 1]
    assert page.index("Two islands, one ferry") < page.index("The footnote stands at the foot.")
    assert "alert(1)" not in page
    stand = places(file)
    assert stand["document-crossings"] == marks(file)["Crossings"]
    pier = f"./{RECORDS_FILE}#nameddest=commitments/harbour-2001/ferry-pier"
    assert (number, pier) in links(file)


def test_a_number_of_a_chapter_can_be_verified(built: Project) -> None:
    """It is printed in its sentence, and the manifest lists it with its query and its page."""
    file = built.folder / REPORT
    number = marks(file)["A short history"]
    with pikepdf.open(file) as pdf:
        manifest = json.loads(pdf.attachments["manifest.json"].get_file().read_bytes())
    listed = [
        figure
        for figure in manifest["figures"]
        if figure["page"] == number and figure["filter"] == {"lifecycle": "met"}
    ]
    assert [(figure["measure"], figure["words"]) for figure in listed] == [("counted", "3")]
    assert "Of these pledges 3 were met in time." in re.sub(r"\s+", " ", pages(file)[number - 1])


def test_sections_of_chapters_do_not_take_the_names_of_ours(built: Project) -> None:
    """Two chapters have a section called Sources, and the sources of the report stay theirs."""
    file = built.folder / REPORT
    assert places(file)["sources"] == marks(file)[SOURCES]
    assert {"document-history-sources", "document-crossings-sources"} <= places(file).keys()


def test_the_index_leads_to_the_lines_of_the_records(built: Project) -> None:
    """The number beside a title is the page with its line."""
    file = built.folder / REPORT
    page = pages(file)[marks(file)["Index of obligors"] - 1]
    line = places(file)["commitments/harbour-2001/ferry-sailings"]
    assert re.search(rf"Eight sailings a day\s+{line}\b", page)
    assert line == marks(file)["Harbour Compact 2001"]


def test_a_brief_is_one_page_with_the_numbers_of_the_report(built: Project) -> None:
    """It has one side, no running head, and says where the whole stands."""
    assert len(pages(built.folder / BRIEF)) == 1
    text = words(built.folder / BRIEF)
    assert "6 commitments, of which 3 can be judged" in text
    assert "It hung in both harbours." in text
    assert {f"./{RECORDS_FILE}", f"./{REPORT}"} <= {
        address for _, address in links(built.folder / BRIEF)
    }


def test_the_changes_say_what_moved_since_the_last_edition(built: Project) -> None:
    """The record that was judged again stands there, before and now, in file and report alike."""
    page = pages(built.folder / REPORT)
    inside = page[marks(built.folder / REPORT)["What changed since the last edition"] - 1]
    for text in (words(built.folder / CHANGES), re.sub(r"\s+", " ", inside)):
        assert "1 record has another status. 1 judgement was added." in text
        assert "Judged anew" in text
        assert re.search(r"Partial.* → Fulfilled", text)
        assert "The timetable in both harbours" in text
    assert re.search(r"Fulfilled\s+2\s+3\n", pages(built.folder / CHANGES)[0])


def test_only_the_report_is_drawn_when_a_chapter_changed(project: Project) -> None:
    """A document is part of the report alone."""
    history = project.root / "docs" / "history.md"
    history.write_text(history.read_text("utf-8").replace("Two islands", "Three islands"), "utf-8")
    said = project.build()[1]
    assert "files: 1 drawn, 3 as they were" in said, said
    assert "Three islands" in words(project.folder / REPORT)


def test_a_chapter_that_is_no_document_is_refused(project: Project) -> None:
    """The message names it, and what was there stays."""
    before = (project.folder / REPORT).read_bytes()
    code, said = project.build("-D", "pledgetrack_report_chapters=histroy")
    assert code
    assert "the document histroy" in said
    assert "Traceback" not in said
    assert (project.folder / REPORT).read_bytes() == before


def test_findings_can_be_written_by_hand(project: Project) -> None:
    """The document's title is the headline, its sections are the findings; the rates stay."""
    docs = project.root / "docs"
    (docs / "findings.md").write_text(
        "---\norphan: true\n---\n# The pier came in time\n\n## Late is not never\n\nIt was late.\n"
    )
    code, said = project.build("-W", "-D", "pledgetrack_report_findings=findings")
    assert code == 0, said
    title = "The pier came in time"
    page = pages(project.folder / REPORT)[marks(project.folder / REPORT)[title] - 1]
    assert page.index(title) < page.index("of all judged")
    assert page.index("of all judged") < page.index("It was late.")
    assert "No act against a pledge" not in page


@pytest.mark.parametrize(("option", "name"), [("paper", "A5"), ("changes_since", "yesterday")])
def test_other_settings_are_refused_in_words(project: Project, option: str, name: str) -> None:
    """A paper we do not know and a day that is none end the build with what is allowed."""
    code, said = project.build("-D", f"pledgetrack_{option}={name}")
    assert code
    assert f"pledgetrack_{option} = {name!r}" in said
    assert "Write " in said


def sizes(file: Path) -> set[tuple[int, int]]:
    """Return the sizes of the pages of a file in points."""
    with pikepdf.open(file) as pdf:
        return {(round(page.mediabox[2]), round(page.mediabox[3])) for page in pdf.pages}


def outside(file: Path, margin: float) -> list[str]:
    """Return the words that stand nearer to an edge of their page than the margin, in mm."""
    found, width = [], 0.0
    for line in told("pdftotext", "-bbox", file, "-").splitlines():
        if page := re.search(r'<page width="([\d.]+)"', line):
            width = float(page[1])
        if word := re.search(r'xMin="([-\d.]+)".*xMax="([-\d.]+)".*>(.*)</word>', line):
            edge = min(float(word[1]), width - float(word[2]))
            found += [word[3]] if edge < margin * MILLIMETRE - 1 else []
    return found


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_every_file_fits_both_papers(
    built: Project, tmp_path: Path, paper: str, size: tuple[int, int]
) -> None:
    """The pages have the size that was asked for, no word leaves them, and a brief is one side."""
    project = Project(built.root)
    code, said = project.build(
        "-W", "-D", f"pledgetrack_paper={paper}", folder=f"../{tmp_path.name}-{paper}"
    )
    assert code == 0, said
    folder = built.root.parent / f"{tmp_path.name}-{paper}"
    for file in folder.glob("*.pdf"):
        assert sizes(file) == {size}
        assert outside(file, 18) == []
    assert len(pages(folder / BRIEF)) == 1
    assert "Contents" in marks(folder / REPORT)
    assert marks(folder / REPORT)["Contents"] == 2  # the cover is one page


def test_a_japanese_edition_speaks_japanese(built: Project) -> None:
    """Labels, statuses and titles are Japanese, and its file says so."""
    code, said = Project(built.root).build("-W", "-D", "language=ja", folder="../ja")
    assert code == 0, said
    folder = built.root.parent / "ja"
    report = folder / f"harbour-report-{DAY}-ja.pdf"
    text = words(report)
    for japanese in ("履行", "主な結果", "用語", "一日八便", "2004年4月30日"):
        assert japanese in text
    assert "Key findings" not in text
    with pikepdf.open(report) as pdf:
        assert str(pdf.Root.Lang) == "ja"
    fonts = told("pdffonts", report)
    assert "Noto-Sans-JP" in fonts
    assert "Noto-Serif-JP" in fonts


def boxes(box: Any) -> Iterator[Any]:
    """Yield a box of the renderer and all boxes in it."""
    yield box
    for child in getattr(box, "children", ()):
        if hasattr(child, "position_y"):
            yield from boxes(child)


def stranded(html: str, styles: str) -> Iterator[tuple[int, str]]:
    """Yield page and words of each heading that has nothing of its section on its page."""
    day = date(2004, 1, 31)
    with _surroundings(day):
        fonts = weasyprint.text.fonts.FontConfiguration()
        sheet = weasyprint.CSS(string=styles, font_config=fonts)
        drawn = weasyprint.HTML(string=html, base_url="https://neighbour.invalid/")
        document = drawn.render(stylesheets=[sheet], font_config=fonts)
    for number, page in enumerate(document.pages, start=1):
        body = page._page_box.children[0]
        heads = [box for box in boxes(body) if is_heading(box)]
        within = {id(part) for head in heads for part in boxes(head)}
        text = [box for box in boxes(body) if hasattr(box, "text") and id(box) not in within]
        for head in heads:
            start = head.position_y if "label" in classes(head) else head.position_y + head.height
            if not any(one.position_y >= start - 4 for one in text):
                yield number, "".join(getattr(part, "text", "") for part in boxes(head))


def classes(box: Any) -> list[str]:
    """Return the classes of the element of a box."""
    element = box.element
    return [] if element is None else element.get("class", "").split()


def is_heading(box: Any) -> bool:
    """Say whether a box is that of a heading, or of a row that heads others."""
    if isinstance(box, TableCaptionBox):
        return True
    if isinstance(box, TableRowBox):
        return bool({"grp", "head"} & set(classes(box)))
    return isinstance(box, BlockBox) and box.element_tag in {"h1", "h2", "h3", "h4"}


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> list[Job]:
    """Return the volume and the report of thirty generated records, not yet drawn."""
    root = tmp_path_factory.mktemp("generated") / "tracker"
    generate = Path(__file__).parents[1] / "bench" / "generate.py"
    subprocess.run([sys.executable, generate, root, "30"], check=True)
    register = load_register(root)
    printed = Printed(Lens(register, edition_of(register), "en"))
    volumes, others = stages_of(printed)
    (volume,) = volumes({})
    facts = Facts(volume.label, 200, defaultdict(lambda: 7))
    report, *_ = others({volume.name: facts})
    return [volume, report]


@pytest.mark.parametrize("at", [0, 1], ids=["volume", "report"])
def test_no_heading_is_last_on_its_page(generated: list[Job], at: int) -> None:
    """A heading stays with what it heads, wherever the page ends."""
    job = generated[at]
    assert list(stranded(job.html, job.styles)) == []


def test_the_search_for_stranded_headings_finds_one() -> None:
    """A heading that is forced to the end of a page is found, so the test above can fail."""
    html = "<p>Words.</p><h2>Alone</h2><p style='break-before: page'>What it heads.</p>"
    assert list(stranded(html, "")) == [(1, "Alone")]
