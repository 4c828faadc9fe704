"""Templates call what they are given and escape what is no markup, as Jinja itself would."""

import gettext
from typing import Any

import pytest
from jinja2 import Environment, UndefinedError, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from pledgetrack.rendering.templating import new_templates


@pytest.fixture
def templates() -> Environment:
    """Return an environment as renderers have it, without a catalogue."""
    return new_templates(gettext.NullTranslations())


def drawn(templates: Environment, source: str, **values: Any) -> str:
    """Return what a template makes of values; Jinja by itself makes the same."""
    made = templates.from_string(source).render(values)
    plain = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    plain.globals.update(templates.globals)
    assert made == plain.from_string(source).render(values)
    return made


class Rich:
    """Something that says itself how it stands on a page."""

    def __html__(self) -> str:
        """Return markup."""
        return "<i>rich</i>"


def test_text_is_escaped_once_and_markup_never(templates: Environment) -> None:
    """Whether it is given, or comes from a macro, a function or a filter."""
    source = (
        "{% macro bold(words) %}<b>{{ words }}</b>{% endmacro %}"
        "{{ text }} {{ markup }} {{ rich }} {{ bold(text) }} {{ bold(bold(markup)) }} "
        "{{ shout(text) }} {{ text|upper }} {{ [text, markup]|join(', ') }} {{ 3 }}"
    )
    values = {"text": "<&>", "markup": Markup("<br>"), "rich": Rich(), "shout": str.upper}
    assert drawn(templates, source, **values) == (
        "&lt;&amp;&gt; <br> <i>rich</i> <b>&lt;&amp;&gt;</b> <b><b><br></b></b> "
        "&lt;&amp;&gt; &lt;&amp;&gt; &lt;&amp;&gt;, <br> 3"
    )


def test_a_call_hands_over_what_stands_in_it(templates: Environment) -> None:
    """By place and by name, in a loop, in a block and with words for the caller."""

    def pair(first: str, *, second: str = "-") -> str:
        return f"{first}{second}"

    source = (
        "{% macro boxed(mark) %}[{{ mark }}{{ caller() }}]{% endmacro %}"
        "{% for one in 'ab' %}{{ pair(one, second=loop.index) }}{% endfor %}"
        "{% block inner %}{{ pair('c') }}{% endblock %}{% call boxed('d') %}e{% endcall %}"
    )
    assert drawn(templates, source, pair=pair) == "a1b2c-[de]"


def test_a_function_that_asks_for_the_context_gets_it(templates: Environment) -> None:
    """With what was set in the loop in which it is called."""

    @pass_context
    def named(context: Context, name: str) -> str:
        return str(context[name])

    templates.globals["named"] = named
    source = (
        "{% for one in 'ab' %}{% set it = one %}{{ named('it') }}{% endfor %}{{ named('two') }}"
    )
    assert drawn(templates, source, two="<") == "ab&lt;"


def test_what_is_not_defined_cannot_be_called(templates: Environment) -> None:
    """A slip in a template stops the build."""
    with pytest.raises(UndefinedError, match="'nothing' is undefined"):
        templates.from_string("{{ nothing() }}").render()
