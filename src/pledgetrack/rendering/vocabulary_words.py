"""The word that is printed for each value of the closed lists, in one language."""

from collections.abc import Callable, Mapping

from pledgetrack.vocabulary import (
    Bound,
    DispositionKind,
    Force,
    Grade,
    Kind,
    Lack,
    Lifecycle,
    Prices,
    Role,
    Stance,
    Status,
    Test,
)

_Gettext = Callable[[str], str]
_Lists = Mapping[type, Mapping[str, str]]


def vocabulary_words(gettext: _Gettext) -> _Lists:
    """Return the words by list and value; ``gettext`` translates an English word."""
    return {
        Status: _statuses(gettext),
        Lifecycle: _stages(gettext),
        Grade: _grades(gettext),
        DispositionKind: _dispositions(gettext),
        **_small_lists(gettext),
    }


def _statuses(_: _Gettext) -> Mapping[str, str]:
    return {
        Status.FULFILLED: _("Fulfilled"),
        Status.SUBSTANTIAL: _("Substantial"),
        Status.PARTIAL: _("Partial"),
        Status.STARTED: _("Started"),
        Status.NOT_STARTED: _("Not started"),
        Status.CONTRARY: _("Contrary"),
        Status.NO_EVIDENCE: _("No evidence found"),
        Status.NOT_ASSESSABLE: _("Not assessable"),
        Status.DECLARATORY: _("Declaratory"),
        Status.UNASSESSED: _("Unassessed"),
        Status.STEM: _("Stem"),
    }


def _stages(_: _Gettext) -> Mapping[str, str]:
    return {
        Lifecycle.WITHDRAWN: _("withdrawn"),
        Lifecycle.MET: _("met"),
        Lifecycle.MET_LATE: _("met late"),
        Lifecycle.SUPERSEDED: _("superseded"),
        Lifecycle.LAPSED: _("lapsed"),
        Lifecycle.OVERDUE: _("overdue"),
        Lifecycle.DUE: _("due"),
        Lifecycle.OPEN: _("open"),
    }


def _grades(_: _Gettext) -> Mapping[str, str]:
    return {
        Grade.ACT: _("Act"),
        Grade.OFFICIAL: _("Official"),
        Grade.PARTY: _("Party"),
        Grade.INDEPENDENT: _("Independent"),
        Grade.PRESS: _("Press"),
        Grade.REFERENCE: _("Reference work"),
    }


def _dispositions(_: _Gettext) -> Mapping[str, str]:
    return {
        DispositionKind.APPARATUS: _("apparatus"),
        DispositionKind.CONTENTS: _("contents"),
        DispositionKind.PREAMBLE: _("preamble"),
        DispositionKind.BACKGROUND: _("background"),
        DispositionKind.PURPOSE: _("purpose"),
        DispositionKind.DONE: _("an act already done"),
        DispositionKind.DEFINITION: _("definition"),
        DispositionKind.DAMAGED: _("damaged words"),
    }


def _small_lists(_: _Gettext) -> _Lists:
    return {
        Kind: {
            Kind.ACTION: _("action"),
            Kind.OUTCOME: _("outcome"),
            Kind.PROCESS: _("process"),
            Kind.RECOGNITION: _("recognition"),
            Kind.STEM: _("stem of several pledges"),
        },
        Force: {
            Force.FIRM: _("firm"),
            Force.INTENT: _("intent"),
            Force.EFFORT: _("effort"),
            Force.EXPECTATION: _("expectation"),
            Force.WELCOME: _("welcome"),
        },
        Role: {Role.OPERATIVE: _("operative words"), Role.CONTEXT: _("context")},
        Lack: {
            Lack.ACTOR: _("no actor"),
            Lack.ACT: _("no act"),
            Lack.MEASURE: _("no measure"),
            Lack.DATE: _("no date"),
        },
        Stance: {
            Stance.FOR: _("For"),
            Stance.AGAINST: _("Against"),
            Stance.CONTEXT: _("Beside it"),
        },
        Test: {
            Test.AT_LEAST: _("at least"),
            Test.ABOVE: _("above"),
            Test.ABOUT: _("about"),
            Test.AT_MOST: _("at most"),
            Test.BELOW: _("below"),
        },
        Bound: {Bound.AT_LEAST: _("at least"), Bound.AT_MOST: _("at most")},
        Prices: {Prices.REAL: _("in real terms"), Prices.CURRENT: _("in current prices")},
    }
