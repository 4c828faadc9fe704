"""The assessments of a record -> which of them corrected another, by the two clocks.

A judgement of a younger day adds to what was said. One that was entered later and speaks of a day
that had been judged already, with another status, says that what stood there was wrong. An
assessment that was rewritten or removed leaves no trace here: ``comparison`` sees that.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pledgetrack.model import Assessment


@dataclass(frozen=True, slots=True)
class Correction:
    """A judgement, and the one of the same or a later day that corrected it."""

    before: Assessment
    after: Assessment


def corrections_of(held: Iterable[Assessment]) -> Iterator[Correction]:
    """Yield what was corrected among the assessments that an edition holds, in order of entry.

    ``before`` is what the register said of the day of ``after`` until then. Where it said nothing
    of that day, for all that it knew was of later ones, nothing is corrected.
    """
    entries = sorted(held, key=lambda entry: (entry.recorded, entry.as_of))
    for after in entries:
        known = [entry for entry in entries if entry.recorded < after.recorded]
        said = [entry for entry in known if entry.as_of <= after.as_of]
        before = max(said, key=lambda entry: (entry.as_of, entry.recorded), default=None)
        is_of_the_past = any(entry.as_of >= after.as_of for entry in known)
        if before and is_of_the_past and before.status is not after.status:
            yield Correction(before, after)
