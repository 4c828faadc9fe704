"""The reference of our directives, drawn from their classes.

A directive's docstring begins with how it is written and what it shows; below stands a field for
each of its options, here or in the docstring of a class that it is made from.
"""

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

from pledgetrack.sphinx_ext.domain import domain_of
from pledgetrack.sphinx_ext.phrases import entry, paragraph
from pledgetrack.sphinx_ext.reference import ReferenceDirective

_HEAD = re.compile(r"``(?P<usage>\{commitment:[\w-]+\}[^`]*)``: (?P<summary>.+)", re.DOTALL)
_OPTION = re.compile(r"^:(?P<name>[\w-]+): (?P<meaning>.+(?:\n    .+)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Usage:
    """How a directive is written, what it shows, and what each of its options means."""

    usage: str
    summary: str
    options: Mapping[str, str]


def usage_of(directive: type[Directive]) -> Usage:
    """Read the docstrings of a directive; an option of which they say nothing has no meaning."""
    head = _HEAD.match(_words(directive).split("\n\n")[0])
    usage, summary = (head["usage"], head["summary"]) if head else (directive.__name__, "")
    meanings = dict(_meanings(directive))
    return Usage(
        usage=usage,
        summary=" ".join(summary.split()),
        options={name: meanings.get(name, "") for name in directive.option_spec or {}},
    )


def _words(described: type) -> str:
    return inspect.cleandoc(described.__doc__ or "")


def _meanings(directive: type[Directive]) -> Iterator[tuple[str, str]]:
    """Yield options with their meaning; what a class says itself comes last, and so decides."""
    for described in reversed(directive.__mro__):
        for found in _OPTION.finditer(_words(described)):
            yield found["name"], " ".join(found["meaning"].split())


class DirectivesDirective(ReferenceDirective):
    """``{commitment:directives}``: every directive with its argument and its options."""

    def content_nodes(self) -> Iterator[nodes.Element]:
        """Yield the directives by name."""
        directives = domain_of(self.env).directives
        items = [_item(name, directives[name]) for name in sorted(directives)]
        yield nodes.definition_list("", *items)


def _item(name: str, directive: type[Directive]) -> nodes.definition_list_item:
    found = usage_of(directive)
    body: list[nodes.Node] = [paragraph(_sentence(found.summary))]
    if found.options:
        options = (
            entry(nodes.literal(text=option), [], [paragraph(_sentence(meaning))])
            for option, meaning in found.options.items()
        )
        body.append(nodes.definition_list("", *options))
    return entry(nodes.literal(text=found.usage), [], body, f"directive-{name}")


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].removesuffix('.')}."


def register(app: Sphinx) -> None:
    """Tell Sphinx about the directive."""
    app.add_directive_to_domain("commitment", "directives", DirectivesDirective)
