"""HTML as a reader meets it: a strict look at tags, attributes and text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br", "img", "input", "meta", "link", "hr", "col", "wbr"})
Attributes = dict[str, str]


@dataclass
class Element:
    """An element, its text with everything in it, and where it stands."""

    tag: str
    attributes: Attributes
    parents: tuple[str, ...]
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the text, with that of everything inside."""
        return "".join(self.pieces)

    @property
    def classes(self) -> set[str]:
        """Return its classes."""
        return set(self.attributes.get("class", "").split())


@dataclass
class Markup(HTMLParser):
    """A piece of HTML; ``AssertionError`` where a tag is not closed in order."""

    source: str
    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read it at once."""
        super().__init__()
        self.feed(self.source)
        self.close()
        assert not self.open, f"never closed: {[one.tag for one in self.open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice in <{tag}>: {names}"
        element = Element(
            tag, {name: value or "" for name, value in attrs}, tuple(one.tag for one in self.open)
        )
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open and close an element of SVG."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which must be of that name."""
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        """Add text to all elements around it."""
        for element in self.open:
            element.pieces.append(data)

    def all(self, tag: str = "", css_class: str = "") -> list[Element]:
        """Return the elements of a name or a class, in order."""
        return [
            one
            for one in self.elements
            if (not tag or one.tag == tag) and (not css_class or css_class in one.classes)
        ]

    def one(self, tag: str = "", css_class: str = "") -> Element:
        """Return the only such element."""
        (found,) = self.all(tag, css_class)
        return found

    @property
    def text(self) -> str:
        """Return all text, white space made single."""
        outermost = [one for one in self.elements if not one.parents]
        return " ".join(" ".join(one.text for one in outermost).split())
