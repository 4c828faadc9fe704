"""``pledgetrack diff`` on real repositories: which revisions, what is told, and what never runs."""

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from forge import MORE_THAN_WORDS, shown_by_the_forge
from hypothesis import given
from hypothesis import strategies as st
from repositories import git
from trackers import REPOSITORY, TrackerFolder, run_program
from values import assessment, commitment, day, prose, register_of

from pledgetrack import revisions
from pledgetrack.assessment import edition_of
from pledgetrack.comparison import compare, side_of
from pledgetrack.errors import UsageError
from pledgetrack.rendering.diagnostics import printable
from pledgetrack.rendering.difference_data import SCHEMA, Difference, Version
from pledgetrack.rendering.differences import LARGEST_COMMENT, as_markdown
from pledgetrack.revisions import write_revision
from pledgetrack.schemas import DIFF, bundled_schema
from pledgetrack.vocabulary import Status

HARBOUR = "commitments/harbour-2001"
TIMETABLE = f"{HARBOUR}/ferry-timetable.yaml"
PIER = f"{HARBOUR}/ferry-pier.yaml"
NOTHING = "Nothing differs in meaning."


@dataclass(frozen=True)
class Repository(TrackerFolder):
    """A tracker under version control; ``top`` is the top of its work tree."""

    top: Path

    def git(self, *arguments: str, given: bytes = b"") -> str:
        """Run git, without the settings of this machine; it must succeed."""
        return git(self.top, *arguments, given=given)

    def commit(self) -> str:
        """Commit everything and return the hash."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", "A change")
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tracker: TrackerFolder) -> Repository:
    """Return the practice tracker, committed."""
    made = Repository(tracker.root, tracker.root)
    made.git("init", "--quiet")
    made.commit()
    return made


def difference(repository: TrackerFolder, *arguments: str) -> dict[str, Any]:
    """Return what the program says differs, which is valid by its schema."""
    done = repository.run("diff", *arguments, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    data: dict[str, Any] = json.loads(done.stdout)
    jsonschema_rs.Draft202012Validator(bundled_schema(DIFF)).validate(data)
    assert data["schema"] == SCHEMA == bundled_schema(DIFF)["$id"]
    return data


def test_nothing_differs(repository: Repository) -> None:
    """Exit 0, and it is said; the same from a folder inside."""
    for folder in ("", HARBOUR):
        done = repository.run("diff", "HEAD", cwd=folder)
        assert (done.returncode, done.stderr) == (0, "")
        assert NOTHING in done.stdout
        assert "the same under all 7 rules" in done.stdout


def test_a_revision_and_the_work_tree(repository: Repository) -> None:
    """What is not committed and not even added counts; both sides are named."""
    repository.edit(TIMETABLE, "status: partial", "status: started")
    new = (repository.root / f"{HARBOUR}/fares-pilots.yaml").read_text()
    repository.write(f"{HARBOUR}/fares-thanks.yaml", new.replace("fares-pilots", "fares-thanks"))
    data = difference(repository, "HEAD")
    assert [entry["id"] for entry in data["added"]] == ["harbour-2001/fares-thanks"]
    assert data["without_new_evidence"] == ["harbour-2001/ferry-timetable"]
    assert data["before"]["revision"] == "HEAD"
    assert data["before"]["commit"] == repository.git("rev-parse", "HEAD")
    assert data["after"]["revision"] is data["after"]["commit"] is None


def test_two_revisions(repository: Repository) -> None:
    """By branch, tag, distance or hash, detached or not; the work tree plays no part."""
    repository.git("tag", "first")
    repository.edit(TIMETABLE, "status: partial", "status: started")
    second = repository.commit()
    repository.edit(PIER, "status: fulfilled", "status: partial")
    repository.git("checkout", "--quiet", "--detach")
    for base, head in (("first", "main"), ("HEAD~1", "HEAD"), ("first", second[:12])):
        (move,) = difference(repository, base, head)["statuses"]
        assert move["id"] == "harbour-2001/ferry-timetable"
        assert (move["before"], move["after"]) == ("partial", "started")
    assert len(difference(repository, "first")["statuses"]) == 2


def test_a_commit_is_what_it_was(repository: Repository) -> None:
    """Also where the repository shows another in its place."""
    first = repository.git("rev-parse", "HEAD")
    repository.edit(TIMETABLE, "status: partial", "status: started")
    second = repository.commit()
    repository.git("replace", first, second)
    assert len(difference(repository, first, second)["statuses"]) == 1


def test_the_tracker_lies_in_a_folder_of_the_repository(
    tmp_path: Path, tracker: TrackerFolder
) -> None:
    """Only its own files are read."""
    top = tmp_path / "top"
    top.mkdir()
    git(top, "init", "--quiet")
    (tracker.root).rename(top / "my tracker")
    inside = Repository(top / "my tracker", top)
    inside.write("../commitments/tracker.yaml", "not: ours")
    inside.commit()
    inside.edit(TIMETABLE, "status: partial", "status: started")
    assert len(difference(inside, "HEAD")["statuses"]) == 1


def test_the_text_tells_all(repository: Repository) -> None:
    """A line for each move, with reason, evidence, criteria and headlines."""
    repository.edit(TIMETABLE, "status: partial", "status: started")
    repository.edit(TIMETABLE, "substantial: It hung", "substantial: It stood")
    repository.edit(PIER, '14 February 2003."', '14 February"')
    text = repository.run("diff", "HEAD").stdout
    told = " ".join(text.split())
    for words in (
        "Statuses moved without new evidence (1)",
        "harbour-2001/ferry-timetable “The timetable in both harbours”: partial → started",
        "as of 2003-03-31; without new evidence; by other criteria, so not comparable",
        "The paper saw none in the northern harbour.",
        "was: substantial: It hung in both, out of date.",
        "now: substantial: It stood in both, out of date.",
        "gained, for: gazette-2003: The second pier was opened on 14 February",
        "lost, for: gazette-2003: The second pier was opened on 14 February 2003.",
        "At least partly kept strict: 3 of 3 → 2 of 3",
    ):
        assert words in told, text


def test_the_example_in_the_documentation_is_what_the_program_says(repository: Repository) -> None:
    """Letter for letter, after the edits that the page shows; only the commit is another."""
    page = (REPOSITORY / "docs/how-to/review-a-pull-request.md").read_text("utf-8")
    for change in re.findall(r"```{code-block} diff\n:caption: \S+\n\n(.*?)```", page, re.DOTALL):
        old, new = (
            "".join(line[1:] for line in change.splitlines(keepends=True) if line[0] == sign)
            for sign in "-+"
        )
        repository.edit(TIMETABLE, old, new)
    told = re.sub(r"main \(\w+\)", "main (COMMIT)", repository.run("diff", "main").stdout)
    (shown,) = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    assert shown == told


def test_coverage_before_and_after(repository: Repository) -> None:
    """A record that is gone leaves its words uncovered."""
    (repository.root / f"{HARBOUR}/fares-pilots.yaml").unlink()
    text = repository.run("diff", "HEAD").stdout
    assert "Coverage moved in 1 of 2 texts." not in text  # what is no text of an agreement has none
    assert "Coverage moved in 1 of 1 texts." in text
    assert "harbour-2001-text: 100.0 % (0 letters and digits uncovered) → 91." in text


MISTAKES = {
    "no such revision": (("nowhere",), "there is no revision nowhere"),
    "an empty name": (("",), "a revision has a name"),
    "an option": (("--", "--all"), "there is no revision --all"),
    "a range": (("HEAD..HEAD",), "there is no revision HEAD..HEAD"),
    "a file": (("HEAD:commitments",), "there is no revision HEAD:commitments"),
    "no such head": (("HEAD", "nowhere"), "there is no revision nowhere"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_of_the_caller_is_a_sentence(name: str, repository: Repository) -> None:
    """Exit 2, and nothing on standard output."""
    arguments, words = MISTAKES[name]
    done = repository.run("diff", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_no_repository_and_no_git(tracker: TrackerFolder, tmp_path: Path) -> None:
    """Either is said."""
    done = tracker.run("diff", "HEAD", GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "lies in no work tree of git" in done.stderr
    done = tracker.run("diff", "HEAD", PATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "git is not installed" in done.stderr


def test_a_history_that_was_cut_off(repository: Repository, tmp_path: Path) -> None:
    """What to do is said for people and for workflows."""
    repository.commit()
    address = repository.root.as_uri()
    git(tmp_path, "clone", "--quiet", "--depth", "1", address, "shallow")
    shallow = TrackerFolder(tmp_path / "shallow")
    assert NOTHING in shallow.run("diff", "HEAD").stdout
    done = shallow.run("diff", "HEAD~1")
    assert done.returncode == 2
    assert "git fetch --unshallow" in done.stderr
    assert "fetch-depth" in done.stderr
    assert "unshallow" not in repository.run("diff", "HEAD~9").stderr


def test_a_clone_without_its_files(repository: Repository, tmp_path: Path) -> None:
    """Nothing is fetched, and it is said what to do."""
    repository.git("config", "uploadpack.allowFilter", "true")
    repository.edit(TIMETABLE, "status: partial", "status: started")
    repository.commit()
    address = repository.root.as_uri()
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", address, "partial")
    done = TrackerFolder(tmp_path / "partial").run("diff", "HEAD~1")
    assert (done.returncode, done.stdout) == (2, "")
    assert "where the clone is partial, fetch the whole repository" in done.stderr


def test_a_file_that_the_repository_has_lost(repository: Repository) -> None:
    """It is named."""
    digest = repository.git("rev-parse", f"HEAD:{TIMETABLE}")
    (repository.root / ".git/objects" / digest[:2] / digest[2:]).unlink()
    done = repository.run("diff", "HEAD")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"git has lost '{TIMETABLE}' of revision HEAD" in done.stderr


@pytest.mark.parametrize("side", ["base", "head"])
def test_a_register_that_is_broken_in_one_revision(side: str, repository: Repository) -> None:
    """Which one is said, with all that is wrong; exit 1."""
    repository.edit(TIMETABLE, "status: partial", "status: partialy")
    repository.git("tag", "broken", repository.commit())
    repository.edit(TIMETABLE, "status: partialy", "status: partial")
    repository.git("tag", "sound", repository.commit())
    revisions_ = ("broken", "sound") if side == "base" else ("sound", "broken")
    done = repository.run("diff", *revisions_)
    assert (done.returncode, done.stdout) == (1, "")
    assert "the records of broken (" in done.stderr
    assert "ferry-timetable.yaml:14:13: error[wrong-value]" in done.stderr
    assert "the records of sound" not in done.stderr


def test_a_revision_before_the_tracker(repository: Repository) -> None:
    """There is nothing to compare with."""
    empty = repository.git("mktree")
    before = repository.git("commit-tree", "-m", "Nothing", empty)
    done = repository.run("diff", before)
    assert (done.returncode, done.stdout) == (2, "")
    assert "has no commitments/tracker.yaml" in done.stderr


def test_links_and_submodules_are_never_followed(repository: Repository, tmp_path: Path) -> None:
    """They are left out, and that is said."""
    (tmp_path / "secret.yaml").write_text("secret: words\n")
    (repository.root / f"{HARBOUR}/fares-link.yaml").symlink_to(tmp_path / "secret.yaml")
    repository.git("add", "--all")
    head = repository.git("rev-parse", "HEAD")
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{head},seeds/module")
    repository.git("commit", "--quiet", "-m", "Links")
    target = tmp_path / "out"
    revision = write_revision(repository.root, "HEAD", target)
    assert set(revision.left_out) == {f"{HARBOUR}/fares-link.yaml", "seeds/module"}
    assert not (target / HARBOUR / "fares-link.yaml").is_symlink()
    assert not (target / HARBOUR / "fares-link.yaml").exists()
    done = repository.run("diff", "HEAD", "HEAD")
    assert done.returncode == 0
    assert "fares-link.yaml is no plain file of this tracker; it is left out" in done.stderr


def test_a_made_tree_does_not_lead_out(repository: Repository, tmp_path: Path) -> None:
    """Git itself would not write such names, but objects can be made to hold them."""

    def tree(*entries: tuple[str, bytes, str]) -> str:
        raw = b"".join(
            mode.encode() + b" " + name + b"\0" + bytes.fromhex(digest)
            for mode, name, digest in entries
        )
        made = ("hash-object", "-t", "tree", "-w", "--stdin", "--literally")
        return repository.git(*made, given=raw)

    evil = repository.git("hash-object", "-w", "--stdin", given=b"evil: words\n")
    settings = repository.git("rev-parse", "HEAD:commitments/tracker.yaml")
    outside = tree(("100644", b"evil.yaml", evil))
    inside = tree(("40000", b"..", outside), ("100644", b"tracker.yaml", settings))
    commit = repository.git("commit-tree", "-m", "x", tree(("40000", b"commitments", inside)))
    target = tmp_path / "deep" / "out"
    revision = write_revision(repository.root, commit, target)
    assert revision.left_out == ("commitments/../evil.yaml",)
    written = [path.relative_to(tmp_path / "deep") for path in target.parent.rglob("*.yaml")]
    assert written == [Path("out/commitments/tracker.yaml")]


def test_nothing_of_the_repository_runs(repository: Repository) -> None:
    """No hook, filter, alias or monitor; attributes hide no file; nothing is changed."""
    trap = repository.root / "ran"
    program = repository.write("trap.sh", f"#!/bin/sh\ntouch '{trap}'\ncat\n")
    program.chmod(0o755)
    for hook in ("post-checkout", "post-index-change", "reference-transaction", "pre-commit"):
        repository.write(f".git/hooks/{hook}", program.read_text()).chmod(0o755)
    attributes = "*.yaml filter=trap export-ignore export-subst diff=trap\n"
    repository.write(".git/info/attributes", attributes)
    for key in ("filter.trap.smudge", "filter.trap.clean", "diff.trap.textconv", "diff.external"):
        repository.git("config", key, str(program))
    for key in ("core.fsmonitor", "core.pager", "core.editor", "uploadpack.packObjectsHook"):
        repository.git("config", key, str(program))
    for name in ("rev-parse", "ls-tree", "cat-file"):
        repository.git("config", f"alias.{name}", f"!{program}")
    before = sorted(path for path in repository.root.rglob("*") if "objects" not in path.parts)
    assert NOTHING in repository.run("diff", "HEAD").stdout
    after = sorted(path for path in repository.root.rglob("*") if "objects" not in path.parts)
    assert before == after
    assert trap not in after


def test_more_than_anybody_keeps_is_refused(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before any of it is read."""
    monkeypatch.setattr(revisions, "MAX_BYTES", 1_000)
    with pytest.raises(UsageError, match="at most 100000 files and 1000 bytes are read"):
        write_revision(repository.root, "HEAD", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_bytes_are_those_of_the_revision(repository: Repository, tmp_path: Path) -> None:
    """Whatever line ends the work tree has."""
    repository.git("config", "core.autocrlf", "true")
    write_revision(repository.root, "HEAD", tmp_path / "out")
    for path in ("seeds/harbour-2001.txt", TIMETABLE):
        assert (tmp_path / "out" / path).read_bytes() == (repository.root / path).read_bytes()


HOSTILE = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "comment": "<!-- hidden --> words",
    "link": "[here](https://evil.example) and <https://evil.example>",
    "bare link": "see https://evil.example/x?y=1 or www.evil.example or mail@evil.example",
    "reference": "![x][1]\n\n[1]: https://evil.example",
    "mention": "@octocat, @org/team: thanks",
    "issue": "fixes #1, owner/repo#2, GH-3",
    "commit": "see 0123456789abcdef0123456789abcdef01234567 and 1a7e21f",
    "heading": "# Approved\n\n---\n\n> quote",
    "table": "a | b\n--- | ---\n",
    "code": "`` ` ``` end",
    "math and emoji": "$\\href{https://evil.example}{x}$ :tada:",
    "entity": "&lt;b&gt; &#64;octocat",
    "checklist": "1. [x] done\n- [ ] not done",
}


def only_words(words: str, text: str) -> None:
    """Assert that words of a record are shown, and nothing that a forge makes more of."""
    shown, outside = shown_by_the_forge(text)
    assert not MORE_THAN_WORDS.search(outside)
    assert printable(" ".join(words.split())) in shown.replace("\u2060", "")


@pytest.mark.parametrize("name", HOSTILE)
def test_words_of_records_are_only_words_in_markdown(name: str) -> None:
    """No markup, link, mention, reference or picture; and a reader sees the words themselves."""
    only_words(HOSTILE[name], as_markdown(of_words(HOSTILE[name])))


@given(words=st.text(st.sampled_from("@#:/\\`*_[]()<>!$&;-+.|~=\"'awgh0 \n1é記"), min_size=1))
def test_no_words_at_all_become_markup(words: str) -> None:
    """Whatever is put together of the signs that mean something."""
    only_words(words, as_markdown(of_words(words)))


def of_words(words: str, number: int = 1) -> Difference:
    """Return a difference of so many new records, whose every title is given."""
    before = register_of(as_of=day("2004-01-31"))
    records = (
        replace(commitment(f"a{at}", assessment(Status.PARTIAL)), title=prose(words))
        for at in range(number)
    )
    after = register_of(*records, as_of=day("2004-01-31"))
    sides = (side_of(register, edition_of(register)) for register in (before, after))
    return Difference(Version("main", "0" * 40), Version(), compare(*sides))


def test_a_comment_is_never_too_long() -> None:
    """It is cut between items, and what was left out is counted."""
    whole = as_markdown(of_words("記録", 100))
    assert "Cut here" not in whole
    text = as_markdown(of_words("記録" * 20, 2_000))
    assert 0.9 * LARGEST_COMMENT < len(text.encode()) <= LARGEST_COMMENT
    told = re.search(r"Left out: (\d+) of 2000 under “Records added”\.", text)
    assert told
    assert text.count("\n- ") == 2_000 - int(told[1])
    assert "`pledgetrack diff` shows all of it" in text


def test_a_terminal_is_not_steered() -> None:
    """Not by the names of a hostile tree either: what cannot be seen is shown as its code."""
    assert "\x1b" not in as_markdown(of_words("red \x1b[31m"))


def test_the_schema_refuses_what_is_no_difference(repository: Repository) -> None:
    """It would be worth nothing if it took everything."""
    validator = jsonschema_rs.Draft202012Validator(bundled_schema(DIFF))
    data = difference(repository, "HEAD")
    for change in ({"schema": "urn:other"}, {"more": 1}, {"added": [{"id": "x"}]}, {"before": {}}):
        assert not validator.is_valid({**data, **change})


def test_without_a_tracker_and_without_a_base(tmp_path: Path, repository: Repository) -> None:
    """Both are usage errors."""
    assert run_program("diff", "HEAD", cwd=tmp_path).returncode == 2
    assert repository.run("diff").returncode == 2
