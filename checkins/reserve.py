"""What the reserve of a goal has absorbed in a month. Pure."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from checkins.units import AnyUnit, Reason


class Reserve(NamedTuple):
    """How many misses of `month` (its first day) were covered, and how many more could be."""

    per_month: int
    used: int
    left: int
    month: date


def reserve_of(units: Iterable[AnyUnit], per_month: int, today: date) -> Reserve | None:
    """The reserve of the month that `today` lies in; None without one. A unit belongs to the month that it ends in."""
    if not per_month:
        return None
    month = today.replace(day=1)
    used = sum(unit.reason is Reason.RESERVE and unit.last.replace(day=1) == month for unit in units)
    return Reserve(per_month, used, per_month - used, month)
