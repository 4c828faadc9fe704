"""Records stand to each other, and to their stems, as the model allows."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from math import isclose
from typing import TYPE_CHECKING

from pledgetrack.checks.rules import Fault
from pledgetrack.files import path_of
from pledgetrack.inheritance import whole
from pledgetrack.vocabulary import Kind, Lack

if TYPE_CHECKING:
    from pledgetrack.loading import KeyPath
    from pledgetrack.model import Commitment
    from pledgetrack.register import Register

_SINGLE = ("part_of", "complement_of", "replaces")
_SEVERAL = ("restates", "sum_of")


def _path(commitment: "Commitment") -> str:
    return path_of("commitment", commitment.id)


def relation_circle(register: "Register") -> Iterator[Fault]:
    """No relation leads from a record, a party or an agreement back to itself.

    Remedy: Remove the link that closes the circle.
    """
    written = register.written
    for field in (*_SINGLE, *_SEVERAL):
        for name, circle in _circles(written, _follow(written, field)):
            message = f"{field} leads in a circle: {' > '.join(circle)}"
            yield Fault(_path(written[name]), (field,), message)
    parties = register.parties
    for name, circle in _circles(parties, lambda key: _some(parties[key].under)):
        message = f"under leads in a circle: {' > '.join(circle)}"
        yield Fault(path_of("parties", ""), (name, "under"), message)
    agreements = register.agreements
    for name, circle in _circles(agreements, lambda key: _some(agreements[key].replaces)):
        message = f"replaces leads in a circle: {' > '.join(circle)}"
        yield Fault(path_of("agreement", name), ("replaces",), message)


def _some(name: str | None) -> tuple[str, ...]:
    return () if name is None else (name,)


def _follow(written: Mapping[str, "Commitment"], field: str) -> Callable[[str], tuple[str, ...]]:
    def names(key: str) -> tuple[str, ...]:
        value = getattr(written[key], field)
        return value if isinstance(value, tuple) else _some(value)

    return names


def _circles(
    nodes: Iterable[str], follow: Callable[[str], tuple[str, ...]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each circle once, with the node at which it was entered; linear in the links."""
    known = frozenset(nodes)
    done: set[str] = set()
    for start in sorted(known):
        trail: dict[str, Iterator[str]] = {}
        if start not in done:
            trail[start] = iter(follow(start))
        while trail:
            here = next(reversed(trail))
            following = next((name for name in trail[here] if name in known), None)
            if following is None:
                done.add(here)
                del trail[here]
            elif following in trail:
                names = list(trail)
                yield following, (*names[names.index(following) :], following)
            elif following not in done:
                trail[following] = iter(follow(following))


def _whole(register: "Register") -> Iterator["Commitment"]:
    """Yield the records of which is known what they inherit."""
    for name in whole(register.written):
        yield register.commitments[name]


def part_of_no_stem(register: "Register") -> Iterator[Fault]:
    """What a record is `part_of` is a stem.

    Remedy: Give the other record `kind: stem`, or name the stem.
    """
    for commitment in register.written.values():
        stem = register.written.get(commitment.part_of or "")
        if stem and stem.kind is not Kind.STEM:
            message = f"{stem.id} is no stem but of the kind {stem.kind}"
            yield Fault(_path(commitment), ("part_of",), message)


def status_is_derived(register: "Register") -> Iterator[Fault]:
    """Stems, recognitions and restatements are not assessed: their status is derived.

    Remedy: Remove the assessments; a stem that promises something of its own gets a part for it.
    """
    for commitment in register.written.values():
        is_derived = commitment.kind in {Kind.STEM, Kind.RECOGNITION} or commitment.restates
        if is_derived and commitment.assessments:
            what = "a restatement" if commitment.restates else f"of the kind {commitment.kind}"
            message = f"the record is {what}; its status is derived, never written"
            yield Fault(_path(commitment), ("assessments",), message, at_key=True)


def stem_without_parts(register: "Register") -> Iterator[Fault]:
    """A stem has parts.

    Remedy: Write the parts with `part_of`, or give the record another kind.
    """
    stems = {record.part_of for record in register.written.values()}
    unread = {name.partition("/")[0] for name in register.record_files.keys() - register.written}
    for commitment in register.written.values():
        is_stem = commitment.kind is Kind.STEM and commitment.agreement not in unread
        if is_stem and commitment.id not in stems:
            yield Fault(_path(commitment), ("kind",), "no record is a part of this stem")


def actor_missing(register: "Register") -> Iterator[Fault]:
    """A record or its stem says who must act, unless it lacks the actor.

    Remedy: Add `by` here or in the stem, or `lacks: [actor]` where the text names nobody.
    """
    for commitment in _whole(register):
        named = commitment.by or Lack.ACTOR in commitment.lacks
        if commitment.kind is not Kind.STEM and not named:
            yield Fault(_path(commitment), (), "nobody is named who must act")


def force_missing(register: "Register") -> Iterator[Fault]:
    """A record or its stem says how strongly it binds, and by which verb.

    Remedy: Add `force` and `verb` here or in the stem; the weakest word decides.
    """
    for commitment in _whole(register):
        missing = [name for name in ("force", "verb") if not getattr(commitment, name)]
        if commitment.kind is not Kind.STEM and missing:
            message = f"{' and '.join(missing)} stand neither here nor in a stem"
            yield Fault(_path(commitment), (), message)


def sum_differs(register: "Register") -> Iterator[Fault]:
    """The target of a sum is the sum of its parts' targets, that of a complement the rest of 100.

    Remedy: Correct the figure that was mistyped; where the text itself does not add up, leave the
    relation out and say so in `note`.
    """
    for commitment in register.written.values():
        for name in ("baseline", "target"):
            keys: KeyPath = ("indicator", name, "value")
            own, expected = _figure(commitment, name), _expected(register, commitment, name)
            if own is not None and expected is not None and not isclose(own, expected):
                message = f"the {name} is {own:g}, the related records give {expected:g}"
                yield Fault(_path(commitment), keys, message)


def _expected(register: "Register", commitment: "Commitment", name: str) -> float | None:
    addends = [_figure(register.written.get(key), name) for key in commitment.sum_of]
    if addends and None not in addends:
        return sum(figure for figure in addends if figure is not None)
    other = _figure(register.written.get(commitment.complement_of or ""), name)
    return None if other is None else 100 - other


def _figure(commitment: "Commitment | None", name: str) -> float | None:
    indicator = commitment.indicator if commitment else None
    entry = getattr(indicator, name) if indicator else None
    return entry.value if entry else None


def section_needless(register: "Register") -> Iterator[Fault]:
    """A record names its section only where no line of a stored text gives it.

    Remedy: Remove `section`; it follows from the line of the quote.
    """
    for commitment in register.written.values():
        if commitment.section and register.first_line(commitment) is not None:
            yield Fault(_path(commitment), ("section",), "the section follows from the line")


RULES = (
    relation_circle,
    part_of_no_stem,
    status_is_derived,
    actor_missing,
    force_missing,
    sum_differs,
)
WARNINGS = (stem_without_parts, section_needless)
