"""The hooks that we offer, as another repository uses them: real git, real pre-commit."""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from trackers import REPOSITORY, TrackerFolder, environment

PACKAGED = ("src", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")


def run(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run a program in a folder."""
    variables = environment()
    variables.pop("PYTHONPATH")  # the hook brings its own
    variables["PRE_COMMIT_HOME"] = str(folder.parent / "cache")
    return subprocess.run(
        words, cwd=folder, env=variables, capture_output=True, encoding="utf-8", check=False
    )


def git(folder: Path, *words: str) -> str:
    """Run git, as somebody without a name."""
    names = ("-c", "user.name=test", "-c", "user.email=test@example.org")
    done = run(folder, "git", *names, *words)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def committed(folder: Path) -> str:
    """Commit everything in a folder and return the revision."""
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "All of it")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def ours(tmp_path: Path) -> tuple[Path, str]:
    """Return a repository of this package as it stands, and its revision."""
    clone = tmp_path / "pledgetrack"
    clone.mkdir()
    for name in PACKAGED:
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, clone / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, clone)
    return clone, committed(clone)


def test_the_documentation_names_every_hook() -> None:
    """Whoever wants to use them finds them all."""
    hooks = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8"))
    shown = (REPOSITORY / "docs/how-to/set-up-an-editor.md").read_text("utf-8")
    assert len(hooks) == 2
    for hook in hooks:
        assert f"- id: {hook['id']}\n" in shown


def test_a_commit_with_a_fault_is_stopped(
    ours: tuple[Path, str], full_tracker: TrackerFolder
) -> None:
    """Both hooks pass on a sound tracker; a wrong word fails the one, a gap in a text the other."""
    if importlib.util.find_spec("pre_commit") is None:
        pytest.skip("needs pre-commit, which `nox -s tools` installs")
    clone, revision = ours
    full_tracker.write(
        ".pre-commit-config.yaml",
        f"repos:\n  - repo: {clone.as_uri()}\n    rev: {revision}\n    hooks:\n"
        "      - id: pledgetrack-check\n      - id: pledgetrack-coverage\n",
    )
    committed(full_tracker.root)
    hooks = (sys.executable, "-m", "pre_commit", "run", "--all-files")
    first = run(full_tracker.root, *hooks)
    assert first.returncode == 0, first.stdout + first.stderr
    assert first.stdout.count("Passed") == 2

    agreement = "commitments/agreements/harbour-2006.yaml"
    full_tracker.edit(agreement, "  - {lines: 8, as: purpose}\n", "")
    pier = "commitments/harbour-2006/lights.yaml"
    full_tracker.edit(pier, "kind: ", "kind: very ")
    wrong = run(full_tracker.root, *hooks)
    assert wrong.returncode == 1
    assert f"{pier}:" in wrong.stdout
    assert "error[wrong-value]" in wrong.stdout
    git(full_tracker.root, "checkout", "--quiet", pier)
    low = run(full_tracker.root, *hooks)
    assert low.returncode == 1
    assert low.stdout.count("Passed") == 1
    assert "is under 100 %" in low.stdout
