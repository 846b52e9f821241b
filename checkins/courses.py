"""The course of a goal, as its outlook wants it: the last days and the first weeks, read from its years."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from checkins import comparison
from checkins.increments import LOOK_BACK_DAYS
from checkins.outlook import Course
from checkins.report import values_between
from checkins.rollups import codes
from checkins.rollups.judging import Years, records_after, state_before, units_since
from checkins.rollups.settled import Settled
from checkins.rollups.years import Entry
from checkins.standing import Standing
from checkins.sums import Sums, decimal, whole
from checkins.units import DayRecord, State, Unit
from checkins.units.values import SKIPPED
from goals.models.choices import Aggregation, Pattern

_DAY = dt.timedelta(days=1)
_READINGS = frozenset({Aggregation.LATEST, Aggregation.MAX, Aggregation.AVERAGE})


def first_year_of_course(today: dt.date) -> int:
    """The first year that a course needs: the unit that holds its first day may have begun in the year before."""
    return (today - LOOK_BACK_DAYS * _DAY).year - 1


def course_of(standing: Standing, years: Years) -> Course:
    """`years` begin with `first_year_of_course` and hold the first weeks of the goal. Two queries for money."""
    goal, today, basis = standing.goal, standing.today, standing.basis
    first = today - LOOK_BACK_DAYS * _DAY
    days = _days(standing, years, first, today)
    return Course(
        pattern=goal.pattern,
        terms=goal.terms,
        start=standing.schedule.start,
        days=days,
        units=_units(standing, years, first),
        paused=_paused(standing, first, today),
        value=standing.figures.value,
        baseline=basis.sums.start(goal.baseline_value, goal.direction),
        before=_before(standing, years, first),
        aggregation=basis.reads,
        direction=goal.direction,
        silence=goal.silence,
        first=_first_weeks(standing, years),
        path=basis.path,
    )


def _days(standing: Standing, years: Years, first: dt.date, last: dt.date) -> dict[dt.date, DayRecord]:
    """What is recorded from `first` to `last`, money included."""
    reads = standing.basis.reads if standing.goal.pattern == Pattern.TARGET else Aggregation.SUM
    records = {day: record for day, record in records_after(years, first - _DAY).items() if day <= last}
    found = {day: DayRecord(record.status) for day, record in records.items()}
    for day, entry in values_between(years, first, last):
        found[day] = DayRecord(records[day].status, _amount(entry, reads))
    if standing.basis.has_money:
        paid = standing.goal.contributions.filter(occurred_on__range=(first, last))
        for day, amount in paid.order_by("created_at", "id").values_list("occurred_on", "amount"):
            held = found.get(day, DayRecord())
            found[day] = DayRecord(held.status, _with_money(held.total, amount, reads))
    return dict(sorted(found.items()))


def _amount(entry: Entry, reads: str) -> Decimal:
    if reads == Aggregation.COUNT:
        return Decimal(entry.size)
    return decimal(entry.last if reads in _READINGS else entry.sum)


def _with_money(total: Decimal | None, amount: Decimal, reads: str) -> Decimal:
    if reads in _READINGS:
        return amount
    return (total or Decimal(0)) + (1 if reads == Aggregation.COUNT else amount)


def _units(standing: Standing, years: Years, first: dt.date) -> Sequence[Unit]:
    """Those that end from `first` on, judged again: the roll-up does not hold how far each came."""
    state = state_before(years, standing.rollup.settled, first) or Settled.nothing(standing.schedule.pattern)
    records = {day: record for day, record in records_after(years, state.through).items() if day <= standing.today}
    units = units_since(standing.schedule, records, state, standing.today)
    return [unit for unit in units if unit.last >= first]


def _paused(standing: Standing, first: dt.date, last: dt.date) -> set[dt.date]:
    days: set[dt.date] = set()
    for starts_on, ends_on in standing.schedule.pauses:
        day, through = max(starts_on, first), min(ends_on or last, last)
        days.update(day + ahead * _DAY for ahead in range((through - day).days + 1))
    return days


def _before(standing: Standing, years: Years, first: dt.date) -> Decimal | None:
    """What a target goal's readings had come to before `first`; None when nothing was read by then."""
    reads, start = standing.basis.reads, standing.schedule.start
    if standing.goal.pattern != Pattern.TARGET or reads not in _READINGS:
        return None
    later = [year for number, year in sorted(years.items()) if number >= first.year]
    # A goal that nobody has recorded since has no year to say it: all of it came before.
    sums = later[0].sums_before + later[0].sums_of(start, first - _DAY) if later else standing.rollup.sums
    if standing.basis.has_money:
        paid = standing.goal.contributions.filter(occurred_on__gte=start, occurred_on__lt=first)
        amounts = paid.order_by("occurred_on", "created_at", "id").values_list("occurred_on", "amount")
        sums = sums + Sums.of([(day, whole(amount)) for day, amount in amounts])
    return sums.value(reads, None)


def _first_weeks(standing: Standing, years: Years) -> comparison.Sample:
    spans = comparison.spans(standing.schedule.start, standing.today)
    if spans is None:
        return ()
    first, last = spans[0]
    if standing.goal.pattern != Pattern.TARGET:
        text = "".join(
            chr(year.units[year.index(day)])
            for day in (first + ahead * _DAY for ahead in range((last - first).days + 1))
            if (year := years.get(day.year))
        )
        kept, missed = (sum(text.count(code) for code in codes.CODES[state]) for state in (State.SUCCESS, State.MISS))
        return comparison.Kept(kept, kept + missed)
    days = _days(standing, years, first, last)
    if standing.basis.reads in _READINGS:
        return [record.total for record in days.values() if record.total is not None]
    off = _paused(standing, first, last) | {day for day, record in days.items() if record.status == SKIPPED}
    asked = (first + ahead * _DAY for ahead in range((last - first).days + 1))
    return [days.get(day, DayRecord()).total or Decimal(0) for day in asked if day not in off]
