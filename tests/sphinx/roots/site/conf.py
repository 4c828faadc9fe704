"""Configuration of a site that uses everything."""

project = "Harbour"
author = "The harbour masters"
version = "1"
extensions = ["myst_parser", "pledgetrack.sphinx_ext"]
html_theme = "alabaster"
templates_path = ["_templates"]
html_static_path = ["_static"]
html_css_files = ["own.css"]
