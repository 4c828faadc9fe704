"""A register in one edition and language to its volumes, each as a job to draw."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from importlib.metadata import version
from typing import Final

from markupsafe import Markup

from pledgetrack.errors import RenderingError
from pledgetrack.rendering.book import Book, chapter_of, parts_of, sources_of
from pledgetrack.rendering.digest import CODE_DIGEST
from pledgetrack.rendering.enclosing import Enclosure
from pledgetrack.rendering.fonts import font_files
from pledgetrack.rendering.glyphs import character_name, missing_characters
from pledgetrack.rendering.html import Renderer
from pledgetrack.rendering.job import Job, Label, Press
from pledgetrack.rendering.plain import plain_words
from pledgetrack.rendering.print_sheets import joined
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

PAPERS: Final[Mapping[str, tuple[str, ...]]] = {"a4": (), "letter": ("letter.css",)}
"""The sheets that fit the pages to another paper than A4; they come last."""

LETTERS_OF_A_PAGE = 900
"""Of the words of a record; what is said twice, labels and white space fill the rest."""

NAMED = 5
"""Of the characters that a record has and no font can draw; the others are counted."""


def volume_jobs(lens: Lens, paper: str = "a4") -> Iterator[Job]:
    """Yield a job for each volume of the edition, on paper that is ``a4`` or ``letter``.

    Raises `RenderingError` after the last one if a record has a character that no font of ours
    can draw; the message names every such record and character.
    """
    composer = lens.once(Composer.of)
    faults: list[str] = []
    means = press(STYLES, lens.edition.as_of, paper)
    for volume in composer.volumes:
        job, missing = composer.job(volume, means)
        faults.extend(missing)
        yield job
    if faults:
        raise RenderingError("\n".join(faults))


@dataclass(frozen=True, slots=True)
class Composer:
    """What the files of an edition share; ``files`` says in which a page of a record stands."""

    lens: Lens
    renderer: Renderer
    records: Mapping[str, RecordPage]
    agreements: Mapping[str, AgreementPage]
    enclosure: Enclosure
    volumes: tuple[Volume, ...]
    files: Mapping[str, str]

    @classmethod
    def of(cls, lens: Lens) -> "Composer":
        """Make the pages of all records of the edition, and cut them into volumes."""
        records = {name: record_page(lens, name) for name in lens.judgements}
        agreements = dict.fromkeys(_agreement_of(name) for name in records)
        entries = [
            Entry(name, _agreement_of(name), chapter_of(page), _pages(page))
            for name, page in records.items()
        ]
        volumes = volumes_of("records", entries)
        return cls(
            lens=lens,
            renderer=Renderer(lens.language, print_=True),
            records=records,
            agreements={name: agreement_page(lens, name) for name in agreements},
            enclosure=Enclosure(lens.register, lens.edition),
            volumes=volumes,
            files={
                page_of_record(name): file_name(lens, volume.name)
                for volume in volumes
                for name in volume.records
            },
        )

    def job(self, volume: Volume, means: Press) -> tuple[Job, list[str]]:
        """Return the job of a volume, and what is wrong with the characters in it."""
        enclosed = self.enclosure.of(volume.records if volume.agreement else None)
        drawn = {name: self._drawn(name, volume) for name in volume.records}
        book = self._book(volume, drawn, enclosed.digest)
        html = self.renderer.volume(book)
        missing = [fault for name in drawn for fault in self._faults(name, drawn[name])]
        missing = missing or faults_of(book.file, html)
        label = label_of(self.lens, "volume", self._full_title(volume))
        return means.job(book.file, label, html, enclosed), missing

    def _drawn(self, name: str, volume: Volume) -> Markup:
        """Draw a record; links lead to other records, in this volume or in the file of another."""
        here = file_name(self.lens, volume.name)

        def href(target: str) -> str:
            file = self.files.get(target, "")
            if file == here:
                return f"#{target}"
            return f"{file}#nameddest={target}" if file else ""

        page = self.renderer.page(self.records[name], href)
        return Markup(page)  # noqa: S704  the renderer has escaped all that comes from records

    def _faults(self, name: str, drawn: Markup) -> list[str]:
        """Look for characters of the record itself; a linked title is the fault of its record."""
        record = self.records[name]
        links = [link for relation in record.relations for link in relation.links]
        titles = [link.words.text for link in (*links, *(row.link for row in record.parts))]
        text = "".join(set(drawn).difference(*titles))
        return faults_of(self._place(record.path, text), text)

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
            title=self.title(volume),
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
            file=file_name(self.lens, volume.name),
            report=file_name(self.lens, "report"),
            digest=digest,
            drawn=drawn,
        )

    def title(self, volume: Volume) -> Words:
        """Return the title of a volume: that of its agreement, or of the tracker."""
        agreement = self.agreements.get(volume.agreement)
        return agreement.short if agreement else self.lens.tracker

    def _full_title(self, volume: Volume) -> str:
        """Return the title as it stands on the cover, with the number of the part."""
        say, title = self.renderer.gettext, self.title(volume).text
        if volume.numbers == 1:
            return title
        part = say("part %(number)s of %(numbers)s")
        return f"{title}{say(', ')}{part % {'number': volume.number, 'numbers': volume.numbers}}"


def press(styles: Iterable[str], day: date, paper: str = "a4") -> Press:
    """Return what documents of one kind are drawn with; ``styles`` are names of our sheets."""
    return Press(_program(), joined((*styles, *PAPERS[paper])), day)


def label_of(lens: Lens, kind: str, title: str) -> Label:
    """Return what a file of the edition is."""
    known_by = lens.edition.known_by
    return Label(
        kind=kind,
        title=title,
        language=lens.language,
        tracker=lens.register.tracker.id,
        as_of=lens.edition.as_of.isoformat(),
        known_by=known_by.isoformat() if known_by else "",
    )


def _program() -> str:
    packages = [f"{name} {version(name)}" for name in ("weasyprint", "pydyf", "pikepdf")]
    fonts = [f"{path.name} {path.stat().st_size}" for path in font_files()]
    # All of our code: what draws a file, and what proves its figures when it is drawn.
    return "\n".join((CODE_DIGEST, *packages, *fonts))


def _agreement_of(name: str) -> str:
    return name.partition("/")[0]


def file_name(lens: Lens, volume: str) -> str:
    """Return the stable name of a file: tracker, volume, day, and what makes it another edition.

    That is the day by which it was known, where one was asked for, and a language that is not
    the first of the tracker.
    """
    tracker = lens.register.tracker
    known_by = lens.edition.known_by
    parts = [
        tracker.id,
        volume,
        lens.edition.as_of.isoformat(),
        *([f"known-{known_by.isoformat()}"] if known_by else []),
        *([lens.language] if lens.language != tracker.languages[0] else []),
    ]
    return "-".join(parts) + ".pdf"


def _pages(page: RecordPage) -> int:
    return 1 + len(plain_words(page)) // LETTERS_OF_A_PAGE


def faults_of(place: str, text: str) -> list[str]:
    """Say which characters of a text no font of ours can draw; ``place`` begins the message."""
    missing = missing_characters(text)
    if not missing:
        return []
    names = [character_name(one) for one in missing[:NAMED]]
    names += [f"{len(missing) - NAMED} more"] if len(missing) > NAMED else []
    drawable = "it has Latin, Greek, Cyrillic, Japanese and Korean letters: write it in these"
    return [f"{place}: no font of the report can draw {', '.join(names)}; {drawable}"]
