"""What a brief shows: an agreement on one side of paper, and how much of it has room there."""

from collections.abc import Sequence
from dataclasses import dataclass

from pledgetrack.views import AgreementPage, EditionView, RecordRow, Summary, Words
from pledgetrack.views.measured import MeasuredPage
from pledgetrack.views.undertakings import Undertaken

ROOM = 148.0
"""Millimetres of a side, of the smaller paper, for chart, obligors and records."""
CHART, SERIES = 54.0, 3.4
TABLE, LINE = 15.0, 6.0
ROW, MORE, WHY = 5.8, 3.9, 3.5
"""Of a record: its line, each further line of its title, each line of its reason."""
LEFT_OUT = 3.6
"""Of the line that says which records have no room."""
LETTERS_OF_TITLE, LETTERS_OF_WHY = 50, 84


@dataclass(frozen=True, slots=True)
class Brief:
    """An agreement on one page: its numbers, its chief measure, and a choice of its records.

    ``edition`` counts the records of the agreement alone; ``rows`` are not all where there is no
    room for them, and ``reasons`` says whether there is room for why each was judged so;
    ``report`` and ``volume`` are the files that hold more.
    """

    file: str
    tracker: Words
    edition: EditionView
    agreement: AgreementPage
    obligors: tuple[Undertaken, ...]
    measured: MeasuredPage | None
    rows: tuple[RecordRow, ...]
    reasons: bool
    report: str
    volume: str
    digest: str

    @property
    def summary(self) -> Summary:
        """Return the numbers of the agreement."""
        return self.agreement.summary

    @property
    def whole(self) -> Undertaken:
        """Return all records of the agreement together."""
        return Undertaken("all", "", None, self.summary)

    @property
    def left_out(self) -> tuple[RecordRow, ...]:
        """Return the counted records for which there was no room."""
        shown = {row.id for row in self.rows}
        counted = (row for row in self.agreement.rows if row.standing.counted)
        return tuple(row for row in counted if row.id not in shown)


def room_for(obligors: Sequence[Undertaken], measured: MeasuredPage | None) -> float:
    """Return the millimetres that are left for records beside a chart and a table."""
    chart = CHART + SERIES * len(measured.measure.series) if measured else 0
    table = TABLE + LINE * (len(obligors) + 1) if obligors else 0
    return ROOM - chart - table - TABLE


def chosen(rows: Sequence[RecordRow], room: float) -> tuple[tuple[RecordRow, ...], bool]:
    """Return counted records for which there is room, and whether their reasons have room too.

    Where not all have room, those that name a day come first. ``room`` is in millimetres.
    """
    counted = [row for row in rows if row.standing.counted]
    if sum(_height(row) + _reason(row) for row in counted) <= room:
        return tuple(counted), True
    dated = [row for row in counted if row.due and (row.due.by or row.due.start)]
    kept: list[RecordRow] = []
    if sum(map(_height, counted)) > room:
        room -= LEFT_OUT
    for row in (*dated, *(row for row in counted if row not in dated)):
        room -= _height(row)
        if room < 0:
            break
        kept.append(row)
    return tuple(row for row in counted if row in kept), False


def _height(row: RecordRow) -> float:
    return ROW + MORE * (_letters(row.link.words) // LETTERS_OF_TITLE)


def _reason(row: RecordRow) -> float:
    why = row.standing.why
    return WHY * (1 + _letters(why) // LETTERS_OF_WHY) if why else 0


def _letters(words: Words) -> int:
    """Return how many Latin letters words are as wide as: a letter of East Asia is two."""
    return sum(2 if letter > "\u2e7f" else 1 for letter in words.text)
