"""Builds without the walls between payloads and what they are after: what they did would be seen.

Tests that see nothing must be able to see something.
"""

import json
import os
import shutil
from pathlib import Path

from payloads import Bait, Payload
from trackers import RECORDS, environment

TITLE = "A second pier in the southern harbour"
PAGE = "commitments/harbour-2001/ferry-pier"


def without(*walls: str) -> dict[str, str]:
    """Return the variables of a program that lacks walls: ``escaping``, ``fetcher``."""
    folder = Path(__file__).parent / "without_walls"
    path = os.pathsep.join((str(folder), environment()["PYTHONPATH"]))
    return {**environment(), "PYTHONPATH": path, "WITHOUT": " ".join(walls), "NO_COLOR": "1"}


def titled(root: Path, template: str, bait: Bait) -> None:
    """Make a small tracker with a payload for the title of one record."""
    shutil.copytree(RECORDS / "valid", root)
    record = root / f"{PAGE}.yaml"
    words = record.read_text("utf-8")
    assert words.count(TITLE) == 1
    text = Payload("title", (), template).text(1, bait)
    record.write_text(words.replace(TITLE, json.dumps(text)), "utf-8")
