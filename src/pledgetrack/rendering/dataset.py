"""The data of a register as catalogues of data read it: schema.org in JSON-LD."""

from collections.abc import Callable
from typing import Any, Final

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from pledgetrack.rendering.site_data import RECORDS, REGISTER
from pledgetrack.views import DataPage

_FORMATS: Final = {REGISTER: "application/json", RECORDS: "text/csv"}


def dataset_script(
    data: DataPage, gettext: Callable[[str], str], address: Callable[[str], str]
) -> Markup:
    """Return the description as an element for the head of a page.

    ``address`` turns the name of a file into its address. What is not known, such as a licence, is
    left out. Nothing in the text can end the element.
    """
    said = htmlsafe_json_dumps(_dataset(data, gettext, address))
    return Markup('<script type="application/ld+json">{}</script>').format(said)


def _dataset(
    data: DataPage, gettext: Callable[[str], str], address: Callable[[str], str]
) -> dict[str, Any]:
    about = gettext(
        "What was promised in %(agreements)s agreements, record by record: the exact words, who is "
        "bound and by when, what was delivered, and the sources for each statement."
    )
    dataset: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": data.tracker.text,
        "description": about % {"agreements": data.agreements},
        "inLanguage": list(data.languages),
        "version": data.edition.as_of.isoformat(),
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": address(name)}
            for name, kind in _FORMATS.items()
        ],
    }
    if data.signed_first:
        dataset["temporalCoverage"] = f"{data.signed_first}/{data.edition.as_of}"
    if data.edition.recorded_to:
        dataset["dateModified"] = data.edition.recorded_to.isoformat()
    return dataset
