"""By when: the deadlines of new goals. They look forward, to the last day that they leave."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from coaching.language.calendar import (
    DAY,
    month_end,
    months_later,
    next_weekday,
    quarter_end,
    real_day,
    week_end,
    year_of,
)
from coaching.language.dates import Moment, count_of, patterns, shifted, words
from coaching.language.vocabulary import table


@dataclass(frozen=True, slots=True)
class Deadline:
    start: int
    end: int
    day: dt.date


_Day = dt.date | None
_Reader = Callable[[re.Match[str], Moment, int], _Day]


def deadline(text: str, moment: Moment, week_starts_on: int = 0) -> Deadline | None:
    """The first one in the text; None without."""
    found = []
    for pattern, reader in _readers():
        for match in pattern.finditer(text):
            day = reader(match, moment, week_starts_on)
            if day is not None:
                found.append(Deadline(match.start(), match.end(), day))
    return min(found, key=lambda each: (each.start, -each.end), default=None)


@cache
def _readers() -> list[tuple[re.Pattern[str], _Reader]]:
    readers: dict[str, _Reader] = {
        "end_of": _end_of,
        "end_of_next": _end_of_next,
        "month": _month,
        "date": _date,
        "iso": _iso,
        "slashed": _slashed,
        "weekday": _weekday,
        "tomorrow": lambda match, moment, week: moment.today + DAY,
        "today": lambda match, moment, week: moment.today,
        "day_of_month": _day_of_month,
        "feast": _feast,
        "after": _after,
        "end_of_year": lambda match, moment, week: dt.date(int(match["year"]), 12, 31),
    }
    return [(pattern, readers[name]) for pattern, name in patterns("deadlines")]


def _end_of(match: re.Match[str], moment: Moment, week_starts_on: int) -> _Day:
    return _end(match["whole"], moment.today, week_starts_on)


def _end(whole: str, day: dt.date, week_starts_on: int) -> dt.date:
    ends = {
        "day": day,
        "week": week_end(day, week_starts_on),
        "month": month_end(day.year, day.month),
        "quarter": quarter_end(day),
        "year": dt.date(day.year, 12, 31),
    }
    return ends[whole]


def _end_of_next(match: re.Match[str], moment: Moment, week_starts_on: int) -> _Day:
    whole = match["whole"]
    steps = {"week": ("week", 1), "month": ("month", 1), "quarter": ("month", 3), "year": ("year", 1)}
    unit, count = steps[whole]
    later = shifted(moment.today, count, unit)
    return None if later is None else _end(whole, later, week_starts_on)


def _month(match: re.Match[str], moment: Moment, week_starts_on: int) -> _Day:
    """Its last day, in this year unless it is over or "next" is said."""
    month = words()["months"][match["name"]]
    groups = match.groupdict()
    if groups.get("year"):
        return month_end(int(groups["year"]), month)
    here = moment.today
    over = month < here.month or (groups.get("next") is not None and month == here.month)
    return month_end(here.year + over, month)


def _date(match: re.Match[str], moment: Moment, week_starts_on: int) -> _Day:
    month, day = words()["months"][match["name"]], int(match["day"])
    if match["year"]:
        return real_day(int(match["year"]), month, day)
    return year_of(month, day, moment.today, forward=True)


def _iso(match: re.Match[str], moment: Moment, week_starts_on: int) -> _Day:
    return real_day(int(match["year"]), int(match["number"]), int(match["day"]))


def _slashed(match: re.Match[str], moment: Moment, week_starts_on: int) -> _Day:
    """None where day and month could be either way round."""
    ways = {_month_and_day(match, *pair, moment) for pair in (("first", "second"), ("second", "first"))} - {None}
    return ways.pop() if len(ways) == 1 else None


def _month_and_day(match: re.Match[str], month: str, day: str, moment: Moment) -> _Day:
    if not 1 <= int(match[month]) <= 12:
        return None
    if match["year"]:
        return real_day(int(match["year"]), int(match[month]), int(match[day]))
    return year_of(int(match[month]), int(match[day]), moment.today, forward=True)


def _weekday(match: re.Match[str], moment: Moment, week_starts_on: int) -> _Day:
    return next_weekday(words()["weekdays"][match["weekday"]], moment.today)


def _day_of_month(match: re.Match[str], moment: Moment, week_starts_on: int) -> _Day:
    for ahead in range(3):
        month = months_later(moment.today.replace(day=1), ahead)
        found = real_day(month.year, month.month, int(match["day"]))
        if found is not None and found >= moment.today:
            return found
    return None


def _feast(match: re.Match[str], moment: Moment, week_starts_on: int) -> _Day:
    month, day = table("dates")["feasts"][match["feast"]]
    return year_of(month, day, moment.today, forward=True)


def _after(match: re.Match[str], moment: Moment, week_starts_on: int) -> _Day:
    count = count_of(match["count"])
    return None if not count else shifted(moment.today, count, match["unit"])
