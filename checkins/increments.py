"""What each of the last days added to a value: what a forecast is made of.

Looked at are the 28 days before today that are neither skipped nor paused, as far as they lie within 124 days and since
the start. Today is left out, for it is not over. Its amount is part of the value that a forecast begins with.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

DAYS = 28
LOOK_BACK_DAYS = 124


@dataclass(frozen=True, slots=True)
class Increments:
    """One number a day, ascending, in the goal's unit.

    `told` of these days have something recorded, `check_ins` of all the days that were looked through. The latter only
    grows with what is recorded, however seldom that is: somebody who saves once a week has four in any 28 days.
    """

    by_day: tuple[float, ...]
    told: int
    check_ins: int


def of_amounts(values: Mapping[date, Decimal], start: date, today: date, off: Collection[date] = ()) -> Increments:
    """Of a total, which grows by what is recorded; a day without a value added nothing."""
    free = _free_days(start, today, off)
    days = free[-DAYS:]
    return Increments(tuple(float(values.get(day, 0)) for day in days), _told(values, days), _told(values, free))


def of_readings(
    values: Mapping[date, Decimal],
    start: date,
    today: date,
    off: Collection[date] = (),
    before: Decimal | None = None,
) -> Increments:
    """Of a value that is read from time to time: the change on the day it is read, none until the next reading.

    `values` hold the last reading of each day, `before` the value from before all of them; None when nothing is known
    until the first reading. Readings are taken as they are: smoothed ones lag behind a value that moves and vary less
    than it will, so that in simulation their range held the next reading in six cases of ten instead of eight.
    """
    free = _free_days(start, today, off)
    days = free[-DAYS:]
    wanted, by_day, last = set(days), [], before
    since = max(start, _earliest(today))
    for day in (since + timedelta(days=ahead) for ahead in range((today - since).days)):
        value = values.get(day, last)
        if day in wanted and last is not None and value is not None:
            by_day.append(float(value - last))
        last = value
    return Increments(tuple(by_day), _told(values, days), _told(values, free))


def _free_days(start: date, today: date, off: Collection[date]) -> list[date]:
    """Ascending."""
    first = max(start, _earliest(today))
    days = (first + timedelta(days=ahead) for ahead in range((today - first).days))
    return [day for day in days if day not in off]


def _told(values: Collection[date], days: Iterable[date]) -> int:
    return sum(day in values for day in days)


def _earliest(today: date) -> date:
    return date.fromordinal(max(1, today.toordinal() - LOOK_BACK_DAYS))
