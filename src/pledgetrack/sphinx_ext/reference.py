"""Directives that draw the reference from the code: checks, files, commands, options.

What they show is declared once, where the program itself uses it, so it cannot be out of date.
"""

from argparse import Action, ArgumentParser
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from pkgutil import resolve_name
from typing import Final

from docutils import nodes
from docutils.parsers.rst.directives import choice
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

import pledgetrack
from pledgetrack.catalogue import CATALOGUE
from pledgetrack.findings import Severity
from pledgetrack.schemas import KINDS, OUTPUTS
from pledgetrack.sphinx_ext.config import PREFIX, Options, default_of
from pledgetrack.sphinx_ext.phrases import entry, paragraph, phrase
from pledgetrack.sphinx_ext.schema_reference import schema_nodes

# By name: the two shells do not import each other, and here one only describes the other.
PARSER: Final = "pledgetrack.cli:parser"

_SEVERITIES: Final = {
    Severity.ERROR: "An error.",
    Severity.WARNING: "A warning: it fails a check only with `--strict`.",
}
_CODE: Final = Path(pledgetrack.__file__).parent
_DECLARED_IN: Final = ("*.py", "checks/*.py", "schemas/*.json", "sphinx_ext/*.py")


class ReferenceDirective(SphinxDirective):
    """A directive that shows what the code declares."""

    def run(self) -> list[nodes.Node]:
        """Return the content; the document is read again when the code changes."""
        for pattern in _DECLARED_IN:
            for path in sorted(_CODE.glob(pattern)):
                self.env.note_dependency(path)
        content = list(self.content_nodes())
        for node in content:
            node["support_smartquotes"] = False  # or --- would become a dash
            for element in node.findall(nodes.Element):
                self.set_source_info(element)  # Sphinx asks for it when it gathers words
        return [*content]

    def content_nodes(self) -> Iterator[nodes.Element]:
        """Yield what is shown."""
        raise NotImplementedError

    def section(
        self, name: str, title: list[nodes.Node], body: Iterator[nodes.Node]
    ) -> nodes.section:
        """Return a section that can be referred to by ``name`` from any document."""
        identifier = nodes.make_id(name)
        section = nodes.section("", nodes.title("", "", *title), *body, ids=[identifier])
        section["names"].append(identifier)
        self.state.document.note_explicit_target(section, section)
        return section


class ChecksDirective(ReferenceDirective):
    """``{commitment:checks}``: every check, each a section whose anchor is the check's name."""

    def content_nodes(self) -> Iterator[nodes.Element]:
        """Yield a section for each check, by name."""
        for name, check in CATALOGUE.items():
            says = check.summary, f"What to do: {check.remedy}", _SEVERITIES[check.severity]
            body = (paragraph(text) for text in says)
            yield self.section(name, [nodes.literal(text=name)], body)


class SchemaDirective(ReferenceDirective):
    """``{commitment:schema} KIND``: every field of a kind of file, or of what commands write."""

    required_arguments = 1

    def content_nodes(self) -> Iterator[nodes.Element]:
        """Yield the fields."""
        try:
            kind = choice(self.arguments[0], (*KINDS, *OUTPUTS))
        except ValueError as error:
            raise self.error(str(error)) from None
        yield from schema_nodes(kind)


class ConfigDirective(ReferenceDirective):
    """``{commitment:config}``: what ``conf.py`` can set."""

    def content_nodes(self) -> Iterator[nodes.Element]:
        """Yield the options of the extension."""
        items = [
            entry(
                nodes.literal(text=PREFIX + option.name),
                [phrase(f"default `{default_of(option)!r}`")],
                [paragraph(f"{option.metadata['help'][:1].upper()}{option.metadata['help'][1:]}.")],
                PREFIX + option.name,
            )
            for option in fields(Options)
        ]
        yield nodes.definition_list("", *items)


class CommandsDirective(ReferenceDirective):
    """``{commitment:commands}``: every command with its arguments and options."""

    def content_nodes(self) -> Iterator[nodes.Element]:
        """Yield what goes with all commands, then a section for each."""
        make_parser: Callable[[], ArgumentParser] = resolve_name(PARSER)
        top = make_parser()
        actions = _actions_of(top)
        yield from _command(top.prog, [action for action in actions if action.option_strings])
        for action in actions:
            for described in getattr(action, "_choices_actions", ()):
                command = action.choices[described.dest]  # type: ignore[index]
                about = paragraph(f"{described.help[:1].upper()}{described.help[1:]}.")
                body = iter([about, *_command(command.prog, _actions_of(command))])
                title: list[nodes.Node] = [nodes.literal(text=command.prog)]
                yield self.section(command.prog, title, body)


def _actions_of(parser: ArgumentParser) -> list[Action]:
    return parser._actions  # noqa: SLF001  argparse has no public list of them


def _command(name: str, actions: list[Action]) -> Iterator[nodes.Element]:
    """Yield how a command is written, and what its arguments are."""
    usage = " ".join([name, *(_usage(action) for action in actions)])
    yield nodes.literal_block(usage, usage, language="text")
    items = [
        entry(nodes.literal(text=_spelling(action)), [], [paragraph(_help(action))])
        for action in actions
    ]
    yield nodes.definition_list("", *items)


def _value(action: Action) -> str:
    if action.nargs == 0:
        return ""
    return action.metavar if isinstance(action.metavar, str) else "|".join(action.choices or ())


def _usage(action: Action) -> str:
    """Write an argument as in a usage line; what is in brackets may be left out."""
    words = " ".join(filter(None, [*action.option_strings[:1], _value(action)]))
    many = " ..." if action.nargs == "*" else ""
    needed = action.required and action.nargs not in {"*", "?"}
    return f"{words}{many}" if needed else f"[{words}{many}]"


def _spelling(action: Action) -> str:
    value = _value(action)
    names = ", ".join(action.option_strings)
    return f"{names} {value}".strip()


def _help(action: Action) -> str:
    """Return the help of an argument as a sentence, with the default where it is a choice."""
    words = action.help or ""
    default = action.default if action.choices and action.default in action.choices else None
    ending = f"; default `{default}`" if default else ""
    return f"{words[:1].upper()}{words[1:]}{ending}."


def register(app: Sphinx) -> None:
    """Tell Sphinx about the directives."""
    for name, directive in (
        ("checks", ChecksDirective),
        ("schema", SchemaDirective),
        ("config", ConfigDirective),
        ("commands", CommandsDirective),
    ):
        app.add_directive_to_domain("commitment", name, directive)
