"""The records of an edition -> rows of the database: words, judgements, evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pledgetrack.assessment import Edition, Judgement
from pledgetrack.listing import entry_of
from pledgetrack.model import Assessment, Commitment, Evidence
from pledgetrack.register import Register
from pledgetrack.rendering.export_records import BETWEEN_PIECES
from pledgetrack.rendering.export_rows import Row, Rows, plain
from pledgetrack.vocabulary import Role

_FIELDS = ("id", "agreement", "title", "kind", "force", "verb", "content_from", "note")
_REFERENCES = ("part_of", "complement_of", "replaces")
_LISTS = ("conditions", "lacks", "topics")


@dataclass(slots=True)
class RecordRows:
    """Adds the rows of every record; what refers to a record outside the edition is null."""

    rows: Rows
    register: Register
    edition: Edition
    judgements: Mapping[str, Judgement]
    assessments: int = field(default=0)
    evidence: int = field(default=0)

    def add_all(self) -> None:
        """Add the rows of all records."""
        for number, judgement in enumerate(self.judgements.values(), 1):
            self._add_record(number, judgement)
            self._add_lists(judgement.commitment)
            self._add_measure(judgement.commitment)
            self._add_readings(judgement.commitment)
            for assessment in judgement.commitment.assessments:
                if self.edition.holds(assessment):
                    self._add_assessment(judgement, assessment)
            for item in judgement.commitment.effects:
                self._add_evidence(judgement.commitment.id, item)

    def _add_record(self, number: int, judgement: Judgement) -> None:
        record, held = judgement.commitment, judgement.assessment
        entry = entry_of(self.register, judgement)
        pieces = [quote for quote in record.text if quote.role is Role.OPERATIVE]
        more = {
            "number": number,
            "section": entry["section"],
            "words": BETWEEN_PIECES.join(quote.exact for quote in pieces or record.text),
            **{name: self._known(getattr(record, name)) for name in _REFERENCES},
            **_due(record),
            "status": judgement.status.value,
            "lifecycle": plain(judgement.lifecycle),
            "stage_day": plain(judgement.stage_date),
            "as_of": plain(held.as_of if held else None),
            "why": plain(held.why if held else None),
            "provisional": int(judgement.provisional),
            "counted": int(judgement.counted),
            **self._withdrawal(record),
            "path": entry["path"],
        }
        self.rows.add_value("records", record, _FIELDS, more)
        for position, quote in enumerate(entry["quotes"], 1):
            self.rows.add("quotes", _quote(record.id, position, quote))

    def _known(self, name: str | None) -> str | None:
        return name if name in self.judgements else None

    def _withdrawal(self, record: Commitment) -> Row:
        gone = record.withdrawn
        return {
            "withdrawn_on": plain(gone.on if gone else None),
            "withdrawn_because": plain(gone.because if gone else None),
            "withdrawn_see": self._known(gone.see) if gone else None,
        }

    def _add_lists(self, record: Commitment) -> None:
        for role in ("by", "through"):
            for position, party in enumerate(getattr(record, role), 1):
                row = {"record": record.id, "party": party, "role": role, "position": position}
                self.rows.add("obligors", row)
        for relation in ("restates", "sum_of"):
            for target in filter(self._known, getattr(record, relation)):
                row = {"record": record.id, "relation": relation, "target": target}
                self.rows.add("relations", row)
        for name in _LISTS:
            for position, value in enumerate(getattr(record, name), 1):
                row = {"record": record.id, "field": name, "position": position}
                self.rows.add("details", {**row, "value": plain(value)})
        names = ("where", "words", "found")
        for position, search in enumerate(record.searched, 1):
            where, words, found = (plain(getattr(search, name)) for name in names)
            row = {"record": record.id, "position": position, "day": plain(search.on)}
            self.rows.add("searches", {**row, "place": where, "words": words, "found": found})

    def _add_measure(self, record: Commitment) -> None:
        if record.criteria:
            for status in ("partial", "substantial", "fulfilled"):
                words = getattr(record.criteria, status)
                row = {"record": record.id, "status": status, "words": plain(words)}
                self.rows.add("criteria", row)
                self.rows.add_prose("criteria", f"{record.id} {status}", "words", words)
        if record.indicator is None:
            return
        indicator = record.indicator
        baseline, target = indicator.baseline, indicator.target
        row = {
            "record": record.id,
            "unit": indicator.unit,
            "prices": plain(indicator.prices),
            "baseline_period": plain(baseline.period if baseline else None),
            "baseline": baseline.value if baseline else None,
            "target_period": plain(target.period if target else None),
            "target": target.value if target else None,
            "test": plain(target.test if target else None),
        }
        self.rows.add("measures", row)
        for decides, names in ((1, indicator.series), (0, indicator.rivals)):
            for name in names:
                row = {"record": record.id, "series": name, "decides": decides}
                self.rows.add("measured_by", row)

    def _add_readings(self, record: Commitment) -> None:
        for position, reading in enumerate(record.readings, 1):
            more = {"record": record.id, "position": position}
            about = f"{record.id} {reading.name}"
            self.rows.add_value("readings", reading, ("name", "meaning"), more, about=about)
            for party in reading.held_by:
                row = {"record": record.id, "reading": reading.name, "party": party}
                self.rows.add("held_by", row)
            for item in reading.evidence:
                self._add_evidence(record.id, item, reading=reading.name)

    def _add_assessment(self, judgement: Judgement, assessment: Assessment) -> None:
        record = judgement.commitment.id
        self.assessments += 1
        more = {
            "id": self.assessments,
            "record": record,
            "holds": int(assessment is judgement.assessment),
        }
        names = ("as_of", "recorded", "status", "why", "done", "reviewed_by")
        self.rows.add_value("assessments", assessment, names, more)
        for table, name in (("codings", "coder"), ("under_readings", "reading")):
            given = assessment.codings if table == "codings" else assessment.under
            for key, status in given.items():
                row = {"assessment": self.assessments, name: key, "status": status.value}
                self.rows.add(table, row)
        for item in assessment.evidence:
            self._add_evidence(record, item, assessment=self.assessments)

    def _add_evidence(
        self,
        record: str,
        item: Evidence,
        *,
        assessment: int | None = None,
        reading: str | None = None,
    ) -> None:
        self.evidence += 1
        quote = item.quote
        proven = self.register.prove(quote) if quote else None
        match = proven.match if proven else None
        more = {
            "id": self.evidence,
            "record": record,
            "assessment": assessment,
            "reading": reading,
            "source": quote.source if quote else None,
            "exact": quote.exact if quote else None,
            "proof": plain(proven.proof if proven else None),
            "first_line": match.lines[0] if match else None,
        }
        names = ("stance", "series", "period", "voice", "date", "note")
        self.rows.add_value("evidence", item, names, more)


def _due(record: Commitment) -> Row:
    due = record.due
    return {
        "due_from": plain(due.start if due else None),
        "due_by": plain(due.by if due else None),
        "due_strict": plain(due.strict if due else None),
        "due_words": due.words if due else None,
    }


def _quote(record: str, position: int, quote: Row) -> Row:
    names = ("source", "exact", "role", "proof")
    lines, span = quote["lines"] or (None, None), quote["span"] or (None, None)
    return {
        "record": record,
        "position": position,
        **{name: quote[name] for name in names},
        "first_line": lines[0],
        "last_line": lines[1],
        "first_character": span[0],
        "end_character": span[1],
    }
