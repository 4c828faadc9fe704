"""Data beside the pages: what commands print, for catalogues, feed readers and search engines."""

import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from trackers import run_program

if TYPE_CHECKING:
    from conftest import Build, Project

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ADDRESS = "https://example.org/ferries/"
TRACKER = "commitments/tracker.yaml"
RECORD = "commitments/harbour-2001/ferry-pier"
HOSTILE = "</script><script>pwned=1</script>]]>&amp;\"' <!--"


def printed(project: "Project", *arguments: str) -> str:
    """Return what a command prints in the tracker."""
    run = run_program(*arguments, cwd=project.root)
    assert run.returncode == 0, run.stderr
    return run.stdout


def with_address(project: "Project", address: str = ADDRESS) -> "Project":
    """Give a tracker the address of its site."""
    project.edit(TRACKER, 'site_url: ""', f"site_url: {address}")
    return project


def ids_of(project: "Project") -> list[str]:
    """Return the records of a tracker."""
    return [entry["id"] for entry in json.loads(printed(project, "list", "--format", "json"))]


def test_a_record_has_a_twin_for_programs(site: "Project") -> None:
    """Beside each page lies what ``show`` prints of the record, byte for byte."""
    build = site.build()
    assert len(ids_of(site)) > 5
    for name in ids_of(site):
        twin = build.page(f"commitments/{name}.json")
        assert twin == printed(site, "show", name, "--format", "json")


def test_lists_are_those_of_the_command(site: "Project") -> None:
    """The list of records is what ``list`` prints, as JSON and as CSV."""
    build = site.build()
    listed = build.page("commitments/index.json")
    assert json.loads(listed) == json.loads(printed(site, "list", "--format", "json"))
    assert len(listed.splitlines()) == len(ids_of(site)) + 2  # a line each, to be compared
    csv = (build.output / "commitments/index.csv").read_bytes().decode()
    assert csv.splitlines() == printed(site, "list", "--format", "csv").splitlines()
    assert csv.count("\r\n") == len(ids_of(site)) + 1


def test_the_register_is_that_of_the_export(site: "Project") -> None:
    """Whole as JSON and a row a record as CSV, each valid by the schema beside it."""
    build = site.build()
    for name, kind in (("register.json", "json"), ("records.csv", "csv")):
        run_program("export", "--format", kind, "-o", f"own.{kind}", cwd=site.root)
        own = (site.root / f"own.{kind}").read_bytes()
        ours = (build.output / "data" / name).read_bytes()
        assert ours == own if kind == "csv" else json.loads(ours) == json.loads(own)
    schema = json.loads(build.page("data/register.schema.json"))
    jsonschema.validate(json.loads(build.page("data/register.json")), schema)
    columns = json.loads(build.page("data/records.schema.json"))["properties"]
    assert build.page("data/records.csv").splitlines()[0].split(",") == list(columns)


def test_the_page_of_data_leads_to_its_files(site: "Project") -> None:
    """Each file that it names is there."""
    build = site.build()
    found = re.findall(r'href="\.\./data/([^"]+)"', build.page("commitments/data.html"))
    assert set(found) == {
        *("register.json", "register.schema.json", "records.csv", "records.schema.json"),
    }
    for name in found:
        assert build.has(f"data/{name}")
    assert "feed.xml" not in build.page("commitments/data.html")


def test_a_record_with_errors_is_not_given_away(site: "Project") -> None:
    """What is not proven has no twin and stands in no list."""
    site.edit(f"{RECORD}.yaml", "exact: ", "exact: nowhere ")
    build = site.build()
    assert build.has(f"{RECORD}.html")
    assert not build.has(f"{RECORD}.json")
    assert "ferry-pier" not in build.page("commitments/index.json")
    assert "ferry-sailings" in build.page("commitments/index.json")


def test_only_what_changed_is_written(site: "Project") -> None:
    """One edited record rewrites its own twin and the lists, and no other file of data."""
    output = site.build().output

    def times() -> dict[str, int]:
        files = [*output.rglob("*.json"), *output.rglob("*.csv")]
        return {path.relative_to(output).as_posix(): path.stat().st_mtime_ns for path in files}

    before = times()
    site.build()
    names = {name for name in before if not name.startswith(".")}
    assert {name: times()[name] for name in names} == {name: before[name] for name in names}
    site.edit(f"{RECORD}.yaml", "ten months before", "some ten months ahead of")
    site.build()
    after = times()
    assert {name for name in names if after[name] != before[name]} == {
        *(f"{RECORD}.json", "data/register.json", "data/records.csv"),
    }


def test_pages_say_where_their_data_is(site: "Project") -> None:
    """The head of a record names its twin; a page without one names none."""
    build = site.build()
    assert 'type="application/json"' in build.page(f"{RECORD}.html")
    assert 'href="ferry-pier.json"' in build.page(f"{RECORD}.html")
    assert "application/json" not in build.page("commitments/harbour-2001/index.html")
    folders = site.build("dirhtml", output="folders")
    assert 'href="../ferry-pier.json"' in folders.page(f"{RECORD}/index.html")
    assert folders.has(f"{RECORD}.json")


def test_without_an_address_nothing_needs_one(site: "Project") -> None:
    """No feed, no site map, no canonical link, and no link that leads to one."""
    build = site.build()
    assert not build.has("feed.xml")
    assert not build.has("sitemap.xml")
    for page in ("index.html", f"{RECORD}.html"):
        assert "atom+xml" not in build.page(page)
        assert "canonical" not in build.page(page)


def entries_of(build: "Build") -> list[ET.Element]:
    """Return the entries of the feed."""
    return ET.fromstring(build.page("feed.xml")).findall(f"{ATOM}entry")  # noqa: S314  our own file


def text_of(element: ET.Element, name: str) -> str:
    """Return the text of the only child of a name."""
    (found,) = element.findall(f"{ATOM}{name}")
    return found.text or ""


def test_judgements_are_a_feed(site: "Project") -> None:
    """Each judgement is an entry: the newest first, with its day, its record and its reason."""
    with_address(site)
    build = site.build()
    entries = entries_of(build)
    shown = [json.loads(printed(site, "show", name, "--format", "json")) for name in ids_of(site)]
    judged = [(one, entry) for one in shown for entry in one["history"]]
    assert len(entries) == len(judged) > 2
    days = [text_of(entry, "updated") for entry in entries]
    assert days == sorted(days, reverse=True)
    assert sorted(days) == sorted(f"{entry['recorded']}T00:00:00Z" for _, entry in judged)
    expected = {
        f"tag:example.org,{entry['recorded']}:harbour/{one['id']}/{entry['as_of']}": entry["why"]
        for one, entry in judged
    }
    assert {text_of(entry, "id"): text_of(entry, "content") for entry in entries} == {
        key: why["en"] for key, why in expected.items()
    }
    feed = ET.fromstring(build.page("feed.xml"))  # noqa: S314  our own file
    assert text_of(feed, "id") == f"{ADDRESS}feed.xml"
    assert text_of(feed, "updated") == days[0]
    for entry in entries:
        (link,) = entry.findall(f"{ATOM}link")
        path = link.attrib["href"].removeprefix(ADDRESS)
        assert build.has(path)


def test_an_entry_keeps_its_id(site: "Project") -> None:
    """Whatever else changes, a reader of the feed is not told of a judgement twice."""
    with_address(site)
    before = {text_of(entry, "id") for entry in entries_of(site.build())}
    site.edit(f"{RECORD}.yaml", "ten months before", "some ten months ahead of")
    site.edit(f"{RECORD}.yaml", "A second pier in", "Another pier for")
    assert {text_of(entry, "id") for entry in entries_of(site.build())} == before


def test_the_feed_is_announced(site: "Project") -> None:
    """Pages name it in their heads, narrative ones too, seen from where they stand."""
    with_address(site)
    build = site.build()
    link = '<link rel="alternate" type="application/atom+xml" title="Feed" href="{}">'
    assert link.format("feed.xml") in build.page("index.html")
    assert link.format("../../feed.xml") in build.page(f"{RECORD}.html")
    assert '"../feed.xml"' in build.page("commitments/data.html")


def test_the_site_map_has_every_page(site: "Project") -> None:
    """What is no page of content, such as the search, is left out."""
    with_address(site)
    for builder in ("html", "dirhtml"):
        build = site.build(builder)
        found = ET.fromstring(build.page("sitemap.xml"))  # noqa: S314  our own file
        addresses = [one.text or "" for one in found.iter(f"{MAP}loc")]
        assert addresses == sorted(set(addresses))
        paths = {address.removeprefix(ADDRESS) for address in addresses}
        named = {f"{path}index.html" if path.endswith("/") or not path else path for path in paths}
        pages = {one.relative_to(build.output).as_posix() for one in build.output.rglob("*.html")}
        assert {re.sub(r"(/index)?\.html$", "", page) for page in pages - named} == {
            *("search", "genindex"),
        }
        assert named <= pages


def test_pages_say_their_own_address(site: "Project") -> None:
    """Copies of a page lead back to it, in each language to its own."""
    with_address(site)
    link = '<link rel="canonical" href="{}"'
    page = site.build().page(f"{RECORD}.html")
    assert link.format(f"{ADDRESS}{RECORD}.html") in page
    options = ("-D", "language=ja", "-D", "pledgetrack_languages.ja=ja")
    japanese = site.build("html", *options, output="ja")
    assert link.format(f"{ADDRESS}ja/{RECORD}.html") in japanese.page(f"{RECORD}.html")
    assert f"<id>{ADDRESS}ja/feed.xml</id>" in japanese.page("feed.xml")


def dataset_of(page: str) -> dict[str, Any]:
    """Return the description of the data in the head of a page."""
    (said,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    dataset: dict[str, Any] = json.loads(said)
    return dataset


@pytest.mark.parametrize("page", ["index.html", "commitments/data.html"])
def test_catalogues_of_data_find_a_dataset(page: str, site: "Project") -> None:
    """Front page and page of data describe it, with addresses where they are known."""
    with_address(site)
    build = site.build()
    dataset = dataset_of(build.page(page))
    assert dataset["@type"] == "Dataset"
    assert dataset["version"] == "2004-01-31"
    assert dataset["temporalCoverage"].endswith("/2004-01-31")
    files = [one["contentUrl"] for one in dataset["distribution"]]
    assert files == [f"{ADDRESS}data/register.json", f"{ADDRESS}data/records.csv"]
    assert "license" not in dataset
    assert "ld+json" not in build.page(f"{RECORD}.html")


def test_nothing_ends_the_description_or_the_feed(site: "Project") -> None:
    """Whatever a title or a reason holds, it comes out as it is and runs nowhere."""
    with_address(site)
    title = json.dumps(HOSTILE)
    text = (site.root / TRACKER).read_text("utf-8")
    site.write(TRACKER, re.sub(r"(?m)^title: .*(\n  .*)*", f"title: {{en: {title}}}", text))
    site.edit(f"{RECORD}.yaml", "ten months before", "]]></content><x/>&amp;")
    build = site.build()
    for page in ("index.html", "commitments/data.html"):
        assert dataset_of(build.page(page))["name"] == HOSTILE
        assert "<script>pwned" not in build.page(page)
    feed = ET.fromstring(build.page("feed.xml"))  # noqa: S314  our own file
    assert HOSTILE in text_of(feed, "title")
    assert any("]]></content><x/>&amp;" in text_of(one, "content") for one in entries_of(build))
