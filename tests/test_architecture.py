"""The imports say what the design says: arrows point up the list, and each library has one door."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import pledgetrack

SOURCE = Path(pledgetrack.__file__).parent
FILES = sorted(path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py"))

# Each stage uses those before it, never those after it.
STAGES = (  # noqa: SIM905  a list of words
    "errors findings dates vocabulary reading scalars raw syntax loading recalling schemas shapes "
    "validation model actors files decoding inheritance texts coverage register storage checks "
    "catalogue line accounting measuring assessment scales scoring reliability comparison listing "
    "citing waiting correcting ledger figures views "
    "writing rendering verifying revisions editing starter starting cli sphinx_ext"
).split()

# The only modules that may import a library.
DOORS = {
    "yaml": r"(loading|syntax)\.py",
    "jsonschema": r"validation\.py",
    "jsonschema_rs": r"validation\.py",
    "weasyprint": r"rendering/pdf\w*\.py",
    "pikepdf": r"rendering/pdf\w*\.py|verifying/opening\.py",
    "pypdfium2": r"verifying/reading\.py",
    "jinja2": r"rendering/\w+\.py",
    "babel": r"rendering/\w+\.py|verifying/counting\.py",
    "sphinx": r"sphinx_ext/\w+\.py",
    "docutils": r"sphinx_ext/\w+\.py",
    "ruamel": r"editing/emitting\.py",
    "subprocess": r"revisions\.py",  # git
}
# Nothing reaches the network.
CLOSED = {"socket", "ssl", "http", "urllib.request", "requests", "ftplib", "smtplib"}

LARGEST = 300
LARGER_BECAUSE: dict[str, str] = {}


@cache
def tree_of(file: str) -> ast.Module:
    """Return a module as a tree."""
    return ast.parse((SOURCE / file).read_text("utf-8"))


@cache
def imports_of(file: str) -> frozenset[str]:
    """Return every module that a module imports, anywhere in it, for types only or not."""
    found: set[str] = set()
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} has a relative import in line {node.lineno}"
            found.add(node.module or "")
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return frozenset(found)


def stages_used(file: str) -> set[str]:
    """Return the stages of this package that a module imports."""
    names = (name.split(".") for name in imports_of(file))
    return {
        name[1] for name in names if name[0] == "pledgetrack" and len(name) > 1 and exists(name[1])
    }


def exists(stage: str) -> bool:
    """Say whether a name is a module of the package and no value in it."""
    return (SOURCE / f"{stage}.py").is_file() or (SOURCE / stage).is_dir()


def stage_of(file: str) -> str:
    """Return the stage that a module belongs to."""
    return file.partition("/")[0].removesuffix(".py")


def test_every_module_has_its_place_in_the_line() -> None:
    """A new module is entered in the list, and the list names none that is gone."""
    assert {stage_of(file) for file in FILES} - {"__init__", "__main__"} == set(STAGES)


@pytest.mark.parametrize("file", [file for file in FILES if stage_of(file) in STAGES])
def test_arrows_point_up_the_list(file: str) -> None:
    """A module imports only its own stage and those before it."""
    at = STAGES.index(stage_of(file))
    assert stages_used(file) <= set(STAGES[: at + 1])


def test_the_two_shells_do_not_know_each_other() -> None:
    """The command line and the Sphinx extension stand side by side."""
    users = {stage_of(file) for file in FILES if "cli" in stages_used(file)}
    assert users <= {"cli", "__main__"}
    assert all("sphinx_ext" not in stages_used(file) for file in FILES if stage_of(file) == "cli")


@pytest.mark.parametrize("library", DOORS)
def test_a_library_has_one_door(library: str) -> None:
    """What comes from outside is imported in one place only, and it is imported."""
    users = {file for file in FILES if any(_is_of(name, library) for name in imports_of(file))}
    assert users
    assert all(re.fullmatch(DOORS[library], file) for file in users), users


def _is_of(name: str, library: str) -> bool:
    return name == library or name.startswith(f"{library}.")


@pytest.mark.parametrize("file", FILES)
def test_nothing_reaches_the_network(file: str) -> None:
    """No module can; Sphinx, WeasyPrint and git are looked at by tests of their own."""
    assert not imports_of(file) & CLOSED


def test_only_the_command_line_knows_the_environment_and_nobody_the_clock() -> None:
    """The day is a parameter; only the day on which an editor enters a judgement is today.

    Git is given the environment that there is, and no protocol.
    """
    clocks = re.compile(r"\b(?:today|now|utcnow)\(\)|\btime\.time\b|\blocaltime\b")
    for file in FILES:
        if file != "cli/assess.py":
            assert not clocks.search((SOURCE / file).read_text("utf-8")), file
        if stage_of(file) not in {"cli", "rendering", "revisions", "sphinx_ext"}:
            assert "environ" not in (SOURCE / file).read_text("utf-8"), file


@pytest.mark.parametrize("file", FILES)
def test_a_module_is_small(file: str) -> None:
    """More than 300 lines of code are two modules, unless a reason is given."""
    assert (code_lines(file) > LARGEST) == (file in LARGER_BECAUSE), code_lines(file)


def code_lines(file: str) -> int:
    """Return the number of lines that hold code: no blank ones, comments or docstrings."""
    words = (SOURCE / file).read_text("utf-8")
    silent = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(words).readline):
        if token.type not in silent and token.type != tokenize.ENDMARKER:
            lines.update(range(token.start[0], token.end[0] + 1))
    return len(lines - set(_docstring_lines(file)))


def _docstring_lines(file: str) -> Iterator[int]:
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree_of(file)):
        if isinstance(node, owners) and ast.get_docstring(node, clean=False) is not None:
            yield from range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)


def test_the_program_knows_nothing_about_the_agreements_of_this_repository() -> None:
    """Whoever tracks another agreement finds no trace of ours."""
    ours = re.compile(r"\b(?:japan|tokyo|chips?|semiconductors?|u\.s\.)(?![\w-])", re.IGNORECASE)
    kinds = {".py", ".json", ".html", ".css", ".js", ".po"}
    for path in SOURCE.rglob("*"):
        if path.suffix in kinds:
            found = ours.search(path.read_text("utf-8"))
            assert not found, f"{path.relative_to(SOURCE)}: {found}"
