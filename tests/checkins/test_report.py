"""Figures over an asked stretch of days, and week by week."""

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from checkins.facts import Facts
from checkins.report import PERIODS, WEEKS, report, weeks
from checkins.units import DayRecord, Schedule, units_of
from goals.terms import Period, Terms, TermsHistory

TODAY = dt.date(2025, 11, 19)  # a Wednesday
DAY = dt.timedelta(days=1)


def facts(
    done: list[int], *, back: int = 40, period: Period = Period.DAY, times: int = 1, pattern: str = "recurring"
) -> Facts:
    """A goal that began `back` days ago and was completed `done` days ago."""
    terms = Terms(period=period, times_per_period=times)
    schedule = Schedule(pattern=pattern, history=TermsHistory((), terms), start=TODAY - back * DAY)
    records = {TODAY - ago * DAY: DayRecord("completed") for ago in done}
    return Facts(schedule=schedule, aggregation="latest", records=records)


def test_open_period_counts_as_soon_as_it_is_decided() -> None:
    two_a_week = facts([0, 1, 8], back=9, period=Period.WEEK, times=2)
    found = report(two_a_week, TODAY, "month")
    assert (found.units.success, found.units.miss, found.units.pending) == (1, 1, 0)
    assert (found.adherence, found.percent) == (0.5, 50)
    undecided = report(facts([0, 8], back=9, period=Period.WEEK, times=2), TODAY, "month")
    assert (undecided.units.success, undecided.units.miss, undecided.units.pending) == (0, 1, 1)


def test_nothing_to_judge_has_no_percent() -> None:
    found = report(facts([], back=0), TODAY, "week")
    assert (found.percent, found.adherence, found.completion_rate) == (None, None, None)


def test_streak_goal_keeps_its_own_percent_whatever_the_period() -> None:
    run = facts([0, 1, 2], pattern="streak")
    assert (
        report(run, TODAY, "week").percent
        == report(run, TODAY, "all").percent
        == report(run, TODAY, "all").figures.percent
    )


@given(st.sets(st.integers(0, 60)), st.sampled_from(sorted(PERIODS)))
def test_counts_of_a_daily_goal_are_those_of_its_days(done: set[int], period: str) -> None:
    found = report(facts(sorted(done)), TODAY, period)
    days = PERIODS[period] or 1000
    assert found.completed == len([ago for ago in done if ago < days])
    units = found.units
    assert units.success + units.miss + units.pending == min(days, 41)
    if units.judged:
        assert found.adherence == units.success / units.judged


@given(st.sets(st.integers(0, 100)), st.integers(0, 6))
def test_weeks_tile_the_time_and_hold_each_unit_once(done: set[int], week_starts_on: int) -> None:
    goal = facts(sorted(done), back=100)
    units = units_of(goal.schedule, goal.records, TODAY)
    found = weeks(units, TODAY, week_starts_on)
    assert len(found) == WEEKS
    assert all(week.first.weekday() == week_starts_on and week.last - week.first == 6 * DAY for week in found)
    assert all(later.first - earlier.last == DAY for earlier, later in pairwise(found))
    assert found[-1].first <= TODAY <= found[-1].last
    inside = [unit for unit in units if unit.last >= found[0].first]
    assert sum(sum(week[2:]) for week in found) == len(inside)
