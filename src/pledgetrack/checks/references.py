"""Every name that a file uses is there."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pledgetrack.checks.rules import Fault, did_you_mean
from pledgetrack.files import path_of, record_of
from pledgetrack.register import evidence_of

if TYPE_CHECKING:
    from pledgetrack.loading import KeyPath
    from pledgetrack.model import Commitment
    from pledgetrack.register import Register

_Use = tuple["KeyPath", str, str]
"""Keys that lead to a name, the kind of thing it names, the name."""


def unknown_reference(register: "Register") -> Iterator[Fault]:
    """A record, source, series, party, agreement or section that a file names is there.

    Remedy: Correct the name, or add what it names.
    """
    known = _known(register)
    for path, uses in _uses(register):
        for keys, kind, name in uses:
            if kind in known and name not in known[kind]:
                hint = did_you_mean(name, known[kind])
                yield Fault(path, keys, f"there is no {kind} {name}", hint)
    yield from _unknown_sections(register)


def _known(register: "Register") -> dict[str, frozenset[str]]:
    """Return the names in use; a record that is broken still counts as being there.

    All parties stand in one file: where it cannot be read, nobody is called unknown.
    """
    names: dict[str, set[str]] = {kind: set() for kind in ("agreement", "source", "series")}
    for path, kind in register.files.items():
        if kind in names:
            names[kind].add(record_of(path).rpartition("/")[2])
    parties = {"party": frozenset(register.parties)} if register.parties else {}
    return {
        "record": frozenset(register.record_files),
        **parties,
        **{kind: frozenset(found) for kind, found in names.items()},
    }


def _uses(register: "Register") -> Iterator[tuple[str, Iterable[_Use]]]:
    for commitment in register.written.values():
        yield path_of("commitment", commitment.id), _in_commitment(commitment)
    for agreement in register.agreements.values():
        uses: list[_Use] = [
            (("parties", at), "party", name) for at, name in enumerate(agreement.parties)
        ]
        uses += [
            (("texts", at, "source"), "source", text.source)
            for at, text in enumerate(agreement.texts)
        ]
        uses += _maybe(("replaces",), "agreement", agreement.replaces)
        yield path_of("agreement", agreement.id), uses
    for source in register.sources.values():
        yield path_of("source", source.id), _maybe(("voice",), "party", source.voice)
    for series in register.series.values():
        observed: list[_Use] = [
            (("observations", at, "source"), "source", entry.quote.source or "")
            for at, entry in enumerate(series.observations)
        ]
        yield path_of("series", series.id), [(("owner",), "party", series.owner), *observed]
    parties = register.parties.values()
    yield (
        path_of("parties", ""),
        [use for party in parties for use in _maybe((party.id, "under"), "party", party.under)],
    )


def _maybe(keys: "KeyPath", kind: str, name: str | None) -> list[_Use]:
    return [] if name is None else [(keys, kind, name)]


def _in_commitment(commitment: "Commitment") -> Iterator[_Use]:
    yield ("id",), "agreement", commitment.agreement
    for field in ("by", "through"):
        for at, name in enumerate(getattr(commitment, field)):
            yield (field, at), "party", name
    for at, reading in enumerate(commitment.readings):
        for index, name in enumerate(reading.held_by):
            yield ("readings", at, "held_by", index), "party", name
    yield from _records_named(commitment)
    yield from _sources_named(commitment)
    yield from _maybe(("content_from",), "agreement", commitment.content_from)


def _sources_named(commitment: "Commitment") -> Iterator[_Use]:
    for at, quote in enumerate(commitment.text):
        yield from _maybe(("text", at, "source"), "source", quote.source)
    if commitment.indicator:
        for field in ("series", "rivals"):
            for at, name in enumerate(getattr(commitment.indicator, field)):
                yield ("indicator", field, at), "series", name
    for keys, item in evidence_of(commitment):
        yield from _maybe((*keys, "source"), "source", item.quote.source if item.quote else None)
        yield from _maybe((*keys, "series"), "series", item.series)
        yield from _maybe((*keys, "voice"), "party", item.voice)


def _records_named(commitment: "Commitment") -> Iterator[_Use]:
    for field in ("part_of", "complement_of", "replaces"):
        yield from _maybe((field,), "record", getattr(commitment, field))
    for field in ("restates", "sum_of"):
        for at, name in enumerate(getattr(commitment, field)):
            yield (field, at), "record", name
    if commitment.withdrawn:
        yield from _maybe(("withdrawn", "see"), "record", commitment.withdrawn.see)


def _unknown_sections(register: "Register") -> Iterator[Fault]:
    for agreement in register.agreements.values():
        sections = {entry.id for entry in agreement.outline}
        for at, entry in enumerate(agreement.outline):
            if entry.under and entry.under not in sections:
                keys: KeyPath = ("outline", at, "under")
                yield _no_section(path_of("agreement", agreement.id), keys, entry.under, sections)
    for commitment in register.written.values():
        parent = register.agreements.get(commitment.agreement)
        sections = {entry.id for entry in parent.outline} if parent else set()
        if commitment.section and parent and commitment.section not in sections:
            path = path_of("commitment", commitment.id)
            yield _no_section(path, ("section",), commitment.section, sections)


def _no_section(path: str, keys: "KeyPath", name: str, sections: Iterable[str]) -> Fault:
    message = f"the outline has no section {name}"
    return Fault(path, keys, message, did_you_mean(name, sections))


RULES = (unknown_reference,)
WARNINGS = ()
