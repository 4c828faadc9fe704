"""Names at the lines of a chart: the shared words are its title, and no name is lost."""

from dataclasses import replace

import pytest
from trackers import RECORDS

from pledgetrack.assessment import edition_of
from pledgetrack.line import load_register
from pledgetrack.rendering.series_names import shared_name, short_names
from pledgetrack.views import Lens, MeasureView, Words, record_page


def measure(*titles: str) -> MeasureView:
    """Return a measure whose series have these titles and one figure each."""
    register = load_register(RECORDS / "every-field")
    record = record_page(Lens(register, edition_of(register), "en"), "harbour-2006/ferry-sailings")
    assert record.measure
    series = record.measure.series[0]
    return replace(
        record.measure,
        series=tuple(replace(series, title=Words(title, "en")) for title in titles),
    )


@pytest.mark.parametrize(
    ("titles", "shared", "short"),
    [
        (
            ("Share of the market, north count", "Share of the market, south count"),
            "Share of the market",
            ["North count", "South count"],
        ),
        (("Ferries in the north", "Ferries in the south"), "", []),
        (("Fish", "Timber"), "", []),
        (("Sailings a day",), "Sailings a day", []),
        (("Crates, fish", "Crates of fish"), "", []),
        (("Crates", "Crates, empty"), "Crates", ["Crates", "Empty"]),
        (("A: b, c", "A: b, d", "A: e"), "A", ["B, c", "B, d", "E"]),
        (("港の市場の占有率（北）", "港の市場の占有率（南）"), "港の市場の占有率", ["北", "南"]),
        (("港の北", "港の南"), "", []),
    ],
)
def test_series_share_a_name(titles: tuple[str, ...], shared: str, short: list[str]) -> None:
    """Up to a comma, colon or bracket that all have there; else the names stay whole."""
    assert shared_name(measure(*titles)) == (Words(shared, "en") if shared else None)
    assert short_names(measure(*titles)) == (short or list(titles))
