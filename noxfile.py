"""How pledgetrack is checked, tested, built and measured: ``nox -l`` lists the sessions."""

import os
import re
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
TARGETS = ["loading", "decoding", "quotes", "coverage", "differences", "verifying"]
# The languages of the site, each with its folder below build/html.
LANGUAGES = {"en": ".", "ja": "ja"}
# What is locked in .ci/locked/: extras of the package and groups, for each kind of session.
LOCKS = {
    "check": ((), ("build",)),
    "lint": ((), ("lint",)),
    "docs": (("docs", "verify"), ("build",)),
    "test": (("docs", "verify"), ("build", "test", "tools", "types")),
    "conformance": (("verify",), ("build", "conformance")),
    "fuzz": (("docs", "verify"), ("build", "test", "fuzz")),
    "mutants": (("docs", "verify"), ("build", "test", "mutants")),
    "audit": ((), ("audit",)),
}
LOCKED = ROOT / ".ci" / "locked"
CORE = tuple(sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("tests/test_*.py")))
# What WeasyPrint loads from the system, and what the tests look at PDF files and pages with.
PRINTING = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
LOOKING = {"pdftotext": "poppler-utils", "qpdf": "qpdf", "jq": "jq"}
BROWSING = {"chromium": "chromium"}
DRIVING = {"atomic": "libatomic1"}  # what drives Chromium loads it


@nox.session
def report(session: nox.Session) -> None:
    """Build the PDF reports into build/pdf and the sites that link to them into build/html."""
    needs(session, PRINTING, find_library)
    locked(session, "docs")
    build = ("sphinx-build", "-W", "docs")
    session.run(*build, str(BUILD / "pdf"), "-b", "pledgepdf")
    reports = os.path.relpath(BUILD / "pdf", "docs")
    settings = [f"pledgetrack_reports={reports}"]
    settings += [f"pledgetrack_languages.{code}={folder}" for code, folder in LANGUAGES.items()]
    for code, folder in LANGUAGES.items():
        doctrees = str(BUILD / "doctrees" / code)
        options = [word for setting in (*settings, f"language={code}") for word in ("-D", setting)]
        session.run(*build, str(BUILD / "html" / folder), "-d", doctrees, *options)


@nox.session
def conformance(session: nox.Session) -> None:
    """Verify the reports in build/pdf and let other programs look at their structure."""
    needs(session, {"qpdf": "qpdf"}, shutil.which)
    locked(session, "conformance")
    reports = sorted(str(path) for path in (BUILD / "pdf").glob("*.pdf"))
    if not reports:
        session.error("there are no reports in build/pdf; build them first: nox -s report")
    session.run("pledgetrack", "verify", *reports)
    for report in reports:
        session.run("qpdf", "--check", report, external=True, silent=True)
    session.run("outloud", "--layer", "conformance", "--no-info", *reports)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the site only; what follows -- goes to sphinx-build."""
    session.install("-e", ".[docs]")
    session.run("sphinx-build", "-W", "docs", str(BUILD / "html"), *session.posargs)


@nox.session
def check(session: nox.Session) -> None:
    """Check the records and the coverage of the texts."""
    locked(session, "check", "-e")
    session.run("pledgetrack", "check", "--strict", *session.posargs)
    session.run("pledgetrack", "coverage")


@nox.session
def lint(session: nox.Session) -> None:
    """Look for what is badly written."""
    session.install(*hashed("lint"))
    session.run("ruff", "check", *session.posargs)
    session.run("ruff", "format", "--check")
    github = ROOT / ".github"
    forms = {*github.glob("ISSUE_TEMPLATE/*.yml")} - {github / "ISSUE_TEMPLATE" / "config.yml"}
    kinds = {"github-workflows": github.glob("workflows/*.yml"), "github-issue-forms": forms}
    for schema, paths in kinds.items():
        named = map(str, sorted(paths))
        session.run("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *named)
    session.run("zizmor", "--offline", "--no-progress", str(github))


@nox.session
def types(session: nox.Session) -> None:
    """Check the types."""
    locked(session, "test", "-e")
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
def lowest(session: nox.Session) -> None:
    """Test the lowest versions that pyproject.toml allows; needs Python 3.11."""
    session.install(*group("lock"))
    BUILD.mkdir(exist_ok=True)
    target = BUILD / "lowest.txt"
    compiled(session, target, "test", "--resolution", "lowest-direct")
    run_tests(session, paths=(*CORE, "tests/sphinx"), requirements=("-r", str(target)))


@nox.session(python=["3.11", "3.12", "3.13"])
def pythons(session: nox.Session) -> None:
    """Test the core on every Python that is supported and present."""
    run_tests(session, paths=CORE)


@nox.session
def lock(session: nox.Session) -> None:
    """Renew what is locked: newest versions that fit, with the hashes of their files."""
    session.install(*group("lock"))
    LOCKED.mkdir(parents=True, exist_ok=True)
    for name in LOCKS:
        compiled(
            session, LOCKED / f"{name}.txt", name, "--upgrade", "--universal", "--generate-hashes"
        )


@nox.session
def audit(session: nox.Session) -> None:
    """Ask whether anything that is locked has a known weakness; needs the web."""
    session.install(*hashed("audit"))
    files = [word for name in LOCKS for word in ("-r", str(LOCKED / f"{name}.txt"))]
    quiet = ("--disable-pip", "--progress-spinner", "off")
    said = session.run("pip-audit", *quiet, *files, silent=True, success_codes=[0, 1])
    session.log(said)
    if re.search(r"Found \d+ known", str(said)):
        session.error("renew what is named (nox -s lock), or say here why it does no harm")
    if "could not be audited" in str(said) or "No known" not in str(said):
        session.skip("not all was looked up: the list of known weaknesses needs the web")


@nox.session
def browser(session: nox.Session) -> None:
    """Look at the site in a real Chromium; what follows -- goes to pytest."""
    run_tests(session, paths=("tests/browser",))


@nox.session
def tools(session: nox.Session) -> None:
    """Try what others' tools make of ours: YAML language server, SARIF, pre-commit; needs npm."""
    folder = BUILD / "tools"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "tests" / "tools" / "package.json", folder)
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--silent")
    session.run("npm", "install", "--prefix", str(folder), *quiet, external=True)
    locked(session, "test", "-e")
    session.run("pytest", *(session.posargs or ("tests/tools",)))


@nox.session
def preview(session: nox.Session) -> None:
    """Serve the site on this machine and show each edit a moment after it is saved."""
    session.install("-e", ".[docs]", *group("preview"))
    watched = [word for folder in ("commitments", "seeds") for word in ("--watch", folder)]
    target = str(BUILD / "preview")
    session.run("sphinx-autobuild", *watched, *session.posargs, "docs", target)


@nox.session
def links(session: nox.Session) -> None:
    """Follow all links and tell dead ones, of sources with archived copies; needs the web."""
    session.install("-e", ".[docs]")
    target = str(BUILD / "links")
    plain = ("--no-color", "-b", "linkcheck")  # a workflow looks for warnings in the output
    session.run("sphinx-build", *plain, "docs", target, success_codes=[0, 1])


@nox.session
def fuzz(session: nox.Session) -> None:
    """Fuzz with a million inputs a target, and large ones; targets and options follow --."""
    needs(session, PRINTING, find_library)
    locked(session, "fuzz")
    corpora = BUILD / "fuzz"
    corpora.mkdir(parents=True, exist_ok=True)
    options = [word for word in session.posargs if word.startswith("-")] or ["-runs=1000000"]
    targets = [word for word in session.posargs if not word.startswith("-")] or TARGETS
    session.chdir(corpora)
    program = str(ROOT / "tests" / "fuzz" / "run.py")
    environment = {"PYTHONPATH": str(ROOT / "tests" / "shared")}
    for target in targets:
        session.run("python", program, target, target, *options, env=environment)
        large = (f"{target}-large", "--large", "-runs=2000")
        session.run("python", program, target, *large, env=environment)


@nox.session
def siege(session: nox.Session) -> None:
    """Kill a hundred times and walk two hundred steps: an hour or two of the tests' worst."""
    os.environ.update({"PLEDGETRACK_KILLS": "100", "PLEDGETRACK_WALK": "200"})
    run_tests(session, paths=("tests/siege", "tests/sphinx/test_walk.py"))


@nox.session
def mutants(session: nox.Session) -> None:
    """Alter the core, place by place, and count what no test notices; hours; groups follow --."""
    needs(session, PRINTING, find_library)
    session.install(*hashed("mutants"))  # the package itself is what is altered
    target = str(BUILD / "mutants")
    session.run("python", str(ROOT / "tests" / "mutants" / "run.py"), target, *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure check, site and PDF on generated records; sizes follow --."""
    needs(session, PRINTING, find_library)
    session.install(".[docs]")
    session.run("python", "tests/bench/run.py", *session.posargs)


@nox.session
def peers(session: nox.Session) -> None:
    """Measure other tools on the same records, each in build/peers; sizes follow --."""
    session.install(".[docs]")
    session.run("python", "tests/bench/peers.py", str(BUILD / "peers"), *session.posargs)


def run_tests(
    session: nox.Session,
    *pins: str,
    paths: tuple[str, ...] = (),
    requirements: tuple[str, ...] = (),
) -> None:
    """Build the wheel, install it alone, and run pytest on it.

    ``requirements`` stand for what is locked; ``pins`` replace some of it.
    """
    needs(session, PRINTING, find_library)
    needs(session, DRIVING, find_library)
    needs(session, LOOKING, shutil.which)
    needs(session, BROWSING, shutil.which)
    # Not in the session's own folder for such things: it would hold the tests' files too, and they
    # must not lie inside this tracker.
    wheels = BUILD / "wheel"
    session.install(*(requirements or hashed("test")))
    own = ("--quiet", "--no-deps", "--no-build-isolation")
    session.run("pip", "wheel", *own, "-w", str(wheels), ".")
    wheel = max(wheels.glob("pledgetrack-*.whl"), key=os.path.getmtime)
    session.install("--force-reinstall", "--no-deps", str(wheel))
    if pins:
        session.install(*pins)
    # What a module of tests builds once is built by both processes if its tests go to both.
    together = ("-n", "2", "--dist", "worksteal")
    session.run("pytest", *(session.posargs or (*together, *paths)))


def locked(session: nox.Session, name: str, *options: str) -> None:
    """Install what is locked for a kind of session, and this package without asking for more."""
    session.install(*hashed(name))
    session.install("--no-deps", "--no-build-isolation", *options, ".")


def hashed(name: str) -> tuple[str, ...]:
    """Return what pip is told to install the files that are locked, by their hashes."""
    return ("--require-hashes", "-r", str(LOCKED / f"{name}.txt"))


def compiled(session: nox.Session, target: Path, name: str, *options: str) -> None:
    """Write the requirements of a kind of session into a file."""
    extras, groups = LOCKS[name]
    words = [word for extra in extras for word in ("--extra", extra)]
    words += [word for one in groups for word in ("--group", one)]
    quiet = ("--quiet", "--no-annotate", "--no-header", "--no-emit-index-url")
    command = ("uv", "pip", "compile", "pyproject.toml", *quiet, *words, *options)
    session.run(*command, "--python-version", "3.11", "--output-file", str(target))


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
