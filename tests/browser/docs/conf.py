"""Configuration of a site over any register, with the theme that we build for."""

project = "Pledges"
extensions = ["myst_parser", "pledgetrack.sphinx_ext"]
html_theme = "furo"
html_copy_source = False  # its button lies outside all landmarks, says axe
