"""Revisions read from real repositories, in this process: what is written, and what is said."""

import os
import shutil
from pathlib import Path

import pytest
from repositories import git
from trackers import RECORDS

from pledgetrack import revisions
from pledgetrack.errors import UsageError
from pledgetrack.revisions import Revision, write_revision

PIER = "commitments/harbour-2001/ferry-pier.yaml"
TRACKER = "commitments/tracker.yaml"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with the small tracker in its first commit; no test changes it."""
    root = tmp_path_factory.mktemp("sound") / "harbours"
    shutil.copytree(RECORDS / "valid", root)
    git(root, "init", "--quiet")
    commit(root)
    return root


@pytest.fixture
def repository(sound: Path, tmp_path: Path) -> Path:
    """Return a copy of it, to be changed."""
    return shutil.copytree(sound, tmp_path / "harbours", symlinks=True)


def commit(root: Path) -> str:
    """Commit everything and return the hash."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "-m", "A change")
    return git(root, "rev-parse", "HEAD")


def refusal(root: Path, name: str, target: Path) -> str:
    """Return why a revision cannot be written; nothing is."""
    with pytest.raises(UsageError) as caught:
        write_revision(root, name, target)
    assert not target.exists()
    return str(caught.value)


def files_of(root: Path) -> dict[str, bytes]:
    """Return the files of a tracker, by path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


def test_all_files_are_written_as_they_were(sound: Path, tmp_path: Path) -> None:
    """Every byte of each; the folder may be there; the revision has its name and its commit."""
    target = tmp_path / "deep" / "out"
    head = git(sound, "rev-parse", "HEAD")
    for name in ("HEAD", "main", head, head[:9]):
        assert write_revision(sound, name, target) == Revision(name, head, ())
        assert files_of(target) == files_of(sound)
    assert len(files_of(sound)) > 9


def test_only_the_folders_of_a_tracker_are_read(repository: Path, tmp_path: Path) -> None:
    """Of any depth, programs among them; no file beside them, and no file of one of their names."""
    wanted = files_of(repository)
    (repository / "README").write_text("words")
    (repository / "docs").mkdir()
    (repository / "docs/index.md").write_text("words")
    program = repository / "seeds/a/b c/程\t式.sh"
    program.parent.mkdir(parents=True)
    program.write_bytes(b"\n\n")
    program.chmod(0o755)
    (repository / "seeds/empty").touch()
    commit(repository)
    write_revision(repository, "HEAD", tmp_path / "out")
    more = {"seeds/a/b c/程\t式.sh": b"\n\n", "seeds/empty": b""}
    assert files_of(tmp_path / "out") == {**wanted, **more}


def test_a_tracker_within_a_repository(tmp_path: Path) -> None:
    """Paths are those of its folder."""
    root = tmp_path / "top" / "my tracker"
    shutil.copytree(RECORDS / "valid", root)
    git(tmp_path / "top", "init", "--quiet")
    (tmp_path / "top/commitments").mkdir()
    (tmp_path / "top/commitments/tracker.yaml").write_text("not: ours\n")
    commit(tmp_path / "top")
    write_revision(root, "HEAD", tmp_path / "out")
    assert files_of(tmp_path / "out") == files_of(root)


MISTAKES = {
    "": "a revision has a name, such as HEAD~1, main or a commit",
    "a\0b": "a revision has a name, such as HEAD~1, main or a commit",
    "nowhere": "there is no revision nowhere in this repository",
    "--all": "there is no revision --all in this repository",
    f"HEAD:{TRACKER}": f"there is no revision HEAD:{TRACKER} in this repository",
}


@pytest.mark.parametrize("name", MISTAKES)
def test_what_is_no_revision(name: str, sound: Path, tmp_path: Path) -> None:
    """Is said in a sentence."""
    assert refusal(sound, name, tmp_path / "out") == MISTAKES[name]


def test_no_repository_and_no_git(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Either is said, with the words of git where it has some."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "C")
    (tmp_path / "plain").mkdir()
    said = refusal(tmp_path / "plain", "HEAD", tmp_path / "out")
    assert said.startswith(f"{tmp_path / 'plain'} lies in no work tree of git: fatal: not a git ")
    assert "\n" not in said
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refusal(sound, "HEAD", tmp_path / "out") == (
        "git is not installed, or not found; diff reads revisions by it"
    )


def test_a_history_that_was_cut_off(repository: Path, tmp_path: Path) -> None:
    """What to do is said, and only there."""
    commit(repository)
    git(tmp_path, "clone", "--quiet", "--depth", "1", repository.as_uri(), "shallow")
    write_revision(tmp_path / "shallow", "HEAD", tmp_path / "out")
    assert refusal(tmp_path / "shallow", "HEAD~1", tmp_path / "other") == (
        "there is no revision HEAD~1 in this repository; its history is cut off: run git fetch "
        "--unshallow, or in a workflow give actions/checkout a larger fetch-depth (0 for all)"
    )


def test_a_revision_without_a_tracker(repository: Path, tmp_path: Path) -> None:
    """Its one file must be in this place."""
    (repository / TRACKER).rename(repository / "seeds/tracker.yaml")
    commit(repository)
    assert refusal(repository, "HEAD", tmp_path / "out") == (
        "revision HEAD has no commitments/tracker.yaml in this place"
    )


def object_of(root: Path, digest: str) -> Path:
    """Return the file in which git keeps an object that is not packed."""
    return root / ".git" / "objects" / digest[:2] / digest[2:]


def test_objects_that_are_lost(repository: Path, tmp_path: Path) -> None:
    """A file or a folder: it is said which, and that the whole repository is needed."""
    object_of(repository, git(repository, "rev-parse", f"HEAD:{PIER}")).unlink()
    assert refusal(repository, "HEAD", tmp_path / "out") == (
        f"git has lost '{PIER}' of revision HEAD; fetch the whole repository"
    )
    folder = git(repository, "rev-parse", "HEAD:commitments")
    object_of(repository, folder).unlink()
    said = refusal(repository, "HEAD", tmp_path / "out")
    assert said.startswith("git cannot list the files of revision HEAD (")
    assert folder in said
    assert "\n" not in said
    assert said.endswith("); where the clone is partial, fetch the whole repository")


def test_a_file_that_is_lost_after_the_list_was_made(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing else is taken for it; the size of what is sent must be that of the list."""
    digest = git(repository, "rev-parse", f"HEAD:{PIER}")

    def losing(_name: str, _entries: list[revisions._Entry]) -> None:
        object_of(repository, digest).unlink()

    monkeypatch.setattr(revisions, "_check_size", losing)
    lost = rf"^git has lost '{PIER}' of revision HEAD; fetch the whole repository$"
    with pytest.raises(UsageError, match=lost):
        write_revision(repository, "HEAD", tmp_path / "out")
    other = git(repository, "rev-parse", f"HEAD:{TRACKER}")
    entry = revisions._Entry(PIER, other, 1)
    with pytest.raises(UsageError, match=lost):
        list(revisions._contents(repository, "HEAD", [entry]))
    folder = git(repository, "rev-parse", "HEAD:seeds")
    size = int(git(repository, "cat-file", "-s", folder))
    with pytest.raises(UsageError, match=lost):
        list(revisions._contents(repository, "HEAD", [revisions._Entry(PIER, folder, size)]))


def test_what_is_no_plain_file_is_left_out(repository: Path, tmp_path: Path) -> None:
    """Links and submodules, in the order of their paths; what stands after them is read."""
    wanted = files_of(repository)
    (repository / "commitments/link.yaml").symlink_to(repository / PIER)
    git(repository, "add", "--all")
    head = git(repository, "rev-parse", "HEAD")
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{head},seeds/a")
    git(repository, "commit", "--quiet", "-m", "Links")
    found = write_revision(repository, "HEAD", tmp_path / "out")
    assert found.left_out == ("commitments/link.yaml", "seeds/a")
    assert files_of(tmp_path / "out") == wanted


ODD = ("a\\b", "c:d", "..", ".", "...", "a..b", ".a")


@pytest.mark.parametrize("name", ODD)
def test_a_path_that_leads_elsewhere_on_some_system(
    name: str, repository: Path, tmp_path: Path
) -> None:
    """As a file or a folder; dots are only letters within a name."""

    def tree(*entries: tuple[bytes, str, str]) -> str:
        raw = b"".join(
            mode + b" " + path.encode() + b"\0" + bytes.fromhex(digest)
            for mode, path, digest in entries
        )
        made = ("hash-object", "-t", "tree", "-w", "--stdin", "--literally")
        return git(repository, *made, given=raw)

    file = git(repository, "rev-parse", f"HEAD:{TRACKER}")
    inside = (b"100644", "tracker.yaml", file)
    inner = tree(*sorted(((b"40000", name, tree((b"100644", "x.yaml", file))), inside)))
    commit_ = git(repository, "commit-tree", "-m", "x", tree((b"40000", "commitments", inner)))
    safe = name not in {"a\\b", "c:d", "..", "."}
    found = write_revision(repository, commit_, tmp_path / "deep" / "out")
    assert found.left_out == (() if safe else (f"commitments/{name}/x.yaml",))
    written = {TRACKER} | ({f"commitments/{name}/x.yaml"} if safe else set())
    assert set(files_of(tmp_path / "deep")) == {f"out/{path}" for path in written}


def test_an_empty_name_and_another_folder_are_not_safe() -> None:
    """Git lists neither here, but whoever makes a tree may try."""
    assert revisions._is_safe("commitments/a.yaml")
    for path in ("commitments//a.yaml", "docs/a.yaml", "/commitments/a.yaml", "a/seeds/b"):
        assert not revisions._is_safe(path)


def test_as_much_as_anybody_keeps(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Just as many files and bytes are read; with one more nothing is written."""
    files = files_of(sound)
    count, size = len(files), sum(map(len, files.values()))
    monkeypatch.setattr(revisions, "MAX_FILES", count)
    monkeypatch.setattr(revisions, "MAX_BYTES", size)
    write_revision(sound, "HEAD", tmp_path / "in")
    for key, most in (("MAX_FILES", count), ("MAX_BYTES", size)):
        monkeypatch.setattr(revisions, key, most - 1)
        assert refusal(sound, "HEAD", tmp_path / "out") == (
            f"the tracker of revision HEAD has {count} files and {size} bytes; at most "
            f"{revisions.MAX_FILES} files and {revisions.MAX_BYTES} bytes are read"
        )
        monkeypatch.setattr(revisions, key, most)


@pytest.fixture
def arguments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a program before git that writes down how it is asked, and then asks git."""
    real = shutil.which("git")
    folder, said = tmp_path / "before", tmp_path / "said"
    folder.mkdir()
    program = folder / "git"
    program.write_text(f'#!/bin/sh\necho "$GIT_ALLOW_PROTOCOL $*" >>"{said}"\nexec "{real}" "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return said


def test_git_is_asked_for_objects_and_nothing_else(
    arguments: Path, sound: Path, tmp_path: Path
) -> None:
    """Always with the options that keep it from running and fetching anything."""
    write_revision(sound, "main", tmp_path / "out")
    head = git(sound, "rev-parse", "HEAD")
    asked = arguments.read_text("utf-8").splitlines()
    before = "none --no-pager --no-optional-locks --no-replace-objects -c core.fsmonitor=false "
    assert [line.removeprefix(before) for line in asked[:4]] == [
        "rev-parse --is-inside-work-tree",
        "rev-parse --verify --quiet --end-of-options main^{commit}",
        f"ls-tree -r -z -l {head} -- commitments seeds",
        "cat-file --batch",
    ]
    assert len(asked) == 5  # the last is this test's own question


def test_what_git_said_is_one_line(tmp_path: Path) -> None:
    """Its first; where it said nothing, the code with which it ended; odd bytes are shown."""
    done = revisions._git(tmp_path, "no-such-command")
    done.stderr = b"\n one\xff\n two\n"
    assert revisions._said(done) == "one\ufffd"
    done.stderr = b" \n"
    done.returncode = 7
    assert revisions._said(done) == "exit code 7"
