"""Reports that are handed around: their list, their sums, and their place in a site."""

import contextlib
import io
import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from forging import CONF
from sphinx.cmd.build import main as sphinx_build
from trackers import RECORDS

from pledgetrack.errors import UsageError
from pledgetrack.rendering.drawing import draw_changed
from pledgetrack.rendering.job import Job, Label
from pledgetrack.rendering.shelf import LIST, SUMS, Shelf

pytestmark = [pytest.mark.pdf, pytest.mark.sphinx]

DAY = date(2004, 1, 31)
PIER = "commitments/harbour-2001/ferry-pier"


def job(name: str, kind: str, title: str, body: str) -> Job:
    """Make a small report."""
    html = f'<html lang="en"><head><title>{title}</title></head><body>{body}</body></html>'
    styles = '@page { size: A6 } body { font-family: "Source Serif 4" }'
    label = Label(kind, title, "en", "harbour", DAY.isoformat())
    return Job(name, "1", html, styles, DAY, (), label)


def draw(folder: Path, words: str = "A second pier") -> None:
    """Draw a report and a volume into a folder, in an order that is not that of the list."""
    record = f'<p>Cover</p><p style="break-before: page" id="{PIER}">{words}</p>'
    chapter = '<p style="break-before: page" id="harbour-2001">The compact</p>'
    jobs = [
        job("harbour-records-2004-01-31.pdf", "volume", "Records", record + chapter),
        job(
            "harbour-report-2004-01-31.pdf", "report", "Progress <1>", f'<p id="{PIER}">A line</p>'
        ),
    ]
    folder.mkdir(exist_ok=True)
    draw_changed([lambda _: jobs], folder, 1, lambda _: None)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of reports; tests only read it."""
    folder = tmp_path_factory.mktemp("reports") / "pdf"
    draw(folder)
    return folder


def test_the_list_says_what_each_file_is(pdf: Path) -> None:
    """The report stands first; pages, size and sum are those of the file."""
    data = json.loads((pdf / LIST).read_text("utf-8"))
    report, volume = data["reports"]
    assert report["file"] == "harbour-report-2004-01-31.pdf"
    assert report["latest"] == "harbour-report-latest.pdf"
    assert volume["title"] == "Records"
    assert volume["pages"] == 3
    assert volume["bytes"] == (pdf / volume["file"]).stat().st_size
    assert volume["places"] == {PIER: 2, "harbour-2001": 3}


def test_the_sums_are_what_sha256sum_reads(pdf: Path) -> None:
    """Whoever has the files and their sums can check them with the usual program."""
    command = ["sha256sum", "-c", SUMS]
    done = subprocess.run(command, cwd=pdf, capture_output=True, text=True, check=True, timeout=600)
    assert done.stdout.count(": OK") == 2


def test_a_place_is_that_in_the_volume(pdf: Path) -> None:
    """The report names a record too, but in the volume it stands in full."""
    shelf = Shelf.read(pdf)
    assert shelf.place_of(PIER) == "harbour-records-2004-01-31.pdf#page=2"
    assert shelf.place_of("commitments/harbour-2001/nobody") == ""


@pytest.mark.parametrize("text", ["", "{}", '{"reports": [{"file": "../../x.pdf"}]}', "[1]"])
def test_a_spoiled_list_is_told(tmp_path: Path, text: str) -> None:
    """A list that is none is an error for people, and leads nowhere outside the folder."""
    (tmp_path / LIST).write_text(text, "utf-8")
    with pytest.raises(UsageError, match=r"is no list of reports; build them again"):
        Shelf.read(tmp_path)


@dataclass(frozen=True)
class Site:
    """A site of the small tracker with a page of reports."""

    root: Path

    def build(self, *options: str) -> tuple[int, str]:
        """Build the site; return the exit code and what was said."""
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = sphinx_build([*options, str(self.root / "docs"), str(self.root / "html")])
        return code, re.sub(r"\x1b\[[0-9;]*m", "", said.getvalue())

    def read(self, path: str) -> str:
        """Return a file of the site."""
        return (self.root / "html" / path).read_text("utf-8")


WITH = ("-D", "pledgetrack_reports=../pdf")


@pytest.fixture
def site(tmp_path: Path, pdf: Path) -> Site:
    """Return a site whose reports were built."""
    root = tmp_path / "tracker"
    shutil.copytree(RECORDS / "valid", root)
    shutil.copytree(pdf, root / "pdf")
    (root / "docs").mkdir()
    (root / "docs" / "conf.py").write_text(CONF, "utf-8")
    text = "Harbours\n========\n\n.. commitment:reports::\n"
    (root / "docs" / "index.rst").write_text(text, "utf-8")
    return Site(root)


def test_a_site_has_its_reports_beside_it(site: Site, pdf: Path) -> None:
    """Files, list and sums are copied; the newest has a name without a day; links lead there."""
    code, said = site.build("-W", *WITH)
    assert code == 0, said
    folder = site.root / "html" / "reports"
    assert {path.name for path in folder.iterdir()} == {
        LIST,
        SUMS,
        "harbour-records-2004-01-31.pdf",
        "harbour-records-latest.pdf",
        "harbour-report-2004-01-31.pdf",
        "harbour-report-latest.pdf",
    }
    for latest in folder.glob("*-latest.pdf"):
        dated = pdf / latest.name.replace("latest", "2004-01-31")
        assert latest.read_bytes() == dated.read_bytes()
    page = site.read("index.html")
    links = re.findall(r'href="(reports/[^"]+)"', page)
    assert len(links) == 4
    assert all((site.root / "html" / link).is_file() for link in links)
    assert "Progress &lt;1&gt;" in page
    for line in (pdf / SUMS).read_text("utf-8").splitlines():
        assert line.split()[0] in page


def test_without_reports_the_page_says_how_to_get_them(site: Site) -> None:
    """A site that is built alone has no dead link; one that had reports loses them."""
    assert site.build("-W", *WITH)[0] == 0
    assert site.build("-W")[0] == 0
    page = site.read("index.html")
    assert "nox -s report" in page
    assert 'href="reports/' not in page
    assert not (site.root / "html" / "reports").exists()


def test_a_page_follows_the_reports(site: Site) -> None:
    """New reports are seen by the next build, which a clean one would not better."""
    assert site.build("-W", *WITH)[0] == 0
    old = site.read("index.html")
    draw(site.root / "pdf", "A third pier")
    assert site.build("-W", *WITH)[0] == 0
    sums = (site.root / "pdf" / SUMS).read_text("utf-8")
    assert site.read("reports/SHA256SUMS") == sums
    page = site.read("index.html")
    assert page != old
    assert all(line.split()[0] in page for line in sums.splitlines())
    shutil.rmtree(site.root / "html")
    assert site.build("-W", *WITH)[0] == 0
    assert site.read("index.html") == page


def test_reports_that_are_not_there_stop_the_build(site: Site) -> None:
    """The message says what to do."""
    shutil.rmtree(site.root / "pdf")
    code, said = site.build(*WITH)
    assert code
    assert "pledgetrack_reports = '../pdf'" in said
    assert "Build them first with sphinx-build -b pledgepdf" in said


@pytest.mark.parametrize("builder", ["text", "latex"])
def test_other_builders_list_the_reports(site: Site, builder: str) -> None:
    """Where there are no pages of ours the list is a table of names and sums."""
    assert site.build("-W", "-b", builder, *WITH)[0] == 0
    written = [path for path in (site.root / "html").iterdir() if path.suffix in {".txt", ".tex"}]
    text = "".join(path.read_text("utf-8") for path in written)
    text = text.replace("\\sphinxhyphen{}", "-")  # LaTeX would else make a dash of two
    for line in (site.root / "pdf" / SUMS).read_text("utf-8").splitlines():
        assert line in text
