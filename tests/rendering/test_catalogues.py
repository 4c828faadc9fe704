"""The catalogues hold what the interface says: all of it, translated, and nothing else."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

import pledgetrack
from pledgetrack import rendering

SOURCE = Path(pledgetrack.__file__).parent
LOCALE = Path(rendering.__file__).parent / "locale"
CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/pledgetrack.po"))
REMEDY = "the words changed: see the first lines of locale/babel.toml"


def used() -> dict[str, str]:
    """Return every message that code and templates use, with the file of the first use."""
    mappings = tomllib.loads((LOCALE / "babel.toml").read_text("utf-8"))["mappings"]
    found: dict[str, str] = {}
    for pattern, method, options in flat(mappings):
        keywords = {"_": None, "gettext": None, "say": None, "ngettext": (1, 2)}
        for file, _, message, _, _ in extract_from_dir(
            SOURCE, [(pattern, method)], {pattern: options}, keywords
        ):
            found.setdefault(message if isinstance(message, str) else message[0], file)
    return found


def flat(mappings: list[dict[str, str]]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield pattern, method and options, one pattern at a time."""
    for mapping in mappings:
        options = {key: value for key, value in mapping.items() if key not in {"method", "pattern"}}
        written = mapping["pattern"]
        for pattern in [written] if isinstance(written, str) else written:
            yield pattern, mapping["method"], options


def read(path: Path) -> Catalog:
    """Return a catalogue as it is written."""
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def key(message_id: str | tuple[str, ...] | list[str]) -> str:
    """Return the message, of a plural the first form."""
    return message_id if isinstance(message_id, str) else message_id[0]


def test_there_is_japanese() -> None:
    """There is one catalogue, the Japanese one: the tests below have something to look at."""
    assert [path.parts[-3] for path in CATALOGUES] == ["ja"]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_nothing_is_missing_and_nothing_is_left_over(path: Path) -> None:
    """A catalogue has the messages that code and templates use, and no other."""
    written = {key(message.id) for message in read(path) if message.id}
    assert written == used().keys(), REMEDY


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_everything_is_translated_with_the_same_places_for_values(path: Path) -> None:
    """No message is empty or a guess, and each takes the values and tags of the original."""
    for message in read(path):
        if not message.id:
            continue
        forms = [message.string] if isinstance(message.string, str) else list(message.string)
        assert all(forms), message.id
        assert not message.fuzzy, message.id
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = {name for each in ids for name in re.findall(r"%\(\w+\)s|</?b>|%%", each)}
        for form in forms:
            assert set(re.findall(r"%\(\w+\)s|</?b>|%%", form)) == wanted, message.id


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_the_compiled_catalogue_is_that_of_the_written_one(path: Path, tmp_path: Path) -> None:
    """What programs read says the same as what translators wrote."""
    compiled = tmp_path / "new.mo"
    with compiled.open("wb") as file:
        write_mo(file, read(path))
    assert messages(compiled) == messages(path.with_suffix(".mo")), REMEDY


def messages(path: Path) -> dict[str, object]:
    """Return what a compiled catalogue holds."""
    with path.open("rb") as file:
        return {key(message.id): message.string for message in read_mo(file) if message.id}


def test_a_catalogue_is_found_by_its_language() -> None:
    """The code of a language is enough to get its words."""
    found = Translations.load(LOCALE, ["ja"], domain="pledgetrack")
    assert found.gettext("Fulfilled") == "履行"
