"""A random walk of edits: after each the output is that of a clean build, site and PDF.

A few steps run with the other tests; ``nox -s siege`` walks two hundred.
"""

import importlib.util
import os
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Project

STEPS = int(os.environ.get("PLEDGETRACK_WALK", "6"))
PDF_EVERY = 5

_spec = importlib.util.spec_from_file_location(
    "incremental_changes", Path(__file__).with_name("test_incremental.py")
)
assert _spec
assert _spec.loader
changes: Any = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(changes)

INPUTS = ("commitments", "docs", "seeds")
SWITCHES = [change for change in changes.CHANGES if change is not changes.other_builder_between]


@dataclass
class Walk:
    """A project that is edited step by step: each step turns one change on or off, or loses."""

    site: "Project"
    pristine: Path
    chance: random.Random
    on: list[Callable[[Any], None]] = field(default_factory=list)

    def step(self) -> str:
        """Take one step and return its name."""
        if self.chance.random() < 0.2:  # a fifth of the steps
            return self.lose(self.chance.choice(changes.LOSSES))
        if self.chance.random() < 0.1:  # a tenth of the rest
            self.site.build(self.chance.choice(["text", "linkcheck"]))
            return "another builder"
        order = self.chance.sample(SWITCHES, len(SWITCHES))
        return next(name for switch in order if (name := self.turn(switch)))

    def lose(self, loss: Callable[[Any], None]) -> str:
        """Let something happen to the output; what is gone already cannot get lost."""
        try:
            loss(self.site)
        except FileNotFoundError:
            return f"{loss.__name__} (again)"
        return loss.__name__

    def turn(self, switch: Callable[[Any], None]) -> str:
        """Turn a change on or off; nothing where it does not go with those that are on."""
        wanted = [each for each in self.on if each is not switch]
        name = f"{switch.__name__} taken back"
        if len(wanted) == len(self.on):
            wanted, name = [*wanted, switch], switch.__name__
        staged = type(self.site)(self.site.root / "staged")
        shutil.rmtree(staged.root, ignore_errors=True)
        shutil.copytree(self.pristine, staged.root)
        try:
            for each in wanted:
                each(staged)
        except (AssertionError, OSError):
            return ""
        finally:
            if not (staged.root / "docs/conf.py").is_file():
                raise AssertionError("a change took the configuration away")
        self.on = wanted
        mirror(staged.root, self.site.root)
        return name


def mirror(staged: Path, root: Path) -> None:
    """Write only what differs, as an editor would, and remove what is gone."""
    for part in INPUTS:
        wanted = {path.relative_to(staged) for path in files_below(staged / part)}
        for path in wanted:
            content = (staged / path).read_bytes()
            target = root / path
            if not target.is_file() or target.read_bytes() != content:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        for path in list(files_below(root / part)):
            if path.relative_to(root) not in wanted:
                path.unlink()


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder."""
    return (path for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("seed", [1992])
def test_after_each_step_of_a_walk_the_output_is_that_of_a_clean_build(
    site: "Project", tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    """Site at each step, PDF at some; two processes are used at every third."""
    pristine = tmp_path_factory.mktemp("pristine") / "tracker"
    pristine.mkdir()
    for part in INPUTS:
        if (site.root / part).is_dir():
            shutil.copytree(site.root / part, pristine / part)
    walk = Walk(site, pristine, random.Random(seed))  # noqa: S311  no secret
    site.build()
    taken: list[str] = []
    for number in range(1, STEPS + 1):
        taken.append(walk.step())
        processes = ("-j", "2") if number % 3 == 0 else ()
        found, clean = site.build("html", *processes), site.build_clean()
        assert found.code == clean.code == 0, found.warnings
        changes.assert_same_tree(found.tree(), clean.tree())
        assert found.warnings == clean.warnings, taken
        if number % PDF_EVERY == 0:
            found, clean = site.build("pledgepdf"), site.build_clean("pledgepdf")
            changes.assert_same_tree(found.tree(), clean.tree())
    assert len(set(taken)) > STEPS / 3, taken
