"""Files of data beside the pages: written where they are new, changed or lost."""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path

from pledgetrack.rendering.site_data import DataFile


def write_data(
    folder: Path, files: Iterable[DataFile], before: Mapping[str, str]
) -> dict[str, str]:
    """Write what is not in the folder as it should be; return what each file says, by its path.

    ``before`` is what the last build noted of the folder. A build that breaks off leaves no note,
    so that the next one writes all files again.
    """
    now: dict[str, str] = {}
    known: set[Path] = set()
    for file in files:
        said = now[file.name] = blake2b(file.says.encode(), digest_size=16).hexdigest()
        path = folder / file.name
        if said == before.get(file.name) and path.is_file():
            continue
        if path.parent not in known:
            path.parent.mkdir(parents=True, exist_ok=True)
            known.add(path.parent)
        with path.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(file.content())
    return now
