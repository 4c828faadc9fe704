"""Our own sentences as docutils content: what stands between backticks is code."""

from collections.abc import Iterable

from docutils import nodes


def phrase(text: str) -> list[nodes.Node]:
    """Return the words of a sentence, those between backticks as code."""
    return [
        nodes.literal(text=part) if at % 2 else nodes.Text(part)
        for at, part in enumerate(text.split("`"))
        if part
    ]


def paragraph(text: str) -> nodes.paragraph:
    """Return a sentence as a paragraph."""
    return nodes.paragraph("", "", *phrase(text))


def bullets(texts: Iterable[str]) -> nodes.bullet_list:
    """Return sentences as a list."""
    return nodes.bullet_list("", *(nodes.list_item("", paragraph(text)) for text in texts))


def entry(
    name: nodes.Node,
    marks: Iterable[Iterable[nodes.Node]],
    body: Iterable[nodes.Node],
    identifier: str = "",
) -> nodes.definition_list_item:
    """Return what explains a name: the name with its marks, and below it the explanation.

    With an ``identifier`` the name can be linked to. Marks are no classifiers, for the text
    builder of Sphinx loses a page that has them in a list within a list.
    """
    term = nodes.term("", "", name)
    if identifier:
        term["ids"].append(nodes.make_id(identifier))
    for at, mark in enumerate(marks):
        term += [nodes.Text(", " if at else ": "), *mark]
    return nodes.definition_list_item("", term, nodes.definition("", *body))
