"""A comparison -> what is said of it, section by section, before any markup."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from pledgetrack.comparison import (
    Arrival,
    Aspect,
    AssessmentChange,
    Comparison,
    FieldChange,
    HeadlineMove,
    How,
    Named,
    Retirement,
    StageMove,
    StatusMove,
    TextMove,
)
from pledgetrack.comparison.wording import evidence_line
from pledgetrack.coverage import Coverage
from pledgetrack.rendering.rule_words import rule_names
from pledgetrack.scales import Headline
from pledgetrack.views.atoms import FEWEST_FOR_PERCENT

_AS_NOTHING = "no evidence as nothing"
READINGS = ("strict", "lenient", f"strict, {_AS_NOTHING}", f"lenient, {_AS_NOTHING}")
"""The columns of the headlines; in the last two, no evidence found counts as nothing."""


@dataclass(frozen=True, slots=True)
class Item:
    """What is said of one record, or of something else that ``name`` names; all plain words."""

    name: str
    title: str
    words: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Items of one kind; ``note`` says why they are worth a look, or is empty."""

    title: str
    items: tuple[Item, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class HeadlineRow:
    """One rule: a cell for each of :data:`READINGS`, and which of them moved."""

    rule: str
    cells: tuple[str, ...]
    moved: tuple[bool, ...]


def sections_of(comparison: Comparison) -> Iterator[Section]:
    """Yield what differs, what needs a second look first; sections without items are left out."""
    for section in (*_warnings(comparison), *_records(comparison), *_contents(comparison)):
        if section.items:
            yield section


def _warnings(comparison: Comparison) -> Iterator[Section]:
    yield Section(
        "Statuses moved without new evidence",
        tuple(
            Item(move.record.id, _title(move.record), _arrow(move.before, move.after))
            for move in comparison.without_new_evidence
        ),
        "No evidence and no search was added to these records.",
    )
    yield Section(
        "Criteria changed",
        tuple(map(_changed, comparison.of_aspect(Aspect.CRITERIA))),
        "What counts as kept is another thing now: before and after do not compare.",
    )
    yield Section(
        "Older assessments changed or removed",
        tuple(map(_assessed, comparison.rewritten)),
        "Assessments are only ever added to.",
    )
    yield Section(
        "Records removed",
        tuple(map(_arrived, comparison.removed)),
        "A record that was wrong is withdrawn and its file stays.",
    )


def _records(comparison: Comparison) -> Iterator[Section]:
    yield Section("Records added", tuple(map(_arrived, comparison.added)))
    yield Section("Records withdrawn", tuple(map(_withdrawn, comparison.withdrawn)))
    yield Section(
        "Records renamed",
        tuple(
            Item(entry.record.id, _title(entry.record), f"was {entry.before}")
            for entry in comparison.renamed
        ),
        "An id is for ever: links and citations of the old one lead nowhere.",
    )
    yield Section("Statuses moved", tuple(map(_moved, comparison.statuses)))
    yield Section("Stages moved", tuple(map(_staged, comparison.stages)))
    yield Section(
        "Reviews",
        tuple(
            Item(
                move.record.id,
                _title(move.record),
                _arrow(move.before or "provisional", move.after or "provisional"),
            )
            for move in comparison.reviews
        ),
    )


def _contents(comparison: Comparison) -> Iterator[Section]:
    added = (change for change in comparison.assessments if change not in comparison.rewritten)
    yield Section("Assessments and evidence", tuple(map(_assessed, added)))
    for title, aspect in (
        ("Words changed", Aspect.WORDS),
        ("Obligors changed", Aspect.OBLIGORS),
        ("Due dates changed", Aspect.DUE),
        ("Other fields changed", Aspect.OTHER),
    ):
        yield Section(title, tuple(map(_changed, comparison.of_aspect(aspect))))
    yield Section(
        "Parties, agreements, sources, series",
        tuple(
            Item(entry.id, "", " ".join((entry.kind, entry.how, ", ".join(entry.fields))).strip())
            for entry in comparison.files
        ),
    )
    moved = (text for text in comparison.coverage if text.is_moved)
    yield Section("Coverage of texts", tuple(map(_covered, moved)))


def _title(record: Named) -> str:
    return str(record.title)


def _arrow(before: object, after: object) -> str:
    """Tell two values; None is told as such, nought is a number."""
    sides = ("none" if side is None else side for side in (before, after))
    return " → ".join(map(str, sides))


def _arrived(entry: Arrival) -> Item:
    words = entry.status.value if entry.counted else f"{entry.status}, not counted"
    return Item(entry.record.id, _title(entry.record), words)


def _withdrawn(entry: Retirement) -> Item:
    see = f", see {entry.see}" if entry.see else ""
    words = f"on {entry.on}{see}"
    return Item(entry.record.id, _title(entry.record), words, (str(entry.because),))


def _moved(move: StatusMove) -> Item:
    day = f", as of {move.as_of}" if move.as_of else ""
    marks = [
        *([] if move.has_new_evidence else ["without new evidence"]),
        *([] if move.is_comparable else ["by other criteria, so not comparable"]),
    ]
    words = "; ".join([f"{_arrow(move.before, move.after)}{day}", *marks])
    return Item(move.record.id, _title(move.record), words, (str(move.why),) if move.why else ())


def _staged(move: StageMove) -> Item:
    day = f", {move.day}" if move.day else ""
    return Item(move.record.id, _title(move.record), f"{_arrow(move.before, move.after)}{day}")


def _assessed(change: AssessmentChange) -> Item:
    days = f"as of {change.as_of}, recorded {change.recorded}"
    moved = change.how is How.CHANGED and change.before is not change.after
    status = _arrow(change.before, change.after) if moved else change.after or change.before
    what = f" ({', '.join(change.fields)})" if change.fields else ""
    return Item(
        change.record.id,
        _title(change.record),
        f"{change.how}{what}: {status}, {days}",
        (
            *(f"gained, {item.stance}: {evidence_line(item)}" for item in change.gained),
            *(f"lost, {item.stance}: {evidence_line(item)}" for item in change.lost),
        ),
    )


def _changed(change: FieldChange) -> Item:
    """Tell the lines that are not the same on both sides; the rest only takes room."""
    before, after = set(change.before), set(change.after)
    details = (
        *(f"was: {line}" for line in change.before if line not in after),
        *(f"now: {line}" for line in change.after if line not in before),
    )
    how = "added" if not before else "removed" if not after else "changed"
    order = "" if details else ", in another order"
    return Item(change.record.id, _title(change.record), f"{change.field} {how}{order}", details)


def _covered(move: TextMove) -> Item:
    return Item(move.source, "", _arrow(_percent(move.before), _percent(move.after)))


def _percent(coverage: Coverage | None) -> str:
    if coverage is None:
        return "not held"
    return f"{coverage.percent:.1f} % ({coverage.uncovered} letters and digits uncovered)"


def headline_rows(moves: Iterable[HeadlineMove]) -> Iterator[HeadlineRow]:
    """Yield a row for each rule, in the order of the rules."""
    names = rule_names(str)
    rules: dict[str, dict[tuple[bool, bool], HeadlineMove]] = {}
    for move in moves:
        readings = rules.setdefault(move.before.rule, {})
        readings[move.before.with_no_evidence, move.before.lenient] = move
    for rule, readings in rules.items():
        ordered = [readings[key] for key in sorted(readings)]
        cells = tuple(_cell(move) for move in ordered)
        yield HeadlineRow(names[rule], cells, tuple(move.is_moved for move in ordered))


def _cell(move: HeadlineMove) -> str:
    if not move.is_moved:
        return _headline(move.after)
    return _arrow(_headline(move.before), _headline(move.after))


def _headline(headline: Headline) -> str:
    """Return a share with its base; of few records no percentage, for it would say too much."""
    if headline.value is None:
        return "none judged"
    if headline.records < FEWEST_FOR_PERCENT:
        return f"{_number(headline.value * headline.records)} of {headline.records}"
    return f"{float(100 * headline.value):.1f} % of {headline.records}"


def _number(value: Fraction) -> str:
    return f"{float(value):.1f}".removesuffix(".0")


def in_short(comparison: Comparison) -> tuple[str, ...]:
    """Return the numbers of a comparison as sentences."""
    if comparison.is_empty:
        return ("Nothing differs in meaning.",)
    assessments = comparison.assessments
    gained, lost = (sum(len(getattr(one, s)) for one in assessments) for s in ("gained", "lost"))
    before, after = comparison.scores
    counted = f"Counted records {_arrow(before.counted, after.counted)}"
    provisional = f"of these provisional {_arrow(before.provisional, after.provisional)}"
    moved = sum(text.is_moved for text in comparison.coverage)
    texts = f"{moved} of {len(comparison.coverage)} texts"
    return (
        *_counted("Records", _records_counted(comparison)),
        *_counted("Evidence", {"gained": gained, "lost": lost}),
        f"{counted}, {provisional}.",
        f"Coverage moved in {texts}." if moved else "Coverage of the texts is the same.",
    )


def _records_counted(comparison: Comparison) -> Mapping[str, int]:
    return {
        "added": len(comparison.added),
        "removed": len(comparison.removed),
        "withdrawn": len(comparison.withdrawn),
        "renamed": len(comparison.renamed),
        "with another status": len(comparison.statuses),
        "with other words or fields": len({change.record for change in comparison.fields}),
    }


def _counted(what: str, numbers: Mapping[str, int]) -> Iterator[str]:
    """Yield a sentence of what there is; of noughts nothing is said."""
    told = [f"{number} {words}" for words, number in numbers.items() if number]
    if told:
        yield f"{what}: {', '.join(told)}."
