"""The outlook of a goal of each pattern, from what is known of its last days."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkins import comparison, forecast
from checkins.comparison import Change, Comparison, Kept
from checkins.forecast import Forecast, Point
from checkins.limits import Allowance
from checkins.outlook import Course, outlook
from checkins.paths import Path, path_of
from checkins.road import Standing
from checkins.trend import Direction
from checkins.units import DayRecord, Schedule, State, Unit, units_of
from goals.terms import Period, Terms, TermsHistory

START = date(2026, 1, 1)
NOW = 100
TODAY = START + timedelta(days=NOW)
TARGET = Terms(target_value=Decimal(1000), target_date=START + timedelta(days=200))
AT_MOST_14 = Terms(Period.WEEK, target_value=Decimal(14))


BLOCK = Unit(START, START + timedelta(days=59), State.MISS, 0.0, 60.0, None, Decimal(0), Decimal(2), 2 / 60)


def day(offset: int) -> date:
    return START + timedelta(days=offset)


def recorded(of: Callable[[int], object], through: int = NOW) -> dict[date, DayRecord]:
    """A value, or a status, for each of the days since the start for which there is one."""
    found = {}
    for offset in range(through):
        known = of(offset)
        if known is not None:
            is_word = isinstance(known, str)
            found[day(offset)] = DayRecord(known if is_word else None, None if is_word else Decimal(str(known)))  # type: ignore[arg-type]
    return found


def habit(pattern: str, terms: Terms, days: dict[date, DayRecord], first: Kept, **rest: Any) -> Course:
    schedule = Schedule(pattern, TermsHistory((), terms), START)
    return Course(pattern, terms, START, days, units_of(schedule, days, TODAY), first=first, **rest)


def way(terms: Terms, *planned: tuple[date, Decimal]) -> Path | None:
    """From the baseline, or from 0."""
    return path_of(TermsHistory((), terms), START, lambda baseline: baseline or Decimal(0), planned)


def total(days: dict[date, DayRecord], **rest: Any) -> Course:
    value = sum((record.total or Decimal(0) for record in days.values()), Decimal(0))
    return Course("target", TARGET, START, days, **{"value": value, "aggregation": "sum", "path": way(TARGET), **rest})


def readings(days: dict[date, DayRecord], **rest: Any) -> Course:
    terms = Terms(target_value=Decimal(70), target_date=day(200), baseline_value=Decimal(80))
    last = days[max(days)].total if days else None
    known = {"value": last, "baseline": Decimal(80), "path": way(terms)}
    return Course("target", terms, START, days, **{**known, **rest})


def test_total_is_told_in_full() -> None:
    """Ten on every other day: five a day on average, as the line to 1000 in 200 days asks."""
    course = total(recorded(lambda offset: 10 if offset % 2 else None), first=[Decimal(0), Decimal(10)] * 14)
    found = outlook(course, TODAY)
    assert found.road == Standing(Decimal(500), Decimal(0), 100, Decimal(5), 1)
    assert (found.limit, found.usual_rate, found.trend.direction) == (None, Decimal(5), Direction.STABLE)
    assert isinstance(found.forecast, Forecast)
    assert found.forecast.arrival.middle == day(200)
    assert found.forecast.at_target_date == Point(day(200), None, Decimal(1000), None)
    assert isinstance(found.comparison, Comparison)
    assert (found.comparison.then, found.comparison.now, found.comparison.change) == (5, 5, Change.UNCLEAR)


def test_total_of_a_growing_amount_rises() -> None:
    found = outlook(total(recorded(lambda offset: offset), first=[Decimal(value) for value in range(28)]), TODAY)
    assert (found.trend.direction, found.trend.slope, found.trend.n) == (Direction.RISING, 1.0, 28)
    assert isinstance(found.comparison, Comparison)
    assert (found.comparison.then, found.comparison.now, found.comparison.change) == (13.5, 85.5, Change.HIGHER)


def test_readings_fall_towards_a_target_below() -> None:
    course = readings(
        recorded(lambda offset: Decimal(80) - Decimal(offset // 10) / 2), first=[Decimal(80)] * 10 + [Decimal(79)] * 10
    )
    found = outlook(course, TODAY)
    assert found.road == Standing(Decimal(75), Decimal("0.5"), 100, Decimal("-0.055"), 0)
    assert found.trend.direction is Direction.FALLING
    assert isinstance(found.forecast, Forecast)
    assert found.forecast.per_day == Decimal("-0.0357")
    assert found.forecast.arrival.middle == day(NOW + 154)
    assert isinstance(found.comparison, Comparison)
    assert found.comparison.change is Change.LOWER


def test_readings_know_where_they_came_from() -> None:
    """Nothing was read in the last weeks until five days ago; before stands what was known until then."""
    days = {day(offset): DayRecord(None, Decimal(75)) for offset in range(95, 100)}
    known = outlook(readings(days, before=Decimal(78)), TODAY)
    assert known.usual_rate == round(Decimal(-3) / 28, 4)
    unknown = outlook(readings(days, baseline=None, direction="decrease"), TODAY)
    assert unknown.usual_rate is None
    assert unknown.forecast == forecast.Refused(forecast.Reason.TOO_FEW_DAYS, 10)


def test_highest_reading_does_not_fall_back() -> None:
    days = recorded(lambda offset: 40 if offset % 2 else 30 + offset // 4)
    highest = outlook(readings(days, value=Decimal(54), aggregation="max", baseline=Decimal(10)), TODAY)
    assert highest.usual_rate == round(Decimal(7) / 28, 4)
    start = outlook(readings({day(99): DayRecord(None, Decimal(5))}, before=Decimal(9), aggregation="max"), TODAY)
    assert start.usual_rate == 0


def test_average_is_not_foreseen() -> None:
    found = outlook(readings(recorded(lambda offset: 75), aggregation="average"), TODAY)
    assert found.forecast == forecast.Refused(forecast.Reason.AVERAGE)
    assert found.road is not None


def test_skipped_and_paused_days_say_nothing() -> None:
    """Nothing was put in for three weeks off: the rate is that of the days before."""
    days = recorded(lambda offset: 10 if offset < 79 else "skipped" if offset < 90 else None)
    course = total(days, paused={day(offset) for offset in range(90, 100)})
    found = outlook(course, TODAY)
    assert (found.usual_rate, found.trend.n) == (Decimal(10), 7)
    assert outlook(total(recorded(lambda offset: 10 if offset < 79 else None)), TODAY).usual_rate == Decimal("2.5")


def test_marks_without_a_value_add_nothing_to_a_total() -> None:
    found = outlook(total(recorded(lambda _: "completed")), TODAY)
    assert found.usual_rate == 0
    assert found.forecast == forecast.Refused(forecast.Reason.TOO_FEW_CHECK_INS, 5)


@pytest.mark.parametrize(
    "terms",
    [Terms(target_value=Decimal(9)), Terms(target_date=day(200)), Terms(target_value=Decimal(9), target_date=START)],
)
def test_target_without_a_way_has_no_road(terms: Terms) -> None:
    assert outlook(Course("target", terms, START, path=way(terms)), TODAY).road is None


def test_road_leads_through_planned_values() -> None:
    found = outlook(total({}, path=way(TARGET, (day(100), Decimal(100)))), TODAY)
    assert found.road is not None
    assert found.road.expected == 100


def test_daily_habit_is_judged_by_its_days() -> None:
    """Kept on every third day at first, and on every day of the last two weeks."""
    days = recorded(lambda offset: "completed" if offset % 3 == 0 or offset >= 86 else None)
    found = outlook(habit("recurring", Terms(), days, Kept(10, 28)), TODAY)
    assert (found.trend.direction, found.trend.n) == (Direction.RISING, 28)
    assert (found.road, found.limit, found.usual_rate) == (None, None, None)
    assert found.forecast == forecast.Refused(forecast.Reason.NO_TARGET)
    assert isinstance(found.comparison, Comparison)
    assert (found.comparison.then, found.comparison.now) == (10 / 28, 19 / 28)
    assert found.comparison.change is Change.HIGHER


def test_skipped_days_of_a_habit_are_no_points() -> None:
    days = recorded(lambda offset: "skipped" if offset % 2 else "completed")
    assert outlook(habit("streak", Terms(), days, Kept(10, 28)), TODAY).trend.n == 14


def test_weekly_habit_is_followed_day_by_day() -> None:
    days = recorded(lambda offset: "completed" if offset >= 86 else None)
    found = outlook(habit("recurring", Terms(Period.WEEK, 3), days, Kept(0, 4)), TODAY)
    assert (found.trend.direction, found.trend.n) == (Direction.RISING, 28)
    assert isinstance(found.comparison, Comparison)
    assert found.comparison.then == 0


@pytest.mark.parametrize(
    ("terms", "points"),
    [
        (Terms(Period.MONTH, 4), 100),
        (Terms(weekdays=(0, 2, 4)), 12),
        (Terms(every_n_days=10), 4),
        (Terms(every_n_days=9, times_per_period=2), 36),
    ],
)
def test_trend_looks_back_four_weeks_or_four_periods(terms: Terms, points: int) -> None:
    assert outlook(habit("recurring", terms, {}, Kept(0, 4)), TODAY).trend.n == points


def test_trend_looks_back_as_far_as_days_are_known() -> None:
    terms = Terms(every_n_days=60, times_per_period=2)
    assert outlook(Course("recurring", terms, TODAY - timedelta(days=400), units=[BLOCK]), TODAY).trend.n == 124


def test_amount_of_a_period_is_followed_by_its_values() -> None:
    days = recorded(lambda offset: 5 if offset >= 86 else "completed")
    found = outlook(habit("recurring", Terms(Period.WEEK, target_value=Decimal(30)), days, Kept(0, 4)), TODAY)
    assert (found.trend.direction, found.trend.n) == (Direction.RISING, 28)


def test_limit_is_told_in_full() -> None:
    """Two a day, and the day is a Saturday that is not told yet: 10 of 14 used since Monday."""
    days = recorded(lambda _: 2)
    course = habit("limit", AT_MOST_14, days, Kept(4, 4))
    found = outlook(course, TODAY)
    assert TODAY.weekday() == 5
    assert found.limit == Allowance(
        first=day(95),
        last=day(101),
        limit=Decimal(14),
        used=Decimal(10),
        left=Decimal(4),
        days_left=2,
        per_day=Decimal(2),
        pace=Decimal(12),
        usual=Decimal(2),
        projected=Decimal(14),
        runs_out_on=None,
        safe_days=2,
    )
    assert (found.trend.direction, found.road, found.usual_rate) == (Direction.STABLE, None, None)
    assert isinstance(found.comparison, Comparison)
    assert (found.comparison.then, found.comparison.now) == (1, 1)
    told = outlook(habit("limit", AT_MOST_14, {**days, TODAY: DayRecord("completed")}, Kept(4, 4)), TODAY).limit
    assert told is not None
    assert told.projected == 12


def test_limit_of_unknown_silence_is_followed_where_it_is_told() -> None:
    days = recorded(lambda offset: 2 if offset % 2 else None)
    kept = outlook(habit("limit", AT_MOST_14, days, Kept(4, 4)), TODAY)
    unknown = outlook(habit("limit", AT_MOST_14, days, Kept(4, 4), silence="unknown"), TODAY)
    assert (kept.trend.n, unknown.trend.n) == (28, 14)
    assert kept.limit is not None
    assert unknown.limit is not None
    assert [kept.limit.usual, unknown.limit.usual] == [1, 2]
    assert [kept.limit.safe_days, unknown.limit.safe_days] == [2, 2]


def test_period_that_is_off_has_no_allowance() -> None:
    schedule = Schedule("limit", TermsHistory((), AT_MOST_14), START, pauses=((day(90), None),))
    course = Course("limit", AT_MOST_14, START, {}, units_of(schedule, {}, TODAY))
    assert outlook(course, TODAY).limit is None
    assert outlook(Course("limit", AT_MOST_14, START), TODAY).limit is None


def test_milestones_have_no_outlook_in_numbers() -> None:
    found = outlook(Course("milestone", Terms(), START), TODAY)
    assert (found.trend.direction, found.trend.n, found.road) == (Direction.INSUFFICIENT_DATA, 0, None)
    assert found.comparison == comparison.Refused(comparison.Reason.NOTHING_TO_COMPARE)


def test_young_goal_says_what_is_missing() -> None:
    course = Course("target", TARGET, day(97), recorded(lambda _: 1), aggregation="sum", value=Decimal(3))
    found = outlook(course, TODAY)
    assert found.forecast == forecast.Refused(forecast.Reason.TOO_FEW_DAYS, 11)
    assert found.comparison == comparison.Refused(comparison.Reason.OVERLAP, 53)
    assert (found.trend.direction, found.trend.n, found.usual_rate) == (Direction.INSUFFICIENT_DATA, 3, None)


def test_outlook_is_told_in_json() -> None:
    told = outlook(total(recorded(lambda _: 5), first=[Decimal(5)] * 28), TODAY).as_json()
    names = ["road", "limit", "trend", "usual_rate", "forecast", "forecast_refused", "comparison", "comparison_refused"]
    assert list(told) == names
    assert (told["limit"], told["forecast_refused"], told["comparison_refused"]) == (None, None, None)
    refused = outlook(Course("target", Terms(), TODAY), TODAY).as_json()
    assert (refused["road"], refused["forecast"], refused["comparison"]) == (None, None, None)
    assert refused["forecast_refused"] == {"reason": "no_target", "missing": None}
    assert refused["comparison_refused"] == {"reason": "overlap", "missing": 56}
    limit = outlook(habit("limit", AT_MOST_14, {}, Kept(4, 4)), TODAY).as_json()["limit"]
    assert limit["days_left"] == 2


amounts = st.none() | st.decimals(-(10**16) + 1, 10**16 - 1, places=4)
records = st.dictionaries(
    st.integers(-30, NOW).map(day),
    st.builds(DayRecord, st.sampled_from([None, "completed", "skipped", "missed"]), amounts),
)
terms = st.builds(
    Terms,
    period=st.sampled_from(list(Period)),
    every_n_days=st.none() | st.integers(2, 366),
    target_value=amounts,
    target_date=st.none() | st.dates(),
)
courses = st.builds(
    Course,
    pattern=st.sampled_from(["recurring", "streak", "limit", "target", "milestone"]),
    terms=terms,
    start=st.just(START) | st.dates(),
    days=records,
    paused=st.sets(st.integers(0, NOW).map(day), max_size=5),
    value=amounts,
    baseline=amounts,
    before=amounts,
    path=st.builds(way, terms, st.tuples(st.dates(), amounts.filter(lambda value: value is not None))),
    aggregation=st.sampled_from(["latest", "sum", "max", "average", "count"]),
    direction=st.sampled_from([None, "increase", "decrease"]),
    silence=st.sampled_from(["kept", "unknown"]),
)


@given(courses)
def test_any_course_has_an_outlook(course: Course) -> None:
    """Whatever was recorded, figures are finite: anything else could not be written as JSON and read back."""
    told = orjson.loads(orjson.dumps(outlook(course, TODAY).as_json(), default=str))
    assert None not in (told["trend"], told["forecast"] or told["forecast_refused"])
    assert "NaN" not in str(told)
    assert "Infinity" not in str(told)
