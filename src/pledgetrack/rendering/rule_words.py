"""The words printed for published scoring rules: their names, and what they count."""

from collections.abc import Callable, Mapping

_Gettext = Callable[[str], str]


def rule_names(_: _Gettext) -> Mapping[str, str]:
    """Return the names of the rules by their ids."""
    return {
        "kept": _("Kept"),
        "at-least-partly": _("At least partly kept"),
        "pam-mean": _("Peace Accords Matrix, mean"),
        "pam-intermediate": _("Peace Accords Matrix, intermediate or more"),
        "g7-compliance": _("G7 Research Group, mean"),
        "ogp-high-completion": _("Open Government Partnership"),
        "politifact-kept": _("PolitiFact, kept only"),
    }


def rule_meanings(_: _Gettext) -> Mapping[str, str]:
    """Return in a phrase what each rule counts, by its id."""
    return {
        "kept": _("Fulfilled; lenient: or substantial"),
        "at-least-partly": _("Fulfilled, substantial or partial"),
        "pam-mean": _("Mean of 0 to 3, put on 0 to 100"),
        "pam-intermediate": _("Share with 2 or 3"),
        "g7-compliance": _("Mean of −1, 0 and +1, put on 0 to 100"),
        "ogp-high-completion": _("Substantial or complete; our partial is their substantial"),
        "politifact-kept": _("Promise kept; our substantial is a compromise, lenient: kept"),
    }
