"""A finished page to a PDF: tagged, self-contained, the same bytes, and nothing from outside."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from serving import serving

from pledgetrack.errors import RenderingError
from pledgetrack.rendering.glyphs import missing_characters
from pledgetrack.rendering.pdf import PANGO_REMEDY, Attachment, pdf_from_html

pytestmark = pytest.mark.pdf

DAY = date(2004, 1, 31)
PICTURE = (
    "data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 9 9%22%3E"
    "%3Crect width=%229%22 height=%229%22/%3E%3C/svg%3E"
)
STYLES = f"""
@page {{ size: A4; @bottom-left {{ content: string(foot); font: 8pt "Source Sans 3" }} }}
body {{ font: 10pt "Source Serif 4", "Noto Serif JP"; string-set: foot attr(data-foot) }}
table {{ font-family: "Source Sans 3", "Noto Sans JP" }}
.mark {{ display: inline-block; width: 9pt; height: 9pt; background-image: url("{PICTURE}") }}
"""
BODY = """
<h1>The compact of the harbours</h1>
<p><span class="mark"></span> The southern island will publish its timetable.</p>
<p lang="ja">南の島は時刻表を公表する。</p>
<table><thead><tr><th>Harbour</th><th>Sailings</th></tr></thead>
<tbody><tr><th scope="row">South</th><td>12</td></tr></tbody></table>
<p><a href="https://example.org/timetable">the timetable</a></p>
"""


def page(body: str = BODY) -> str:
    """Put a body into a whole document."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harbours</title>'
        '<meta name="dcterms.created" content="2004-01-31"></head>'
        f'<body data-foot="As of 31 January 2004">{body}</body></html>'
    )


def draw(body: str = BODY, styles: str = STYLES) -> bytes:
    """Draw a body with the styles and the attachment of these tests."""
    return pdf_from_html(page(body), styles, DAY, (Attachment("data.json", "Data", b"{}\n"),))


@pytest.fixture(scope="module")
def drawn() -> bytes:
    """Return the page of these tests as a PDF, drawn once."""
    return draw()


@pytest.fixture
def file(drawn: bytes, tmp_path: Path) -> Path:
    """Return the same PDF as a file, for programs that read files."""
    path = tmp_path / "page.pdf"
    path.write_bytes(drawn)
    return path


def told(*command: str | Path) -> str:
    """Run a program of poppler or qpdf and return what it says."""
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    return done.stdout


def test_the_file_is_whole(file: Path) -> None:
    """An independent reader finds no fault in syntax or streams."""
    assert "No syntax or stream encoding errors" in told("qpdf", "--check", file)


def test_it_names_itself_its_language_and_its_day(drawn: bytes) -> None:
    """Title, language and day are those of the page; it claims PDF/UA-1 and PDF/A-3a."""
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert pdf.docinfo["/Title"] == "Harbours"
        assert pdf.docinfo["/CreationDate"] == "D:20040131"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        metadata = pdf.Root.Metadata.read_bytes().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert re.search(r'pdfaid:part="3"', metadata)
    assert re.search(r'pdfaid:conformance="A"', metadata)


def test_it_is_tagged_in_reading_order(file: Path) -> None:
    """The tags come in the order of the page, and the foot of a page is not among them."""
    tags = told("pdfinfo", "-struct-text", file)
    order = ["H1", "The compact of the harbours", "P (block)", "Table", "TH", "TD", "Link"]
    places = [tags.index(word) for word in order]
    assert places == sorted(places)
    assert "As of 31 January" not in tags  # the foot is no part of the text


def test_header_cells_say_what_they_head(drawn: bytes) -> None:
    """Each header cell is tagged as that of a column or of a row."""
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        scopes = [
            str(element.A.Scope)
            for element in pdf.objects
            if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/TH"
        ]
    assert sorted(scopes) == ["/Column", "/Column", "/Row"]


def test_its_fonts_are_ours_and_embedded(file: Path) -> None:
    """No font comes from the machine, and each is in the file, cut to what is used."""
    rows = told("pdffonts", file).splitlines()[2:]
    fonts = {row.split()[0].partition("+")[2] for row in rows}
    assert {name.split("-")[0] for name in fonts} == {"Source", "Noto"}
    assert any(name.startswith("Noto-Serif-JP") for name in fonts)
    assert all(re.search(r" yes +yes +yes ", row) for row in rows)  # embedded, subset, unicode


def test_japanese_can_be_read_out(file: Path) -> None:
    """A Japanese sentence comes back from the file as it was written."""
    assert "南の島は時刻表を公表する。" in told("pdftotext", file, "-")


def test_the_fonts_have_the_scripts_that_the_message_names() -> None:
    """Latin, Greek, Cyrillic, Japanese and Korean are there; what is not is named."""
    assert missing_characters("aéœ Ω Жё 日本かな 한국 …“”\n\u00ad") == ()
    assert missing_characters("b שa \U0001f680") == ("ש", "\U0001f680")


def test_the_attachment_is_the_data_itself(drawn: bytes) -> None:
    """The data come out byte for byte, listed as data, with their type and the day."""
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        assert pdf.attachments["data.json"].get_file().read_bytes() == b"{}\n"
        (listed,) = pdf.Root.AF
        assert str(listed.AFRelationship) == "/Data"
        stream = listed.EF.F
        assert str(stream.Subtype) == "/application/json"
        assert str(stream.Params.ModDate) == "D:20040131000000Z"


SCRIPT = """
import sys
sys.path[:0] = {paths!r}
import test_pdf
sys.stdout.buffer.write(test_pdf.draw())
"""


@pytest.mark.parametrize(
    ("seed", "zone", "language"), [("1", "Pacific/Auckland", "C"), ("77", "UTC", "C.UTF-8")]
)
def test_another_process_writes_the_same_bytes(
    drawn: bytes, tmp_path: Path, seed: str, zone: str, language: str
) -> None:
    """Neither hash seed, time zone, language nor home folder changes a byte."""
    script = SCRIPT.format(paths=[str(Path(__file__).parent), *sys.path])
    surroundings = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language, "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], **surroundings},
        capture_output=True,
        check=True,
        timeout=600,
    )
    assert done.stdout == drawn


def test_a_style_sheet_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents that share it are drawn as if each had read it; a faulty one fails each time."""
    import weasyprint  # noqa: PLC0415  another test of this module does without it

    alone = draw()
    read: list[str] = []
    sheet = weasyprint.CSS

    def noting(**given: Any) -> Any:
        read.append(given["string"])
        return sheet(**given)

    monkeypatch.setattr(weasyprint, "CSS", noting)
    styles = STYLES + "/* read once */"
    assert draw("<p>Another ferry.</p>", styles) != draw(styles=styles) == alone
    assert read.count(styles) == 1
    for _ in range(2):
        with pytest.raises(RenderingError, match="the PDF renderer complains"):
            draw(styles=STYLES + "p { colour: red }")


def test_drawing_leaves_the_environment_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """What drawing sets for its libraries is gone afterwards, and what was set before is back."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "5")
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    before = dict(os.environ)
    draw("<p>A page.</p>")
    assert dict(os.environ) == before


class _Bait(BaseHTTPRequestHandler):
    """Counts who comes by."""

    visits: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.visits.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def bait() -> Iterator[str]:
    """Yield the address of a server that notes every request."""
    with serving(_Bait) as address:
        yield address


@pytest.mark.parametrize(
    "body",
    [
        '<img src="{}/picture.png" alt="">',
        '<link rel="stylesheet" href="{}/style.css">',
        '<link rel="attachment" href="{}/secret.txt">',
        '<p style="background: url({}/back.png)">x</p>',
        '<style>@import url("{}/more.css");</style>',
        '<style>@font-face {{ font-family: own; src: url("{}/font.ttf") }}</style><p>x</p>',
        '<svg width="9" height="9"><image href="{}/inner.png" width="9" height="9"/></svg>',
        '<object data="{}/object.png"></object>',
    ],
)
def test_nothing_is_fetched_from_the_network(bait: str, body: str) -> None:
    """A page that asks for something from outside is refused before anyone is asked."""
    _Bait.visits.clear()
    with pytest.raises(RenderingError, match=r"127\.0\.0\.1|SVG"):
        draw(body.format(bait))
    assert _Bait.visits == []


def test_no_file_is_read(tmp_path: Path) -> None:
    """A page that asks for a file of the machine is refused, and the message names the file."""
    secret = tmp_path / "secret.txt"
    secret.write_text("do not tell", encoding="utf-8")
    for body in (
        f'<link rel="attachment" href="{secret.as_uri()}">',
        f'<img src="{secret.as_uri()}" alt="">',
        f'<a rel="attachment" href="{secret.as_uri()}">x</a>',
    ):
        with pytest.raises(RenderingError, match=r"secret\.txt"):
            draw(body)


def test_a_picture_that_is_not_in_the_style_sheet_is_refused() -> None:
    """Not even a picture inside its address gets in by way of the page."""
    with pytest.raises(RenderingError, match="not part of the style sheet"):
        draw('<img alt="" src="data:image/svg+xml,%3Csvg/%3E">')


@pytest.mark.parametrize(
    ("body", "styles", "words"),
    [
        ('<a href="#nowhere">there</a>', "", "nowhere"),
        ('<p id="twice">a</p><p id="twice">b</p>', "", "twice"),
        ("<p>x</p>", "p { colour: blue }", r"colour: blue.* at \d+:\d+"),
        ("<p>\U0001f680</p>", "", "U\\+1F680|1F680|glyph"),
    ],
)
def test_whatever_the_renderer_complains_of_is_an_error(body: str, styles: str, words: str) -> None:
    """What is a warning to the renderer stops us, with its words."""
    with pytest.raises(RenderingError, match=words):
        draw(body, STYLES + styles)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.b/c"])
def test_a_link_leads_to_the_web_or_nowhere(address: str) -> None:
    """A link that is not of the web stops the drawing."""
    with pytest.raises(RenderingError, match="a link leads to"):
        draw(f'<p><a href="{address}">x</a></p>')


WITHOUT_PANGO = """
import cffi
whole = cffi.FFI.dlopen
def without_pango(self, name, flags=0):
    if "pango" in str(name):
        raise OSError("cannot load library")
    return whole(self, name, flags)
cffi.FFI.dlopen = without_pango
"""


def test_without_pango_the_message_says_what_to_type() -> None:
    """Where a library cannot be opened, the import of weasyprint fails with an OSError."""
    script = SCRIPT.format(paths=[str(Path(__file__).parent), *sys.path])
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_PANGO + script],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode
    assert done.stderr.strip().endswith(f"RenderingError: {PANGO_REMEDY}")
    assert "apt-get install libpango-1.0-0" in PANGO_REMEDY
