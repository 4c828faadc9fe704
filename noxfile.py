"""How pledgetrack is checked, tested, built and measured: ``nox -l`` lists the sessions."""

import os
import shutil
from collections.abc import Callable
from ctypes.util import find_library
from pathlib import Path

import nox

nox.needs_version = ">=2024.10"
nox.options.default_venv_backend = "venv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["check", "lint", "types", "tests"]

Finder = Callable[[str], str | None]
ROOT = Path(__file__).parent
BUILD = ROOT / "build"
# What WeasyPrint loads from the system, and what the tests look at PDF files and pages with.
PRINTING = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
LOOKING = {"pdftotext": "poppler-utils", "qpdf": "qpdf"}
BROWSING = {"chromium": "chromium"}
DRIVING = {"atomic": "libatomic1"}  # what drives Chromium loads it


@nox.session
def report(session: nox.Session) -> None:
    """Build the site into build/html and the PDF reports into build/pdf."""
    needs(session, PRINTING, find_library)
    session.install(".[docs]")
    for builder, folder in (("html", "html"), ("pledgepdf", "pdf")):
        session.run("sphinx-build", "-W", "-b", builder, "docs", str(BUILD / folder))


@nox.session
def docs(session: nox.Session) -> None:
    """Build the site only; what follows -- goes to sphinx-build."""
    session.install("-e", ".[docs]")
    session.run("sphinx-build", "-W", "docs", str(BUILD / "html"), *session.posargs)


@nox.session
def check(session: nox.Session) -> None:
    """Check the records and the coverage of the texts."""
    session.install("-e", ".")
    session.run("pledgetrack", "check", "--strict", *session.posargs)
    session.run("pledgetrack", "coverage")


@nox.session
def lint(session: nox.Session) -> None:
    """Look for what is badly written."""
    session.install(*group("lint"))
    session.run("ruff", "check", *session.posargs)
    session.run("ruff", "format", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types."""
    groups = group("types", "test")
    session.install("-e", ".[docs]", "nox", *groups)
    session.run("mypy", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Test the installed wheel; what follows -- goes to pytest."""
    run_tests(session)


@nox.session
@nox.parametrize("sphinx", ["8.2.3"])
def oldest(session: nox.Session, sphinx: str) -> None:
    """Test the extension on the oldest Sphinx that is supported."""
    run_tests(session, f"sphinx=={sphinx}", paths=("tests/sphinx",))


@nox.session
def browser(session: nox.Session) -> None:
    """Look at the site in a real Chromium; what follows -- goes to pytest."""
    run_tests(session, paths=("tests/browser",))


@nox.session
def bench(session: nox.Session) -> None:
    """Measure check, site and PDF on generated records; sizes follow --."""
    needs(session, PRINTING, find_library)
    session.install(".[docs]")
    session.run("python", "tests/bench/run.py", *session.posargs)


def run_tests(session: nox.Session, *pins: str, paths: tuple[str, ...] = ()) -> None:
    """Build the wheel, install it alone, and run pytest on it."""
    needs(session, PRINTING, find_library)
    needs(session, DRIVING, find_library)
    needs(session, LOOKING, shutil.which)
    needs(session, BROWSING, shutil.which)
    # Not in the session's own folder for such things: it would hold the tests' files too, and they
    # must not lie inside this tracker.
    wheels = BUILD / "wheel"
    session.run("pip", "wheel", "--quiet", "--no-deps", "-w", str(wheels), ".")
    wheel = max(wheels.glob("pledgetrack-*.whl"), key=os.path.getmtime)
    groups = group("test")
    session.install("--force-reinstall", "--no-deps", str(wheel))
    session.install(f"{wheel}[docs]", *groups, *pins)
    session.run("pytest", *(session.posargs or ("-n", "2", *paths)))


def group(*names: str) -> tuple[str, ...]:
    """Return the requirements of dependency groups."""
    return nox.project.dependency_groups(nox.project.load_toml("pyproject.toml"), *names)


def needs(session: nox.Session, packages: dict[str, str], find: Finder) -> None:
    """Install system packages when root on Debian or Ubuntu, else say what to type.

    ``packages`` maps the library or program that is needed to the package that brings it; ``find``
    looks for the one or the other.
    """
    missing = [package for name, package in packages.items() if not find(name)]
    if not missing:
        return
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if is_root and shutil.which("apt-get"):
        session.log(f"installing from the system's packages: {' '.join(missing)}")
        session.run("apt-get", "update", "--quiet", external=True, silent=True)
        # 100 is "cannot be had": Ubuntu, for one, has no package of Chromium.
        session.run(*command, external=True, silent=True, success_codes=[0, 100])
    still = [package for name, package in packages.items() if not find(name)]
    if still:
        session.warn(f"not found: {' '.join(still)}; on Debian or Ubuntu: sudo {' '.join(command)}")
