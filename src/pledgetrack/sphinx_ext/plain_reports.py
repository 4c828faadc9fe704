"""The list of reports as docutils content, for builders without pages of their own."""

from collections.abc import Iterator

from docutils import nodes

from pledgetrack.rendering.shelf import Shelf, sums_of
from pledgetrack.sphinx_ext.plain_pieces import Cell, paragraph, table_of
from pledgetrack.sphinx_ext.site import Site


def reports(answer: Shelf, site: Site) -> Iterator[nodes.Element]:
    """Yield the reports with their sums; without any, what to type to get them."""
    say, number = site.renderer.gettext, site.renderer.wording.number
    if not answer.reports:
        yield paragraph(say("This site was built without reports. To get them, type:"))
        yield nodes.literal_block(text="nox -s report")
        return
    rows: list[list[Cell]] = [
        [one.label.title, one.label.as_of, number(one.pages), one.file] for one in answer.reports
    ]
    yield table_of([say("Report"), say("As of"), say("Pages"), say("File")], rows, (35, 15, 10, 40))
    yield nodes.literal_block(text=sums_of(answer.reports).rstrip())
