"""What is open, and the line in which a pledge stands, as docutils content."""

from collections.abc import Iterable, Iterator

from docutils import nodes

from pledgetrack.sphinx_ext.plain_pieces import Cell, link, paragraph, table_of
from pledgetrack.sphinx_ext.site import Site
from pledgetrack.views import DueList, Lineage, OpenPledge, Station


def due(answer: DueList, site: Site) -> Iterator[nodes.Element]:
    """Yield what is due, or a sentence that says that nothing is; then what names no date."""
    say, wording = site.renderer.gettext, site.renderer.wording
    if answer.dated:
        yield _open([say("Due")], answer.dated, site)
    else:
        words = say("Nothing is due after %(date)s: no open pledge names a day still to come.")
        yield paragraph(words % {"date": wording.day(answer.edition.as_of)})
    if answer.undated:
        yield paragraph(say("Open without a date"))
        yield _open([], answer.undated, site)
    elif answer.undated is not None:
        yield paragraph(say("No pledge is open without a date."))


def _open(first: list[str], pledges: Iterable[OpenPledge], site: Site) -> nodes.table:
    """Return a table whose first column, if it has a head, is the date."""
    say, wording = site.renderer.gettext, site.renderer.wording
    heads = [*first, say("Pledge"), say("What would decide it"), say("Status")]
    rows: list[list[Cell]] = [
        [
            *(wording.due(pledge.row.due) for _ in first),
            link(pledge.row.link, site),
            wording.decides(pledge),
            f"{wording.word(pledge.row.standing.status)}, {wording.age(pledge.age)}",
        ]
        for pledge in pledges
    ]
    return table_of(heads, rows)


def lineage(answer: Lineage, site: Site) -> Iterator[nodes.Element]:
    """Yield the stations as a list, or a sentence that says that there is but one."""
    if not answer.is_line:
        say = site.renderer.gettext
        yield paragraph(say("No record says that anything came before this pledge or after it."))
        return
    items = (nodes.list_item("", _station(station, site)) for station in answer.stations)
    yield nodes.bullet_list("", *items)


def _station(station: Station, site: Site) -> nodes.paragraph:
    wording, standing = site.renderer.wording, station.standing
    head = [wording.day(station.signed)]
    if station.agreement:
        head.append(station.agreement.words.text)
    facts = []
    if standing:
        facts.append(wording.word(standing.status))
        if standing.lifecycle:
            rest = wording.stage(standing, station.due)
            facts.append(f"{wording.word(standing.lifecycle)} {rest}".strip())
    facts.append(wording.relation(station))
    before, after = nodes.Text(", ".join(head) + ": "), nodes.Text("; ".join(["", *facts]))
    return nodes.paragraph("", "", before, link(station.link, site), after)
