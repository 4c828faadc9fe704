"""Views in, markup out: pages, directives and print from one set of templates."""
