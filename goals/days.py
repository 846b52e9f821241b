"""Which day an instant belongs to, and which instants a day holds.

A person's day is the date of their wall clock minus `day_starts_at` hours, so that 02:30 still belongs to yesterday for
somebody whose day starts at 3. Weekdays are numbered from Monday = 0.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def day_of(instant: datetime, zone: tzinfo, day_starts_at: int) -> date:
    """The day that `instant` belongs to in `zone`; ValueError when `instant` carries no zone of its own.

    Days never run backwards: where a clock set back shows yesterday's last minutes again after midnight, those
    minutes stay in the day that had begun.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    local = instant.astimezone(zone)
    day = (local.replace(tzinfo=None) - timedelta(hours=day_starts_at)).date()
    if local.fold and instant >= _start_of(day + DAY, zone, day_starts_at):
        return day + DAY
    return day


def bounds_of(day: date, zone: tzinfo, day_starts_at: int) -> tuple[datetime, datetime]:
    """The UTC instants [start, end) of `day`; equal for a day that the zone's calendar left out.

    The end of each day is the start of the next, through every change of the clock.
    """
    return _start_of(day, zone, day_starts_at), _start_of(day + DAY, zone, day_starts_at)


def midst_of(day: date, zone: tzinfo, day_starts_at: int) -> datetime:
    """The UTC instant in the middle of `day`, which stays in it when zone or day start move by less than half of it."""
    start, end = bounds_of(day, zone, day_starts_at)
    return start + (end - start) / 2


def week_start(day: date, week_starts_on: int) -> date:
    """The first day of the week that holds `day`; the first week of the calendar is cut short."""
    return date.fromordinal(max(1, day.toordinal() - (day.weekday() - week_starts_on) % 7))


def period_of(day: date, period: str, week_starts_on: int) -> tuple[date, date]:
    """First and last day of the day, week or month that holds `day`; ValueError for another word."""
    if period == "day":
        return day, day
    if period == "week":
        last = day.toordinal() + (week_starts_on - 1 - day.weekday()) % 7
        return week_start(day, week_starts_on), date.fromordinal(min(last, date.max.toordinal()))
    if period == "month":
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    raise ValueError(f"not a period: {period!r}")


def _start_of(day: date, zone: tzinfo, day_starts_at: int) -> datetime:
    """The first instant (UTC) at which the wall clock of `zone` shows `day` at `day_starts_at` or later."""
    return instant_of(datetime.combine(day, time(day_starts_at)), zone)


def instant_of(wall: datetime, zone: tzinfo) -> datetime:
    """The first instant (UTC) at which the wall clock of `zone` shows `wall` or later.

    Of a time that the clock shows twice that is the first; of one that it jumps over, the jump.
    """
    start = wall.replace(tzinfo=zone).astimezone(UTC)
    if _wall_clock(start, zone) == wall:
        return start
    return _jump_over(wall, zone)


def _jump_over(wall: datetime, zone: tzinfo) -> datetime:
    """The instant at which a clock set forward jumps over `wall`, a time that it never shows."""
    low = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    high = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    while high - low > SECOND:  # changes of the clock lie on whole seconds
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if _wall_clock(middle, zone) >= wall:
            high = middle
        else:
            low = middle
    return high


def _wall_clock(instant: datetime, zone: tzinfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None)
