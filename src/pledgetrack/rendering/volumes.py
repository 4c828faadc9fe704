"""How a register is cut into volumes that can be printed, carried and drawn in bounded memory.

A volume is the largest piece that stays within the limit: the whole register, else an agreement,
else as many whole chapters of it as fit, numbered. Only a chapter that is too large is cut between
records. The same records give the same cut, and a record that grows moves none of another
agreement.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

MOST_PAGES = 180
"""Of records: with contents and sources a volume has at most 200 pages, which a binder holds, and
which a process draws in about half a gigabyte."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record, where it stands, and how many pages it is expected to fill."""

    id: str
    agreement: str
    chapter: str
    pages: int


@dataclass(frozen=True, slots=True)
class Volume:
    """The records of one file.

    ``agreement`` is empty where the file holds the whole register; ``number`` of ``numbers`` says
    which part of an agreement it is, where that has several.
    """

    name: str
    records: tuple[str, ...]
    agreement: str = ""
    number: int = 1
    numbers: int = 1


Entries = tuple[Entry, ...]


def volumes_of(name: str, entries: Sequence[Entry], limit: int = MOST_PAGES) -> tuple[Volume, ...]:
    """Cut records, given in the order of agreements and their texts, into volumes.

    ``name`` is the name of the whole; parts add the agreement and a number to it. A record that
    alone exceeds the limit has a volume of its own. No record, no volume.
    """
    if not entries:
        return ()
    if _pages(entries) <= limit:
        return (Volume(name, _ids(entries)),)
    return tuple(
        volume
        for agreement, group in _groups(entries, lambda entry: entry.agreement)
        for volume in _parts(f"{name}-{agreement}", agreement, _runs(group, limit))
    )


def _parts(name: str, agreement: str, runs: Sequence[Entries]) -> Iterator[Volume]:
    for number, run in enumerate(runs, start=1):
        suffix = f"-{number}" if len(runs) > 1 else ""
        yield Volume(name + suffix, _ids(run), agreement, number, len(runs))


def _runs(entries: Entries, limit: int) -> list[Entries]:
    """Put chapters together, in order, as long as they fit."""
    runs: list[Entries] = []
    for unit in _units(entries, limit):
        if runs and _pages(runs[-1]) + _pages(unit) <= limit:
            runs[-1] += unit
        else:
            runs.append(unit)
    return runs


def _units(entries: Entries, limit: int) -> Iterator[Entries]:
    """Yield what is not cut: chapters, and the records of a chapter that is too large."""
    for _, chapter in _groups(entries, lambda entry: entry.chapter):
        if _pages(chapter) <= limit:
            yield chapter
        else:
            yield from ((entry,) for entry in chapter)


def _groups(entries: Sequence[Entry], key: Callable[[Entry], str]) -> Iterator[tuple[str, Entries]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(key(entry), []).append(entry)
    return ((name, tuple(group)) for name, group in groups.items())


def _pages(entries: Sequence[Entry]) -> int:
    return sum(entry.pages for entry in entries)


def _ids(entries: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(entry.id for entry in entries)
