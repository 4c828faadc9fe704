"""What pages show: values without markup, drawn alike for site, directives and print.

A :class:`Lens` is the register in one edition and one language; the functions here turn it into
pages and rows.
"""

from pledgetrack.views.agreements import agreement_page
from pledgetrack.views.atoms import *  # noqa: F403
from pledgetrack.views.lens import INDEX, Lens, page_of_agreement, page_of_record
from pledgetrack.views.records import record_page, record_rows
from pledgetrack.views.site import index_page, site_pages
from pledgetrack.views.values import *  # noqa: F403

__all__ = [
    "INDEX",
    "Lens",
    "agreement_page",
    "index_page",
    "page_of_agreement",
    "page_of_record",
    "record_page",
    "record_rows",
    "site_pages",
]
