"""What each step must have left: measured is only what did all of its work."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from generating.site import NARRATIVE_PAGES

from measuring.bench import EXPORT, MARK, Bench
from measuring.cost import require, run_python

MOST_CHANGED = 60
"""Files that one edit may change: page, lists, sections, parties and sources that show it."""

_COUNT_PAGES = "import pikepdf, sys\nprint(sum(len(pikepdf.open(a).pages) for a in sys.argv[1:]))"
_DATA_HOLD = (
    "import pikepdf, sys\n"
    "pdf = pikepdf.open(sys.argv[1])\n"
    "held = [one.get_file().read_bytes() for one in pdf.attachments.values()]\n"
    "sys.exit(not any(sys.argv[2].encode() in one for one in held))"
)


def nothing(_bench: Bench) -> None:
    """Require nothing: the command itself looked at its output."""


def json_export(bench: Bench) -> None:
    """Require every record in the export."""
    data = json.loads((bench.root / EXPORT).read_text("utf-8"))
    require(len(data["records"]) == bench.size, f"{len(data['records'])} records in JSON")


def sqlite_export(bench: Bench) -> None:
    """Require every record in the database, and no dangling reference."""
    with closing(sqlite3.connect(bench.root / EXPORT)) as database:
        count = database.execute("SELECT count(*) FROM records").fetchone()[0]
        dangling = database.execute("PRAGMA foreign_key_check").fetchall()
    require(count == bench.size and not dangling, f"{count} records, {dangling[:3]}")


def site_is_whole(bench: Bench) -> None:
    """Require the pages of every file of the tracker, and that the search knows them."""
    site = bench.root / "html"
    index = (site / "searchindex.js").read_text("utf-8")
    for page in _pages(bench):
        require((site / f"{page}.html").is_file(), f"{page}.html is missing")
        require(f'"{page}"' in index, f"the search does not know {page}")
    for record in _records(bench):
        require((site / f"commitments/{record}.json").is_file(), f"{record}.json is missing")
    data = json.loads((site / "data" / "register.json").read_text("utf-8"))
    require(len(data["records"]) == bench.size, f"{len(data['records'])} records in the data")
    require(len(list(site.glob("page-*.html"))) == NARRATIVE_PAGES, "narrative pages are missing")


def _records(bench: Bench) -> list[str]:
    commitments = bench.root / "commitments"
    files = (path.relative_to(commitments) for path in commitments.glob("*/group-*.yaml"))
    return sorted(path.with_suffix("").as_posix() for path in files)


def _pages(bench: Bench) -> Iterator[str]:
    """Yield the pages that the files of the tracker must have."""
    folder = bench.root / "commitments"
    yield from (f"commitments/{name}" for name in ("index", "agreements", "data", "as-of/index"))
    yield from (f"commitments/as-of/{year}-12-31" for year in (2002, 2004, 2006))
    yield from (f"commitments/{record}" for record in _records(bench))
    for path in (folder / "agreements").iterdir():
        yield from (f"commitments/{path.stem}/{page}" for page in ("index", "text"))
        sections = re.findall(r"(?m)^  - id: (.+)$", path.read_text("utf-8"))
        yield from (f"commitments/{path.stem}/sections/{section}" for section in sections)
    yield from (f"commitments/sources/{path.stem}" for path in (folder / "sources").iterdir())
    parties = re.findall(r"(?m)^([^ ].*):$", (folder / "parties.yaml").read_text("utf-8"))
    yield from (f"commitments/parties/{party}" for party in ("index", *parties))


def site_is_the_same(bench: Bench) -> None:
    """Require that no file changed."""
    require(not bench.changed("html"), f"changed: {sorted(bench.changed('html'))[:9]}")


def site_has_the_edit(bench: Bench) -> None:
    """Require the new title in pages, search and data; most files stay."""
    page = f"commitments/{bench.edited}"
    _only_changed(bench, {f"{page}.html", f"{page}.json"})
    for name in (f"{page}.html", f"{page}.json", "searchindex.js", "data/register.json"):
        text = (bench.root / "html" / name).read_text("utf-8")
        require(MARK.lower() in text.lower(), f"{name} has not the new title")


def site_has_the_new_name(bench: Bench) -> None:
    """Require the page under its new name, and nothing under the old one."""
    old, new = (f"commitments/{name}" for name in bench.renamed)
    names = {f"{page}.{suffix}" for page in (old, new) for suffix in ("html", "json")}
    _only_changed(bench, names)
    _has_page(bench, new)
    _has_no_page(bench, old)


def site_has_lost_one(bench: Bench) -> None:
    """Require that the page is gone, from the search too, and that most files stay."""
    page = f"commitments/{bench.deleted}"
    _only_changed(bench, {f"{page}.html", f"{page}.json"})
    _has_no_page(bench, page)


def _only_changed(bench: Bench, names: set[str]) -> None:
    """Require that these files changed, and the lists, and few others."""
    changed = bench.changed("html")
    lists = {"searchindex.js", "commitments/index.html", "data/register.json"}
    stale = (names | lists) - changed
    require(not stale, f"stale: {sorted(stale)}")
    require(len(changed) <= MOST_CHANGED, f"{len(changed)} files changed: {sorted(changed)[:9]}")


def _has_page(bench: Bench, page: str) -> None:
    site = bench.root / "html"
    require((site / f"{page}.html").is_file(), f"{page} has no page")
    index = (site / "searchindex.js").read_text("utf-8")
    require(f'"{page}"' in index, f"the search does not know {page}")


def _has_no_page(bench: Bench, page: str) -> None:
    site = bench.root / "html"
    require(not (site / f"{page}.html").exists(), f"{page} still has a page")
    index = (site / "searchindex.js").read_text("utf-8")
    require(f'"{page}"' not in index, f"the search still knows {page}")


def pdf_is_whole(bench: Bench) -> None:
    """Require files that together have at least a page for every three records."""
    files = sorted((bench.root / "pledgepdf").glob("*.pdf"))
    require(bool(files), "no file was drawn")
    _, output = run_python(bench.root, "-c", _COUNT_PAGES, *map(str, files))
    require(int(output) > bench.size / 3, f"{output.strip()} pages in {len(files)} files")


def pdf_is_the_same(bench: Bench) -> None:
    """Require that no file changed."""
    require(not bench.changed("pledgepdf"), f"changed: {sorted(bench.changed('pledgepdf'))}")


def pdf_has_the_edit(bench: Bench) -> None:
    """Require one changed volume with the new title in its data."""
    changed = bench.changed("pledgepdf")
    volumes = [name for name in changed if name.startswith("bench-records-")]
    require(len(volumes) == 1, f"changed: {sorted(changed)}")
    run_python(bench.root, "-c", _DATA_HOLD, str(bench.root / "pledgepdf" / volumes[0]), MARK)
