"""What waits for a person, and what was corrected, as docutils content."""

from collections.abc import Iterator

from docutils import nodes

from pledgetrack.rendering.waiting_words import reason, wait_names, wait_rules
from pledgetrack.sphinx_ext.plain_pieces import Cell, link, paragraph, table_of
from pledgetrack.sphinx_ext.site import Site
from pledgetrack.views.corrections import CorrectedLine, Corrections, WithdrawnLine
from pledgetrack.views.queue import Line, Queue


def queue(answer: Queue, site: Site) -> Iterator[nodes.Element]:
    """Yield the number of each kind, then the first records of each, with the reason."""
    say, number = site.renderer.gettext, site.renderer.wording.number
    names = wait_names(say)
    if answer.agreement:
        yield nodes.paragraph("", "", link(answer.agreement, site))
    rows: list[list[Cell]] = [[names[line.wait], number(line.total)] for line in answer.lines]
    yield table_of([say("What waits"), say("Pledges")], rows)
    for line in answer.lines:
        if line.total:
            yield from _line(line, site)


def _line(line: Line, site: Site) -> Iterator[nodes.Element]:
    say, wording = site.renderer.gettext, site.renderer.wording
    yield paragraph(f"{wait_names(say)[line.wait]}: {wait_rules(say)[line.wait]}")
    rows: list[list[Cell]] = [
        [
            link(row.link, site),
            wording.word(row.status) if row.status else "",
            reason(row, line.wait, wording),
        ]
        for row in line.rows
    ]
    yield table_of([say("Pledge"), say("Status"), say("Why")], rows, (50, 20, 30))
    if line.hidden:
        shown = len(line.rows)
        words = wording.ngettext("The first of %(all)s.", "The first %(n)s of %(all)s.", shown)
        yield paragraph(words % {"n": shown, "all": wording.number(line.total)})


def corrections(answer: Corrections, site: Site) -> Iterator[nodes.Element]:
    """Yield the judgements that were corrected and the records withdrawn, or that there is none."""
    say, day = site.renderer.gettext, site.renderer.wording.day(answer.edition.as_of)
    if answer.judgements:
        heads = [say("Recorded"), say("Pledge"), say("Status"), say("Why")]
        yield paragraph(say("Judgements corrected"))
        yield table_of(heads, [_corrected(one, site) for one in answer.judgements])
    else:
        yield paragraph(say("As of %(date)s no judgement corrects another.") % {"date": day})
    if answer.records:
        heads = [say("Withdrawn on"), say("Pledge"), say("Why")]
        yield paragraph(say("Records withdrawn"))
        yield table_of(heads, [_withdrawn(one, site) for one in answer.records])
    else:
        yield paragraph(say("As of %(date)s no record is withdrawn.") % {"date": day})


def _corrected(one: CorrectedLine, site: Site) -> list[Cell]:
    say, wording, moved = site.renderer.gettext, site.renderer.wording, one.moved
    status = say("%(before)s to %(after)s") % {
        "before": wording.word(moved.before),
        "after": wording.word(moved.after),
    }
    why = moved.why.text if moved.why else ""
    return [wording.short_day(one.recorded), link(moved.link, site), status, why]


def _withdrawn(one: WithdrawnLine, site: Site) -> list[Cell]:
    day = site.renderer.wording.short_day(one.on)
    return [day, link(one.link, site), one.because.text]
