"""What a goal amounts to over an asked stretch of days. Pure: facts and the day in, figures out."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from checkins import percent, rates
from checkins.facts import Facts
from checkins.figures import Figures, compute
from checkins.units import State, Unit
from goals.days import week_start
from goals.models.choices import Pattern

# How many days, today included, a period looks back; None is everything.
PERIODS: dict[str, int | None] = {"week": 7, "month": 30, "quarter": 91, "year": 365, "all": None}
WEEKS = 12


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


class Week(NamedTuple):
    """Units that ended in the seven days from `first`."""

    first: dt.date
    last: dt.date
    success: int
    miss: int
    neutral: int
    pending: int


def report(facts: Facts, today: dt.date, period: str) -> Report:
    """Raises KeyError for a period that is not one of PERIODS."""
    figures = compute(facts, today)
    days = PERIODS[period]
    first = _beginning(facts, today) if days is None else today - dt.timedelta(days=days - 1)
    statuses = Counter(record.status for day, record in facts.records.items() if first <= day <= today)
    units = rates.counts(figures.units, first)
    is_recurring = facts.schedule.pattern == Pattern.RECURRING
    return Report(
        first=first,
        last=today,
        percent=_percent(units) if is_recurring else figures.percent,
        completed=statuses["completed"],
        skipped=statuses["skipped"],
        missed=statuses["missed"],
        completion_rate=rates.completion_rate(statuses["completed"], statuses["missed"]),
        adherence=units.success / units.judged if units.judged else None,
        units=units,
        figures=figures,
    )


def weeks(units: Iterable[Unit], today: dt.date, week_starts_on: int) -> list[Week]:
    """The last twelve weeks, this one included, oldest first; each unit counts in the week in which it ends."""
    this = week_start(today, week_starts_on)
    firsts = [this - dt.timedelta(weeks=back) for back in reversed(range(WEEKS))]
    found: Counter[tuple[dt.date, State]] = Counter(
        (week_start(min(unit.last, today), week_starts_on), unit.state) for unit in units if unit.last >= firsts[0]
    )
    return [Week(first, first + dt.timedelta(days=6), *(found[first, state] for state in _STATES)) for first in firsts]


_STATES = (State.SUCCESS, State.MISS, State.NEUTRAL, State.PENDING)


def _beginning(facts: Facts, today: dt.date) -> dt.date:
    return min([facts.schedule.start, today, *facts.records])


def _percent(units: rates.Counts) -> int | None:
    return percent.floor_percent(Fraction(units.success, units.judged)) if units.judged else None
