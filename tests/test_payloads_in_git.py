"""Payloads in a repository: ``diff`` reads them through git, prints words, and runs nothing."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from baiting import Trap, trap
from forge import MORE_THAN_WORDS, shown_by_the_forge
from planting import NAMES, Garden, garden, misnamed
from repositories import git
from trackers import RECORDS

from pledgetrack.cli import main
from pledgetrack.rendering import differences

Run = Callable[..., str]

# What a stranger can send: drivers for every file, other bytes at a checkout, and settings that
# git does not read from a work tree.
ATTRIBUTES = "* filter=trap diff=trap merge=trap ident export-subst\n*.yaml eol=crlf text\n"
SETTINGS = "[diff]\n\texternal = {0}\n[core]\n\tfsmonitor = {0}\n\tpager = {0}\n"
# What whoever cloned it may have in the settings of the repository itself.
DRIVERS = (
    *("filter.trap.smudge", "filter.trap.clean", "filter.trap.process", "diff.trap.textconv"),
    *("diff.trap.command", "merge.trap.driver", "diff.external", "core.fsmonitor", "core.pager"),
    *("core.sshCommand", "core.gitProxy", "core.alternateRefsCommand", "credential.helper"),
    *("gpg.program", "interactive.diffFilter", "core.editor", "sequence.editor"),
)


@dataclass(frozen=True)
class Sent:
    """A repository in which payloads were planted, and what would be seen of them."""

    garden: Garden
    trap: Trap
    program: Path
    ran: Path


def commit(root: Path, *paths: str) -> None:
    """Commit some files, or all."""
    git(root, "add", "--all", "--", *(paths or (".",)))
    git(root, "commit", "--quiet", "-m", "<script>z(1)</script> @z #1\x1b]0;z\x07")


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sent]:
    """Commit a tracker without payloads, then with them, then what would run at a checkout."""
    folder = tmp_path_factory.mktemp("sent")
    program, ran = folder / "program", folder / "ran"
    program.write_text(f"#!/bin/sh\ntouch '{ran}'\ncat\n", "utf-8")
    program.chmod(0o755)
    with trap() as set_:
        made = garden(folder / "planted", set_.bait)
        root = folder / "tracker"
        shutil.copytree(RECORDS / "every-field", root)
        git(root, "init", "--quiet")
        commit(root)
        git(root, "tag", "plain")
        shutil.copytree(made.root, root, dirs_exist_ok=True)
        commit(root)
        for path in (".gitattributes", "commitments/.gitattributes", "seeds/.gitattributes"):
            (root / path).write_text(ATTRIBUTES, "utf-8")
        (root / ".gitconfig").write_text(SETTINGS.format(program), "utf-8")
        commit(root, ".gitattributes", "commitments/.gitattributes", "seeds/.gitattributes")
        for key in DRIVERS:
            git(root, "config", key, str(program))
        for hook in ("post-checkout", "post-index-change", "reference-transaction"):
            shutil.copy(program, root / ".git" / "hooks" / hook)
        yield Sent(Garden(root, set_.bait, made.planted), set_, program, ran)


@pytest.fixture
def run(
    sent: Sent, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Run]:
    """Return what runs ``diff`` in a repository and returns what it prints; nothing else runs."""
    monkeypatch.setattr(differences, "LARGEST_COMMENT", 10_000_000)

    def running(*arguments: str, root: Path = sent.garden.root) -> str:
        monkeypatch.chdir(root)
        main(("diff", *arguments))
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return told.out + told.err

    yield running
    assert not sent.ran.exists()
    assert sent.trap.asked == []


def assert_harmless(told: str) -> None:
    """Nothing steers a terminal or the runner of a workflow."""
    for line in told.splitlines():
        assert line.isprintable(), line
        assert not line.lstrip().startswith("::"), line
        assert "##[" not in line, line


HEADS = ["HEAD", ""]
"""A commit, or the work tree."""


@pytest.mark.parametrize("head", HEADS)
def test_payloads_in_commits_are_words(head: str, run: Run, sent: Sent) -> None:
    """As text nothing steers; as Markdown nothing is more than words; as JSON they come back."""
    sides = ("plain", head) if head else ("plain",)
    told = run(*sides)
    assert "onload=z(" in told
    assert_harmless(told)
    shown, outside = shown_by_the_forge(run(*sides, "--format", "markdown"))
    assert "onload=z(" in shown
    assert not MORE_THAN_WORDS.search(outside)
    data = json.loads(run(*sides, "--format", "json"))
    assert data["after"]["commit"] == (git(sent.garden.root, "rev-parse", head) if head else None)
    assert "onload=z(" in json.dumps(data)


def test_drivers_of_the_repository_do_run_where_git_is_asked_for_a_checkout(
    sent: Sent, tmp_path: Path
) -> None:
    """The trap is one: git itself runs a filter at a checkout, a driver to show a difference."""
    copy = tmp_path / "copy"
    shutil.copytree(sent.garden.root, copy)
    for command in (("checkout", "plain", "--", "commitments/tracker.yaml"), ("diff", "plain")):
        git(copy, *command)
        assert sent.ran.exists(), command
        sent.ran.unlink()


def test_names_of_files_in_commits_are_told_and_go_nowhere(run: Run, tmp_path: Path) -> None:
    """Each is told of both sides: that nobody reads it, or that git's file is left out."""
    root = misnamed(tmp_path / "tracker")
    git(root, "init", "--quiet")
    git(root, "config", "core.protectNTFS", "false")
    commit(root)
    told = run("HEAD", root=root)
    assert_harmless(told)
    assert told.count("[unexpected-file]") + told.count("it is left out") == 2 * 3 * len(NAMES)


BRANCHES = (
    *("`x`<img/src=x/onerror=z(1)>", "@octocat/#1", "$z$&lt;b&gt;", "(javascript;z(1))", "日本"),
    *("::error::z", "{{7+7}}", "\u202egnp", "=z(1)"),
)


@pytest.mark.parametrize("name", BRANCHES)
def test_a_branch_may_have_any_name_that_git_allows(name: str, run: Run, sent: Sent) -> None:
    """It is said in each format, and is a word."""
    made = "::" not in name
    if made:
        unhooked = ("-c", "core.hooksPath=/dev/null")
        git(sent.garden.root, *unhooked, "update-ref", f"refs/heads/{name}", "plain")
    told = run(name, "plain")
    assert_harmless(told)
    assert ("Nothing differs in meaning" in told) == made
    text = run(name, "plain", "--format", "markdown")
    if made:
        _, outside = shown_by_the_forge(text)
        assert not MORE_THAN_WORDS.search(outside)
        assert json.loads(run(name, "plain", "--format", "json"))["before"]["revision"] == name


UNKNOWN = ("\x1b]0;z\x07", "##[error]z", "a\n::error::z", "--output=z", "-h", ":z", ":/z")


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_is_no_revision_is_repeated_as_words(name: str, run: Run, sent: Sent) -> None:
    """Nor is it an option of git."""
    told = run("--", name, "plain")
    assert_harmless(told)
    assert "there is no revision" in told
    assert not (sent.garden.root / "z").exists()


def test_a_lost_file_is_not_asked_for_whatever_the_repository_allows(
    run: Run, sent: Sent, tmp_path: Path
) -> None:
    """A partial clone may name a program as the place to fetch from, and allow itself to."""
    root, remote = tmp_path / "partial", tmp_path / "remote"
    remote.write_text(f"#!/bin/sh\ntouch '{sent.ran}'\n", "utf-8")
    remote.chmod(0o755)
    shutil.copytree(RECORDS / "valid", root)
    git(root, "init", "--quiet")
    commit(root)
    lost = git(root, "rev-parse", "HEAD:commitments/tracker.yaml")
    (root / ".git" / "objects" / lost[:2] / lost[2:]).unlink()
    settings = {
        "core.repositoryformatversion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": f"ext::{remote}",
        "protocol.allow": "always",
        "protocol.ext.allow": "always",
    }
    for key, value in settings.items():
        git(root, "config", key, value)
    assert "git has lost" in run("HEAD", root=root)
    assert not sent.ran.exists()
    with pytest.raises(AssertionError):
        git(root, "cat-file", "-p", lost)
    assert sent.ran.exists()
    sent.ran.unlink()
