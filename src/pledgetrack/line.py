"""The line from the files of a tracker to a checked register, one call a stage.

:func:`load_register` is the function to read first.
"""

import gc
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pledgetrack import checks, storage, validation
from pledgetrack.files import discover
from pledgetrack.findings import Finding, Severity
from pledgetrack.loading import load_bytes
from pledgetrack.raw import Raw, RawRecord
from pledgetrack.reading import reader
from pledgetrack.recalling import Known, Recall
from pledgetrack.register import Register, assemble, with_texts

_log = logging.getLogger(__name__)


@contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    """Leave out the search for circles of values: there are none, and it takes a sixth more."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_no_search_for_garbage()
def load_register(root: Path, *, texts: Path | None = None, known: Known | None = None) -> Register:
    """Read, check and tie together the tracker in ``root``.

    ``texts`` is a folder of texts that may not be stored here; they are found by their SHA-256
    and prove quotes too. ``known`` is what an earlier run of the same code knew of sound files;
    where it is given, also if it is empty, they are kept as JSON. Nothing is raised for what an
    author did: all that is wrong is in ``findings``, sorted by place.
    """
    files, misplaced = discover(root)
    _log.info("1 files: %d found in %s", len(files), root)
    raws, faults = load_files(root, files, known)
    _log.info("2 loading, 3 validation: %d read, %d findings", len(raws), len(faults))
    register = assemble(root, files, _sound(raws, faults))
    _log.info("4 decoding, 5 register: %d records", len(register.written))
    stored, unreadable = storage.read_texts(register, texts)
    register = with_texts(register, stored)
    _log.info("6 texts: %d at hand", len(stored))
    found = {*misplaced, *faults, *unreadable, *checks.run(register)}
    _log.info("7 checks: %d findings in all", len(found))
    return replace(register, raws=raws, findings=tuple(sorted(found)))


def load_files(
    root: Path, files: Mapping[str, str], known: Known | None = None
) -> tuple[dict[str, Raw], list[Finding]]:
    """Load and validate every file; a fault in one hides nothing in another."""
    raws: dict[str, Raw] = {}
    findings: list[Finding] = []
    read = reader(root)
    recall = Recall(read, known)
    for path, kind in files.items():
        content = read(path)
        if isinstance(content, Finding):
            findings.append(content)
        elif same := recall.same(path, content):
            raws[path] = same
        else:
            raw, faults = _load(content, path, kind)
            findings.extend(faults)
            if raw is not None:
                raws[path] = recall.keep(raw, content, is_sound=not faults)
    return raws, findings


def _load(content: bytes, path: str, kind: str) -> tuple[RawRecord | None, tuple[Finding, ...]]:
    """Return the data of a file, if there is any, and all that is wrong with it by itself."""
    raw, faults = load_bytes(content, path)
    if raw is None:
        return None, faults
    wrong = validation.validate(raw, kind) or checks.impossible_values(raw, kind)
    return raw, (*faults, *wrong)


def _sound(raws: Mapping[str, Raw], faults: list[Finding]) -> dict[str, Raw]:
    faulty = {fault.location.path for fault in faults if fault.severity is Severity.ERROR}
    return {path: raw for path, raw in raws.items() if path not in faulty}


def findings_with(register: Register, path: str, content: bytes) -> tuple[Finding, ...]:
    """Return what would be wrong if a record of a sound register had this content.

    ``path`` may be new. Nothing is written, and texts are not read again.
    """
    raw, faults = _load(content, path, "commitment")
    if raw is None or any(fault.severity is Severity.ERROR for fault in faults):
        return tuple(sorted(faults))
    files = {**register.files, path: "commitment"}
    raws = {**register.raws, path: raw}
    after = with_texts(assemble(register.root, files, raws), register.texts)
    return tuple(sorted({*faults, *checks.run(after)}))
