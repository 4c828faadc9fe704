"""What the pages of parties, sections, sources and agreements show is what the records say."""

from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from trackers import RECORDS, REPOSITORY, TrackerFolder
from values import agreement, assessment, commitment, day, due, prose, register_of

from pledgetrack.assessment import Edition, edition_of
from pledgetrack.checks.names import RESERVED, reserved_name
from pledgetrack.line import load_register
from pledgetrack.model import Agreement, Commitment, Party, Reading
from pledgetrack.register import evidence_of
from pledgetrack.scales import scales
from pledgetrack.views import Lens, site_entries
from pledgetrack.views.agreements import agreement_page, agreements_page
from pledgetrack.views.keys import crosswalk, status_key
from pledgetrack.views.parties import Side, comparison_of_parties, party_page
from pledgetrack.views.sections import section_page
from pledgetrack.views.sources import _Uses, source_names, source_page, sources_page
from pledgetrack.vocabulary import Force, Status

TODAY = Edition(day("2004-01-31"))
ROOTS = [RECORDS / "valid", RECORDS / "every-field", REPOSITORY]
PARTIES = {
    "north": "government",
    "south": "government",
    "east": "government",
    "ferries": "companies",
}
every_register = pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.name)


@cache
def lens_of(root: Path, as_of: str = "") -> Lens:
    """Return the register of a folder in English."""
    register = load_register(root)
    return Lens(register, edition_of(register, day(as_of) if as_of else None), "en")


def invented(*records: Commitment, agreements: list[Agreement] | None = None) -> Lens:
    """Return a lens on records of three governments, an agency of one, and companies."""
    register = register_of(*records, agreements=agreements)
    parties = {name: Party(name, prose(name), kind) for name, kind in PARTIES.items()}
    works = Party("south-works", prose("Works Office"), "agency", under="south")
    return Lens(replace(register, parties={**parties, works.id: works}), TODAY, "en")


def side(lens: Lens, key: str, name: str) -> Side:
    """Return a column of the comparison."""
    found = (one for one in comparison_of_parties(lens).columns if one.key == key)
    return next(one for one in found if one.link and one.link.words.text == name)


@every_register
def test_each_counted_record_stands_in_one_column(root: Path) -> None:
    """The columns add up to all, and so do the classes of verbs and the agreements."""
    page = comparison_of_parties(lens_of(root))
    total = lens_of(root).edition_view.records
    assert total > 0
    assert sum(one.tally.total for one in page.columns) == total
    assert sum(row.summary.distribution.total for row in page.forces) == total
    told = [share for row in page.agreements for share in row.shares if share]
    assert sum(count for count, _ in told) == total
    for one in page.columns:
        assert sum(count for _, count in one.tally.forces) == one.tally.total


def test_who_acts_decides_the_column() -> None:
    """An agency stands with its government; companies and joint pledges stand apart."""
    lens = invented(
        commitment("a", by=("north",)),
        commitment("b", by=("south-works",)),
        commitment("c", by=("north", "south")),
        commitment("d", by=("ferries",)),
        commitment("e", by=("north", "ferries")),
        commitment("f", by=("east",)),
    )
    page = comparison_of_parties(lens)
    assert [one.key for one in page.columns] == [
        "party",
        "party",
        "governments",
        "others",
        "mixed",
        "other-governments",  # it is party to none of the agreements
    ]
    assert [one.tally.total for one in page.columns] == [1] * 6
    assert [link.words.text for link in side(lens, "party", "south").members] == ["Works Office"]


def test_a_government_of_few_agreements_shares_a_column() -> None:
    """Whoever is party to less than half of the agreements is among the other governments."""
    agreements = [agreement(f"harbour-200{n}", f"200{n}-05-04") for n in (1, 2)]
    far = replace(agreement("harbour-2003", "2003-05-04"), parties=("east",))
    lens = invented(
        commitment("harbour-2003/a", by=("east",)),
        commitment("harbour-2001/b", by=("north",)),
        agreements=[*agreements, far],
    )
    assert [one.key for one in comparison_of_parties(lens).columns] == [
        "party",
        "other-governments",
    ]


def test_a_column_tells_dates_lateness_words_and_evidence() -> None:
    """Each counted where it belongs; below ten there is no percentage."""
    lens = invented(
        commitment("a", assessment(Status.PARTIAL), due=due(by="2002"), force=Force.EFFORT),
        commitment("b", assessment(Status.FULFILLED)),
    )
    tally = side(lens, "party", "north").tally
    assert (tally.dated, tally.late, tally.evidence) == (1, 1, (0, 0))
    assert tally.forces == ((Force.FIRM, 1), (Force.EFFORT, 1))
    kept = tally.rate("kept")
    assert (kept.part, kept.whole, kept.percent) == (1, 2, None)


def test_the_comparison_of_an_agreement_counts_its_records_only() -> None:
    """What others promised elsewhere is left out."""
    lens = invented(
        commitment("harbour-2001/a"),
        commitment("harbour-2002/b"),
        agreements=[agreement(), agreement("harbour-2002", "2002-05-04")],
    )
    page = comparison_of_parties(lens, "harbour-2002")
    assert page.agreement == lens.agreement("harbour-2002")
    assert [one.tally.total for one in page.columns] == [1]


def test_a_party_has_what_bodies_under_it_promised() -> None:
    """The page of a government counts what its agency must do, alone or with others."""
    lens = invented(
        commitment("a", by=("south-works",)),
        commitment("b", by=("north", "south")),
        commitment("c", by=("north",), through=("south-works",)),
    )
    south, works = party_page(lens, "south"), party_page(lens, "south-works")
    assert [row.id for row in south.rows] == ["harbour-2001/a", "harbour-2001/b"]
    assert (south.tally.total, south.alone) == (2, 1)
    assert [link.words.text for link in south.below] == ["Works Office"]
    assert [link.words.text for link in works.above] == ["south"]
    assert [row.id for row in works.rows] == ["harbour-2001/a"]
    assert [link.words.text for link in works.through] == ["c"]


def test_rival_meanings_stand_on_the_page_of_their_agreement() -> None:
    """With who holds each and the status under it; a record with one meaning is no dispute."""
    readings = tuple(
        Reading(name, prose(f"Means {name}."), (who,))
        for name, who in (("all", "north"), ("some", "south"))
    )
    judged = assessment(Status.PARTIAL, under={"all": Status.PARTIAL, "some": Status.FULFILLED})
    lens = invented(
        commitment("a", judged, readings=readings), commitment("b", readings=readings[:1])
    )
    (dispute,) = agreement_page(lens, "harbour-2001").disputes
    assert dispute.record.words.text == "a"
    held = [(one.name, one.held_by[0].words.text, one.status) for one in dispute.meanings]
    assert held == [("all", "north", Status.PARTIAL), ("some", "south", Status.FULFILLED)]


@every_register
def test_sections_hold_their_records_and_those_below(root: Path) -> None:
    """The records of the first level are all that stand in a section; neighbours follow."""
    lens = lens_of(root)
    for name, entry in lens.register.agreements.items():
        pages = [section_page(lens, f"{name}/{section.id}") for section in entry.outline]
        top = [row.id for page in pages if not page.above for row in page.rows]
        records = (lens.register.commitments[one] for one in lens.of_agreement(name))
        placed = [record.id for record in records if lens.sections(record)]
        assert sorted(top) == sorted(placed) if pages else not top
        for page, following in pairwise(pages):
            assert page.after is not None
            assert page.after.key == following.id
            assert following.before is not None
            assert following.before.key == page.id
            assert page.lines is None or page.lines[0] <= page.lines[1]


@every_register
def test_every_quotation_stands_once_on_the_page_of_its_source(root: Path) -> None:
    """As many as the records of the edition hold, each with the record that quotes."""
    lens = lens_of(root)
    expected: Counter[tuple[str | None, str]] = Counter()
    for name in lens.judgements:
        record = lens.register.written[name]
        expected.update((quote.source, name) for quote in record.text)
        expected.update(
            (item.quote.source, name)
            for keys, item in evidence_of(record)
            if item.quote
            and (keys[0] != "assessments" or lens.edition.holds(record.assessments[int(keys[1])]))
        )
    found: Counter[tuple[str | None, str]] = Counter()
    for name in source_names(lens):
        for record in source_page(lens, name).records:
            assert record.link.page
            quoting = record.link.page.removeprefix("commitments/")
            found[name, quoting] += len(record.quotations)
    assert found == expected


def test_of_what_sources_give_only_names_are_kept() -> None:
    """All quotations at once would be as large as the register, for a build that shows a few."""
    lens = lens_of(RECORDS / "every-field")
    source_page(lens, "gazette-2009")
    kept = vars(lens.once(_Uses))
    assert set(kept["quoted"]["gazette-2009"]) <= lens.judgements.keys()
    assert {
        type(name) for index in kept.values() for names in index.values() for name in names
    } == {str}


def test_a_source_shows_the_figures_that_it_gives() -> None:
    """Each observation with its series and the records measured by it."""
    lens = lens_of(RECORDS / "valid")
    (series,) = source_page(lens, "gazette-2003").series
    assert [figure.period for figure in series.figures] == [
        str(entry.period) for entry in lens.register.series["sailings"].observations
    ]
    assert [link.page for link in series.records] == ["commitments/harbour-2001/ferry-sailings"]


def test_sources_of_the_future_have_no_page() -> None:
    """On an early day only what was cited by then is a source, and the text of what was signed."""
    early, today = lens_of(RECORDS / "valid", "2001-06-01"), lens_of(RECORDS / "valid")
    assert source_names(early) == ("harbour-2001-text",)
    assert source_names(today) == ("gazette-2003", "harbour-2001-text")
    assert source_names(lens_of(RECORDS / "valid", "2001-01-01")) == ()
    assert sources_page(today).stored == 2


def test_all_agreements_stand_in_the_list_by_their_day() -> None:
    """The oldest first, those not signed yet left out, the longest bar that of the most."""
    page = agreements_page(lens_of(REPOSITORY))
    assert [one.signed.first() for one in page.entries] == sorted(
        one.signed.first() for one in page.entries
    )
    assert page.most == max(one.distribution.total for one in page.entries)
    early = agreements_page(lens_of(REPOSITORY, "1990-01-01"))
    assert 0 < len(early.entries) < len(page.entries)


def test_names_of_pages_are_reserved() -> None:
    """What a page of the site is called, no agreement, record, source or party can be."""
    lens = invented(
        commitment("text"), commitment("parties/a"), agreements=[agreement(), agreement("parties")]
    )
    register = replace(lens.register, parties={"index": Party("index", prose("x"), "companies")})
    faults = [(fault.path, fault.keys) for fault in reserved_name(register)]
    assert faults == [
        ("commitments/agreements/parties.yaml", ("id",)),
        ("commitments/harbour-2001/text.yaml", ("id",)),
        ("commitments/parties.yaml", ("index",)),
    ]


def test_the_reference_lists_the_names_of_pages() -> None:
    """All of them, so that whoever chooses a name can look there."""
    page = (REPOSITORY / "docs/reference/checks.md").read_text("utf-8")
    for names in RESERVED.values():
        for name in names:
            assert f"`{name}`" in page


@pytest.mark.parametrize("content", [None, "nothing: [\n", "id: a\n"])
@pytest.mark.parametrize("name", ["harbour-2001/text", "harbour-2001/index", "parties/north"])
def test_a_file_with_the_name_of_a_page_does_not_take_its_place(
    tracker: TrackerFolder, name: str, content: str | None
) -> None:
    """Whether it is a sound record, can be read or not: it is refused, and the page stays."""
    before = {entry.name: (kind, entry) for kind, entry in site_entries(lens_of(tracker.root))}
    pilots = (tracker.root / "commitments/harbour-2001/fares-pilots.yaml").read_text("utf-8")
    sound = pilots.replace("harbour-2001/fares-pilots", name)
    tracker.write(f"commitments/{name}.yaml", content or sound)
    register = tracker.load()
    found = [one for one in register.findings if one.location.path == f"commitments/{name}.yaml"]
    assert found
    assert ("reserved-name" in {one.check for one in found}) == (name != "parties/north")
    entries = list(site_entries(Lens(register, edition_of(register), "en")))
    assert {entry.name: (kind, entry) for kind, entry in entries} == before
    assert len(entries) == len(before)


@every_register
def test_no_two_pages_have_one_name(root: Path) -> None:
    """And the folders of pages that are about no agreement are reserved."""
    lens = lens_of(root)
    names = [entry.name for _, entry in site_entries(lens)]
    assert len(names) == len(set(names))
    folders = {name.split("/")[1] for name in names}
    assert folders - lens.register.agreements.keys() <= RESERVED["agreement"]


def test_keys_count_every_status_and_give_the_marks_of_every_rule() -> None:
    """The numbers add up to all counted records; the marks are those of the data."""
    lens = lens_of(REPOSITORY)
    key = status_key(lens)
    assert sum(count for _, count in (*key.judged, *key.not_judged)) == lens.edition_view.records
    table = crosswalk()
    for row, rule in zip(table.rows, scales(), strict=True):
        assert row.rule == rule.id
        for status, mark in zip(table.statuses, row.marks, strict=True):
            assert (mark.strict, mark.lenient) == (rule.strict[status], rule.lenient[status])
