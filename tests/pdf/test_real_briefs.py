"""The briefs of our own register, where most must find room, stay on one side in each language."""

from functools import cache
from pathlib import Path

import pytest

from pledgetrack.assessment import edition_of
from pledgetrack.line import load_register
from pledgetrack.rendering.composing import Composer
from pledgetrack.rendering.editions import brief_jobs
from pledgetrack.rendering.pdf import layout
from pledgetrack.views import Lens

pytestmark = pytest.mark.pdf

FULLEST = ("chips-1986", "chips-1991", "tokyo-1992")


@cache
def composer_of(language: str) -> Composer:
    """Return what the files of the register share."""
    register = load_register(Path(__file__).parents[2])
    return Lens(register, edition_of(register), language).once(Composer.of)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_fullest_briefs_are_one_side(language: str, paper: str) -> None:
    """Lines of Japanese are as close as those of English, for which the room is reckoned."""
    jobs = list(brief_jobs(composer_of(language), paper))
    found = [job for job in jobs if any(f"-brief-{name}-" in job.name for name in FULLEST)]
    assert len(found) == len(FULLEST)
    sizes = {job.name: len(layout(job.html, job.styles, job.day).anchors) for job in found}
    assert sizes == dict.fromkeys(sizes, 1)
