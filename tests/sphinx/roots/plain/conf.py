"""Configuration of the smallest site."""

project = "Harbour"
extensions = ["pledgetrack.sphinx_ext"]
html_theme = "basic"
