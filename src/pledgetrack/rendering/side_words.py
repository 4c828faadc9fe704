"""The words printed for the columns of a comparison of parties that are no single party."""

from collections.abc import Callable, Mapping


def side_names(_: Callable[[str], str]) -> Mapping[str, str]:
    """Return the names of the columns by their keys."""
    return {
        "governments": _("Several governments together"),
        "others": _("Companies, associations and other bodies"),
        "mixed": _("Governments and others together"),
        "other-governments": _("Other governments"),
        "nobody": _("Nobody is named"),
    }
