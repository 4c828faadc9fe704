"""Values of the views in the words of one language: statuses, dates, periods, figures, proofs.

The words are those of a gettext catalogue that is handed in; nothing here is global, so that two
languages can be drawn side by side and in worker processes.
"""

import enum
import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from gettext import NullTranslations
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from pledgetrack.dates import PartialDate
from pledgetrack.rendering.vocabulary_words import vocabulary_words
from pledgetrack.views import DueView, Era, OpenPledge, Point, QuoteView, Standing, Station, Tie
from pledgetrack.vocabulary import Bound, Lifecycle, Proof, Test

_PERIOD = re.compile(r"(FY)?(\d{4})(?:-(?:Q([1-4])|H([12])|(\d{2})))?")
_MONTH_IN_DAYS = 30.4375
_DAYS_ARE_ENOUGH = 62
_YEAR_IN_MONTHS = 12

_LONG, _SHORT = "MMMM", "MMM"
_Style = Literal["long", "medium"]

Day = date | PartialDate


def locale_of(language: str) -> Locale:
    """Return the conventions for dates and figures; English pages write dates as 9 January 1992."""
    return Locale.parse("en_GB" if language == "en" else language)


def own_name(language: str) -> str:
    """Return the name of a language as its speakers write it; of an unknown one its code."""
    try:
        return Locale.parse(language, sep="-").get_language_name() or language
    except (UnknownLocaleError, ValueError):
        return language


class Wording:
    """The words of the interface for values, in one language."""

    day: Callable[[Day], str]
    short_day: Callable[[Day], str]
    period: Callable[[str], str]
    number: Callable[[float], str]
    figure: Callable[[float, int], str]

    def __init__(self, language: str, translations: NullTranslations) -> None:
        """Take the language and its catalogue; without a catalogue the words are English."""
        self.language = language
        self._locale = locale_of(language)
        self._ = translations.gettext
        self.ngettext = translations.ngettext
        self._words = vocabulary_words(translations.gettext)
        self.day = cache(lambda day: self._date(day, _LONG))
        self.short_day = cache(lambda day: self._date(day, _SHORT))
        self.period = cache(self._period)
        self.number = cache(self._number)
        self.figure = cache(self._figure)

    def word(self, value: enum.StrEnum) -> str:
        """Return the word printed for a value of a closed list."""
        return self._words[type(value)][value]

    def our_status(self) -> str:
        """Name the strip of statuses under a chart."""
        return self._("Our status, as of each date")

    def of_charts(self, part: str | int) -> str:
        """Name a part of what a chart tells: a word, or the length of its periods in quarters."""
        names = {
            "target": self._("Target"),
            "result": self._("What this count says about the target"),
            "none": self._("no verdict"),
            "doubtful": self._("Decides nothing, in doubt or revised by a later figure"),
            0: self._("Months"),
            1: self._("Quarters"),
            2: self._("Half-years"),
            4: self._("Years"),
        }
        return names.get(part) or self._("Longer or other periods")

    def _date(self, day: Day, month: str) -> str:
        """Write a date with the precision it has; ``month`` is the month's pattern."""
        if isinstance(day, date) or day.day:
            style: _Style = "long" if month == _LONG else "medium"
            whole = day if isinstance(day, date) else day.first()
            return format_date(whole, style, locale=self._locale)
        skeleton = f"y{month}" if day.month else "y"
        return format_skeleton(skeleton, day.first(), locale=self._locale)

    def _period(self, written: str) -> str:
        """Write ``1992-Q4`` or ``FY1990/FY1994`` for people; what is no period stays as it is."""
        first, _, last = written.partition("/")
        if last:
            return self._("%(first)s to %(last)s") % {
                "first": self._one_period(first),
                "last": self._one_period(last),
            }
        return self._one_period(first)

    def _one_period(self, written: str) -> str:
        match = _PERIOD.fullmatch(written)
        if match is None:
            return written
        fiscal, year, quarter, half, month = match.groups()
        if month:
            return self.day(PartialDate(int(year), int(month)))
        if fiscal:
            return self._("FY %(year)s") % {"year": year}
        if quarter:
            return self._("%(year)s Q%(quarter)s") % {"year": year, "quarter": quarter}
        if half:
            return self._("%(year)s H%(half)s") % {"year": year, "half": half}
        return self._date(PartialDate(int(year)), _SHORT)

    def _number(self, value: float) -> str:
        return format_decimal(value, locale=self._locale, decimal_quantization=False)

    def _figure(self, value: float, places: int) -> str:
        """Write a figure with a fixed number of decimals, for columns."""
        pattern = "#,##0" + ("." + "0" * places if places else "")
        return format_decimal(value, format=pattern, locale=self._locale)

    def bounded(self, point: Point, places: int) -> str:
        """Write the figure of an observation, with a sign where only one end is known."""
        sign = {Bound.AT_LEAST: "≥ ", Bound.AT_MOST: "≤ ", None: ""}[point.bound]
        return sign + self.figure(point.value, places)

    def held_to(self, sign: Test | Bound, value: float) -> str:
        """Write a figure with the word that says on which side of it the truth or the aim lies."""
        return self._("%(sign)s %(value)s") % {
            "sign": self.word(sign),
            "value": self.number(value),
        }

    def language_name(self, code: str) -> str:
        """Return the name of a language; of one that nobody knows its code."""
        try:
            return Locale.parse(code, sep="-").get_language_name(self._locale) or code
        except (UnknownLocaleError, ValueError):
            return code

    def term(self, era: Era) -> str:
        """Say from when to when an agreement is in force."""
        if era.begins is None:
            return self._("no term")
        if era.ends is None:
            return self._("from %(first)s, no end known") % {"first": self.day(era.begins)}
        return self._("%(first)s to %(last)s") % {
            "first": self.day(era.begins),
            "last": self.day(era.ends),
        }

    def lines(self, lines: tuple[int, int]) -> str:
        """Name a line or a run of lines."""
        first, last = lines
        if first == last:
            return self._("line %(line)s") % {"line": first}
        return self._("lines %(first)s–%(last)s") % {"first": first, "last": last}

    def holding(self, proof: Proof) -> str:
        """Say how much of a text is held here, and so how its quotes are proven."""
        return {
            Proof.VERIFIED: self._("text held here"),
            Proof.VERIFIED_PART: self._("part of the text held here"),
            Proof.UNSTORED: self._("text not held here"),
        }[proof]

    def proof(self, quote: QuoteView) -> str:
        """Say how the words were proven, as a phrase."""
        if quote.proof is Proof.UNSTORED or quote.lines is None:
            return self._("text not held here")
        where = {"lines": self.lines(quote.lines)}
        if quote.proof is Proof.VERIFIED_PART:
            return self._("found exactly once in the stored part, %(lines)s") % where
        return self._("found exactly once, %(lines)s") % where

    def due(self, due: DueView | None, *, short: bool = False) -> str:
        """Say by when; the words of the text stand alone where they name no date."""
        if due is None:
            return self._("no date")
        write = self.short_day if short else self.day
        if due.start and due.by:
            return self._("%(first)s to %(last)s") % {
                "first": write(due.start),
                "last": write(due.by),
            }
        end = due.by or due.start
        return write(end) if end else self._("“%(words)s”") % {"words": due.words}

    def late(self, late: timedelta) -> str:
        """Say how late, in days up to two months, then in months, then in years and months."""
        if late.days <= _DAYS_ARE_ENOUGH:
            return self.ngettext("%(n)s day late", "%(n)s days late", late.days) % {"n": late.days}
        return self._("%(time)s late") % {"time": self._years_and_months(late)}

    def so_far(self, late: timedelta) -> str:
        """Say for how long a pledge has been overdue, exactly as lateness is told."""
        if late.days <= _DAYS_ARE_ENOUGH:
            said = self.ngettext("%(n)s day so far", "%(n)s days so far", late.days)
            return said % {"n": late.days}
        return self._("%(time)s so far") % {"time": self._years_and_months(late)}

    def age(self, age: timedelta | None) -> str:
        """Say how old a judgement is on the day of the edition, exactly as lateness is told."""
        if age is None:
            return self._("never judged")
        if not age:
            return self._("judged as of this day")
        if age.days <= _DAYS_ARE_ENOUGH:
            said = self.ngettext("judged %(n)s day ago", "judged %(n)s days ago", age.days)
            return said % {"n": age.days}
        return self._("judged %(time)s ago") % {"time": self._years_and_months(age)}

    def _years_and_months(self, time: timedelta) -> str:
        years, months = divmod(int(time.days / _MONTH_IN_DAYS), _YEAR_IN_MONTHS)
        parts = []
        if years:
            parts.append(self.ngettext("%(n)s year", "%(n)s years", years) % {"n": years})
        if months:
            parts.append(self.ngettext("%(n)s month", "%(n)s months", months) % {"n": months})
        return " ".join(parts)

    def decides(self, pledge: OpenPledge) -> str:
        """Say what would make a pledge fulfilled: in the words of its criteria, else its target."""
        if pledge.words:
            return pledge.words.text
        aim = pledge.aim
        if aim is None:
            return self._("not written down")
        parts = [f"{self.held_to(aim.test, aim.value)} {aim.unit}"]
        if aim.period:
            parts.append(self.period(aim.period))
        return self._(", ").join(parts)

    def relation(self, station: Station) -> str:
        """Say how a station of a line stands to the next one on the way to the record."""
        if station.tie is None or station.near is None:
            return self._("this pledge")
        said = {
            Tie.REPLACED_BY: self._("taken over in %(year)s"),
            Tie.RESTATED_BY: self._("said again in %(year)s"),
            Tie.CONTENT_OF: self._("gives the content of a pledge of %(year)s"),
            Tie.REPLACES: self._("takes over from %(year)s"),
            Tie.RESTATES: self._("says again what was said in %(year)s"),
            Tie.CONTENT_FROM: self._("takes its content from %(year)s"),
        }
        year = self._date(PartialDate(station.near.year), _SHORT)
        return said[station.tie] % {"year": year}

    def stage(self, standing: Standing, due: DueView | None) -> str:
        """Say what stands behind the word of the lifecycle: the day, and how late."""
        parts = []
        if standing.lifecycle is Lifecycle.OVERDUE and standing.lifecycle_date and standing.late:
            since = self._("since %(day)s") % {"day": self.day(standing.lifecycle_date)}
            return self._(", ").join((since, self.so_far(standing.late)))
        if standing.lifecycle_date:
            parts.append(self.day(standing.lifecycle_date))
        elif standing.lifecycle in {Lifecycle.OPEN, Lifecycle.DUE}:
            parts.append(self.due(due))
        elif standing.lifecycle is Lifecycle.MET:
            parts.append(self._("day not known"))
        if standing.late:
            parts.append(self.late(standing.late))
        return ", ".join(parts)
