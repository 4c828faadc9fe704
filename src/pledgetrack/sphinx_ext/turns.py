"""Builds into the same folder take turns: each finds what the one before it finished.

Two at once would each write pages and remember digests, and one could remember what the other has
overwritten.
"""

from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from pledgetrack.writing import alone_in

logger = logging.getLogger(__name__)

_HELD: Final[dict[Path, ExitStack]] = {}
"""What this process holds, by folder."""


def wait(app: Sphinx, _config: Config) -> None:
    """Hold output and doctrees before anything is read from them; for ``config-inited``."""
    for folder in _folders(app):
        _let_go(folder)  # a build of this process that broke off before its end
        with suppress(OSError):  # what cannot be opened Sphinx will tell better
            folder.mkdir(parents=True, exist_ok=True)
            held = _HELD[folder] = ExitStack()
            held.enter_context(alone_in(folder, partial(_tell, folder)))


def end(app: Sphinx, _exception: Exception | None) -> None:
    """Let the next one in; for ``build-finished``."""
    for folder in _folders(app):
        _let_go(folder)


def _folders(app: Sphinx) -> list[Path]:
    """Return the folders in an order that is the same for all, so that none waits for ever."""
    return sorted({Path(app.outdir), Path(app.doctreedir)})


def _let_go(folder: Path) -> None:
    if held := _HELD.pop(folder, None):
        held.close()


def _tell(folder: Path) -> None:
    logger.info("another build writes into %s; this one waits for it", folder)
