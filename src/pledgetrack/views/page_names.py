"""Names of generated pages, without suffix, as references and links use them."""

AGREEMENTS = "commitments/agreements"
PARTIES = "commitments/parties/index"
SOURCES = "commitments/sources/index"
DATA = "commitments/data"


def page_of_section(agreement: str, section: str) -> str:
    """Return the page of a section of an agreement's outline."""
    return f"commitments/{agreement}/sections/{section}"


def page_of_party(name: str) -> str:
    """Return the page of a party."""
    return f"commitments/parties/{name}"


def page_of_text(agreement: str) -> str:
    """Return the page of an agreement's annotated text."""
    return f"commitments/{agreement}/text"


def page_of_source(name: str) -> str:
    """Return the page of a source."""
    return f"commitments/sources/{name}"
