"""A random walk of edits: after each the output is that of a clean build, site and PDF.

A few steps run with the other tests; ``nox -s siege`` walks two hundred, in which each kind of
edit and of loss is met at least once.
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
# These show only in a theme of their own there; here they are edits like the others.
ALSO = ("record_reviewed", "masthead_changed", "area_named", "languages_set")
SWITCHES = [change for change in changes.CHANGES if change is not changes.other_builder_between] + [
    getattr(changes, name) for name in ALSO
]
OTHERS = ("text", "linkcheck", "dirhtml", "pledgepdf")
MORE = "---\norphan: true\n---\n# More {0}\n\n{{commitment:ref}}`harbour-2001/ferry-pier`\n"
FLEETING = (
    changes.last_record_of_an_agreement_deleted,
    changes.last_quotation_of_a_source_deleted,
    changes.record_broken,
    changes.record_unreadable,
)
KINDS = [*SWITCHES, *changes.LOSSES, *OTHERS]


def name_of(kind: Any) -> str:
    """Return what a step of a kind is called."""
    return f"builder {kind}" if kind in OTHERS else str(kind.__name__)


@dataclass
class Walk:
    """A project that is edited step by step: each step turns one change on or off, or loses."""

    site: "Project"
    pristine: Path
    chance: random.Random
    on: list[Callable[[Any], None]] = field(default_factory=list)
    deck: list[Any] = field(default_factory=list)

    def step(self) -> str:
        """Take the next step that is possible and return its name.

        All kinds come once, in any order, before one comes again; what leaves little to edit or to
        print is taken back at once.
        """
        for kind in FLEETING:
            if kind in self.on:
                return self.turn(kind)
        while True:
            if not self.deck:
                self.deck = self.chance.sample(KINDS, len(KINDS))
            for kind in list(self.deck):
                if name := self.take(kind):
                    self.deck.remove(kind)
                    return name
            self.deck = []

    def take(self, kind: Any) -> str:
        """Take a step of a kind and return its name; nothing where it is not possible now."""
        if kind in OTHERS:
            self.site.build(kind)
            return name_of(kind)
        return self.lose(kind) if kind in changes.LOSSES else self.turn(kind)

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
        staged = unbuilt(self.site, "staged")
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


def unbuilt(project: "Project", folder: str) -> "Project":
    """Return a project in a folder of another one, in which changes do not build by themselves."""
    kind = type("Unbuilt", (type(project),), {"build": lambda *_: None})
    return kind(project.root / folder)


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
    """Site at each step, PDF at some; at every third two processes against one."""
    for number in range(8):  # Sphinx reads fewer than six documents in one process
        site.write(f"docs/more-{number}.md", MORE.format(number))
    pristine = tmp_path_factory.mktemp("pristine") / "tracker"
    pristine.mkdir()
    for part in INPUTS:
        if (site.root / part).is_dir():
            shutil.copytree(site.root / part, pristine / part)
    walk = Walk(site, pristine, random.Random(seed))  # noqa: S311  no secret
    site.build()
    taken: list[str] = []
    printed = 0
    for number in range(1, STEPS + 1):
        taken.append(walk.step())
        processes = ("-j", "2") if number % 3 == 0 else ()
        found, clean = site.build("html", *processes), site.build_clean()
        assert found.code == clean.code == 0, found.warnings
        changes.assert_same_tree(found.tree(), clean.tree())
        assert sorted(found.warnings.splitlines()) == sorted(clean.warnings.splitlines()), taken
        if number % PDF_EVERY == 0:
            printed += compare_printed(site)
        print(f"{number}. {taken[-1]}; PDF {printed} times", flush=True)  # noqa: T201
    kinds = {name.partition(" (")[0].removesuffix(" taken back") for name in taken}
    assert set(map(name_of, KINDS)) == kinds or 2 * len(KINDS) > STEPS, taken
    assert len(kinds) > min(STEPS, len(KINDS)) / 2, taken


def compare_printed(site: "Project") -> bool:
    """Compare the PDF files with those of a clean build; say whether there were any.

    A register with errors is not printed: then the files of the last build stay.
    """
    folder = site.root / "build-pledgepdf"
    before = {path.name: path.read_bytes() for path in files_below(folder)}
    found, clean = site.build("pledgepdf"), site.build_clean("pledgepdf")
    assert found.code == clean.code
    changes.assert_same_tree(found.tree(), before if clean.code else clean.tree())
    return clean.code == 0
