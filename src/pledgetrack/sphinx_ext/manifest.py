"""What the last build wrote into an output folder, kept in that folder.

It lies in the output, so a removed or foreign output is never taken for a finished one, and it is
absent while a build writes, so a build that broke off is done again from the start.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Self

from sphinx.builders.html import StandaloneHTMLBuilder

NAME = ".pledgetrack.json"


@dataclass(slots=True)
class Manifest:
    """Digests of what each page was drawn from, and the files that a build left.

    ``settings``: all that is the same for every page, but for the navigation; ``navigation``: what
    documents show of each other; ``drawn_from``: all that generated pages are drawn from, and files
    of data; ``pages``: views of generated pages by name; ``stamps``: what stands for such a view;
    ``documents``: views that documents show, by name; ``data``: what files of data say, by path;
    ``files``: paths below the output folder.
    """

    settings: str = ""
    navigation: str = ""
    drawn_from: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    stamps: dict[str, str] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, output: Path) -> Self:
        """Return what is noted in a folder; an empty manifest where nothing readable is."""
        try:
            return cls(**json.loads((output / NAME).read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return cls()

    def write(self, output: Path) -> None:
        """Note it in a folder, whole or not at all."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        text = json.dumps(values, indent=0, sort_keys=True, ensure_ascii=False)
        fresh = output / f"{NAME}.tmp"
        fresh.write_text(text, "utf-8", newline="\n")
        fresh.replace(output / NAME)

    def is_whole(self, output: Path) -> bool:
        """Say whether all files that were left in a folder are still there."""
        folder = os.fspath(output)  # there are tens of thousands, too many for a path each
        return all(os.path.isfile(f"{folder}/{name}") for name in self.files)  # noqa: PTH113


def forget(output: Path) -> None:
    """Take the manifest away: what the folder holds is from now on not known."""
    (output / NAME).unlink(missing_ok=True)


def digest(*values: object) -> str:
    """Return a digest of values by their ``repr``, which must not differ between builds."""
    return hashlib.blake2b(repr(values).encode(), digest_size=16).hexdigest()


def pages_and_documents(builder: StandaloneHTMLBuilder, pages: Iterable[str]) -> set[str]:
    """Return the names of all that a build writes as a page, ``pages`` and what Sphinx adds."""
    names = {*builder.env.found_docs, *pages, "search", *builder.config.html_additional_pages}
    names.update(["genindex"] if builder.use_index else [])
    names.update(name for name, *_rest in builder.domain_indices)
    return names


def files_of_documents(builder: StandaloneHTMLBuilder) -> set[str]:
    """Return the files that come and go with documents beside their pages, below the output."""
    env = builder.env
    files = {f"_images/{image}" for _users, image in env.images.values()}
    files.update(f"_downloads/{download}" for _users, download in env.dlfiles.values())
    if builder.config.html_copy_source:
        files.update(f"_sources/{_source(builder, name)}" for name in env.found_docs)
    return files


def _source(builder: StandaloneHTMLBuilder, name: str) -> str:
    source = str(builder.env.doc2path(name, base=False))
    suffix = builder.config.html_sourcelink_suffix
    return source if source == name + suffix else source + suffix


def remove_files(output: Path, files: Iterable[str]) -> None:
    """Remove files that an earlier build left, and the folders that they leave empty."""
    for name in files:
        path = output / name
        path.unlink(missing_ok=True)
        for folder in path.relative_to(output).parents[:-1]:
            try:
                (output / folder).rmdir()
            except OSError:  # not empty, or gone
                break
