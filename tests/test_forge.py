"""The workflows of the forge: pinned, without rights where strangers' code runs, and what they do.

``nox -s lint`` holds them against the schemas of the forge; here the one that may write comments is
run in a shell, with a stand-in for the forge's own program that answers from files.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from trackers import REPOSITORY, TrackerFolder, environment

CHANGES = REPOSITORY / ".github/workflows/record-changes.yml"
WORKFLOWS = sorted((REPOSITORY / ".github/workflows").glob("*.yml"))
RELEASE = REPOSITORY / ".github/workflows/release.yml"
COMMENT = REPOSITORY / ".github/workflows/record-comment.yml"
MARK = "<!-- record-changes -->"
# Answers as the forge would, and writes down what it was asked.
STAND_IN = """\
#!/bin/bash
echo "$*" >> "$FORGE/log"
case "$*" in
  *repos/o/r/pulls*state=open*) jq --compact-output "${@: -1}" "$FORGE/pulls.json";;
  *repos/o/r/compare/*) jq --raw-output "${@: -1}" "$FORGE/compare.json";;
  *comments*--jq*) jq --raw-output "${@: -1}" "$FORGE/comments.json";;
  "run download"*) mkdir -p changes && cp "$FORGE/changes.md" changes;;
esac
"""


def workflow(path: Path) -> dict[str, Any]:
    """Return a workflow as data; YAML 1.1 takes the key ``on`` for a truth."""
    data: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return data


def steps(path: Path) -> list[dict[str, Any]]:
    """Return all steps of a workflow."""
    return [step for job in workflow(path)["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_and_words_of_strangers_stay_out_of_the_shell(path: Path) -> None:
    """An action is a commit with its release beside it; a script gets values by environment."""
    for line in path.read_text("utf-8").splitlines():
        if "uses:" in line:
            assert re.search(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d", line), line
    for step in steps(path):
        assert "${{" not in step.get("run", "")
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_every_action_has_one_pin() -> None:
    """The same release everywhere."""
    pins = {step["uses"] for path in WORKFLOWS for step in steps(path) if "uses" in step}
    assert len(pins) == len({pin.partition("@")[0] for pin in pins})


def test_who_may_write_runs_nothing_of_others() -> None:
    """Two workflows have rights; they take no file of the repository and no action."""
    for path in WORKFLOWS:
        rights = {json.dumps(job.get("permissions")) for job in workflow(path)["jobs"].values()}
        assert ("write" in "".join(rights)) == (path in {COMMENT, RELEASE})
        assert workflow(path)["permissions"] in ({"contents": "read"}, {})
        assert "pull_request_target" not in path.read_text("utf-8")
    assert [step for step in steps(COMMENT) if "uses" in step] == []
    assert "git " not in " ".join(step["run"] for step in steps(COMMENT))


def test_a_release_attaches_what_was_built_and_verified() -> None:
    """The job that builds may only read; the one that may write checks the sums before."""
    built, published = (workflow(RELEASE)["jobs"][name] for name in ("reports", "publish"))
    assert "permissions" not in built
    assert "nox -s check report conformance" in {step.get("run") for step in built["steps"]}
    assert published["needs"] == "reports"
    assert [step for step in published["steps"] if "uses" in step] == []
    commands = [step["run"].split()[0] for step in published["steps"]]
    assert commands == ["gh", "cd", "gh"]
    assert "sha256sum --check --strict SHA256SUMS" in published["steps"][1]["run"]


@dataclass
class Forge:
    """A pull request, and what was said to it before."""

    folder: Path
    files: list[dict[str, str]]
    comments: list[dict[str, Any]] = field(default_factory=list)
    head: str = "c0ffee"
    text: bytes = b"## What changes\n"

    def run(self) -> list[str]:
        """Run the job in a shell, step by step, and return what the forge was asked."""
        pulls = [
            {"number": 3, "head": {"sha": "old"}, "base": {"sha": "b"}},
            {"number": 9, "head": {"sha": self.head}, "base": {"sha": "ba5e"}},
        ]
        self.write("pulls.json", pulls)
        self.write("compare.json", {"files": self.files})
        self.write("comments.json", self.comments)
        (self.folder / "changes.md").write_bytes(self.text)
        program = self.folder / "gh"
        program.write_text(STAND_IN)
        program.chmod(0o755)
        output = self.folder / "output"
        output.touch()
        for step in steps(COMMENT):
            number = output.read_text().removeprefix("number=").strip()
            if number or "if" not in step:
                self.shell(step["run"], NUMBER=number, GITHUB_OUTPUT=str(output))
        return (self.folder / "log").read_text().splitlines()

    def write(self, name: str, data: object) -> None:
        """Write an answer."""
        (self.folder / name).write_text(json.dumps(data))

    def shell(self, script: str, **variables: str) -> None:
        """Run a script as the forge does; it must succeed."""
        given = {"FORGE": str(self.folder), "GH_REPO": "o/r", "HEAD": "eve:x", "COMMIT": "c0ffee"}
        subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.folder,
            env={
                **os.environ,
                **given,
                "PATH": f"{self.folder}:{os.environ['PATH']}",
                "RUN": "1",
                "RUN_URL": "https://forge.example/run",
                **variables,
            },
            timeout=600,
            check=True,
        )

    @property
    def comment(self) -> str:
        """Return what was to be posted."""
        return (self.folder / "comment.md").read_text("utf-8")


RECORD = {"filename": "commitments/harbour-2001/ferry-pier.yaml"}
SEED = {"filename": "seeds/harbour-2001.txt"}


def test_a_change_of_records_is_told(tmp_path: Path) -> None:
    """On the pull request whose head was built; with the way to the preview."""
    forge = Forge(tmp_path, [RECORD, SEED])
    assert forge.run()[-1] == "api --method POST repos/o/r/issues/9/comments -F body=@comment.md"
    assert forge.comment.startswith(f"{MARK}\n## What changes\n")
    assert "[this run](https://forge.example/run)" in forge.comment


def test_an_older_comment_is_written_anew(tmp_path: Path) -> None:
    """Ours, and nobody else's."""
    comments = [
        {"id": 4, "user": {"login": "eve"}, "body": f"{MARK}\nmine"},
        {"id": 5, "user": {"login": "github-actions[bot]"}, "body": "Something else"},
        {"id": 6, "user": {"login": "github-actions[bot]"}, "body": f"{MARK}\nolder"},
    ]
    asked = Forge(tmp_path, [RECORD], comments).run()
    assert asked[-1] == "api --method PATCH repos/o/r/issues/comments/6 -F body=@comment.md"


@pytest.mark.parametrize(
    "files",
    [
        [RECORD, {"filename": "src/pledgetrack/cli/diff.py"}],
        [RECORD, {"filename": ".github/workflows/record-changes.yml"}],
        [{**RECORD, "previous_filename": "noxfile.py"}],
        [{"filename": "docs/commitments/index.md"}],
        [RECORD] * 300,
    ],
)
def test_a_text_that_strangers_could_have_made_is_not_posted(
    tmp_path: Path, files: list[dict[str, str]]
) -> None:
    """Whoever changes the program or the workflow could make it say anything."""
    asked = Forge(tmp_path, files).run()
    assert not [line for line in asked if "POST" in line or "download" in line]


def test_a_commit_that_is_no_longer_the_head_is_not_told(tmp_path: Path) -> None:
    """A newer run will."""
    assert len(Forge(tmp_path, [RECORD], head="newer").run()) == 1


def test_a_text_that_is_too_long_is_cut(tmp_path: Path) -> None:
    """Between characters; the forge would refuse it whole."""
    forge = Forge(tmp_path, [RECORD], text="x記録".encode() * 20_000)
    forge.run()
    assert 64_000 < len(forge.comment.encode()) < 64_300
    assert "\ufffd" not in forge.comment


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder, without the settings of this machine."""
    who = ("-c", "user.name=x", "-c", "user.email=x", "-c", "init.defaultBranch=main")
    allow = ("-c", "protocol.file.allow=always")
    silent = {**environment(), "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *who, *allow, *arguments], cwd=folder, env=silent, check=True)


@pytest.mark.parametrize("beside", ["", "src/new.py"])
def test_what_a_pull_request_changes_is_told_from_its_merge(
    beside: str, tracker: TrackerFolder, tmp_path: Path
) -> None:
    """The steps as they stand, in a clone as deep as the workflow asks for."""
    git(tracker.root, "init", "--quiet")
    git(tracker.root, "add", "--all")
    git(tracker.root, "commit", "--quiet", "-m", "Base")
    git(tracker.root, "checkout", "--quiet", "-b", "change")
    timetable = "commitments/harbour-2001/ferry-timetable.yaml"
    tracker.edit(timetable, "status: partial", "status: started")
    if beside:
        tracker.write(beside, "")
    git(tracker.root, "add", "--all")
    git(tracker.root, "commit", "--quiet", "-m", "Change")
    git(tracker.root, "checkout", "--quiet", "main")
    git(tracker.root, "commit", "--quiet", "--allow-empty", "-m", "Meanwhile")
    git(tracker.root, "merge", "--quiet", "-m", "Merge", "change")

    (checkout,) = (step for step in steps(CHANGES) if "fetch-depth" in step.get("with", {}))
    depth = str(checkout["with"]["fetch-depth"])
    git(tmp_path, "clone", "--quiet", "--depth", depth, tracker.root.as_uri(), "clone")
    program = tmp_path / "pledgetrack"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m pledgetrack "$@"\n')
    program.chmod(0o755)
    variables = {
        **environment(),
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
    }
    scripts = [step["run"] for step in steps(CHANGES) if "run" in step]
    for script in scripts:
        if not script.startswith(("python -m pip", "nox")):
            subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
                cwd=tmp_path / "clone",
                env=variables,
                timeout=600,
                check=True,
            )
    told = (tmp_path / "clone/changes/changes.md").read_text("utf-8")
    assert "`harbour-2001/ferry-timetable`: partial → started" in told
    assert (tmp_path / "summary").read_text("utf-8") == told
    output = tmp_path / "output"
    assert output.exists() == (not beside)
    if not beside:
        assert output.read_text() == "records-only=true\n"
