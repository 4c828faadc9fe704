"""A line of an annotated text -> runs of words and the notes beside them, in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from string import ascii_lowercase

from pledgetrack.views import Claim, Segment, TextLine, Words
from pledgetrack.vocabulary import DispositionKind


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring words that became the same: claimed, set aside, a gap, or none of these."""

    text: str
    claim: Claim | None
    letter: str  # leads from the claim to its note, where a line has several; else empty
    opens: bool  # the claim's first words in the line
    is_gap: bool

    @property
    def says(self) -> bool:
        """Say whether these are words, and not only signs between the words of another claim."""
        return any(map(str.isalnum, self.text))


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside a line: a claim, a reason for setting words aside, or a gap's length."""

    claim: Claim | None = None
    letter: str = ""
    disposition: DispositionKind | None = None
    reason: Words | None = None
    gap: int = 0  # letters and digits that are not accounted for


def runs_of(line: TextLine) -> tuple[Run, ...]:
    """Return the words of a line cut where what became of them changes; joined they are the line.

    Of several claims to the same words the one that binds most closely is shown; the notes name
    all.
    """
    letters = _letters(line)
    runs: list[Run] = []
    seen: set[Claim] = set()
    for (claim, is_gap), group in groupby(line.segments, _became):
        letter = letters[claim.record] if claim and len(letters) > 1 else ""
        words = "".join(segment.text for segment in group)
        runs.append(Run(words, claim, letter, claim is not None and claim not in seen, is_gap))
        seen.update({claim} if claim else ())
    return tuple(runs)


def notes_of(line: TextLine) -> tuple[Note, ...]:
    """Return the notes of a line: claims in the order of their words, reasons, gaps."""
    letters = _letters(line)
    first = {claim.record: claim for claim in reversed(_claims(line))}
    claims = (
        Note(claim=first[record], letter=letter if len(letters) > 1 else "")
        for record, letter in letters.items()
    )
    return (*claims, *dict.fromkeys(_reasons(line)), *_gaps(line))


def _became(segment: Segment) -> tuple[Claim | None, bool]:
    return segment.claims[0] if segment.claims else None, segment.is_gap


def _letters(line: TextLine) -> dict[str, str]:
    """Return every record that claims words of a line, in the order in which they begin."""
    records = dict.fromkeys(claim.record for claim in _claims(line))
    return {record: _letter(at) for at, record in enumerate(records)}


def _claims(line: TextLine) -> list[Claim]:
    """Return the claims of a line; of those to the same words the widest first."""
    found = (claim for segment in line.segments for claim in reversed(segment.claims))
    return list(dict.fromkeys(found))


def _letter(at: int) -> str:
    turn, place = divmod(at, len(ascii_lowercase))
    return ascii_lowercase[place] + (str(turn + 1) if turn else "")


def _reasons(line: TextLine) -> Iterator[Note]:
    for segment in line.segments:
        if segment.disposition:
            yield Note(disposition=segment.disposition, reason=segment.note)


def _gaps(line: TextLine) -> Iterator[Note]:
    for segment in line.segments:
        if segment.is_gap:
            yield Note(gap=sum(map(str.isalnum, segment.text)))
