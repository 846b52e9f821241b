"""Roll-ups and their rows: derive what a write touched, and store what changed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from itertools import groupby, starmap
from operator import itemgetter
from typing import Any

from django.db.models import DateField, IntegerField, QuerySet, UUIDField

from checkins.models import CheckIn, Strip
from checkins.rollups.columns import DERIVED, columns, read
from checkins.rollups.judging import Years, carry, judge, state_before, year_of
from checkins.rollups.rollup import WINDOW, Parts, Rollup, rolled
from checkins.rollups.settled import Settled
from checkins.rollups.years import Row, Year
from checkins.units import Schedule
from checkins.units.values import PATTERNS_WITH_UNITS
from goals.models import Goal
from goals.prepared import Prepared, save_columns
from goals.sending import is_together

_DAY = dt.timedelta(days=1)
# Days that lie so near to each other on average are read as one stretch.
_NEAR = 31
_SAID = ("check_in_date", "habit_completion_status", "value_recorded")
_ROW = (*_SAID, "logged_at")


def _in_order(goal: Any, first: dt.date, last: dt.date) -> "QuerySet[CheckIn, Any]":
    rows = CheckIn.objects.filter(goal=goal, check_in_date__range=(first, last))
    return rows.order_by("check_in_date", "logged_at", "id").values_list(*_ROW)


def _recorded_last(goal: Any, first: dt.date, last: dt.date) -> "QuerySet[CheckIn, Any]":
    rows = CheckIn.objects.filter(goal=goal, check_in_date__range=(first, last))
    return rows.order_by("-logged_at", "-check_in_date").values_list("check_in_date", "logged_at")[:1]


_ROWS: Prepared[Any] = Prepared(_in_order, UUIDField, DateField, DateField)
_NEWEST: Prepared[Any] = Prepared(_recorded_last, UUIDField, DateField, DateField)
_YEARS = Prepared(
    lambda goal, since: Strip.objects.filter(goal=goal, year__gte=since).order_by("year"), UUIDField, IntegerField
)


@dataclass
class Book:
    """The years of a goal that a write works on, beside the rows they came from."""

    goal: Goal
    years: Years = field(default_factory=dict)
    rows: dict[int, Strip] = field(default_factory=dict)

    def open(self, since: int | None) -> None:
        """Read the years from `since` on; None: all."""
        self.rows = {strip.year: strip for strip in _YEARS.rows(self.goal.pk, since or 0)}
        self.years = {year: read(strip) for year, strip in self.rows.items()}

    def save(self) -> None:
        """Write the years that differ from their rows; those in which nothing is left go."""
        new, changed = [], []
        kept = {number: year for number, year in sorted(self.years.items()) if not year.is_blank}
        gone = [row.pk for number, row in self.rows.items() if number not in kept]
        for number, year in kept.items():
            values, row = columns(year), self.rows.get(number)
            if row is None:
                new.append(Strip(goal=self.goal, owner_id=self.goal.owner_id, year=number, **values))
            elif any(getattr(row, name) != value for name, value in values.items()):
                for name, value in values.items():
                    setattr(row, name, value)
                changed.append(row)
        if gone:
            Strip.objects.filter(pk__in=gone).delete()
        if new:
            Strip.objects.bulk_create(new)
        for row in changed:
            save_columns(row, DERIVED)


def roll(
    goal: Goal, schedule: Schedule, parts: Parts, today: dt.date, days: Collection[dt.date], since: dt.date
) -> Rollup:
    """Derive `days` from their check-ins, judge again what a change from `since` on may have touched, store the years.

    `since` is `date.min` when anything may have changed, the start of the goal too. Answers the new roll-up; the caller
    stores it with the goal. A goal that has none yet is rolled up from all its rows.
    """
    if not goal.rollup:
        return rebuild(goal, schedule, parts, today)
    first = min([since, today, *days])
    settled = Settled.from_json(goal.rollup["settled"])
    asked = _ask(goal, days)
    book, state = _opened(goal, schedule, settled, first, today)
    if days:
        _derive(book, days, asked)
    touched = set(book.years) if since == dt.date.min else {day.year for day in days}
    for number in touched:
        book.years[number].recount(schedule.start)
    settled = judge(schedule, book.years, state, first, today)
    carry(book.years)
    book.save()
    return rolled(schedule, book.years, settled, parts, today)


def rebuild(goal: Goal, schedule: Schedule, parts: Parts, today: dt.date) -> Rollup:
    """Roll up from every check-in of the goal, whatever was stored; linear in its history."""
    book = Book(goal, rows={strip.year: strip for strip in Strip.objects.filter(goal=goal)})
    rollup, book.years = built(goal, schedule, parts, today)
    book.save()
    return rollup


def built(goal: Goal, schedule: Schedule, parts: Parts, today: dt.date) -> tuple[Rollup, Years]:
    """Roll-up and years as they follow from the rows alone; nothing is stored."""
    years: Years = {}
    rows: Any = CheckIn.objects.filter(goal=goal).order_by("check_in_date", "logged_at", "id").values_list(*_SAID)
    for day, found in groupby(rows if is_together() else rows.iterator(chunk_size=5000), key=itemgetter(0)):
        year = year_of(years, day.year)
        # What was recorded last is told once, not day by day.
        year.tell_later()
        year.write(day, list(starmap(Row, found)))
    for year in years.values():
        _tell(goal, year)
        year.recount(schedule.start)
    settled = judge(schedule, years, None, dt.date.min, today)
    carry(years)
    return rolled(schedule, years, settled, parts, today), years


def _opened(
    goal: Goal, schedule: Schedule, settled: Settled, first: dt.date, today: dt.date
) -> tuple[Book, Settled | None]:
    """The years that hold what may change and the window, with the state to judge from.

    All of them when that is the beginning, or when a year comes about before those that are read.
    """
    book = Book(goal)
    window = (today - (WINDOW - 1) * _DAY).year
    if schedule.pattern not in PATTERNS_WITH_UNITS or (settled.through is not None and settled.through < first):
        book.open(min(settled.through.year if settled.through else first.year, window, first.year))
    else:
        # The unit that holds the first of January may have begun in the year before.
        book.open(min(first.year - 1, window))
    state = _leading_on(schedule, book.years, settled, first)
    is_unjudged = state is None and schedule.pattern in PATTERNS_WITH_UNITS
    # A state may end long before the month that keeps it: judging goes on from there.
    reached = first.year if state is None or state.through is None else min(first.year, state.through.year)
    if is_unjudged or not book.years or reached < min(book.years):
        book.open(None)
        state = _leading_on(schedule, book.years, settled, first)
    return book, state


def _leading_on(schedule: Schedule, years: Years, settled: Settled, first: dt.date) -> Settled | None:
    """The state to judge from. Units from before the start of the goal are found from the beginning only."""
    state = state_before(years, settled, first)
    is_begun = state is not None and state.through is not None and state.through >= schedule.start
    return state if is_begun else None


def _ask(goal: Goal, days: Collection[dt.date]) -> list[Callable[[], list[Any]]]:
    """Ask for the check-ins of the days, and perhaps of days between them."""
    if not days:
        return []
    first, last = min(days), max(days)
    spans = [(first, last)] if (last - first).days < _NEAR * len(days) else [(day, day) for day in days]
    return [_ROWS.ask(goal.pk, begin, end) for begin, end in spans]


def _derive(book: Book, days: Collection[dt.date], asked: Sequence[Callable[[], list[Any]]]) -> None:
    """Take down the days as their check-ins are now, and count the check-ins of their years."""
    held = defaultdict(list)
    for rows in asked:
        for row in rows():
            held[row[0]].append(Row(*row))
    for day in sorted(days):
        year_of(book.years, day.year).write(day, held[day])
    for number in {day.year for day in days}:
        year = book.years[number]
        if not year.is_told:
            _tell(book.goal, year)


def _tell(goal: Goal, year: Year) -> None:
    """Look up which check-in of the year was recorded last."""
    found = _NEWEST.rows(goal.pk, year.first, dt.date(year.year, 12, 31))
    year.tell(*(found[0] if found else (None, None)))
