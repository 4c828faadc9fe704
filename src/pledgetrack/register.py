"""The register: all values of a tracker, tied together, with the places they came from."""

import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pledgetrack.decoding import Decoder
from pledgetrack.files import path_of, record_of
from pledgetrack.findings import Finding, Location, Severity
from pledgetrack.inheritance import resolve
from pledgetrack.loading import KeyPath
from pledgetrack.model import (
    Agreement,
    Commitment,
    Evidence,
    Party,
    Prose,
    Quote,
    Section,
    Series,
    Source,
    Tracker,
)
from pledgetrack.raw import Raw
from pledgetrack.texts import Match, StoredText
from pledgetrack.vocabulary import Proof, Role


@dataclass(frozen=True, slots=True)
class ProvenQuote:
    """A quote with its proof; ``match`` is None where the text is not at hand."""

    proof: Proof
    match: Match | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """All values of a tracker, and all that is wrong with them.

    ``written`` holds the records as their files have them, ``commitments`` the same with what
    they inherit, in the order of the agreements and their texts. A record whose file has errors
    of load or shape is in neither; see ``broken``.
    """

    root: Path
    tracker: Tracker
    files: Mapping[str, str]
    raws: Mapping[str, Raw] = field(repr=False)
    parties: Mapping[str, Party] = field(default_factory=dict)
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    series: Mapping[str, Series] = field(default_factory=dict)
    written: Mapping[str, Commitment] = field(default_factory=dict)
    commitments: Mapping[str, Commitment] = field(default_factory=dict)
    texts: Mapping[str, StoredText] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    _proofs: dict[Quote, ProvenQuote] = field(default_factory=dict, repr=False)

    def locate(self, path: str, key_path: KeyPath = (), *, key: bool = False) -> Location:
        """Return the place of a value (or of its key) in a file."""
        raw = self.raws.get(path)
        return Location(path) if raw is None else raw.locate(key_path, key=key)

    def prove(self, quote: Quote) -> ProvenQuote:
        """Return the proof of a quote; ``UNSTORED`` also where a stored text lacks the words."""
        known = self._proofs.get(quote)
        if known is None:
            known = self._proofs[quote] = self._prove(quote)
        return known

    def _prove(self, quote: Quote) -> ProvenQuote:
        text = self.texts.get(quote.source or "")
        if text is None:
            return ProvenQuote(Proof.UNSTORED)
        try:
            matches = text.find(quote.exact, quote.lines)
        except IndexError:  # lines beyond the end; the check of quotes says so
            matches = ()
        if len(matches) != 1:
            return ProvenQuote(Proof.UNSTORED)
        return ProvenQuote(Proof.VERIFIED if text.whole else Proof.VERIFIED_PART, matches[0])

    def main_text(self, agreement: str) -> str | None:
        """Return the source of an agreement's first text: outline and lines refer to it."""
        entry = self.agreements.get(agreement)
        return entry.texts[0].source if entry and entry.texts else None

    def section_of(self, commitment: Commitment) -> Section | None:
        """Return the innermost section in whose lines the words stand, else the one named."""
        agreement = self.agreements.get(commitment.agreement)
        if agreement is None or not agreement.outline:
            return None
        line = self.first_line(commitment)
        if line is None:
            named = (entry for entry in agreement.outline if entry.id == commitment.section)
            return next(named, None)
        at = bisect.bisect_right(agreement.outline, line, key=lambda entry: entry.line)
        return agreement.outline[at - 1] if at else None

    def first_line(self, commitment: Commitment) -> int | None:
        """Return the first line, in the agreement's first text, of the words that promise."""
        main = self.main_text(commitment.agreement)
        lines = [
            quote.lines[0]
            for quote in commitment.text
            if quote.lines and quote.source == main and quote.role is Role.OPERATIVE
        ]
        return min(lines, default=None)

    @property
    def record_files(self) -> Mapping[str, str]:
        """Return the path of each record file by the id that its place gives it."""
        return {record_of(path): path for path, kind in self.files.items() if kind == "commitment"}

    @property
    def faults(self) -> Mapping[str, tuple[Finding, ...]]:
        """Return the records whose files have errors, with what is wrong."""
        names = {path: name for name, path in self.record_files.items()}
        faults: dict[str, tuple[Finding, ...]] = {}
        for finding in self.findings:
            name = names.get(finding.location.path)
            if name is not None and finding.severity is Severity.ERROR:
                faults[name] = (*faults.get(name, ()), finding)
        return faults

    @property
    def broken(self) -> Mapping[str, tuple[Finding, ...]]:
        """Return the records that could not be read, with what is wrong in their files."""
        return {name: found for name, found in self.faults.items() if name not in self.written}

    @property
    def has_errors(self) -> bool:
        """Say whether anything is wrong that stops a result."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def assemble(root: Path, files: Mapping[str, str], raws: Mapping[str, Raw]) -> Register:
    """Turn valid files into values; the tracker's first language is that of plain prose."""
    settings = raws.get(path_of("tracker", ""))
    decoder = Decoder(settings.data["languages"][0] if settings else "en")
    parties = raws.get(path_of("parties", ""))
    register = Register(
        root=root,
        tracker=decoder.tracker(settings.data) if settings else _unnamed(decoder.language),
        files=files,
        raws=raws,
        parties=decoder.parties(parties.data) if parties else {},
        agreements=_agreements(files, raws, decoder),
        sources={name: decoder.source(raw.data) for name, raw in _of_kind("source", files, raws)},
        series={name: decoder.series(raw.data) for name, raw in _of_kind("series", files, raws)},
    )
    written = {
        name: decoder.commitment(raw.data, register.main_text(name.partition("/")[0]))
        for name, raw in _of_kind("commitment", files, raws)
    }
    return replace(register, written=written)


def with_texts(register: Register, texts: Mapping[str, StoredText]) -> Register:
    """Return the register with its texts: quotes can be proven, and records stand in order."""
    register = replace(register, texts=texts)
    return replace(register, commitments=_in_order(register, resolve(register.written)))


def _unnamed(language: str) -> Tracker:
    return Tracker(id="tracker", title=Prose(((language, "Tracker"),)), languages=(language,))


def _of_kind(
    kind: str, files: Mapping[str, str], raws: Mapping[str, Raw]
) -> Iterator[tuple[str, Raw]]:
    for path, raw in raws.items():
        if files[path] == kind:
            name = record_of(path)
            yield (name if kind == "commitment" else name.rpartition("/")[2]), raw


def _agreements(
    files: Mapping[str, str], raws: Mapping[str, Raw], decoder: Decoder
) -> dict[str, Agreement]:
    """Return the agreements, the oldest first."""
    decoded = [decoder.agreement(raw.data) for _, raw in _of_kind("agreement", files, raws)]
    decoded.sort(key=lambda agreement: (agreement.signed.first(), agreement.id))
    return {agreement.id: agreement for agreement in decoded}


def _in_order(register: Register, resolved: Mapping[str, Commitment]) -> dict[str, Commitment]:
    """Sort by agreement, then by the first words in the text, a stem before its parts."""
    ranks = {name: rank for rank, name in enumerate(register.agreements)}
    depths: dict[str, int] = {}
    for name, commitment in resolved.items():  # stems come before their parts
        depths[name] = depths.get(commitment.part_of or "", 0) + 1

    def order(commitment: Commitment) -> tuple[int, int, int, str]:
        rank = ranks.get(commitment.agreement, len(ranks))
        offset = _first_offset(register, commitment)
        return rank, offset, depths[commitment.id], commitment.id

    return {commitment.id: commitment for commitment in sorted(resolved.values(), key=order)}


def _first_offset(register: Register, commitment: Commitment) -> int:
    main = register.main_text(commitment.agreement)
    offsets = [
        proven.match.span[0]
        for quote in commitment.text
        if quote.source == main and quote.role is Role.OPERATIVE
        if (proven := register.prove(quote)).match
    ]
    return min(offsets, default=0)


def quotes_of(commitment: Commitment) -> Iterator[tuple[KeyPath, Quote]]:
    """Yield every quote of a record with the keys that lead to it in its file."""
    for index, quote in enumerate(commitment.text):
        yield ("text", index), quote
    for keys, item in evidence_of(commitment):
        if item.quote is not None:
            yield keys, item.quote


def evidence_of(commitment: Commitment) -> Iterator[tuple[KeyPath, Evidence]]:
    """Yield every piece of evidence of a record with the keys that lead to it in its file."""
    for index, item in enumerate(commitment.effects):
        yield ("effects", index), item
    for at, reading in enumerate(commitment.readings):
        for index, item in enumerate(reading.evidence):
            yield ("readings", at, "evidence", index), item
    for at, assessment in enumerate(commitment.assessments):
        for index, item in enumerate(assessment.evidence):
            yield ("assessments", at, "evidence", index), item
