"""The documentation is complete, and what it shows works.

Everything that a user can type stands in the built pages; every shell line and every example is
tried. Examples that show files and answers are followed step by step on a copy of the practice
tracker, and the answers must be those of the program, letter for letter.
"""

import argparse
import ast
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from pledgetrack.catalogue import CATALOGUE
from pledgetrack.cli import parser
from pledgetrack.figures import MEASURES
from pledgetrack.findings import Severity
from pledgetrack.loading import load_bytes
from pledgetrack.schemas import KINDS, OUTPUTS, bundled_schema
from pledgetrack.sphinx_ext.config import PREFIX, Options
from pledgetrack.sphinx_ext.domain import CommitmentDomain
from pledgetrack.validation import validate

pytestmark = [
    pytest.mark.sphinx,
    # MyST-Parser's own affair, until it follows Sphinx.
    pytest.mark.filterwarnings("ignore:'myst_parser.* is deprecated"),
]

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PRACTICE = ROOT / "tests" / "records" / "valid"
TRANSLATIONS = DOCS / "ja"
NARRATIVE = sorted(
    [ROOT / "README.md", ROOT / ".github/CONTRIBUTING.md", ROOT / "commitments/README.md"]
    + [path for path in DOCS.rglob("*.md") if path.parent.name != "changelog.d"]
)
BROKEN_ON_PURPOSE = {"docs/tutorial/first-edit.md": ["search-missing"]}

_FENCE = re.compile(
    r"^(?P<ticks>`{3,})(?P<head>[^\n`]*)\n(?P<body>.*?)^(?P=ticks)$", re.MULTILINE | re.DOTALL
)
_CAPTION = re.compile(r":caption: (\S+)\n\n")
_PLAIN = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "…": "...", "–": "--"})


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: its language, the file it shows (if it says so), and its text."""

    page: str
    language: str
    caption: str
    text: str


def blocks(path: Path) -> Iterator[Block]:
    """Yield the fenced blocks of a page in order."""
    for match in _FENCE.finditer(path.read_text("utf-8")):
        language = match["head"].removeprefix("{code-block} ").strip()
        caption = _CAPTION.match(match["body"])
        text = match["body"][caption.end() :] if caption else match["body"]
        yield Block(
            path.relative_to(ROOT).as_posix(), language, caption[1] if caption else "", text
        )


ALL_BLOCKS = [block for path in NARRATIVE for block in blocks(path)]


def shell_lines() -> Iterator[tuple[str, str]]:
    """Yield every command that the pages tell to type, with its page."""
    for block in ALL_BLOCKS:
        for line in block.text.splitlines():
            if block.language == "sh":
                yield from ((block.page, part) for part in line.split(" && "))
            elif block.language == "console" and line.startswith("$ "):
                yield block.page, line.removeprefix("$ ")


class _Page(HTMLParser):
    """Gathers of a built page the ids, the words, and what stands as code among them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.codes: set[str] = set()
        self._words: list[str] = []
        self._code: list[str] | None = None
        self.feed(html)
        self.text = plain("".join(self._words))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids.update(value for name, value in attrs if name == "id" and value)
        if tag == "code":
            self._code = []

    def handle_endtag(self, tag: str) -> None:
        if tag == "code" and self._code is not None:
            self.codes.add("".join(self._code))
            self._code = None

    def handle_data(self, data: str) -> None:
        self._words.append(data)
        if self._code is not None:
            self._code.append(data)


def plain(text: str) -> str:
    """Return words as they can be compared: one blank between them, plain signs, no backticks."""
    return " ".join(text.replace("`", "").translate(_PLAIN).split())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sphinx]:
    """Build the documentation with the repository's own records; a warning of a page fails it.

    What is wrong with a record is a warning too, and the affair of other tests.
    """
    folder = tmp_path_factory.mktemp("docs")
    warnings = io.StringIO()
    output, doctrees = folder / "html", folder / "doctrees"
    with patch_docutils(DOCS), docutils_namespace():
        app = Sphinx(DOCS, DOCS, output, doctrees, "html", status=None, warning=warnings)
        app.build()
        lines = re.sub(r"\x1b\[[\d;]+m", "", warnings.getvalue()).splitlines()
        assert [line for line in lines if not line.startswith("commitments/")] == []
        yield app


def page(site: Sphinx, name: str) -> _Page:
    """Return a page of the built documentation."""
    return _Page(Path(site.outdir, f"{name}.html").read_text("utf-8"))


def test_every_check_has_a_section_named_like_it(site: Sphinx) -> None:
    """The reference of checks has each check under its own name, with the rule and the remedy."""
    checks = page(site, "reference/checks")
    for check in CATALOGUE.values():
        assert check.name in checks.ids
        assert plain(check.summary) in checks.text
        assert plain(check.remedy) in checks.text
    parts = checks.text.split("What to do: ")
    told = [part for part in parts if f"A {Severity.WARNING}: " in part]
    assert len(told) == sum(check.severity is Severity.WARNING for check in CATALOGUE.values()) > 0
    assert sum("An error." in part for part in parts) + len(told) == len(CATALOGUE)


def commands() -> Mapping[str, argparse.ArgumentParser]:
    """Return the parsers of the commands by name."""
    for action in parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return action.choices
    raise AssertionError("there are no commands")


def test_every_command_and_option_is_in_the_reference(site: Sphinx) -> None:
    """Each command has a section that names all its arguments and options with their help."""
    reference = page(site, "reference/commands")
    assert commands()
    for name, command in commands().items():
        assert f"pledgetrack-{name}" in reference.ids
        for action in command._actions:
            for written in (*action.option_strings, *(action.choices or ())):
                assert written in reference.text
            assert plain(str(action.help))[1:] in reference.text


def described(schema: Mapping[str, Any], node: Mapping[str, Any], ids: str) -> Iterator[Any]:
    """Yield id, description and allowed values of every field below a node of a schema."""
    if "$ref" in node:
        node = {**schema["$defs"][node["$ref"].rpartition("/")[2]], **node}
    for name, field in node.get("properties", {}).items():
        words = {**schema["$defs"], "": {}}[field.get("$ref", "").rpartition("/")[2]]
        merged = {**words, **field}
        identifier = f"{ids}-{name}".lower().replace("_", "-")
        yield identifier, merged.get("description", "").partition("\n")[0], merged.get("enum", ())
        yield from described(schema, field, identifier)
    if "items" in node:
        yield from described(schema, node["items"], ids)
    if isinstance(node.get("additionalProperties"), dict) and "properties" not in node:
        yield from described(schema, node["additionalProperties"], f"{ids}-name")


@pytest.mark.parametrize("kind", [*KINDS, *OUTPUTS])
def test_every_field_of_a_schema_is_in_the_reference(site: Sphinx, kind: str) -> None:
    """Each field can be linked to and stands with its meaning and all its allowed values."""
    name = "reference/data" if kind in OUTPUTS else f"reference/files/{kind}"
    reference = page(site, name)
    schema = bundled_schema(kind)
    found = list(described({"$defs": {}, **schema}, schema, kind))
    assert len(found) > 3
    for identifier, description, values in found:
        assert identifier in reference.ids
        assert plain(description) in reference.text
        for value in values:
            assert str("null" if value is None else value) in reference.codes


def test_every_option_of_the_extension_is_in_the_reference(site: Sphinx) -> None:
    """Each value of ``conf.py`` stands with its meaning, and no other is registered."""
    reference = page(site, "reference/configuration")
    options = {PREFIX + option.name: option for option in fields(Options)}
    registered = {value.name for value in site.config if value.name.startswith(PREFIX)}
    assert registered == set(options)
    for name, option in options.items():
        assert name.replace("_", "-") in reference.ids
        assert option.metadata["help"][1:] in reference.text


def test_every_directive_and_role_is_in_the_reference(site: Sphinx) -> None:
    """Each directive and role of the domain is named, with all options of the directive."""
    reference = page(site, "reference/directives")
    directives = site.registry.domain_directives["commitment"]
    assert {"table", "record"} <= set(directives)
    for name, directive in directives.items():
        assert f"{{commitment:{name}}}" in reference.text
        for option in directive.option_spec or ():
            assert option in reference.codes
    for role in {*CommitmentDomain.roles, *site.registry.domain_roles["commitment"]}:
        assert f"{{commitment:{role}}}" in reference.text
    for measure in MEASURES.keys() - {"axis", "data-digest"}:  # these stand in no sentence
        assert measure in reference.codes


def test_architecture_has_the_numbers_of_the_log() -> None:
    """The stages have the names and numbers that ``pledgetrack -v`` tells."""
    told = run("pledgetrack -v check", PRACTICE).stderr
    heads = [line.split(": ")[1] for line in told.splitlines()]
    stages = dict(re.findall(r"(\d+) (\w+)", " ".join(heads)))
    assert len(stages) >= 7
    text = (DOCS / "explanation/architecture.md").read_text("utf-8")
    written = dict(re.findall(r"^\| (\d+) \| (\w+) \|", text, re.MULTILINE))
    assert stages.items() <= written.items()


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of an example in a folder, without the settings of this machine."""
    words = shlex.split(line)
    if words[0] == "pledgetrack":
        words = [sys.executable, "-m", *words]
    environment = {name: os.environ[name] for name in os.environ if name != "PLEDGETRACK_TEXTS"}
    return subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(("where", "line"), sorted(set(shell_lines())))
def test_every_shell_line_can_be_typed(where: str, line: str) -> None:
    """Commands, options and sessions that the pages name are there."""
    words = [word.removeprefix(".venv/bin/") for word in shlex.split(line)]
    if words[0] in {"pipx", "uvx"}:
        words = words[words.index("nox") :]
    if words[0] == "pledgetrack":
        parser().parse_args(words[1:])
    elif words[0] == "nox":
        assert set(words[2::2]) <= sessions(), f"{where}: {line}"
        assert set(words[1::2]) <= {"-s"}
    elif words[0] == "sphinx-build":
        assert all(
            hasattr(Options, re.split("[.=]", word)[0].removeprefix(PREFIX))
            for word in words
            if word.startswith(PREFIX)
        )
    else:
        known = {"python3", "pip", "pre-commit", ".", "cp", "cd", "mkdir", "mv"}
        assert words[0] in known, f"{where}: {line}"


def sessions() -> set[str]:
    """Return the names of the sessions in the noxfile."""
    tree = ast.parse((ROOT / "noxfile.py").read_text("utf-8"))
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        if any(ast.unparse(decorator) == "nox.session" for decorator in node.decorator_list)
    }


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    """Return a copy of the practice tracker, with room beside it."""
    return Path(shutil.copytree(PRACTICE, tmp_path / "practice"))


def findings(folder: Path) -> list[dict[str, Any]]:
    """Return what the check says of a tracker."""
    told = json.loads(run("pledgetrack check --format json", folder).stdout)
    return list(told["findings"])


YAML_FILES = [block for block in ALL_BLOCKS if block.language == "yaml" and block.caption]


@pytest.mark.parametrize("block", YAML_FILES, ids=lambda block: f"{block.page}:{block.caption}")
def test_every_file_in_an_example_is_sound(block: Block, practice: Path) -> None:
    """A file that a page shows, put into the practice tracker, has no findings."""
    (practice / block.caption).write_text(block.text, "utf-8")
    found = [entry["check"] for entry in findings(practice)]
    assert found == BROKEN_ON_PURPOSE.get(block.page, [])


YAML_PARTS = [block for block in ALL_BLOCKS if block.language == "yaml" and not block.caption]


@pytest.mark.parametrize("block", YAML_PARTS, ids=lambda block: block.page)
def test_every_part_of_a_record_in_an_example_has_the_right_shape(block: Block) -> None:
    """Lines that a page shows without their file fit into a commitment."""
    base = (PRACTICE / "commitments/harbour-2001/fares-residents.yaml").read_text("utf-8")
    raw, faults = load_bytes((base + block.text).encode(), "commitments/a/b.yaml")
    assert not faults
    assert raw is not None
    assert validate(raw, "commitment") == ()


WALKS = sorted({block.page for block in ALL_BLOCKS if "$ pledgetrack" in block.text})


@pytest.mark.parametrize("where", WALKS)
def test_every_answer_in_an_example_is_what_the_program_says(where: str, practice: Path) -> None:
    """Followed from the top, the steps of a page give the answers that it shows."""
    for block in blocks(ROOT / where):
        if block.language == "console":
            practice = answer(block, practice)
        elif block.caption and block.language == "diff":
            edit(practice / block.caption, block.text)
        elif block.caption.startswith("commitments/"):
            (practice / block.caption).write_text(block.text, "utf-8")


def answer(block: Block, folder: Path) -> Path:
    """Run the commands of a block that can be tried here and compare what they say.

    Returned is the folder in which the next block is typed.
    """
    parts = re.split(r"^\$ (.*)\n", block.text, flags=re.MULTILINE)
    for line, shown in zip(parts[1::2], parts[2::2], strict=True):
        word, *others = shlex.split(line)
        if word == "cd":
            assert (folder / others[0]).is_dir()
            folder = (folder / others[0]).resolve()
        elif word in {"mkdir", "mv", "pledgetrack"}:
            told = run(line, folder)
            assert told.returncode < 2, told.stderr
            if shown:
                assert shown == told.stdout + told.stderr
    return folder


def edit(path: Path, difference: str) -> None:
    """Make the change that a block shows; its old lines stand in the file once."""
    lines = difference.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if line[0] in " -")
    new = "".join(line[1:] for line in lines if line[0] in " +")
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_configuration_in_an_example_builds_a_site(practice: Path) -> None:
    """The few lines of ``conf.py`` that an adopter is told to write make a site."""
    shown = {block.text for block in ALL_BLOCKS if block.caption == "docs/conf.py"}
    assert len(shown) == 1
    (practice / "docs").mkdir()
    (practice / "docs/conf.py").write_text(shown.pop(), "utf-8")
    (practice / "docs/index.md").write_text("# Harbour\n", "utf-8")
    built = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "docs", "site"],
        cwd=practice,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    assert (practice / "site/commitments/harbour-2001/ferry-pier.html").is_file()


@pytest.mark.parametrize("path", NARRATIVE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_to_a_file_leads_somewhere(path: Path) -> None:
    """Relative links between pages work where the sources are read, too.

    A translation is read in the place of its document, so its links are those of that place.
    """
    place = DOCS / path.relative_to(TRANSLATIONS) if TRANSLATIONS in path.parents else path
    prose = _FENCE.sub("", path.read_text("utf-8"))
    for target in re.findall(r"\]\(([^)#\s]+)", prose):
        if "://" not in target:
            assert (place.parent / target).is_file(), target


@pytest.mark.parametrize(
    "path", sorted(TRANSLATIONS.rglob("*.md")), ids=lambda path: path.relative_to(DOCS).as_posix()
)
def test_a_translation_shows_what_its_document_shows(path: Path) -> None:
    """The same directives with the same options, the same references, the same documents below."""

    def shown(document: Path) -> list[str]:
        text = document.read_text("utf-8")
        views = re.findall(r"^```\{commitment:[^`]*?^```$", text, re.MULTILINE)
        below = re.findall(r"<([\w/-]+)>$", text, re.MULTILINE)
        return [*views, *below, *re.findall(r"\{commitment:ref\}`[^`]+`", text)]

    original = DOCS / path.relative_to(TRANSLATIONS)
    assert shown(path) == shown(original)


def test_fragments_of_changes_are_named_as_the_changelog_says() -> None:
    """A fragment has a name and one of the kinds that ``CHANGELOG.md`` lists."""
    kinds = re.findall(r"`(\w+)`", (ROOT / "CHANGELOG.md").read_text("utf-8").partition("kinds")[2])
    assert "added" in kinds
    for path in (DOCS / "changelog.d").iterdir():
        assert re.fullmatch(rf"[a-z0-9-]+\.({'|'.join(kinds)})\.md", path.name), path.name


def test_citation_agrees_with_the_package() -> None:
    """Who and under which licence is the same for those who cite and those who install."""
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert f'name = "{citation["title"]}"' in project
    assert f'license = "{citation["license"]}"' in project
    assert citation["authors"][0]["name"] in project
    assert citation["cff-version"] == "1.2.0"
