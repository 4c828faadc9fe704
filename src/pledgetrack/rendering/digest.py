"""Digests of our code: where it changed, what was made with it is made anew."""

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def digest_of(folder: Path) -> str:
    """Sum up code, templates, styles and catalogues in a folder, and our version."""
    total = hashlib.sha256(_own_version().encode())
    kinds = {".py", ".html", ".xml", ".css", ".js", ".json", ".mo"}
    for path in sorted(path for path in folder.rglob("*") if path.suffix in kinds):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _own_version() -> str:
    try:
        return version("pledgetrack")
    except PackageNotFoundError:
        return ""


RENDERING_DIGEST = digest_of(Path(__file__).parent)
"""Stands for all that turns views into markup, and for the version; hexadecimal."""

CODE_DIGEST = digest_of(Path(__file__).parents[1])
"""Stands for all of our code, also what reads and judges records; hexadecimal."""
