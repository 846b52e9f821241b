"""What is left of a limit in its open period, and where the period is heading.

The limit is given out evenly over the days of the period: `pace` is what may have been used by the end of today. The
line of `road.py` leads there from nothing on the day before the period, and is good below.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from checkins.increments import Increments
from checkins.road import amount, road_to, safe_days

UNKNOWN = "unknown"
_FEWEST_DAYS = 7
# What a silent day is presumed to use when nobody knows, in days' worth of the limit: Beeminder's pessimism.
_PRESUMED = 2


class Use(NamedTuple):
    """The open period of a limit: its days, and what was used of how much."""

    first: date
    last: date
    used: Decimal
    limit: Decimal


@dataclass(frozen=True, slots=True)
class Allowance:
    """Amounts to 4 decimals in the goal's unit. `left` is negative once the limit is passed.

    `days_left` counts today; `per_day` is what each of them may use. `usual` is what a day uses, `projected` the sum
    that the period closes with at that rate, `runs_out_on` the day on which the limit is passed then: today when it is
    already, None when it is not within the period. `safe_days` are the days from today on which the sum stays below the
    line if nothing more is recorded: 0 when it is above.
    """

    first: date
    last: date
    limit: Decimal
    used: Decimal
    left: Decimal
    days_left: int
    per_day: Decimal
    pace: Decimal
    usual: Decimal | None
    projected: Decimal | None
    runs_out_on: date | None
    safe_days: int

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def allowance(use: Use, today: date, usual: Fraction | None, *, is_told: bool, silence: str = "kept") -> Allowance:
    """The open period as it stands on `today`, a day of it; `is_told` when something is recorded for today.

    `usual` is what a day uses by experience; without any, the days of the period so far say it. A day that is not told
    yet counts among those to come.
    """
    length, elapsed = (use.last - use.first).days + 1, (today - use.first).days + 1
    used, limit = Fraction(use.used), Fraction(use.limit)
    over, open_days = elapsed - (not is_told), length - elapsed + (not is_told)
    a_day = usual if usual is not None or not over else used / over
    left, days_left = limit - used, length - elapsed + 1
    return Allowance(
        first=use.first,
        last=use.last,
        limit=use.limit,
        used=use.used,
        left=use.limit - use.used,
        days_left=days_left,
        per_day=amount(max(left, Fraction(0)) / days_left),
        pace=amount(limit * elapsed / length),
        usual=None if a_day is None else amount(a_day),
        projected=None if a_day is None else amount(used + a_day * open_days),
        runs_out_on=_runs_out_on(left, a_day, use.last, open_days, today),
        safe_days=_safe_days(use, today, is_told, silence),
    )


def usual_use(increments: Increments, silence: str) -> Fraction | None:
    """What one of the last 28 days used on average; None for fewer than 7. Unknown silent days are left out."""
    days = increments.told if silence == UNKNOWN else len(increments.by_day)
    return Fraction(sum(map(Fraction, increments.by_day))) / days if days >= _FEWEST_DAYS else None


def _runs_out_on(left: Fraction, a_day: Fraction | None, last: date, open_days: int, today: date) -> date | None:
    if left < 0:
        return today
    if not a_day or a_day < 0:
        return None
    days = int(left // a_day) + 1
    return last - timedelta(days=open_days - days) if days <= open_days else None


def _safe_days(use: Use, today: date, is_told: bool, silence: str) -> int:
    length = (use.last - use.first).days + 1
    rate = Fraction(use.limit) / length
    presumed = _PRESUMED * rate if silence == UNKNOWN else Fraction(0)
    used = Fraction(use.used) + (0 if is_told else presumed)
    line = road_to((_day_before(use.first), 0), (use.last, use.limit))
    if line is None:  # a limit of nothing has no slope: it is kept or passed
        return (use.last - today).days + 1 if used <= use.limit else 0
    return safe_days(line, used, today, above=False, presumed=lambda _: presumed)


def _day_before(day: date) -> date:
    return day - timedelta(days=1) if day > date.min else day
