"""The register as a set of data that others can take: what it holds, of which days."""

import datetime as dt
from dataclasses import dataclass

from pledgetrack.assessment import is_signed
from pledgetrack.views.atoms import EditionView, Words
from pledgetrack.views.lens import Lens


@dataclass(frozen=True, slots=True)
class DataPage:
    """What is said about the data, to people and to catalogues of data."""

    tracker: Words
    edition: EditionView
    languages: tuple[str, ...]
    agreements: int
    records: int
    signed_first: dt.date | None


def data_page(lens: Lens, _key: str = "") -> DataPage:
    """Return the page of the data."""
    known = lens.register.agreements.values()
    days = [one.signed.first() for one in known if is_signed(one, lens.edition)]
    return DataPage(
        tracker=lens.tracker,
        edition=lens.edition_view,
        languages=lens.register.tracker.languages,
        agreements=len(days),
        records=len(lens.judgements),
        signed_first=min(days, default=None),
    )
