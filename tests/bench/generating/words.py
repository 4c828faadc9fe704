"""Invented words, always the same for the same seed."""

import random

NOUNS = """
    anchor apron arbour bakery barrel basin beacon bench bridge canal candle cellar chapel
    cistern cloister cottage crane dairy depot ferry field forge fountain gallery garden gate
    granary harbour hedge kiln ladder lantern library lighthouse lock loft market meadow mill
    moor museum nursery orchard oven paddock pasture path pavilion pier pilot pond quarry quay
    reed reservoir ridge road rope sail school shelter signal slope spring square stable stall
    station stream tavern terrace timber timetable tower trail valley vault vessel village
    wagon wall warehouse well wharf windmill workshop yard
""".split()  # noqa: SIM905  a list would take a page
LINKS = """
    of for beside near above below behind within across along around between from
""".split()  # noqa: SIM905  a list would take a page
QUALITIES = """
    amber ample annual blue bright broad calm central common coastal early eastern equal fair
    formal gentle green inland joint local long lower modest narrow northern old open plain
    public quiet red regular round shared short silver southern steady upper western wide yearly
""".split()  # noqa: SIM905  a list would take a page


class Words:
    """Phrases and sentences by chance."""

    def __init__(self, seed: int) -> None:
        """Begin with a seed."""
        self.chance = random.Random(seed)  # noqa: S311  words, not secrets

    def phrase(self, words: int) -> str:
        """Return words in a row: the deep well beside the old mill ..."""
        pick = self.chance.choice
        units = []
        while words > 0:
            units.append(f"{pick(LINKS)} the {pick(QUALITIES)} {pick(NOUNS)}")
            words -= 4
        return " ".join(units).partition(" ")[2]

    def sentence(self, words: int) -> str:
        """Return a phrase as a sentence."""
        return f"There was {self.phrase(words)}."
