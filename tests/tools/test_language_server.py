"""What an editor offers while one types: the real YAML language server, with our schemas."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from language_server import LanguageServer
from trackers import REPOSITORY, TrackerFolder

from pledgetrack.schemas import KINDS, bundled_schema

TIMETABLE = "commitments/harbour-2001/ferry-timetable.yaml"
SETTINGS = json.loads((REPOSITORY / ".vscode/settings.json").read_text("utf-8"))
STATUSES = bundled_schema("commitment")["$defs"]["status"]["enum"]


@pytest.fixture
def server(modules: Path, tracker: TrackerFolder) -> Iterator[LanguageServer]:
    """Start the server in a tracker, with the settings that this repository has for editors."""
    assert tracker.run("schema").returncode == 0
    program = modules / "yaml-language-server" / "bin" / "yaml-language-server"
    yaml: dict[str, Any] = {name.removeprefix("yaml."): value for name, value in SETTINGS.items()}
    # The defaults of an editor, without a look into the network.
    yaml |= {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
    started = LanguageServer(["node", str(program), "--stdio"], tracker.root, {"yaml": yaml})
    yield started
    started.stop()


def test_a_status_is_offered_with_its_meaning(server: LanguageServer) -> None:
    """All words that may stand there, each explained, and no other."""
    uri = server.open(TIMETABLE)
    offered = server.at("completion", uri, 14, 13)["items"]
    assert [item["label"] for item in offered] == STATUSES
    assert offered[0]["documentation"].startswith("A source says that nothing was done")


def test_a_field_is_explained(server: LanguageServer) -> None:
    """The description of the schema stands in the balloon."""
    uri = server.open(TIMETABLE)
    shown = server.at("hover", uri, 13, 6)["contents"]["value"]
    assert "The day on which the judgement was entered" in shown


def test_a_wrong_word_is_underlined(server: LanguageServer) -> None:
    """From its first letter to its last, with what is allowed, where our check says it too."""
    folder = TrackerFolder(server.folder)
    uri = server.open(TIMETABLE)
    folder.edit(TIMETABLE, "status: partial", "status: partialy")
    (problem,) = server.change(uri, (folder.root / TIMETABLE).read_text("utf-8"))
    assert problem["range"]["start"] == {"line": 13, "character": 12}
    assert problem["range"]["end"] == {"line": 13, "character": 20}
    assert all(status in problem["message"] for status in STATUSES)
    assert f"{TIMETABLE}:14:13: error[wrong-value]" in folder.run("check").stdout


def test_every_kind_of_file_has_its_schema(server: LanguageServer) -> None:
    """A key that no file of the kind has is found in each, and only that."""
    for kind, path in {
        "tracker": "commitments/tracker.yaml",
        "agreement": "commitments/agreements/harbour-2001.yaml",
        "source": "commitments/sources/gazette-2003.yaml",
        "series": "commitments/series/sailings.yaml",
        "commitment": "commitments/harbour-2001/ferry-pier.yaml",
    }.items():
        assert kind in KINDS
        file = server.folder / path
        (problem,) = server.change(server.open(path), file.read_text("utf-8") + "colour: red\n")
        assert "colour" in problem["message"]
        assert problem["data"]["schemaUri"][0].endswith(f"/{kind}.json")
