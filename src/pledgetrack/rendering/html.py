"""Values of the views to HTML: fragments for site and directives, whole documents for print.

Everything is escaped by the templates; text of records is text and never markup. A `Renderer`
holds one language and one medium and shares nothing with another.
"""

import gettext
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import BytecodeCache, Environment
from markupsafe import Markup, escape

from pledgetrack.rendering.annotating import notes_of, runs_of
from pledgetrack.rendering.axes import Plot
from pledgetrack.rendering.book import STATUSES, Book
from pledgetrack.rendering.cells import Cells
from pledgetrack.rendering.charts import Canvas, bar
from pledgetrack.rendering.citations import bibtex, cited_as, csl
from pledgetrack.rendering.coverage_chart import coverage_bar
from pledgetrack.rendering.grouping import grouped
from pledgetrack.rendering.kind_words import agreement_kinds, party_kinds, uses
from pledgetrack.rendering.kinds import DOCUMENTS, FRAGMENTS, PAGES, Document, Fragment
from pledgetrack.rendering.marking import Marker
from pledgetrack.rendering.page_titles import page_titles
from pledgetrack.rendering.palette import PAPER, SCREEN
from pledgetrack.rendering.plain import plain_words
from pledgetrack.rendering.rule_words import rule_meanings, rule_names
from pledgetrack.rendering.sensitivity_chart import TICKS, dots, ticks
from pledgetrack.rendering.series_chart import series_chart
from pledgetrack.rendering.series_names import shared_name, short_titles
from pledgetrack.rendering.series_words import places
from pledgetrack.rendering.side_words import side_names
from pledgetrack.rendering.templating import new_templates
from pledgetrack.rendering.timeline_chart import timeline_chart
from pledgetrack.rendering.waiting_words import reason, wait_names, wait_rules
from pledgetrack.rendering.wording import Wording
from pledgetrack.views import (
    Content,
    CoverageView,
    Distribution,
    Era,
    Link,
    MeasureView,
    RecordPage,
    RecordRow,
    RuleRow,
    Strip,
    Timeline,
    Words,
    openings_of,
)
from pledgetrack.vocabulary import Status

Href = Callable[[str], str]

STATIC = Path(__file__).parent / "static"
"""The style sheets and the fonts of the site."""

_HERE = Path(__file__).parent
_SAFE_SCHEMES = {"http", "https", "mailto"}
_SCREEN_PLOTS = (
    Plot(960, 360, 14, SCREEN, css_class="pt-only-wide", has_strip=True),
    Plot(354, 300, 13, SCREEN, css_class="pt-only-narrow", has_strip=True),
)
_PAPER_PLOTS = (Plot(357, 190, 7.6, PAPER, "pt"),)
_PAPER_WIDTH = 482.0
_FEWEST_TO_DRAW = 2  # a single figure without a target is told by its table
_PAPER_DOTS = 148.0


class Renderer:
    """Draws pages in one language, for the web or for print."""

    def __init__(
        self, language: str, *, print_: bool = False, compiled: BytecodeCache | None = None
    ) -> None:
        """Read the catalogue of ``language``; where there is none, the interface is English.

        ``compiled`` keeps compiled templates, for this language and the same code only.
        """
        translations = gettext.translation(
            "pledgetrack", _HERE / "locale", [language], fallback=True
        )
        known = language if isinstance(translations, gettext.GNUTranslations) else "en"
        self.wording = Wording(known, translations)
        self.gettext: Callable[[str], str] = translations.gettext
        self.rule_names = rule_names(translations.gettext)
        self.page_titles = page_titles(translations.gettext)
        self._in_print = print_
        self._marker = Marker(self.wording, in_print=print_)
        self._marks = {status: self._mark(status) for status in Status}
        self._environment = self._new_environment(translations)
        self._environment.bytecode_cache = compiled

    def page(self, content: Content, href: Href) -> str:
        """Return the page as a fragment; ``href`` turns the name of a page into its address.

        Where ``href`` returns nothing the words stand without a link. In print the page is that
        of a record; everything else is drawn by `volume`.
        """
        folder = "print/" if self._in_print else ""
        return self._draw(f"{folder}{PAGES[type(content)]}.html", content=content, href=href)

    def record(self, content: RecordPage, href: Href) -> str:
        """Return a record in short, for a narrative page."""
        return self._draw("record-short.html", content=content, href=href)

    def table(self, rows: Sequence[RecordRow], href: Href) -> str:
        """Return records as a table, for a narrative page."""
        return self._draw("table.html", rows=rows, href=href)

    def fragment(self, content: Fragment, href: Href, key: str) -> str:
        """Return what a directive shows; ``key`` begins every id, and is unique on its page."""
        template = f"inline/{FRAGMENTS[type(content)]}.html"
        return self._draw(template, content=content, href=href, key=key)

    def strip(self, content: Strip, href: Href) -> str:
        """Return what stands above a page: day, provisional records, other days."""
        return self._draw("strip.html", content=content, href=href)

    def volume(self, book: Book) -> str:
        """Return a whole document for print: cover, contents, summary, records, sources."""
        return self._draw("print/volume.html", book=book, statuses=STATUSES)

    def document(self, content: Document) -> str:
        """Return a whole document for print: a report, a brief, what changed."""
        template = f"report/{DOCUMENTS[type(content)]}.html"
        return self._draw(template, content=content, statuses=STATUSES)

    def file(self, template: str, **values: Any) -> str:
        """Return a file that is no page, such as a feed; everything in it is escaped."""
        return self._draw(template, **values)

    def search_text(self, content: Content) -> str:
        """Return the plain words of the page, for a search index."""
        return plain_words(content)

    def _draw(self, template: str, **values: Any) -> str:
        return self._environment.get_template(template).render(values)

    def _new_environment(self, translations: gettext.NullTranslations) -> Environment:
        environment = new_templates(translations)
        environment.filters.update(self._filters())
        environment.globals.update(
            language=self.wording.language,
            in_print=self._in_print,
            bar=self._bar,
            charts=self._charts,
            wide_chart=self._wide_chart,
            grouped=grouped,
            places=places,
            runs_of=runs_of,
            openings_of=openings_of,
            shared_name=shared_name,
            short_titles=short_titles,
            cited_as=lambda record: cited_as(record, self.wording.day, self.gettext),
            bibtex=bibtex,
            csl=csl,
            notes_of=notes_of,
            coverage_bar=self._coverage_bar,
            dots=self._dots,
            ticks=self._ticks,
            timeline_chart=self._timeline_chart,
        )
        return environment

    def _filters(self) -> dict[str, Callable[..., Any]]:
        wording = self.wording
        return {
            "word": wording.word,
            "day": wording.day,
            "short_day": wording.short_day,
            "period": wording.period,
            "number": wording.number,
            "bounded": wording.bounded,
            "held_to": wording.held_to,
            "language_name": wording.language_name,
            "lines": wording.lines,
            "term": wording.term,
            "rule": self.rule_names.__getitem__,
            "rule_meaning": rule_meanings(self.gettext).__getitem__,
            "agreement_kind": _worded(agreement_kinds(self.gettext)),
            "party_kind": _worded(party_kinds(self.gettext)),
            "side": _worded(side_names(self.gettext)),
            "use": _worded(uses(self.gettext)),
            "wait": wait_names(self.gettext).__getitem__,
            "wait_rule": wait_rules(self.gettext).__getitem__,
            "reason": partial(reason, wording=wording),
            "proof": wording.proof,
            "holding": wording.holding,
            "due": wording.due,
            "age": wording.age,
            "decides": wording.decides,
            "relation": wording.relation,
            "stage": wording.stage,
            "mark": self._marks.__getitem__,
            "say": self._say,
            "quoted": _quoted,
            "link": self._link,
            "safe_url": safe_url,
            **Cells(wording, self.gettext, self._say).filters,
            "figure": self._marker.figure,
            "pictured": self._marker.pictured,
        }

    def _mark(self, status: Status) -> Markup:
        return Markup('<span class="pt-st"><span class="g g-{}"></span>{}</span>').format(
            status.value, self.wording.word(status)
        )

    def _say(self, words: Words) -> Markup:
        """Write words, with their language where it is not that of the page."""
        if words.language == self.wording.language:
            return escape(words.text)
        return _quoted(words)

    def _link(self, link: Link, href: Href) -> Markup:
        address = href(link.page) if link.page else ""
        if not address:
            return self._say(link.words)
        anchor = f"#{link.anchor}" if link.anchor else ""
        words = self._say(link.words)
        return Markup(f'<a href="{escape(address + anchor)}">{words}</a>')  # noqa: S704  escaped

    def _bar(
        self,
        distribution: Distribution,
        key: str,
        scale: int = 0,
        height: float = 20,
        width: float = _PAPER_WIDTH,
    ) -> Markup:
        """Draw a distribution; ``scale`` records fill the width, by default all there are."""
        canvas = Canvas(height, width if self._in_print else None, key)
        groups = (distribution.judged, distribution.not_judged)
        return bar(groups, scale or distribution.total, canvas, self.wording.word)

    def _charts(self, measure: MeasureView) -> Markup:
        """Draw a measure, once for each width of the medium; nothing where nothing is known."""
        points = [point for series in measure.series for point in series.points]
        if len(points) + (measure.target is not None) < _FEWEST_TO_DRAW:
            return Markup()
        plots = _PAPER_PLOTS if self._in_print else _SCREEN_PLOTS
        return Markup().join(series_chart(measure, plot, self.wording) for plot in plots)

    def _wide_chart(self, measure: MeasureView, height: float = 210) -> Markup:
        """Draw a measure over the width of a page; ``height`` in points."""
        return series_chart(measure, Plot(_PAPER_WIDTH, height, 7.6, PAPER, "pt"), self.wording)

    def _coverage_bar(self, coverage: CoverageView, says: str) -> Markup:
        return coverage_bar(coverage, Canvas(14, _PAPER_WIDTH if self._in_print else None), says)

    def _dots(self, row: RuleRow, says: str) -> Markup:
        return dots(row, self._canvas_of_dots(26), says)

    def _ticks(self, says: str = "") -> Markup:
        figures = (self._marker.figure(at, "axis", at=at, drawn=True) for at in TICKS)
        return ticks(self._canvas_of_dots(15), says) + Markup().join(figures)

    def _canvas_of_dots(self, height: float) -> Canvas:
        return Canvas(height * 0.6, _PAPER_DOTS) if self._in_print else Canvas(height)

    def _timeline_chart(self, timeline: Timeline, label: Callable[[Era], str], says: str) -> Markup:
        width = _PAPER_WIDTH if self._in_print else None
        return timeline_chart(timeline, label, width, says)


@lru_cache(maxsize=4096)
def safe_url(address: str | None) -> str:
    """Return an address that may stand in a link, else nothing: http, https and mailto only."""
    try:
        scheme = urlsplit(address or "").scheme
    except ValueError:
        return ""
    return address if address and scheme.lower() in _SAFE_SCHEMES else ""


def _worded(words: Mapping[str, str]) -> Callable[[str], str]:
    """Return what gives the word for a value; a value without one stands for itself."""
    return lambda value: words.get(value, value)


def _quoted(words: Words) -> Markup:
    """Write words with their language, whichever it is."""
    language, text = escape(words.language), escape(words.text)
    return Markup(f'<span lang="{language}">{text}</span>')  # noqa: S704  escaped
