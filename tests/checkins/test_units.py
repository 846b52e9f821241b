from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from checkins.units import DayRecord, Reason, Schedule, State, due_on, units_of
from goals.terms import Period, Terms, TermsHistory
from tests.checkins.schedules import (
    DAILY,
    EVERY_3,
    MONDAY,
    MONTHLY,
    WEEKLY,
    after,
    always,
    goal,
    judged,
    recorded,
    weekly_amount,
)


def test_reserve_covers_the_first_misses_of_each_month() -> None:
    schedule = goal(DAILY, reserve_per_month=2)
    states = judged(schedule, "  m", 20)
    assert states == "rr" + "-" * 16 + "rr?"  # 13 to 30 April, 1 to 3 May


def test_reserve_covers_a_miss_at_once() -> None:
    assert judged(goal(DAILY, reserve_per_month=1), "cm", 1) == "+r"


def test_before_the_start_only_successes_are_units_and_say_so() -> None:
    schedule = replace(goal(DAILY), start=after(5))
    units = units_of(schedule, recorded("cm s c"), after(6))
    assert [(unit.last, unit.state, unit.reason) for unit in units] == [
        (after(0), State.SUCCESS, Reason.NOT_STARTED),
        (after(5), State.SUCCESS, None),
        (after(6), State.PENDING, None),
    ]


@pytest.mark.parametrize(
    ("terms_now", "days", "expected"),
    [
        (WEEKLY, "c c c  c", [(0, 6)]),
        (Terms(weekdays=(0, 2)), "ccc", [(0, 0), (2, 2)]),
        (EVERY_3, "cc", [(0, 0), (1, 1)]),
        (Terms(times_per_period=2, every_n_days=4), " ccc", [(2, 5)]),
    ],
)
def test_before_the_start_each_kind_of_unit_can_succeed(
    terms_now: Terms, days: str, expected: list[tuple[int, int]]
) -> None:
    schedule = replace(goal(terms_now), start=after(10))
    units = [unit for unit in units_of(schedule, recorded(days), after(9)) if unit.state is State.SUCCESS]
    assert [(unit.first, unit.last) for unit in units] == [(after(first), after(last)) for first, last in expected]


def test_before_the_start_a_week_ends_where_the_goal_begins() -> None:
    schedule = replace(goal(WEEKLY), start=after(3))
    units = units_of(schedule, recorded("cccc"), after(7))
    assert [(unit.first, unit.last, unit.state) for unit in units] == [
        (after(0), after(2), State.SUCCESS),
        (after(3), after(6), State.NEUTRAL),
        (after(7), after(13), State.PENDING),
    ]


def test_before_the_start_each_day_is_judged_by_the_terms_of_then() -> None:
    history = TermsHistory(((after(2), DAILY), (after(13), WEEKLY)), DAILY)
    schedule = Schedule("recurring", history, after(14))
    units = units_of(schedule, recorded("c c    ccc"), after(13))
    assert [(unit.first, unit.last) for unit in units] == [
        (after(0), after(0)),
        (after(2), after(2)),
        (after(7), after(13)),
    ]


def test_before_the_start_a_day_marked_missed_is_no_success() -> None:
    schedule = replace(goal(Terms(target_value=Decimal(2))), start=after(1))
    assert units_of(schedule, {MONDAY: DayRecord("missed", Decimal(5))}, MONDAY) == []


def test_before_the_start_a_limit_on_weekdays_succeeds_on_them_only() -> None:
    schedule = replace(goal(Terms(weekdays=(0,), target_value=Decimal(2)), "limit"), start=after(7))
    assert [unit.last for unit in units_of(schedule, recorded("11"), after(6))] == [after(0)]


def test_terms_from_before_the_start_judge_nothing_after_it() -> None:
    history = TermsHistory(((after(-9), WEEKLY), (after(-1), EVERY_3)), DAILY)
    assert judged(Schedule("recurring", history, MONDAY), "c c", 2) == "+-+"


def test_before_the_start_a_limit_succeeds_where_something_was_recorded() -> None:
    schedule = replace(goal(Terms(target_value=Decimal(2)), "limit"), start=after(3))
    units = units_of(schedule, recorded("13"), after(3))
    assert [(unit.last, unit.state) for unit in units] == [(after(0), State.SUCCESS), (after(3), State.PENDING)]


def test_change_of_kind_cuts_the_open_unit() -> None:
    schedule = Schedule("recurring", TermsHistory(((after(8), WEEKLY),), DAILY), MONDAY)
    units = units_of(schedule, recorded("c c c  c c"), after(10))
    assert [(unit.first, unit.last, unit.state) for unit in units] == [
        (after(0), after(6), State.SUCCESS),
        (after(7), after(8), State.NEUTRAL),
        (after(9), after(9), State.SUCCESS),
        (after(10), after(10), State.PENDING),
    ]


def test_change_within_a_kind_judges_the_open_week_by_todays_terms() -> None:
    schedule = Schedule("recurring", TermsHistory(((after(8), WEEKLY),), Terms(Period.WEEK, 1)), MONDAY)
    assert judged(schedule, "c c    c", 14) == "-+?"


def test_terms_of_a_single_day_judge_that_day() -> None:
    schedule = Schedule("recurring", TermsHistory(((after(0), DAILY),), WEEKLY), MONDAY)
    assert [unit.last for unit in units_of(schedule, {}, after(1))] == [after(0), after(6)]


def test_terms_from_after_the_end_judge_nothing() -> None:
    schedule = Schedule("recurring", TermsHistory(((after(5), DAILY),), WEEKLY), MONDAY, ended_on=after(2))
    assert judged(schedule, "cm", 9) == "+-t"


def test_change_of_kind_that_is_taken_back_on_the_same_day_leaves_no_trace() -> None:
    taken_back = Schedule("recurring", TermsHistory(((after(2), WEEKLY),), WEEKLY), MONDAY)
    assert units_of(taken_back, recorded("c c"), after(3)) == units_of(goal(WEEKLY), recorded("c c"), after(3))


@pytest.mark.parametrize(("days", "due"), [(2, 5), (5, 5), (9, 9)])
def test_change_of_every_n_days_counts_from_the_same_completion(days: int, due: int) -> None:
    history = TermsHistory(((after(4), Terms(every_n_days=7)),), Terms(every_n_days=days))
    schedule = Schedule("recurring", history, MONDAY)
    assert [unit.last for unit in units_of(schedule, recorded("c"), after(due))] == [after(0), after(due)]


@pytest.mark.parametrize("terms_now", [DAILY, WEEKLY, MONTHLY, EVERY_3, Terms(times_per_period=2, every_n_days=9)])
@pytest.mark.parametrize("day", [date.min, date.max])
def test_units_end_where_the_calendar_does(terms_now: Terms, day: date) -> None:
    schedule = Schedule("recurring", always(terms_now), day, pauses=((day, day),), week_starts_on=6)
    assert [unit.state for unit in units_of(schedule, {}, day)][-1] in (State.PENDING, State.NEUTRAL)


@pytest.mark.parametrize("pattern", ["target", "milestone"])
def test_patterns_without_a_rhythm_have_no_units(pattern: str) -> None:
    assert units_of(goal(DAILY, pattern), recorded("c"), MONDAY) == []
    assert due_on(goal(DAILY, pattern), recorded("c"), MONDAY) is None


@pytest.mark.parametrize(
    ("schedule", "day", "is_due"),
    [
        (goal(DAILY), 3, True),
        (goal(DAILY, pauses=((after(3), after(3)),)), 3, False),
        (goal(DAILY), -1, False),
        (goal(DAILY, ended_on=after(2)), 3, False),
        (goal(DAILY, ended_on=after(3)), 3, True),
        (goal(Terms(weekdays=(3,))), 3, True),
        (goal(Terms(weekdays=(3,))), 4, False),
        (goal(WEEKLY), 4, True),
        (goal(WEEKLY, pauses=((after(3), after(5)),)), 4, False),
        (goal(weekly_amount(5), "limit"), 6, True),
        (goal(EVERY_3), 1, True),
        (goal(EVERY_3), 3, False),
        (goal(EVERY_3), 4, True),
    ],
)
def test_due_on_asks_for_a_day(schedule: Schedule, day: int, is_due: bool) -> None:
    unit = due_on(schedule, recorded(" c"), after(day))
    assert (unit is not None) is is_due
    assert unit is None or unit.first <= after(day) <= unit.last


def test_due_on_says_how_the_day_stands() -> None:
    states = [due_on(goal(DAILY), recorded(day), MONDAY) for day in ("m", "s", "c", " ")]
    assert [unit and unit.state for unit in states] == [State.MISS, State.NEUTRAL, State.SUCCESS, State.PENDING]


def test_due_on_keeps_a_week_that_is_already_reached() -> None:
    unit = due_on(goal(WEEKLY), recorded("ccc"), after(4))
    assert unit is not None
    assert (unit.state, unit.done) == (State.SUCCESS, Decimal(3))
