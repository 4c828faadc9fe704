"""Files of a tracker: YAML below commitments/, and texts below seeds/."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from textwrap import fill, indent

Values = dict[str, object]


@dataclass(slots=True)
class Paper:
    """A stored text in the making; each line is a paragraph."""

    lines: list[str] = field(default_factory=list)

    def add(self, line: str) -> int:
        """Append a line and return its number."""
        self.lines.append(line)
        return len(self.lines)

    def content(self) -> bytes:
        """Return the bytes of the file."""
        return "".join(f"{line}\n" for line in self.lines).encode()


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of a tracker."""

    root: Path

    def file(self, name: str, values: Values) -> None:
        """Write a YAML file below commitments/."""
        self.text(f"commitments/{name}.yaml", "".join(_entries(values)))

    def stored(self, name: str, title: str, date: str, paper: Paper) -> None:
        """Write a source whose text is stored, and the text."""
        content = paper.content()
        self.text(f"seeds/{name}.txt", content.decode())
        text = {
            "file": f"seeds/{name}.txt",
            "sha256": sha256(content).hexdigest(),
            "lines": len(paper.lines),
        }
        self.file(
            f"sources/{name}",
            {
                "id": name,
                "title": title,
                "publisher": "The Two Governments",
                "date": date,
                "grade": "act",
                "rights": "Invented, free for any use.",
                "text": text,
            },
        )

    def text(self, name: str, text: str) -> None:
        """Write a file of any kind."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")


def _entries(values: Values) -> Iterator[str]:
    """Yield a map as lines of YAML; all texts here are plain words that need no quotes."""
    for key, value in values.items():
        yield f"{key}:{_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "\n" + indent("".join(_entries(value)), "  ")
    if isinstance(value, list) and value and isinstance(value[0], dict):
        items = (indent("".join(_entries(item)), "    ") for item in value)
        return "\n" + "".join(f"  - {item[4:]}" for item in items)
    if isinstance(value, list):
        return f" [{', '.join(value)}]\n"
    text = str(value)
    if len(text) > 80:
        return " >-\n" + indent(fill(text, 90, break_on_hyphens=False), "  ") + "\n"
    return f" {text}\n"
