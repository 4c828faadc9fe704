"""Dead addresses of sources are told at their files, asked of a server on this machine."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, ClassVar

import pytest
from serving import serving

if TYPE_CHECKING:
    from conftest import Project

SOURCE = "commitments/sources/gazette-2003.yaml"
# The root's own configuration asks nobody.
ASK = ("-D", "linkcheck_ignore=^$", "-D", "linkcheck_retries=1", "-D", "linkcheck_timeout=60")


class _Shelf(BaseHTTPRequestHandler):
    """Has what is called alive, and nothing else; keeps what it was asked for."""

    asked: ClassVar[set[str]] = set()

    def do_GET(self) -> None:
        self.asked.add(self.path)
        self.send_response(200 if self.path.endswith("/alive") else 404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET  # noqa: N815  the server's way

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Return the address of a server that runs while the tests do."""
    with serving(_Shelf) as address:
        yield address


def told(project: "Project", url: str, archive: str) -> list[str]:
    """Return what is told of a source with these addresses."""
    addresses = f"url: {url}\narchive_url: {archive}\naccessed: 2004-01-30\n"
    project.edit(SOURCE, "grade: press\n", f"grade: press\n{addresses}")
    warnings = project.build("linkcheck", *ASK).warnings
    return [line for line in warnings.splitlines() if line.startswith(SOURCE)]


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask this machine itself, also where the way to the web leads through a proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.mark.parametrize(
    ("url", "archive", "expected"),
    [
        ("alive", "copy/alive", []),
        (
            "dead",
            "alive",
            [(6, "/dead did not answer: 404", "the archived copy answers: {}/alive")],
        ),
        (
            "alive",
            "dead",
            [(7, "/dead did not answer: 404", "the address itself answers: {}/alive")],
        ),
        (
            "dead",
            "gone",
            [(6, "/dead did not answer", "no other address"), (7, "/gone did", "no other address")],
        ),
    ],
)
def test_what_is_dead_is_told_with_what_answers(
    make_project: Callable[[str], "Project"],
    server: str,
    url: str,
    archive: str,
    expected: list[tuple[int, str, str]],
) -> None:
    """At the line of the address; nothing is told of what answers."""
    _Shelf.asked.clear()
    lines = told(make_project("directives"), f"{server}/{url}", f"{server}/{archive}")
    assert {f"/{url}", f"/{archive}"} <= _Shelf.asked
    assert len(lines) == len(expected)
    for line, (number, what, hint) in zip(lines, expected, strict=True):
        assert line.startswith(f"{SOURCE}:{number}:")
        assert what in line
        assert hint.format(server) in line
        assert "[pledgetrack.dead-link]" in line
