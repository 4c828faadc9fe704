"""A register in one edition and language to its volumes, each as a job to draw."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any

from markupsafe import Markup

from pledgetrack.errors import RenderingError
from pledgetrack.rendering.book import Book, chapter_of, parts_of, sources_of
from pledgetrack.rendering.digest import RENDERING_DIGEST
from pledgetrack.rendering.drawing import Job
from pledgetrack.rendering.export import export_data
from pledgetrack.rendering.fonts import font_files
from pledgetrack.rendering.glyphs import character_name, missing_characters
from pledgetrack.rendering.html import STATIC, Renderer
from pledgetrack.rendering.pdf import Attachment
from pledgetrack.rendering.plain import plain_words
from pledgetrack.rendering.volumes import Entry, Volume, volumes_of
from pledgetrack.views import (
    AgreementPage,
    Lens,
    RecordPage,
    Words,
    agreement_page,
    page_of_record,
    record_page,
    sensitivity_of,
)

STYLES = ("print.css", "volume.css")
LETTERS_OF_A_PAGE = 900
"""Of the words of a record; what is said twice, labels and white space fill the rest."""

NAMED = 5
"""Of the characters that a record has and no font can draw; the others are counted."""


def volume_jobs(lens: Lens) -> Iterator[Job]:
    """Yield a job for each volume of the edition.

    Raises `RenderingError` after the last one if a record has a character that no font of ours
    can draw; the message names every such record and character.
    """
    composer = _Composer.of(lens)
    faults: list[str] = []
    for volume in composer.volumes():
        job, missing = composer.job(volume)
        faults.extend(missing)
        yield job
    if faults:
        raise RenderingError("\n".join(faults))


@dataclass(frozen=True, slots=True)
class _Composer:
    """What the volumes of an edition share."""

    lens: Lens
    renderer: Renderer
    records: Mapping[str, RecordPage]
    agreements: Mapping[str, AgreementPage]
    styles: str
    data: dict[str, Any]
    program: str

    @classmethod
    def of(cls, lens: Lens) -> "_Composer":
        records = {name: record_page(lens, name) for name in lens.judgements}
        agreements = dict.fromkeys(_agreement_of(name) for name in records)
        return cls(
            lens=lens,
            renderer=Renderer(lens.language, print_=True),
            records=records,
            agreements={name: agreement_page(lens, name) for name in agreements},
            styles="\n".join((STATIC / name).read_text(encoding="utf-8") for name in STYLES),
            data=export_data(lens.register, lens.edition),
            program=_program(),
        )

    def volumes(self) -> tuple[Volume, ...]:
        entries = [
            Entry(name, _agreement_of(name), chapter_of(page), _pages(page))
            for name, page in self.records.items()
        ]
        return volumes_of(_name_of(self.lens), entries)

    def job(self, volume: Volume) -> tuple[Job, list[str]]:
        """Return the job of a volume, and what is wrong with the characters in it."""
        data = self._data(volume)
        drawn = {name: self._drawn(name, volume) for name in volume.records}
        book = self._book(volume, drawn, hashlib.sha256(data).hexdigest())
        html = self.renderer.volume(book)
        missing = [fault for name in drawn for fault in self._faults(name, drawn[name])]
        missing = missing or _faults_of(f"{volume.name}.pdf", html)
        what = f"Data of {book.title.text} as of {book.edition.as_of.isoformat()}"
        attached = Attachment("register.json", what, data)
        day = self.lens.edition.as_of
        job = Job(f"{volume.name}.pdf", self.program, html, self.styles, day, (attached,))
        return job, missing

    def _drawn(self, name: str, volume: Volume) -> Markup:
        """Draw a record; links lead to records of the same volume and nowhere else."""
        inside = {page_of_record(other) for other in volume.records}
        page = self.renderer.page(
            self.records[name], lambda target: f"#{target}" if target in inside else ""
        )
        return Markup(page)  # noqa: S704  the renderer has escaped all that comes from records

    def _faults(self, name: str, drawn: Markup) -> list[str]:
        """Look for characters of the record itself; a linked title is the fault of its record."""
        record = self.records[name]
        links = [link for relation in record.relations for link in relation.links]
        titles = [link.words.text for link in (*links, *(row.link for row in record.parts))]
        text = "".join(set(drawn).difference(*titles))
        return _faults_of(self._place(record.path, text), text)

    def _place(self, path: str, text: str) -> str:
        """Return the file with line and column of the first character that cannot be drawn.

        Without them where it comes from another file, such as that of a cited source.
        """
        missing = set(missing_characters(text))
        content = (self.lens.register.root / path).read_text("utf-8") if missing else ""
        for number, line in enumerate(content.split("\n"), 1):
            for column, character in enumerate(line, 1):
                if character in missing:
                    return f"{path}:{number}:{column}"
        return path

    def _book(self, volume: Volume, drawn: Mapping[str, Markup], digest: str) -> Book:
        records = {name: self.records[name] for name in volume.records}
        judgements = [self.lens.judgements[name] for name in volume.records]
        summary = self.lens.summary(judgements)
        return Book(
            tracker=self.lens.tracker,
            title=self._title(volume),
            number=volume.number,
            numbers=volume.numbers,
            edition=replace(
                self.lens.edition_view,
                provisional=summary.provisional,
                records=summary.distribution.total,
            ),
            summary=summary,
            sensitivity=sensitivity_of(self.lens, judgements),
            parts=parts_of(list(self.agreements.values()), records),
            sources=sources_of(records.values()),
            digest=digest,
            drawn=drawn,
        )

    def _title(self, volume: Volume) -> Words:
        agreement = self.agreements.get(volume.agreement)
        return agreement.short if agreement else self.lens.tracker

    def _data(self, volume: Volume) -> bytes:
        """Return the export; of a volume that holds a part, what concerns its records."""
        data = _part_of(self.data, volume) if volume.agreement else self.data
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _program() -> str:
    packages = [f"{name} {version(name)}" for name in ("weasyprint", "pydyf", "pikepdf")]
    fonts = [f"{path.name} {path.stat().st_size}" for path in font_files()]
    return "\n".join((RENDERING_DIGEST, *packages, *fonts))


def _agreement_of(name: str) -> str:
    return name.partition("/")[0]


def _name_of(lens: Lens) -> str:
    """Name the whole: tracker, day, what was known by then, and a language not the first."""
    tracker = lens.register.tracker
    known_by = lens.edition.known_by
    return "-".join(
        [
            tracker.id,
            lens.edition.as_of.isoformat(),
            *([f"known-{known_by.isoformat()}"] if known_by else []),
            *([lens.language] if lens.language != tracker.languages[0] else []),
        ]
    )


def _pages(page: RecordPage) -> int:
    return 1 + len(plain_words(page)) // LETTERS_OF_A_PAGE


def _faults_of(place: str, text: str) -> list[str]:
    missing = missing_characters(text)
    if not missing:
        return []
    names = [character_name(one) for one in missing[:NAMED]]
    names += [f"{len(missing) - NAMED} more"] if len(missing) > NAMED else []
    drawable = "it has Latin, Greek, Cyrillic, Japanese and Korean letters: write it in these"
    return [f"{place}: no font of the report can draw {', '.join(names)}; {drawable}"]


def _part_of(data: dict[str, Any], volume: Volume) -> dict[str, Any]:
    """Leave out of an export the records and agreements of other volumes."""
    inside = set(volume.records)
    agreements = {_agreement_of(name) for name in inside}
    files = dict(data["files"])
    for kind, names in (("commitment", inside), ("agreement", agreements)):
        files[kind] = {
            path: content for path, content in files[kind].items() if _id_of(path) in names
        }
    coverage = [text for text in data["coverage"]["texts"] if text["agreement"] in agreements]
    return {
        **data,
        "records": [record for record in data["records"] if record["id"] in inside],
        "coverage": {**data["coverage"], "texts": coverage},
        "files": files,
    }


def _id_of(path: str) -> str:
    return path.removeprefix("commitments/").removeprefix("agreements/").removesuffix(".yaml")
