"""The targets of the fuzzer, on all they begin with and on a few inputs more."""

import random
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from targets import ALIKE, TARGETS, large_seeds, seeds

MUTANTS = 300
LARGEST_FILE = 256 * 1024


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_holds_for_its_seeds(target: str) -> None:
    """There are inputs to begin with, and none of them breaks a promise."""
    given_inputs = seeds(target)
    assert len(given_inputs) >= 5
    for content in given_inputs:
        TARGETS[target](content)


@pytest.mark.parametrize("target", [name for name in TARGETS if name != "verifying"])
def test_a_target_holds_for_very_much_of_a_kind(target: str) -> None:
    """As many marks, blanks or letters as a file may hold; what costs their square never ends."""
    inputs = large_seeds(target, LARGEST_FILE)[-2 * len(ALIKE) :]
    assert min(map(len, inputs)) > LARGEST_FILE - 10
    for content in inputs:
        TARGETS[target](content)


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_holds_for_altered_seeds(target: str) -> None:
    """Bytes cut, doubled, swapped and written over break no promise; the same ones each time."""
    chance = random.Random(2001)  # noqa: S311  no secret
    inputs = seeds(target)
    for _ in range(MUTANTS):
        TARGETS[target](altered(bytearray(chance.choice(inputs)), chance))


def altered(content: bytearray, chance: random.Random) -> bytes:
    """Return the bytes after one to six small accidents."""
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(content) + 1)
        to = min(len(content), at + chance.randint(0, 40))
        piece = content[at:to]
        content[at:to] = chance.choice(
            (
                b"",
                piece + piece,
                piece[::-1],
                bytes(chance.choices(b"\t :-#{}[]&*!|>'\"%@`\xc3\n", k=3)),
            )
        )
    return bytes(content)


@pytest.mark.parametrize("target", TARGETS)
@given(content=st.binary(max_size=2000) | st.text(max_size=1000).map(str.encode))
def test_a_target_holds_for_any_bytes(target: str, content: bytes) -> None:
    """No bytes break a promise."""
    TARGETS[target](content)
