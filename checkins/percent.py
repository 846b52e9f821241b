"""The percent of a goal, by pattern: whole numbers from 0 to 100, rounded down, so that 100 means done."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor

from checkins.rates import Counts, counts
from checkins.units import Unit

Share = Fraction | Decimal | float | int


def floor_percent(share: Share) -> int:
    """`share` in whole percent, rounded down, between 0 and 100. A float counts as the decimal it is written as."""
    exact = Fraction(repr(share)) if isinstance(share, float) else Fraction(share)
    return min(100, max(0, floor(exact * 100)))


def recurring(units: Iterable[Unit], first: date | None = None, last: date | None = None) -> int | None:
    """Adherence over the units that end between `first` and `last`; None when none of them is judged."""
    return _of_judged(counts(units, first, last))


def limit(units: Iterable[Unit], today: date) -> int | None:
    """The share of closed periods that were kept; None before the first closes."""
    return _of_judged(counts(units, last=today - timedelta(days=1)))


def streak(current: int, target_days: Decimal | int | None) -> int | None:
    """The current run as a part of the days aimed at; None while nobody said how many."""
    return floor_percent(Fraction(current) / Fraction(target_days)) if target_days else None


def target(
    current: Decimal | None, baseline: Decimal | None, target_value: Decimal, direction: str | None = None
) -> int | None:
    """The way from `baseline` (None: 0) to `target_value` that `current` has covered; None while there is no value.

    The way may lead up or down. Where both ends are one, or a `direction` (increase, decrease) is given, a value at the
    target or beyond it is 100.
    """
    if current is None:
        return None
    start = baseline or Decimal(0)
    if _is_beyond(current, target_value, direction):
        return 100
    if start == target_value:
        return 100 if current == target_value else 0
    return floor_percent(Fraction(current - start) / Fraction(target_value - start))


def milestone(steps: Sequence[tuple[bool, Decimal | int | None]]) -> int | None:
    """The percent of milestones in their order, each given as (is completed, share); None when there are none.

    A share is the percent that the goal reaches with this milestone, so each is worth its share less the one before it.
    Milestones without a share divide the way between their neighbours (0 before the first, 100 after the last) evenly:
    when none has one, the percent is done ÷ total. Shares that fall count as the highest so far. All done is 100
    whatever the shares say, and less than all never is.
    """
    if not steps:
        return None
    if all(is_completed for is_completed, _ in steps):
        return 100
    reached, before = Fraction(0), Fraction(0)
    for (is_completed, _), boundary in zip(steps, _boundaries([share for _, share in steps]), strict=True):
        if is_completed:
            reached += boundary - before
        before = boundary
    return min(99, floor_percent(reached / 100))


def current_value(readings: Sequence[Decimal], aggregation: str, baseline: Decimal | None) -> Decimal | None:
    """The value of a target goal after `readings`, ascending in time.

    latest, max and average look at the readings; sum and count add to the baseline (None: 0). Without readings it is
    the baseline. ValueError for another aggregation.
    """
    if not readings:
        return baseline
    if aggregation == "latest":
        return readings[-1]
    if aggregation == "max":
        return max(readings)
    if aggregation == "average":
        return sum(readings, Decimal(0)) / len(readings)
    if aggregation == "sum":
        return sum(readings, baseline or Decimal(0))
    if aggregation == "count":
        return (baseline or Decimal(0)) + len(readings)
    raise ValueError(f"not an aggregation: {aggregation!r}")


def starting_value(readings: Sequence[Decimal], baseline: Decimal | None, direction: str | None) -> Decimal | None:
    """Where the way to the target begins: the baseline; without one, the first reading of a value meant to go down.

    From 0 a falling value would be at its target before the first step.
    """
    if baseline is None and direction == "decrease" and readings:
        return readings[0]
    return baseline


def _of_judged(found: Counts) -> int | None:
    return floor_percent(Fraction(found.success, found.judged)) if found.judged else None


def _is_beyond(current: Decimal, target_value: Decimal, direction: str | None) -> bool:
    if direction == "increase":
        return current >= target_value
    return direction == "decrease" and current <= target_value


def _boundaries(shares: Sequence[Decimal | int | None]) -> list[Fraction]:
    """The percent reached with each milestone, never falling; gaps filled evenly."""
    known: list[tuple[int, Fraction]] = [(-1, Fraction(0))]
    for index, share in enumerate(shares):
        if share is not None:
            known.append((index, max(known[-1][1], Fraction(share))))
    known.append((len(shares) - 1, Fraction(100)))  # adds nothing after a last share that is known
    filled: list[Fraction] = []
    for (left, low), (right, high) in pairwise(known):
        filled += [low + (high - low) * (index - left) / (right - left) for index in range(left + 1, right + 1)]
    return filled
