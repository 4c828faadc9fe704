"""The figures of a report, each answered again from its register and looked for on its page."""

import gettext
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from babel import UnknownLocaleError

from pledgetrack import rendering
from pledgetrack.errors import UsageError
from pledgetrack.figures import answer
from pledgetrack.ledger import Ledger
from pledgetrack.register import Register
from pledgetrack.rendering.rule_words import rule_meanings, rule_names
from pledgetrack.rendering.wording import Wording
from pledgetrack.verifying.opening import Opened, RefusedError
from pledgetrack.verifying.reading import Box, PageText, squeezed
from pledgetrack.verifying.verdict import Figure
from pledgetrack.vocabulary import Status

NOUGHT: Final = "·"
"""What a table may print for nought."""

MOST_PLACES: Final = 4
LONG: Final = 20
"""Words of more letters may be broken over lines; no number has as many."""

NEAR: Final = 1.5
"""In points: how far a table may stand from the place that the document names for it."""

_LOCALE: Final = Path(rendering.__file__).parent / "locale"
_BROKEN: Final = r"[\s\-\u2010\u00ad\x02]*"
"""What may stand between two letters of a name: it runs over lines, with or without a hyphen."""

_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")

_COUNTING: Final = ("report", "volume")
"""Kinds of files that print the count of every status; the others print what they choose."""


def count_again(figures: Iterable[Figure], ledger: Ledger | None, language: str) -> Iterator[str]:
    """Yield a fault for each figure whose value or words are not what the register gives."""
    wording = _wording(language)
    for figure in figures:
        if ledger is None:
            yield f"{figure}: printed {figure.words}; there is no register to count it in"
            continue
        try:
            found = answer(ledger, figure.measure, figure.filter)
        except (UsageError, LookupError, ValueError) as error:
            yield f"{figure}: {str(error)[:200]}"
            continue
        if found != figure.value:
            yield f"{figure}: printed {figure.words}, the register gives {found}"
        elif figure.words not in _ways_to_write(figure.value, wording):
            yield f"{figure}: printed {figure.words[:80]}, which does not say {figure.value}"


def _wording(language: str) -> Wording:
    try:
        return Wording(language, gettext.NullTranslations())
    except (UnknownLocaleError, ValueError) as error:
        raise RefusedError(f"no report is in a language called {language}") from error


def _ways_to_write(value: float | str, wording: Wording) -> set[str]:
    if isinstance(value, str):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return {value}
        return {value, wording.day(day), wording.short_day(day)}
    ways = {wording.figure(value, places) for places in range(MOST_PLACES + 1)}
    return {*ways, wording.number(value)} | ({NOUGHT} if value == 0 else set())


def missing_figures(kind: str, figures: Iterable[Figure], ledger: Ledger) -> Iterator[str]:
    """Yield the counts that a report of this kind prints and the manifest does not list."""
    if kind not in _COUNTING:
        return
    listed = {tuple(one.filter.items()) for one in figures if one.measure == "counted"}
    for status in Status:
        found = answer(ledger, "counted", {"status": status.value})
        if found and (("status", status.value),) not in listed:
            yield f"counted (status={status.value}): the register gives {found}, nothing is listed"


def look_for(figures: Sequence[Figure], pages: Mapping[int, PageText]) -> Iterator[str]:
    """Yield a fault for each figure whose words do not stand at their place.

    Those in pictures have none: the page must say as many of each, outside the places of others.
    """
    said = {
        number: Counter(_alone(page, _boxes(figures, number))) for number, page in pages.items()
    }
    for figure in figures:
        page, words = pages.get(figure.page), squeezed(figure.words)
        if page is None:
            yield f"{figure}: printed {figure.words}; the file has no such page"
        elif figure.drawn:
            said[figure.page][words] -= 1
            is_said = said[figure.page][words] >= 0
            if not (is_said or (len(words) > LONG and words in squeezed(page.text))):
                yield f"{figure}: {figure.words} does not stand on the page"
        elif (found := page.within(figure.box)) != words:
            there = f"“{found[:40]}”" if found else "nothing"
            yield f"{figure}: {figure.words} should stand there, the page has {there}"


def _boxes(figures: Iterable[Figure], number: int) -> list[Box]:
    return [one.box for one in figures if one.page == number and not one.drawn]


def _alone(page: PageText, boxes: list[Box]) -> list[str]:
    """Return the numbers on a page that stand in none of the boxes."""
    letters = ("|" if any(one.is_in(box) for box in boxes) else one.text for one in page.letters)
    return _NUMBER.findall("".join(letters))


def unlisted(
    tables: Sequence[Mapping[str, Any]],
    figures: Sequence[Figure],
    pages: Mapping[int, PageText],
    names: Collection[str],
) -> Iterator[str]:
    """Yield the numbers that stand in summary tables and are no figure of the manifest.

    ``names`` are what may hold digits, such as those of agreements with their year; numbers
    in pictures are those of the drawn figures beside them.
    """
    longest_first = sorted(names, key=len, reverse=True)
    for table in tables:
        number, page = table["page"], pages.get(table["page"])
        box, others = tuple(table["box"]), _boxes(figures, number)
        drawn = Counter(
            squeezed(one.words)
            for one in figures
            if one.drawn and one.page == number and _holds(box, one.box)
        )
        for found in _numbers(page, box, others, longest_first) if page else ():
            drawn[found] -= 1
            if drawn[found] < 0:
                yield f"page {number}: {found} stands in a summary table and is no listed figure"


def _holds(box: Box, inner: Box) -> bool:
    """Say whether a point, which is a box without a width, lies in a box."""
    return box[0] <= inner[0] <= box[2] and box[1] <= inner[3] and inner[1] <= box[3]


def _numbers(page: PageText, table: Box, boxes: list[Box], names: list[str]) -> list[str]:
    """Return the numbers in a table outside the boxes of figures and outside of names."""
    text = "".join(
        "|" if any(one.is_in(box) for box in boxes) else one.text
        for one in page.letters
        if one.is_in(table) or one.text.isspace()
    )
    for name in names:
        letters = squeezed(name).replace("-", "")  # at the end of a line it is read as a break
        text = re.sub(_BROKEN.join(map(re.escape, letters)), "|", text)
    return _NUMBER.findall(text)


def names_with_digits(register: Register, language: str) -> Iterator[str]:
    """Yield the names that hold digits: of the register in every language, and of the rules."""
    titled = [
        *(one.name for one in register.parties.values()),
        *(one.title for one in register.agreements.values()),
        *(one.short for one in register.agreements.values()),
        *(part.title for one in register.agreements.values() for part in one.outline),
        *(one.title for one in register.series.values()),
        *(one.title for one in register.sources.values()),
        *(one.title for one in register.commitments.values()),
    ]
    written = [text for prose in titled if prose for _, text in prose.texts]
    say = gettext.translation("pledgetrack", _LOCALE, [language], fallback=True).gettext
    written += [*rule_names(say).values(), *rule_meanings(say).values()]
    yield from (text for text in written if any(letter.isdigit() for letter in text))


def misplaced(opened: Opened, tables: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the summary tables that the document names and the manifest does not."""
    listed = [(table["page"], table["box"][0], table["box"][3]) for table in tables]
    for page, left, top in opened.tables.values():
        if not any(
            page == number and abs(left - x) < NEAR and abs(top - y) < NEAR
            for number, x, y in listed
        ):
            where = f"page {page}" if page else "a page that is gone"
            yield f"{where}: a summary table stands there that the manifest does not list"
    if len(listed) != len(opened.tables):
        yield f"{len(opened.tables)} summary tables stand in the file, {len(listed)} are listed"
