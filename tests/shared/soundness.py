"""What holds of every page in a browser, whoever drew it."""

from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from conftest import Visit

PATIENCE = 300_000  # milliseconds: a machine may do much else
WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 390, "height": 844}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": WIDE, "color_scheme": "light"},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
    "telephone": {"viewport": NARROW, "color_scheme": "light"},
}


def assert_sound(visited: "Visit", width: int) -> None:
    """Check a page that is open: no error, nothing from elsewhere, nothing that axe-core finds."""
    # The long look comes first: meanwhile the page has time to ask for what it should not.
    found = Axe().run(visited.page).response["violations"]
    visited.page.wait_for_load_state("networkidle")
    assert visited.errors == []
    assert visited.strangers == []
    assert visited.page.evaluate("document.documentElement.scrollWidth") <= width
    assert [_told(one) for one in found] == []


def _told(violation: dict[str, Any]) -> str:
    """Tell a violation: its rule, and each element with what is wrong."""
    nodes = [
        f"{' '.join(map(str, node['target']))}: {node['html'][:160]}: {node['failureSummary']}"
        for node in violation["nodes"]
    ]
    return "\n".join([f"{violation['id']} ({violation['impact']}): {violation['help']}", *nodes])
