"""When a plan reminds, and whether it still has to: values in, values out."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from checkins.agenda import Mark, Row
from checkins.standing import Standing
from goals.days import day_of, instant_of
from goals.models import Intention
from goals.models.choices import Pattern, Status

# A reminder that could not be made or sent for so long says nothing any more.
GRACE = dt.timedelta(hours=2)
# No clock is set forward by more than this at once; a time that it jumped over is due when it has.
_JUMP = dt.timedelta(hours=1)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """A plan's reminder of `day`, due at the instant `at`."""

    intention: Intention
    day: dt.date
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Clocks:
    """Zones whose wall clocks show the same time, and the times that came up there within the grace."""

    zones: tuple[str, ...]
    first: dt.time
    last: dt.time

    @property
    def over_midnight(self) -> bool:
        return self.first > self.last


def due_of(intention: Intention, now: dt.datetime) -> Due | None:
    """What `intention` reminds of at `now`, in the zone and by the day start of its owner.

    The day is the person's: a time before their day starts belongs to the day before, and weekdays are those of the
    clock, as in the calendar feed. A time that the clock jumps over is due at the jump, one that it shows twice the
    first time. None when nothing came up within the grace, and for a day that the zone left out.
    """
    owner, time = intention.owner, intention.reminder_time
    if time is None:
        return None
    day = owner.today(now)
    date = day + _DAY if time.hour < owner.day_starts_at else day
    if intention.reminder_weekdays and date.weekday() not in intention.reminder_weekdays:
        return None
    at = instant_of(dt.datetime.combine(date, time), owner.zone)
    if not now - GRACE <= at <= now or day_of(at, owner.zone, owner.day_starts_at) != day:
        return None
    return Due(intention, day, at)


def clocks_at(now: dt.datetime, zones: Collection[str]) -> Iterator[Clocks]:
    """`zones` by the times of the day that may be due there."""
    by_offset: dict[dt.timedelta | None, list[str]] = {}
    for name in zones:
        by_offset.setdefault(now.astimezone(ZoneInfo(name)).utcoffset(), []).append(name)
    for offset, names in by_offset.items():
        local = (now + (offset or dt.timedelta(0))).replace(tzinfo=None)
        yield Clocks(tuple(sorted(names)), (local - GRACE - _JUMP).time(), local.time())


def is_needed(standing: Standing) -> bool:
    """Whether the goal still asks for something on the day of `standing`: it is due, and not done, skipped or missed.

    A target or milestone goal asks on every day until it is there, unless something was recorded.
    """
    goal, day, schedule = standing.goal, standing.today, standing.schedule
    if goal.status != Status.ACTIVE or schedule.start > day:
        return False
    if any(first <= day <= (last or dt.date.max) for first, last in schedule.pauses):
        return False
    if goal.pattern in (Pattern.TARGET, Pattern.MILESTONE):
        return standing.figures.percent != 100 and standing.record is None
    unit = standing.due(day)
    if unit is None:
        return False
    row = Row(goal, schedule.history.on(day), unit, standing.record, is_today=True)
    return row.mark is Mark.TODO and not row.is_met and not row.is_over
