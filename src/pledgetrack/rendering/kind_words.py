"""The words printed for kinds of agreements and parties, and for what a quotation is used for."""

from collections.abc import Callable, Mapping

_Gettext = Callable[[str], str]


def agreement_kinds(_: _Gettext) -> Mapping[str, str]:
    """Return the words for kinds of agreements, by the word of their files."""
    return {
        "treaty": _("Treaty"),
        "agreement": _("Agreement"),
        "arrangement": _("Arrangement"),
        "declaration": _("Declaration"),
        "joint-statement": _("Joint statement"),
        "memorandum": _("Memorandum"),
        "understanding": _("Understanding"),
        "letter": _("Letter"),
        "plan": _("Plan"),
        "programme": _("Programme"),
        "framework": _("Framework"),
        "decision": _("Decision"),
        "law": _("Law"),
        "regulation": _("Regulation"),
    }


def party_kinds(_: _Gettext) -> Mapping[str, str]:
    """Return the words for kinds of parties, by the word of their file."""
    return {
        "government": _("Government"),
        "ministry": _("Ministry or department"),
        "agency": _("Public body"),
        "companies": _("Companies"),
        "association": _("Association"),
        "organization": _("Organization"),
    }


def uses(_: _Gettext) -> Mapping[str, str]:
    """Return the words for what a quotation is used for, by its stance."""
    return {
        "operative": _("words of the pledge"),
        "beside": _("words beside the pledge"),
        "for": _("for delivery"),
        "against": _("against delivery"),
        "context": _("beside the question"),
        "reading": _("for a reading of the words"),
        "effect": _("for an effect"),
        "figure": _("for a figure"),
    }
