"""Parties and keys as docutils content, for builders without pages of their own."""

from collections.abc import Iterator
from fractions import Fraction

from docutils import nodes

from pledgetrack.rendering.side_words import side_names
from pledgetrack.sphinx_ext.plain_pieces import Cell, link, paragraph, table_of
from pledgetrack.sphinx_ext.site import Site
from pledgetrack.views import Rate
from pledgetrack.views.keys import Crosswalk, StatusKey
from pledgetrack.views.parties import PartiesPage, Side


def parties(answer: PartiesPage, site: Site) -> Iterator[nodes.Element]:
    """Yield a row for each side: how many pledges, how many kept, how many at least partly."""
    say = site.renderer.gettext
    if answer.agreement:
        yield nodes.paragraph("", "", link(answer.agreement, site))
    heads = [say("Who must act"), say("Pledges"), say("Kept"), say("At least partly kept")]
    rows: list[list[Cell]] = [
        [
            _name(side, site),
            side.tally.total,
            _rate(side.tally.rate("kept"), site),
            _rate(side.tally.rate("at-least-partly"), site),
        ]
        for side in answer.columns
    ]
    yield table_of(heads, rows, (40, 14, 23, 23))


def _name(side: Side, site: Site) -> Cell:
    return link(side.link, site) if side.link else side_names(site.renderer.gettext)[side.key]


def _rate(rate: Rate, site: Site) -> str:
    counts = site.renderer.gettext("%(n)s of %(all)s") % {"n": rate.part, "all": rate.whole}
    return counts if rate.percent is None else f"{counts}, {rate.percent} %"


def statuses(answer: StatusKey, site: Site) -> Iterator[nodes.Element]:
    """Yield every status with its number of records."""
    say, word = site.renderer.gettext, site.renderer.wording.word
    rows: list[list[Cell]] = [
        [word(status), count] for status, count in (*answer.judged, *answer.not_judged)
    ]
    yield table_of([say("Status"), say("Pledges")], rows)


def crosswalk(answer: Crosswalk, site: Site) -> Iterator[nodes.Element]:
    """Yield the marks of each rule in percent, the strict reading first where they differ."""
    say, word = site.renderer.gettext, site.renderer.wording.word
    rows: list[list[Cell]] = [
        [
            site.renderer.rule_names[row.rule],
            *(
                _mark(mark.strict, say("out"))
                if mark.strict == mark.lenient
                else f"{_mark(mark.strict, say('out'))} / {_mark(mark.lenient, say('out'))}"
                for mark in row.marks
            ),
        ]
        for row in answer.rows
    ]
    yield table_of([say("Rule"), *map(word, answer.statuses)], rows)
    yield paragraph(say("In percent of a full mark; where two stand, strict and lenient."))


def _mark(share: Fraction | None, out: str) -> str:
    return out if share is None else str(round(share * 100))
