"""Values of the model -> rows of a database, and their prose in every language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from pledgetrack.model import Prose

Row = Mapping[str, Any]


@dataclass(slots=True)
class Rows:
    """Rows by table, in the order in which they were added."""

    tables: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: str, row: Row) -> None:
        """Add a row."""
        self.tables.setdefault(table, []).append(row)

    def extend(self, table: str, rows: Iterable[Row]) -> None:
        """Add rows."""
        for row in rows:
            self.add(table, row)

    def add_value(
        self, table: str, value: object, names: Iterable[str], more: Row, *, about: str = ""
    ) -> None:
        """Add a row of some fields of a value, and of ``more``.

        ``about`` says in the table of prose which row is meant; without it the id of the value.
        """
        row = dict(more)
        for name in names:
            field_value = getattr(value, name)
            row[name] = plain(field_value)
            self.add_prose(table, about or str(row.get("id")), name, field_value)
        self.add(table, row)

    def add_prose(self, table: str, about: str, name: str, value: object) -> None:
        """Add prose in every language that it has; any other value adds nothing."""
        if not isinstance(value, Prose):
            return
        for language, text in value.texts:
            row = {"subject": table, "id": about, "field": name, "language": language}
            self.add("prose", {**row, "text": text})


def plain(value: object) -> str | int | float | None:
    """Return what a column holds: of prose the first language, of days their text."""
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or isinstance(value, int | float):
        return value
    return str(value)
