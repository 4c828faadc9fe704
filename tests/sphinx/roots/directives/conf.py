"""Configuration of a site with one document that uses every directive of the register."""

project = "Harbour"
author = "The harbour masters"
extensions = ["myst_parser", "pledgetrack.sphinx_ext"]
html_theme = "alabaster"
linkcheck_ignore = [".*"]  # nothing is asked of the network: what was found is told
