"""Units: the due days and periods of a goal, each a success, a miss, neutral or pending.

Pure: no query, no clock. A unit is judged by the terms in force on its last day (an open one by those of today), so an
edit of terms leaves every unit that closed before it as it was. A change of the kind of unit (daily to weekly) cuts the
open unit; the new kind begins on the day of the change.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from checkins.units.due_days import (
    certain_since,
    done_before_start,
    due_days,
    every_n,
    is_due_weekday,
    judge_day,
    rule_of,
)
from checkins.units.periods import judge_period, kept_before_start, periods, span_of
from checkins.units.stretches import Kind, Ledger, Stretch, ledger, stretches, stretches_before_start
from checkins.units.values import (
    LIMIT,
    PATTERNS_WITH_UNITS,
    DayRecord,
    Reason,
    Schedule,
    State,
    Unit,
)

__all__ = ["DayRecord", "Reason", "Schedule", "State", "Unit", "due_on", "units_of"]


def units_of(schedule: Schedule, records: Mapping[date, DayRecord], today: date) -> list[Unit]:
    """All units, ascending and disjoint, through the one that is open today; none for targets and milestones.

    Before the start of the goal only successes are units, marked NOT_STARTED: they carry the streak. What is recorded
    after `today` is left out. Linear in the days since the start.
    """
    if schedule.pattern not in PATTERNS_WITH_UNITS:
        return []
    book = ledger(schedule, records, today)
    units = [unit._replace(reason=Reason.NOT_STARTED) for unit in _before_start(book)]
    judged = (unit for stretch in stretches(book) for unit in _units_in(book, stretch))
    units.extend(_cover(judged, schedule.reserve_per_month))
    return units


def due_on(schedule: Schedule, records: Mapping[date, DayRecord], day: date) -> Unit | None:
    """The unit that asks for `day`, as it stands on that day: a due day, or the period around it.

    None when the goal is not due: another weekday, between two due days, paused, not begun, ended. The reserve is left
    aside. It reads the records of the unit's days only; for every N days, those since the last day that was done.
    """
    if schedule.pattern not in PATTERNS_WITH_UNITS:
        return None
    book = ledger(schedule, {}, day)
    now = book.today
    stretch = next((each for each in stretches(book) if each.first <= now and _reaches(each, now)), None)
    if stretch is None or now in book.paused:
        return None
    if stretch.kind is Kind.EVERY_N:
        since = certain_since(book, records, stretch)
        return next((unit for unit in every_n(_with(book, records, since), since, now) if unit.last == day), None)
    terms = book.terms_of(now)
    if stretch.kind is Kind.DUE_DAYS and not is_due_weekday(now, terms.weekdays):
        return None
    span = span_of(book, stretch, now)
    book = _with(book, records, span.first)
    if stretch.kind is Kind.DUE_DAYS and schedule.pattern != LIMIT:
        rule = rule_of(terms, schedule.pattern)
        return judge_day(book, now, rule, rule.days)
    return judge_period(book, span)


def _with(book: Ledger, records: Mapping[date, DayRecord], first: int) -> Ledger:
    """The ledger with the records from `first` through its today."""
    days = ((day, records.get(date.fromordinal(day))) for day in range(first, book.today + 1))
    return replace(book, facts={day: record for day, record in days if record is not None})


def _reaches(stretch: Stretch, day: int) -> bool:
    return stretch.last is None or day <= stretch.last


def _units_in(book: Ledger, stretch: Stretch) -> Iterator[Unit]:
    through = book.today if stretch.last is None else min(stretch.last, book.today)
    if stretch.kind is Kind.EVERY_N:
        return every_n(book, stretch.first, through)
    if stretch.kind is Kind.DUE_DAYS and book.schedule.pattern != LIMIT:
        return due_days(book, stretch.first, through)
    return periods(book, stretch)


def _before_start(book: Ledger) -> Iterator[Unit]:
    days = sorted(day for day in book.facts if day < book.schedule.start.toordinal())
    for stretch in stretches_before_start(book):
        inside = [day for day in days if stretch.first <= day and _reaches(stretch, day)]
        if stretch.kind in (Kind.DUE_DAYS, Kind.EVERY_N) and book.schedule.pattern != LIMIT:
            yield from done_before_start(book, inside)
        else:
            yield from kept_before_start(book, stretch, inside)


def _cover(units: Iterable[Unit], reserve_per_month: int) -> Iterator[Unit]:
    """The reserve makes the first misses of each month neutral; a unit belongs to the month that it ends in."""
    used: Counter[tuple[int, int]] = Counter()
    for unit in units:
        month = (unit.last.year, unit.last.month)
        if unit.state is State.MISS and used[month] < reserve_per_month:
            used[month] += 1
            yield unit._replace(state=State.NEUTRAL, reason=Reason.RESERVE)
        else:
            yield unit
