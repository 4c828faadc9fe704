"""Valid plain data -> model values. Nothing here judges: a value that cannot be raises ValueError.

The schema has seen the data before, so shapes are not looked at again; only what a schema cannot
say (an impossible date) can still fail, and ``impossible_values`` finds that before decoding.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pledgetrack.dates import CALENDAR_YEAR, PartialDate, Period, parse_month_day
from pledgetrack.model import (
    Agreement,
    AgreementText,
    Assessment,
    Baseline,
    Commitment,
    Criteria,
    Disposition,
    Due,
    Evidence,
    Indicator,
    InForce,
    Lines,
    Observation,
    Party,
    Prose,
    Quote,
    Reading,
    Search,
    Section,
    Series,
    Source,
    SourceText,
    Target,
    Tracker,
    Withdrawal,
)
from pledgetrack.vocabulary import (
    Bound,
    DispositionKind,
    Force,
    Grade,
    Kind,
    Lack,
    Prices,
    Role,
    Stance,
    Status,
    Test,
)

Data = Mapping[str, Any]


class Decoder:
    """Turns the data of one tracker into values; knows the default language of its prose."""

    def __init__(self, language: str) -> None:
        """Take the language of prose that is a plain string."""
        self.language = language

    def prose(self, data: str | Data | None) -> Prose | None:
        """Return prose in one or more languages, or None where there is none."""
        return None if data is None else self._text(data)

    def _text(self, data: str | Data) -> Prose:
        if isinstance(data, str):
            return Prose(((self.language, _tidy(data)),))
        return Prose(tuple((language, _tidy(text)) for language, text in data.items()))

    def tracker(self, data: Data) -> Tracker:
        """Return the settings of the tracker."""
        return Tracker(
            id=data["id"],
            title=self._text(data["title"]),
            languages=tuple(data["languages"]),
            as_of=_day(data.get("as_of")),
            editions=tuple(date.fromisoformat(day) for day in data.get("editions", ())),
            coverage=data.get("coverage"),
            repository_url=data.get("repository_url", ""),
            site_url=data.get("site_url", ""),
        )

    def parties(self, data: Data) -> dict[str, Party]:
        """Return all parties by their short names."""
        return {
            name: Party(
                id=name,
                name=self._text(entry["name"]),
                kind=entry["kind"],
                under=entry.get("under"),
                note=self.prose(entry.get("note")),
            )
            for name, entry in data.items()
        }

    def source(self, data: Data) -> Source:
        """Return a source."""
        text = data.get("text")
        return Source(
            id=data["id"],
            title=self._text(data["title"]),
            grade=Grade(data["grade"]),
            author=data.get("author"),
            publisher=data.get("publisher"),
            date=_date(data.get("date")),
            approximate=data.get("date_is") == "approximate",
            language=data.get("language", "en"),
            voice=data.get("voice"),
            url=data.get("url"),
            archive_url=data.get("archive_url"),
            accessed=_day(data.get("accessed")),
            rights=self.prose(data.get("rights")),
            text=None if text is None else self._source_text(text),
            note=self.prose(data.get("note")),
        )

    def _source_text(self, data: Data) -> SourceText:
        return SourceText(
            sha256=data["sha256"],
            lines=data.get("lines"),
            file=data.get("file"),
            part=self.prose(data.get("part")),
        )

    def series(self, data: Data) -> Series:
        """Return a series with its observations in the order of the file."""
        return Series(
            id=data["id"],
            title=self._text(data["title"]),
            unit=data["unit"],
            owner=data["owner"],
            formula=self._text(data["formula"]),
            observations=tuple(self._observation(entry) for entry in data["observations"]),
            prices=Prices(data["prices"]) if "prices" in data else None,
            year_starts=_year_starts(data),
            note=self.prose(data.get("note")),
        )

    def _observation(self, data: Data) -> Observation:
        return Observation(
            period=Period.parse(data["period"]),
            value=data["value"],
            quote=Quote(_tidy(data["exact"]), data["source"]),
            bound=Bound(data["bound"]) if "bound" in data else None,
            published=_date(data.get("published")),
            derived=self.prose(data.get("derived")),
            doubt=self.prose(data.get("doubt")),
            note=self.prose(data.get("note")),
        )

    def agreement(self, data: Data) -> Agreement:
        """Return an agreement with outline and dispositions."""
        in_force = data.get("in_force", {})
        return Agreement(
            id=data["id"],
            title=self._text(data["title"]),
            kind=data["kind"],
            parties=tuple(data["parties"]),
            signed=PartialDate.parse(data["signed"]),
            short=self.prose(data.get("short")),
            place=self.prose(data.get("place")),
            in_force=InForce(_date(in_force.get("from")), _date(in_force.get("to"))),
            replaces=data.get("replaces"),
            year_starts=_year_starts(data),
            topics=_names(data, "topics"),
            texts=tuple(_agreement_text(entry) for entry in data.get("texts", ())),
            outline=tuple(self._section(entry) for entry in data.get("outline", ())),
            dispositions=tuple(self._disposition(entry) for entry in data.get("dispositions", ())),
            note=self.prose(data.get("note")),
        )

    def _section(self, data: Data) -> Section:
        return Section(
            id=data["id"],
            line=data["line"],
            under=data.get("under"),
            title=self.prose(data.get("title")),
            restored=data.get("restored", False),
            topics=_names(data, "topics"),
        )

    def _disposition(self, data: Data) -> Disposition:
        exact = data.get("exact")
        return Disposition(
            lines=decode_lines(data["lines"]),
            kind=DispositionKind(data["as"]),
            exact=None if exact is None else _tidy(exact),
            note=self.prose(data.get("note")),
        )

    def commitment(self, data: Data, default_source: str | None) -> Commitment:
        """Return a record as it is written; ``default_source`` holds the agreement's text."""
        agreement = data["id"].partition("/")[0]
        due, withdrawn = data.get("due"), data.get("withdrawn")
        return Commitment(
            id=data["id"],
            title=self._text(data["title"]),
            text=tuple(_quote(entry, default_source) for entry in data["text"]),
            kind=Kind(data["kind"]),
            part_of=_one(data, "part_of", agreement),
            by=_names(data, "by"),
            through=_names(data, "through"),
            force=Force(data["force"]) if "force" in data else None,
            verb=data.get("verb"),
            due=None if due is None else _due(due),
            conditions=tuple(_tidy(words) for words in data.get("conditions", ())),
            lacks=tuple(Lack(word) for word in data.get("lacks", ())),
            readings=tuple(self._reading(entry) for entry in data.get("readings", ())),
            criteria=self._criteria(data.get("criteria")),
            indicator=_indicator(data.get("indicator")),
            restates=_many(data, "restates", agreement),
            sum_of=_many(data, "sum_of", agreement),
            complement_of=_one(data, "complement_of", agreement),
            content_from=data.get("content_from"),
            replaces=_one(data, "replaces", agreement),
            section=data.get("section"),
            topics=_names(data, "topics"),
            searched=tuple(self._search(entry) for entry in data.get("searched", ())),
            assessments=tuple(self._assessment(entry) for entry in data.get("assessments", ())),
            effects=tuple(self._evidence(entry) for entry in data.get("effects", ())),
            withdrawn=None if withdrawn is None else self._withdrawal(withdrawn, agreement),
            note=self.prose(data.get("note")),
        )

    def _reading(self, data: Data) -> Reading:
        return Reading(
            name=data["name"],
            meaning=self._text(data["meaning"]),
            held_by=_names(data, "held_by"),
            evidence=tuple(self._evidence(entry) for entry in data.get("evidence", ())),
        )

    def _criteria(self, data: Data | None) -> Criteria | None:
        if data is None:
            return None
        return Criteria(*(self._text(data[key]) for key in ("partial", "substantial", "fulfilled")))

    def _search(self, data: Data) -> Search:
        return Search(
            on=date.fromisoformat(data["on"]),
            where=self._text(data["where"]),
            words=_tidy(data["words"]),
            found=self._text(data["found"]),
        )

    def _assessment(self, data: Data) -> Assessment:
        return Assessment(
            as_of=date.fromisoformat(data["as_of"]),
            recorded=date.fromisoformat(data["recorded"]),
            status=Status(data["status"]),
            why=self._text(data["why"]),
            evidence=tuple(self._evidence(entry) for entry in data.get("evidence", ())),
            done=_date(data.get("done")),
            under={name: Status(word) for name, word in data.get("under", {}).items()},
            codings={name: Status(word) for name, word in data.get("codings", {}).items()},
            reviewed_by=data.get("reviewed_by"),
        )

    def _evidence(self, data: Data) -> Evidence:
        return Evidence(
            stance=Stance(data["stance"]) if "stance" in data else None,
            quote=_quote(data, None) if "exact" in data else None,
            series=data.get("series"),
            period=Period.parse(data["period"]) if "period" in data else None,
            voice=data.get("voice"),
            date=_date(data.get("date")),
            note=self.prose(data.get("note")),
        )

    def _withdrawal(self, data: Data, agreement: str) -> Withdrawal:
        return Withdrawal(
            on=date.fromisoformat(data["on"]),
            because=self._text(data["because"]),
            see=_one(data, "see", agreement),
        )


def decode_lines(written: int | str) -> Lines:
    """Return first and last line of ``417`` or ``58-64``."""
    first, _, last = str(written).partition("-")
    return int(first), int(last or first)


def _tidy(text: str) -> str:
    """Drop the line end that a block scalar leaves behind."""
    return text.strip()


def _date(written: str | int | None) -> PartialDate | None:
    return None if written is None else PartialDate.parse(written)


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def _year_starts(data: Data) -> tuple[int, int]:
    return parse_month_day(data["year_starts"]) if "year_starts" in data else CALENDAR_YEAR


def _names(data: Data, key: str) -> tuple[str, ...]:
    return tuple(data.get(key, ()))


def _whole_id(name: str, agreement: str) -> str:
    return name if "/" in name else f"{agreement}/{name}"


def _one(data: Data, key: str, agreement: str) -> str | None:
    return _whole_id(data[key], agreement) if key in data else None


def _many(data: Data, key: str, agreement: str) -> tuple[str, ...]:
    return tuple(_whole_id(name, agreement) for name in data.get(key, ()))


def _agreement_text(data: Data) -> AgreementText:
    lines = data.get("lines")
    return AgreementText(
        source=data["source"],
        lines=decode_lines(lines) if lines else None,
        authentic=data.get("authentic", False),
    )


def _quote(data: Data, default_source: str | None) -> Quote:
    lines = data.get("lines")
    return Quote(
        exact=_tidy(data["exact"]),
        source=data.get("source", default_source),
        lines=decode_lines(lines) if lines else None,
        role=Role(data.get("role", Role.OPERATIVE)),
    )


def _due(data: Data) -> Due:
    return Due(
        words=_tidy(data["words"]),
        start=_date(data.get("from")),
        by=_date(data.get("by")),
        strict=_date(data.get("strict")),
    )


def _indicator(data: Data | None) -> Indicator | None:
    if data is None:
        return None
    baseline, target = data.get("baseline"), data.get("target")
    return Indicator(
        unit=data["unit"],
        prices=Prices(data["prices"]) if "prices" in data else None,
        series=_names(data, "series"),
        rivals=_names(data, "rivals"),
        baseline=None
        if baseline is None
        else Baseline(Period.parse(baseline["period"]), baseline.get("value")),
        target=None if target is None else _target(target),
    )


def _target(data: Data) -> Target:
    return Target(
        value=data["value"],
        period=Period.parse(data["period"]) if "period" in data else None,
        test=Test(data.get("test", Test.AT_LEAST)),
    )
