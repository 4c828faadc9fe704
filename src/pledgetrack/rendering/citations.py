"""A record -> how to cite it: a line of text, BibTeX, and CSL as JSON."""

import json
import re
from collections.abc import Callable
from typing import Any, Final

from pledgetrack.views import RecordPage

AUTHORS: Final = "The pledgetrack contributors"

_SPECIAL: Final = re.compile(r"[\\{}$&#%_^~]")
_ESCAPED: Final = {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}


def cited_as(record: RecordPage, day: Callable[..., str], phrase: Callable[[str], str]) -> str:
    """Return a citation in one line; ``day`` writes dates and ``phrase`` translates."""
    said = phrase("%(authors)s. “%(title)s” (%(id)s). %(tracker)s, as of %(date)s.") % {
        "authors": AUTHORS,
        "title": record.titles[0].text,
        "id": record.id,
        "tracker": record.tracker.text,
        "date": day(record.edition.as_of),
    }
    return f"{said} {record.address}" if record.address else said


def bibtex(record: RecordPage) -> str:
    """Return an entry for BibTeX; what its syntax takes for itself is escaped."""
    day = record.edition.as_of
    fields = {
        "author": f"{{{AUTHORS}}}",
        "title": f"{{{_plain(record.titles[0].text)}}}",
        "howpublished": f"{_plain(record.tracker.text)}, record {_plain(record.id)}",
        "year": str(day.year),
        "note": f"As of {day.isoformat()}",
        "url": _address(record.address),
    }
    lines = (f"  {name} = {{{value}}}," for name, value in fields.items() if value)
    return "\n".join((f"@misc{{{record.id.replace('/', '-')},", *lines, "}"))


def csl(record: RecordPage) -> str:
    """Return an item of the Citation Style Language, as JSON."""
    day = record.edition.as_of
    item: dict[str, Any] = {
        "id": record.id,
        "type": "webpage",
        "author": [{"literal": AUTHORS}],
        "title": record.titles[0].text,
        "language": record.titles[0].language,
        "container-title": record.tracker.text,
        "number": record.id,
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
    }
    if record.address:
        item["URL"] = record.address
    return json.dumps(item, ensure_ascii=False)


def _plain(text: str) -> str:
    return _SPECIAL.sub(lambda sign: _ESCAPED.get(sign[0], "\\" + sign[0]), " ".join(text.split()))


def _address(address: str | None) -> str:
    """Return an address without the signs that would end the field."""
    return re.sub(r"[{}\\\s]", "", address or "")
