"""Days of the calendar as pure sums: the nearest weekday, the end of a month, a month later."""

import datetime as dt
from calendar import monthrange

DAY = dt.timedelta(days=1)


def last_weekday(weekday: int, today: dt.date) -> dt.date:
    """The latest one before today."""
    return today - DAY * ((today.weekday() - weekday - 1) % 7 + 1)


def next_weekday(weekday: int, today: dt.date) -> dt.date:
    """The first one after today."""
    return today + DAY * ((weekday - today.weekday() - 1) % 7 + 1)


def month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, monthrange(year, month)[1])


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of the month, or the last one where a month is too short."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def week_end(today: dt.date, week_starts_on: int) -> dt.date:
    return today + DAY * ((week_starts_on - 1 - today.weekday()) % 7)


def quarter_end(today: dt.date) -> dt.date:
    return month_end(today.year, (today.month - 1) // 3 * 3 + 3)


def real_day(year: int, month: int, day: int) -> dt.date | None:
    """None for a day that the calendar does not have."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def year_of(month: int, day: int, today: dt.date, *, forward: bool) -> dt.date | None:
    """The latest past such day (today included), or the first one to come; None for one that never is."""
    for step in range(9):
        found = real_day(today.year + (step if forward else -step), month, day)
        if found is not None and (found >= today if forward else found <= today):
            return found
    return None
