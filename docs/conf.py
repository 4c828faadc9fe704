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


# The narrative pages take type and colours of the generated ones.
_FONTS = {
    "font-stack": '"Source Sans 3", system-ui, sans-serif',
    "font-stack--headings": '"Source Serif 4", Georgia, serif',
    "font-stack--monospace": '"Source Code Pro", monospace',
}
html_theme_options = {
    "light_css_variables": {
        **_FONTS,
        "color-brand-primary": "#15202b",
        "color-brand-content": "#1a5490",
        "color-brand-visited": "#1a5490",
        "color-foreground-primary": "#15202b",
        "color-sidebar-background": "#ffffff",
        "color-sidebar-link-text--top-level": "#15202b",
    },
    "dark_css_variables": {
        **_FONTS,
        "color-brand-primary": "#e9ecec",
        "color-brand-content": "#8ebdf0",
        "color-brand-visited": "#8ebdf0",
        "color-foreground-primary": "#e9ecec",
        "color-background-primary": "#12171b",
        "color-sidebar-background": "#12171b",
        "color-sidebar-link-text--top-level": "#e9ecec",
    },
}
