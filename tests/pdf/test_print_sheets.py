"""The one style sheet of a document: what our sheets name is written in its place."""

from collections.abc import Sequence

import pytest

from pledgetrack.rendering import composing, editions
from pledgetrack.rendering.print_sheets import joined, written_out

KINDS = (composing.STYLES, editions.STYLES, editions.BRIEF_STYLES)


def test_values_stand_in_the_places_of_their_names() -> None:
    """Colours, lists of faces and measures are written out; classes with two hyphens stay."""
    sheet = ':root { --ink: #123; --serif: "A", serif } p--late:hover { x: 1; color: var(--ink); }'
    assert written_out(sheet.replace("serif }", "serif; }")) == (
        ":root {   } p--late:hover { x: 1; color: #123; }"
    )


def test_a_name_without_a_value_is_no_sheet_of_ours() -> None:
    """A misspelt name is found when a report is composed, not on paper."""
    with pytest.raises(KeyError, match="--inc"):
        written_out(":root { --ink: #123; } p { color: var(--inc) }")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("paper", composing.PAPERS)
def test_the_renderer_looks_no_name_up(kind: Sequence[str], paper: str) -> None:
    """Every kind of file, on every paper, is drawn without custom properties."""
    sheet = joined((*kind, *composing.PAPERS[paper]))
    assert "#15202b" in sheet
    assert "var(" not in sheet
