"""Who undertook what and what became of it: records by obligor and by the force of the verb."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pledgetrack.actors import actors_of
from pledgetrack.assessment import Judgement
from pledgetrack.model import Commitment
from pledgetrack.views.atoms import Distribution, Rate, Summary, Words
from pledgetrack.views.lens import Lens, page_of_record
from pledgetrack.views.topics import topic_words, topics_of
from pledgetrack.vocabulary import Force


@dataclass(frozen=True, slots=True)
class Undertaken:
    """Counted records that have something in common.

    ``key`` says what: the kind of actors of :func:`pledgetrack.actors.actors_of` or a value of
    `Force`; ``party`` is the id of the one that acts, ``words`` its name.
    """

    key: str
    party: str
    words: Words | None
    summary: Summary

    @property
    def total(self) -> int:
        """Return how many counted records there are."""
        return self.summary.distribution.total

    @property
    def judged(self) -> Distribution:
        """Return those of the records that enter rates."""
        return self.summary.judged

    @property
    def not_judged(self) -> int:
        """Return how many stand outside every rate."""
        return self.total - self.judged.total

    def rate(self, key: str) -> Rate:
        """Return one of the rates by its key."""
        return next(rate for rate in self.summary.rates if rate.key == key)


FEW = 20
"""Records of an entry of an index that are named one by one; more are gathered by chapter."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that an index leads to: a record, or a chapter with so many of its records.

    ``anchor`` is the page of the record; of a chapter that of its first record of the entry.
    """

    words: Words
    anchor: str
    records: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of an index and the places it leads to, in the order of the register."""

    words: Words
    places: tuple[Mention, ...]


Key = tuple[str, str]
"""The key of a share and the party it names, if any."""


def by_obligor(lens: Lens, agreement: str = "") -> tuple[Undertaken, ...]:
    """Return counted records, of one agreement or of all, by who had to act.

    Each record is in one share; an agency stands with its government. Governments that act alone
    come first, those with most records before the others; then governments together, and
    everybody else.
    """
    order = ("party", "governments", "mixed", "others", "nobody")
    parties = lens.register.parties
    counted = [one for one in _counted(lens) if agreement in {"", one.commitment.agreement}]
    shares = _shares(lens, counted, lambda commitment: actors_of(parties, commitment))
    return tuple(sorted(shares, key=lambda one: (order.index(one.key), -one.total)))


def by_force(lens: Lens) -> tuple[Undertaken, ...]:
    """Return counted records by how firmly their words bind, the firmest first."""
    forces = {force.value: place for place, force in enumerate(Force)}
    shares = _shares(lens, _counted(lens), lambda commitment: (commitment.force or "", ""))
    found = [one for one in shares if one.key in forces]
    return tuple(sorted(found, key=lambda one: forces[one.key]))


def by_body(lens: Lens) -> tuple[Undertaken, ...]:
    """Return counted records for each party that must act, those with most records first.

    A record with several obligors is in the share of each, so these do not add up.
    """
    members: dict[str, list[Judgement]] = {}
    for judgement in _counted(lens):
        for name in judgement.commitment.by:
            members.setdefault(name, []).append(judgement)
    shares = (
        Undertaken("party", name, lens.party(name), lens.summary(group))
        for name, group in members.items()
    )
    return tuple(sorted(shares, key=lambda one: (-one.total, one.words.text if one.words else "")))


def index_of_obligors(lens: Lens) -> tuple[Entry, ...]:
    """Return for each party the records in which it must act, in the order of the names."""
    return _index(lens, lambda commitment: map(lens.party, commitment.by))


def index_of_topics(lens: Lens) -> tuple[Entry, ...]:
    """Return for each topic its records; the topics are those of record, section or agreement."""
    return _index(
        lens,
        lambda commitment: (topic_words(lens, topic) for topic in topics_of(lens, commitment)),
    )


def _index(lens: Lens, words: Callable[[Commitment], Iterable[Words]]) -> tuple[Entry, ...]:
    found: dict[Words, list[str]] = {}
    for name, judgement in lens.judgements.items():
        for one in dict.fromkeys(words(judgement.commitment)):
            found.setdefault(one, []).append(name)
    entries = (Entry(one, tuple(_mentions(lens, names))) for one, names in found.items())
    return tuple(sorted(entries, key=lambda entry: entry.words.text.casefold()))


def _mentions(lens: Lens, names: Sequence[str]) -> Iterator[Mention]:
    """Yield records by their titles or, where these are many, by chapter."""
    chapters = groupby(names, lambda name: _chapter(lens, name) if len(names) > FEW else name)
    for chapter, members in chapters:
        first, *others = members
        words = chapter if isinstance(chapter, Words) else lens.record(first).words
        yield Mention(words, page_of_record(first), 1 + len(others))


def _chapter(lens: Lens, name: str) -> Words:
    """Return the words of the chapter of a record; without sections the agreement is one."""
    commitment = lens.register.commitments[name]
    agreement = lens.agreement(commitment.agreement).words
    section = lens.sections(commitment)[:2]
    if not section:
        return agreement
    return Words(f"{agreement.text}: {section[-1].words.text}", section[-1].words.language)


def _counted(lens: Lens) -> Iterable[Judgement]:
    return (judgement for judgement in lens.judgements.values() if judgement.counted)


def _shares(
    lens: Lens, judgements: Iterable[Judgement], key: Callable[[Commitment], Key]
) -> list[Undertaken]:
    members: dict[Key, list[Judgement]] = {}
    for judgement in judgements:
        members.setdefault(key(judgement.commitment), []).append(judgement)
    return [
        Undertaken(name, party, lens.party(party) if party else None, lens.summary(group))
        for (name, party), group in members.items()
    ]
