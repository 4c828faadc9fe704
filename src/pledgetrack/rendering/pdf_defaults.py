"""The style sheet that WeasyPrint puts under every document, without what costs most.

Its rules for marks of lists and notes name no element, so each element gets six styles that are
computed, kept and never used: a quarter of the memory and a sixth of the time of a volume. Here
they are left out but for the marks of list items; notes are styled by our own sheets, for the
elements that are notes.
"""

import re
from typing import Any

_ANYTHING = re.compile(r"(?m)^::(marker)?.*\n")


def document_class(weasyprint: Any, fetcher: Any) -> type[Any]:
    """Return WeasyPrint's class of documents with the smaller style sheet under them.

    Where another version has no such sheet, or calls it otherwise, its own is used.
    """
    whole = getattr(weasyprint.html, "UA", "")
    rules = _ANYTHING.sub(lambda rule: f"li{rule[0]}" if rule[1] else "", whole)
    sheet = weasyprint.CSS(string=rules, url_fetcher=fetcher)

    class Document(weasyprint.HTML):  # type: ignore[misc]
        def _ua_stylesheets(self, *_args: Any, **_kwargs: Any) -> list[Any]:
            return [sheet]

    return Document if whole else weasyprint.HTML
