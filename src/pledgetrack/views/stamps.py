"""What stands for the view of a page and costs less: a stamp that is new whenever the view may be.

Between two builds nearly all records are the same. A page that shows certain records has the same
view while these have the same bytes, those that they refer to, and all that is no record.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from pledgetrack.model import Commitment
from pledgetrack.views.lens import Lens


class Stamps:
    """Makes stamps for the pages of one build."""

    def __init__(self, lens: Lens, around: str, digests: Mapping[str, str]) -> None:
        """Take the digest of all that is no record, and that of each record's file by its id."""
        self._around = around
        self._kin = _kin_of(lens)
        members: dict[str, list[str]] = {}
        for name in sorted(digests):
            members.setdefault(self._kin.get(name, name), []).append(f"{name} {digests[name]}")
        self._sums = {head: _sum(lines) for head, lines in members.items()}

    def of(self, records: Iterable[str], *more: str) -> str:
        """Return the stamp of a page that shows these records, in their order, and ``more``."""
        shown = (f"{name} {self._sums.get(self._kin.get(name, name), '')}" for name in records)
        return _sum((self._around, *more, *shown))


def _sum(lines: Iterable[str]) -> str:
    return hashlib.blake2b("\n".join(lines).encode(), digest_size=16).hexdigest()


def _kin_of(lens: Lens) -> dict[str, str]:
    """Return for each record one that stands for all that refer to each other, in any way.

    What a record inherits, its status and its line of descent follow from these.
    """
    heads: dict[str, str] = {}

    def head(name: str) -> str:
        while (above := heads.setdefault(name, name)) != name:
            heads[name] = heads[above] = heads.setdefault(above, above)
            name = heads[name]
        return name

    contents = {one.content_from for one in lens.register.written.values() if one.content_from}
    for commitment in lens.register.written.values():
        for other in (*_named_by(commitment), *({commitment.agreement} & contents)):
            heads[head(commitment.id)] = head(other)
    return {name: head(name) for name in list(heads)}


def _named_by(commitment: Commitment) -> Iterator[str]:
    single = (
        commitment.part_of,
        commitment.complement_of,
        commitment.replaces,
        commitment.content_from,  # an agreement, whose records it joins
        commitment.withdrawn.see if commitment.withdrawn else None,
    )
    yield from filter(None, single)
    yield from commitment.restates
    yield from commitment.sum_of
