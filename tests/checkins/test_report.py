"""Figures over an asked stretch of days, and week by week."""

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkins.report import PERIODS, WEEKS, Point, Report, first_year, report, values_between, weeks
from checkins.rollups.judging import Years, carry, judge, year_of
from checkins.rollups.rollup import Parts, rolled
from checkins.rollups.years import Entry, Row
from checkins.standing import Standing
from checkins.units import DayRecord, Schedule, units_of
from goals.models import Goal, User
from goals.terms import Period, Terms, TermsHistory

TODAY = dt.date(2025, 11, 19)  # a Wednesday
NOON = dt.datetime(2025, 11, 19, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


class Told:
    """A goal that began `back` days ago, and its rows: what a report is made from."""

    def __init__(
        self,
        rows: list[Row],
        *,
        back: int = 40,
        period: Period = Period.DAY,
        times: int = 1,
        pattern: str = "recurring",
        aggregation: str = "latest",
    ) -> None:
        terms = Terms(period=period, times_per_period=times)
        self.schedule = Schedule(pattern=pattern, history=TermsHistory((), terms), start=TODAY - back * DAY)
        self.years: Years = {}
        for day in sorted({row.day for row in rows}):
            year_of(self.years, day.year).write(day, [row for row in rows if row.day == day])
        for year in self.years.values():
            year.recount(self.schedule.start)
        settled = judge(self.schedule, self.years, None, dt.date.min, TODAY)
        carry(self.years)
        goal = Goal(owner=User(week_starts_on=0), pattern=pattern, aggregation=aggregation)
        self.standing = Standing(goal, self.schedule, rolled(self.schedule, self.years, settled, Parts(), TODAY), TODAY)

    def over(self, period: str) -> Report:
        return report(self.standing, self.years, period)


def completed(done: list[int]) -> list[Row]:
    """A completed day so many days ago."""
    return [Row(TODAY - ago * DAY, "completed", None, NOON) for ago in done]


def amount(ago: int, value: int) -> Row:
    return Row(TODAY - ago * DAY, None, Decimal(value), NOON)


def test_open_period_counts_as_soon_as_it_is_decided() -> None:
    found = Told(completed([0, 1, 8]), back=9, period=Period.WEEK, times=2).over("month")
    assert (found.units.success, found.units.miss, found.units.pending) == (1, 1, 0)
    assert (found.adherence, found.percent) == (0.5, 50)
    undecided = Told(completed([0, 8]), back=9, period=Period.WEEK, times=2).over("month")
    assert (undecided.units.success, undecided.units.miss, undecided.units.pending) == (0, 1, 1)


def test_nothing_to_judge_has_no_percent() -> None:
    found = Told([], back=0).over("week")
    assert (found.percent, found.adherence, found.completion_rate) == (None, None, None)


def test_streak_goal_keeps_its_own_percent_whatever_the_period() -> None:
    run = Told(completed([0, 1, 2]), pattern="streak")
    assert run.over("week").percent == run.over("all").percent == run.over("all").figures.percent


def test_days_are_counted_by_their_status() -> None:
    statuses = ["completed", "skipped", "missed", "completed", "completed"]
    found = Told([Row(TODAY - ago * DAY, status, None, NOON) for ago, status in enumerate(statuses)]).over("week")
    assert (found.completed, found.skipped, found.missed, found.completion_rate) == (3, 1, 1, 0.75)


@given(st.sets(st.integers(0, 60)), st.sampled_from(sorted(PERIODS)))
def test_counts_of_a_daily_goal_are_those_of_its_days(done: set[int], period: str) -> None:
    found = Told(completed(sorted(done))).over(period)
    days = PERIODS[period] or 1000
    assert found.completed == len([ago for ago in done if ago < days])
    units = found.units
    assert units.success + units.miss + units.pending == min(days, 41)
    if units.judged:
        assert found.adherence == units.success / units.judged


@given(st.sets(st.integers(0, 800)), st.integers(0, 800), st.sampled_from(sorted(PERIODS)))
def test_series_tiles_the_period_and_adds_up_to_its_counts(done: set[int], back: int, period: str) -> None:
    rows = [Row(TODAY - ago * DAY, "completed", Decimal(ago), NOON) for ago in sorted(done)]
    found = Told(rows, back=back).over(period)
    assert (found.series[0].first, found.series[-1].last) == (found.first, found.last)
    assert all(later.first - earlier.last == DAY for earlier, later in pairwise(found.series))
    names = ("success", "miss", "neutral", "pending")
    assert tuple(sum(getattr(point, name) for point in found.series) for name in names) == found.units
    inside = [ago for ago in done if TODAY - ago * DAY >= found.first]
    assert sum(point.value or 0 for point in found.series) == sum(inside)


@pytest.mark.parametrize(
    ("period", "lengths"), [("week", {1}), ("month", {1}), ("quarter", {3, 4, 7}), ("year", {1, 2, 3, 4, 5, 6, 7})]
)
def test_longer_periods_are_told_in_longer_steps(period: str, lengths: set[int]) -> None:
    found = Told([], back=2000).over(period)
    assert {(point.last - point.first).days + 1 for point in found.series} <= lengths
    assert sum((point.last - point.first).days + 1 for point in found.series) == PERIODS[period]


def test_all_of_a_long_life_is_told_by_months() -> None:
    found = Told([], back=400).over("all")
    assert found.series[1].first == dt.date(2024, 11, 1)
    assert [(point.first.day, point.last + DAY) for point in found.series[1:-1]] == [
        (1, later.first) for later in found.series[2:]
    ]


def test_series_of_readings_shows_the_last_and_of_amounts_the_sum() -> None:
    rows = [amount(1, 80), amount(1, 78), amount(0, 77)]
    values = {}
    for aggregation in ("latest", "sum"):
        found = Told(rows, pattern="target", aggregation=aggregation).over("week")
        values[aggregation] = [point.value for point in found.series[-3:]]
    assert values == {"latest": [None, 78, 77], "sum": [None, 158, 77]}


def test_single_days_tell_their_status() -> None:
    found = Told([*completed([0]), Row(TODAY - DAY, "skipped", None, NOON)]).over("week")
    assert found.series[-3:] == [
        Point(TODAY - 2 * DAY, TODAY - 2 * DAY, None, None, 0, 1, 0, 0),
        Point(TODAY - DAY, TODAY - DAY, "skipped", None, 0, 0, 1, 0),
        Point(TODAY, TODAY, "completed", None, 1, 0, 0, 0),
    ]


def test_all_begins_with_the_start_or_with_what_was_recorded_before_it() -> None:
    assert Told([]).over("all").first == TODAY - 40 * DAY
    assert Told(completed([3, 600, 500])).over("all").first == TODAY - 600 * DAY


def test_first_year_is_that_of_the_first_day() -> None:
    standing = Told([]).standing
    assert {period: first_year(standing, period) for period in PERIODS} == {
        "week": 2025,
        "month": 2025,
        "quarter": 2025,
        "year": 2024,
        "all": None,
    }
    with pytest.raises(KeyError):
        first_year(standing, "decade")


def test_values_between_two_days_cross_the_year() -> None:
    told = Told([amount(400, 1), amount(300, 2), amount(300, 5), amount(5, 3), amount(0, 4)], back=500)
    found = values_between(told.years, TODAY - 300 * DAY, TODAY - DAY)
    assert list(found) == [
        (TODAY - 300 * DAY, Entry(70000, 2, 20000, 50000, 50000)),
        (TODAY - 5 * DAY, Entry(30000, 1, 30000, 30000, 30000)),
    ]


@given(st.sets(st.integers(0, 100)), st.integers(0, 6))
def test_weeks_tile_the_time_and_hold_each_unit_once(done: set[int], week_starts_on: int) -> None:
    schedule = Schedule("recurring", TermsHistory((), Terms()), TODAY - 100 * DAY)
    units = units_of(schedule, {TODAY - ago * DAY: DayRecord("completed") for ago in done}, TODAY)
    found = weeks(units, TODAY, week_starts_on)
    assert len(found) == WEEKS
    assert all(week.first.weekday() == week_starts_on and week.last - week.first == 6 * DAY for week in found)
    assert all(later.first - earlier.last == DAY for earlier, later in pairwise(found))
    assert found[-1].first <= TODAY <= found[-1].last
    inside = [unit for unit in units if unit.last >= found[0].first]
    assert sum(sum(week[2:]) for week in found) == len(inside)


def test_weeks_leave_out_what_was_done_before_the_start() -> None:
    told = Told(completed([1, 3, 12]), back=2)
    found = weeks(told.standing.units, TODAY, 0)
    counts = [(week.success, week.miss, week.pending) for week in found]
    assert counts == [(0, 0, 0)] * (WEEKS - 1) + [(1, 1, 1)]


def test_goal_that_is_yet_to_begin_counts_nothing_of_what_was_done_before() -> None:
    found = Told(completed([1, 3]), back=-1).over("month")
    assert (found.units.success, found.percent, found.adherence) == (0, None, None)
