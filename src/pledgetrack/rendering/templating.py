"""How our templates are read: everything is escaped, and what is not defined is an error."""

import gettext
from collections.abc import Callable, MutableMapping
from types import FunctionType, MethodType
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from pledgetrack.rendering.translating import FixedPhrases, install_catalogue

_PLAIN = frozenset({FunctionType, MethodType, Macro})


class _Context(Context):
    """Calls at once what does not ask for the context; a page makes a hundred calls.

    A macro that is not told whether to escape does as its environment, which always does.
    """

    def call(
        self,
        called: Callable[..., Any],
        /,
        *args: Any,
        _block_vars: Any = None,
        _loop_vars: Any = None,
        **named: Any,
    ) -> Any:
        if type(called) in _PLAIN and not hasattr(called, "jinja_pass_arg"):
            return called(*args, **named)
        scope = {"_block_vars": _block_vars, "_loop_vars": _loop_vars}
        return super().call(called, *args, **scope, **named)


class _Code(CodeGenerator):
    """Writes what is markup already as it is, not as new markup; most that a page says is."""

    def _output_child_pre(self, *_about: Any) -> None:
        self.write("environment.shown(")


class _Templates(Environment):
    """Gives all templates the same globals, as one plain map.

    Jinja would lay a map of each template's own over them, which ours do not have; to look through
    two maps at every use takes a twentieth of the time of a page.
    """

    context_class = _Context
    code_generator_class = _Code

    @staticmethod
    def shown(value: object) -> Markup:
        """Return what stands for a value on a page; text is escaped."""
        return value if type(value) is Markup else escape(value)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


def new_templates(translations: gettext.NullTranslations) -> Environment:
    """Return what reads our templates, with the phrases of the interface in one language."""
    templates = _Templates(
        loader=PackageLoader("pledgetrack.rendering"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=[FixedPhrases],
    )
    templates.policies["ext.i18n.trimmed"] = True
    install_catalogue(templates, translations)
    return templates
