"""The titles of pages that are about no single thing of the register, in the interface's words."""

from collections.abc import Callable, Mapping

from pledgetrack.views.page_names import AGREEMENTS, DATA, PARTIES, SOURCES


def page_titles(_: Callable[[str], str]) -> Mapping[str, str]:
    """Return the titles by the names of the pages."""
    return {
        AGREEMENTS: _("Agreements"),
        PARTIES: _("Parties"),
        SOURCES: _("Sources"),
        DATA: _("Data"),
    }
