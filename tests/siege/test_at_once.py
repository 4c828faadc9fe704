"""Two at once: builds take turns, and no edit is lost in silence."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from siege import ASSESS, NEW, RECORD, build_of, disturbances

if TYPE_CHECKING:
    from siege import Scene

TIMES = disturbances("KILLS", few=2)
# A build that is told to be slow draws pages of an older register while another one begins.
SLOW = """
def setup(app):
    import os, pathlib, time

    def wait(*_):
        if "SLOW" in os.environ and app.builder.name == os.environ["SLOW"]:
            pathlib.Path(app.confdir, "begun").touch()
            time.sleep(8)

    app.connect("builder-inited", wait)
"""
METHOD = "docs/method.md"


@pytest.mark.parametrize("builder", ["html", "pledgepdf"])
def test_a_build_waits_for_another_in_the_same_folder(scene: "Scene", builder: str) -> None:
    """The one that began before an edit does not write over what the one after it has written."""
    conf = scene.root / "docs/conf.py"
    conf.write_text(conf.read_text("utf-8") + SLOW, "utf-8")
    if builder == "html":  # the first PDF files are drawn while another build waits
        assert scene.build(builder)[0] == 0
    scene.edit(RECORD, "A second pier", "Another pier")
    scene.edit(METHOD, "What a status rests on.", "What it rests on.")
    slow = scene.with_variables(SLOW=builder).start(*build_of(builder))
    while not (begun := Path(scene.root, "docs/begun")).exists():
        assert slow.poll() is None
    begun.unlink()
    scene.edit(RECORD, "Another pier", "A third pier")
    scene.edit(METHOD, "What it rests on.", "What all rests on.")
    code, told = scene.run(*(word for word in build_of(builder) if word != "-q"))
    assert code == 0
    assert "another build writes into" in told
    said, _ = slow.communicate()
    assert slow.returncode == 0, said
    both = scene.tree(builder)
    assert scene.build(builder)[0] == 0
    assert scene.build(builder, "clean")[0] == 0
    assert scene.tree(builder) == scene.tree("clean") == both


def test_several_builds_at_once_end_well(scene: "Scene") -> None:
    """Three of the site, while a record is edited; one more is like a clean one."""
    assert scene.build("html")[0] == 0
    builds = []
    for words in ("One pier", "Two piers", "Three piers"):
        text = (scene.root / RECORD).read_text("utf-8").splitlines()
        text[1] = f"title: {words} in the southern harbour"
        (scene.root / RECORD).write_text("\n".join(text) + "\n", "utf-8")
        builds.append(scene.start(*build_of("html")))
    for build in builds:
        said, _ = build.communicate(timeout=600)
        assert build.returncode == 0, said
    assert scene.build("html")[0] == 0
    assert scene.build("html", "clean")[0] == 0
    assert scene.tree("html") == scene.tree("clean")


def test_two_judgements_at_once_are_both_there_or_one_says_why_not(scene: "Scene") -> None:
    """What ended well is in the record; what is not in it said so."""
    path = scene.root / "commitments/harbour-2001/fares-residents.yaml"
    before = path.read_bytes()
    for _ in range(TIMES):
        path.write_bytes(before)
        days = ("2003-12-31", "2004-01-15", "2004-01-31")
        judging = [scene.start(*(w.replace("2003-12-31", day) for w in ASSESS)) for day in days]
        there = 0
        for process, day in zip(judging, days, strict=True):
            said, _ = process.communicate()
            is_there = f"as_of: {day}" in path.read_text("utf-8")
            there += is_there
            assert process.returncode == (0 if is_there else 2), said
            assert is_there or "was changed by others meanwhile; nothing was written" in said
        assert there
        assert scene.command("check", "--strict")[0] == 0


def test_an_edit_made_while_a_judgement_is_prepared_is_kept(scene: "Scene") -> None:
    """Also one made with an editor, which waits for nobody."""
    path = scene.root / "commitments/harbour-2001/fares-residents.yaml"
    edited = path.read_text("utf-8") + "# a remark\n"
    for delay in range(1, 4 * TIMES):
        path.write_text(edited.removesuffix("# a remark\n"), "utf-8")
        judging = scene.start(*ASSESS)
        time.sleep(delay * 0.1)
        path.write_text(edited, "utf-8")
        said, _ = judging.communicate()
        now = path.read_text("utf-8")
        ended_before = judging.returncode == 0 and now == edited
        assert "# a remark" in now
        assert ended_before or ("as_of" in now) == (judging.returncode == 0), said


def test_two_drafts_of_one_name_at_once_are_one(scene: "Scene") -> None:
    """The second finds the name taken."""
    (scene.root / "commitments/harbour-2001/fares-residents.yaml").unlink()
    for _ in range(TIMES):
        (scene.root / "commitments/harbour-2001/fares-locals.yaml").unlink(missing_ok=True)
        drafting = [scene.start(*NEW) for _ in range(3)]
        said = [process.communicate()[0] for process in drafting]
        assert sorted(process.returncode for process in drafting) == [0, 2, 2], said
        assert scene.command("check")[0] == 0


def test_two_new_trackers_in_one_place_are_one(scene: "Scene") -> None:
    """One makes it, the other is told that there is something."""
    laying = [scene.start("-m", "pledgetrack", "init", "fresh") for _ in range(2)]
    said = [process.communicate()[0] for process in laying]
    assert sorted(process.returncode for process in laying) == [0, 2], said
    assert sum("is not empty" in words for words in said) == 1
    assert scene.command("init", "other")[0] == 0
    assert scene.tree("fresh") == scene.tree("other")
