"""Units: the due days and periods of a goal, each a success, a miss, neutral or pending.

Pure: no query, no clock. A unit is judged by the terms in force on its last day (an open one by those of today), so an
edit of terms leaves every unit that closed before it as it was. A change of the kind of unit (daily to weekly) cuts the
open unit; the new kind begins on the day of the change.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from checkins.units.due_days import done_before_start, due_days, every_n
from checkins.units.periods import kept_before_start, periods
from checkins.units.stretches import Kind, Ledger, Stretch, ledger, stretches, stretches_before_start
from checkins.units.values import (
    LIMIT,
    PATTERNS_WITH_UNITS,
    AnyUnit,
    DayRecord,
    Judged,
    Reason,
    Schedule,
    State,
    Unit,
)

__all__ = ["AnyUnit", "DayRecord", "Judged", "Reason", "Schedule", "State", "Unit", "due_on", "units_after", "units_of"]


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


def units_after(
    schedule: Schedule,
    records: Mapping[date, DayRecord],
    today: date,
    after: date,
    covered: tuple[date, int] | None = None,
) -> list[Unit]:
    """The units of `units_of` that follow the one that ended on `after`, from the start of the goal on.

    `records` may leave out the days through `after`. `covered` is the month (its first day) in which the reserve last
    absorbed a miss before them, and how many it absorbed. Linear in the days since `after`.
    """
    if schedule.pattern not in PATTERNS_WITH_UNITS:
        return []
    book = ledger(schedule, records, today, after)
    judged = (unit for stretch in stretches(book) for unit in _units_in(book, stretch))
    return list(_cover(judged, schedule.reserve_per_month, covered))


def due_on(schedule: Schedule, records: Mapping[date, DayRecord], day: date, after: date | None = None) -> Unit | None:
    """The unit that asks for `day`, as it stands on that day: a due day, or the period around it.

    None when the goal is not due: another weekday, between two due days, paused, not begun, ended. The reserve is left
    aside. `after` is a day on which an earlier unit ended, as in `units_after`.
    """
    if schedule.pattern not in PATTERNS_WITH_UNITS:
        return None
    book = ledger(schedule, records, day, after)
    stretch = next((each for each in stretches(book) if each.first <= book.today and _reaches(each, book.today)), None)
    if stretch is None or book.today in book.paused:
        return None
    unit = deque(_units_in(book, stretch), maxlen=1)
    return unit[0] if unit and unit[0].first <= day <= unit[0].last else None


def _units_in(book: Ledger, stretch: Stretch) -> Iterator[Unit]:
    """The units of a stretch that follow the ledger's `after`."""
    through = book.today if stretch.last is None else min(stretch.last, book.today)
    first = max(stretch.first, book.after + 1)
    if stretch.kind is Kind.EVERY_N:
        return every_n(book, first, through, None if first == stretch.first else book.after)
    if stretch.kind is Kind.DUE_DAYS and book.schedule.pattern != LIMIT:
        return due_days(book, first, through)
    return periods(book, stretch, first)


def _reaches(stretch: Stretch, day: int) -> bool:
    return stretch.last is None or day <= stretch.last


def _before_start(book: Ledger) -> Iterator[Unit]:
    days = sorted(day for day in book.facts if day < book.schedule.start.toordinal())
    for stretch in stretches_before_start(book):
        inside = [day for day in days if stretch.first <= day and _reaches(stretch, day)]
        if stretch.kind in (Kind.DUE_DAYS, Kind.EVERY_N) and book.schedule.pattern != LIMIT:
            yield from done_before_start(book, inside)
        else:
            yield from kept_before_start(book, stretch, inside)


def _cover(units: Iterable[Unit], reserve_per_month: int, covered: tuple[date, int] | None = None) -> Iterator[Unit]:
    """The reserve makes the first misses of each month neutral; a unit belongs to the month that it ends in."""
    if not reserve_per_month:
        yield from units
        return
    used: Counter[date] = Counter(dict([covered]) if covered else None)
    for unit in units:
        month = unit.last.replace(day=1)
        if unit.state is State.MISS and used[month] < reserve_per_month:
            used[month] += 1
            yield unit._replace(state=State.NEUTRAL, reason=Reason.RESERVE)
        else:
            yield unit
