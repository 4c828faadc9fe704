"""Configuration of the example."""

project = "The Rush-Bagot Agreement of 1817, tracked"
extensions = ["myst_parser", "pledgetrack.sphinx_ext"]

html_theme = "furo"
html_title = project
html_show_copyright = False
html_show_sphinx = False
