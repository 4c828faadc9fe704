"""The table of all records without a browser: its rows, what they can be filtered by, its codes."""

from collections import Counter
from datetime import date
from functools import cache

import pytest
from markup import Markup
from trackers import RECORDS
from values import assessment, commitment, due, register_of

from pledgetrack.assessment import Edition, edition_of, lacks_of
from pledgetrack.line import load_register
from pledgetrack.register import Register
from pledgetrack.rendering.cells import Cells
from pledgetrack.rendering.html import Renderer
from pledgetrack.views import ExplorerPage, Lens, explorer_page
from pledgetrack.vocabulary import Grade, Kind, Lack, Status


@cache
def register() -> Register:
    """Return the register that uses every field."""
    return load_register(RECORDS / "every-field")


@cache
def lens(language: str = "en") -> Lens:
    """Return it as it stands today."""
    return Lens(register(), edition_of(register()), language)


@cache
def page(language: str = "en") -> ExplorerPage:
    """Return the page of all its records."""
    return explorer_page(lens(language))


@cache
def drawn(language: str = "en") -> Markup:
    """Return the page as it is drawn; files of data lie beside it."""
    return Markup(Renderer(language).page(page(language), lambda name: f"/{name}"))


def keys_of(explorer: ExplorerPage, facet: str) -> dict[str, list[str]]:
    """Return the keys that each record has in a facet."""
    (found,) = [one for one in explorer.facets if one.key == facet]
    held = [[found.choices[at].key for at in places] for places in found.held]
    return dict(zip([row.id for row in explorer.rows], held, strict=True))


def choices_of(explorer: ExplorerPage, facet: str) -> list[str]:
    """Return the keys of a facet in their order."""
    (found,) = [one for one in explorer.facets if one.key == facet]
    return [choice.key for choice in found.choices]


def test_every_record_has_a_row_in_the_order_of_the_register() -> None:
    """Stems, parts and what is not counted stand in the table like all others."""
    assert [row.id for row in page().rows] == list(lens().judgements)
    assert {row.status for row in page().rows} >= {Status.STEM, Status.FULFILLED}


def test_numbers_of_a_facet_are_those_of_its_records() -> None:
    """Each value says how many records have it, and none stands there that no record has."""
    assert len(page().facets) == 10
    for facet in page().facets:
        counted = Counter(at for places in facet.held for at in places)
        assert [counted[at] for at in range(len(facet.choices))] == [
            choice.records for choice in facet.choices
        ]
        assert all(choice.records for choice in facet.choices)
        assert len(facet.held) == len(page().rows)


def test_facets_answer_for_each_record() -> None:
    """What a record can be found by is what it says, or what is derived from it."""
    for name, judgement in lens().judgements.items():
        record = judgement.commitment
        expected = {
            "status": [judgement.status],
            "party": list(record.by),
            "force": [record.force] if record.force else [],
            "kind": [record.kind],
            "stage": [judgement.lifecycle] if judgement.lifecycle else [],
            "agreement": [record.agreement],
        }
        for facet, keys in expected.items():
            assert keys_of(page(), facet)[name] == (keys or ["-"]), (name, facet)


def test_a_chapter_finds_what_stands_below_it() -> None:
    """A record has the sections around it too; those that stand in none are found by that."""
    sections = keys_of(page(), "section")
    for name, judgement in lens().judgements.items():
        record = judgement.commitment
        above = [f"{record.agreement}/{link.key}" for link in lens().sections(record)]
        assert sections[name] == (above or ["-"])
    (facet,) = [one for one in page().facets if one.key == "section"]
    assert {choice.depth for choice in facet.choices} >= {0, 1}
    assert any(len(keys) > 1 for keys in sections.values())


def test_no_value_stands_last() -> None:
    """Records that have nothing to say to a question are found by a value of their own."""
    stages = choices_of(page(), "stage")
    assert stages[-1] == "-"
    assert stages.count("-") == 1


@pytest.mark.parametrize(
    ("lacks", "by", "expected"),
    [
        ((), "2002", "yes"),
        ((), None, "undated"),
        ((Lack.MEASURE,), "2002", "partly"),
        ((Lack.ACT, Lack.ACTOR), None, "partly"),
    ],
)
def test_whether_a_record_can_be_tested(
    lacks: tuple[Lack, ...], by: str | None, expected: str
) -> None:
    """A missing date is told apart from what makes a test impossible."""
    record = commitment("ferry", lacks=lacks, due=due(by=by) if by else None)
    explorer = explorer_of(register_of(record))
    assert bool(lacks_of(record)) == (expected != "yes")
    assert keys_of(explorer, "testable") == {"harbour-2001/ferry": [expected]}


def explorer_of(made: Register) -> ExplorerPage:
    """Return the page of a register."""
    return explorer_page(Lens(made, Edition(date(2009, 12, 31)), "en"))


def test_the_best_source_is_that_of_the_judgement_shown() -> None:
    """What only gives the context does not count, nor do the sources of earlier judgements."""
    weights = list(Grade)
    best = keys_of(page(), "grade")
    seen = set()
    for name, judgement in lens().judgements.items():
        evidence = judgement.assessment.evidence if judgement.assessment else ()
        views = [lens().evidence(item) for item in evidence]
        grades = [
            view.quote.source.grade
            for view in views
            if view.stance and view.stance.value != "context" and view.quote and view.quote.source
        ]
        expected = min(grades, key=weights.index) if grades else "-"
        assert best[name] == [expected]
        seen.add(expected)
    assert len(seen) > 2


def test_due_dates_have_the_order_of_their_days() -> None:
    """The rank grows with the day; without a date it is none."""
    made = register_of(
        commitment("a", due=due(by="2003-05")),
        commitment("b"),
        commitment("c", due=due(start="2002")),
        commitment("d", due=due(by="2003-06-01")),
    )
    ranks = {row.id[-1]: row.due_rank for row in explorer_of(made).rows}
    assert ranks["b"] == 0 < ranks["c"] < ranks["a"]
    assert ranks["d"] == ranks["a"] + 1


def test_records_of_a_past_edition_only() -> None:
    """A record of an agreement that was not signed yet is not in the table."""
    day = register().agreements["harbour-2001"].signed.last()
    early = explorer_page(Lens(register(), Edition(day), "en"))
    assert 0 < len(early.rows) < len(page().rows)


def test_rows_say_in_words_what_the_codes_say() -> None:
    """The table is complete without a script: status, title, who, verb, due, stage, evidence."""
    _, *rows = drawn().all("tr")
    assert len(rows) == len(page().rows)
    renderer = Renderer("en")
    for element, row in zip(rows, page().rows, strict=True):
        assert element.attributes["role"] == "row"
        said = element.text.replace("\N{NO-BREAK SPACE}", " ")
        assert said.startswith(renderer.wording.word(row.status))
        for words in (row.link.words, row.agreement, row.section, *row.by):
            assert words is None or words.text in said
        assert row.force is None or renderer.wording.word(row.force) in said
        assert renderer.wording.due(row.due, short=True) in said
        assert row.lifecycle is None or renderer.wording.word(row.lifecycle) in said
        pro, contra = row.tally
        assert said.endswith(f"{pro} for, {contra} against" if pro or contra else "none")


def test_codes_are_those_of_the_boxes() -> None:
    """What the script reads is the place of each value among the boxes, and ids in their order."""
    (table,) = drawn().all("table", "pt-ex-all")
    assert table.attributes["data-ids"].split() == [row.id for row in page().rows]
    assert table.attributes["data-due"].split() == [str(row.due_rank) for row in page().rows]
    shown = [facet for facet in page().facets if len(facet.choices) > 1]
    fieldsets = drawn().all("fieldset")
    assert [one.attributes["name"] for one in fieldsets] == [facet.key for facet in shown]
    for fieldset, facet in zip(fieldsets, shown, strict=True):
        codes = fieldset.attributes["data-held"].split()
        assert [tuple(map(int, code.split("."))) for code in codes] == list(facet.held)


def test_boxes_have_the_numbers_of_the_facets() -> None:
    """Each box has its key, and beside it the name and the number of records."""
    boxes = [one.attributes["value"] for one in drawn().all("input") if "value" in one.attributes]
    shown = [facet for facet in page().facets if len(facet.choices) > 1]
    assert boxes == [choice.key for facet in shown for choice in facet.choices]
    numbers = [one.text for one in drawn().all("span", "n") if "label" in one.parents]
    assert numbers == [str(choice.records) for facet in shown for choice in facet.choices]


def test_what_works_by_script_only_is_hidden() -> None:
    """Without a script there is no box to tick, nothing to type into, and a sentence says why."""
    (facets,) = drawn().all("details", "pt-ex-wrap")
    (search,) = [one for one in drawn().all("input") if one.attributes["type"] == "search"]
    assert "hidden" in facets.attributes
    assert "hidden" in search.attributes
    around = (drawn().one("div", "pt-ex-tags"), drawn().one("p", "pt-none"))
    assert all("hidden" in one.attributes for one in around)
    assert {one.text for one in drawn().all("button")} == {"Clear filters"}  # they stand in these
    assert "complete table" in drawn().one("noscript").text


def test_downloads_lead_to_the_whole_lists() -> None:
    """Without a script the same buttons give all records."""
    links = [one.attributes for one in drawn().all("a") if "download" in one.attributes]
    assert [link["href"] for link in links] == [
        "/commitments/index.csv",
        "/commitments/index.json",
    ]


def test_where_no_list_lies_there_is_no_button() -> None:
    """A page that is drawn alone promises no file."""
    alone = Markup(Renderer("en").page(page(), lambda _name: ""))
    assert not [one for one in alone.all("a") if "download" in one.attributes]


def test_japanese_page_speaks_japanese() -> None:
    """Questions, values and the sentence are translated."""
    text = drawn("ja").text
    for words in ("状況", "行うべき者", "絞り込み", "約束"):
        assert words in text
    assert "Filter" not in text
    assert "records" not in text


def test_an_empty_tracker_has_an_empty_table() -> None:
    """No row, no facet, no error."""
    made = register_of()
    explorer = explorer_of(made)
    assert explorer.rows == ()
    assert all(facet.choices == () for facet in explorer.facets)
    assert "0 records" in Markup(Renderer("en").page(explorer, lambda name: f"/{name}")).text


def test_many_ticks_stay_within_the_cell() -> None:
    """A tick stands for each piece of evidence up to nine; the words give the number."""
    renderer = Renderer("en")
    cells = Cells(renderer.wording, renderer.gettext, lambda words: words.text)
    assert '<i class="f9"></i><i class="a2"></i>' in cells.tally((14, 2))
    assert "14\N{NO-BREAK SPACE}for" in cells.tally((14, 2))
    assert cells.tally((0, 0)) == "none"


def test_a_stem_says_how_many_parts_it_has() -> None:
    """Its status is that of its parts, so the row says how many there are."""
    whole = "harbour-2001/all"
    parts = [commitment(name, assessment(Status.FULFILLED), part_of=whole) for name in "ab"]
    made = register_of(commitment("all", kind=Kind.STEM), *parts)
    explorer = explorer_of(made)
    assert [row.parts for row in explorer.rows] == [2, 0, 0]
    assert "Stem 2 parts" in Markup(Renderer("en").page(explorer, lambda _name: "")).text
