"""A stretch of a stored text -> the sentence in which it stands.

Where a sentence ends cannot be known for sure, so nothing is judged by it: it only decides how much
of what surrounds a quote is shown beside it.
"""

import re

from pledgetrack.coverage import Span
from pledgetrack.model import Lines
from pledgetrack.texts import StoredText

# The last alternative: signs by which pages of the web mark quotes, headings and cells.
_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s)|[。！？][」』）]*|(?<=\s)[>#|]+(?=\s)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]|No|Nos|Art|Arts|Sec|Mr|Mrs|Ms|Dr|St|Inc|Ltd|Co|Corp|vs|cf|etc|approx)"
    r"|^\W*(?:\d{1,3}|[ivx]{1,4}))\.$"
)
_LONGEST = 40  # letters looked at before a stop
_GOES_ON = re.compile(r"[,/(\-]\s*$")


def sentence_around(text: StoredText, span: Span) -> Span:
    """Return the span of the sentence, or sentences, in which a stretch stands, without margins."""
    begin, end = _paragraph(text, span)
    for match in _END.finditer(text.content, begin, end):
        before = max(begin, match.start() - _LONGEST)
        if _is_abbreviation(text.content[before : match.start() + 1]):
            continue
        if match.end() <= span[0]:
            begin = match.end()
        elif match.end() >= span[1]:
            end = match.end()
            break
    words = text.content[begin:end]
    return begin + len(words) - len(words.lstrip()), begin + len(words.rstrip())


def _is_abbreviation(before: str) -> bool:
    """Say whether a full stop, the last sign, only shortens a word or numbers a paragraph."""
    return before.endswith(".") and _ABBREVIATION.search(before) is not None


def _paragraph(text: StoredText, span: Span) -> Span:
    return text.line_span(paragraph_around(text, span))


def paragraph_around(text: StoredText, span: Span) -> Lines:
    """Return the lines of a stretch, with those that a line end only breaks for its length."""
    first, last = text.line_at(span[0]), text.line_at(max(span[1] - 1, span[0]))
    while first > 1 and _is_broken(text.line(first - 1), text.line(first)):
        first -= 1
    while last < text.line_count and _is_broken(text.line(last), text.line(last + 1)):
        last += 1
    return first, last


def _is_broken(line: str, following: str) -> bool:
    """Say whether the second of two lines goes on with the sentence of the first."""
    if not line.strip() or not following.strip():
        return False
    return following.lstrip()[0].islower() or _GOES_ON.search(line) is not None
