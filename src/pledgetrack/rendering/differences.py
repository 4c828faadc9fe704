"""A difference -> text for a terminal, Markdown for a pull request, JSON for scripts.

The Markdown is posted where strangers' words could do harm: nothing of a record becomes markup, a
link, a mention, a picture or a reference there, and the whole fits into a comment.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from pledgetrack.rendering.diagnostics import log_line, printable
from pledgetrack.rendering.difference_data import Difference, difference_data
from pledgetrack.rendering.difference_words import (
    READINGS,
    HeadlineRow,
    Item,
    Section,
    headline_rows,
    in_short,
    sections_of,
)

LARGEST_COMMENT: Final = 64_000
"""GitHub takes 65,536 characters in a comment; this leaves room for what a workflow adds.

Counted in bytes of UTF-8, which are never fewer.
"""

_ROOM_FOR_ENDING: Final = 1_000
_LONGEST_DETAIL: Final = 400
_MARKUP: Final = re.compile(r"([!-/:-@\[-`{-~])")
# Forges find mentions, references and links in the text, whatever is escaped: where one could
# begin stands a sign that nobody sees.
_JOINER: Final = "\u2060"
_TAKEN_FOR_MORE: Final = re.compile(
    r"(?<=[@#:])(?=\S)|(?<=www)(?=\.)|(?<=gh-)(?=\d)", re.IGNORECASE
)
_HASH: Final = re.compile(r"\b[0-9a-f]{7,}\b", re.IGNORECASE)


def as_text(difference: Difference) -> str:
    """Return everything that differs as lines for a terminal."""
    comparison = difference.comparison
    lines = [
        f"{difference.base} → {difference.head}",
        f"as of {comparison.before.as_of} → {comparison.after.as_of}",
        *in_short(comparison),
    ]
    for section in sections_of(comparison):
        lines += ["", f"{section.title} ({len(section.items)})"]
        lines += [f"  {section.note}"] * bool(section.note)
        lines += [line for item in section.items for line in _item_lines(item)]
    lines += _headline_lines(list(headline_rows(comparison.headlines)))
    return "".join(f"{log_line(line)}\n" for line in lines)


def _item_lines(item: Item) -> Iterator[str]:
    title = f" “{item.title}”" if item.title else ""
    yield f"  {item.name}{title}: {item.words}"
    yield from (f"      {_one_line(detail)}" for detail in item.details)


def _headline_lines(rows: list[HeadlineRow]) -> list[str]:
    """Tell the headlines that moved, reading by reading, and name the other rules."""
    moved = [row for row in rows if any(row.moved)]
    if not moved:
        return ["", f"Headlines: the same under all {len(rows)} rules"]
    lines = ["", f"Headlines ({len(moved)} of {len(rows)} rules moved)"]
    for row in moved:
        cells = zip(READINGS, row.cells, row.moved, strict=True)
        told = (f"      {reading}: {cell}" for reading, cell, is_moved in cells if is_moved)
        lines += [f"  {row.rule}", *told]
    same = "; ".join(row.rule for row in rows if row not in moved)
    return [*lines, f"  The same under: {same}"] if same else lines


def as_markdown(difference: Difference) -> str:
    """Return what differs for a comment; what does not fit is left out, and that is said."""
    comparison = difference.comparison
    base, head = (f"`{_code(str(side))}`" for side in (difference.base, difference.head))
    lines = [
        "## What changes in the records",
        "",
        f"{base} → {head}, as of {comparison.before.as_of} → {comparison.after.as_of}",
        "",
        " ".join(in_short(comparison)),
        "",
        *_headline_table(list(headline_rows(comparison.headlines))),
    ]
    text = "".join(f"{line}\n" for line in lines)
    return text + _fitted(sections_of(comparison), LARGEST_COMMENT - len(text.encode()))


def _headline_table(rows: list[HeadlineRow]) -> list[str]:
    """Return the headlines as a table; all its words are ours."""
    if not any(any(row.moved) for row in rows):
        return [f"The headline is the same under all {len(rows)} rules."]
    return [
        f"| Headline | {' | '.join(READINGS)} |",
        f"| --- |{' ---: |' * len(READINGS)}",
        *(f"| {row.rule} | {' | '.join(row.cells)} |" for row in rows),
    ]


def _fitted(sections: Iterable[Section], room: int) -> str:
    """Return sections as far as they fit, and a sentence that counts what was left out."""
    room -= _ROOM_FOR_ENDING
    written: list[str] = []
    left_out: list[str] = []
    for section in sections:
        head = f"\n### {section.title} ({len(section.items)})\n\n"
        head += f"{section.note}\n\n" if section.note else ""
        pieces = [head, *map(_bullet, section.items)]
        fitting = _fitting(pieces, room)
        if fitting > 1:
            written += pieces[:fitting]
            room -= sum(len(piece.encode()) for piece in pieces[:fitting])
        missing = len(pieces) - max(fitting, 1)
        if missing:
            left_out.append(f"{missing} of {len(section.items)} under “{section.title}”")
    return "".join([*written, *_cut_notice(left_out)])


def _fitting(pieces: list[str], room: int) -> int:
    """Return how many of the pieces fit."""
    for number, piece in enumerate(pieces):
        room -= len(piece.encode())
        if room < 0:
            return number
    return len(pieces)


def _cut_notice(left_out: list[str]) -> Iterator[str]:
    if left_out:
        yield (
            "\n**Cut here, for a comment has room for so much only.** Left out: "
            f"{', '.join(left_out)}. `pledgetrack diff` shows all of it.\n"
        )


def _bullet(item: Item) -> str:
    title = f"**{_escaped(item.title)}** " if item.title else ""
    lines = [f"- {title}`{_code(item.name)}`: {_escaped(item.words)}"]
    lines += [f"  - {_escaped(_shortened(detail))}" for detail in item.details]
    return "".join(f"{line}\n" for line in lines)


def _code(words: str) -> str:
    """Return words for a code span, which ends at the first backtick."""
    return printable(_one_line(words)).replace("`", "'")


def _escaped(words: str) -> str:
    """Return words as Markdown that shows just these words."""
    safe = _TAKEN_FOR_MORE.sub(_JOINER, printable(_one_line(words)))
    safe = _HASH.sub(lambda match: _JOINER.join(_pieces(match[0])), safe)
    # An escaped sign of dollars still begins a formula; the forge's own advice is an element.
    return _MARKUP.sub(r"\\\1", safe).replace(r"\$", "<span>$</span>")


def _pieces(words: str, length: int = 6) -> Iterator[str]:
    """Yield words in pieces that are too short for the hash of a commit."""
    return (words[at : at + length] for at in range(0, len(words), length))


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _shortened(words: str) -> str:
    if len(words) <= _LONGEST_DETAIL:
        return words
    return f"{words[:_LONGEST_DETAIL]} … ({len(words) - _LONGEST_DETAIL} characters more)"


def as_json(difference: Difference) -> str:
    """Return everything that differs as JSON, valid by ``schemas/diff.json``."""
    return json.dumps(difference_data(difference), ensure_ascii=False, indent=1) + "\n"


FORMATS: Mapping[str, Callable[[Difference], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
}
