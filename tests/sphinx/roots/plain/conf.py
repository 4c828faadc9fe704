project = "Harbour"
extensions = ["pledgetrack.sphinx_ext"]
html_theme = "basic"
