"""Which records a page shows: its view follows from these and from all that is no record."""

from collections.abc import Iterable, Iterator

from pledgetrack.model import Commitment
from pledgetrack.register import evidence_of, quotes_of
from pledgetrack.views.lens import Lens
from pledgetrack.views.parties import records_naming
from pledgetrack.views.passages import claims_near

Index = dict[str, list[str]]


def by_record(lens: Lens, name: str) -> Iterable[str]:
    """Return a record, and those that claim words in the paragraphs of its own."""
    return (name, *claims_near(lens, lens.register.written[name]))


def by_agreement(lens: Lens, name: str) -> Iterable[str]:
    """Return the records of an agreement, and all others that quote its texts."""
    texts = lens.register.agreements[name].texts
    quoting = (record for text in texts for record in lens.once(_quoting).get(text.source, ()))
    return dict.fromkeys((*lens.of_agreement(name), *quoting))


def by_section(lens: Lens, key: str) -> Iterable[str]:
    """Return the records of the agreement: the figures of a section follow from its neighbours."""
    return by_agreement(lens, key.partition("/")[0])


def by_source(lens: Lens, name: str) -> Iterable[str]:
    """Return the records that quote a source, or are measured by figures that stand in it."""
    return lens.once(_quoting).get(name, ())


def by_party(lens: Lens, name: str) -> Iterable[str]:
    """Return the records that name a party, and those that quote what it says."""
    spoken = lens.once(_spoken).get(name, ())
    quoting = (record for source in spoken for record in lens.once(_quoting).get(source, ()))
    return dict.fromkeys((*records_naming(lens, name), *quoting))


def _spoken(lens: Lens) -> Index:
    """Return by party the sources in which it speaks."""
    spoken: Index = {}
    for source in lens.register.sources.values():
        if source.voice:
            spoken.setdefault(source.voice, []).append(source.id)
    return spoken


def _quoting(lens: Lens) -> Index:
    """Return by source the records that take anything from it, in the order of the register."""
    figures = {
        name: {entry.quote.source for entry in series.observations}
        for name, series in lens.register.series.items()
    }
    quoting: Index = {}
    for name in _in_order(lens):
        commitment = lens.register.written[name]
        sources = {quote.source for _, quote in quotes_of(commitment)}
        for series in _series(commitment):
            sources |= figures.get(series, set())
        for source in filter(None, sources):
            quoting.setdefault(source, []).append(name)
    return quoting


def _series(commitment: Commitment) -> Iterator[str]:
    """Yield the series by which a record is measured, and those that its evidence names."""
    if commitment.indicator:
        yield from (*commitment.indicator.series, *commitment.indicator.rivals)
    yield from (item.series for _, item in evidence_of(commitment) if item.series)


def _in_order(lens: Lens) -> Iterator[str]:
    """Yield all records, those that the edition leaves out at the end."""
    yield from lens.judgements
    yield from (name for name in lens.register.written if name not in lens.judgements)
