"""The last 28 days of a goal beside its first 28: what has changed since it began.

Rates are compared by Newcombe's interval of the difference, values by Welch's interval of the difference of means, both
at 95% (`intervals.py`). The days of a person follow on each other, so what the interval of values takes for independent
is not quite: a change that is called clear here is one that is worth a look, not a proof.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from statistics import fmean
from typing import Any, NamedTuple

from checkins.intervals import Interval, mean_difference, newcombe

DAYS = 28
FEWEST_UNITS = 4
FEWEST_VALUES = 5


class Change(StrEnum):
    HIGHER = "higher"
    LOWER = "lower"
    UNCLEAR = "unclear"


class Reason(StrEnum):
    """Why nothing is compared."""

    OVERLAP = "overlap"
    """The first and the last 28 days share days."""
    TOO_LITTLE_THEN = "too_little_then"
    TOO_LITTLE_NOW = "too_little_now"
    NOTHING_TO_COMPARE = "nothing_to_compare"


class Kept(NamedTuple):
    """Of so many judged units, so many were kept."""

    success: int
    judged: int


Sample = Kept | Sequence[Decimal]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Shares between 0 and 1, or means in the goal's unit; `difference` is now less then, between `low` and `high`."""

    then: float
    now: float
    difference: float
    low: float
    high: float
    change: Change

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Refused:
    """`missing` is how many more days, units or values it takes; None where time will not bring them."""

    reason: Reason
    missing: int | None = None

    def as_json(self) -> dict[str, Any]:
        return {"reason": self.reason, "missing": self.missing}


def spans(start: date, today: date) -> tuple[tuple[date, date], tuple[date, date]] | None:
    """First and last day of the first 28 days, and of the last 28 before today; None while they share a day."""
    if (today - start).days < 2 * DAYS:
        return None
    rest = timedelta(days=DAYS - 1)
    yesterday = today - timedelta(days=1)
    return (start, start + rest), (yesterday - rest, yesterday)


def comparison(then: Sample, now: Sample, start: date, today: date) -> Comparison | Refused:
    """The sample of the last 28 days against that of the first, both kept units or both values."""
    if spans(start, today) is None:
        return Refused(Reason.OVERLAP, 2 * DAYS - (today - start).days)
    if _missing(then) > 0:
        return Refused(Reason.TOO_LITTLE_THEN)
    if _missing(now) > 0:
        return Refused(Reason.TOO_LITTLE_NOW, _missing(now))
    return _told(then, now)


def _missing(sample: Sample) -> int:
    return FEWEST_UNITS - sample.judged if isinstance(sample, Kept) else FEWEST_VALUES - len(sample)


def _told(then: Sample, now: Sample) -> Comparison:
    if isinstance(then, Kept) and isinstance(now, Kept):
        before, after, found = then.success / then.judged, now.success / now.judged, newcombe(now, then)
    elif isinstance(then, Kept) or isinstance(now, Kept):
        raise TypeError("kept units do not compare with values")
    else:
        old, new = [float(value) for value in then], [float(value) for value in now]
        before, after, found = fmean(old), fmean(new), mean_difference(new, old)
    return Comparison(before, after, found.value, found.low, found.high, _change(found))


def _change(found: Interval) -> Change:
    if not found.is_clear:
        return Change.UNCLEAR
    return Change.HIGHER if found.low > 0 else Change.LOWER
