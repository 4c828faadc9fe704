"""Configuration of the site; every other setting has the value that Sphinx or furo gives it."""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from pledgetrack.loading import load_file
from pledgetrack.validation import validate

ROOT = Path(__file__).parents[1]

project = "pledgetrack"
author = "The pledgetrack contributors"
extensions = ["myst_parser", "pledgetrack.sphinx_ext"]
exclude_patterns = ["changelog.d"]
nitpicky = True

html_theme = "furo"
html_show_copyright = False
html_show_sphinx = False
html_copy_source = False

myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3


def setup(app: Sphinx) -> None:
    """Name the site after its tracker, in the language of the build."""
    app.connect("config-inited", name_site)


def name_site(_app: Sphinx, config: Config) -> None:
    """Set the title; what is wrong with a tracker is told by the extension."""
    tracker, _ = load_file(ROOT, "commitments/tracker.yaml")
    if tracker is None or validate(tracker, "tracker"):
        return
    title = tracker.data["title"]
    if isinstance(title, dict):
        title = title.get(config.language) or next(iter(title.values()))
    config.html_title = config.html_short_title = title
