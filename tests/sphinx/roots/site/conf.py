"""Configuration of a site that uses everything."""

project = "Harbour"
extensions = ["myst_parser", "pledgetrack.sphinx_ext"]
html_theme = "alabaster"
html_static_path = ["_static"]
html_css_files = ["own.css"]
