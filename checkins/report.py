"""What a goal amounts to over an asked stretch of days. Pure: standing and years in, figures out."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from checkins import percent, rates
from checkins.figures import Figures
from checkins.rollups import codes
from checkins.rollups.judging import Years, next_month
from checkins.rollups.years import Entry
from checkins.standing import Standing
from checkins.sums import decimal
from checkins.units import AnyUnit, Reason, State
from goals.days import week_start
from goals.models.choices import Aggregation, Pattern

# How many days, today included, a period looks back; None is everything.
PERIODS: dict[str, int | None] = {"week": 7, "month": 30, "quarter": 91, "year": 365, "all": None}
WEEKS = 12
_DAY = dt.timedelta(days=1)
# Periods of so many days are told day by day, up to the second week by week, longer ones by months.
_BY_DAYS, _BY_WEEKS = 31, 366


class Point(NamedTuple):
    """A day, week or month of the series: units that ended in it, and what was recorded.

    `status` is that of a single day. `value` is the sum of the values, of a goal that reads its latest value the last.
    """

    first: dt.date
    last: dt.date
    status: str | None
    value: Decimal | None
    success: int
    miss: int
    neutral: int
    pending: int


@dataclass(frozen=True, slots=True)
class Report:
    """Figures of one goal from `first` through `last`, and in `figures` those of the whole goal.

    `units` are those that ended in these days, and the one that is open: it counts as soon as it is decided. Recurring
    goals have a `percent` of their own for the days; others stand where they stand.
    """

    first: dt.date
    last: dt.date
    percent: int | None
    completed: int
    skipped: int
    missed: int
    completion_rate: float | None
    adherence: float | None
    units: rates.Counts
    figures: Figures
    series: Sequence[Point]


class Week(NamedTuple):
    """Units that ended in the seven days from `first`."""

    first: dt.date
    last: dt.date
    success: int
    miss: int
    neutral: int
    pending: int


def first_year(standing: Standing, period: str) -> int | None:
    """The first year that a report needs; None: all. Raises KeyError for a period that is not one of PERIODS."""
    days = PERIODS[period]
    return None if days is None else (standing.today - (days - 1) * _DAY).year


def report(standing: Standing, years: Years, period: str) -> Report:
    """`years` hold the days of the period (`first_year`)."""
    days, today, figures = PERIODS[period], standing.today, standing.figures
    first = _beginning(standing, years) if days is None else today - (days - 1) * _DAY
    series = list(_series(standing, years, first))
    units = rates.Counts(*(sum(getattr(point, name) for point in series) for name in rates.Counts._fields))
    marks = Counter[str]()
    for year, begin, end in _stretches(years, first, today):
        marks.update(years[year].marks[begin:end].decode("ascii"))
    completed, missed = marks[codes.COMPLETED], marks[codes.MISSED]
    return Report(
        first=first,
        last=today,
        percent=_percent(units) if standing.goal.pattern == Pattern.RECURRING else figures.percent,
        completed=completed,
        skipped=marks[codes.SKIPPED],
        missed=missed,
        completion_rate=rates.completion_rate(completed, missed),
        adherence=units.success / units.judged if units.judged else None,
        units=units,
        figures=figures,
        series=series,
    )


def weeks(units: Iterable[AnyUnit], today: dt.date, week_starts_on: int, count: int = WEEKS) -> list[Week]:
    """The last `count` weeks, this one included, oldest first; each unit counts in the week in which it ends.

    Successes from before the goal began are left out.
    """
    begin = week_start(today, week_starts_on) - dt.timedelta(weeks=count - 1)
    found = [dict.fromkeys(_STATES, 0) for _ in range(count)]
    for unit in _counted(units, begin):
        found[(min(unit.last, today) - begin).days // 7][unit.state] += 1
    firsts = [begin + dt.timedelta(weeks=number) for number in range(count)]
    return [Week(first, first + 6 * _DAY, *held.values()) for first, held in zip(firsts, found, strict=True)]


def values_between(years: Years, first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, Entry]]:
    """The values of each day that has some, ascending."""
    for number, begin, end in _stretches(years, first, last):
        year = years[number]
        for index in sorted(index for index in year.values if begin <= index < end):
            yield year.day(index), year.values[index]


_STATES = (State.SUCCESS, State.MISS, State.NEUTRAL, State.PENDING)


def _counted(units: Iterable[AnyUnit], first: dt.date) -> list[AnyUnit]:
    """Those that end from `first` on, without the successes from before the goal began."""
    return [unit for unit in units if unit.last >= first and unit.reason is not Reason.NOT_STARTED]


def _series(standing: Standing, years: Years, first: dt.date) -> Iterator[Point]:
    today, goal = standing.today, standing.goal
    values = dict(values_between(years, first, today))
    is_reading = goal.pattern == Pattern.TARGET and goal.aggregation == Aggregation.LATEST
    tail = _counted(standing.tail, first)
    for begin, end in _buckets(first, today, goal.owner.week_starts_on):
        text = "".join(years[n].units[i:j].decode("ascii") for n, i, j in _stretches(years, begin, end))
        counts = [sum(text.count(code) for code in codes.CODES[state]) for state in _STATES]
        for unit in tail:
            if begin <= min(unit.last, today) <= end:
                counts[_STATES.index(unit.state)] += 1
        held = [values[day] for day in _days(begin, end) if day in values]
        value = None if not held else held[-1].last if is_reading else sum(entry.sum for entry in held)
        status = _status(years, begin) if begin == end else None
        yield Point(begin, end, status, None if value is None else decimal(value), *counts)


def _buckets(first: dt.date, last: dt.date, week_starts_on: int) -> Iterator[tuple[dt.date, dt.date]]:
    days = (last - first).days + 1
    begin = first
    while begin <= last:
        end = begin
        if days > _BY_WEEKS:
            end = next_month(begin) - _DAY
        elif days > _BY_DAYS:
            end = week_start(begin, week_starts_on) + 6 * _DAY
        yield begin, min(end, last)
        begin = end + _DAY


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for offset in range((last - first).days + 1):
        yield first + offset * _DAY


def _stretches(years: Years, first: dt.date, last: dt.date) -> Iterator[tuple[int, int, int]]:
    """The part of each year that lies between two days, as year, first index and the index behind the last."""
    for number, year in sorted(years.items()):
        begin, end = max(0, year.index(first)), min(len(year.marks), year.index(last) + 1)
        if begin < end:
            yield number, begin, end


def _status(years: Years, day: dt.date) -> str | None:
    year = years.get(day.year)
    return codes.STATUS_OF.get(chr(year.marks[year.index(day)])) if year else None


def _beginning(standing: Standing, years: Years) -> dt.date:
    """The start of the goal, or what was recorded before it."""
    first = min([standing.schedule.start, standing.today])
    for _, year in sorted(years.items()):
        for day, _record in year.records():
            return min(first, day)
    return first


def _percent(units: rates.Counts) -> int | None:
    return percent.floor_percent(Fraction(units.success, units.judged)) if units.judged else None
