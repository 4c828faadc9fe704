"""``sphinx-build -b pledgepdf``: the volume of an invented register, and what stops it."""

import contextlib
import hashlib
import io
import json
import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from sphinx.cmd.build import main as sphinx_build

from pledgetrack.assessment import edition_of
from pledgetrack.errors import RenderingError
from pledgetrack.line import load_register
from pledgetrack.rendering import composing
from pledgetrack.rendering.drawing import Job, draw_changed
from pledgetrack.rendering.export import export_json
from pledgetrack.rendering.volumes import volumes_of
from pledgetrack.views import Lens

pytestmark = pytest.mark.pdf

REGISTER = Path(__file__).parents[1] / "records" / "valid"
NAME = "harbour-records-2004-01-31.pdf"
MILLIMETRE = 72 / 25.4


@dataclass(frozen=True)
class Project:
    """A copy of the register with a site of one page."""

    root: Path

    @property
    def volume(self) -> Path:
        """The file that holds the whole register."""
        return self.root / "pdf" / NAME

    def build(self, *options: str) -> tuple[int, str]:
        """Build the volumes; return the exit code and what was said on both streams."""
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            places = [str(self.root / "docs"), str(self.root / "pdf")]
            trees = str(self.root / "doctrees")
            code = sphinx_build(["-b", "pledgepdf", "-d", trees, *options, *places])
        return code, re.sub(r"\x1b\[[0-9;]*m", "", said.getvalue())

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace words in a file; they must be there."""
        file = self.root / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    def lens(self, language: str = "en") -> Lens:
        """Return the views of the register."""
        register = load_register(self.root)
        return Lens(register, edition_of(register), language)


def project_in(folder: Path) -> Project:
    """Copy the register into a folder and give it a site of one page."""
    shutil.copytree(REGISTER, folder, dirs_exist_ok=True)
    (folder / "docs").mkdir()
    conf = 'project = "Harbours"\nextensions = ["pledgetrack.sphinx_ext"]\n'
    (folder / "docs" / "conf.py").write_text(conf, "utf-8")
    (folder / "docs" / "index.rst").write_text("Harbours\n========\n\nA page.\n", "utf-8")
    return Project(folder)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project that a test may change and build."""
    return project_in(tmp_path / "tracker")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project whose volume is there; tests only look at it."""
    project = project_in(tmp_path_factory.mktemp("volume") / "tracker")
    code, said = project.build("-W")
    assert code == 0, said
    return project


def told(*command: str | Path) -> str:
    """Run a program of poppler or qpdf and return what it says."""
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=600).stdout


def pages(volume: Path) -> list[str]:
    """Return the text of each page as it is laid out."""
    return told("pdftotext", "-layout", volume, "-").split("\f")[:-1]


def page_with(volume: Path, words: str) -> str:
    """Return the first page on which the words stand."""
    return next(page for page in pages(volume) if words in page)


def outline(volume: Path) -> list[tuple[int, str, int]]:
    """Return the bookmarks: depth, title, page from 1."""
    found: list[tuple[int, str, int]] = []
    with pikepdf.open(volume) as pdf, pdf.open_outline() as bookmarks:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}

        def walk(items: list[pikepdf.OutlineItem], depth: int) -> None:
            for item in items:
                found.append((depth, item.title, numbers[item.destination[0].objgen]))
                walk(item.children, depth + 1)

        walk(bookmarks.root, 1)
    return found


def test_the_file_is_whole_and_of_the_register(built: Project) -> None:
    """A volume has no fault of syntax, and says its language, its title and its day."""
    assert "No syntax or stream encoding errors" in told("qpdf", "--check", built.volume)
    with pikepdf.open(built.volume) as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert str(pdf.docinfo["/Title"]) == "Harbour Compact Tracker · 31 January 2004"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20040131"


def test_every_font_is_embedded(built: Project) -> None:
    """All fonts are ours, embedded, cut to what is used, and can be read back as text."""
    rows = told("pdffonts", built.volume).splitlines()[2:]
    assert len(rows) > 3
    assert all(re.search(r" yes +yes +yes ", row) for row in rows)
    names = {row.split()[0].partition("+")[2].rstrip(",") for row in rows}
    families = ("Source-Serif-4", "Source-Sans-3", "Source-Code-Pro", "Noto-S")
    assert all(name.startswith(families) for name in names), names


def test_bookmarks_name_agreements_chapters_and_records(built: Project) -> None:
    """The bookmarks are the parts of the volume, down to each record, in their order."""
    marks = [(depth, title) for depth, title, _ in outline(built.volume)]
    assert marks == [
        (1, "Cover"),
        (1, "Contents"),
        (1, "What was delivered"),
        (1, "Harbour Compact 2001"),
        (2, "1. Ferries"),
        (3, "Eight sailings a day"),
        (3, "A second pier and a timetable"),
        (3, "A second pier in the southern harbour"),
        (3, "The timetable in both harbours"),
        (3, "Bicycles travel free of charge"),
        (2, "2. Fares"),
        (3, "Lower fares for residents"),
        (3, "Thanks to the harbour pilots"),
        (1, "Sources: what the statuses rest on"),
    ]


def test_the_contents_name_the_page_of_every_record(built: Project) -> None:
    """Each record stands in the contents with its status and the page of its bookmark."""
    contents = page_with(built.volume, "In this volume")
    records = [(title, page) for depth, title, page in outline(built.volume) if depth == 3]
    assert len(records) == 7
    for title, page in records:
        assert re.search(rf"{re.escape(title)} [A-Z][a-z ]+ {{2,}}{page}\n", contents), title


def test_every_page_but_the_cover_says_day_and_provisional_records(built: Project) -> None:
    """A page taken out of the volume still tells its day and how much is provisional."""
    cover, *others = pages(built.volume)
    foot = "As of 31 January 2004 · 6 of 6 records provisional"
    assert foot not in cover
    assert "PROVISIONAL" in cover
    for number, page in enumerate(others, start=2):
        assert re.search(rf"{foot}\s+{number}\s*$", page)


def test_headings_skip_no_level(built: Project) -> None:
    """The headings begin at the first level and go down one level at a time."""
    tags = told("pdfinfo", "-struct", built.volume)
    levels = [int(level) for level in re.findall(r"^\s*H([1-6]) ", tags, re.MULTILINE)]
    assert levels[0] == 1
    assert levels.count(2) >= 7
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_order_of_a_record_is_that_of_the_look(built: Project) -> None:
    """A record goes from the promise by criteria and evidence to the status and its grounds."""
    (job,) = composing.volume_jobs(built.lens())
    record = job.html[job.html.index(">harbour-2001/ferry-pier</p>") :]
    parts = ["What was promised", "Who, by when, how firmly", "What would count", "Evidence for"]
    places = [record.index(f">{words}<") for words in (*parts, "Why this status", "How we know")]
    assert places == sorted(places)


def test_what_two_reports_carry_is_made_once(built: Project) -> None:
    """A brief has the data of the volume of its agreement, and takes them as they are."""
    composer = composing.Composer.of(built.lens())
    records = composer.volumes[0].records
    assert composer.enclosure.of(records) is composer.enclosure.of(reversed(records))
    assert composer.enclosure.of(records) is not composer.enclosure.of(records[1:])


def test_a_part_holds_what_its_records_rest_on_and_no_more(built: Project) -> None:
    """So an edit of what one volume rests on leaves the others as they are."""
    enclosure = composing.Composer.of(built.lens()).enclosure
    held = {}
    for name in ("fares-pilots", "ferry-sailings"):
        register = enclosure.of([f"harbour-2001/{name}"]).attachments[0]
        files = json.loads(register.content)["files"]
        paths = (*files["commitment"], *files["series"], *files["source"])
        held[name] = [path.removeprefix("commitments/") for path in paths]
    text, gazette = "sources/harbour-2001-text.yaml", "sources/gazette-2003.yaml"
    sailings = ["harbour-2001/ferry-sailings.yaml", "series/sailings.yaml", gazette, text]
    assert held == {
        "fares-pilots": ["harbour-2001/fares-pilots.yaml", text],
        "ferry-sailings": sailings,
    }


def test_a_figure_that_the_data_do_not_bear_out_is_not_drawn(
    built: Project, tmp_path: Path
) -> None:
    """It is counted again in the register that the file would carry; the message has both."""
    (job,) = composing.volume_jobs(built.lens())
    number, first = next(one for one in enumerate(job.marks) if one[1].measure == "counted")
    marks = list(job.marks)
    marks[number] = replace(first, value=1 + int(str(first.value)))
    wrong = replace(job, marks=tuple(marks))
    with pytest.raises(RenderingError, match=f"{NAME}: .* by its data it is {first.value}"):
        draw_changed([lambda _: [wrong]], tmp_path, 1, lambda _: None)
    assert not (tmp_path / NAME).exists()


def test_what_has_an_id_holds_only_words(built: Project) -> None:
    """Styles are shared by elements alike, and with them the work; below an id none are alike."""
    (job,) = composing.volume_jobs(built.lens())
    named = re.findall(
        r'<(\w+)[^>]* id="(?:commitments/)?harbour-2001[^"]*"[^>]*>(.*?)</\1>', job.html
    )
    assert len(named) > len(built.lens().judgements) / 2
    assert {tag for tag, _ in named} == {"p"}
    assert not [words for _, words in named if re.search("<(p|div|table|ul|ol|dl)", words)]


def test_figures_have_words_for_those_who_do_not_see_them(built: Project) -> None:
    """No figure is without words instead, and those of a bar are its numbers."""
    with pikepdf.open(built.volume) as pdf:
        figures = [
            str(element.get("/Alt", ""))
            for element in pdf.objects
            if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/Figure"
        ]
    assert "Fulfilled 2, Partial 1" in figures
    assert all(figures)


def test_japanese_titles_can_be_read_out(built: Project) -> None:
    """A Japanese title comes back from the file as the letters that were written."""
    assert "一日八便" in told("pdftotext", built.volume, "-")


def test_the_data_inside_are_the_export_and_the_cover_shows_their_digest(built: Project) -> None:
    """The attachment is what the command exports, and the reader can prove it by the cover."""
    lens = built.lens()
    with pikepdf.open(built.volume) as pdf:
        data = pdf.attachments["register.json"].get_file().read_bytes()
        files = {str(file.UF): str(file.AFRelationship) for file in pdf.Root.AF}
    assert files == {
        "register.json": "/Data",
        "register.schema.json": "/Supplement",
        "records.csv": "/Data",
        "records.zip": "/Source",
        "manifest.json": "/Supplement",
    }
    assert data.decode() == export_json(lens.register, lens.edition)
    cover = re.sub(r"\s+", "", pages(built.volume)[0])
    assert hashlib.sha256(data).hexdigest() in cover


def test_the_summary_has_four_rates_and_every_count(built: Project) -> None:
    """No rate stands alone: each says of what it is one, and the counts stand below."""
    page = page_with(built.volume, "Four ways to say it")
    for words in ("of all judged", "whose time is up", "at least partly", "no evidence”"):
        assert words in page
    # Three of six counted pledges are judged, and two of the three were kept in full.
    assert re.search(r"All\s+2\s+1\s+1\s+1\s+1\s+6", page)


def test_sources_say_how_many_records_rest_on_them(built: Project) -> None:
    """The count beside a source is that of the files that cite it."""
    page = page_with(built.volume, "\nSources: what the statuses rest on")
    folder = built.root / "commitments" / "harbour-2001"
    records = [path.read_text("utf-8") for path in folder.glob("*.yaml")]
    citing = sum("gazette-2003" in text or "sailings" in text for text in records)
    assert re.search(rf"Harbour Gazette.*stored\s+{citing}\n", page)
    assert re.search(rf"The Harbour Compact.*stored\s+{len(records)}\n", page)


def boxes(volume: Path) -> list[tuple[float, float, float, str]]:
    """Return left and right end of each word, the width of its page, and the word."""
    layout = told("pdftotext", "-bbox", volume, "-")
    found = []
    width = 0.0
    for line in layout.splitlines():
        if page := re.search(r'<page width="([\d.]+)"', line):
            width = float(page[1])
        if word := re.search(r'xMin="([-\d.]+)".*xMax="([-\d.]+)".*>(.*)</word>', line):
            found.append((float(word[1]), float(word[2]), width, word[3]))
    return found


def assert_inside_margins(volume: Path) -> None:
    """Fail with the words of a volume that stand outside the margins."""
    margin = 20 * MILLIMETRE - 1
    words = boxes(volume)
    assert words
    outside = [
        word for left, right, width, word in words if left < margin or right > width - margin
    ]
    assert outside == []


def test_no_word_leaves_the_margins(built: Project) -> None:
    """All words of the volume stand inside the margins."""
    assert_inside_margins(built.volume)


def test_a_volume_is_drawn_when_it_changed(built: Project, project: Project) -> None:
    """Files of the same register are taken as they are; only an edit draws them again."""
    shutil.copytree(built.root / "pdf", project.root / "pdf")
    files = len(list((project.root / "pdf").glob("*.pdf")))
    said = project.build()[1]
    assert f"files: 0 drawn, {files} as they were" in said
    assert "drawn: " not in said  # progress is for terminals

    pier = "commitments/harbour-2001/ferry-pier.yaml"
    project.edit(pier, "A second pier in", "A third pier in")
    assert "files: 0 drawn" not in project.build()[1]
    assert "A third pier in the southern harbour" in told("pdftotext", project.volume, "-")


def test_another_day_is_another_file_and_the_old_one_goes(built: Project, project: Project) -> None:
    """The folder holds the edition that was asked for and none from before."""
    shutil.copytree(built.root / "pdf", project.root / "pdf")
    assert project.build("-D", "pledgetrack_as_of=2003-06-30")[0] == 0
    names = {path.name for path in (project.root / "pdf").glob("*.pdf")}
    assert "harbour-records-2003-06-30.pdf" in names
    assert not any("records-2004" in name or "report-2004" in name for name in names)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("harbour-2001/ferry-pier.yaml", "kind: action", "kind: actoin"),
        ("sources/gazette-2003.yaml", "grade: press", 'grade: press\nurl: "javascript:alert(1)"'),
        ("harbour-2001/ferry-pier.yaml", "A second pier in", '"\\u202Ereip dnoces A"'),
    ],
)
def test_a_register_with_errors_gets_no_pdf(
    project: Project, path: str, old: str, new: str
) -> None:
    """The build fails each time, names the file at fault and leaves no volume."""
    project.edit(f"commitments/{path}", old, new)
    for _ in range(2):
        code, said = project.build()
        assert code
        assert "no PDF of a register with errors" in said
        assert f"commitments/{path}:" in said
        assert "Traceback" not in said
    assert list((project.root / "pdf").glob("*.pdf")) == []


def test_a_character_without_a_glyph_is_named_with_its_record(project: Project) -> None:
    """A letter that no font has stops the build; the message names letter and file."""
    project.edit("commitments/harbour-2001/ferry-pier.yaml", "A second pier in", "\U0001f680 in")
    project.edit("commitments/harbour-2001/ferry-timetable.yaml", "The timetable", "שלום")
    code, said = project.build()
    assert code
    pier, timetable = (line for line in said.splitlines() if "no font of the report" in line)
    assert "commitments/harbour-2001/ferry-pier.yaml:2:8: no font" in pier
    assert "U+1F680 ROCKET; it has Latin" in pier
    assert "commitments/harbour-2001/ferry-timetable.yaml" in timetable
    assert "U+05DC HEBREW LETTER LAMED" in timetable
    assert "Traceback" not in said
    assert list((project.root / "pdf").glob("*.pdf")) == []


def test_hostile_words_stay_words_within_the_page(project: Project) -> None:
    """Markup is printed as it is written, and a word without end is broken, not cut off."""
    word, title = "unendlich" * 34, "Hafen" * 30
    script = "<script>alert(1)</script><img src=x>{{ 7 * 7 }}"
    project.edit(
        "commitments/harbour-2001/ferry-pier.yaml", "A second pier in the southern harbour", title
    )
    project.edit("commitments/harbour-2001/ferry-pier.yaml", "The pier was open to ships.", word)
    project.edit(
        "commitments/harbour-2001/ferry-timetable.yaml",
        "The paper saw none in the northern harbour.",
        script,
    )
    code, said = project.build()
    assert code == 0, said
    assert_inside_margins(project.volume)
    text = re.sub(r"\s+", " ", told("pdftotext", project.volume, "-"))
    assert script in text
    assert word in re.sub(r"\s+", "", text)
    assert title in re.sub(r"\s+", "", text)


@pytest.mark.parametrize(
    ("language", "known_by", "name"),
    [
        ("en", None, "harbour-records-2004-01-31.pdf"),
        ("ja", None, "harbour-records-2004-01-31-ja.pdf"),
        ("en", date(2004, 1, 31), "harbour-records-2004-01-31-known-2004-01-31.pdf"),
    ],
)
def test_the_name_tells_edition_and_language(
    built: Project, language: str, known_by: date | None, name: str
) -> None:
    """The name has the day, and where they matter the language and the day of knowledge."""
    register = load_register(built.root)
    lens = Lens(register, edition_of(register, known_by=known_by), language)
    assert [job.name for job in composing.volume_jobs(lens)] == [name]


def jobs_of(project: Project, limit: int, monkeypatch: pytest.MonkeyPatch) -> dict[str, Job]:
    """Compose the volumes as if no more than ``limit`` pages went into one."""
    monkeypatch.setattr(composing, "volumes_of", partial(volumes_of, limit=limit))
    return {job.name: job for job in composing.volume_jobs(project.lens())}


def records_in(job: Job) -> set[str]:
    """Return the paths of the records whose data are attached to a volume."""
    return set(json.loads(job.attachments[0].content)["files"]["commitment"])


def test_the_volumes_of_a_large_register_share_out_its_records(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each record is in one volume, and each volume says which of how many it is."""
    jobs = jobs_of(project, 6, monkeypatch)
    assert len(jobs) > 1
    held = [path for job in jobs.values() for path in records_in(job)]
    assert len(held) == len(set(held)) == 7
    for number, job in enumerate(jobs.values(), start=1):
        assert f"part {number} of {len(jobs)}" in job.html
        assert job.attachments[0].content != next(iter(jobs.values())).attachments[0].content or (
            number == 1
        )


def test_an_edit_changes_only_the_volume_that_holds_the_record(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The digests of all other volumes stay, so these are not drawn again."""
    before = {name: job.digest() for name, job in jobs_of(project, 6, monkeypatch).items()}
    path = "commitments/harbour-2001/fares-pilots.yaml"
    project.edit(path, "Thanks to the harbour pilots", "Many thanks to the pilots")
    after = jobs_of(project, 6, monkeypatch)
    changed = [name for name, job in after.items() if job.digest() != before[name]]
    assert changed == [name for name, job in after.items() if path in records_in(job)]
