"""Dates and periods with the precision that a text has; imports nothing of ours."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Self

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_PART = re.compile(r"(FY)?(\d{4})(?:-(?:Q([1-4])|H([12])|(\d{2})(?:-(\d{2}))?))?")

MonthDay = tuple[int, int]
CALENDAR_YEAR: MonthDay = (1, 1)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month or a day: ``1992``, ``1992-03`` or ``1992-03-31``."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    @lru_cache(maxsize=4096, typed=True)  # the same days stand in many records
    def parse(cls, written: str | int) -> Self:
        """Read a date as a record writes it; ``ValueError`` says why it cannot be one."""
        match = _DATE.fullmatch(str(written))
        if match is None:
            raise ValueError(f"{written} is not a date")
        year, month, day = (int(part) if part else None for part in match.groups())
        if 0 in {month, day}:
            raise ValueError(f"{written} is not a date")
        result = cls(year or 0, month, day)
        result.first()
        return result

    def first(self) -> date:
        """Return the first day that is meant."""
        return date(self.year, self.month or 1, self.day or 1)

    def last(self) -> date:
        """Return the last day that is meant."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        """Write the date with the precision it has."""
        if self.month is None:
            return f"{self.year:04}"
        if self.day is None:
            return f"{self.year:04}-{self.month:02}"
        return self.first().isoformat()


@dataclass(frozen=True, slots=True)
class _PeriodPart:
    """A year, fiscal year, half, quarter, month or day."""

    year: int
    fiscal: bool
    first_month: int
    months: int
    day: int | None = None

    @classmethod
    def parse(cls, written: str) -> Self:
        match = _PART.fullmatch(written)
        if match is None:
            raise ValueError(f"{written} is not a period")
        fiscal, year, quarter, half, month, day = match.groups()
        if fiscal and written != f"FY{year}":
            raise ValueError(f"{written}: a fiscal year has no quarters or months here")
        if quarter:
            first_month, months = 3 * int(quarter) - 2, 3
        elif half:
            first_month, months = 6 * int(half) - 5, 6
        elif month:
            first_month, months = int(month), 1
        else:
            first_month, months = 1, 12
        # A fiscal year may end in the next: the last year of the calendar has none.
        date(int(year) + bool(fiscal), first_month, int(day or 1))
        return cls(int(year), bool(fiscal), first_month, months, int(day) if day else None)

    def span(self, year_starts: MonthDay) -> tuple[date, date]:
        if self.fiscal:
            start = date(self.year, *year_starts)
            return start, date(self.year + 1, *year_starts) - timedelta(days=1)
        if self.day:
            day = date(self.year, self.first_month, self.day)
            return day, day
        last_month = self.first_month + self.months - 1
        last_day = calendar.monthrange(self.year, last_month)[1]
        return date(self.year, self.first_month, 1), date(self.year, last_month, last_day)


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time: ``1992``, ``1992-03``, ``1992-03-31``, ``1992-Q4``, ``1992-H1``, ...

    A fiscal year is ``FY1994``, a span of two ``A/B``.
    """

    written: str
    first: _PeriodPart
    last: _PeriodPart

    @classmethod
    def parse(cls, written: str | int) -> Self:
        """Read a period as a record writes it; ``ValueError`` says why it cannot be one."""
        first, slash, last = str(written).partition("/")
        start = _PeriodPart.parse(first)
        return cls(str(written), start, _PeriodPart.parse(last) if slash else start)

    def span(self, year_starts: MonthDay = CALENDAR_YEAR) -> tuple[date, date]:
        """Return the first and the last day; a fiscal year begins on ``year_starts``."""
        return self.first.span(year_starts)[0], self.last.span(year_starts)[1]

    def __str__(self) -> str:
        """Write the period as the record does."""
        return self.written


def parse_month_day(written: str) -> MonthDay:
    """Read ``04-01``; ``ValueError`` where there is no such day in every year."""
    month, day = (int(part) for part in written.split("-"))
    date(2001, month, day)
    return month, day
