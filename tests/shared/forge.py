"""What a forge makes of Markdown that is posted to it."""

import re
from html import unescape

import cmarkgfm
from cmarkgfm.cmark import Options

TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
MORE_THAN_WORDS = re.compile(r"[@#]\w|\bgh-\d|www\.|://|:\w+:|\b[0-9a-f]{7,40}\b|\$", re.IGNORECASE)
"""What a forge finds in words outside of code: mentions, references, links, hashes, formulas."""


def shown_by_the_forge(text: str) -> tuple[str, str]:
    """Return the words that GitHub's own Markdown shows, all and those outside of code."""
    html = cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE)
    tags = set(re.findall(r"<(\w+)", html))
    assert tags <= {"h2", "h3", "p", "ul", "li", "strong", "code", "span", *TABLE}
    assert "<span" not in html.replace("<span>$</span>", "")
    outside = re.sub(r"<code>.*?</code>|<span>\$</span>", "", html, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "", html)), unescape(re.sub(r"<[^>]+>", "", outside))
