"""The narrative pages of the site: prose with references, tables and a record in full."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import fill

from generating.files import Folder
from generating.words import Words

NARRATIVE_PAGES = 60

_CONF = '''"""The site of an invented tracker."""

project = "Invented compacts"
extensions = ["myst_parser", "pledgetrack.sphinx_ext"]
html_theme = "furo"
'''
_INDEX = """# Invented compacts

Every word here is made up.

```{{toctree}}
:maxdepth: 1

{pages}
```
"""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of an agreement with the ids of the records in it that pages may name."""

    agreement: str
    name: str
    records: tuple[str, ...]


def write_site(folder: Folder, words: Words, sections: Sequence[Section]) -> None:
    """Write ``conf.py`` and the narrative pages, which tell of the sections in turn."""
    folder.text("docs/conf.py", _CONF)
    pages = [f"page-{number:02}" for number in range(1, NARRATIVE_PAGES + 1)]
    folder.text("docs/index.md", _INDEX.format(pages="\n".join(pages)))
    for number, page in enumerate(pages):
        section = sections[number % len(sections)]
        folder.text(f"docs/{page}.md", _narrative(number, section, words))


def _narrative(number: int, section: Section, words: Words) -> str:
    prose = (fill(f"See {words.phrase(56)}.", 90) for _ in range(6))
    blocks = [f"# Chapter {number + 1}: {words.phrase(4)}", *prose]
    for at, record in enumerate(words.chance.choices(section.records, k=4)):
        blocks.insert(3 * at + 2, f"## {words.phrase(4)}\n\nRead {{commitment:ref}}`{record}`.")
    options = f":agreement: {section.agreement}\n:section: {section.name}"
    blocks.append(f"```{{commitment:table}}\n{options}\n```")
    if number % 5 == 0:
        blocks.append(f"```{{commitment:record}} {section.records[0]}\n```")
    return "\n\n".join(blocks) + "\n"
