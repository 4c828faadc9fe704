"""The Python interface is what its page says: its script runs, its names are there."""

import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from pkgutil import resolve_name

from trackers import RECORDS, environment

from pledgetrack.cli.queue import KINDS
from pledgetrack.waiting import Wait

PAGE = Path(__file__).parents[1] / "docs/reference/python.md"


def test_the_script_of_the_page_runs(tmp_path: Path) -> None:
    """Typed into a file beside a tracker it prints the statuses of the past day."""
    shutil.copytree(RECORDS / "valid", tmp_path, dirs_exist_ok=True)
    block = re.search(
        r"^:caption: kept\.py\n\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert block
    (tmp_path / "kept.py").write_text(block[1], "utf-8")
    ran = subprocess.run(
        [sys.executable, "kept.py"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == ""
    lines = ran.stdout.splitlines()
    assert "harbour-2001/ferry-pier fulfilled" in lines
    assert "harbour-2001/ferry-bicycles unassessed" in lines  # judged after that day
    assert len(lines) == 7


def test_every_name_of_the_page_has_words() -> None:
    """What is promised to scripts exists, and says what it is."""
    found = re.findall(
        r"^\.\. auto\w+:: ([\w.]+)(?:\((.*)\))?$", PAGE.read_text("utf-8"), re.MULTILINE
    )
    names = [name for name, _ in found]
    assert {"pledgetrack.line.load_register", "pledgetrack.comparison.compare"} <= set(names)
    for name in names:
        module, _, last = name.rpartition(".")
        assert resolve_name(f"{module}:{last}").__doc__, name
    written = {name: shown.split(", ") for name, shown in found if shown}
    assert len(written) >= 2
    for name, shown in written.items():
        held = [field.name for field in fields(resolve_name(":".join(name.rsplit(".", 1))))]
        assert [one for one in held if one in shown] == shown, name


def test_the_command_knows_every_kind_of_waiting() -> None:
    """Its choices, which are written out so that help comes at once, are those of the program."""
    assert tuple(Wait) == KINDS
