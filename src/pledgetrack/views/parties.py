"""Parties -> what each undertook and kept: all beside each other, and one on its own page.

Only counted records enter numbers, and in the comparison each enters one column.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pledgetrack.actors import GOVERNMENT, actors_of
from pledgetrack.assessment import Judgement, is_signed
from pledgetrack.model import Party
from pledgetrack.views.atoms import (
    DayView,
    Distribution,
    Link,
    Rate,
    SourceView,
    Summary,
    Words,
)
from pledgetrack.views.lens import Lens
from pledgetrack.views.lists import cited_sources
from pledgetrack.views.records import record_rows
from pledgetrack.views.values import RecordRow
from pledgetrack.vocabulary import Force, Stance

MOST_SIDES = 4
"""Governments that have a column of their own: as many as fit beside the others."""
MOST_VERBS, LONGEST_VERB = 3, 32
ORDER = ("party", "governments", "others", "mixed", "other-governments", "nobody")
"""The kinds of columns in the order in which they stand."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What some counted records promised, and what became of it.

    ``forces``: how many of each class of verb, the firmest first; ``dated``: how many name a day;
    ``late``: met late or overdue; ``evidence``: pieces for and against.
    """

    summary: Summary
    forces: tuple[tuple[Force, int], ...]
    dated: int
    late: int
    evidence: tuple[int, int]

    @property
    def total(self) -> int:
        """Return how many records there are."""
        return self.summary.distribution.total

    @property
    def judged(self) -> Distribution:
        """Return those of the records that enter rates."""
        return self.summary.judged

    def rate(self, key: str) -> Rate:
        """Return one of the rates by its key."""
        return next(rate for rate in self.summary.rates if rate.key == key)


@dataclass(frozen=True, slots=True)
class Side:
    """A column of the comparison: who acts, and what they undertook.

    ``key``: ``party`` (one government, named by ``link``), ``governments`` (several together),
    ``others`` (no government), ``mixed`` (governments and others), ``other-governments`` (any that
    has no column), ``nobody``. ``members`` are the parties named, those with most records first.
    """

    key: str
    link: Link | None
    members: tuple[Link, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class ForceRow:
    """Counted records of one class of verb, with the verbs that are used most."""

    force: Force
    verbs: tuple[Words, ...]
    summary: Summary


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement, and for each column how many pledges it has in it and how many were kept."""

    agreement: Link
    shares: tuple[tuple[int, Rate] | None, ...]  # None where the column has no pledge of it


@dataclass(frozen=True, slots=True)
class PartiesPage:
    """All parties beside each other, in one agreement or in all."""

    tracker: Words
    edition: DayView
    agreement: Link | None
    columns: tuple[Side, ...]
    forces: tuple[ForceRow, ...]
    agreements: tuple[AgreementRow, ...]
    parties: tuple[tuple[str, tuple[Link, ...]], ...]  # all parties by kind


@dataclass(frozen=True, slots=True)
class PartyPage:
    """A party: who it is, and what it and the bodies under it undertook."""

    id: str
    tracker: Words
    edition: DayView
    titles: tuple[Words, ...]  # in the page's language first
    kind: str
    above: tuple[Link, ...]  # those it is under, the nearest first
    below: tuple[Link, ...]
    note: Words | None
    agreements: tuple[Link, ...]  # to which it is a party
    tally: Tally
    alone: int  # counted records in which nobody else must act
    rows: tuple[RecordRow, ...]  # in which it, or a body under it, must act
    through: tuple[Link, ...]  # records in which it acts in turn
    readings: tuple[tuple[Link, str], ...]  # records whose words it reads in its own way
    sources: tuple[SourceView, ...]  # in which it speaks
    series: tuple[Words, ...]  # figures that it owns


def comparison_of_parties(lens: Lens, agreement: str = "") -> PartiesPage:
    """Return all parties beside each other, in an agreement or in all."""
    asked = lens.of_agreement(agreement) if agreement else lens.judgements
    counted = [entry for entry in asked.values() if entry.counted]
    members = _columns(lens, counted)
    return PartiesPage(
        tracker=lens.tracker,
        edition=lens.day_view,
        agreement=lens.agreement(agreement) if agreement else None,
        columns=tuple(_side(lens, key, group) for key, group in members.items()),
        forces=tuple(_force_rows(lens, counted)),
        agreements=tuple(_agreement_rows(lens, list(members.values()))),
        parties=tuple(_by_kind(lens)),
    )


def _columns(lens: Lens, counted: Iterable[Judgement]) -> dict[tuple[str, str], list[Judgement]]:
    """Return the records of each column; the governments with most records stand first."""
    groups: dict[tuple[str, str], list[Judgement]] = {}
    for entry in counted:
        key = actors_of(lens.register.parties, entry.commitment)
        groups.setdefault(key, []).append(entry)
    alone = sorted(
        (key for key in groups if key[1] in _sides(lens)), key=lambda key: -len(groups[key])
    )
    columns: dict[tuple[str, str], list[Judgement]] = {key: [] for key in alone[:MOST_SIDES]}
    for key, group in groups.items():
        own = key in columns or key[0] != "party"
        columns.setdefault(key if own else ("other-governments", ""), []).extend(group)
    return dict(sorted(columns.items(), key=lambda column: ORDER.index(column[0][0])))


def _sides(lens: Lens) -> set[str]:
    """Return the governments that are party to at least half of the signed agreements."""
    signed = [
        agreement.parties
        for agreement in lens.register.agreements.values()
        if is_signed(agreement, lens.edition)
    ]
    found = Counter(name for parties in signed for name in parties)
    return {
        name
        for name, count in found.items()
        if 2 * count >= len(signed) and _kind(lens, name) == GOVERNMENT
    }


def _kind(lens: Lens, name: str) -> str:
    party = lens.register.parties.get(name)
    return party.kind if party else ""


def _side(lens: Lens, key: tuple[str, str], group: Sequence[Judgement]) -> Side:
    named = Counter(name for entry in group for name in entry.commitment.by)
    ordered = sorted(named, key=lambda name: (-named[name], name))
    return Side(
        key=key[0],
        link=lens.party_link(key[1]) if key[1] else None,
        members=tuple(lens.party_link(name) for name in ordered),
        tally=tally_of(lens, group),
    )


def tally_of(lens: Lens, judgements: Iterable[Judgement]) -> Tally:
    """Return the numbers of some records; those that are not counted are left out."""
    counted = [entry for entry in judgements if entry.counted]
    forces = Counter(entry.commitment.force for entry in counted)
    stances = Counter(
        item.stance
        for entry in counted
        for item in (entry.assessment.evidence if entry.assessment else ())
    )
    return Tally(
        summary=lens.summary(counted),
        forces=tuple((force, forces[force]) for force in Force if forces[force]),
        dated=sum(bool(due and due.deadline()) for due in (e.commitment.due for e in counted)),
        late=sum(entry.late is not None for entry in counted),
        evidence=(stances[Stance.FOR], stances[Stance.AGAINST]),
    )


def _force_rows(lens: Lens, counted: Sequence[Judgement]) -> Iterator[ForceRow]:
    for force in Force:
        group = [entry for entry in counted if entry.commitment.force is force]
        if group:
            verbs = Counter(verb for entry in group for verb in _verb(lens, entry))
            short = [verb for verb in verbs if len(verb.text) <= LONGEST_VERB]
            most = sorted(short, key=lambda verb: (-verbs[verb], len(verb.text), verb.text))
            yield ForceRow(force, tuple(most[:MOST_VERBS]), lens.summary(group))


def _verb(lens: Lens, entry: Judgement) -> Iterator[Words]:
    """Yield the verb of a record in the language of its text."""
    source = lens.register.sources.get(entry.commitment.text[0].source or "")
    if entry.commitment.verb:
        yield Words(entry.commitment.verb.lower(), source.language if source else lens.language)


def _agreement_rows(lens: Lens, columns: Sequence[Sequence[Judgement]]) -> Iterator[AgreementRow]:
    """Yield the agreements that have counted records, the oldest first."""
    parts = [_by_agreement(column) for column in columns]
    for name in lens.register.agreements:
        groups = [part.get(name, []) for part in parts]
        if any(groups):
            shares = tuple(_share(lens, group) if group else None for group in groups)
            yield AgreementRow(lens.agreement(name), shares)


def _by_agreement(entries: Iterable[Judgement]) -> dict[str, list[Judgement]]:
    found: dict[str, list[Judgement]] = {}
    for entry in entries:
        found.setdefault(entry.commitment.agreement, []).append(entry)
    return found


def _share(lens: Lens, group: Sequence[Judgement]) -> tuple[int, Rate]:
    return len(group), next(rate for rate in lens.summary(group).rates if rate.key == "kept")


def _by_kind(lens: Lens) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """Yield the parties of each kind, in the order of the file."""
    parties = lens.register.parties
    for kind in dict.fromkeys(party.kind for party in parties.values()):
        names = (name for name, party in parties.items() if party.kind == kind)
        yield kind, tuple(lens.party_link(name) for name in names)


def party_page(lens: Lens, name: str) -> PartyPage:
    """Return everything that the page of a party shows."""
    party, register = lens.register.parties[name], lens.register
    index = lens.once(_Index)
    names = index.obligations.get(name, ())
    alone = (lens.judgements[record] for record in names if index.is_alone(record, name))
    return PartyPage(
        id=name,
        tracker=lens.tracker,
        edition=lens.day_view,
        titles=tuple(dict.fromkeys((lens.party(name), *_names(party)))),
        kind=party.kind,
        above=tuple(lens.party_link(one) for one in with_those_above(register.parties, name)[1:]),
        below=tuple(
            lens.party_link(one.id) for one in register.parties.values() if one.under == name
        ),
        note=lens.maybe(party.note),
        agreements=tuple(_agreements(lens, name)),
        tally=tally_of(lens, (lens.judgements[record] for record in names)),
        alone=sum(entry.counted for entry in alone),
        rows=record_rows(lens, names),
        through=tuple(lens.record(record) for record in index.through.get(name, ())),
        readings=tuple((lens.record(one), held) for one, held in index.readings.get(name, ())),
        sources=index.speaks.get(name, ()),
        series=tuple(
            lens.words(series.title) for series in register.series.values() if series.owner == name
        ),
    )


def records_naming(lens: Lens, party: str) -> Iterator[str]:
    """Yield the records of an edition that bind a party, or one under it, or name it otherwise."""
    index = lens.once(_Index)
    yield from index.obligations.get(party, ())
    yield from index.through.get(party, ())
    yield from (record for record, _ in index.readings.get(party, ()))


def _names(party: Party) -> tuple[Words, ...]:
    return tuple(Words(text, language) for language, text in party.name.texts)


def _agreements(lens: Lens, name: str) -> Iterator[Link]:
    for agreement in lens.register.agreements.values():
        if name in agreement.parties and is_signed(agreement, lens.edition):
            yield lens.agreement(agreement.id)


class _Index:
    """What names each party: made once for all their pages."""

    def __init__(self, lens: Lens) -> None:
        """Go through the records and the sources of an edition once."""
        self.lens = lens
        self.obligations: dict[str, list[str]] = {}
        self.through: dict[str, list[str]] = {}
        self.readings: dict[str, list[tuple[str, str]]] = {}
        for name, entry in lens.judgements.items():
            self._enter(name, entry)
        self.speaks = _speakers(lens)

    def _enter(self, name: str, entry: Judgement) -> None:
        parties = self.lens.register.parties
        for party in dict.fromkeys(self._all_above(entry.commitment.by)):
            self.obligations.setdefault(party, []).append(name)
        for party in entry.commitment.through:
            self.through.setdefault(party, []).append(name)
        for reading in entry.commitment.readings:
            for party in filter(parties.__contains__, reading.held_by):
                self.readings.setdefault(party, []).append((name, reading.name))

    def is_alone(self, record: str, party: str) -> bool:
        """Say whether all who must act are the party or stand under it."""
        by = self.lens.judgements[record].commitment.by
        return all(party in with_those_above(self.lens.register.parties, one) for one in by)

    def _all_above(self, names: Iterable[str]) -> Iterator[str]:
        for name in names:
            yield from with_those_above(self.lens.register.parties, name)


def _speakers(lens: Lens) -> dict[str, tuple[SourceView, ...]]:
    """Return the cited sources by the party that speaks in them."""
    found: dict[str, tuple[SourceView, ...]] = {}
    for entry in lens.once(cited_sources).entries:
        source = lens.register.sources[entry.source.id]
        if source.voice:
            found[source.voice] = (*found.get(source.voice, ()), entry.source)
    return found


def with_those_above(parties: Mapping[str, Party], name: str) -> tuple[str, ...]:
    """Return a party and those it is under: what a ministry promised, its government promised."""
    chain: list[str] = []
    above: str | None = name
    while above and above not in chain:
        chain.append(above)
        known = parties.get(above)
        above = known.under if known else None
    return tuple(chain)
