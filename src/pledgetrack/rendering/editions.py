"""The files of an edition beside its volumes: the progress report, briefs, and what changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pledgetrack.assessment import Judgement
from pledgetrack.errors import RenderingError
from pledgetrack.rendering.book import parts_of
from pledgetrack.rendering.brief import Brief, chosen, room_for
from pledgetrack.rendering.composing import (
    Composer,
    faults_of,
    file_name,
    label_of,
    press,
    volume_jobs,
)
from pledgetrack.rendering.drawing import Stage
from pledgetrack.rendering.extent import MOST_PAGES, Lengths, left_out, texts_with_room
from pledgetrack.rendering.job import Facts, Job
from pledgetrack.rendering.report import (
    ChangeReport,
    Narrative,
    Place,
    Report,
    Stages,
    VolumeEntry,
)
from pledgetrack.views import (
    Lens,
    agreement_of_codings,
    annotated_text,
    cited_sources,
    page_of_record,
    sensitivity,
)
from pledgetrack.views.changes import changes_since
from pledgetrack.views.measured import measured_pages
from pledgetrack.views.undertakings import (
    by_body,
    by_force,
    by_obligor,
    index_of_obligors,
    index_of_topics,
)
from pledgetrack.vocabulary import Lifecycle

STYLES = ("print.css", "volume.css", "report.css")
BRIEF_STYLES = (*STYLES, "brief.css")

LETTERS_OF_A_CHAPTER = 5000
"""Of the markup of a chapter that people wrote, for a page of it."""

PAGES_OF_A_MEASURE = 1.3
"""One where chart, figures and sources have room, and some have not."""

Drawn = Mapping[str, Facts]
"""What is known of the files that are there already, by their names."""


@dataclass(frozen=True, slots=True)
class Written:
    """What people wrote for a report: its findings, if not made from numbers, and chapters."""

    findings: Narrative | None = None
    chapters: tuple[Narrative, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """An edition to be printed, and how: paper, what people wrote, the most pages of a report."""

    lens: Lens
    paper: str = "a4"
    written: Written = Written()
    since: date | None = None
    most_pages: int = MOST_PAGES


def stages_of(printed: Printed) -> tuple[Stage, ...]:
    """Return what draws all files of an edition: first the volumes, then what points to them."""
    return (
        lambda _: volume_jobs(printed.lens, printed.paper),
        lambda drawn: other_jobs(printed, drawn),
    )


def other_jobs(printed: Printed, drawn: Drawn) -> Iterator[Job]:
    """Yield the jobs of all files beside the volumes; none where there is no record.

    ``drawn`` says where records stand in the volumes. Raises `RenderingError` where a character
    has no glyph.
    """
    composer = printed.lens.once(Composer.of)
    if composer.volumes:
        yield report_job(composer, printed, drawn)
        yield from brief_jobs(composer, printed.paper)
        if printed.since:
            yield change_job(composer, printed, drawn, printed.since)


def report_job(composer: Composer, printed: Printed, drawn: Drawn) -> Job:
    """Return the job of the progress report."""
    lens = printed.lens
    enclosed = composer.enclosure.of()
    report = _report(composer, printed, drawn, enclosed.digest)
    html = composer.renderer.document(report)
    if faults := faults_of(report.file, html):
        raise RenderingError("\n".join(faults))
    label = label_of(lens, "report", lens.tracker.text)
    means = press(STYLES, lens.edition.as_of, printed.paper)
    return replace(means.job(report.file, label, html, enclosed), most_pages=printed.most_pages)


def brief_jobs(composer: Composer, paper: str) -> Iterator[Job]:
    """Yield the job of a brief for each agreement with a counted record."""
    lens = composer.lens
    means = press(BRIEF_STYLES, lens.edition.as_of, paper)
    for name in composer.agreements:
        records = lens.of_agreement(name)
        if any(judgement.counted for judgement in records.values()):
            enclosed = composer.enclosure.of(records)
            brief = brief_of(composer, name, enclosed.digest)
            html = composer.renderer.document(brief)
            label = label_of(lens, "brief", brief.agreement.short.text)
            yield means.job(brief.file, label, html, enclosed)


def brief_of(composer: Composer, name: str, digest: str) -> Brief:
    """Return what the brief of an agreement shows; ``digest`` is that of the data inside it."""
    lens, agreement = composer.lens, composer.agreements[name]
    summary = agreement.summary
    measured = next(iter(measured_pages(lens, 1, name)), None)
    obligors = by_obligor(lens, name)
    obligors = obligors if len(obligors) > 1 else ()
    rows, reasons = chosen(agreement.rows, room_for(obligors, measured))
    return Brief(
        file=file_name(lens, f"brief-{name}"),
        tracker=lens.tracker,
        edition=replace(
            lens.edition_view, provisional=summary.provisional, records=summary.distribution.total
        ),
        agreement=agreement,
        obligors=obligors,
        measured=measured,
        rows=rows,
        reasons=reasons,
        report=file_name(lens, "report"),
        volume=composer.files[agreement.rows[0].link.page or ""],
        digest=digest,
    )


def change_job(composer: Composer, printed: Printed, drawn: Drawn, since: date) -> Job:
    """Return the job of the change report since the edition of a day."""
    lens = printed.lens
    enclosed = composer.enclosure.of()
    content = ChangeReport(
        file=file_name(lens, f"changes-{since.isoformat()}"),
        tracker=lens.tracker,
        edition=lens.edition_view,
        changes=changes_since(lens, since),
        places=dict(_places(composer, drawn)),
        report=file_name(lens, "report"),
        digest=enclosed.digest,
    )
    label = label_of(lens, "changes", lens.tracker.text)
    means = press(STYLES, lens.edition.as_of, printed.paper)
    return means.job(content.file, label, composer.renderer.document(content), enclosed)


def _report(composer: Composer, printed: Printed, drawn: Drawn, digest: str) -> Report:
    lens, written = printed.lens, printed.written
    judgements = lens.judgements.values()
    whole = Report(
        file=file_name(lens, "report"),
        tracker=lens.tracker,
        edition=lens.edition_view,
        summary=lens.summary(judgements),
        stages=_stages(judgements),
        sensitivity=sensitivity(lens),
        codings=agreement_of_codings(lens),
        parts=parts_of(list(composer.agreements.values()), composer.records),
        obligors=by_obligor(lens),
        forces=by_force(lens),
        bodies=by_body(lens),
        measured=measured_pages(lens),
        findings=written.findings,
        chapters=written.chapters,
        texts=tuple(found for name in composer.agreements if (found := annotated_text(lens, name))),
        sources=cited_sources(lens),
        index_of_obligors=index_of_obligors(lens),
        index_of_topics=index_of_topics(lens),
        volumes=tuple(_volumes(composer, drawn)),
        places=dict(_places(composer, drawn)),
        changes=changes_since(lens, printed.since) if printed.since else None,
        left_out=frozenset(),
        most_pages=printed.most_pages,
        digest=digest,
    )
    left, free = left_out(_lengths(whole), printed.most_pages)
    return replace(whole, left_out=left, texts=texts_with_room(whole.texts, free))


def _lengths(report: Report) -> Lengths:
    changes, written = report.changes, report.chapters
    return Lengths(
        lines={part.agreement.id: len(part.rows) for part in report.parts},
        sources=len(report.sources.entries),
        changes=len((*changes.moved, *changes.arrived, *changes.staged)) if changes else 0,
        mentions=sum(
            1 + len(entry.places) for entry in (*report.index_of_obligors, *report.index_of_topics)
        ),
        others=PAGES_OF_A_MEASURE * len(report.measured) + sum(map(_pages, written)),
    )


def _pages(chapter: Narrative) -> int:
    return 1 + len(chapter.body) // LETTERS_OF_A_CHAPTER


def _stages(judgements: Iterable[Judgement]) -> Stages:
    found = [one.lifecycle for one in judgements if one.counted]
    return Stages(found.count(Lifecycle.MET_LATE), found.count(Lifecycle.OVERDUE))


def _volumes(composer: Composer, drawn: Drawn) -> Iterator[VolumeEntry]:
    for number, volume in enumerate(composer.volumes, start=1):
        file = file_name(composer.lens, volume.name)
        yield VolumeEntry(
            number=number,
            file=file,
            title=composer.title(volume),
            part=volume.number,
            parts=volume.numbers,
            records=len(volume.records),
            pages=drawn[file].pages,
        )


def _places(composer: Composer, drawn: Drawn) -> Iterator[tuple[str, Place]]:
    for number, volume in enumerate(composer.volumes, start=1):
        file = file_name(composer.lens, volume.name)
        for name in volume.records:
            yield name, Place(number, file, drawn[file].places[page_of_record(name)])
