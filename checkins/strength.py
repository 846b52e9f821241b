"""Strength: how well established a habit is, between 0 and 1, the recent past weighing more.

The formula is Loop Habit Tracker's: s <- s*m + p*(1-m) a day, with m = 0.5^(sqrt(f)/13) for a frequency of f times a
day and p the share reached; a daily habit loses half its strength in 13 missed days. A unit of d days takes d such
steps at once, m^d.
"""

from collections.abc import Iterable
from math import sqrt

from checkins.units import Reason, State, Unit


def multiplier(frequency: float, days: float = 1.0) -> float:
    """The part of the old strength that is left after `days` days."""
    return float(0.5 ** (sqrt(frequency) * days / 13))


def step(previous: float, share: float, frequency: float, days: float = 1.0) -> float:
    """The strength after `days` days of which `share` was reached."""
    left = multiplier(frequency, days)
    return previous * left + share * (1 - left)


def strengthened(current: float, unit: Unit) -> float:
    """The strength after one more unit: one step for a success or a miss.

    Pending units, and what came before the goal began, change nothing. A neutral unit freezes it, except that the part
    of the unit that was reached still counts where it raises the strength: otherwise a skip could cost what the days
    around it had earned.
    """
    if unit.state is State.PENDING or unit.reason is Reason.NOT_STARTED:
        return current
    after = step(current, unit.share, unit.frequency, unit.weight_days)
    return max(current, after) if unit.state is State.NEUTRAL else after


def strength(units: Iterable[Unit], pattern: str) -> float:
    """The strength after ascending `units`. It starts at 0, for limits at 1."""
    current = 1.0 if pattern == "limit" else 0.0
    for unit in units:
        current = strengthened(current, unit)
    return current
