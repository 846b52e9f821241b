"""Intervals around shares, means and their differences. They are what a figure of few observations can honestly say.

Sources: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927), for one
share; R. G. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in Medicine
17 (1998) 873-890, method 10, for two; B. L. Welch, "The generalization of Student's problem", Biometrika 34 (1947), for
two means.
"""

from collections.abc import Sequence
from math import fsum, sqrt
from statistics import NormalDist
from typing import NamedTuple

from checkins.student import two_sided


class Interval(NamedTuple):
    """`value` is what was observed; the truth lies between `low` and `high`, as sure as was asked."""

    value: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether 0 lies outside: of a difference, that there is one."""
        return self.low > 0 or self.high < 0


def wilson(successes: int, total: int, confidence: float = 0.95) -> Interval:
    """The share of `successes` in `total`, within 0 and 1; ValueError when there are none or more than all."""
    if not 0 <= successes <= total or not total:
        raise ValueError("successes are a part of one or more")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, square = successes / total, z * z
    middle = (successes + square / 2) / (total + square)
    half = z * sqrt(total * share * (1 - share) + square / 4) / (total + square)
    low = max(0.0, middle - half) if successes else 0.0
    high = min(1.0, middle + half) if successes < total else 1.0
    return Interval(share, min(low, share), max(high, share))


def newcombe(a: tuple[int, int], b: tuple[int, int], confidence: float = 0.95) -> Interval:
    """The share of `a` less that of `b`, each (successes, total), between −1 and 1; ValueError as for `wilson`."""
    first, second = wilson(*a, confidence), wilson(*b, confidence)
    difference = first.value - second.value
    below = sqrt((first.value - first.low) ** 2 + (second.high - second.value) ** 2)
    above = sqrt((first.high - first.value) ** 2 + (second.value - second.low) ** 2)
    return Interval(difference, max(-1.0, difference - below), min(1.0, difference + above))


def mean_difference(a: Sequence[float], b: Sequence[float], confidence: float = 0.95) -> Interval:
    """The mean of `a` less that of `b`, with Welch's interval, which lets each vary in its own way.

    It takes the values for independent of each other; ValueError for fewer than two on a side.
    """
    if min(len(a), len(b)) < 2:
        raise ValueError("a mean of one value has no interval")
    (mean_a, error_a), (mean_b, error_b) = _mean_and_error(a), _mean_and_error(b)
    difference, squared = mean_a - mean_b, error_a + error_b
    if squared <= 0:
        return Interval(difference, difference, difference)
    # As parts of the whole, so that neither huge nor tiny values leave the range of a double.
    part_a, part_b = error_a / squared, error_b / squared
    freedom = max(1.0, 1 / (part_a**2 / (len(a) - 1) + part_b**2 / (len(b) - 1)))
    half = two_sided(confidence, freedom) * sqrt(squared)
    return Interval(difference, difference - half, difference + half)


def _mean_and_error(values: Sequence[float]) -> tuple[float, float]:
    """The mean, and the square of its standard error."""
    count = len(values)
    mean = fsum(values) / count
    return mean, fsum((value - mean) ** 2 for value in values) / (count - 1) / count
