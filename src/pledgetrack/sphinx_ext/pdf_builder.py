"""The Sphinx builder ``pledgepdf``: the register as printed volumes, one PDF file each."""

import sys
from collections.abc import Set as AbstractSet
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from pledgetrack.errors import BrokenRegisterError, PledgetrackError
from pledgetrack.findings import Severity
from pledgetrack.sphinx_ext.domain import domain_of

PROCESSES = 2
"""Volumes that are drawn at a time, each in about half a gigabyte; ``-j`` asks for more."""

logger = logging.getLogger(__name__)


class PledgePdfBuilder(Builder):
    """Writes the volumes of an edition; a volume that has not changed is left as it is."""

    name = "pledgepdf"
    format = "pdf"
    epilog = "The PDF files are in %(outdir)s."
    allow_parallel = True

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Keep the application, which the base class shows under a name that changes."""
        super().__init__(app, env)
        self._sphinx = app

    def get_outdated_docs(self) -> str:
        """Say what is looked at: volumes are drawn from the register, not from documents."""
        return "volumes of the register"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:  # noqa: ARG002
        """Return nothing: no document has a place in a volume."""
        return ""

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write no document."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write no document."""

    def finish(self) -> None:
        """Draw the volumes that changed; where that fails, say why and let the build fail."""
        try:
            self._draw()
        except PledgetrackError as error:
            # Not raised: for an exception Sphinx prints a traceback, and the user made a mistake.
            for line in str(error).splitlines():
                logger.error(line, type="pledgetrack", subtype="pdf")  # noqa: TRY400
            self._sphinx.statuscode = 1

    def _draw(self) -> None:
        # Libraries for PDF take a while to load, and builds of the site have no use for them.
        from pledgetrack.rendering.composing import volume_jobs  # noqa: PLC0415
        from pledgetrack.rendering.drawing import draw_changed  # noqa: PLC0415

        lens = domain_of(self.env).site.lens
        broken = [one for one in lens.register.findings if one.severity is Severity.ERROR]
        if broken:
            message = f"no PDF of a register with errors: {len(broken)} were reported above"
            raise BrokenRegisterError(message)
        processes = max(PROCESSES, self._sphinx.parallel)
        drawn, kept = draw_changed(volume_jobs(lens), Path(self.outdir), processes, _tell)
        logger.info("volumes: %d drawn, %d as they were", len(drawn), len(kept))


def _tell(name: str) -> None:
    """Say on a terminal that a volume is there; a log of a machine needs no such news."""
    if sys.stdout.isatty():
        logger.info("drawn: %s", name)
