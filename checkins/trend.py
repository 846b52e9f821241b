"""Trend: do values rise or fall, or is what one sees no more than chance?

The line is the ordinary least squares line, computed in whole numbers and so without rounding; NIST's certified
regressions come out to their last digit. A slope counts when it differs from 0 by Student's t test at 90% (two-sided):
|slope| > t · standard error, with n − 2 degrees of freedom.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import lcm, sqrt
from typing import Any, NamedTuple

from checkins.student import two_sided

Number = Decimal | Fraction | float | int

CONFIDENCE = 0.9
FEWEST_POINTS = 5
SHORTEST_DAYS = 28
_PERIODS = 4


class Direction(StrEnum):
    RISING = "rising"
    FALLING = "falling"
    STABLE = "stable"
    INSUFFICIENT_DATA = "insufficient_data"


class Fit(NamedTuple):
    """y = intercept + slope · x; `slope_error` is the standard error of the slope, `deviation` that of the points."""

    slope: float
    intercept: float
    slope_error: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Trend:
    """`slope` is in the goal's unit a day, None while there are too few points to say anything; `n` is their number."""

    direction: Direction
    slope: float | None
    n: int

    def as_json(self) -> dict[str, Any]:
        return {"direction": self.direction, "slope_per_day": self.slope, "points": self.n}


def window_days(period_days: int) -> int:
    """How many days back a trend looks, for a goal whose period lasts `period_days`."""
    return max(SHORTEST_DAYS, _PERIODS * period_days)


def trend(points: Iterable[tuple[date, Number]]) -> Trend:
    """The trend of values by day, in any order; ValueError for NaN, OverflowError for infinity."""
    known = [(day.toordinal(), value) for day, value in points]
    found = fit(known) if len(known) >= FEWEST_POINTS else None
    if found is None:
        return Trend(Direction.INSUFFICIENT_DATA, None, len(known))
    if abs(found.slope) <= two_sided(CONFIDENCE, len(known) - 2) * found.slope_error:
        return Trend(Direction.STABLE, found.slope, len(known))
    return Trend(Direction.RISING if found.slope > 0 else Direction.FALLING, found.slope, len(known))


def fit(points: Sequence[tuple[Number, Number]]) -> Fit | None:
    """The least squares line through (x, y); None for fewer than three points, or when all have one x."""
    n = len(points)
    xs, unit_x = _whole([x for x, _ in points])
    ys, unit_y = _whole([y for _, y in points])
    sum_x, sum_y = sum(xs), sum(ys)
    # Each is n times the sum of products around the means.
    around_x = n * sum(x * x for x in xs) - sum_x * sum_x
    around_y = n * sum(y * y for y in ys) - sum_y * sum_y
    around = n * sum(x * y for x, y in zip(xs, ys, strict=True)) - sum_x * sum_y
    if n < 3 or not around_x:
        return None
    slope = Fraction(around, around_x)
    variance = (around_y - slope * around) / (n * (n - 2))
    return Fit(
        slope=float(slope * unit_y / unit_x),
        intercept=float((sum_y - slope * sum_x) / n * unit_y),
        slope_error=sqrt(variance * n / around_x * (unit_y / unit_x) ** 2),
        deviation=sqrt(variance * unit_y**2),
    )


def _whole(values: Sequence[Number]) -> tuple[list[int], Fraction]:
    """The values as whole multiples of a unit."""
    exact = [Fraction(value) for value in values]
    unit = lcm(*(value.denominator for value in exact))
    return [value.numerator * (unit // value.denominator) for value in exact], Fraction(1, unit)
