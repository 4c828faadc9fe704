"""What the builder ``linkcheck`` found of the sources, told at their files with other addresses."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx

from pledgetrack.files import path_of
from pledgetrack.findings import Finding, Severity
from pledgetrack.model import Source
from pledgetrack.register import Register
from pledgetrack.sphinx_ext.domain import domain_of
from pledgetrack.sphinx_ext.site import warn

_DEAD: Final = {"broken", "timeout"}


def tell_dead(app: Sphinx, exception: Exception | None) -> None:
    """Warn of each source whose address did not answer; a handler of ``build-finished``."""
    output = Path(app.outdir, "output.json")
    if exception is None and app.builder.name == "linkcheck" and output.is_file():
        register = domain_of(app.env).site.lens.register
        for finding in dead_links(register, output.read_text("utf-8")):
            warn(finding)


def dead_links(register: Register, output: str) -> Iterator[Finding]:
    """Yield a warning for each address of a source that ``output.json`` calls dead.

    A copy in an archive is named; where there is none, that there should be one.
    """
    entries = (json.loads(line) for line in output.splitlines())
    dead = {entry["uri"]: entry["info"] for entry in entries if entry["status"] in _DEAD}
    for source in register.sources.values():
        for key, address in (("url", source.url), ("archive_url", source.archive_url)):
            if address in dead:
                place = register.locate(path_of("source", source.id), (key,))
                message = f"{address} did not answer: {dead[address]}"
                hint = _hint(source, key, dead)
                yield Finding(place, "dead-link", message, hint, Severity.WARNING)


def _hint(source: Source, key: str, dead: Mapping[str, str]) -> str:
    other = source.archive_url if key == "url" else source.url
    if other and other not in dead:
        name = "the archived copy" if key == "url" else "the address itself"
        return f"{name} answers: {other}"
    return "no other address of it is known to answer; look for an archived copy"
