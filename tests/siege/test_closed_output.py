"""A reader that goes away, as ``head`` does, or was never there: no traceback."""

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from siege import Scene

READER_GONE = 141
PRINTING = {
    "list": ("list",),
    "list as csv": ("list", "--format", "csv"),
    "show": ("show", "harbour-2001/ferry-pier"),
    "check": ("check",),
    "check as sarif": ("check", "--format", "sarif"),
    "coverage": ("coverage",),
    "queue": ("queue",),
    "assess": (
        *("assess", "harbour-2001/fares-residents", "--status", "not-assessable"),
        *("--why", "There is nothing to judge by."),
    ),
    "help": ("--help",),
    "version": ("--version",),
}


def printed_to_nobody(scene: "Scene", shell: str, *arguments: str) -> tuple[int, str]:
    """Run the program with streams that a line of shell prepares; return code and errors."""
    reading, writing = os.pipe()
    os.close(reading)
    variables = {**scene.surroundings, "PYTHONUNBUFFERED": ""}
    process = subprocess.run(
        ["sh", "-c", shell, "sh", sys.executable, "-m", "pledgetrack", *arguments],
        cwd=scene.root,
        env=variables,
        stdout=writing,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    os.close(writing)
    return process.returncode, process.stderr


@pytest.mark.parametrize("name", PRINTING)
def test_a_reader_that_is_gone_is_no_fault(scene: "Scene", name: str) -> None:
    """The exit code is that of any program that is cut short, and nothing is said."""
    assert printed_to_nobody(scene, '"$@"', *PRINTING[name]) == (READER_GONE, "")


def test_what_was_done_stays_done_though_nobody_reads_of_it(scene: "Scene") -> None:
    """The judgement is in the record."""
    printed_to_nobody(scene, '"$@"', *PRINTING["assess"])
    record = scene.root / "commitments/harbour-2001/fares-residents.yaml"
    assert "nothing to judge by" in record.read_text("utf-8")


@pytest.mark.parametrize("closing", [">&-", "2>&-", ">&- 2>&-", "2>&1", ">&- <&-"])
@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("list",), 0), (("check",), 0), (("show", "harbour-2001/nothing"), 2), (("--version",), 0)],
    ids=["list", "check", "unknown", "version"],
)
def test_streams_closed_from_the_start_change_no_result(
    scene: "Scene", closing: str, arguments: tuple[str, ...], code: int
) -> None:
    """The exit code tells what it always tells, or that the reader is gone."""
    found, said = printed_to_nobody(scene, f'"$@" {closing}', *arguments)
    assert found in {code, READER_GONE}
    assert "Traceback" not in said
    assert "Exception ignored" not in said


def test_head_gets_its_line(scene: "Scene") -> None:
    """As people type it."""
    line = '"$@" | head -n 1'
    done = subprocess.run(
        ["sh", "-c", line, "sh", sys.executable, "-m", "pledgetrack", "check", "--format", "sarif"],
        cwd=scene.root,
        env=scene.surroundings,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "{\n", "")
