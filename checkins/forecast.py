"""Forecast: where a value will probably be, as a range, and when it meets its target.

Of the daily increments x of up to 28 days (n of them), μ is the mean and g_k the autocovariance at lag k:

    V = max(0.15·g₀, g₀ + 2·Σ_{k=1..L} (1 − k ÷ (L+1))·g_k) · n ÷ (n−1) · (1 + (L+1) ÷ n),  L = min(7, ⌊n ÷ 3⌋)

and h days ahead of a value y the range is y + μh ± 1.45·√(V·(h + 1.5·h² ÷ n)). The sum is Newey and West's estimate of
the long-run variance (Econometrica 55, 1987; Bartlett's weights), h² ÷ n is what not knowing μ adds. 1.45 and 1.5 were
chosen so that about eight ranges in ten hold what comes; `make bench` counts how many do.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from math import fsum, inf, sqrt
from statistics import NormalDist
from typing import Any, NamedTuple

from checkins.increments import Increments

FEWEST_DAYS = 14
FEWEST_CHECK_INS = 5
DRAWN_DAYS = 90
FARTHEST_DAYS = 3650
_WIDTH = 1.45
_MEAN_UNKNOWN = 1.5
_LEAST_VARIANCE = 0.15
_LONGEST_LAG = 7
_WEEK = 7
# Of the fourth decimal, the last that amounts have.
_HALF_A_DIGIT = 0.00005


class Reason(StrEnum):
    """Why there is no forecast."""

    NO_TARGET = "no_target"
    REACHED = "reached"
    AVERAGE = "average"
    """An average of all readings moves ever less; days ahead say nothing about it."""
    TOO_FEW_DAYS = "too_few_days"
    TOO_FEW_CHECK_INS = "too_few_check_ins"
    """In the last 124 days, or none in those that the forecast is made of."""


@dataclass(frozen=True, slots=True)
class Refused:
    """`missing` is how many more days, or days with a check-in, it takes."""

    reason: Reason
    missing: int | None = None

    def as_json(self) -> dict[str, Any]:
        return {"reason": self.reason, "missing": self.missing}


class Flow(NamedTuple):
    """Increments in short: their mean a day, and the variance V that a day adds, over n days."""

    mean: float
    variance: float
    days: int


class Point(NamedTuple):
    """The value on a day. Beyond 90 days there is no range."""

    day: date
    low: Decimal | None
    mid: Decimal
    high: Decimal | None


class Arrival(NamedTuple):
    """When the target is met: by the side of the range that is ahead, by its middle, by the side that is behind.

    None: not within ten years.
    """

    earliest: date | None
    middle: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """`per_day` is the mean increment, `arrival` when the target is met.

    `points` draw the range through the target date, at most 90 days. `at_target_date` is the value then, `chance` that
    of having met the target in percent: a multiple of 5 from 5 to 95, only within 90 days.
    """

    per_day: Decimal
    days: int
    arrival: Arrival
    points: tuple[Point, ...]
    at_target_date: Point | None
    chance: int | None

    def as_json(self) -> dict[str, Any]:
        return {
            "per_day": self.per_day,
            "days": self.days,
            "arrival": self.arrival._asdict(),
            "points": [point._asdict() for point in self.points],
            "at_target_date": self.at_target_date and self.at_target_date._asdict(),
            "chance": self.chance,
        }


@dataclass(frozen=True, slots=True)
class Cone:
    """The range around y + μh. A total that only ever grew, or fell, is not expected to turn."""

    value: float
    flow: Flow
    floor: float = -inf
    ceiling: float = inf

    def middle(self, days: int) -> float:
        return self.value + self.flow.mean * days

    def deviation(self, days: int) -> float:
        """The standard deviation of what the value will differ from the middle by."""
        return sqrt(self.flow.variance * (days + _MEAN_UNKNOWN * days * days / self.flow.days))

    def range(self, days: int) -> tuple[float, float]:
        half = _WIDTH * self.deviation(days)
        return max(self.floor, self.middle(days) - half), min(self.ceiling, self.middle(days) + half)


def forecast(
    increments: Increments,
    value: Decimal,
    today: date,
    *,
    target: Decimal | None,
    rises: bool = True,
    is_total: bool = False,
    target_date: date | None = None,
) -> Forecast | Refused:
    """The forecast of `value`, as of the end of `today`, on its way to `target`: upwards when it `rises`, else down."""
    refused = _refusal(increments, value, target, rises)
    if refused is not None or target is None:
        return refused or Refused(Reason.NO_TARGET)
    cone = cone_of(increments.by_day, float(value), is_total)
    ahead = None if target_date is None else (target_date - today).days
    drawn = _within(today, DRAWN_DAYS if ahead is None else min(DRAWN_DAYS, max(ahead, 0)))
    is_near = ahead is not None and 0 < ahead <= DRAWN_DAYS
    return Forecast(
        per_day=amount(cone.flow.mean),
        days=cone.flow.days,
        arrival=_arrival(cone, abs(float(target - value)), today, rises),
        points=tuple(_point(cone, today, days) for days in _drawn(drawn)),
        at_target_date=_point(cone, today, ahead) if ahead is not None and ahead >= 0 else None,
        chance=_chance(cone, float(target), ahead, rises) if is_near and ahead else None,
    )


def cone_of(increments: Sequence[float], value: float, is_total: bool) -> Cone:
    """The range ahead of `value` after these increments, at least two."""
    return Cone(
        value=value,
        flow=flow(increments),
        floor=value if is_total and min(increments) >= 0 else -inf,
        ceiling=value if is_total and max(increments) <= 0 else inf,
    )


def flow(increments: Sequence[float]) -> Flow:
    """Mean and long-run variance of at least two increments."""
    n = len(increments)
    mean = fsum(increments) / n
    around = [increment - mean for increment in increments]
    longest = min(_LONGEST_LAG, n // 3)

    def covariance(lag: int) -> float:
        return fsum(one * other for one, other in zip(around, around[lag:], strict=False)) / n

    own = covariance(0)
    lagged = fsum((1 - lag / (longest + 1)) * covariance(lag) for lag in range(1, longest + 1))
    variance = max(_LEAST_VARIANCE * own, own + 2 * lagged)
    return Flow(mean, variance * n / (n - 1) * (1 + (longest + 1) / n), n)


def _refusal(increments: Increments, value: Decimal, target: Decimal | None, rises: bool) -> Refused | None:
    if target is None:
        return Refused(Reason.NO_TARGET)
    if value >= target if rises else value <= target:
        return Refused(Reason.REACHED)
    if len(increments.by_day) < FEWEST_DAYS:
        return Refused(Reason.TOO_FEW_DAYS, FEWEST_DAYS - len(increments.by_day))
    if increments.check_ins < FEWEST_CHECK_INS or not increments.told:
        return Refused(Reason.TOO_FEW_CHECK_INS, max(1, FEWEST_CHECK_INS - increments.check_ins))
    return None


def _arrival(cone: Cone, need: float, today: date, rises: bool) -> Arrival:
    """Lines meet the target, `need` from here, on the first day at whose end they are there."""
    way = 1 if rises else -1

    def line(width: float) -> Callable[[int], float]:
        """How far towards the target, and so many deviations ahead (or behind), the value is after so many days."""
        return lambda days: way * cone.flow.mean * days + width * cone.deviation(days)

    ahead, farthest = line(_WIDTH), _within(today, FARTHEST_DAYS)
    # The side that is ahead rises ever more slowly and may fall in the end, so it is followed up to its highest point.
    peak = bisect_left(range(farthest), True, key=lambda days: ahead(days + 1) <= ahead(days))
    days = (_first(ahead, need, peak), _first(line(0), need, farthest), _first(line(-_WIDTH), need, farthest))
    return Arrival(*(None if after is None else today + timedelta(days=after) for after in days))


def _first(line: Callable[[int], float], need: float, through: int) -> int | None:
    """The first whole day up to `through` on which the line is at `need`; once there, it must stay there.

    It is there when its 4 decimals are: nineteen nineteenths must be a whole.
    """
    days = bisect_left(range(through + 1), True, key=lambda after: line(after) >= need - _HALF_A_DIGIT)
    return days if days <= through else None


def _chance(cone: Cone, target: float, days: int, rises: bool) -> int:
    """Percent, by the normal tail; never more certain than 5 or 95."""
    short, deviation = (target - cone.middle(days)) * (1 if rises else -1), cone.deviation(days)
    chance = 1 - NormalDist().cdf(short / deviation) if deviation else float(short <= 0)
    return min(95, max(5, 5 * round(20 * chance)))


def _point(cone: Cone, today: date, days: int) -> Point:
    day, mid = today + timedelta(days=days), amount(cone.middle(days))
    if days > DRAWN_DAYS:
        return Point(day, None, mid, None)
    low, high = cone.range(days)
    return Point(day, amount(low), mid, amount(high))


def _drawn(through: int) -> list[int]:
    """Days ahead that draw a smooth range: close together where it opens, weekly from then on."""
    return sorted({day for day in (0, 1, 2, 4, *range(_WEEK, through, _WEEK), through) if day <= through})


def _within(today: date, days: int) -> int:
    """`days`, or as many as the calendar still has."""
    return min(days, date.max.toordinal() - today.toordinal())


def amount(value: float) -> Decimal:
    """To 4 decimals, as people's numbers are; never a negative 0."""
    return Decimal(f"{value:.4f}") + 0
