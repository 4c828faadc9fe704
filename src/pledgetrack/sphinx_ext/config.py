"""The options of the extension, declared once: registered, read and documented from here."""

from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Self

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from pledgetrack.files import RECORDS

PREFIX = "pledgetrack_"


def _option(default: str, text: str) -> str:
    value: str = field(default=default, metadata={"help": text})
    return value


@dataclass(frozen=True, slots=True)
class Options:
    """What ``conf.py`` can set; each option is written there with ``pledgetrack_`` before it."""

    root: str = _option("..", f"folder that holds {RECORDS}/, relative to the folder of conf.py")
    as_of: str = _option("", "judge by what was true on this day, as in 2001-12-31")
    known_by: str = _option("", "use only what was recorded by this day, as in 2001-12-31")

    @classmethod
    def of(cls, config: Config) -> Self:
        """Read the options of a build."""
        return cls(*(getattr(config, PREFIX + option.name) for option in fields(cls)))

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


def _day(name: str, written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise ConfigError(
            f"{PREFIX}{name} = {written!r} is not a day. Write it as 2001-12-31, or leave it empty."
        ) from None


def register(app: Sphinx) -> None:
    """Tell Sphinx about the options.

    None makes Sphinx rebuild anything by itself: what an option changes is seen in the views.
    """
    for option in fields(Options):
        help_text = option.metadata["help"]
        app.add_config_value(PREFIX + option.name, option.default, "", frozenset({str}), help_text)
