"""What was found in a report, as plain values that can leave the process that looked."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as the manifest lists it; where it is ``drawn`` its box is a point nearby."""

    measure: str
    filter: Mapping[str, str]
    value: float | str
    words: str
    page: int
    box: tuple[float, float, float, float]
    drawn: bool

    def __str__(self) -> str:
        """Return page, measure and filter, as faults name them."""
        asked = ", ".join(f"{key}={word}" for key, word in sorted(self.filter.items()))
        return f"page {self.page}, {self.measure}" + (f" ({asked})" if asked else "")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying a file found: faults, each a sentence for people, and what was looked at.

    ``label`` says what the file is; ``records`` are the ids of its records; ``files`` holds the
    SHA-256 of the data of each file of its register, by path.
    """

    faults: tuple[str, ...] = ()
    label: Mapping[str, str] = field(default_factory=dict)
    pages: int = 0
    figures: tuple[Figure, ...] = ()
    records: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """Return the verdict as JSON."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_json(cls, content: bytes) -> "Verdict":
        """Return the verdict that was written as JSON."""
        data: dict[str, Any] = json.loads(content)
        for key in ("faults", "records"):
            data[key] = tuple(data[key])
        data["figures"] = tuple(figure_of(one) for one in data["figures"])
        return cls(**data)


def figure_of(data: Mapping[str, Any]) -> Figure:
    """Return a figure from plain data that fits the schema of the manifest."""
    return Figure(**{**data, "box": tuple(data["box"])})
