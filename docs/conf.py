"""Configuration of the site; every other setting has the value that Sphinx or furo gives it."""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from pledgetrack.loading import load_file
from pledgetrack.validation import validate

ROOT = Path(__file__).parents[1]

project = "pledgetrack"
author = "The pledgetrack contributors"
extensions = ["myst_parser", "sphinx.ext.autodoc", "pledgetrack.sphinx_ext"]
exclude_patterns = ["changelog.d", "ja", "examples"]
nitpicky = True
# In the reference of Python: its own types, and values that are described with the files.
nitpick_ignore_regex = [
    ("py:class", r"(?!pledgetrack).*"),
    ("py:class", r"pledgetrack\.(?:model|vocabulary|measuring|comparison\.values)\..*"),
    ("py:class", r"pledgetrack\.(?:register\.ProvenQuote|raw\.Piece)"),
]
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
python_maximum_signature_line_length = 72

html_theme = "furo"
html_show_copyright = False
html_show_sphinx = False
html_copy_source = False

# The head of every page, for readers, and its foot; the documentation of the tool stands apart.
pledgetrack_masthead = {
    "index": {"en": "Overview", "ja": "概要"},
    "commitments/index": {"en": "Pledges", "ja": "約束"},
    "commitments/agreements": {"en": "Agreements", "ja": "合意"},
    "commitments/tokyo-1992/text": {"en": "Text", "ja": "本文"},
    "commitments/parties/index": {"en": "Parties", "ja": "当事者"},
    "explanation/method": {"en": "Method", "ja": "方法"},
    "reports": {"en": "Reports", "ja": "報告書"},
}
pledgetrack_foot = {
    "commitments/data": {"en": "Data", "ja": "データ"},
    "commitments/sources/index": {"en": "Sources", "ja": "資料"},
    "explanation/disagreements": {"en": "Where readings disagreed", "ja": "判定の相違"},
    "correct": {"en": "Correct, cite, reuse", "ja": "訂正・引用・再利用"},
}
pledgetrack_areas = {
    "editors": {"en": "For editors", "ja": "編集者向け"},
    "adopters": {"en": "For adopters", "ja": "導入者向け"},
}

# What stands in the printed report beside what is drawn from the records.
pledgetrack_report_findings = "findings"
pledgetrack_report_chapters = "chips"

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
