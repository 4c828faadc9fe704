"""Sites that are really built, served on this machine and read in a real Chromium."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hostile import poison
from playwright.sync_api import Browser, Page, Route, sync_playwright
from soundness import PATIENCE
from trackers import RECORDS, REPOSITORY, environment

DOCS = Path(__file__).parent / "docs"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

BROKEN = """\
id: harbour-2001/ferry-broken
title: A record with a fault
text:
  - {lines: 9, exact: "Both governments expect the ferry companies to carry bicycles"}
kind: outcome
status: fulfilled
"""


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map: ClassVar[dict[str, str]] = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".woff2": "font/woff2",
    }

    def do_GET(self) -> None:
        """Answer; browsers ask for an icon on their own, and the site has none."""
        if self.path == "/favicon.ico":
            self.send_response(HTTPStatus.NO_CONTENT)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Site:
    """A built site: its folder, and the address at which it is served."""

    folder: Path
    address: str

    def pages(self) -> list[Path]:
        """Return all its pages."""
        return sorted(self.folder.rglob("*.html"))


@dataclass
class Visit:
    """A page that is open, and what went wrong with it."""

    page: Page
    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return the machine's Chromium; skip where there is none, except in CI."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        message = "no Chromium on this machine: the site was not looked at"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Site]]:
    """Return what builds the site of a tracker from a folder of documents, and serves it."""
    servers: list[ThreadingHTTPServer] = []

    def start(tracker: Path, docs: Path = DOCS, *options: str) -> Site:
        folder = tmp_path_factory.mktemp("html")
        build(tracker, docs, folder, *options)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return Site(folder, f"http://127.0.0.1:{server.server_port}")

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def build(tracker: Path, docs: Path, output: Path, *options: str) -> None:
    """Build a site, with further options of Sphinx."""
    command = [sys.executable, "-m", "sphinx", "-q", "-D", f"pledgetrack_root={tracker}", *options]
    doctrees = output.parent / f"{output.name}-doctrees"
    subprocess.run(
        [*command, "-d", doctrees, docs, output], env=environment(), check=True, timeout=600
    )


@pytest.fixture(scope="session")
def site(serve: Callable[..., Site], tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site of the valid tracker, with one record that is broken."""
    tracker = tmp_path_factory.mktemp("valid") / "tracker"
    shutil.copytree(RECORDS / "valid", tracker)
    (tracker / "commitments" / "harbour-2001" / "ferry-broken.yaml").write_text(BROKEN, "utf-8")
    settings = tracker / "commitments" / "tracker.yaml"
    settings.write_text(
        settings.read_text("utf-8") + "editions: [2002-12-31, 2003-06-30]\n", "utf-8"
    )
    return serve(tracker)


@pytest.fixture(scope="session")
def own_site(serve: Callable[..., Site]) -> Site:
    """Return the site of the repository's own register."""
    return serve(REPOSITORY, REPOSITORY / "docs")


@pytest.fixture(scope="session")
def hostile_site(serve: Callable[..., Site], tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site of a tracker in whose every text somebody put a program."""
    tracker = tmp_path_factory.mktemp("hostile") / "tracker"
    shutil.copytree(RECORDS / "every-field", tracker)
    poison(tracker)
    return serve(tracker)


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Visit]]:
    """Return what opens a page of a site: ``visit(site, path, **options of the context)``."""
    contexts = []

    def open_page(site: Site, path: str, **options: Any) -> Visit:
        context = chromium.new_context(**options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        visit = Visit(context.new_page())

        def guard(route: Route) -> None:
            if route.request.url.startswith((site.address, "data:")):
                route.continue_()
            else:
                visit.strangers.append(route.request.url)
                route.abort()

        context.route("**/*", guard)
        visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
        visit.page.on("dialog", lambda dialog: visit.errors.append(f"dialog: {dialog.message}"))
        visit.page.on(
            "console",
            lambda line: visit.errors.append(line.text) if line.type == "error" else None,
        )
        visit.page.goto(f"{site.address}/{path}")
        return visit

    yield open_page
    for context in contexts:
        context.close()
