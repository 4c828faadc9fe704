"""Which heads a cell of a table has: those of its row, its columns, and the group it stands in.

WeasyPrint takes a head over the whole width for one of the first column alone, and gives its
cells every such head of the table. Sources: ISO 14289-1:2014 section 7.5; ISO 32000-1:2008 table
349; the attribute ``scope`` of HTML.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import pydyf  # type: ignore[import-untyped]

from pledgetrack.rendering.pdf_nodes import Node


@dataclass(slots=True)
class _Heads:
    """The heads that hold where a walk down a table has come to.

    ``rows`` are names with the number of rows that they still hold for, ``taken`` says of a
    column how many further rows a cell from above takes.
    """

    columns: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    group: list[str] = field(default_factory=list)
    rows: list[tuple[int, str]] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)


def head_cells(table: Node, number: int) -> None:
    """Give each head of a table a name and a scope, and every cell the names of its heads.

    ``number`` is that of the table in its document, in which each head has a name of its own.
    """
    heads, before = _Heads(), table
    for at, (group, row) in enumerate(_rows(table)):
        if group is not before:
            heads.group, before = [], group
        cells = list(_placed(row, heads.taken))
        for column, cell in cells:
            if cell.tag == "/TH":
                cell.said["ID"] = pydyf.String(f"{number:05}-{at:04}-{column:03}")
                _take(heads, cell, column, _scope(cell, group))
        for column, cell in cells:
            _refer(cell, column, heads, _scope(cell, group))
        heads.rows = [(left - 1, name) for left, name in heads.rows if left > 1]


def _rows(node: Node) -> Iterator[tuple[Node, Node]]:
    for kid in node.nodes():
        if kid.tag == "/TR":
            yield node, kid
        else:
            yield from _rows(kid)


def _placed(row: Node, taken: dict[int, int]) -> Iterator[tuple[int, Node]]:
    """Yield the cells of a row with their column, and note which reach into rows below."""
    column = 0
    for cell in row.nodes():
        while taken.get(column):
            taken[column] -= 1
            column += 1
        yield column, cell
        for _ in range(_span(cell, "ColSpan")):
            taken[column] = _span(cell, "RowSpan") - 1
            column += 1
    for later, left in taken.items():
        if later >= column and left:
            taken[later] = left - 1


def _span(cell: Node, key: str) -> int:
    return int(cell.said.get("A", {}).get(key, 1))


def _scope(cell: Node, group: Node) -> str:
    """Return what a cell is the head of; nothing of a cell that is none."""
    if cell.tag != "/TH":
        return ""
    asked = cell.made.said("scope") if cell.made else ""
    return asked or ("col" if group.tag == "/THead" else "row")


def _take(heads: _Heads, cell: Node, column: int, scope: str) -> None:
    name = cell.said["ID"].string
    if scope == "rowgroup":
        heads.group = [name]
    elif scope == "row":
        heads.rows.append((_span(cell, "RowSpan"), name))
    else:
        for at in range(column, column + _span(cell, "ColSpan")):
            heads.columns[at].append(name)


def _refer(cell: Node, column: int, heads: _Heads, scope: str) -> None:
    """Say which heads a cell has; a head of columns or of a group of rows has none."""
    said = pydyf.Dictionary({"O": "/Table", **cell.said.get("A", {})})
    said.pop("Headers", None)
    if scope:
        said["Scope"] = "/Row" if scope == "row" else "/Column"
    if scope in {"", "row"}:
        above = [
            name for at in range(_span(cell, "ColSpan")) for name in heads.columns[column + at]
        ]
        beside = [] if scope else [name for _, name in heads.rows]
        names = dict.fromkeys((*heads.group, *beside, *above))
        if names:
            said["Headers"] = pydyf.Array(pydyf.String(name) for name in names)
    cell.said["A"] = said
