"""The sources of a register -> the texts that are at hand, proven by their SHA-256."""

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pledgetrack.errors import UsageError
from pledgetrack.files import path_of
from pledgetrack.findings import Check, Finding
from pledgetrack.model import SourceText
from pledgetrack.reading import describe
from pledgetrack.register import Register
from pledgetrack.texts import StoredText, read_text

TEXT_UNREADABLE = Check(
    "text-unreadable",
    "A stored text is a UTF-8 file in seeds/ whose SHA-256 is the one in its source entry, without "
    "characters that steer a terminal, turn the direction of writing or cannot be seen.",
    "Put the file back as it was, or correct `sha256` if the text was replaced on purpose.",
)

HIDING: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u2028-\u202e\u2066-\u2069"
    "\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
"""What no stored text holds. Unlike a record it may have the line ends, form feeds and marks of
order of its time, and the marks that Arabic and Hebrew need."""


def read_texts(
    register: Register, folder: Path | None
) -> tuple[dict[str, StoredText], list[Finding]]:
    """Read the texts that are stored, and from ``folder`` those that are known by hash only."""
    elsewhere = _by_hash(folder) if folder else {}
    texts: dict[str, StoredText] = {}
    findings: list[Finding] = []
    for source in register.sources.values():
        if source.text is None:
            continue
        try:
            content = _content(register.root, source.text, elsewhere)
        except (OSError, ValueError) as error:
            keys = ("text", "file" if source.text.file else "sha256")
            place = register.locate(path_of("source", source.id), keys)
            findings.append(
                Finding(place, TEXT_UNREADABLE.name, str(error), TEXT_UNREADABLE.remedy)
            )
            continue
        if content is not None:
            texts[source.id] = StoredText(content, whole=source.text.part is None)
    return texts, findings


def _content(root: Path, text: SourceText, elsewhere: Mapping[str, bytes]) -> str | None:
    """Return the words of a text, None where they are not at hand."""
    content = _stored(root, text.file, text.sha256) if text.file else elsewhere.get(text.sha256)
    if content is None:
        return None
    try:
        words = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"the text is not UTF-8: byte {error.start} cannot be read") from error
    if hidden := HIDING.search(words):
        line = words.count("\n", 0, hidden.start()) + 1
        raise ValueError(f"the character {describe(hidden[0])} stands in line {line} of the text")
    return words


def _stored(root: Path, file: str, sha256: str) -> bytes:
    path = root / file
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
        raise ValueError(f"{file} leads out of the tracker")
    if not path.is_file():
        raise ValueError(f"there is no file {file}")
    content = read_text(path)
    digest = hashlib.sha256(content).hexdigest()
    if digest != sha256:
        raise ValueError(f"{file} has the SHA-256 {digest}, the entry says {sha256}")
    return content


def _by_hash(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder of texts")
    contents = (read_text(path) for path in sorted(folder.iterdir()) if path.is_file())
    return {hashlib.sha256(content).hexdigest(): content for content in contents}
