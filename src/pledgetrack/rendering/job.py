"""A file to draw, as values that another process can take."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from datetime import date

from pledgetrack.ledger import ledger_of
from pledgetrack.rendering.attachment import Attachment
from pledgetrack.rendering.enclosing import REGISTER, Enclosed
from pledgetrack.rendering.marking import Mark, numbered, prove


@dataclass(frozen=True, slots=True)
class Label:
    """What a file is: its kind (report, volume, brief, changes), title, language and edition."""

    kind: str = ""
    title: str = ""
    language: str = ""
    tracker: str = ""
    as_of: str = ""
    known_by: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a file that was drawn.

    ``pages`` is how many it has; ``places`` says on which, from 1, each element with an id
    stands: that of a record is ``commitments/<id>``.
    """

    label: Label
    pages: int
    places: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """A file to draw and all that it is drawn from.

    ``program`` stands for the code, the packages and the fonts that turn the rest into a file;
    ``marks`` are the figures in ``html``, in their order; with more than ``most_pages``, where
    that is set, the file is refused.
    """

    name: str
    program: str
    html: str
    styles: str
    day: date
    attachments: tuple[Attachment, ...]
    label: Label = Label()
    marks: tuple[Mark, ...] = ()
    most_pages: int = 0

    def prove(self) -> None:
        """Raise `RenderingError` if a figure is not what the register inside says."""
        if self.marks:
            register = next(one.content for one in self.attachments if one.name == REGISTER)
            digest = hashlib.sha256(register).hexdigest()
            prove(self.marks, ledger_of(json.loads(register), digest))

    def digest(self) -> str:
        """Return what the file depends on as a SHA-256."""
        digest = hashlib.sha256()
        label = "\0".join(astuple(self.label))
        parts = (self.program, self.name, self.html, self.styles, self.day.isoformat(), label)
        for part in (*parts, repr(self.marks), str(self.most_pages)):
            digest.update(hashlib.sha256(part.encode()).digest())
        for each in self.attachments:
            named = (each.name, each.description, each.relationship)
            digest.update("\0".join(named).encode() + b"\0")
            digest.update(hashlib.sha256(each.content).digest())
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Press:
    """What the files of one kind are drawn with: the program, the style sheet and their day."""

    program: str
    styles: str
    day: date

    def job(self, name: str, label: Label, html: str, enclosed: Enclosed) -> Job:
        """Return the job of a document whose figures were counted in the enclosed register."""
        html, marks = numbered(html)
        files = enclosed.attachments
        return Job(name, self.program, html, self.styles, self.day, files, label, marks)
