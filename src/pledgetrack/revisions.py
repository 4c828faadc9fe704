"""A revision in git -> the files of a tracker as they were, in a folder of their own.

The only module that runs another program: git, with fixed arguments and without a shell. It asks
git for objects and nothing else, so no hook, filter, attribute or alias of the repository runs,
and nothing is fetched. Links and submodules are left out; what is not plain is never followed.
"""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pledgetrack.errors import UsageError

MAX_BYTES: Final = 256 * 1024 * 1024
MAX_FILES: Final = 100_000
_FOLDERS: Final = ("commitments", "seeds")
_TRACKER: Final = "commitments/tracker.yaml"
_PLAIN_FILES: Final = {b"100644", b"100755"}
_PROGRAM: Final = (
    "git",
    "--no-pager",
    "--no-optional-locks",
    "--no-replace-objects",
    "-c",
    "core.fsmonitor=false",  # a program, asked about the work tree for revisions such as :path
)
# A partial clone would fetch what it lacks, or run a program that is said to. Only this outweighs
# what the repository itself allows.
_CLOSED: Final = {"GIT_ALLOW_PROTOCOL": "none"}


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision whose files were written; ``left_out`` are links and submodules in it."""

    name: str
    commit: str
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A file of a tree; its path is relative to the tracker, its object has ``size`` bytes."""

    path: str
    object: str
    size: int


def write_revision(root: Path, name: str, folder: Path) -> Revision:
    """Write the tracker of ``root``, as it was in a revision, into an empty folder.

    ``UsageError`` says in a sentence what cannot be: no git, no repository, no such revision, a
    history that was cut off, no tracker in that revision, or more than anybody keeps.
    """
    commit = _commit(root, name)
    entries, left_out = _tree(root, name, commit)
    _check_size(name, entries)
    contents = _contents(root, name, entries)
    for entry, content in zip(entries, contents, strict=True):
        target = folder / entry.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return Revision(name, commit, left_out)


def _commit(root: Path, name: str) -> str:
    """Return the hash of the commit that a revision names."""
    inside = _git(root, "rev-parse", "--is-inside-work-tree")
    if inside.returncode:
        raise UsageError(f"{root} lies in no work tree of git: {_said(inside)}")
    if not name or "\0" in name:
        raise UsageError("a revision has a name, such as HEAD~1, main or a commit")
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    found = _git(root, *asked)
    if found.returncode:
        raise UsageError(f"there is no revision {name} in this repository{_cut_off(root)}")
    return found.stdout.decode("ascii").strip()


def _cut_off(root: Path) -> str:
    """Return what to do where the history is not all here."""
    shallow = _git(root, "rev-parse", "--is-shallow-repository")
    if shallow.stdout.strip() != b"true":
        return ""
    return (
        "; its history is cut off: run git fetch --unshallow, or in a workflow give "
        "actions/checkout a larger fetch-depth (0 for all)"
    )


def _tree(root: Path, name: str, commit: str) -> tuple[list[_Entry], tuple[str, ...]]:
    """Return the plain files of the tracker in a commit, and the paths of what is not plain."""
    # Run in the folder of the tracker, git names and limits paths by that folder.
    listed = _git(root, "ls-tree", "-r", "-z", "-l", commit, "--", *_FOLDERS)
    if listed.returncode:
        raise UsageError(
            f"git cannot list the files of revision {name} ({_said(listed)}); where the clone is "
            "partial, fetch the whole repository"
        )
    entries: list[_Entry] = []
    left_out: list[str] = []
    for line in listed.stdout.split(b"\0")[:-1]:
        head, _, written = line.partition(b"\t")
        mode, _, digest, size = head.split()
        path = os.fsdecode(written)
        if mode in _PLAIN_FILES and _is_safe(path):
            if not size.isdigit():  # an object that is lost has none
                raise _lost(name, path)
            entries.append(_Entry(path, digest.decode("ascii"), int(size)))
        else:
            left_out.append(path)
    if not any(entry.path == _TRACKER for entry in entries):
        raise UsageError(f"revision {name} has no {_TRACKER} in this place")
    return entries, tuple(left_out)


def _is_safe(path: str) -> bool:
    """Say whether a path of a tree stays in its folder on every system; a made tree may not."""
    parts = path.split("/")
    return parts[0] in _FOLDERS and not any(
        part in {"", ".", ".."} or "\\" in part or ":" in part for part in parts
    )


def _check_size(name: str, entries: list[_Entry]) -> None:
    size = sum(entry.size for entry in entries)
    if len(entries) > MAX_FILES or size > MAX_BYTES:
        raise UsageError(
            f"the tracker of revision {name} has {len(entries)} files and {size} bytes; "
            f"at most {MAX_FILES} files and {MAX_BYTES} bytes are read"
        )


def _contents(root: Path, name: str, entries: list[_Entry]) -> Iterator[bytes]:
    """Yield the bytes of each file as they are stored, without filters."""
    asked = "".join(f"{entry.object}\n" for entry in entries).encode("ascii")
    answer = _git(root, "cat-file", "--batch", given=asked)
    at = 0
    for entry in entries:
        end = answer.stdout.find(b"\n", at)
        if answer.stdout[at:end].split()[1:] != [b"blob", b"%d" % entry.size]:
            raise _lost(name, entry.path)
        yield answer.stdout[end + 1 : end + 1 + entry.size]
        at = end + 1 + entry.size + 1


def _lost(name: str, path: str) -> UsageError:
    return UsageError(f"git has lost {path!a} of revision {name}; fetch the whole repository")


def _git(root: Path, *arguments: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """Run git in a folder; what it says is bytes, what it is given is its input."""
    try:
        return subprocess.run(  # noqa: S603  fixed program and options, no shell
            [*_PROGRAM, *arguments],
            cwd=root,
            env={**os.environ, **_CLOSED},
            input=given,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise UsageError(
            "git is not installed, or not found; diff reads revisions by it"
        ) from error


def _said(done: "subprocess.CompletedProcess[bytes]") -> str:
    words = done.stderr.decode("utf-8", "replace").strip()
    return words.splitlines()[0] if words else f"exit code {done.returncode}"
