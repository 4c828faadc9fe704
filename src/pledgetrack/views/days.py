"""The days on which the register can be read, and the register judged by each of them."""

import datetime as dt

from pledgetrack.assessment import Edition
from pledgetrack.views.lens import Lens

TODAY = "commitments/as-of/index"
"""The page of the day of the edition, beside those of the days before it."""


def page_of_day(day: dt.date) -> str:
    """Return the page of a day of the past."""
    return f"commitments/as-of/{day.isoformat()}"


def past_days(lens: Lens) -> tuple[dt.date, ...]:
    """Return the days that the tracker names and the edition knows, the earliest first."""
    return tuple(sorted(day for day in lens.register.tracker.editions if day < lens.edition.as_of))


def readable_page(lens: Lens, day: dt.date) -> str | None:
    """Return the page on which the register can be read as of a day; None where there is none."""
    past = past_days(lens)
    if day in past:
        return page_of_day(day)
    return TODAY if past and day == lens.edition.as_of else None


def on_day(lens: Lens, day: dt.date) -> Lens:
    """Return the register judged by a day, as it is known in the edition; each day once."""
    if day == lens.edition.as_of:
        return lens
    judged = lens.once(_judged)
    if day not in judged:
        judged[day] = Lens(lens.register, Edition(day, lens.edition.known_by), lens.language)
    return judged[day]


def _judged(_lens: Lens) -> dict[dt.date, Lens]:
    return {}
