"""Numbers, lists and annotated texts as docutils content, for builders without pages of their own.

The figures of a chart are its table. Addresses of sources are references, so that the link check of
Sphinx follows them.
"""

from collections.abc import Iterable, Iterator

from docutils import nodes

from pledgetrack.rendering.annotating import Note, notes_of, runs_of
from pledgetrack.rendering.html import safe_url
from pledgetrack.rendering.series_words import places
from pledgetrack.sphinx_ext.plain_pieces import Cell, link, paragraph, table_of
from pledgetrack.sphinx_ext.site import Site
from pledgetrack.views import (
    AnnotatedText,
    CitedSources,
    Codings,
    Link,
    Overview,
    Point,
    RecordChart,
    Sensitivity,
    SourceView,
    StatusHistory,
    TextLine,
    Timeline,
)


def summary(answer: Overview, site: Site) -> Iterator[nodes.Element]:
    """Yield the distribution and the rates, each with its two counts."""
    say, word = site.renderer.gettext, site.renderer.wording.word
    yield from _of(answer.agreement, site)
    counts = answer.summary.distribution
    rows: list[list[Cell]] = [[word(status), count] for status, count in counts.counts]
    yield table_of([say("Status"), say("Pledges")], [*rows, [say("All"), counts.total]])
    names = {
        "kept": say("kept, of all judged"),
        "kept-closed": say("kept, of those whose time is up"),
        "at-least-partly": say("at least partly kept"),
        "kept-strict": say("kept, if “no evidence” counts as not kept"),
    }
    n_of = say("%(n)s of %(all)s")
    yield table_of(
        [say("Rate"), say("Pledges"), "%"],
        [
            [names[rate.key], n_of % {"n": rate.part, "all": rate.whole}, _maybe(rate.percent)]
            for rate in answer.summary.rates
        ],
    )
    text = say("%(n)s of %(all)s records provisional")
    yield paragraph(text % {"n": answer.summary.provisional, "all": counts.total})


def sensitivity(answer: Sensitivity, site: Site) -> Iterator[nodes.Element]:
    """Yield the rules with their four values in percent."""
    say = site.renderer.gettext
    yield from _of(answer.agreement, site)
    if answer.span is None:
        yield paragraph(say("Too few pledges could be judged for a percentage under any rule."))
        return
    extra = {"n": answer.no_evidence}
    heads = [say("Rule"), say("Strict"), say("Lenient")]
    heads += [say("Strict, + %(n)s") % extra, say("Lenient, + %(n)s") % extra, say("Pledges")]
    rows: list[list[Cell]] = [
        [
            site.renderer.rule_names[row.rule],
            *(_maybe(one.percent) for one in row.all),
            row.strict.records,
        ]
        for row in answer.rows
    ]
    yield table_of(heads, rows, (40, 12, 12, 12, 12, 12))


def history(answer: StatusHistory, site: Site) -> Iterator[nodes.Element]:
    """Yield the counts of each day."""
    say, wording = site.renderer.gettext, site.renderer.wording
    yield from _of(answer.agreement, site)
    counts = [dict(one.distribution.counts) for one in answer.moments]
    rows: list[list[Cell]] = [
        [wording.word(status), *(one.get(status, 0) for one in counts)]
        for status in answer.statuses
    ]
    rows.append([say("All"), *(one.distribution.total for one in answer.moments)])
    yield table_of([say("Status"), *(wording.short_day(one.day) for one in answer.moments)], rows)


def chart(answer: RecordChart, site: Site) -> Iterator[nodes.Element]:
    """Yield the figures of each series with the sources that give them."""
    say, wording = site.renderer.gettext, site.renderer.wording
    yield nodes.paragraph("", "", link(answer.record, site))
    for series in answer.measure.series:
        decimals = places(series.points)
        yield paragraph(f"{series.title.text}, {series.unit}: {series.owner.text}")
        yield table_of(
            [say("Period"), say("Figure"), say("Source")],
            [
                [wording.period(point.period), wording.bounded(point, decimals), *_origin(point)]
                for point in series.points
            ],
        )


def _origin(point: Point) -> list[Cell]:
    return [_cited(point.quote.source)] if point.quote.source else [""]


def text(answer: AnnotatedText, site: Site) -> Iterator[nodes.Element]:
    """Yield the lines, claimed words with their status, and what was said of each line."""
    say, wording = site.renderer.gettext, site.renderer.wording
    if answer.coverage:
        covered = say("Accounted for: %(percent)s %%")
        yield paragraph(covered % {"percent": wording.number(answer.coverage.percent)})
    fields = (
        nodes.field(
            "",
            nodes.field_name(text=wording.lines((line.number, line.number))),
            nodes.field_body("", *_line(line, site)),
        )
        for line in answer.lines
        if line.segments or line.restored
    )
    yield nodes.field_list("", *fields)


def _line(line: TextLine, site: Site) -> Iterator[nodes.Element]:
    word = site.renderer.wording.word
    if line.restored:
        yield paragraph(line.restored.text)
    words = nodes.paragraph()
    for run in runs_of(line):
        if run.claim and run.says:
            letter = f" {run.letter}" if run.letter else ""
            said = f"[{word(run.claim.status)}{letter}: {run.text}]"
            words += nodes.emphasis(text=said)
        elif run.is_gap:
            said = site.renderer.gettext("Not accounted for")
            words += nodes.strong(text=f"[{said}: {run.text}]")
        else:
            words += nodes.Text(run.text)
    yield words
    notes = [nodes.list_item("", paragraph) for paragraph in _notes(notes_of(line), site)]
    if notes:
        yield nodes.bullet_list("", *notes)


def _notes(notes: Iterable[Note], site: Site) -> Iterator[nodes.paragraph]:
    word = site.renderer.wording.word
    for note in notes:
        if note.claim:
            letter = nodes.Text(f"{note.letter} " if note.letter else "")
            title = link(note.claim.link, site)
            status = nodes.Text(f": {word(note.claim.status)}")
            yield nodes.paragraph("", "", letter, title, status)
        elif note.disposition:
            reason = f": {note.reason.text}" if note.reason else ""
            yield paragraph(word(note.disposition) + reason)


def timeline(answer: Timeline, site: Site) -> Iterator[nodes.Element]:
    """Yield the agreements with their terms."""
    say, wording = site.renderer.gettext, site.renderer.wording
    yield table_of(
        [say("Agreement"), say("Date"), say("In force"), say("Pledges")],
        [
            [link(era.link, site), wording.day(era.signed), wording.term(era), era.records]
            for era in answer.eras
        ],
        (40, 20, 30, 10),
    )


def sources(answer: CitedSources, site: Site) -> Iterator[nodes.Element]:
    """Yield the sources of each grade, with references to their addresses."""
    say, wording = site.renderer.gettext, site.renderer.wording
    for grade, entries in answer.by_grade:
        yield paragraph(wording.word(grade))
        yield table_of(
            [say("Source"), say("Text"), say("Records")],
            [
                [_cited(entry.source), wording.holding(entry.proof), entry.records]
                for entry in entries
            ],
            (65, 25, 10),
        )


def _cited(source: SourceView) -> nodes.paragraph:
    """Return a source with a reference to each of its addresses."""
    about = [source.title.text, source.author, source.publisher, str(source.date or "")]
    cited = paragraph(", ".join(filter(None, about)))
    for address in filter(None, map(safe_url, (source.url, source.archive_url))):
        cited += nodes.Text(" ")
        cited += nodes.reference("", address, refuri=address, internal=False)
    return cited


def codings(answer: Codings, site: Site) -> Iterator[nodes.Element]:
    """Yield the figures, and every judgement on which the codings differ."""
    say, word = site.renderer.gettext, site.renderer.wording.word
    found = answer.agreement
    if not found.units:
        yield paragraph(say("No judgement was coded more than once yet."))
        return
    same = say("%(n)s of %(all)s") % {"n": found.equal, "all": found.units}
    alpha = "-" if found.alpha is None else f"{found.alpha:.2f}"
    rows: list[list[Cell]] = [
        [say("Same status"), same],
        [say("Krippendorff’s alpha (1 is perfect, 0 is chance)"), alpha],
    ]
    yield table_of([say("Agreement of codings"), ", ".join(answer.coders)], rows)
    if answer.disagreements:
        coded = [dict(one.codings) for one in answer.disagreements]
        yield table_of(
            [say("Pledge"), *answer.coders, say("Stands")],
            [
                [
                    link(one.link, site),
                    *(word(codes[name]) if name in codes else "" for name in answer.coders),
                    word(one.status),
                ]
                for one, codes in zip(answer.disagreements, coded, strict=True)
            ],
        )


def _of(agreement: Link | None, site: Site) -> Iterator[nodes.paragraph]:
    """Yield which agreement the figures are about, where it is one."""
    if agreement:
        yield nodes.paragraph("", "", link(agreement, site))


def _maybe(percent: int | None) -> str:
    return "" if percent is None else str(percent)
