"""The page of a volume on scoring rules: the figures of the site, drawn, tagged and named."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from trackers import RECORDS

from pledgetrack.assessment import edition_of
from pledgetrack.line import load_register
from pledgetrack.rendering import composing
from pledgetrack.rendering.drawing import Job
from pledgetrack.rendering.pdf import pdf_from_html
from pledgetrack.views import Lens, RuleRow, sensitivity
from pledgetrack.vocabulary import Status

pytestmark = pytest.mark.pdf

TITLE = "How the headline depends on the rule"
MORE = (
    Status.FULFILLED,
    Status.SUBSTANTIAL,
    Status.SUBSTANTIAL,
    Status.PARTIAL,
    Status.PARTIAL,
    Status.STARTED,
    Status.CONTRARY,
)
"""With the three judged records of the register ten: the fewest for a percentage."""

RECORD = """\
id: harbour-2001/ferry-more-{number}
title: Ferry number {number}
text:
  - {{lines: 8, exact: "build a second pier at its harbour by the end of 2003"}}
kind: action
by: [south]
force: firm
verb: will
assessments:
  - as_of: 2003-03-31
    recorded: 2004-01-31
    status: {status}
    why: The paper says so.
    evidence:
      - stance: {stance}
        source: gazette-2003
        lines: 3
        exact: "The second pier was opened on 14 February 2003."
"""


def lens_with(folder: Path, more: tuple[Status, ...], language: str = "en") -> Lens:
    """Return the register of the ferries with more judged records."""
    shutil.copytree(RECORDS / "valid", folder)
    for number, status in enumerate(more, start=1):
        stance = "against" if status is Status.CONTRARY else "for"
        record = RECORD.format(number=number, status=status.value, stance=stance)
        path = folder / "commitments" / "harbour-2001" / f"ferry-more-{number}.yaml"
        path.write_text(record, "utf-8")
    register = load_register(folder)
    return Lens(register, edition_of(register), language)


def job_of(lens: Lens) -> Job:
    """Return the one volume of the register."""
    (job,) = composing.volume_jobs(lens)
    return job


def draw(job: Job) -> bytes:
    """Draw a volume."""
    return pdf_from_html(job.html, job.styles, job.day, job.attachments)


@dataclass(frozen=True)
class Drawn:
    """A volume and the views it was composed from."""

    lens: Lens
    file: Path

    @property
    def rows(self) -> tuple[RuleRow, ...]:
        """The rules as the site shows them."""
        return sensitivity(self.lens).rows

    @property
    def page(self) -> str:
        """The text of the page of rules as it is laid out."""
        done = subprocess.run(
            ["pdftotext", "-layout", self.file, "-"], capture_output=True, text=True, check=True
        )
        (page,) = (page for page in done.stdout.split("\f") if f"\n{TITLE}\n" in page)
        return page


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    """Return a volume in which ten records were judged."""
    folder = tmp_path_factory.mktemp("rules")
    lens = lens_with(folder / "tracker", MORE)
    file = folder / "volume.pdf"
    file.write_bytes(draw(job_of(lens)))
    return Drawn(lens, file)


def test_the_page_follows_the_summary_in_bookmarks_and_contents(drawn: Drawn) -> None:
    """There is one such page; the bookmark and the contents lead to it."""
    with pikepdf.open(drawn.file) as pdf, pdf.open_outline() as outline:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        found = {item.title: numbers[item.destination[0].objgen] for item in outline.root}
    assert list(found)[2:4] == ["What was delivered", TITLE]
    assert found[TITLE] == found["What was delivered"] + 1
    assert found["Harbour Compact 2001"] == found[TITLE] + 1
    listed = subprocess.run(
        ["pdftotext", "-layout", "-f", "2", "-l", "2", drawn.file, "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert re.search(rf"{TITLE}\s+{found[TITLE]}\n", listed)


def test_its_percentages_are_those_of_the_site(drawn: Drawn) -> None:
    """Each row has the four figures and the number of pledges that the directive shows."""
    figures = re.findall(
        r"(?<!\d)(\d+) +(\d+) +(\d+) +(\d+) +(\d+(?: / \d+)?)$", drawn.page, re.MULTILINE
    )
    wanted = []
    for row in drawn.rows:
        bases = dict.fromkeys((row.strict.records, row.lenient.records))
        wanted.append((*(str(one.percent) for one in row.all), " / ".join(map(str, bases))))
    assert figures == wanted
    # Fulfilled 3, substantial 2, partial 3, started 1, contrary 1; no evidence 1.
    assert ("30", "50", "27", "45", "10") in figures
    # Marks 1, 2/3, 2/3, 1/3 and 0 make 20/3; the lenient reading leaves the contrary one out.
    assert ("67", "74", "61", "67", "10 / 9") in figures


def test_it_says_what_its_columns_mean(drawn: Drawn) -> None:
    """The span, both readings and the pledges without evidence stand in words."""
    words = re.sub(r"\s+", " ", drawn.page)
    span = sensitivity(drawn.lens).span
    assert span is not None
    assert f"The same records give {span[0]} to {span[1]} percent." in words
    assert "The same 10 judged pledges under 7 rules, as of 31 January 2004. Percent." in words
    assert "the strict reading takes the lower mark; the lenient one takes the higher" in words
    assert "“+ 1”: the pledge for which no evidence was found counted as not kept." in words


def test_every_row_has_a_figure_that_tells_its_values(drawn: Drawn) -> None:
    """The marks of each rule are a tagged figure whose words have the numbers of the table."""
    with pikepdf.open(drawn.file) as pdf:
        told = [
            str(element.get("/Alt", ""))
            for element in pdf.objects
            if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/Figure"
        ]
    assert all(told)
    assert "Range, percent" in told
    values = {tuple(map(int, re.findall(r" (\d+)\b", alt))) for alt in told if ": strict " in alt}
    assert sum(": strict " in alt for alt in told) == len(drawn.rows) == 7
    assert values == {tuple(one.percent for one in row.all) for row in drawn.rows}


def test_the_same_register_gives_the_same_bytes(drawn: Drawn, tmp_path: Path) -> None:
    """Composed again from another folder, the volume is to be the same file."""
    again = lens_with(tmp_path / "elsewhere", MORE)
    assert job_of(again).digest() == job_of(drawn.lens).digest()


def test_below_ten_a_sentence_stands_in_the_summary(tmp_path: Path) -> None:
    """With nine judged records there is no page and no entry, and the summary says why."""
    html = job_of(lens_with(tmp_path / "nine", MORE[1:])).html
    assert TITLE not in html
    assert 'id="rules"' not in html
    summary = html[html.index('id="summary"') : html.index('id="harbour-2001"')]
    words = re.sub("<[^>]*>", "", summary)
    assert "9 pledges could be judged: too few for a percentage under any rule." in words


def test_the_page_is_there_in_japanese(tmp_path: Path) -> None:
    """Its words are translated; the figures stay."""
    html = job_of(lens_with(tmp_path / "ten", MORE, "ja")).html
    page = html[html.index('id="rules"') : html.index('id="harbour-2001"')]
    assert "規則によって変わる割合" in page
    assert "「+1」" in page
    assert not re.search("Strict|Lenient|strict|lenient|percent", re.sub("<[^>]*>", "", page))
