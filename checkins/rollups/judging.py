"""Judge what may have changed, from the last state before it. Pure."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from checkins.rollups.codes import code_of
from checkins.rollups.settled import Settled
from checkins.rollups.years import Year
from checkins.units import Schedule, Unit, units_after, units_of
from checkins.units.values import PATTERNS_WITH_UNITS, DayRecord

Years = dict[int, Year]


def state_before(years: Years, settled: Settled, day: dt.date) -> Settled | None:
    """The latest state that nothing recorded on `day` or later has a part in."""
    if settled.through is not None and settled.through < day:
        return settled
    known = [state for year in years.values() for state in year.states.values()]
    before = [state for state in known if state.through is not None and state.through < day]
    return max(before, key=lambda state: state.through or dt.date.min, default=None)


def judge(schedule: Schedule, years: Years, state: Settled | None, since: dt.date, today: dt.date) -> Settled:
    """Judge every unit that closed before `today`, from `state` on (None: the beginning), and answer what they leave.

    `years` take the codes and the states at the beginnings of months; those that a change on `since` may have touched
    are forgotten first. They must hold everything that was recorded after the unit with which `state` ends.
    """
    state = state or Settled.nothing(schedule.pattern)
    after = state.through
    for year in years.values():
        year.forget_after(after or dt.date.min)
        year.states = {} if after is None else _kept(year, min(since, today))
    if schedule.pattern not in PATTERNS_WITH_UNITS or schedule.start > today:
        return state
    return _settle(years, state, units_since(schedule, records_after(years, after), state, today), today)


def units_since(
    schedule: Schedule, records: dict[dt.date, DayRecord], state: Settled, today: dt.date
) -> Sequence[Unit]:
    """The units after those of `state`, through the one that is open."""
    if state.through is None:
        return units_of(schedule, records, today)
    return units_after(schedule, records, today, state.through, state.covered)


def records_after(years: Years, after: dt.date | None) -> dict[dt.date, DayRecord]:
    return {day: record for _, year in sorted(years.items()) for day, record in year.records(after)}


def carry(years: Years) -> None:
    """Hand what each year amounts to on to those that follow."""
    ordered = [year for _, year in sorted(years.items())]
    for before, year in pairwise(ordered):
        year.tally_before = before.tally_before + before.tally
        year.sums_before = before.sums_before + before.sums


def year_of(years: Years, number: int) -> Year:
    if number not in years:
        years[number] = Year.empty(number)
    return years[number]


def _settle(years: Years, state: Settled, units: Sequence[Unit], today: dt.date) -> Settled:
    state = replace(state)
    month = None if state.through is None else next_month(state.through)
    for unit in units:
        if unit.last >= today:
            break
        month = _keep_states(years, state, month, unit.last) if month else next_month(unit.last)
        for number in range(unit.first.year, unit.last.year + 1):
            year_of(years, number).remember(code_of(unit), unit.first, unit.last)
        state.take(unit)
    if month:
        _keep_states(years, state, month, today)
    return state


def _keep_states(years: Years, state: Settled, month: dt.date, day: dt.date) -> dt.date:
    """Note `state` for the months that begin by `day`; answers the next month."""
    while month <= day:
        year_of(years, month.year).states[month.month] = replace(state)
        month = next_month(month)
    return month


def _kept(year: Year, day: dt.date) -> dict[int, Settled]:
    return {month: state for month, state in year.states.items() if dt.date(year.year, month, 1) <= day}


def next_month(day: dt.date) -> dt.date:
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
