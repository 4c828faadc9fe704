"""Fixed phrases: translated once, in the language of their renderer, and exactly as before."""

import gettext

import pytest
from jinja2 import DictLoader, Environment

from pledgetrack.rendering.translating import FixedPhrases, install_catalogue

TEMPLATE = {
    "plain": "{% trans %}Fares{% endtrans %}",
    "percent": "{% trans %}100 %{% endtrans %}",
    "given": "{% trans n=count %}{{ n }} fares{% endtrans %}",
    "plural": "{% trans n=count %}{{ n }} fare{% pluralize %}{{ n }} fares{% endtrans %}",
    "called": "{{ _('Fares') }}",
    "marked": "{% trans %}As <b>here</b>{% endtrans %}{{ _('As <b>here</b>') }}",
}


class Reversed(gettext.NullTranslations):
    """A catalogue that turns words round, and counts how often it is asked."""

    asked = 0

    def gettext(self, message: str) -> str:
        """Return a message in capitals."""
        self.asked += 1
        return message.upper() if "%(" not in message else message.replace("fares", "FARES")

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Return the form for a number."""
        return self.gettext(one if n == 1 else many)


def environment(catalogue: gettext.NullTranslations) -> Environment:
    """Return an environment as renderers have it."""
    made = Environment(loader=DictLoader(TEMPLATE), autoescape=True, extensions=[FixedPhrases])
    install_catalogue(made, catalogue)
    return made


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("plain", "FARES"),
        ("percent", "100 %"),
        ("given", "&lt;b&gt; FARES"),
        ("called", "FARES"),
        ("marked", "AS <B>HERE</B>AS <B>HERE</B>"),
    ],
)
def test_phrases_are_translated(name: str, expected: str) -> None:
    """Our own markup stays, what is put in is escaped, a doubled percent sign is one."""
    template = environment(Reversed()).get_template(name)
    assert template.render(count="<b>") == expected


def test_a_number_still_chooses_its_form() -> None:
    """A plural is translated when it is drawn."""
    template = environment(Reversed()).get_template("plural")
    assert [template.render(count=n) for n in (1, 2)] == ["1 fare", "2 FARES"]


def test_a_fixed_phrase_is_asked_for_once() -> None:
    """Drawing a page again asks the catalogue nothing."""
    catalogue = Reversed()
    made = environment(catalogue)
    for name in ("plain", "called", "marked"):
        made.get_template(name).render()
    asked = catalogue.asked
    assert asked
    for name in ("plain", "called", "marked"):
        made.get_template(name).render()
    assert catalogue.asked == asked
