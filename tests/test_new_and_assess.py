"""``pledgetrack new`` and ``assess`` as people type them: what is written, and what is refused."""

import os
import subprocess
import sys

import pytest
from samples import sample
from trackers import TrackerFolder, environment

RESIDENTS = "commitments/harbour-2001/fares-residents.yaml"
ID = "harbour-2001/fares-residents"
# To root no folder is closed, unless it gives that right up.
AS_OTHERS = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
GAZETTE = ("gazette-2003", "The second pier was opened on 14 February 2003.")


def files_of(tracker: TrackerFolder) -> dict[str, bytes]:
    """Return every file of a tracker, hidden ones too."""
    return {
        path.relative_to(tracker.root).as_posix(): path.read_bytes()
        for path in tracker.root.rglob("*")
        if path.is_file()
    }


def test_new_writes_a_draft_that_check_leads_through(tracker: TrackerFolder) -> None:
    """No errors at once; each value to be written is named; when all are, nothing is left."""
    (tracker.root / RESIDENTS).unlink()
    done = tracker.run("new", "--lines", "12", "fares-locals")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "commitments/harbour-2001/fares-locals.yaml holds a sentence of the text\n"
        "4 values are still to be written; `pledgetrack check` names them.\n"
    )
    path = "commitments/harbour-2001/fares-locals.yaml"
    check = tracker.run("check")
    assert check.returncode == 0
    assert check.stdout.count("warning[still-to-write]") == 4
    assert "7 records: 0 errors, 4 warnings" in check.stdout
    assert tracker.run("check", "--strict").returncode == 1
    lines = (tracker.root / path).read_text("utf-8").splitlines()
    written = [
        line.partition("TODO")[0].rstrip("'") + "Both pay." * ("TODO" in line) for line in lines
    ]
    tracker.write(path, "\n".join(written) + "\n")
    assert tracker.run("check", "--strict").returncode == 0, tracker.run("check").stdout
    assert tracker.run("coverage").stdout.endswith("uncovered 0\n")


def test_new_says_when_it_took_several_sentences(tracker: TrackerFolder) -> None:
    """One record is one act."""
    for name in ("fares-residents", "fares-pilots"):
        (tracker.root / f"commitments/harbour-2001/{name}.yaml").unlink()
    done = tracker.run("new", "--agreement", "harbour-2001", "--lines", "11-13", "fares")
    assert done.returncode == 0, done.stderr
    assert "holds 2 sentences of the text" in done.stdout
    assert "One record is one act" in done.stdout


def test_assess_adds_a_judgement(tracker: TrackerFolder) -> None:
    """With its evidence, its day and the day of the entry."""
    before = (tracker.root / RESIDENTS).read_bytes()
    done = tracker.run(
        "assess", ID, "--status", "started", "--as-of", "2003-12-31", "--recorded", "2004-01-31",
        "--why", "The budget was voted.", "--for", *GAZETTE,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{ID}: started as of 2003-12-31\n"
    after = (tracker.root / RESIDENTS).read_bytes()
    assert after.startswith(before)
    assert after.removeprefix(before).decode() == (
        "assessments:\n"
        "  - as_of: 2003-12-31\n"
        "    recorded: 2004-01-31\n"
        "    status: started\n"
        "    why: The budget was voted.\n"
        "    evidence:\n"
        "      - stance: for\n"
        "        source: gazette-2003\n"
        "        lines: 3\n"
        "        exact: The second pier was opened on 14 February 2003.\n"
    )
    assert tracker.run("check", "--strict").returncode == 0
    shown = tracker.run("show", ID).stdout
    assert "2003-12-31  started: The budget was voted." in shown


def test_assess_without_a_status_writes_a_draft(tracker: TrackerFolder) -> None:
    """The check names the status first, with all words that it can have, then the reason."""
    done = tracker.run("assess", ID)
    assert done.returncode == 0, done.stderr
    assert f"{ID}: a draft as of 2004-01-31" in done.stdout
    check = tracker.run("check")
    assert check.returncode == 1
    assert "error[wrong-value]: `status` cannot be the text “TODO”" in check.stdout
    assert "Allowed: not-started, started, partial" in check.stdout
    tracker.edit(RESIDENTS, "status: TODO", "status: not-assessable")
    again = tracker.run("check")
    assert "warning[still-to-write]: `why` is still to be written" in again.stdout
    assert again.returncode == 0


REFUSED: dict[str, tuple[tuple[str, ...], int, str]] = {
    "unknown id": (("assess", "harbour-2001/fares-resident"), 2, f"did you mean `{ID}`?"),
    "no evidence": (("assess", ID, "--status", "partial"), 2, "needs evidence: add --for"),
    "no search": (("assess", ID, "--status", "no-evidence"), 1, "error[search-missing]"),
    "a stem": (
        ("assess", "harbour-2001/ferry-south", "--status", "started", "--for", *GAZETTE),
        1,
        "error[status-is-derived]",
    ),
    "a draft for a stem": (("assess", "harbour-2001/ferry-south"), 1, "error[status-is-derived]"),
    "words that do not stand there": (
        ("assess", ID, "--status", "started", "--for", "gazette-2003", "The pier was shut."),
        1,
        "error[quote-not-found]",
    ),
    "an unknown source": (
        ("assess", ID, "--status", "started", "--for", "gazette-2033", "x"),
        1,
        "Did you mean `gazette-2003`?",
    ),
    "the same days twice": (
        (
            "assess", "harbour-2001/ferry-pier", "--status", "started", "--for", *GAZETTE,
            "--as-of", "2003-03-31", "--recorded", "2004-01-31",
        ),
        1,
        "error[assessment-repeated]",
    ),
    "recorded before it was true": (
        ("assess", ID, "--status", "not-assessable", "--recorded", "2001-01-01"),
        1,
        "error[recorded-too-early]",
    ),
    "a wrong word": (("assess", ID, "--status", "done"), 2, "invalid choice: 'done'"),
    "a wrong day": (("assess", ID, "--as-of", "2003-13-01"), 2, "is not a day"),
    "a coding without status": (("assess", ID, "--coding", "reading-1"), 2, "not a name and a"),
    "a coder twice": (
        ("assess", ID, "--coding", "reading-1=partial", "--coding", "reading-1=partial"),
        2,
        "stands twice",
    ),
    "name taken": (("new", "--lines", "12", "ferry-pier"), 2, "ferry-pier is taken"),
    "bad name": (("new", "--lines", "12", "Ferry Pier"), 2, "cannot be the name of a record"),
    "lines outside": (("new", "--lines", "12-14", "x"), 2, "the text has lines 1-13"),
    "no lines": (("new", "--lines", "twelve", "x"), 2, "twelve is neither a line"),
    "lines claimed": (("new", "--lines", "12", "x"), 2, f"claimed already by {ID}"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_refused_and_nothing_changes(case: str, tracker: TrackerFolder) -> None:
    """A sentence or the findings on standard error, exit 2 or 1, and every byte as it was."""
    arguments, code, reason = REFUSED[case]
    before = files_of(tracker)
    done = tracker.run(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert reason in done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(tracker) == before


@pytest.mark.parametrize("arguments", [("assess", ID), ("new", "--lines", "12", "x")])
def test_a_register_with_errors_is_mended_first(
    arguments: tuple[str, ...], tracker: TrackerFolder
) -> None:
    """What is wrong is told as the check tells it."""
    sample("done-too-late").lay(tracker)
    before = files_of(tracker)
    done = tracker.run(*arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert "ferry-pier.yaml:18:11: error[done-too-late]" in done.stderr
    assert files_of(tracker) == before


def test_a_folder_that_may_not_be_written(tracker: TrackerFolder) -> None:
    """The path and the reason are told, and nothing is left behind."""
    (tracker.root / "commitments/harbour-2001").chmod(0o555)
    before = files_of(tracker)
    done = subprocess.run(
        [*AS_OTHERS, sys.executable, "-m", "pledgetrack", "assess", ID, "--status",
         "not-assessable"],
        cwd=tracker.root,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )  # fmt: skip
    (tracker.root / "commitments/harbour-2001").chmod(0o755)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"pledgetrack: {RESIDENTS} cannot be written: permission denied; nothing was changed\n"
    )
    assert files_of(tracker) == before
