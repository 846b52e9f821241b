"""Several goals beside each other, week by week and weekday by weekday: from the roll-ups alone. Pure."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkins.lookback import DAYS, is_day_by_day
from checkins.patterns import GoalDays, by_weekday
from checkins.report import Week, weeks
from checkins.rollups import codes
from checkins.standing import Standing
from checkins.units import State
from goals.days import week_start
from goals.models import Goal
from goals.models.choices import Pattern

# Weeks that the tables can look back; what roll-ups hold.
RANGES, USUAL_RANGE = (4, 12, 26), 12
_DAY = dt.timedelta(days=1)
_NOTHING = "–"


class Cell(NamedTuple):
    """What a week or weekday came to, in words, and as a share in percent where there is one."""

    words: str
    share: int | None = None


class Row(NamedTuple):
    """A goal, None for all of them together, and its cells."""

    goal: Goal | None
    cells: list[Cell]


class Weeks(NamedTuple):
    firsts: list[dt.date]
    rows: list[Row]

    @property
    def says_something(self) -> bool:
        """Whether anything was judged or recorded in these weeks."""
        return any(cell.words != _NOTHING for row in self.rows for cell in row.cells)


def weeks_of(standings: Sequence[Standing], today: dt.date, week_starts_on: int, count: int) -> Weeks:
    """The last `count` weeks of each goal, this one included, oldest first: kept of due, or days with something.

    Where several goals have due units, a last row adds them up.
    """
    found = [weeks(one.units, today, week_starts_on, count) if _has_units(one) else None for one in standings]
    this = week_start(today, week_starts_on)
    firsts = [this - dt.timedelta(weeks=back) for back in reversed(range(count))]
    rows = [
        Row(one.goal, [_kept(week.success, week.miss) for week in told] if told else _recorded(one, firsts))
        for one, told in zip(standings, found, strict=True)
    ]
    judged = [told for told in found if told]
    return Weeks(firsts, [*rows, _together(judged)] if len(judged) > 1 else rows)


def _has_units(standing: Standing) -> bool:
    return standing.goal.pattern not in (Pattern.TARGET, Pattern.MILESTONE)


def _kept(success: int, miss: int) -> Cell:
    due = success + miss
    if not due:
        return Cell(_NOTHING)
    return Cell(_("%(kept)d of %(due)d") % {"kept": success, "due": due}, 100 * success // due)


def _recorded(standing: Standing, firsts: Sequence[dt.date]) -> list[Cell]:
    cells = []
    for first in firsts:
        days = sum(standing.rollup.mark(first + ahead * _DAY) != codes.NOTHING for ahead in range(7))
        cells.append(Cell(ngettext("%(days)d day", "%(days)d days", days) % {"days": days} if days else _NOTHING))
    return cells


def _together(found: Sequence[Sequence[Week]]) -> Row:
    sums = [
        (sum(week.success for week in column), sum(week.miss for week in column)) for column in zip(*found, strict=True)
    ]
    return Row(None, [_kept(*each) for each in sums])


def weekdays_of(standings: Sequence[Standing], today: dt.date, count: int) -> list[Row]:
    """The share of each weekday done in the last `count` weeks, for goals that have enough of one at least."""
    first, rows = today - DAYS * _DAY, []
    for standing in standings:
        days = days_of(standing, first, today)
        counts = by_weekday(days, first, DAYS, 7 * count) if days else []
        cells = [Cell(_NOTHING) if each is None else _share(*each) for each in counts]
        if any(cell.share is not None for cell in cells):
            rows.append(Row(standing.goal, cells))
    return rows


def _share(kept: int, of: int) -> Cell:
    share = 100 * kept // of
    return Cell(_("%(percent)d%% of %(n)d") % {"percent": share, "n": of}, share)


def days_of(standing: Standing, first: dt.date, today: dt.date) -> GoalDays | None:
    """How the days from `first` through yesterday went; None for a goal that is not kept on days."""
    goal = standing.goal
    if is_day_by_day(goal):
        return _due_days(standing, first, today)
    return _done_days(standing, first, today) if goal.pattern == Pattern.RECURRING else None


def _due_days(standing: Standing, first: dt.date, today: dt.date) -> GoalDays:
    judged = kept = 0
    for unit in standing.units:
        is_told = unit.first == unit.last and unit.reason is None and unit.state in (State.SUCCESS, State.MISS)
        if is_told and first <= unit.last < today:
            bit = 1 << (unit.last - first).days
            judged |= bit
            kept |= bit if unit.state is State.SUCCESS else 0
    return GoalDays(standing.goal.pk, judged, kept)


def _done_days(standing: Standing, first: dt.date, today: dt.date) -> GoalDays:
    """Every day since the start counts, but for days off and skipped ones."""
    judged = kept = 0
    for number in range((today - first).days):
        day = first + number * _DAY
        mark = standing.rollup.mark(day)
        if day < standing.schedule.start or mark == codes.SKIPPED or _is_off(standing, day):
            continue
        judged |= 1 << number
        kept |= (mark in (codes.COMPLETED, codes.VALUE)) << number
    return GoalDays(standing.goal.pk, judged, kept, is_due=False)


def _is_off(standing: Standing, day: dt.date) -> bool:
    return any(begin <= day and (end is None or day <= end) for begin, end in standing.schedule.pauses)


def days_recorded(standings: Sequence[Standing], today: dt.date) -> int:
    """On how many of the days of the last 26 weeks something is recorded, whichever goal it is for."""
    days = (today - back * _DAY for back in range(1, DAYS + 1))
    return sum(any(one.rollup.mark(day) != codes.NOTHING for one in standings) for day in days)
