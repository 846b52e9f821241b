"""The percent of a goal, by pattern: whole numbers from 0 to 100, rounded down, so that 100 means done."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from checkins.rates import Counts
from goals.shares import boundaries

Share = Fraction | Decimal | float | int
_JUST_UNDER_ALL = Fraction(99, 100)


def floor_percent(share: Share) -> int:
    """`share` in whole percent, rounded down, between 0 and 100. A float counts as the decimal it is written as."""
    exact = share if isinstance(share, Fraction) else Fraction(repr(share) if isinstance(share, float) else share)
    return min(100, max(0, exact.numerator * 100 // exact.denominator))


def kept(units: Counts) -> int | None:
    """The share of judged units that were kept; None while none of them is judged."""
    return 100 * units.success // units.judged if units.judged else None


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
    share = milestone_share(steps)
    return None if share is None else floor_percent(share)


def milestone_share(steps: Sequence[tuple[bool, Decimal | int | None]]) -> Fraction | None:
    """The same, exactly and between 0 and 1."""
    if not steps:
        return None
    if all(is_completed for is_completed, _ in steps):
        return Fraction(1)
    reached, before = Fraction(0), Fraction(0)
    for (is_completed, _), boundary in zip(steps, boundaries([share for _, share in steps]), strict=True):
        if is_completed:
            reached += boundary - before
        before = boundary
    return min(_JUST_UNDER_ALL, reached / 100)


def _is_beyond(current: Decimal, target_value: Decimal, direction: str | None) -> bool:
    if direction == "increase":
        return current >= target_value
    return direction == "decrease" and current <= target_value
