"""The options of the extension, declared once: registered, read and documented from here."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any, Self

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from pledgetrack.files import RECORDS

PREFIX = "pledgetrack_"

Wordings = Mapping[str, str | Mapping[str, str]]
"""Names of pages with the words that lead there: plain, or by language as in a record."""


def _option(default: str, text: str) -> str:
    value: str = field(default=default, metadata={"help": text})
    return value


@dataclass(frozen=True, slots=True)
class Options:
    """What ``conf.py`` can set; each option is written there with ``pledgetrack_`` before it."""

    root: str = _option("..", f"folder that holds {RECORDS}/, relative to the folder of conf.py")
    as_of: str = _option("", "judge by what was true on this day, as in 2001-12-31")
    known_by: str = _option("", "use only what was recorded by this day, as in 2001-12-31")
    masthead: Wordings = field(
        default_factory=dict,
        metadata={
            "help": "the pages at the head of every page, each with the words that lead there; "
            "without it the front page, the chief generated pages and the first documents"
        },
    )
    areas: Wordings = field(
        default_factory=dict,
        metadata={
            "help": "the documents that each begin a part of the site with a table of contents at "
            "its side, such as the documentation of the tool, with its name; what stands in their "
            "toctrees belongs to them"
        },
    )
    foot: Wordings = field(
        default_factory=dict,
        metadata={
            "help": "the pages at the foot of every page, before the areas, each with the words "
            "that lead there"
        },
    )
    languages: Mapping[str, str] = field(
        default_factory=dict,
        metadata={
            "help": "the languages in which the site is built, each with its folder below that of "
            "the whole site; a page links to itself in the others, so set it only where all are "
            "built"
        },
    )

    reports: str = _option(
        "",
        "the folder into which the PDF reports were built, relative to the folder of conf.py: the "
        "site copies them to reports/ and links to them; empty: none",
    )
    report_findings: str = _option(
        "",
        "the document that opens the PDF report: its title is the headline, each section a "
        "finding; without it the findings are sentences made from the numbers",
    )
    report_chapters: str = _option(
        "", "the documents that are chapters of the PDF report, as in history method/first"
    )
    changes_since: str = _option(
        "", "the day of the last edition: a PDF tells what was recorded after it, as in 2001-12-31"
    )
    paper: str = _option("a4", "the paper of the PDF files: a4 or letter")

    @classmethod
    def of(cls, config: Config) -> Self:
        """Read the options of a build; ``ConfigError`` where words are no words."""
        options = cls(*(getattr(config, PREFIX + option.name) for option in fields(cls)))
        for name in ("masthead", "areas", "foot"):
            _check_words(name, getattr(options, name))
        if options.paper not in PAPERS:
            raise ConfigError(
                f"{PREFIX}paper = {options.paper!r} is no paper we know. "
                f"Write {' or '.join(PAPERS)}."
            )
        return options

    def folder(self, confdir: Path) -> Path:
        """Return the folder of the tracker; ``ConfigError`` where it holds no records."""
        root = (confdir / self.root).resolve()
        if not (root / RECORDS).is_dir():
            raise ConfigError(
                f"{PREFIX}root = {self.root!r}: {root} has no folder {RECORDS}/. "
                "Name the folder that holds it, relative to the folder of conf.py."
            )
        return root

    def days(self) -> tuple[date | None, date | None]:
        """Return ``as_of`` and ``known_by``, None where not set; ``ConfigError`` if no day."""
        return _day("as_of", self.as_of), _day("known_by", self.known_by)


PAPERS = ("a4", "letter")


def _day(name: str, written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise ConfigError(
            f"{PREFIX}{name} = {written!r} is not a day. Write it as 2001-12-31, or leave it empty."
        ) from None


def day_of_last_edition(options: Options) -> date | None:
    """Return the day since which changes are told, if any; ``ConfigError`` if it is no day."""
    return _day("changes_since", options.changes_since)


def _check_words(name: str, pages: Mapping[str, Any]) -> None:
    for page, words in pages.items():
        texts = words.values() if isinstance(words, Mapping) and words else [words]
        if not all(isinstance(text, str) for text in texts):
            raise ConfigError(
                f"{PREFIX}{name}[{page!r}] = {words!r} are no words. Write them as 'Method', or "
                "by language as {'en': 'Method', 'ja': '方法'}."
            )


def default_of(option: Field[Any]) -> Any:
    """Return the value of an option that ``conf.py`` does not set."""
    if option.default is not MISSING:
        return option.default
    return option.default_factory() if option.default_factory is not MISSING else None


def register(app: Sphinx) -> None:
    """Tell Sphinx about the options.

    None makes Sphinx rebuild anything by itself: what an option changes is seen in the views.
    """
    for option in fields(Options):
        default, help_text = default_of(option), option.metadata["help"]
        app.add_config_value(
            PREFIX + option.name, default, "", frozenset({type(default)}), help_text
        )
