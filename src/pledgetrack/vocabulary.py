"""The closed lists of words that records use, each value with its meaning in the schema.

``docs/explanation/method.md`` says how statuses are given; a test compares these lists with the
schemas.
"""

import enum


class Status(enum.StrEnum):
    """What was delivered; the last three are derived and never written into a record."""

    FULFILLED = "fulfilled"
    SUBSTANTIAL = "substantial"
    PARTIAL = "partial"
    STARTED = "started"
    NOT_STARTED = "not-started"
    CONTRARY = "contrary"
    NO_EVIDENCE = "no-evidence"
    NOT_ASSESSABLE = "not-assessable"
    DECLARATORY = "declaratory"
    UNASSESSED = "unassessed"
    STEM = "stem"


JUDGED = (
    Status.FULFILLED,
    Status.SUBSTANTIAL,
    Status.PARTIAL,
    Status.STARTED,
    Status.NOT_STARTED,
    Status.CONTRARY,
)
NOT_JUDGED = (
    Status.NO_EVIDENCE,
    Status.NOT_ASSESSABLE,
    Status.DECLARATORY,
    Status.UNASSESSED,
)


class Kind(enum.StrEnum):
    """What sort of thing is promised."""

    ACTION = "action"
    OUTCOME = "outcome"
    PROCESS = "process"
    RECOGNITION = "recognition"
    STEM = "stem"


class Force(enum.StrEnum):
    """How strongly the words bind, strongest first; the weakest element of a sentence decides."""

    FIRM = "firm"
    INTENT = "intent"
    EFFORT = "effort"
    EXPECTATION = "expectation"
    WELCOME = "welcome"


class Role(enum.StrEnum):
    """Whether words of a text are the promise or are only needed to read it."""

    OPERATIVE = "operative"
    CONTEXT = "context"


class Lack(enum.StrEnum):
    """What a pledge would need to be testable; ``date`` is derived."""

    ACTOR = "actor"
    ACT = "act"
    MEASURE = "measure"
    DATE = "date"


class Stance(enum.StrEnum):
    """Whether evidence speaks for delivery, against it, or only beside it."""

    FOR = "for"
    AGAINST = "against"
    CONTEXT = "context"


class Grade(enum.StrEnum):
    """What kind of source speaks, strongest first."""

    ACT = "act"
    OFFICIAL = "official"
    PARTY = "party"
    INDEPENDENT = "independent"
    PRESS = "press"
    REFERENCE = "reference"


class DispositionKind(enum.StrEnum):
    """Why a stretch of a text is no pledge."""

    APPARATUS = "apparatus"
    CONTENTS = "contents"
    PREAMBLE = "preamble"
    BACKGROUND = "background"
    PURPOSE = "purpose"
    DONE = "done"
    DEFINITION = "definition"
    DAMAGED = "damaged"


class Test(enum.StrEnum):
    """How an observation is held against a target."""

    AT_LEAST = "at-least"
    ABOVE = "above"
    ABOUT = "about"
    AT_MOST = "at-most"
    BELOW = "below"


class Bound(enum.StrEnum):
    """An observation of which only one end is known."""

    AT_LEAST = "at-least"
    AT_MOST = "at-most"


class Prices(enum.StrEnum):
    """The price basis of money figures."""

    REAL = "real"
    CURRENT = "current"


class Lifecycle(enum.StrEnum):
    """Where a pledge stands in time; derived, by the rules of the method, first match wins."""

    WITHDRAWN = "withdrawn"
    MET = "met"
    MET_LATE = "met-late"
    SUPERSEDED = "superseded"
    LAPSED = "lapsed"
    OVERDUE = "overdue"
    DUE = "due"
    OPEN = "open"


class Proof(enum.StrEnum):
    """How a quote was proven: found once in a stored text, in a stored part, or not at all."""

    VERIFIED = "verified"
    VERIFIED_PART = "verified-part"
    UNSTORED = "unstored"
