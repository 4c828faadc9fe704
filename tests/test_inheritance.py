"""What a part takes from its stem: replaced, added up, or its own."""

from datetime import date

from values import commitment, due, prose

from pledgetrack.inheritance import resolve, stem_chain, whole
from pledgetrack.model import Commitment, Reading, Search
from pledgetrack.vocabulary import Force, Kind

LOOKED = Search(date(2004, 1, 31), prose("Archive"), "ferry", prose("Nothing."))


def plain(name: str, **fields: object) -> Commitment:
    """Return a record that says nothing that a stem could give it."""
    return commitment(name, **{"by": (), "force": None, "verb": None, **fields})


def resolved(*records: Commitment) -> dict[str, Commitment]:
    """Return the records with what they inherit, by their short names."""
    found = resolve({record.id: record for record in records})
    return {record.name: record for record in found.values()}


FERRY = commitment(
    "ferry",
    kind=Kind.STEM,
    by=("north", "south"),
    force=Force.INTENT,
    verb="intend",
    due=due(by="2003"),
    conditions=("weather permitting",),
    readings=(Reading("strict", prose("Each day.")),),
    searched=(LOOKED,),
)


def test_a_part_takes_what_it_does_not_say() -> None:
    """And says which fields came from above."""
    pier = resolved(FERRY, plain("pier", part_of=FERRY.id))["pier"]
    assert (pier.by, pier.force, pier.verb, pier.due) == (
        FERRY.by,
        FERRY.force,
        FERRY.verb,
        FERRY.due,
    )
    assert pier.inherited == {
        "by", "force", "verb", "due", "conditions", "readings", "searched",
    }  # fmt: skip


def test_what_a_part_says_replaces_the_stem() -> None:
    """Actor, force, verb and date each for itself."""
    own = plain("pier", part_of=FERRY.id, by=("south",), due=due(by="2002"))
    pier = resolved(FERRY, own)["pier"]
    assert (pier.by, pier.due, pier.verb) == (("south",), due(by="2002"), "intend")
    assert not {"by", "due"} & pier.inherited


def test_conditions_readings_and_searches_add_up() -> None:
    """Those of the stem come first."""
    own = plain(
        "pier",
        part_of=FERRY.id,
        conditions=("if funds allow",),
        readings=(Reading("lenient", prose("On average.")),),
    )
    pier = resolved(FERRY, own)["pier"]
    assert pier.conditions == ("weather permitting", "if funds allow")
    assert [reading.name for reading in pier.readings] == ["strict", "lenient"]
    assert pier.searched == (LOOKED,)


def test_nothing_else_is_inherited() -> None:
    """Words, through, criteria, lacks, topics and relations are the record's own."""
    stem = commitment(
        "ferry", kind=Kind.STEM, through=("boats",), topics=("sea",), note=prose("N.")
    )
    pier = resolved(stem, plain("pier", part_of=stem.id))["pier"]
    assert (pier.through, pier.topics, pier.note, pier.criteria) == ((), (), None, None)
    assert pier.text == commitment("pier").text
    assert pier.title == commitment("pier").title


def test_stems_of_stems_in_any_order_of_the_files() -> None:
    """The grandchild takes from both, the nearer one first."""
    boats = plain("boats", kind=Kind.STEM, part_of=FERRY.id, verb="will", conditions=("by night",))
    boat = plain("a-boat", part_of=boats.id)
    for order in ((FERRY, boats, boat), (boat, boats, FERRY)):
        found = resolved(*order)["a-boat"]
        assert (found.verb, found.force) == ("will", Force.INTENT)
        assert found.conditions == ("weather permitting", "by night")


def test_a_circle_ends_where_it_closes() -> None:
    """A check says that it is one; here it must only end."""
    one = plain("one", part_of="harbour-2001/two", verb="will")
    two = plain("two", part_of="harbour-2001/one")
    assert set(resolved(one, two)) == {"one", "two"}
    written = {one.id: one, two.id: two}
    assert [record.name for record in stem_chain(written, one.id)] == ["one", "two"]
    assert whole(written) == written


def test_of_a_record_whose_stem_is_missing_not_all_is_known() -> None:
    """Nor of what is below it; of all others it is."""
    lost = plain("lost", kind=Kind.STEM, part_of="harbour-2001/nowhere")
    below = plain("below", part_of=lost.id)
    pier = plain("pier", part_of=FERRY.id)
    for order in ((lost, below, pier, FERRY), (below, pier, FERRY, lost)):
        written = {record.id: record for record in order}
        assert set(whole(written)) == {pier.id, FERRY.id}
        assert resolve(written)[below.id].verb is None
    assert list(stem_chain({}, "harbour-2001/nowhere")) == []
