"""Other names that clients know for fields of a goal, read and written.

`target_unit` is `unit`. `frequency_per_week: n` is `period: week, times_per_period: n`; it reads null for every other
schedule, and null written changes nothing. Where a body gives both names, the one that differs from what is stored is
meant; when both do, they must agree.
"""

from typing import Any

from rest_framework.exceptions import ValidationError

from goals.models import Goal
from goals.models.choices import Period

# Days are counted, not times: whoever knows this name knows no more than seven.
MOST_TIMES = 7
CONTRADICTION = "This contradicts {name}, which stands in the same body."
_SCHEDULE = ("period", "times_per_period", "weekdays", "every_n_days")


def frequency_per_week(goal: Goal) -> int | None:
    by_week = goal.period == Period.WEEK and not goal.weekdays and not goal.every_n_days
    return goal.times_per_period if by_week and goal.times_per_period <= MOST_TIMES else None


def resolve(values: dict[str, Any], stored: Goal | None) -> dict[str, Any]:
    """`values` without aliases. Raises ValidationError when two names of one thing disagree."""
    values = dict(values)
    if "target_unit" in values:
        _unit(values, values.pop("target_unit"), stored)
    frequency = values.pop("frequency_per_week", None)
    if frequency is not None and not (stored is not None and frequency == frequency_per_week(stored)):
        _schedule(values, frequency, stored)
    return values


def _unit(values: dict[str, Any], alias: str | None, stored: Goal | None) -> None:
    now = stored.unit if stored is not None else None
    unit = values.get("unit", now)
    if unit not in (now, alias) and alias != now:
        raise ValidationError({"target_unit": [CONTRADICTION.format(name="unit")]})
    values["unit"] = alias if unit == now else unit


def _schedule(values: dict[str, Any], frequency: int, stored: Goal | None) -> None:
    meant: dict[str, Any] = dict(zip(_SCHEDULE, (Period.WEEK, frequency, None, None), strict=True))
    for name in _SCHEDULE:
        now = getattr(stored, name) if stored is not None else None
        if name in values and values[name] not in (meant[name], now):
            raise ValidationError({"frequency_per_week": [CONTRADICTION.format(name=name)]})
    values.update(meant)
