"""Configuration of a site over any register, with the theme that we build for."""

project = "Pledges"
extensions = ["myst_parser", "pledgetrack.sphinx_ext"]
html_theme = "furo"
html_copy_source = False
pledgetrack_areas = {"tool": "For masters"}
pledgetrack_foot = {"method": "Method"}
