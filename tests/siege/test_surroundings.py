"""Wherever it runs, the same bytes: another locale, no home, no network, odd names of folders."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from siege import RECORD, TITLES, Printed, Scene, make_scene

ODD = "a 'b' \"c\" 港の記録 d'été {e} %20 #f"
BARE = ("env", "-i")
"""No variables but those that are named after it."""


def outputs_of(scene: Scene, folder: str = "out") -> dict[str, dict[str, str]]:
    """Build the site and its data in a folder; return what is in each."""
    code, told = scene.build("html", f"{folder} html")
    assert (code, told) == (0, "")
    code, told = scene.command("export", "--format", "sqlite", "-o", f"{folder} data/register")
    assert (code, told) == (0, "")
    code, told = scene.command("check", "--strict")
    assert code == 0, told
    return {part: scene.tree(f"{folder} {part}") for part in ("html", "data")}


@pytest.fixture
def wanted(scene: Scene) -> dict[str, dict[str, str]]:
    """Return what is built in the surroundings of this test."""
    return outputs_of(scene, "usual")


def without_network() -> tuple[str, ...]:
    """Return a command that runs others without a network; skip where that is forbidden."""
    own = [] if os.geteuid() == 0 else ["-r"]
    around = ("unshare", *own, "-n", "--")
    try:
        done = subprocess.run([*around, "true"], capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no program unshare, which takes the network from a process")
    if done.returncode:
        pytest.skip(f"no process can be without a network here: {done.stderr.decode().strip()}")
    return around


@pytest.mark.parametrize(
    "variables",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "TZ": "XYZ-25:99", "LANGUAGE": "ja:fr", "PYTHONUTF8": "0"},
        {"LC_ALL": "C.UTF-8", "TZ": "Pacific/Apia", "HOME": "/nonexistent", "COLUMNS": "7"},
    ],
    ids=["C", "odd", "no home"],
)
def test_bare_surroundings_change_nothing(
    scene: Scene, wanted: dict[str, dict[str, str]], variables: dict[str, str]
) -> None:
    """Nothing is known but the locale: no PATH, no HOME, no LANG."""
    # The path of the package, and nothing else, is as the test has it.
    package = scene.surroundings["PYTHONPATH"]
    named = [f"{key}={value}" for key, value in {**variables, "PYTHONPATH": package}.items()]
    bare = Scene(scene.root, around=(*BARE, *named))
    assert outputs_of(bare) == wanted
    code, told = bare.command("show", "harbour-2001/ferry-pier")
    assert code == 0
    assert told == scene.command("show", "harbour-2001/ferry-pier")[1]


def test_without_a_network_all_is_the_same(scene: Scene, wanted: dict[str, dict[str, str]]) -> None:
    """Nothing asks for anything outside, so nothing lacks."""
    assert outputs_of(Scene(scene.root, around=without_network())) == wanted


def test_names_of_folders_may_be_anything(
    wanted: dict[str, dict[str, str]], tmp_path: Path
) -> None:
    """Blanks, quotes, Japanese and marks that mean something elsewhere: tracker and output."""
    odd = make_scene(tmp_path / ODD / "tracker")
    assert outputs_of(odd, ODD) == wanted
    added = odd.command(
        "assess", "harbour-2001/fares-residents", "--status", "not-assessable", "--why", "No."
    )
    assert added[0] == 0, added
    for part in ("new tracker", f"{ODD} 2"):
        code, told = odd.command("init", part)
        assert code == 0, told
        assert Scene(odd.root / part).command("check", "--strict")[0] == 0


def test_a_pdf_is_the_same_in_a_bare_and_odd_place(printed: Printed, tmp_path: Path) -> None:
    """Locale, zone, clock, home, network, hash and path change no byte: files, list, sums."""
    odd = make_scene(tmp_path / ODD / "tracker")
    package = f"PYTHONPATH={odd.surroundings['PYTHONPATH']}"
    chance = ("PYTHONHASHSEED=4711", "SOURCE_DATE_EPOCH=86400")
    named = ("LC_ALL=C", "TZ=XYZ-25:99", "HOME=/nonexistent", *chance, package)
    bare = Scene(odd.root, around=(*without_network(), *BARE, *named))
    code, told = bare.build("pledgepdf", ODD)
    assert (code, told) == (0, "")
    found = bare.tree(ODD)
    assert {"harbour-records-2004-01-31.pdf", "harbour-report-2004-01-31.pdf"} <= set(found)
    assert found == Scene(printed.folders[0]).tree(".")


# To root no folder is closed, unless it gives that right up.
AS_OTHERS = ("setpriv", "--bounding-set=-dac_override") if os.geteuid() == 0 else ()


def close(folder: Path, rights: int) -> None:
    """Give a folder and those in it these rights."""
    folder.chmod(rights | 0o700)
    for path in folder.rglob("*"):
        if path.is_dir():
            path.chmod(rights)
    folder.chmod(rights)


CLOSED = {
    "export": ("-m", "pledgetrack", "export", "-o", "closed/register.json"),
    "schema": ("-m", "pledgetrack", "schema", "closed"),
    "init": ("-m", "pledgetrack", "init", "closed/tracker"),
}


@pytest.mark.parametrize("name", CLOSED)
def test_a_folder_that_may_not_be_written_is_told(scene: Scene, name: str) -> None:
    """One sentence with place and reason, and nothing else happens."""
    if AS_OTHERS and not shutil.which("setpriv"):
        pytest.skip("there is no program setpriv, without which root may write everywhere")
    (scene.root / "closed").mkdir()
    close(scene.root / "closed", 0o555)
    others = Scene(scene.root, around=AS_OTHERS)
    code, told = others.run(*CLOSED[name])
    assert code == 2
    assert told.startswith("pledgetrack: ")
    assert "permission denied; nothing was changed" in told
    assert told.count("\n") == 1
    assert scene.tree("closed") == {}
    (scene.root / "closed").chmod(0o755)
    assert others.run(*CLOSED[name])[0] == 0


def test_a_site_that_may_not_be_written_is_told_and_then_made_good(scene: Scene) -> None:
    """The build fails and says why; when it may write, the output is that of a clean build."""
    assert scene.build("html")[0] == 0
    scene.edit(RECORD, *TITLES)
    assert_told(scene, "html")
    assert scene.build("html", "clean")[0] == 0
    assert scene.tree("html") == scene.tree("clean")


def test_reports_that_may_not_be_written_stay_and_are_made_good(
    scene: Scene, printed: Printed
) -> None:
    """The same of PDF files; while they may not be written the old ones are there."""
    old, new = printed.given_to(scene)
    scene.edit(RECORD, *TITLES)
    assert "Traceback" not in assert_told(scene, "pledgepdf", old)
    assert scene.tree("pledgepdf") == new


def assert_told(scene: Scene, builder: str, kept: dict[str, str] | None = None) -> str:
    """Build into a closed folder, which keeps these files, then into it open; return the words."""
    if AS_OTHERS and not shutil.which("setpriv"):
        pytest.skip("there is no program setpriv, without which root may write everywhere")
    close(scene.root / builder, 0o555)
    others = Scene(scene.root, around=AS_OTHERS)
    code, told = others.build(builder)
    assert code
    assert "permission denied" in told.lower()
    assert kept in (None, scene.tree(builder))
    close(scene.root / builder, 0o755)
    assert others.build(builder)[0] == 0
    return told
