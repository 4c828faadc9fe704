"""A quote is found where it stands, exactly, and nowhere else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgetrack.texts import LARGEST_TEXT, StoredText, how_often, normalised, read_text

COMPACT = "THE COMPACT\n\n“Ferries” will\nrun – daily.\nFerries will rest.\n"

# Letters that join, marks, spaces, soft hyphens and signs that have a plain form.
TEXTS = st.text(
    st.one_of(
        st.sampled_from("ab .\n\n\t\r“”‘’–—\u00ad\u00a0\u3000e\u0301がか\u3099\u1100\u1161\u11a8ﬁ"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("one\n  two\tthree", "one two three"),
        ("  both ends\n", "both ends"),
        ("‘a’ “b” „c‟", '\'a\' "b" "c"'),
        ("1990–1992 — a‑b", "1990-1992 - a-b"),
        ("har\u00adbour", "harbour"),
        ("cafe\u0301", "café"),
        ("か\u3099", "が"),
        ("\u3000全角\u3000", "全角"),
        ("Ferries", "Ferries"),
        ("ﬁ ① Ａ", "ﬁ ① Ａ"),
    ],
)
def test_normalisation_changes_spaces_marks_and_dashes_only(written: str, compared: str) -> None:
    """Letters, digits, case and full width stay as they are."""
    assert normalised(written) == compared


def test_a_match_has_lines_and_a_span_of_the_file() -> None:
    """The span leads back to the very characters, over a line end and typographic marks."""
    (match,) = StoredText(COMPACT).find('"Ferries" will run - daily.')
    assert match.lines == (3, 4)
    assert COMPACT[slice(*match.span)] == "“Ferries” will\nrun – daily."


def test_lines_narrow_the_search() -> None:
    """A quote that begins or ends outside the lines is not in them."""
    text = StoredText(COMPACT)
    assert len(text.find("will")) == 2
    assert [match.lines for match in text.find("will", (5, 5))] == [(5, 5)]
    assert not text.find("will run", (4, 4))
    assert not text.find("will run", (3, 3))
    assert len(text.find("will run", (3, 4))) == 1


def test_nothing_is_matched_approximately() -> None:
    """Another case, a left-out word, an empty quote: no match."""
    text = StoredText(COMPACT)
    assert not text.find("ferries will rest")
    assert not text.find("Ferries rest")
    assert not text.find(" \n ")


def test_places_that_overlap_are_all_found() -> None:
    """Or a quote that stands twice would look unique."""
    assert [match.span for match in StoredText("ababa").find("aba")] == [(0, 3), (2, 5)]


def test_a_quote_may_not_end_inside_a_character() -> None:
    """A letter and what combines with it are one: é is no e."""
    text = StoredText("cafe\u0301s")
    assert not text.find("cafe")
    assert [match.span for match in text.find("café")] == [(0, 5)]


@pytest.mark.parametrize(
    ("content", "count"),
    [
        ("", 0),
        ("a", 1),
        ("a\n", 1),
        ("a\nb", 2),
        ("a\n\n", 2),
        ("a\r\nb\n", 2),
        ("a\u2028b\x0cc", 1),
    ],
)
def test_lines_end_at_lf_only(content: str, count: int) -> None:
    """Other line separators are characters like any other."""
    assert StoredText(content).line_count == count


def test_a_line_and_the_line_of_a_place() -> None:
    """Both count from 1."""
    text = StoredText(COMPACT)
    assert text.line(4) == "run – daily."
    assert text.line_at(0) == 1
    assert text.line_at(COMPACT.index("rest")) == 5
    assert [text.line(at) for at in range(1, 6)] == COMPACT.splitlines()


def test_how_far_a_wrong_quote_agrees() -> None:
    """The words up to the first difference, and what the text has there."""
    text = StoredText(COMPACT)
    agreed, onward = text.agreement_up_to("Ferries will ruin", (5, 5))
    assert (agreed, onward) == ("Ferries will r", "est.")
    assert text.agreement_up_to("zebra")[0] == ""


def test_a_text_is_read_byte_for_byte_and_not_without_end(tmp_path) -> None:  # noqa: ANN001
    """CR LF stays, and what is too large is refused before it is read."""
    file = tmp_path / "text"
    file.write_bytes(b"a\r\nb")
    assert read_text(file) == b"a\r\nb"
    with file.open("wb") as stream:
        stream.truncate(LARGEST_TEXT + 1)
    with pytest.raises(OSError, match="16 MiB"):
        read_text(file)


def spans_of(text: StoredText) -> list[tuple[int, int]]:
    """Return where each character of the normal form stands in the file."""
    searchable, places = text._searchable
    return [places.span(at) for at in range(len(searchable))]


@given(TEXTS)
def test_the_searchable_form_is_the_normal_form(content: str) -> None:
    """Normalising piece by piece gives what normalising the whole gives."""
    searchable, _ = StoredText(content)._searchable
    assert normalised(searchable) == normalised(content)


@given(TEXTS)
def test_a_search_begins_at_the_first_character_from_a_place_on(content: str) -> None:
    """So nothing before the lines that are given is searched, and nothing in them left out."""
    text = StoredText(content)
    places = text._searchable[1]
    begins = [begin for begin, _ in spans_of(text)]
    for place in range(len(content) + 1):
        assert places.from_place(place) == sum(begin < place for begin in begins)


def test_of_lines_that_only_end_no_places_are_noted() -> None:
    """A text may have millions of characters, of which each stands where one expects it."""
    plain, spaced = (StoredText(between.join(["will run"] * 1000)) for between in ("\n", "\n\n"))
    noted = [len(text._searchable[1]._at) for text in (plain, spaced)]
    assert noted == [1, 1000]
    assert spans_of(plain)[-1] == (len(plain.content) - 1, len(plain.content))


@given(TEXTS)
def test_the_offset_map_leads_back_to_the_file(content: str) -> None:
    """Places never go backwards, and each piece of the file gives the piece that is compared."""
    text = StoredText(content)
    searchable, _ = text._searchable
    starts, ends = ([span[side] for span in spans_of(text)] for side in (0, 1))
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
        assert 0 <= start < end <= len(content)
        piece = content[start:end]
        assert piece.isspace() or normalised(piece).find(searchable[at]) >= 0


@given(TEXTS, st.data())
def test_whatever_is_copied_from_a_text_is_found_there(content: str, data: st.DataObject) -> None:
    """Any words that begin and end with whole characters are found, at the place they stand."""
    text = StoredText(content)
    spans = spans_of(text)
    if not spans:
        return
    first = data.draw(st.integers(0, len(spans) - 1))
    last = data.draw(st.integers(first, len(spans) - 1))
    begin, end = spans[first][0], spans[last][1]
    copied = content[begin:end]
    wanted = normalised(copied)
    if not wanted:
        return
    matches = text.find(copied)
    assert any(begin <= match.span[0] and match.span[1] <= end for match in matches)
    for match in matches:
        found = content[slice(*match.span)]
        assert normalised(found) == wanted
        assert match.lines[0] == content.count("\n", 0, match.span[0]) + 1
        assert match.lines[1] == content.count("\n", 0, match.span[1] - 1) + 1
        assert match in text.find(copied, match.lines)


@given(TEXTS, st.sampled_from(["\n", " ", "\u00ad", "\t \n"]))
def test_line_breaks_and_soft_hyphens_in_a_quote_do_not_matter(content: str, breaks: str) -> None:
    """An editor wraps a long quote as it fits."""
    assert normalised(f"a {content} b") == normalised(f"a{' '}{content} b")
    wrapped = content.replace(" ", f" {breaks}") if breaks != "\u00ad" else content + breaks
    assert normalised(wrapped) == normalised(content)


@given(TEXTS)
def test_normalising_twice_changes_nothing(content: str) -> None:
    """The form in which texts are compared is a normal form."""
    once = normalised(content)
    assert normalised(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_of_very_many_places_only_the_first_are_told() -> None:
    """A repeated letter in a text of that letter costs no time: it stands nearly everywhere."""
    found = StoredText("a" * 200_000).find("a" * 20_000)
    assert [match.span[0] for match in found] == list(range(100))
    assert how_often(found) == "100 times or more"
    assert how_often(found[:2]) == "2 times"


def test_a_text_is_whole_unless_said_otherwise() -> None:
    """What is stored in part is said to be."""
    assert StoredText("a").whole
    assert not StoredText("a", whole=False).whole


def test_how_far_a_quote_agrees_is_looked_up_in_its_lines_only() -> None:
    """What stands above or below the lines may agree further."""
    text = StoredText("ferries run daily\nferries stop at night\nferries run daily again\n")
    assert text.agreement_up_to("ferries run daily", (2, 2)) == ("ferries ", "stop at night")
    assert text.agreement_up_to("ferries run daily ago", (1, 1)) == ("ferries run daily", "")
    assert text.agreement_up_to("ferries run daily") == (
        "ferries run daily",
        " ferries stop at night ferries"[:30],
    )
    assert text.agreement_up_to("xyz") == ("", "ferries run daily ferries stop")
    assert StoredText("run x, run y").agreement_up_to("run z") == ("run ", "x, run y")


def test_the_largest_text_is_still_read(tmp_path, monkeypatch) -> None:  # noqa: ANN001
    """The limit itself is allowed."""
    monkeypatch.setattr("pledgetrack.texts.LARGEST_TEXT", 3)
    (tmp_path / "text").write_bytes(b"abc")
    assert read_text(tmp_path / "text") == b"abc"
    (tmp_path / "text").write_bytes(b"abcd")
    with pytest.raises(OSError, match="larger than"):
        read_text(tmp_path / "text")
