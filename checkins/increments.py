"""What each of the last days added to a value: what a forecast is made of.

Looked at are the 28 days before today that are neither skipped nor paused, as far as they lie within 124 days and since
the start. Today is left out, for it is not over. Its amount is part of the value that a forecast begins with.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

DAYS = 28
LOOK_BACK_DAYS = 124


@dataclass(frozen=True, slots=True)
class Increments:
    """One number a day, ascending, in the goal's unit; `check_ins` of these days have something recorded."""

    by_day: tuple[float, ...]
    check_ins: int


def of_amounts(values: Mapping[date, Decimal], start: date, today: date, off: Collection[date] = ()) -> Increments:
    """Of a total, which grows by what is recorded; a day without a value added nothing."""
    days = list(_last_days(start, today, off))
    return Increments(tuple(float(values.get(day, 0)) for day in days), sum(day in values for day in days))


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
    wanted = set(_last_days(start, today, off))
    by_day, check_ins, last = [], 0, before
    since = max(start, _earliest(today))
    for day in (since + timedelta(days=ahead) for ahead in range((today - since).days)):
        value = values.get(day, last)
        if day in wanted:
            check_ins += day in values
            if last is not None and value is not None:
                by_day.append(float(value - last))
        last = value
    return Increments(tuple(by_day), check_ins)


def _last_days(start: date, today: date, off: Collection[date]) -> Iterator[date]:
    """Ascending."""
    free = (today - timedelta(days=back) for back in range(1, (today - max(start, _earliest(today))).days + 1))
    found = []
    for day in free:
        if day not in off:
            found.append(day)
            if len(found) == DAYS:
                break
    return reversed(found)


def _earliest(today: date) -> date:
    return date.fromordinal(max(1, today.toordinal() - LOOK_BACK_DAYS))
