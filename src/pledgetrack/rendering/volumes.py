"""How a register is cut into volumes that can be printed, carried and drawn in bounded memory.

A volume is the largest natural piece that stays within the limit: the whole register, else an
agreement, else a chapter, else a run of records. The same records give the same cut, and a record
that changes moves no record of another agreement.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

MOST_PAGES = 200
"""Of a volume: what a binder holds, and what a process can draw in about half a gigabyte."""


OTHER = "other"
"""Names the volume of the records that stand in no chapter."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record, where it stands, and how many pages it is expected to fill."""

    id: str
    agreement: str
    chapter: str
    pages: int


@dataclass(frozen=True, slots=True)
class Volume:
    """The records of one file; ``agreement`` and ``chapter`` are empty where it holds several."""

    name: str
    records: tuple[str, ...]
    agreement: str = ""
    chapter: str = ""


_Cut = Callable[[Entry], str]
_CUTS: tuple[_Cut, ...] = (lambda entry: entry.agreement, lambda entry: entry.chapter)


def volumes_of(name: str, entries: Sequence[Entry], limit: int = MOST_PAGES) -> tuple[Volume, ...]:
    """Cut records, given in the order of agreements and their texts, into volumes.

    ``name`` is the name of the whole; parts add agreement, chapter or a number to it. A record
    that alone exceeds the limit of pages has a volume of its own. No record, no volume.
    """
    return tuple(_pieces(name, tuple(entries), limit, _CUTS))


def _pieces(
    name: str, entries: tuple[Entry, ...], limit: int, cuts: tuple[_Cut, ...]
) -> Iterator[Volume]:
    if sum(entry.pages for entry in entries) <= limit:
        if entries:
            yield _volume(name, entries)
    elif cuts:
        for key, group in _groups(entries, cuts[0]).items():
            yield from _pieces(f"{name}-{key or OTHER}", tuple(group), limit, cuts[1:])
    else:
        runs = _runs(entries, limit)
        for number, run in enumerate(runs, start=1):
            yield _volume(f"{name}-{number}" if len(runs) > 1 else name, run)


def _groups(entries: tuple[Entry, ...], cut: _Cut) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(cut(entry), []).append(entry)
    return groups


def _runs(entries: tuple[Entry, ...], limit: int) -> list[tuple[Entry, ...]]:
    runs: list[list[Entry]] = []
    pages = limit
    for entry in entries:
        pages += entry.pages
        if pages > limit:
            runs.append([])
            pages = entry.pages
        runs[-1].append(entry)
    return [tuple(run) for run in runs]


def _volume(name: str, entries: tuple[Entry, ...]) -> Volume:
    return Volume(
        name,
        tuple(entry.id for entry in entries),
        agreement=_common([entry.agreement for entry in entries]),
        chapter=_common([entry.chapter for entry in entries]),
    )


def _common(values: Sequence[str]) -> str:
    return values[0] if len(set(values)) == 1 else ""
