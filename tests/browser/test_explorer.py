"""The table of all records in a real Chromium: what readers type, tick, press, send and save."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest
from axe_playwright_python.sync_playwright import Axe
from hostile import IMAGE, SCRIPT
from trackers import RECORDS, run_program

from pledgetrack.dates import PartialDate
from pledgetrack.rendering.html import STATIC

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Site, Visit
    from playwright.sync_api import Locator, Page

    Opener = Callable[..., Visit]

pytestmark = pytest.mark.browser

INDEX = "commitments/index.html"
GENERATE = Path(__file__).parents[1] / "bench" / "generate.py"
WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 390, "height": 844}
LONG = 700
Entry = dict[str, Any]


@dataclass(frozen=True)
class Explorer:
    """The page as a reader handles it."""

    page: "Page"

    @property
    def ids(self) -> list[str]:
        """The records that are shown, in their order."""
        links = self.page.locator(".pt-ex-all tbody a:visible")
        hrefs = links.evaluate_all("all => all.map(one => one.getAttribute('href'))")
        return [str(href).removesuffix(".html") for href in hrefs]

    @property
    def count(self) -> str:
        """What is announced."""
        return self.page.locator(".pt-ex-count").inner_text()

    @property
    def query(self) -> dict[str, list[str]]:
        """What the address says, as the page itself knows it: others are told later."""
        found = parse_qs(str(self.page.evaluate("location.search.slice(1)")))
        return {key: values[0].split(",") for key, values in found.items()}

    @property
    def tags(self) -> list[str]:
        """The active filters."""
        return self.page.locator(".pt-ex-tag:visible").all_inner_texts()

    @cached_property
    def search(self) -> "Locator":
        """The field for words."""
        return self.page.locator(".pt-ex input[type=search]")

    def box(self, facet: str, value: str) -> "Locator":
        """Return the box of a value."""
        return self.page.locator(f"fieldset[name={facet}] input[value='{value}']")

    def numbers(self, facet: str) -> dict[str, int]:
        """Return the number beside each box of a facet, once those that are due are written."""
        self.page.evaluate("new Promise(done => setTimeout(done, 100))")  # the page's own: 50
        boxes = self.page.locator(f"fieldset[name={facet}] input")
        pairs = boxes.evaluate_all(
            "all => all.map(one => [one.value, one.parentElement.lastElementChild.textContent])"
        )
        return {value: int(number) for value, number in pairs}

    def wait_for(self, number: int) -> None:
        """Wait until so many rows are drawn: what is out of sight comes later."""
        self.page.wait_for_function(
            "number => document.querySelectorAll('.pt-ex-all tbody tr').length === number",
            arg=number,
        )

    def head(self, name: str) -> "Locator":
        """Return the head of a column."""
        return self.page.locator(f"th[data-sort={name}]")


@pytest.fixture(scope="module")
def explored(serve: "Callable[..., Site]") -> "Site":
    """Return the site of the tracker that uses every field."""
    return serve(RECORDS / "every-field")


@pytest.fixture(scope="module")
def listed() -> list[Entry]:
    """Return what ``list`` prints of the same tracker."""
    entries = listed_in(RECORDS / "every-field")
    assert len(entries) > 15
    return entries


def listed_in(tracker: Path) -> list[Entry]:
    """Return what ``list`` prints of a tracker."""
    printed = run_program("list", "--format", "json", cwd=tracker)
    assert printed.returncode == 0, printed.stderr
    entries: list[Entry] = json.loads(printed.stdout)
    return entries


@pytest.fixture(scope="module")
def long_tracker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a tracker with more records than are drawn at once."""
    tracker = tmp_path_factory.mktemp("long") / "tracker"
    subprocess.run([sys.executable, GENERATE, tracker, str(LONG)], check=True)
    return tracker


@pytest.fixture(scope="module")
def long_site(serve: "Callable[..., Site]", long_tracker: Path) -> "Site":
    """Return its site."""
    return serve(long_tracker)


@pytest.fixture
def explore(explored: "Site", visit: "Opener") -> "Callable[..., Explorer]":
    """Return what opens the page: ``explore(query, **options of the context)``."""

    def open_page(query: str = "", **options: Any) -> Explorer:
        options = {"viewport": WIDE, **options}
        return Explorer(visit(explored, INDEX + query, **options).page)

    return open_page


def ids_of(entries: list[Entry], **fields: set[str]) -> list[str]:
    """Return the ids of entries whose fields have one of some values."""
    return [
        entry["id"]
        for entry in entries
        if all(values & set(_listed(entry[key])) for key, values in fields.items())
    ]


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value or "-"]


def test_a_box_keeps_what_has_its_value(
    explore: "Callable[..., Explorer]", listed: list[Entry]
) -> None:
    """Values of one question add up, questions narrow each other; count and address follow."""
    explorer = explore()
    assert explorer.ids == [entry["id"] for entry in listed]
    assert explorer.count == f"{len(listed)} records"
    explorer.box("status", "fulfilled").check()
    explorer.box("status", "not-started").check()
    expected = ids_of(listed, status={"fulfilled", "not-started"})
    assert explorer.ids == expected
    assert 0 < len(expected) < len(listed)
    explorer.box("party", "north").check()
    expected = ids_of(listed, status={"fulfilled", "not-started"}, by={"north"})
    assert explorer.ids == expected
    assert expected
    assert explorer.count == f"{len(expected)} of {len(listed)} records"
    assert explorer.query == {"status": ["fulfilled", "not-started"], "party": ["north"]}


def test_numbers_ignore_the_choice_in_their_own_facet(
    explore: "Callable[..., Explorer]", listed: list[Entry]
) -> None:
    """A number says what a tick would bring; values that bring nothing stay, with 0."""
    explorer = explore("?status=fulfilled&kind=action")
    statuses, kinds = explorer.numbers("status"), explorer.numbers("kind")
    for status, number in statuses.items():
        assert number == len(ids_of(listed, status={status}, kind={"action"})), status
    for kind, number in kinds.items():
        assert number == len(ids_of(listed, status={"fulfilled"}, kind={kind})), kind
    assert 0 in kinds.values()
    nothing = next(kind for kind, number in kinds.items() if not number)
    explorer.box("kind", nothing).check()
    assert explorer.box("kind", nothing).is_visible()


def test_each_facet_filters(explore: "Callable[..., Explorer]") -> None:
    """The number beside the first box of every facet is the number of rows that it leaves."""
    facets = explore().page.locator("fieldset").evaluate_all("all => all.map(one => one.name)")
    assert set(facets) == {
        *("status", "party", "force", "kind", "stage"),
        *("testable", "grade", "agreement", "section", "topic"),
    }
    for facet in facets:
        explorer = explore()
        value, number = next(iter(explorer.numbers(facet).items()))
        explorer.box(facet, value).check()
        assert len(explorer.ids) == number > 0, facet
        assert explorer.query == {facet: [value]}


def test_words_are_searched(explore: "Callable[..., Explorer]", listed: list[Entry]) -> None:
    """All words must be in a row, in any order and case; ids count as words."""
    explorer = explore()
    explorer.search.fill("HARBOUR timetable northern")
    assert explorer.ids == ["harbour-2006/timetable-north"]
    explorer.search.fill("harbour-2006/lights")
    assert explorer.ids == ["harbour-2006/lights"]
    assert explorer.query == {"q": ["harbour-2006/lights"]}
    explorer.search.fill("")
    assert len(explorer.ids) == len(listed)
    assert explorer.query == {}


def test_the_address_is_the_state(explore: "Callable[..., Explorer]", listed: list[Entry]) -> None:
    """Whoever is sent an address sees the same rows, ticks, words and order."""
    explorer = explore("?status=fulfilled,partial&q=ferry&sort=due.desc")
    allowed = ids_of(listed, status={"fulfilled", "partial"})
    assert explorer.ids
    assert set(explorer.ids) <= set(allowed)
    assert explorer.search.input_value() == "ferry"
    assert explorer.box("status", "partial").is_checked()
    assert explorer.head("due").get_attribute("aria-sort") == "descending"
    assert explorer.tags == ["Fulfilled", "Partial", "“ferry”"]


@pytest.mark.parametrize(
    "query",
    [
        "?status=<script>pwned=1</script>",
        "?status=__proto__,constructor,toString&__proto__=x&constructor=y",
        "?party=%22%5D%2Cinput%5Bvalue%3D%22north",
        "?sort=__proto__.desc",
        "?sort=.desc",
        "?sort",
        "?status=%E0%A4%A&q=%E0%A4%A",
        "?unknown=1&status=,,,",
    ],
)
def test_addresses_that_mean_nothing_do_nothing(
    query: str, explored: "Site", visit: "Opener", listed: list[Entry]
) -> None:
    """What no box has is passed over: nothing runs, nothing breaks, no row is lost."""
    visited = visit(explored, INDEX + query, viewport=WIDE)
    explorer = Explorer(visited.page)
    if "q=" not in query:
        assert len(explorer.ids) == len(listed)
    explorer.search.fill("")
    explorer.box("status", "fulfilled").check()
    assert explorer.ids == ids_of(listed, status={"fulfilled"})
    assert visited.page.evaluate("window.pwned") is None
    assert visited.errors == []


def test_a_program_in_the_address_is_a_word(explored: "Site", visit: "Opener") -> None:
    """Searched words come back as text, however long; nothing matches and nothing runs."""
    program = "<img src=x onerror=pwned=1>"
    visited = visit(explored, f"{INDEX}?q={program}{'x' * 5000}", viewport=WIDE)
    explorer = Explorer(visited.page)
    assert explorer.ids == []
    assert program in explorer.tags[0]
    assert len(explorer.search.input_value()) == 200
    assert visited.page.evaluate("window.pwned") is None
    assert visited.page.locator(".pt-ex img").count() == 0
    assert visited.errors == []


def test_back_and_forward(explore: "Callable[..., Explorer]", listed: list[Entry]) -> None:
    """Each tick is a step that the browser can take back; letters of one search are one step."""
    explorer = explore()
    explorer.box("status", "fulfilled").check()
    explorer.search.press_sequentially("fer")
    narrowed = explorer.ids
    explorer.page.go_back()
    assert explorer.ids == ids_of(listed, status={"fulfilled"})
    assert explorer.search.input_value() == ""
    explorer.page.go_back()
    assert len(explorer.ids) == len(listed)
    assert not explorer.box("status", "fulfilled").is_checked()
    explorer.page.go_forward()
    explorer.page.go_forward()
    assert explorer.ids == narrowed
    assert explorer.search.input_value() == "fer"


def test_state_survives_a_record_and_the_way_back(explore: "Callable[..., Explorer]") -> None:
    """Who opens a record and returns finds the list as it was."""
    explorer = explore("?status=fulfilled")
    before = explorer.ids
    explorer.page.locator(".pt-ex-all tbody a").first.click()
    explorer.page.wait_for_url(f"**/commitments/{before[0]}.html")
    explorer.page.go_back()
    assert explorer.ids == before
    assert explorer.box("status", "fulfilled").is_checked()


@pytest.mark.parametrize("order", ["ascending", "descending"])
def test_rows_are_sorted(
    order: str, long_tracker: Path, long_site: "Site", visit: "Opener"
) -> None:
    """A button in the head sorts, a second press turns round; what has no date stays last."""
    explorer = Explorer(visit(long_site, INDEX, viewport=WIDE).page)
    assert explorer.head("order").get_attribute("aria-sort") == "ascending"
    button = explorer.head("due").locator("button")
    button.click()
    if order == "descending":
        button.click()
    explorer.wait_for(LONG)
    assert explorer.head("due").get_attribute("aria-sort") == order
    assert explorer.head("order").get_attribute("aria-sort") is None
    dues = {entry["id"]: entry["due"] or {} for entry in listed_in(long_tracker)}
    days = [_last_day(dues[name]) for name in explorer.ids]
    dated = [day for day in days if day]
    assert len(set(dated)) > 2
    assert days == dated + [None] * (len(days) - len(dated))
    assert dated == sorted(dated, reverse=order == "descending")


def _last_day(due: dict[str, str]) -> date | None:
    written = due.get("by", due.get("from"))
    return PartialDate.parse(written).last() if written else None


def test_every_column_sorts(explore: "Callable[..., Explorer]", listed: list[Entry]) -> None:
    """Sorting loses no row; the order of the text comes back."""
    explorer = explore()
    original = explorer.ids
    for name in ("status", "party", "force", "due", "stage", "evidence"):
        explorer.head(name).locator("button").click()
        assert sorted(explorer.ids) == sorted(original)
        assert explorer.query == {"sort": [name]}
    rank = {entry["id"]: entry["status"] for entry in listed}
    explorer.head("status").locator("button").click()
    found = [rank[name] for name in explorer.ids]
    assert found[0] == "fulfilled"
    assert found[-1] == "stem"
    explorer.head("order").locator("button").click()
    assert explorer.ids == original


def test_filters_are_buttons_to_remove(
    explore: "Callable[..., Explorer]", listed: list[Entry]
) -> None:
    """Each filter is named by a button that takes it away; the focus stays among them."""
    explorer = explore("?status=fulfilled,partial&q=the")
    explorer.page.get_by_role("button", name="Remove filter: Partial").click()
    assert explorer.tags == ["Fulfilled", "“the”"]
    assert explorer.page.locator(":focus").inner_text() == "Fulfilled"
    explorer.page.get_by_role("button", name="Remove filter: “the”").click()
    assert explorer.search.input_value() == ""
    assert explorer.ids == ids_of(listed, status={"fulfilled"})
    explorer.page.keyboard.press("Enter")
    assert explorer.page.locator(":focus").get_attribute("type") == "search"
    assert len(explorer.ids) == len(listed)


def test_nothing_found_is_said(explore: "Callable[..., Explorer]", listed: list[Entry]) -> None:
    """Where no record is left a sentence says so, and a button brings all back."""
    explorer = explore("?sort=due")
    explorer.search.fill("quetzal")
    assert explorer.count == f"0 of {len(listed)} records"
    sentence = explorer.page.locator(".pt-none:visible")
    assert "No record matches all of these filters." in sentence.inner_text()
    assert not explorer.page.locator(".pt-ex-all").is_visible()
    sentence.get_by_role("button", name="Clear filters").click()
    assert len(explorer.ids) == len(listed)
    assert explorer.query == {"sort": ["due"]}
    assert explorer.page.locator(".pt-none:visible").count() == 0


def test_what_is_left_is_announced(explore: "Callable[..., Explorer]") -> None:
    """The count is a status, which screen readers read out when it changes."""
    page = explore().page
    assert page.get_by_role("status").inner_text().endswith("records")
    assert page.locator("[role=status]").count() == 1


def test_the_bar_is_the_share_of_what_is_left(
    explore: "Callable[..., Explorer]", listed: list[Entry]
) -> None:
    """Its whole width stands for all records, and its label has the numbers."""
    explorer = explore("?status=fulfilled")
    left = len(ids_of(listed, status={"fulfilled"}))
    bar = explorer.page.locator(".pt-ex-bar")
    assert bar.get_attribute("aria-label") == f"Fulfilled {left}"
    box = bar.bounding_box()
    part = bar.locator(".sw:visible").bounding_box()
    assert box
    assert part
    assert part["width"] / box["width"] == pytest.approx(left / len(listed), abs=0.01)


def test_keyboard_alone_is_enough(explore: "Callable[..., Explorer]", listed: list[Entry]) -> None:
    """Tab, space, letters and Enter reach and use all of it."""
    explorer = explore()
    keyboard = explorer.page.keyboard
    assert_reached(explorer.page, "input[value=fulfilled]")
    keyboard.press("Space")
    assert explorer.ids == ids_of(listed, status={"fulfilled"})
    assert_reached(explorer.page, ".pt-ex input[type=search]")
    keyboard.type("ferry")
    assert explorer.query == {"status": ["fulfilled"], "q": ["ferry"]}
    assert_reached(explorer.page, ".pt-ex-tag")
    keyboard.press("Enter")
    assert explorer.query == {"q": ["ferry"]}
    assert_reached(explorer.page, "th[data-sort=due] button")
    keyboard.press("Enter")
    assert explorer.head("due").get_attribute("aria-sort") == "ascending"
    assert explorer.page.locator(":focus").inner_text().startswith("Due")
    first = explorer.ids[0]
    assert_reached(explorer.page, "tbody a")
    keyboard.press("Enter")
    explorer.page.wait_for_url(f"**/commitments/{first}.html")


def assert_reached(page: "Page", selector: str) -> None:
    """Press Tab until the focus is on such an element, and see that it shows."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches({selector!r})"):
            break
    else:
        pytest.fail(f"Tab never reaches {selector}")
    width = "parseFloat(getComputedStyle(document.activeElement).outlineWidth)"
    assert page.evaluate(width) >= 2


def test_without_scripts_it_is_a_complete_table(
    explore: "Callable[..., Explorer]", listed: list[Entry]
) -> None:
    """All rows stand there, what needs scripts does not, and a sentence says why."""
    explorer = explore(java_script_enabled=False)
    assert explorer.ids == [entry["id"] for entry in listed]
    page = explorer.page
    assert "complete table" in page.locator(".pt-ex").inner_text()
    assert (
        page.locator("fieldset:visible, .pt-ex input:visible, .pt-ex button:visible").count() == 0
    )
    for name in ("csv", "json"):
        assert page.locator(f".pt-btn[download='records.{name}']").is_visible()


def test_scripts_take_the_sentence_away(explore: "Callable[..., Explorer]") -> None:
    """Who can filter is not told that he cannot."""
    assert "complete table" not in explore().page.locator(".pt-ex").inner_text()


@pytest.mark.parametrize("query", ["", "?status=fulfilled,partial&sort=due.desc", "?q=quetzal"])
def test_saved_data_are_those_of_the_rows(
    query: str, explore: "Callable[..., Explorer]", listed: list[Entry]
) -> None:
    """JSON and CSV hold what ``list`` prints of the records that are shown, in their order."""
    explorer = explore(query)
    by_id = {entry["id"]: entry for entry in listed}
    shown = explorer.ids
    assert json.loads(saved(explorer, "JSON")) == [by_id[name] for name in shown]
    printed = run_program("list", "--format", "csv", cwd=RECORDS / "every-field").stdout
    names, *lines = csv.reader(io.StringIO(printed))
    found_names, *found = csv.reader(io.StringIO(saved(explorer, "CSV"), newline=""))
    assert found_names == names
    by_name = {line[0]: line for line in lines}
    assert found == [by_name[name] for name in shown]


@pytest.mark.parametrize("kind", ["CSV", "JSON"])
def test_whole_lists_are_saved_without_scripts(
    kind: str, explore: "Callable[..., Explorer]"
) -> None:
    """The same buttons lead to the files that the build wrote, with all records."""
    explorer = explore(java_script_enabled=False)
    printed = run_program("list", "--format", kind.lower(), cwd=RECORDS / "every-field").stdout
    text = saved(explorer, kind)
    if kind == "JSON":
        assert json.loads(text) == json.loads(printed)
    else:
        assert text.splitlines() == printed.splitlines()


def saved(explorer: Explorer, kind: str) -> str:
    """Press a button and return what the reader then has."""
    with explorer.page.expect_download() as download:
        explorer.page.get_by_role("link", name=f"Download {kind}").click()
    assert download.value.suggested_filename == f"records.{kind.lower()}"
    return Path(download.value.path()).read_bytes().decode()


def test_cells_that_are_saved_are_no_formulas(
    serve: "Callable[..., Site]", tmp_path: Path, visit: "Opener"
) -> None:
    """A title that a spreadsheet would compute is saved as text."""
    tracker = tmp_path / "tracker"
    shutil.copytree(RECORDS / "every-field", tracker)
    path = tracker / "commitments" / "harbour-2006" / "lights.yaml"
    text = path.read_text("utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    path.write_text(text.replace(title, "title: '=HYPERLINK(\"x\")'"), "utf-8")
    explorer = Explorer(visit(serve(tracker), f"{INDEX}?q=hyperlink", viewport=WIDE).page)
    assert explorer.ids == ["harbour-2006/lights"]
    _, row = csv.reader(io.StringIO(saved(explorer, "CSV"), newline=""))
    assert row[-1] == '\'=HYPERLINK("x")'


def test_programs_in_records_are_words_here_too(hostile_site: "Site", visit: "Opener") -> None:
    """Names of parties become tags, labels and searched words, and none of them runs."""
    visited = visit(hostile_site, INDEX, viewport=WIDE)
    explorer = Explorer(visited.page)
    explorer.page.locator("fieldset[name=party] input").first.check()
    assert SCRIPT in explorer.tags[0]
    explorer.search.fill(SCRIPT)
    assert explorer.ids
    explorer.search.fill(f"{SCRIPT}{IMAGE}")
    for name in ("party", "due", "evidence"):
        explorer.head(name).locator("button").click()
    saved(explorer, "CSV")
    assert visited.page.evaluate("window.pwned") is None
    assert visited.page.locator(".pt-ex img, .pt-ex script, .pt-ex svg[onload]").count() == 0
    assert visited.errors == []
    assert visited.strangers == []


def test_the_script_never_makes_markup_of_words() -> None:
    """It has none of the ways in which text becomes elements or code."""
    script = (STATIC / "explorer.js").read_text("utf-8")
    for way in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Function("):
        assert way not in script
    assert "http" not in script


def test_it_works_under_a_strict_policy(explored: "Site", visit: "Opener") -> None:
    """Where a server allows nothing but the site's own files, the explorer runs."""
    policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
    visited = visit(explored, "index.html", viewport=WIDE)
    visited.page.route(
        "**/commitments/index.html*",
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            headers={**answer.headers, "content-security-policy": policy},
        ),
    )
    visited.page.goto(f"{explored.address}/{INDEX}?status=fulfilled")
    explorer = Explorer(visited.page)
    assert explorer.tags == ["Fulfilled"]
    assert explorer.page.locator(".pt-ex-bar .sw:visible").count() == 1
    saved(explorer, "CSV")
    ours = [error for error in visited.errors if "explorer" in error]
    assert ours == []


def test_long_tables_come_whole(long_site: "Site", visit: "Opener") -> None:
    """What is drawn later is drawn: no row is lost, and the order holds over all of them."""
    explorer = Explorer(visit(long_site, INDEX, viewport=WIDE).page)
    original = explorer.ids
    assert len(original) == LONG
    explorer.head("due").locator("button").click()
    explorer.wait_for(LONG)
    assert sorted(explorer.ids) == sorted(original)
    explorer.search.press_sequentially("quay", delay=1)  # each letter breaks off the one before
    found = re.fullmatch(rf"(\d+) of {LONG} records", explorer.count)
    assert found
    explorer.wait_for(int(found[1]))
    assert 0 < len(explorer.ids) == int(found[1]) < LONG
    explorer.search.fill("")
    explorer.head("order").locator("button").click()
    explorer.wait_for(LONG)
    assert explorer.ids == original


LOOKS = {
    "light": {"viewport": WIDE, "color_scheme": "light"},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
    "telephone": {"viewport": NARROW, "color_scheme": "light"},
    "dark telephone": {"viewport": NARROW, "color_scheme": "dark"},
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("query", ["?status=fulfilled,partial&q=ferry&sort=due", "?q=quetzal"])
def test_a_selection_is_sound(look: str, query: str, explored: "Site", visit: "Opener") -> None:
    """With filters, facets open: no error, nothing over the edge, nothing that axe-core finds."""
    visited = visit(explored, INDEX + query, **LOOKS[look])
    page = visited.page
    if look.endswith("telephone"):
        page.locator(".pt-ex-wrap > summary").click()
    assert page.locator("fieldset:visible").count() == 10
    assert page.evaluate("document.documentElement.scrollWidth") <= LOOKS[look]["viewport"]["width"]
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert visited.errors == []


def test_facets_close_on_a_telephone(explore: "Callable[..., Explorer]") -> None:
    """There they are behind a button; on a wide screen they stand open beside the table."""
    explorer = explore(viewport=NARROW)
    page = explorer.page
    assert page.locator("fieldset:visible").count() == 0
    page.locator(".pt-ex-wrap > summary").click()
    assert page.locator("fieldset:visible").count() == 10
    page.locator(".pt-ex-wrap > summary").click()
    page.set_viewport_size(WIDE)
    page.locator("fieldset:visible").first.wait_for()
    assert not page.locator(".pt-ex-wrap > summary").is_visible()
    facets, table = (page.locator(one).bounding_box() for one in (".pt-ex-facets", ".pt-ex-all"))
    assert facets
    assert table
    assert facets["x"] + facets["width"] < table["x"]


def test_rows_stack_on_a_telephone(explore: "Callable[..., Explorer]") -> None:
    """Status above title above one line of facts; it is still a table to a screen reader."""
    page = explore(viewport=NARROW).page
    row = page.locator(".pt-ex-all tbody tr").first
    tops = [box["y"] for cell in row.locator("td").all()[:3] if (box := cell.bounding_box())]
    assert tops == sorted(tops)
    assert len(set(tops)) == 3
    assert page.get_by_role("table").count() == 1
    assert page.get_by_role("row").count() > 15
    assert page.get_by_role("columnheader", name="Status", include_hidden=True).count() == 1


def test_paper_has_the_rows_and_no_controls(
    explore: "Callable[..., Explorer]", listed: list[Entry]
) -> None:
    """Print shows what is selected, how many and by what; not what only works on a screen."""
    explorer = explore("?status=fulfilled")
    explorer.page.emulate_media(media="print")
    assert explorer.ids == ids_of(listed, status={"fulfilled"})
    assert explorer.page.locator("fieldset:visible, .pt-ex input:visible").count() == 0
    assert explorer.tags == ["Fulfilled"]
    assert explorer.count.endswith("records")


def test_japanese_interface(serve: "Callable[..., Site]", tmp_path: Path, visit: "Opener") -> None:
    """The count, the tags and their labels are in the language of the page."""
    docs = tmp_path / "docs"
    shutil.copytree(Path(__file__).parent / "docs", docs)
    conf = docs / "conf.py"
    conf.write_text(conf.read_text("utf-8") + "language = 'ja'\n", "utf-8")
    site = serve(RECORDS / "every-field", docs)
    explorer = Explorer(visit(site, f"{INDEX}?status=fulfilled", viewport=WIDE).page)
    number = len(explorer.ids)
    assert explorer.count.startswith("全")
    assert f"{number}件" in explorer.count
    tag = explorer.page.locator(".pt-ex-tag")
    assert tag.inner_text() == "履行"
    assert tag.get_attribute("aria-label") == "条件を外す：履行"
