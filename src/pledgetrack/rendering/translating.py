"""Phrases of the interface that are the same on every page are translated once.

A renderer has one language for all its life, and the page of a record says about seventy phrases
that are given nothing to put in: as text of the compiled template they cost nothing.
"""

import gettext
from functools import cache

from jinja2 import Environment, nodes
from jinja2.ext import InternationalizationExtension
from jinja2.parser import Parser
from markupsafe import Markup


class FixedPhrases(InternationalizationExtension):
    """The tag ``trans``; a phrase that is given nothing becomes text when its template compiles."""

    def __init__(self, environment: Environment) -> None:
        """Begin without a catalogue; `install_catalogue` gives one."""
        super().__init__(environment)
        environment.extend(phrase=Markup)

    def parse(self, parser: Parser) -> nodes.Node | list[nodes.Node]:
        """Read a tag; return the words in the language of the environment, or the call for them."""
        parsed = super().parse(parser)
        call = parsed.nodes[0] if isinstance(parsed, nodes.Output) else None
        fixed = _fixed(call) if isinstance(call, nodes.Call) else None
        if fixed is None:
            return parsed
        words = str(self.environment.phrase(fixed))  # type: ignore[attr-defined]
        return nodes.Output([nodes.TemplateData(words)])


def install_catalogue(environment: Environment, catalogue: gettext.NullTranslations) -> None:
    """Translate the phrases of templates that are not compiled yet by ``catalogue``."""

    @cache
    def phrase(words: str) -> Markup:
        return Markup(catalogue.gettext(words)) % {}  # noqa: S704  our own words, not a record's

    environment.install_gettext_translations(  # type: ignore[attr-defined]
        catalogue, newstyle=True
    )
    environment.phrase = phrase  # type: ignore[attr-defined]
    environment.globals["_"] = phrase


def _fixed(call: nodes.Call) -> str | None:
    """Return the phrase of a call that has nothing else; of a plural it has more."""
    if call.kwargs or len(call.args) != 1:
        return None
    (phrase,) = call.args
    return phrase.value if isinstance(phrase, nodes.Const) else None
