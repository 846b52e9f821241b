"""What is known of one goal when advice is asked for: figures of the progress engine, as plain values."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from checkins.units import AnyUnit, State
from goals.terms import Terms

# From how many judged units, or check-ins, on there is enough, and much, to go by.
ENOUGH_FROM, MUCH_FROM = 7, 28
# Due days of one weekday that say something, and how much more of them were missed than of the others.
_WEEKDAY_DAYS = 4
_WEEKDAY_GAP = 0.25


class Data(StrEnum):
    """How much there is to go by."""

    NONE = "none"
    LITTLE = "little"
    ENOUGH = "enough"
    MUCH = "much"


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday (Monday is 0) on which less was done than on the others: `kept` of `of` due days in twelve weeks."""

    weekday: int
    kept: int
    of: int
    other_kept: int
    other_of: int


@dataclass(frozen=True, slots=True)
class Facts:
    """One goal on `today`, the person's.

    `is_open`: active, begun and not resting. `samples` is what there is to go by: judged units, or check-ins where
    there are none (targets, milestones). `kept` of `judged` units in the last 28 days; `recent_missed` of the
    `recent_judged` last ones, at most seven. `last_missed` is the last due day where that was missed within two weeks.
    `quiet_days` have passed since the last check-in; None where there is none, and for limits, where silence is good.

    Of a target: `left` is what is missing; `required` and `so_far` are what a week must add from now on, and has added
    on average since the start, in the goal's unit and towards it; `days_ahead` of the line, negative behind it.
    """

    goal: uuid.UUID
    title: str
    pattern: str
    terms: Terms
    today: dt.date
    age_days: int = 0
    is_open: bool = True
    samples: int = 0
    kept: int = 0
    judged: int = 0
    recent_missed: int = 0
    recent_judged: int = 0
    last_missed: dt.date | None = None
    weekday: Weekday | None = None
    run: int = 0
    best_run: int = 0
    has_reserve: bool = False
    has_plan: bool = False
    small_version: str = ""
    quiet_days: int | None = None
    percent: int | None = None
    left: Decimal | None = None
    required: Decimal | None = None
    so_far: Decimal | None = None
    days_ahead: int | None = None
    days_left: int | None = None
    milestones_done: int = 0
    milestones_total: int = 0
    milestones_past: int = 0
    unit: str | None = None
    currency: str | None = None

    @property
    def data(self) -> Data:
        if not self.samples:
            return Data.NONE
        if self.samples < ENOUGH_FROM:
            return Data.LITTLE
        return Data.ENOUGH if self.samples < MUCH_FROM else Data.MUCH


def weakest_weekday(units: Iterable[AnyUnit], today: dt.date) -> Weekday | None:
    """The weekday of whose due days least was done, where that is clearly less than on the others."""
    kept: Counter[int] = Counter()
    of: Counter[int] = Counter()
    for unit in units:
        if unit.first == unit.last < today and unit.reason is None and unit.state in (State.SUCCESS, State.MISS):
            of[unit.last.weekday()] += 1
            kept[unit.last.weekday()] += unit.state is State.SUCCESS
    return min(_weak(kept, of), key=lambda found: (found.kept / found.of, found.weekday), default=None)


def _weak(kept: Counter[int], of: Counter[int]) -> list[Weekday]:
    found = []
    for day, count in of.items():
        others, others_kept = of.total() - count, kept.total() - kept[day]
        if count < _WEEKDAY_DAYS or others < _WEEKDAY_DAYS or 2 * kept[day] > count:
            continue
        if others_kept / others - kept[day] / count >= _WEEKDAY_GAP:
            found.append(Weekday(day, kept[day], count, others_kept, others))
    return found
