"""What a goal amounts to over an asked stretch of days. Pure: facts and the day in, figures out."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
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
    """Figures of one goal. `percent`, the counts, rates and `units` are those of the days from `first` through `last`;
    streak, strength, value and pace are those of the whole goal, in `figures`.
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
    return Report(
        first=first,
        last=today,
        percent=_percent(facts, figures, first, today),
        completed=statuses["completed"],
        skipped=statuses["skipped"],
        missed=statuses["missed"],
        completion_rate=rates.completion_rate(statuses["completed"], statuses["missed"]),
        adherence=rates.adherence(figures.units, first, today),
        units=_counts(figures.units, first, today),
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


def _percent(facts: Facts, figures: Figures, first: dt.date, today: dt.date) -> int | None:
    """Recurring goals are judged over the asked days; the others stand where they stand."""
    if facts.schedule.pattern == Pattern.RECURRING:
        return percent.recurring(figures.units, first, today)
    return figures.percent


def _counts(units: Iterable[Unit], first: dt.date, today: dt.date) -> rates.Counts:
    """Units that ended in the days, and the one that is open now."""
    return rates.counts((unit for unit in units if unit.first <= today), first)
