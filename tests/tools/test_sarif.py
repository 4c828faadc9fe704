"""SARIF is held against the schema of the standard, as a package of its makers ships it."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft4Validator
from samples import sample
from trackers import TrackerFolder

SCHEMA = "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"


@pytest.mark.parametrize("faults", [(), ("done-too-late",), ("not-unique", "swallowed-comment")])
def test_what_check_writes_is_valid(
    faults: tuple[str, ...], modules: Path, tracker: TrackerFolder
) -> None:
    """Without findings, with one, with errors and warnings; the schema is no empty one."""
    validator = Draft4Validator(json.loads((modules / SCHEMA).read_text("utf-8")))
    for fault in faults:
        sample(fault).lay(tracker)
    log = json.loads(tracker.run("check", "--format", "sarif").stdout)
    assert list(validator.iter_errors(log)) == []
    assert len(log["runs"][0]["results"]) == len(faults)
    log["runs"][0]["results"] = [{"level": "fatal"}]
    assert [list(error.absolute_path)[-1] for error in validator.iter_errors(log)]
