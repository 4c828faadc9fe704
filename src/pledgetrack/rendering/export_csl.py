"""The sources of a register -> CSL-JSON, which reference managers and citation engines read.

The names of types and variables are those of CSL 1.0.2.
"""

import datetime as dt
import json
from typing import Any, Final

from pledgetrack.assessment import Edition, judge
from pledgetrack.citing import sources_cited
from pledgetrack.dates import PartialDate
from pledgetrack.model import Source
from pledgetrack.register import Register
from pledgetrack.vocabulary import Grade

_ARTICLE: Final = "article-newspaper"


def export_csl(register: Register, edition: Edition) -> str:
    """Return every source as an item of CSL-JSON: same register and edition, same bytes.

    What CSL has no name for stands under ``custom``, which CSL keeps for that: the grade, the
    address of the archived copy, and in how many records of the edition the source is cited.
    """
    cited = _records_by_source(register, edition)
    items = [_item(source, cited.get(source.id, 0)) for source in register.sources.values()]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _records_by_source(register: Register, edition: Edition) -> dict[str, int]:
    counts: dict[str, int] = {}
    for judgement in judge(register, edition).values():
        for name in sources_cited(register, edition, judgement.commitment):
            counts[name] = counts.get(name, 0) + 1
    return counts


def _item(source: Source, records: int) -> dict[str, Any]:
    kind = _type(source)
    item = {
        "id": source.id,
        "type": kind,
        "title": str(source.title),
        "author": [{"literal": source.author}] if source.author else None,
        "publisher": source.publisher,
        "container-title": source.publisher if kind == _ARTICLE else None,
        "issued": _issued(source),
        "accessed": _day(source.accessed) if source.accessed else None,
        "language": source.language,
        "URL": source.url,
        "note": str(source.note) if source.note else None,
        "custom": {
            "grade": source.grade.value,
            "records": records,
            **({"archive_url": source.archive_url} if source.archive_url else {}),
        },
    }
    return {name: value for name, value in item.items() if value is not None}


def _type(source: Source) -> str:
    """Return what is certain: more than press or not, and on the web or not, nobody has coded."""
    if source.grade is Grade.PRESS:
        return _ARTICLE
    return "webpage" if source.url else "document"


def _issued(source: Source) -> dict[str, Any] | None:
    if source.date is None:
        return None
    circa = {"circa": True} if source.approximate else {}
    return {**_date(source.date), **circa}


def _day(day: dt.date) -> dict[str, Any]:
    return _date(PartialDate(day.year, day.month, day.day))


def _date(day: PartialDate) -> dict[str, Any]:
    """Return a date with the precision that it has."""
    parts = (day.year, day.month, day.day)
    return {"date-parts": [[part for part in parts if part is not None]]}
