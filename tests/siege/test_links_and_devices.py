"""Links of the file system: none leads out of the tracker unseen, and none is written over."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from siege import RECORD, Scene

SEED = "seeds/gazette-2003.txt"
FOLDER = "commitments/harbour-2001"


def move_out(scene: Scene, path: str, to: str) -> None:
    """Move a file or folder to another place and leave a link to it."""
    target = (scene.root / to).resolve()
    shutil.move(scene.root / path, target)
    (scene.root / path).symlink_to(target)


def findings(scene: Scene) -> list[tuple[str, str]]:
    """Return place and name of every finding of the check, which must not fail."""
    code, told = scene.command("check", "--format", "json")
    assert code == 1, told
    return [(one["path"], one["check"]) for one in json.loads(told)["findings"]]


@pytest.mark.parametrize("path", [RECORD, "commitments/parties.yaml"])
def test_a_file_that_is_a_link_to_the_outside_is_refused(scene: Scene, path: str) -> None:
    """With its place; neither its words nor its page are in the site."""
    scene.edit("commitments/parties.yaml", "South Island Works Office", "Secret Works Office")
    scene.edit(RECORD, "A second pier", "A secret pier")
    move_out(scene, path, "../outside.yaml")
    assert (path, "unreadable-file") in findings(scene)
    code, _ = scene.build("html")
    assert code == 0
    word = "Secret Works" if path.endswith("parties.yaml") else "A secret pier"
    pages = (scene.root / "html").rglob("*.html")
    assert not [page for page in pages if word in page.read_text("utf-8")]
    assert scene.build("pledgepdf")[0] == 1
    assert scene.command("export", "-o", "register.json")[0] == 1
    assert not (scene.root / "register.json").exists()


@pytest.mark.parametrize("to", ["../outside", "inside"])
def test_a_folder_of_records_that_is_a_link_is_told(scene: Scene, to: str) -> None:
    """Its records are not read, wherever it leads, and that is no silent loss."""
    move_out(scene, FOLDER, to)
    assert (FOLDER, "unexpected-file") in findings(scene)


def test_the_folder_of_all_records_may_be_a_link_within_the_tracker_only(scene: Scene) -> None:
    """Inside all is well; from outside no file is read."""
    move_out(scene, "commitments", "data")
    assert scene.command("check", "--strict")[0] == 0
    (scene.root / "commitments").unlink()
    shutil.move(scene.root / "data", scene.root.parent / "outside")
    (scene.root / "commitments").symlink_to("../outside")
    found = findings(scene)
    assert (RECORD, "unreadable-file") in found
    assert {check for _, check in found} == {"unreadable-file"}


def shown(scene: Scene, output: str) -> set[str]:
    """Return the folders whose own words stand on pages of a site."""
    own = {"commitments": "ten months before the date", "seeds": "wishing their people"}
    pages = [path.read_text("utf-8") for path in (scene.root / output).rglob("*.html")]
    return {folder for folder, words in own.items() if any(words in page for page in pages)}


@pytest.mark.parametrize("linked", [("commitments",), ("seeds",), ("commitments", "seeds")])
def test_a_site_is_built_also_while_its_folders_lead_out(
    scene: Scene, linked: tuple[str, ...]
) -> None:
    """Of what lies outside no word is shown; when it is back, all is as it was.

    Links within the tracker change nothing.
    """
    assert scene.build("html", "wanted")[0] == 0
    assert shown(scene, "wanted") == {"commitments", "seeds"}
    for folder in linked:
        move_out(scene, folder, f"{folder}-inside")
    assert scene.build("html") == (0, "")
    assert scene.tree("html") == scene.tree("wanted")
    for folder in linked:
        (scene.root / folder).unlink()
        (scene.root / f"{folder}-inside").rename(scene.root.parent / folder)
        (scene.root / folder).symlink_to(f"../{folder}")
    for output in ("html", "first"):
        code, told = scene.build("html", output)
        assert (code, "Traceback" in told) == (0, False), told
        assert not shown(scene, output).intersection(linked)
    assert scene.tree("html") == scene.tree("first")
    for folder in linked:
        (scene.root / folder).unlink()
        (scene.root.parent / folder).rename(scene.root / folder)
    assert scene.build("html") == (0, "")
    assert scene.tree("html") == scene.tree("wanted")


@pytest.mark.parametrize("to", ["../outside.txt", "loop"])
def test_a_text_that_is_a_link_to_the_outside_or_to_itself_is_refused(
    scene: Scene, to: str
) -> None:
    """The entry of its source is the place."""
    move_out(scene, SEED, to)
    if to == "loop":
        (scene.root / "loop").unlink()
        (scene.root / "loop").symlink_to(SEED)
    assert ("commitments/sources/gazette-2003.yaml", "text-unreadable") in findings(scene)
    code, told = scene.build("html")
    assert (code, "Traceback" in told) == (0, False)


def test_links_that_lead_in_circles_are_told(scene: Scene) -> None:
    """A record that is a link to itself, and a folder that holds itself."""
    (scene.root / RECORD).unlink()
    (scene.root / RECORD).symlink_to(Path(RECORD).name)
    (scene.root / FOLDER / "again").symlink_to(".")
    found = findings(scene)
    assert (RECORD, "unreadable-file") in found
    assert (f"{FOLDER}/again", "unexpected-file") in found
    code, told = scene.build("html")
    assert (code, "Traceback" in told) == (0, False)


def test_an_output_folder_may_be_a_link(scene: Scene) -> None:
    """The files are where it leads, and the link stays."""
    (scene.root / "elsewhere").mkdir()
    (scene.root / "linked").symlink_to("elsewhere")
    assert scene.build("html", "linked")[0] == 0
    assert scene.build("html")[0] == 0
    assert (scene.root / "linked").is_symlink()
    assert scene.tree("elsewhere") == scene.tree("html")


def test_a_result_goes_where_a_link_leads(scene: Scene) -> None:
    """The link is not replaced, be it to a file that is there or to one that is not."""
    (scene.root / "old.json").write_text("old", "utf-8")
    for link, target in {"a.json": "old.json", "b.json": "new.json"}.items():
        (scene.root / link).symlink_to(target)
        assert scene.command("export", "-o", link)[0] == 0
        assert (scene.root / link).is_symlink()
        assert json.loads((scene.root / target).read_text("utf-8"))["records"]


def test_an_assessment_goes_where_a_link_within_the_tracker_leads(scene: Scene) -> None:
    """The record stays a link."""
    path = f"{FOLDER}/fares-residents.yaml"
    move_out(scene, path, "residents.txt")
    arguments = ("assess", "harbour-2001/fares-residents", "--status", "not-assessable")
    code, told = scene.command(*arguments, "--why", "There is nothing to judge by.")
    assert code == 0, told
    assert (scene.root / path).is_symlink()
    assert "nothing to judge by" in (scene.root / "residents.txt").read_text("utf-8")


def test_a_device_is_written_to_and_never_replaced(scene: Scene) -> None:
    """A pipe gets the result; a file in its place would be the end of the device."""
    pipe = scene.root / "pipe"
    os.mkfifo(pipe)
    with (scene.root / "got.json").open("wb") as got:
        reader = subprocess.Popen(["cat", str(pipe)], stdout=got)
        code, told = scene.command("export", "-o", "pipe")
        assert code == 0, told
        assert pipe.is_fifo()
        reader.wait(timeout=600)
    assert json.loads((scene.root / "got.json").read_text("utf-8"))["records"]
