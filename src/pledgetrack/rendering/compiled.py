"""Templates as compiled code, kept in a folder between builds.

To compile them takes longer than all else that a build does in which one record changed.
"""

import hashlib
import shutil
from pathlib import Path

import jinja2

from pledgetrack.rendering.digest import RENDERING_DIGEST

Compiled = jinja2.BytecodeCache


def compiled_templates(folder: Path, *keys: str) -> Compiled:
    """Return what keeps compiled templates below a folder, for this code and these ``keys``.

    One of them is the language: the words of the interface are part of the compiled code. What
    was kept there for others is removed.
    """
    key = hashlib.sha256(repr((RENDERING_DIGEST, jinja2.__version__, *keys)).encode()).hexdigest()
    kept = folder / key[:32]
    kept.mkdir(parents=True, exist_ok=True)
    for other in folder.iterdir():
        if other != kept:
            shutil.rmtree(other, ignore_errors=True)
    return jinja2.FileSystemBytecodeCache(str(kept))
