"""Payloads in every text field of every kind of file: all reports print them, and nothing more."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from baiting import Trap, trap
from payloads import Bait, Payload
from planting import Garden, garden, number_of
from textfields import fields
from trackers import environment
from walls import titled, without

from pledgetrack.rendering.enclosing import RECORDS, REGISTER, SCHEMA, TABLE
from pledgetrack.rendering.pdf_links import NEIGHBOURS
from pledgetrack.verifying.looking import look

pytestmark = pytest.mark.pdf

CONF = """
project = "Pledges"
extensions = ["myst_parser", "pledgetrack.sphinx_ext"]
pledgetrack_changes_since = "2008-12-31"
pledgetrack_report_chapters = "words"
"""
# What a document would load, if print loaded anything.
WORDS = """
# Words

![a picture](http://%B/1)

<img src="http://%B/2">

```{raw} html
<link rel=attachment href="file://%F"><link rel=stylesheet href="http://%B/3">
```
"""
OURS = {REGISTER, SCHEMA, TABLE, RECORDS, "manifest.json"}
# Fields whose words no report prints: pages show them, and all are in the data inside.
NOT_PRINTED = {
    *("agreement: dispositions[].note", "agreement: note", "parties: *.note"),
    *("source: archive_url", "source: note", "source: rights", "source: text.part"),
    *("tracker: repository_url", "tracker: site_url"),
}


@dataclass(frozen=True)
class Printed:
    """The reports of a tracker in which payloads were planted."""

    garden: Garden
    reports: tuple[Path, ...]
    trap: Trap
    said: str


@pytest.fixture(scope="module", params=["en", "ja"])
def printed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Printed]:
    """Build report, volume, briefs and changes, each from all payloads, in either language."""
    folder = tmp_path_factory.mktemp("payloads")
    with trap() as set_:
        made = garden(folder / "tracker", set_.bait)
        done = build(made.root, set_.bait, f"-Dlanguage={request.param}")
        assert done.returncode == 0, done.stderr
        reports = tuple(sorted((made.root / "pdf").glob("*.pdf")))
        assert {report.stem.endswith("-ja") for report in reports} == {request.param == "ja"}
        yield Printed(made, reports, set_, done.stdout + done.stderr)


def build(
    root: Path, bait: Bait, *options: str, variables: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Build all reports of a tracker, with a chapter that names what print must not load."""
    (root / "docs").mkdir()
    (root / "docs" / "conf.py").write_text(CONF, "utf-8")
    (root / "docs" / "index.md").write_text("# Pledges\n\n```{toctree}\nwords\n```\n", "utf-8")
    words = Payload("words", (), WORDS).text(1, bait)
    (root / "docs" / "words.md").write_text(words, "utf-8")
    return subprocess.run(
        [sys.executable, "-m", "sphinx", "-b", "pledgepdf", *options, "docs", "pdf"],
        env=variables or {**environment(), "NO_COLOR": "1"},
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )


def text_of(report: Path) -> str:
    """Return the words of a report, as poppler reads them."""
    command = ["pdftotext", "-raw", report, "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=600).stdout


def dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every dictionary of a file, also those inside others."""
    for top in pdf.objects:
        waiting = [top]
        while waiting:
            one = waiting.pop()
            if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                yield one
            values = (
                [one[key] for key in one]
                if isinstance(one, pikepdf.Dictionary)
                else list(one)
                if isinstance(one, pikepdf.Array)
                else []
            )
            waiting += [value for value in values if not getattr(value, "is_indirect", False)]


def test_nobody_is_asked_and_no_file_is_read(printed: Printed) -> None:
    """Not while the reports are drawn, and the file that payloads name is in none of them."""
    assert len(printed.reports) == 5
    assert printed.trap.asked == []
    for report in printed.reports:
        assert not is_in(report, printed.trap.secret)


def is_in(report: Path, secret: bytes) -> bool:
    """Say whether words stand in a file: as they are, on a page, or packed in a part of it."""
    if secret in report.read_bytes() or secret.decode() in text_of(report):
        return True
    with pikepdf.open(report) as pdf:
        parts = [one for one in dictionaries(pdf) if isinstance(one, pikepdf.Stream)]
        return any(secret in one.read_bytes() for one in parts if "/Filter" in one)


ASKING = "<img src=http://%B/1 alt=z>"
ATTACHING = "<link rel=attachment href=file://%F>"


@pytest.mark.parametrize("payload", [ASKING, ATTACHING])
def test_behind_the_escaping_stands_a_second_wall(payload: str, tmp_path: Path) -> None:
    """A payload that were markup would be refused: nothing is asked, read or printed."""
    with trap() as set_:
        titled(tmp_path / "tracker", payload, set_.bait)
        done = build(tmp_path / "tracker", set_.bait, variables=without("escaping"))
        assert done.returncode == 1
        assert "the page asks for" in done.stderr
        assert set_.asked == []
        assert list((tmp_path / "tracker" / "pdf").glob("*.pdf")) == []


def test_a_build_that_asked_would_be_seen(tmp_path: Path) -> None:
    """Without both walls the same build asks the server of the test."""
    with trap() as set_:
        titled(tmp_path / "tracker", ASKING, set_.bait)
        build(tmp_path / "tracker", set_.bait, variables=without("escaping", "fetcher"))
        assert [one.split(b"\r\n")[0] for one in set_.asked] == [b"GET /1 HTTP/1.1"]


def test_a_file_that_was_attached_would_be_seen(tmp_path: Path) -> None:
    """Without both walls the file of the test is in each report that names the record."""
    with trap() as set_:
        titled(tmp_path / "tracker", ATTACHING, set_.bait)
        done = build(tmp_path / "tracker", set_.bait, variables=without("escaping", "fetcher"))
        assert done.returncode == 0, done.stderr
        reports = sorted((tmp_path / "tracker" / "pdf").glob("*.pdf"))
        found = {one.name.split("-")[1]: is_in(one, set_.secret) for one in reports}
        assert found == {"records": True, "report": True, "brief": True, "changes": False}


def test_reports_hold_no_action_but_links(printed: Printed) -> None:
    """No script, no launch, no file but ours; links lead to the web, or to a file beside."""
    beside = {f"./{report.name}" for report in printed.reports}
    for report in printed.reports:
        with pikepdf.open(report) as pdf:
            assert set(pdf.attachments) == OURS
            assert "/AA" not in pdf.Root
            assert "/OpenAction" not in pdf.Root
            assert set(pdf.Root.get("/Names", {}).keys()) <= {"/Dests", "/EmbeddedFiles"}
            files = 0
            for one in dictionaries(pdf):
                files += "/EF" in one
                assert not {"/JS", "/JavaScript", "/AA", "/XFA", "/RichMedia"} & set(one.keys())
                assert one.get("/Subtype") not in {"/FileAttachment", "/Widget", "/Screen"}
                if one.get("/S") == "/URI" or "/URI" in one:
                    address = str(one.URI)
                    assert address.startswith(("http://", "https://")) or (
                        address.partition("#")[0] in beside
                    ), address
                elif one.get("/Type") == "/Action":
                    assert one.S == "/GoTo"
            assert files == len(OURS)


def test_names_and_marks_are_words(printed: Printed) -> None:
    """Title, metadata and bookmarks hold what was planted, as text."""
    for report in printed.reports:
        with pikepdf.open(report) as pdf:
            assert "onload=z(" in str(pdf.docinfo["/Title"])
            metadata = ET.fromstring(pdf.Root.Metadata.read_bytes())  # noqa: S314  it is ours
            assert any("onload=z(" in (one.text or "") for one in metadata.iter())
            assert not any(one.tag.endswith("svg") for one in metadata.iter())
            with pdf.open_outline() as outline:
                waiting = list(outline.root)
                for mark in waiting:
                    waiting.extend(mark.children)
                    assert mark.action is None or mark.action.S == "/GoTo"


def test_every_field_is_printed_as_words(printed: Printed) -> None:
    """What stands in a record can be read in a report, and nothing of it was computed."""
    text = "\n".join(text_of(report) for report in printed.reports)
    words = re.sub(r"\s+", "", text)
    found = set(re.findall(r"z\((\d{4}|)\)", words))
    counted = re.sub("[0-9a-f]{16,}", "", words)  # a digest may hold any number, by chance
    hidden = set()
    for field in printed.garden.planted:
        number = number_of(fields()[-1] if field.is_quote else field)
        if ("" if field.is_nameless else str(number)) not in found:
            hidden.add(str(field))
        assert str(number * 99) not in counted  # too long for the port of a test server
    assert hidden == NOT_PRINTED


def test_every_report_can_be_verified(printed: Printed) -> None:
    """The figures are found on the pages, and no payload is taken for one."""
    for report in printed.reports:
        assert look(report).faults == ()


def test_no_record_can_name_the_place_of_neighbours() -> None:
    """Links to files beside a report are told by an address that the schema refuses."""
    address = next(field for field in fields() if str(field) == "source: url")
    assert address.admits("https://neighbour.example/x.pdf")
    assert not address.admits(f"{NEIGHBOURS}x.pdf")


def test_nothing_that_is_said_steers_a_terminal(printed: Printed) -> None:
    """The build tells its progress in plain lines."""
    assert all(line.isprintable() for line in printed.said.splitlines())
