"""Takes away what stands between payloads and what they are after, for tests that must see it.

Python loads this at its start where this folder is on its path. ``WITHOUT`` names what is taken
away: ``escaping`` of words in markup, ``fetcher`` that refuses what a PDF file would load.
"""

import os

import markupsafe

from pledgetrack.rendering import pdf

if "escaping" in os.environ["WITHOUT"]:
    markupsafe._escape_inner = lambda text: text  # what all templates escape with

if "fetcher" in os.environ["WITHOUT"]:
    pdf._fetcher = lambda weasyprint, _styles: weasyprint.urls.URLFetcher()
