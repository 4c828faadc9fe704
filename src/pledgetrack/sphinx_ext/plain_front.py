"""What a front page tells of the register, as docutils content."""

from collections.abc import Iterator

from docutils import nodes

from pledgetrack.sphinx_ext.phrases import bullets
from pledgetrack.sphinx_ext.plain_pieces import Cell, link, paragraph, table_of
from pledgetrack.sphinx_ext.site import Site
from pledgetrack.views.front import Change, Chapters, News, Questions


def questions(answer: Questions, site: Site) -> Iterator[nodes.Element]:
    """Yield the questions with how much there is to read."""
    say, count = site.renderer.gettext, site.renderer.wording.ngettext
    agreements = count("%(n)s agreement", "%(n)s agreements", answer.agreements)
    pledges = count("%(n)s pledge", "%(n)s pledges", answer.pledges)
    sources = count("%(n)s source", "%(n)s sources", answer.sources)
    yield bullets(
        [
            f"{say('What was promised?')} {agreements % {'n': answer.agreements}}",
            f"{say('Was it kept?')} {pledges % {'n': answer.pledges}}",
            f"{say('Who says so?')} {sources % {'n': answer.sources}}",
            f"{say('How do you know?')} {say('the method')}",
        ]
    )


def news(answer: News, site: Site) -> Iterator[nodes.Element]:
    """Yield what changed lately and what is due next, each as a table under its name."""
    say, wording = site.renderer.gettext, site.renderer.wording
    yield paragraph(say("What changed lately"))
    if answer.changes:
        heads = [say("Recorded"), say("Pledge"), say("Status")]
        yield table_of(heads, [_change(one, site) for one in answer.changes])
    else:
        yield paragraph(say("Nothing has been judged yet."))
    yield paragraph(say("What comes due"))
    if answer.due:
        rows: list[list[Cell]] = [
            [wording.due(one.row.due), link(one.row.link, site)] for one in answer.due
        ]
        yield table_of([say("Due"), say("Pledge")], rows)
    else:
        words = say("Nothing is due after %(date)s: no open pledge names a day still to come.")
        yield paragraph(words % {"date": wording.day(answer.edition.as_of)})


def _change(one: Change, site: Site) -> list[Cell]:
    say, wording = site.renderer.gettext, site.renderer.wording
    status = wording.word(one.after)
    if one.before and one.before is not one.after:
        words = {"before": wording.word(one.before), "after": status}
        status = say("%(before)s to %(after)s") % words
    return [wording.short_day(one.recorded), link(one.link, site), status]


def chapters(answer: Chapters, site: Site) -> Iterator[nodes.Element]:
    """Yield the chapters with the number of pledges by status."""
    say, word = site.renderer.gettext, site.renderer.wording.word
    rows: list[list[Cell]] = [
        [
            link(one.link, site),
            one.distribution.total,
            ", ".join(f"{word(status)} {count}" for status, count in one.distribution.counts),
        ]
        for one in answer.chapters
    ]
    yield nodes.paragraph("", "", link(answer.agreement, site))
    if rows:
        yield table_of([say("Chapter"), say("Pledges"), say("Status")], rows)
    else:
        yield paragraph(say("No pledge of this agreement is recorded yet"))
