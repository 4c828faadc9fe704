"""The records of a generated tracker as other tools want them, with every word that they hold."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

STATUSES = (
    *("fulfilled", "substantial", "partial", "started", "not-started", "contrary"),
    *("no-evidence", "not-assessable", "declaratory", "unassessed"),
)
_STATUS = r"(?mi)^(\W*status: )partial$"

_CONF = f"""project = "Invented compacts"
extensions = ["sphinx_needs"]
html_theme = "furo"
needs_types = [dict(directive="pledge", title="Pledge", prefix="", color="#fff", style="node")]
needs_fields = dict(status=dict(schema=dict(type="string", enum=list({STATUSES}))))
"""
_PAGES = """project = "Invented compacts"
extensions = ["myst_parser"{}]
html_theme = "furo"
"""
_DOORSTOP = "settings:\n  digits: 5\n  itemformat: yaml\n  prefix: PL\n  sep: ''\n"
_GRAMMAR = f"""[DOCUMENT]
TITLE: {{}}

[GRAMMAR]
ELEMENTS:
- TAG: TEXT
  FIELDS:
  - TITLE: UID
    TYPE: String
    REQUIRED: False
  - TITLE: STATEMENT
    TYPE: String
    REQUIRED: True
- TAG: REQUIREMENT
  FIELDS:
  - TITLE: UID
    TYPE: String
    REQUIRED: True
  - TITLE: STATUS
    TYPE: SingleChoice({", ".join(STATUSES)})
    REQUIRED: True
  - TITLE: TITLE
    TYPE: String
    REQUIRED: True
  - TITLE: STATEMENT
    TYPE: String
    REQUIRED: True
  RELATIONS:
  - TYPE: Parent
"""


@dataclass(frozen=True, slots=True)
class Record:
    """What every tool is given of a record; ``stem`` is the id of what it is a part of."""

    id: str
    title: str
    status: str
    stem: str
    paragraphs: tuple[str, ...]

    @property
    def uid(self) -> str:
        """The id in the characters that all tools allow."""
        return uid_of(self.id)


def read(tracker: Path) -> list[Record]:
    """Return the records of a generated tracker in the order of their files."""
    paths = sorted((tracker / "commitments").glob("*-20*/*.yaml"))
    return [_record(yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)) for path in paths]  # noqa: S506


def _record(values: dict[str, object]) -> Record:
    name, title, assessed = str(values["id"]), values["title"], values.get("assessments")
    agreement, stem = name.partition("/")[0], values.get("part_of")
    last = assessed[-1] if isinstance(assessed, list) else {"status": "unassessed"}
    return Record(
        id=name,
        title=title["en"] if isinstance(title, dict) else str(title),
        status=last["status"],
        stem=f"{agreement}/{stem}" if stem else "",
        paragraphs=tuple(_paragraphs("", values)),
    )


def _paragraphs(name: str, value: object) -> Iterator[str]:
    """Yield every value with the keys that lead to it, one a paragraph."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paragraphs(f"{name} {key}", inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _paragraphs(name, inner)
    else:
        yield f"{name.strip()}: {value}"


def uid_of(name: str) -> str:
    """Return an id in the characters that all tools allow."""
    return re.sub(r"\W", "_", name).upper()


def write_needs(folder: Path, records: list[Record]) -> None:
    """Write a page for sphinx-needs for each record."""
    (folder / "conf.py").write_text(_CONF)
    (folder / "index.rst").write_text("Invented compacts\n=================\n")
    for record in records:
        options = {"id": record.uid, "status": record.status, "links": uid_of(record.stem)}
        lines = [f":{name}: {value}" for name, value in options.items() if value]
        lines += ["", *"\n\n".join(record.paragraphs).split("\n")]
        body = "".join(f"   {line}\n" if line else "\n" for line in lines)
        head = f":orphan:\n\n{record.title}\n{'=' * len(record.title)}\n\n"
        (folder / f"{record.uid}.rst").write_text(
            f"{head}.. pledge:: {record.title}\n{body}", "utf-8"
        )


def write_pages(folder: Path, records: list[Record]) -> None:
    """Write a page of Markdown for each record, which nothing knows as a record."""
    (folder / "conf.py").write_text(_PAGES.format(""))
    (folder / "index.md").write_text("# Invented compacts\n")
    for record in records:
        page = f"---\norphan: true\n---\n\n{_page(record)}"
        (folder / f"{record.uid}.md").write_text(page, "utf-8")


def write_book(folder: Path, records: list[Record]) -> None:
    """Write the same pages as chapters of one book, for sphinx-simplepdf."""
    conf = _PAGES.format(', "sphinx_simplepdf"')
    (folder / "conf.py").write_text(f"{conf}simplepdf_use_weasyprint_api = True\n")
    chapters = "".join(f"{record.uid}\n" for record in records)
    (folder / "index.md").write_text(
        f"# Invented compacts\n\n```{{toctree}}\n{chapters}```\n", "utf-8"
    )
    for record in records:
        (folder / f"{record.uid}.md").write_text(_page(record), "utf-8")


def _page(record: Record) -> str:
    stem = f"[The whole]({uid_of(record.stem)}.md)\n\n" if record.stem else ""
    return f"# {record.title}\n\n{record.uid}\n\n{stem}" + "\n\n".join(record.paragraphs) + "\n"


def write_doorstop(folder: Path, records: list[Record]) -> None:
    """Write an item of doorstop for each record, in one document."""
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    (folder / ".doorstop.yml").write_text(_DOORSTOP)
    numbers = {record.id: f"PL{number:05}" for number, record in enumerate(records, 1)}
    for number, record in enumerate(records, 1):
        values = {
            "active": True,
            "derived": False,
            "header": record.title,
            "key": record.uid,
            "level": f"1.{number}",
            "normative": True,
            "ref": "",
            "reviewed": None,
            "status": record.status,
            "text": "\n\n".join(record.paragraphs),
            "links": [numbers[record.stem]] if record.stem else [],
        }
        content = yaml.dump(values, allow_unicode=True, width=10_000)
        (folder / f"{numbers[record.id]}.yml").write_text(content, "utf-8")


def write_strictdoc(folder: Path, records: list[Record]) -> None:
    """Write a document of StrictDoc for each agreement."""
    documents: dict[str, str] = {}
    for record in records:
        agreement = record.id.partition("/")[0]
        text = documents.get(agreement, _GRAMMAR.format(agreement))
        text += f"\n[REQUIREMENT]\nUID: {record.uid}\nSTATUS: {record.status}\n"
        statement = "\n\n".join(record.paragraphs)
        text += f"TITLE: {record.title}\nSTATEMENT: >>>\n{statement}\n<<<\n"
        if record.stem:
            text += f"RELATIONS:\n- TYPE: Parent\n  VALUE: {uid_of(record.stem)}\n"
        documents[agreement] = text
    for agreement, text in documents.items():
        (folder / f"{agreement}.sdoc").write_text(text, "utf-8")
