"""The cut of a register into volumes: complete, in order, within the limit, and stable."""

from hypothesis import given
from hypothesis import strategies as st

from pledgetrack.rendering.volumes import Entry, Volume, volumes_of

LIMIT = 10


def entries(*groups: tuple[str, str, list[int]]) -> list[Entry]:
    """Make records named after their place: agreement, chapter, number."""
    return [
        Entry(f"{agreement}/{chapter}-{number}", agreement, chapter, pages)
        for agreement, chapter, sizes in groups
        for number, pages in enumerate(sizes)
    ]


def names(*groups: tuple[str, str, list[int]]) -> list[str]:
    """Return the names of the volumes into which records are cut."""
    return [volume.name for volume in volumes_of("all", entries(*groups), LIMIT)]


def test_a_small_register_is_one_volume() -> None:
    """A register at the limit is not cut."""
    small = entries(("ferry", "fares", [2, 3]), ("rail", "fares", [5]))
    assert volumes_of("all", small, LIMIT) == (
        Volume("all", ("ferry/fares-0", "ferry/fares-1", "rail/fares-0")),
    )


def test_no_record_no_volume() -> None:
    """A register without records gives no empty volume."""
    assert volumes_of("all", [], LIMIT) == ()


def test_a_larger_register_is_cut_by_agreement() -> None:
    """Over the limit, each agreement has a volume with its name."""
    assert names(("ferry", "", [9]), ("rail", "", [9])) == ["all-ferry", "all-rail"]


def test_a_large_agreement_is_cut_between_chapters() -> None:
    """Chapters stay whole where they fit, and each volume says which of how many it is."""
    large = entries(("ferry", "a", [3, 3]), ("ferry", "b", [3]), ("ferry", "c", [5, 1]))
    assert volumes_of("all", large, LIMIT) == (
        Volume("all-ferry-1", ("ferry/a-0", "ferry/a-1", "ferry/b-0"), "ferry", 1, 2),
        Volume("all-ferry-2", ("ferry/c-0", "ferry/c-1"), "ferry", 2, 2),
    )


def test_only_a_large_chapter_is_cut_between_records() -> None:
    """A chapter over the limit is cut, and what is small goes along with its end."""
    cut = volumes_of("all", entries(("ferry", "a", [4, 4, 4]), ("ferry", "b", [1])), LIMIT)
    assert [len(volume.records) for volume in cut] == [2, 2]


def test_a_record_larger_than_the_limit_has_a_volume_of_its_own() -> None:
    """A record is never cut, and what stands before and after it does not join it."""
    cut = volumes_of("all", entries(("ferry", "fares", [3, 40, 3])), LIMIT)
    assert [volume.records for volume in cut] == [
        ("ferry/fares-0",),
        ("ferry/fares-1",),
        ("ferry/fares-2",),
    ]


ENTRIES = st.lists(
    st.builds(
        Entry,
        st.uuids().map(str),
        st.sampled_from(["bus", "ferry", "rail"]),
        st.sampled_from(["", "fares", "piers"]),
        st.integers(1, 14),
    ),
    max_size=40,
    unique_by=lambda entry: entry.id,
)


@given(ENTRIES)
def test_every_record_is_in_one_volume_and_names_are_unique(given_: list[Entry]) -> None:
    """Nothing is lost, nothing is there twice, and no volume overwrites another."""
    volumes = volumes_of("all", given_, LIMIT)
    held = [name for volume in volumes for name in volume.records]
    assert sorted(held) == sorted(entry.id for entry in given_)
    assert len({volume.name for volume in volumes}) == len(volumes)


@given(ENTRIES)
def test_no_volume_of_several_records_exceeds_the_limit(given_: list[Entry]) -> None:
    """Only a record that is too large by itself makes a volume too large."""
    pages = {entry.id: entry.pages for entry in given_}
    for volume in volumes_of("all", given_, LIMIT):
        assert len(volume.records) == 1 or sum(map(pages.get, volume.records)) <= LIMIT


@given(ENTRIES, st.integers(1, 14))
def test_a_change_in_one_agreement_moves_nothing_in_another(given_: list[Entry], n: int) -> None:
    """A new record leaves the volumes of the other agreements as they were."""
    before = volumes_of("all", given_, 0)
    grown = [*given_, Entry("new", "ferry", "fares", n)]
    after = volumes_of("all", grown, 0)
    others = {volume for volume in before if volume.agreement != "ferry"}
    assert others <= set(after)
