"""Who undertook what and what became of it: records by obligor and by the force of the verb."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pledgetrack.assessment import Judgement
from pledgetrack.model import Commitment
from pledgetrack.views.atoms import Distribution, Link, Rate, Summary, Words
from pledgetrack.views.lens import Lens
from pledgetrack.vocabulary import Force

GOVERNMENT = "government"

FEWEST_FOR_A_ROW = 10
"""Counted records that give a government a row of its own; the others share one."""


@dataclass(frozen=True, slots=True)
class Share:
    """Counted records that have something in common.

    ``key`` says what: ``party`` (then ``words`` name it), ``governments`` (several together),
    ``other-governments``, ``mixed`` (governments and others), ``others`` (no government),
    ``nobody``, or a value of `Force`.
    """

    key: str
    words: Words | None
    summary: Summary

    @property
    def total(self) -> int:
        """Return how many counted records there are."""
        return self.summary.distribution.total

    @property
    def judged(self) -> Distribution:
        """Return those of the records that enter rates."""
        return Distribution(self.summary.distribution.judged)

    @property
    def not_judged(self) -> int:
        """Return how many stand outside every rate."""
        return self.total - self.judged.total

    def rate(self, key: str) -> Rate:
        """Return one of the rates by its key."""
        return next(rate for rate in self.summary.rates if rate.key == key)


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of an index and the records it leads to, in the order of the register."""

    words: Words
    links: tuple[Link, ...]


Key = tuple[str, str]
"""The key of a share and the party it names, if any."""


def by_obligor(lens: Lens) -> tuple[Share, ...]:
    """Return counted records by who had to act: each record is in one share.

    An agency stands with its government. Governments that act alone come first, those with most
    records before the others; then governments together, and everybody else.
    """
    alone = _shares(lens, lambda commitment: _actors(lens, commitment))
    named = [one for one in alone if one.key == "party" and one.total >= FEWEST_FOR_A_ROW]
    kept = {one.words for one in named}

    def grouped(commitment: Commitment) -> Key:
        key, party = _actors(lens, commitment)
        if key == "party" and lens.party(party) not in kept:
            return "other-governments", ""
        return key, party

    order = ("party", "governments", "other-governments", "mixed", "others", "nobody")
    shares = _shares(lens, grouped)
    return tuple(sorted(shares, key=lambda one: (order.index(one.key), -one.total)))


def by_force(lens: Lens) -> tuple[Share, ...]:
    """Return counted records by how firmly their words bind, the firmest first."""
    forces = {force.value: place for place, force in enumerate(Force)}
    shares = _shares(lens, lambda commitment: (commitment.force or "", ""))
    found = [one for one in shares if one.key in forces]
    return tuple(sorted(found, key=lambda one: forces[one.key]))


def by_body(lens: Lens) -> tuple[Share, ...]:
    """Return counted records for each party that must act, those with most records first.

    A record with several obligors is in the share of each, so these do not add up.
    """
    members: dict[str, list[Judgement]] = {}
    for judgement in _counted(lens):
        for name in judgement.commitment.by:
            members.setdefault(name, []).append(judgement)
    shares = (
        Share("party", lens.party(name), lens.summary(group)) for name, group in members.items()
    )
    return tuple(sorted(shares, key=lambda one: (-one.total, one.words.text if one.words else "")))


def index_of_obligors(lens: Lens) -> tuple[Entry, ...]:
    """Return for each party the records in which it must act, in the order of the names."""
    return _index(lens, lambda commitment: map(lens.party, commitment.by))


def index_of_topics(lens: Lens) -> tuple[Entry, ...]:
    """Return for each topic its records; the topics are those of record, section or agreement."""
    language = lens.language
    return _index(
        lens,
        lambda commitment: (
            Words(topic.replace("-", " "), language) for topic in lens.topics(commitment)
        ),
    )


def _index(lens: Lens, words: Callable[[Commitment], Iterable[Words]]) -> tuple[Entry, ...]:
    found: dict[Words, list[Link]] = {}
    for name, judgement in lens.judgements.items():
        for one in dict.fromkeys(words(judgement.commitment)):
            found.setdefault(one, []).append(lens.record(name))
    entries = (Entry(one, tuple(links)) for one, links in found.items())
    return tuple(sorted(entries, key=lambda entry: entry.words.text.casefold()))


def _counted(lens: Lens) -> Iterable[Judgement]:
    return (judgement for judgement in lens.judgements.values() if judgement.counted)


def _shares(lens: Lens, key: Callable[[Commitment], Key]) -> list[Share]:
    members: dict[Key, list[Judgement]] = {}
    for judgement in _counted(lens):
        members.setdefault(key(judgement.commitment), []).append(judgement)
    return [
        Share(name, lens.party(party) if party else None, lens.summary(group))
        for (name, party), group in members.items()
    ]


def _actors(lens: Lens, commitment: Commitment) -> Key:
    """Return what kind of actors a record binds, and which, where it is one government."""
    roots = {_root(lens, name) for name in commitment.by}
    governments = {name for name in roots if _kind(lens, name) == GOVERNMENT}
    if not roots:
        return "nobody", ""
    if governments < roots:
        return ("mixed" if governments else "others"), ""
    return ("party", *governments) if len(governments) == 1 else ("governments", "")


def _kind(lens: Lens, name: str) -> str:
    party = lens.register.parties.get(name)
    return party.kind if party else ""


def _root(lens: Lens, name: str) -> str:
    """Return the party under which another stands, however many steps above it."""
    seen: set[str] = set()
    while name not in seen:
        seen.add(name)
        party = lens.register.parties.get(name)
        name = (party.under if party else None) or name
    return name
