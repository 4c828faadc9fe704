"""Files from strangers become plain data with places, or findings with places; nothing else."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from faults import FAULTS, PATH, TOLD, name_of
from hypothesis import example, given
from hypothesis import strategies as st

from pledgetrack.findings import Location, Severity
from pledgetrack.loading import CHECKS, MAX_NODES, RawRecord, load_bytes, load_file
from pledgetrack.reading import MAX_BYTES, decode, forbidden, locate, reader


@pytest.mark.parametrize(("content", "check", "line", "column", "words"), FAULTS)
def test_a_fault_is_named_with_its_place(
    content: bytes, check: str, line: int, column: int, words: str
) -> None:
    """Each hazard gives an error of its own name at the place of the fault, and no data."""
    raw, findings = load_bytes(content, PATH)
    assert raw is None
    first = findings[0]
    assert (first.check, first.location.line, first.location.column) == (check, line, column)
    assert words in first.message
    assert [first.message, first.hint] == TOLD[name_of(content)]
    assert first.location.path == PATH
    assert first.hint
    assert first.severity is Severity.ERROR


def test_every_check_of_the_catalogue_has_a_sample() -> None:
    """No check is without a test; those of files and comments are tested below."""
    sampled = {fault[1] for fault in FAULTS}
    assert sampled | {"unreadable-file", "swallowed-comment"} == {check.name for check in CHECKS}


def test_all_faults_of_a_file_are_reported() -> None:
    """One mistake does not hide the next."""
    content = b"a: 1\na: 2\nb: !x 3\nc: .inf\nd: {e: 1, e: 2, f: [{g: 1, g: 2}]}\na: 3\n"
    _, findings = load_bytes(content, PATH)
    assert [(f.check, f.location.line, f.location.column) for f in findings] == [
        ("duplicate-key", 2, 1),
        ("yaml-tag", 3, 4),
        ("number-not-finite", 4, 4),
        ("duplicate-key", 5, 11),
        ("duplicate-key", 5, 28),
        ("duplicate-key", 6, 1),
    ]
    assert "line 5, column 22" in findings[4].message
    assert "line 1, column 1" in findings[5].message


def test_a_forbidden_character_is_reported_once_a_file() -> None:
    """A file in a wrong encoding does not drown the report."""
    _, findings = load_bytes("a: \u200e\u200e\nb: \u200e\u202a\n".encode(), PATH)
    assert [(f.location.line, f.location.column) for f in findings] == [(1, 4), (2, 5)]
    assert "2 times more" in findings[0].message


@pytest.mark.parametrize(
    ("word", "value"),
    [
        *((word, True) for word in ("true", "True", "TRUE")),
        *((word, False) for word in ("false", "False", "FALSE")),
        *((word, None) for word in ("", "~", "null", "Null", "NULL")),
        *((word, word) for word in ("no", "on", "yes", "off", "y", "n", "No", "tRUE", "nil")),
        *((word, word) for word in ("010", "0o17", "0x1F", "0b1", "1_000", "00", "-a", "+", ".")),
        *((word, word) for word in ("12:30:45", "1992-02-31", "1992-03", "1e", "e1", "1.2.3")),
        *((word, word) for word in ("inf", "nan", ".in", "1992-Q4", "FY1994", "58-64", "=")),
        ("0", 0),
        ("-0", 0),
        ("+5", 5),
        ("1992", 1992),
        ("-17", -17),
        ("1.5", 1.5),
        (".5", 0.5),
        ("5.", 5),
        ("20.0", 20),
        ("-2.5e-3", -0.0025),
        ("1E3", 1000),
    ],
)
def test_unquoted_words_mean_what_they_mean_in_yaml_1_2(word: str, value: object) -> None:
    """Only true, false, null and decimal numbers are more than text; quoted, all is text."""
    content = f"a: {word}\nb: '{word}'\nc: \"{word}\"\nd: [{word or '~'}]\n".encode()
    raw, findings = load_bytes(content, PATH)
    assert not findings
    assert raw is not None
    assert raw.data == {"a": value, "b": word, "c": word, "d": [value]}
    assert type(raw.data["a"]) is type(value)


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ("a: issue #12", 10, "issue"),
        ("a: #12", 4, None),
        ("a: 日本 #12", 7, "日本"),
        ("a: [x #y\n  ]", 7, ["x"]),
    ],
)
def test_a_swallowed_comment_is_a_warning(line: str, column: int, value: object) -> None:
    """The record is loaded as YAML says, and the editor is told what was lost."""
    raw, findings = load_bytes(f"{line}\n".encode(), PATH)
    assert raw is not None
    assert raw.data == {"a": value}
    (finding,) = findings
    assert (finding.check, finding.severity) == ("swallowed-comment", Severity.WARNING)
    assert finding.location == Location(PATH, 1, column)
    lost = line[line.index("#") :].splitlines()[0]
    assert finding.message == f"the value ends before “{lost}”, which YAML takes for a comment"


def test_of_a_long_comment_only_the_beginning_is_told() -> None:
    """Enough to find it."""
    _, (finding,) = load_bytes(f"a: b #{'c' * 60}\n".encode(), PATH)
    assert f"“#{'c' * 39}”" in finding.message


@pytest.mark.parametrize(
    "text",
    ["a: b # c", "a: b#c", 'a: "b #c"', "a: >-\n  b #c", "#c\na: b", "a: b   #c", "a: b ##"],
)
def test_other_comments_are_no_matter(text: str) -> None:
    """A blank after #, quotes, blocks and aligned comments lose nothing by mistake."""
    raw, findings = load_bytes(text.encode(), PATH)
    assert raw is not None
    assert not findings


def test_harmless_yaml_is_read() -> None:
    """One document mark, CR LF, a quoted << and the styles of text are no faults."""
    content = b"---\r\na: |\r\n  x\r\n  y\r\n'<<': 'it''s'\r\nb: \"\\u00e9\\n\\x41\"\r\n...\r\n"
    raw, findings = load_bytes(content, PATH)
    assert not findings
    assert raw is not None
    assert raw.data == {"a": "x\ny\n", "<<": "it's", "b": "é\nA"}


def _load(text: str) -> RawRecord:
    raw, findings = load_bytes(text.encode(), PATH)
    assert raw is not None, findings
    return raw


def test_places_of_keys_and_values() -> None:
    """Values and keys are found by path, in code points from 1; what is missing, around it."""
    raw = _load("題: 港\nby: [north, 南, {k: v}]\ndue:\n  from: 2001\n  words:\n")
    place = raw.locate
    assert (place().line, place().column) == (1, 1)
    assert (place(("題",)).line, place(("題",)).column) == (1, 4)
    assert place(("題",), key=True).column == 1
    assert place(("by", 1)).column == 13
    assert place(("by", 2, "k")).column == 20
    assert place(("by", 2, "k"), key=True).column == 17
    assert place(("by", 2), key=True) == place(("by", 2))
    assert (place(("due",)).line, place(("due",)).column) == (4, 3)
    assert place(("due",), key=True).line == 3
    assert (place(("due", "words")).line, place(("due", "words")).column) == (5, 9)
    assert place(("due", "by", 3)) == place(("due",))
    assert place(("due", "by"), key=True) == place(("due",))
    assert place(("nothing",)) == place()


# What a record may hold: no controls, no surrogates, no bidirectional marks.
CHARACTERS = st.characters(
    exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Cn", "Co"], include_characters="\n"
)
TEXTS = st.text(CHARACTERS, max_size=12)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(-1e9, 1e9).filter(lambda number: not number.is_integer())
    | TEXTS,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(TEXTS, inside, max_size=4),
    max_leaves=12,
)


class _Dumper(yaml.SafeDumper):
    """Writes no aliases, and quotes text that is a number in YAML 1.2 but not in 1.1."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = '"' if re.match(r"[-+.0-9]", text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _represent_text)


def _places(node: Any, path: tuple[str | int, ...] = ()) -> dict[Any, tuple[int, int]]:
    """Collect the places of all values from PyYAML's own composer."""
    places = {path: (node.start_mark.line + 1, node.start_mark.column + 1)}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            places[*path, key.value, "KEY"] = key.start_mark.line + 1, key.start_mark.column + 1
            places |= _places(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for at, value in enumerate(node.value):
            places |= _places(value, (*path, at))
    return places


@given(data=VALUES.filter(lambda value: value is not None), flow=st.sampled_from([None, True]))
@example(data={"a": {"b": [[], {}, ""]}, "c": [None]}, flow=None)
def test_dumped_data_come_back_with_their_places(data: object, flow: bool | None) -> None:  # noqa: FBT001
    """What PyYAML writes is read as the same data, each key and value at PyYAML's place."""
    text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, default_flow_style=flow)
    raw = _load(text)
    assert raw.data == data
    for path, place in _places(yaml.compose(text, Loader=yaml.SafeLoader)).items():
        key = bool(path) and path[-1] == "KEY"
        found = raw.locate(path[:-1] if key else path, key=key)
        assert (found.line, found.column) == place


SCRAPS = st.sampled_from(
    ["a", "b: ", ": ", "- ", "? ", "\n", "\n  ", "[", "]", "{", "}", ",", '"', "'", "|\n", ">-\n ",
     "#", " #x", "&a ", "*a", "!t ", "<<: ", "---\n", "...\n", "%YAML 1.1\n", "\t", "\\", "\r\n",
     "\r", "\x00", "\ufeff", "\u202e", "日", "1e999", ".inf", "0", "~", "true", "@", "`"]
)  # fmt: skip


@given(st.binary(max_size=300) | st.lists(SCRAPS, max_size=40).map(lambda x: "".join(x).encode()))
def test_any_bytes_give_a_record_or_an_error_with_a_place(content: bytes) -> None:
    """Nothing that a file can hold is an exception, and every finding points into the file."""
    raw, findings = load_bytes(content, PATH)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert (raw is None) == bool(errors)
    names = {check.name for check in CHECKS}
    lines = content.decode("utf-8", "replace").split("\n")
    for finding in findings:
        assert finding.check in names
        assert 1 <= finding.location.line <= len(lines)
        assert 1 <= finding.location.column <= len(lines[finding.location.line - 1]) + 1
        assert finding.message
        assert finding.hint


def test_a_file_is_read_below_the_root(tmp_path: Path) -> None:
    """The path is relative and comes back in the record; links within the tracker are followed."""
    (tmp_path / "commitments").mkdir()
    (tmp_path / "commitments" / "parties.yaml").write_text("north: {}\n", "utf-8")
    (tmp_path / "link.yaml").symlink_to("commitments/parties.yaml")
    raw, findings = load_file(tmp_path, "commitments/parties.yaml")
    assert not findings
    assert raw is not None
    assert (raw.path, raw.data) == ("commitments/parties.yaml", {"north": {}})
    assert load_file(tmp_path, "link.yaml")[0] is not None
    (tmp_path / "folder").symlink_to("commitments")
    (tmp_path / "commitments" / "back").symlink_to("..")
    assert load_file(tmp_path, "folder/back/link.yaml")[0] is not None


def _unreadable(root: Path, path: str) -> str:
    raw, (finding,) = load_file(root, path)
    assert raw is None
    assert (finding.check, finding.location.path) == ("unreadable-file", path)
    return finding.message


def test_a_folder_may_end_with_a_blank(tmp_path: Path) -> None:
    """What lies in it is not outside."""
    root = tmp_path / "tracker "
    root.mkdir()
    (root / "a.yaml").write_text("a: b\n", "utf-8")
    assert load_file(root, "a.yaml")[0] is not None


def test_what_is_no_file_is_a_finding(tmp_path: Path) -> None:
    """A missing file, a folder, a pipe, a link in a circle or a bad name is told, not raised."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    cannot = "this file cannot be read: "
    assert "no such file" in _unreadable(tmp_path, "nothing.yaml")
    for path in ("folder", "pipe", "folder/.", "folder/../folder"):
        assert _unreadable(tmp_path, path) == f"{cannot}it is not a regular file"
    assert "symbolic links" in _unreadable(tmp_path, "loop")
    assert _unreadable(tmp_path, "a\0b") == f"{cannot}its name cannot be used"


def test_a_file_outside_the_tracker_is_not_read(tmp_path: Path) -> None:
    """Neither a link nor a path with dots leads out."""
    (tmp_path / "secret.yaml").write_text("a: b\n", "utf-8")
    root = tmp_path / "tracker"
    root.mkdir()
    (root / "link.yaml").symlink_to("../secret.yaml")
    (root / "up").symlink_to("..")
    (root / "deep").mkdir()
    (root / "deep" / "out").symlink_to("../..")
    outside = "this file cannot be read: it lies outside the folder of the tracker"
    for path in ("link.yaml", "../secret.yaml", "up/secret.yaml", "deep/out/secret.yaml"):
        assert _unreadable(root, path) == outside
    for path in ("up/..", "..", ".", ""):
        assert _unreadable(root, path) == outside
    assert "no such file" in _unreadable(root, "/etc/hostname")


def test_a_large_file_is_not_read_whole(tmp_path: Path) -> None:
    """The limit holds before the content is looked at."""
    with (tmp_path / "large.yaml").open("wb") as file:
        file.truncate(10 * MAX_BYTES)
    raw, (finding,) = load_file(tmp_path, "large.yaml")
    assert raw is None
    assert finding.check == "file-too-large"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_without_permission_is_a_finding(tmp_path: Path) -> None:
    """The reason of the system is handed on."""
    path = tmp_path / "closed.yaml"
    path.write_text("a: b\n", "utf-8")
    path.chmod(0)
    assert "permission" in _unreadable(tmp_path, "closed.yaml")


def test_of_a_large_file_as_much_is_read_as_shows_that_it_is_one(tmp_path: Path) -> None:
    """One byte more than is allowed."""
    (tmp_path / "large.yaml").write_bytes(b"a" * (MAX_BYTES + 9))
    read = reader(tmp_path)("large.yaml")
    assert isinstance(read, bytes)
    assert len(read) == MAX_BYTES + 1


def test_a_file_may_be_as_large_as_is_allowed() -> None:
    """One byte more is too large; of what cannot be read there is no text."""
    content = b"a: " + b"x" * (MAX_BYTES - 3)
    assert decode(content, PATH) == (content.decode(), ())
    for unreadable in (content + b"x", b"\xff", b"a\0"):
        text, (finding,) = decode(unreadable, PATH)
        assert (text, finding.location.line) == ("", 1)


def test_a_character_is_counted_only_where_it_stands_again() -> None:
    """And told by its code where it has no name."""
    place = Location(PATH, 1, 1)
    once = "the character U+0007 (a control character) stands here"
    assert forbidden("\x07", place).message == once
    assert forbidden("\x07", place, 2).message == f"{once}, and 1 times more below"


@pytest.mark.parametrize(
    ("index", "line", "column"), [(0, 1, 1), (1, 2, 1), (2, 2, 2), (3, 3, 1), (4, 3, 2)]
)
def test_a_place_is_counted_from_the_last_line_feed(index: int, line: int, column: int) -> None:
    """Also where the text begins with one."""
    assert locate("\nb\nde", index, PATH) == Location(PATH, line, column)


def test_a_value_that_ends_the_file_has_its_place_in_the_file() -> None:
    """The parser sees an empty value that follows a last line without its end one line below."""
    raw, _ = load_bytes(b"force:b: recognise,[a \n? b]", "odd.yaml")
    assert raw is not None
    place = raw.locate(("b]",))
    assert (place.line, place.column) == (2, 5)


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [((), 1, 1), (("title",), 1, 8), (("by",), 2, 5), (("by", 0), 2, 6), (("note",), 3, 7)],
)
def test_such_a_value_leaves_the_others_where_they_are(
    path: tuple[str | int, ...], line: int, column: int
) -> None:
    """Its place is counted in the last line, however many stand above."""
    place = _load("title: Ferries\nby: [north]\n? note").locate(path)
    assert (place.line, place.column) == (line, column)


def test_a_file_may_hold_as_many_values_as_are_allowed() -> None:
    """The list itself is one of them."""
    raw = _load(f"[{'a,' * (MAX_NODES - 1)}]")
    assert len(raw.data) == MAX_NODES - 1
