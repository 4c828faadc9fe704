"""The Sphinx builder ``pledgepdf``: the register as printed reports and volumes."""

import sys
from collections.abc import Set as AbstractSet
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError
from sphinx.util import logging

from pledgetrack.errors import BrokenRegisterError, PledgetrackError
from pledgetrack.findings import Severity
from pledgetrack.sphinx_ext.config import Options
from pledgetrack.sphinx_ext.domain import domain_of
from pledgetrack.views import Lens

PROCESSES = 2
"""Files that are drawn at a time, each in about half a gigabyte; ``-j`` asks for more."""

logger = logging.getLogger(__name__)


class PledgePdfBuilder(Builder):
    """Writes the files of an edition; what has not changed is left as it is."""

    name = "pledgepdf"
    format = "pdf"
    epilog = "The PDF files are in %(outdir)s."
    allow_parallel = True

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Keep the application, which the base class shows under a name that changes."""
        super().__init__(app, env)
        self._sphinx = app

    def get_outdated_docs(self) -> str:
        """Say what is looked at: files are drawn from the register, documents only put in."""
        return "reports and volumes of the register"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:  # noqa: ARG002
        """Return the place of a document in a report: that of its chapter, if it is one."""
        return f"#document-{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:  # noqa: ARG002
        """Return the place of another document, which is in the same file or in none."""
        return self.get_target_uri(to)

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Write no document."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write no document."""

    def finish(self) -> None:
        """Draw the files that changed; where that fails, say why and let the build fail."""
        try:
            self._draw()
        except (PledgetrackError, ConfigError) as error:
            # Not raised: for an exception Sphinx prints a traceback, and the user made a mistake.
            for line in str(error).splitlines():
                logger.error(line, type="pledgetrack", subtype="pdf")  # noqa: TRY400
            self._sphinx.statuscode = 1

    def _draw(self) -> None:
        # Libraries for PDF take a while to load, and builds of the site have no use for them.
        from pledgetrack.rendering.drawing import draw_changed  # noqa: PLC0415
        from pledgetrack.rendering.editions import stages_of  # noqa: PLC0415
        from pledgetrack.sphinx_ext.chapters import printed  # noqa: PLC0415

        domain = domain_of(self.env)
        _refuse_errors(domain.site.lens)
        stages = stages_of(printed(domain, self, Options.of(self.config)))
        processes = max(PROCESSES, self._sphinx.parallel)
        drawn, kept = draw_changed(stages, Path(self.outdir), processes, _tell)
        logger.info("files: %d drawn, %d as they were", len(drawn), len(kept))


def _refuse_errors(lens: Lens) -> None:
    broken = [one for one in lens.register.findings if one.severity is Severity.ERROR]
    if broken:
        message = f"no PDF of a register with errors: {len(broken)} were reported above"
        raise BrokenRegisterError(message)


def _tell(name: str) -> None:
    """Say on a terminal that a file is there; a log of a machine needs no such news."""
    if sys.stdout.isatty():
        logger.info("drawn: %s", name)
