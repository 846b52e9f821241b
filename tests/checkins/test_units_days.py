from decimal import Decimal

import pytest

from checkins.units import DayRecord, Reason, State, Unit, units_of
from goals.terms import Period, Terms
from tests.checkins.schedules import (
    DAILY,
    EVERY_3,
    MONDAY,
    after,
    goal,
    judged,
    recorded,
)


@pytest.mark.parametrize(
    ("days", "today", "expected"),
    [
        ("", 0, "?"),
        ("c", 0, "+"),
        ("s", 0, "s"),
        ("m", 0, "-"),
        ("csm c", 5, "+s--+?"),
        ("5", 0, "+"),
        ("0", 0, "?"),
        ("0", 1, "-?"),
        ("ccccc", 2, "+++"),
    ],
)
def test_daily_unit_is_judged_by_status_or_value(days: str, today: int, expected: str) -> None:
    assert judged(goal(DAILY), days, today) == expected


def test_daily_skip_with_a_value_is_no_success_without_an_amount() -> None:
    units = units_of(goal(DAILY), {MONDAY: DayRecord("skipped", Decimal(5))}, MONDAY)
    assert [unit.state for unit in units] == [State.NEUTRAL]


@pytest.mark.parametrize(
    ("record", "state"),
    [
        (DayRecord(None, Decimal("1.9")), State.MISS),
        (DayRecord(None, Decimal(2)), State.SUCCESS),
        (DayRecord("completed", None), State.SUCCESS),
        (DayRecord("skipped", Decimal(1)), State.NEUTRAL),
        (DayRecord("skipped", Decimal(2)), State.SUCCESS),
        (DayRecord("missed", Decimal(2)), State.MISS),
        (DayRecord(None, Decimal(-5)), State.MISS),
    ],
)
def test_daily_amount_is_reached_by_values_or_by_completed(record: DayRecord, state: State) -> None:
    unit, _ = units_of(goal(Terms(target_value=Decimal(2))), {MONDAY: record}, after(1))
    assert unit.state is state
    assert 0 <= unit.share <= 1


@pytest.mark.parametrize(
    ("day", "state", "share", "reason", "done"),
    [
        ("c", State.SUCCESS, 1.0, None, 1),
        ("7", State.SUCCESS, 1.0, None, 1),
        ("m", State.MISS, 0.0, None, 0),
        ("s", State.NEUTRAL, 0.0, Reason.SKIP, 0),
        (" ", State.PENDING, 0.0, None, 0),
    ],
)
def test_daily_unit_is_done_once_or_not_at_all(
    day: str, state: State, share: float, reason: Reason | None, done: int
) -> None:
    expected = Unit(MONDAY, MONDAY, state, share, 1.0, reason, Decimal(done), Decimal(1), 1.0)
    assert units_of(goal(DAILY), recorded(day), MONDAY) == [expected]


def test_daily_amount_marked_completed_is_reached_whole() -> None:
    (unit,) = units_of(goal(Terms(target_value=Decimal(4))), recorded("c"), MONDAY)
    assert (unit.share, unit.done) == (1.0, Decimal(0))


def test_daily_amount_says_what_was_reached_of_what_is_asked() -> None:
    (unit,) = units_of(goal(Terms(target_value=Decimal(4))), recorded("3"), MONDAY)
    assert unit == Unit(MONDAY, MONDAY, State.PENDING, 0.75, 1.0, None, Decimal(3), Decimal(4), 1.0)


def test_twice_a_day_asks_for_two() -> None:
    assert judged(goal(Terms(Period.DAY, 2)), "12", 1) == "-+"


def test_times_a_day_are_an_amount_that_completed_settles() -> None:
    assert judged(goal(Terms(Period.DAY, 3)), "23c ", 3) == "-++?"


def test_target_of_a_streak_is_no_amount() -> None:
    assert judged(goal(Terms(target_value=Decimal(30)), "streak"), "1c ", 3) == "++-?"


def test_weekday_goal_has_units_on_its_weekdays_only() -> None:
    schedule = goal(Terms(weekdays=(0, 2, 4)))
    assert judged(schedule, "ccc  cc", 7) == "++-?"
    assert [unit.last for unit in units_of(schedule, {}, after(6))] == [after(0), after(2), after(4)]


def test_weekdays_come_before_the_period() -> None:
    schedule = goal(Terms(Period.WEEK, 2, weekdays=(0, 2)))
    assert judged(schedule, "c", 2) == "+?"


def test_weekday_unit_stands_for_its_part_of_the_week() -> None:
    unit = units_of(goal(Terms(weekdays=(0, 2, 4))), {}, MONDAY)[0]
    assert (unit.weight_days, unit.frequency) == (7 / 3, 3 / 7)


@pytest.mark.parametrize(
    ("days", "today", "expected"),
    [
        ("", 0, "?"),
        ("c", 2, "+"),
        ("c", 3, "+?"),
        ("c  c", 4, "++"),
        ("c    c", 6, "+-+"),
        ("cc  c", 5, "+++"),
        ("c  s  c", 6, "+s+"),
        ("cs c", 3, "++"),
        ("c  m  c", 6, "+-+"),
    ],
)
def test_every_n_days_is_counted_from_the_last_completion(days: str, today: int, expected: str) -> None:
    assert judged(goal(EVERY_3), days, today) == expected


def test_every_n_days_done_late_moves_the_due_days() -> None:
    units = units_of(goal(EVERY_3), recorded("c   c"), after(7))
    assert [(unit.last, unit.state, unit.weight_days) for unit in units] == [
        (after(0), State.SUCCESS, 3),
        (after(3), State.MISS, 3),
        (after(4), State.SUCCESS, 1),
        (after(7), State.PENDING, 3),
    ]


def test_every_n_days_adds_values_up_until_the_amount_is_reached() -> None:
    schedule = goal(Terms(every_n_days=3, target_value=Decimal(5)))
    assert judged(schedule, "5 32 1  4  5", 11) == "++--+"
    assert [unit.done for unit in units_of(schedule, recorded("5 32 1  4  5"), after(11))] == [5, 5, 1, 4, 5]


def test_every_n_days_stays_due_after_a_pause_on_its_own_rhythm() -> None:
    assert judged(goal(EVERY_3, pauses=((after(2), after(4)),)), "c     c", 6) == "+p+"


def test_pause_makes_due_days_neutral_whatever_is_recorded() -> None:
    assert judged(goal(DAILY, pauses=((after(1), after(3)),)), "ccm c", 5) == "+ppp+?"


def test_open_pause_goes_on() -> None:
    assert judged(goal(DAILY, pauses=((after(1), None),)), "c", 4) == "+pppp"


@pytest.mark.parametrize(
    ("days", "expected"),
    [("  c", "--+"), ("  m", "---"), ("   c", "--t"), ("", "--t")],
    ids=["done", "missed", "later", "silent"],
)
def test_last_day_of_an_ended_goal_is_no_miss_by_silence(days: str, expected: str) -> None:
    assert judged(goal(DAILY, ended_on=after(2)), days, 5) == expected
