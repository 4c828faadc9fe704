"""A file that travels inside a PDF, as a value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the PDF.

    ``relationship`` says what it is to the pages, in the words of PDF/A-3: ``Data`` they show,
    the ``Source`` they were made from, or a ``Supplement``.
    """

    name: str
    description: str
    content: bytes
    relationship: str = "Data"
