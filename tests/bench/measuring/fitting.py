"""How cost grows with the number of records."""

from collections.abc import Mapping
from math import log

BAR = 1.1
"""The exponent that no scenario may exceed: cost grows linearly, and a little for sorting."""


def exponent(costs: Mapping[int, float]) -> float:
    """Return the b of cost = a * records ** b that fits best: least squares on logarithms.

    What a program does without any record is not taken off, and makes the figure smaller.
    """
    points = [(log(size), log(cost)) for size, cost in costs.items()]
    middle = sum(x for x, _ in points) / len(points)
    height = sum(y for _, y in points) / len(points)
    slope = sum((x - middle) * (y - height) for x, y in points)
    return slope / sum((x - middle) ** 2 for x, _ in points)


def late_exponent(costs: Mapping[int, float]) -> float:
    """Return the exponent between the two largest sizes.

    There the fixed cost is the smallest part of the whole, so growth that it would hide in the
    fit over all sizes is seen here, and nothing has to be guessed to take off.
    """
    return exponent(dict(sorted(costs.items())[-2:]))
