"""The digest of all that turns views into markup: where it changed, every page is drawn anew."""

import hashlib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def digest_of(folder: Path) -> str:
    """Sum up all in a folder that turns views into markup, and the version of this package."""
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
"""Stands for templates, styles, catalogues, code of this package and version; hexadecimal."""
