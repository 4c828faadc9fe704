"""Who must act: the kinds of obligors of a record, each agency with its government."""

from collections.abc import Mapping

from pledgetrack.model import Commitment, Party

GOVERNMENT = "government"
"""The kind of a party that is a government."""


def actors_of(parties: Mapping[str, Party], commitment: Commitment) -> tuple[str, str]:
    """Return what kind of actors a record binds and, of a government that acts alone, its id.

    The kinds: ``party`` (one government, with its ministries and agencies), ``governments``
    (several), ``mixed`` (governments and others), ``others`` (no government) and ``nobody``.
    """
    roots = {_root(parties, name) for name in commitment.by}
    governments = {name for name in roots if _kind(parties, name) == GOVERNMENT}
    if not roots:
        return "nobody", ""
    if governments < roots:
        return ("mixed" if governments else "others"), ""
    return ("party", min(governments)) if len(governments) == 1 else ("governments", "")


def _kind(parties: Mapping[str, Party], name: str) -> str:
    party = parties.get(name)
    return party.kind if party else ""


def _root(parties: Mapping[str, Party], name: str) -> str:
    """Return the party under which another stands, however many steps above it."""
    seen: set[str] = set()
    while name not in seen:
        seen.add(name)
        party = parties.get(name)
        name = (party.under if party else None) or name
    return name
