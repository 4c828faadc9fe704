"""A pledge's agreement -> the line of agreements in which it stands, each with its term."""

from collections.abc import Iterator
from itertools import pairwise

from pledgetrack.assessment import is_signed
from pledgetrack.model import Agreement
from pledgetrack.views.lens import Lens
from pledgetrack.views.values import Term


def terms_of(lens: Lens, agreement: str) -> tuple[Term, ...]:
    """Return the agreements that this one replaced and that replaced it, the oldest first.

    A term begins when the agreement came into force, or was signed, and ends with it or where the
    next one begins; ``last`` is None where no end is known.
    """
    present = [one for one in _line(lens, agreement) if is_signed(one, lens.edition)]
    terms = [_term(lens, one) for one in present]
    ends = [
        min(filter(None, (before.last, after.first)), default=None)
        for before, after in pairwise(terms)
    ]
    closed = [Term(one.words, one.first, end) for one, end in zip(terms, ends, strict=False)]
    return (*closed, *terms[-1:])


def _line(lens: Lens, name: str) -> Iterator[Agreement]:
    agreements = lens.register.agreements
    if name not in agreements:
        return
    older: list[Agreement] = []
    before = agreements.get(agreements[name].replaces or "")
    while before and before not in older:
        older.append(before)
        before = agreements.get(before.replaces or "")
    yield from reversed(older)
    younger = {one.replaces: one for one in agreements.values() if one.replaces}
    after: Agreement | None = agreements[name]
    shown: list[Agreement] = []
    while after and after not in (*older, *shown):
        shown.append(after)
        yield after
        after = younger.get(after.id)


def _term(lens: Lens, agreement: Agreement) -> Term:
    begins, ends = agreement.in_force.start or agreement.signed, agreement.in_force.end
    return Term(
        words=lens.agreement(agreement.id).words,
        first=begins.first(),
        last=ends.last() if ends else None,
    )
