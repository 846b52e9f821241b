from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from checkins.units import DayRecord, State, Unit, units_of
from goals.terms import Period, Terms
from tests.checkins.schedules import (
    MONDAY,
    MONTHLY,
    WEEKLY,
    after,
    goal,
    judged,
    recorded,
    weekly_amount,
)


@pytest.mark.parametrize(
    ("days", "today", "expected"),
    [
        ("c c c", 6, "+"),
        ("c c", 6, "?"),
        ("c c", 7, "-?"),
        ("c c s", 7, "s?"),
        ("c ss s", 7, "s?"),
        ("c s", 7, "-?"),
        ("c m c", 7, "-?"),
        ("5 5 5", 7, "+?"),
    ],
)
def test_week_asks_for_days_and_excuses_one_for_each_skip(days: str, today: int, expected: str) -> None:
    assert judged(goal(WEEKLY), days, today) == expected


def test_open_week_is_pending_with_its_share() -> None:
    (unit,) = units_of(goal(WEEKLY), recorded("c c"), after(2))
    assert unit == Unit(after(0), after(6), State.PENDING, 2 / 3, 7.0, None, Decimal(2), Decimal(3), 3 / 7)


@pytest.mark.parametrize(
    ("paused", "days", "expected"),
    [((4, 6), "c ", "p?"), ((4, 6), " ", "-?"), ((0, 6), " ", "p?"), ((0, 6), "ccc", "+?"), ((6, 6), "cc ", "p?")],
)
def test_week_excuses_its_paused_part_rounded_up(paused: tuple[int, int], days: str, expected: str) -> None:
    assert judged(goal(WEEKLY, pauses=((after(paused[0]), after(paused[1])),)), days, 7) == expected


def test_week_counts_a_skip_inside_a_pause_as_the_better_of_both() -> None:
    assert judged(goal(WEEKLY, pauses=((after(5), after(6)),)), "c    ss", 7) == "s?"


def test_weeks_begin_on_the_persons_weekday() -> None:
    units = units_of(goal(WEEKLY, week_starts_on=6), recorded(""), after(7))
    assert [(unit.first, unit.last) for unit in units] == [(after(0), after(5)), (after(6), after(12))]


def test_first_week_asks_less_when_the_goal_began_inside_it() -> None:
    thursday = replace(goal(WEEKLY), start=after(3))
    assert judged(thursday, "    c  ", 7) == "t?"
    assert judged(thursday, "       ", 7) == "-?"
    assert judged(thursday, "   ccc ", 7) == "+?"


def test_month_is_judged_with_its_own_length() -> None:
    first, second = units_of(replace(goal(MONTHLY), start=date(2024, 2, 1)), {}, date(2024, 3, 1))
    assert (first.first, first.last, first.weight_days, first.state) == (
        date(2024, 2, 1),
        date(2024, 2, 29),
        29,
        State.MISS,
    )
    assert (second.last, second.state) == (date(2024, 3, 31), State.PENDING)


def test_blocks_of_days_count_from_the_start() -> None:
    schedule = goal(Terms(times_per_period=2, every_n_days=3))
    assert judged(schedule, "cc c    cc", 9) == "+--?"
    assert [unit.first for unit in units_of(schedule, {}, after(8))] == [after(0), after(3), after(6)]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("55", "+?"),
        ("54", "-?"),
        ("c", "+?"),
        ("c 1", "-?"),
        ("5 s", "-?"),
        ("9 s", "s?"),
        ("2sssss", "-?"),
        ("3sssss", "s?"),
        ("", "-?"),
    ],
)
def test_amount_a_week_counts_values_and_excuses_the_skipped_part(days: str, expected: str) -> None:
    assert judged(goal(weekly_amount(10)), days, 7) == expected


@pytest.mark.parametrize(
    ("paused", "days", "expected"),
    [((0, 6), "", "p?"), ((2, 6), "3", "p?"), ((2, 6), "2", "-?"), ((7, 13), "9", "-?")],
)
def test_amount_a_week_excuses_its_paused_part(paused: tuple[int, int], days: str, expected: str) -> None:
    schedule = goal(weekly_amount(10), pauses=((after(paused[0]), after(paused[1])),))
    assert judged(schedule, days, 7) == expected


@pytest.mark.parametrize(("days", "expected"), [("     3", "t?"), ("     2", "-?")])
def test_amount_a_week_asks_less_when_the_goal_began_inside_it(days: str, expected: str) -> None:
    assert judged(replace(goal(weekly_amount(10)), start=after(5)), days, 7) == expected


def test_week_is_not_excused_by_the_pause_that_follows_it() -> None:
    schedule = goal(WEEKLY, pauses=((after(7), after(13)),))
    assert judged(schedule, "cc", 7) == "-?"


def test_amount_of_nothing_is_reached_whole() -> None:
    (unit,) = units_of(goal(weekly_amount(0)), {}, MONDAY)
    assert (unit.state, unit.share) == (State.SUCCESS, 1.0)


def test_target_of_a_weekly_streak_is_no_amount() -> None:
    assert judged(goal(Terms(Period.WEEK, 2, target_value=Decimal(30)), "streak"), "c1", 7) == "+?"


@pytest.mark.parametrize(
    ("days", "today", "silence", "expected"),
    [
        ("", 0, "kept", "?"),
        ("2", 0, "kept", "?"),
        ("3", 0, "kept", "-"),
        ("m", 0, "kept", "-"),
        ("23 mc0s", 7, "kept", "+-+-++s?"),
        ("23 mc0s", 7, "unknown", "+-u-++s?"),
    ],
)
def test_daily_limit_is_kept_up_to_its_amount(days: str, today: int, silence: str, expected: str) -> None:
    assert judged(goal(Terms(target_value=Decimal(2)), "limit", silence=silence), days, today) == expected


@pytest.mark.parametrize(
    ("days", "today", "expected"),
    [("55", 6, "?"), ("551", 6, "-"), ("551", 7, "-?"), ("55", 7, "+?"), ("sssssss", 7, "s?"), ("ssssss", 7, "+?")],
)
def test_weekly_limit_is_missed_as_soon_as_it_is_exceeded(days: str, today: int, expected: str) -> None:
    assert judged(goal(weekly_amount(10), "limit"), days, today) == expected


def test_limit_counts_nothing_on_paused_days() -> None:
    schedule = goal(weekly_amount(5), "limit", pauses=((after(1), after(1)), (after(7), after(13))))
    assert judged(schedule, "59     9", 14) == "+p?"


def test_limit_without_a_target_allows_nothing() -> None:
    assert judged(goal(Terms(), "limit"), "01", 2) == "+-?"


@pytest.mark.parametrize(("used", "share"), [(5, 1.0), (10, 1.0), (15, 0.5), (20, 0.0), (30, 0.0)])
def test_share_of_a_limit_falls_to_nothing_at_its_double(used: int, share: float) -> None:
    (unit,) = units_of(goal(weekly_amount(10), "limit"), {MONDAY: DayRecord(None, Decimal(used))}, MONDAY)
    assert unit.share == share


@pytest.mark.parametrize(("used", "share"), [(0, 0.0), (10, 0.0), (15, 0.5)])
def test_share_of_a_limit_marked_missed_is_nothing_unless_it_was_exceeded(used: int, share: float) -> None:
    (unit,) = units_of(goal(weekly_amount(10), "limit"), {MONDAY: DayRecord("missed", Decimal(used))}, MONDAY)
    assert (unit.state, unit.share) == (State.MISS, share)


def test_limit_is_kept_before_a_pause_that_follows_it() -> None:
    schedule = goal(Terms(target_value=Decimal(1)), "limit", pauses=((after(1), after(1)),))
    assert judged(schedule, "1", 2) == "+p?"


def test_limit_on_weekdays_judges_these_days() -> None:
    schedule = goal(Terms(weekdays=(0, 1), target_value=Decimal(1)), "limit")
    assert judged(schedule, "129", 7) == "+-?"


def test_limit_every_n_days_is_judged_in_blocks() -> None:
    schedule = goal(Terms(every_n_days=3, target_value=Decimal(3)), "limit")
    assert judged(schedule, "12 13 1", 6) == "+-?"


def test_limit_takes_its_frequency_from_its_period() -> None:
    (week,) = units_of(goal(weekly_amount(5), "limit"), {}, MONDAY)
    (weekday,) = units_of(goal(Terms(weekdays=(0, 1)), "limit"), {}, MONDAY)
    assert (week.frequency, week.weight_days) == (1 / 7, 7)
    assert (weekday.frequency, weekday.weight_days) == (2 / 7, 3.5)


def test_week_in_which_a_goal_ended_asks_for_its_part() -> None:
    assert judged(goal(WEEKLY, ended_on=after(3)), "c", 10) == "t"
    assert judged(goal(WEEKLY, ended_on=after(6)), "c", 10) == "-"
    assert judged(goal(WEEKLY, ended_on=after(3)), "c", 3) == "?"
