"""The words for what waits for a person: for each kind its name, its rule, and why it waits."""

from collections.abc import Callable, Mapping
from typing import Final

from pledgetrack.rendering.wording import Wording
from pledgetrack.views.queue import WaitingRow
from pledgetrack.waiting import SOON, STALE_AFTER, Doubt, Wait

_Gettext = Callable[[str], str]
_DAYS: Final = {"soon": SOON.days, "stale": STALE_AFTER.days}


def wait_names(_: _Gettext) -> Mapping[Wait, str]:
    """Return the name of each kind."""
    return {
        Wait.PROVISIONAL: _("To be read by a named person"),
        Wait.DUE: _("Due"),
        Wait.STALE: _("To be judged anew"),
        Wait.DOUBTFUL: _("In doubt"),
        Wait.NO_EVIDENCE: _("Nothing found"),
        Wait.UNASSESSED: _("Never judged"),
        Wait.DRAFT: _("Still to be written"),
    }


def wait_rules(_: _Gettext) -> Mapping[Wait, str]:
    """Return for each kind what belongs to it, and in which order it stands."""
    rules = {
        Wait.PROVISIONAL: _(
            "Provisional: no named person stands for the judgement. What is in most doubts comes "
            "first, then what says most (fulfilled, or contrary), then what rests on least."
        ),
        Wait.DUE: _(
            "Due within %(soon)s days, or past its day without a judgement since; by that day."
        ),
        Wait.STALE: _("Open, and judged more than %(stale)s days ago; the oldest judgement first."),
        Wait.DOUBTFUL: _(
            "Coders, readings or counts differ, a figure is doubtful, or all that decides stands "
            "in texts that are not held here; the weightiest doubt first."
        ),
        Wait.NO_EVIDENCE: _("Searched for without result; the oldest search first."),
        Wait.UNASSESSED: _("Nobody has judged it yet; what names a day comes first."),
        Wait.DRAFT: _("A draft: the check names what its author has still to write."),
    }
    return {wait: rule % _DAYS for wait, rule in rules.items()}


def doubt_names(_: _Gettext) -> Mapping[Doubt, str]:
    """Return the words for each doubt."""
    return {
        Doubt.CODING: _("coders differ"),
        Doubt.READING: _("depends on the reading"),
        Doubt.COUNT: _("counts differ"),
        Doubt.FIGURE: _("a figure is in doubt"),
        Doubt.TEXT: _("no text that decides is held here"),
    }


def reason(row: WaitingRow, wait: Wait, wording: Wording) -> str:
    """Return why a record waits, in a few words."""
    _ = wording._
    if wait in {Wait.PROVISIONAL, Wait.DOUBTFUL}:
        names = doubt_names(_)
        return _(", ").join([*(names[one] for one in row.doubts), wording.age(row.age)])
    if wait is Wait.STALE:
        return wording.age(row.age)
    if row.day is None:
        return ""
    return _day_words(_, wait, past=row.age is not None) % {"date": wording.short_day(row.day)}


def _day_words(_: _Gettext, wait: Wait, *, past: bool) -> str:
    if wait is Wait.NO_EVIDENCE:
        return _("last searched on %(date)s")
    if wait is Wait.UNASSESSED or not past:
        return _("due on %(date)s")
    return _("was due on %(date)s, not judged since")
