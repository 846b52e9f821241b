"""The figures of a goal through the actions: all five patterns, stored exactly, brought to today when read."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from checkins.actions import record_check_in, set_day, withdraw_check_in
from checkins.models import CheckIn
from checkins.standing import figures_of
from goals.actions import complete_goal, pause_goal, reactivate_goal, resume_goal, update_goal
from goals.models import Goal
from goals.progress import engine
from tests.factories import CheckInFactory, GoalFactory, MilestoneFactory, UserFactory, acting
from tests.journal import actions

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)  # a Monday
TODAY = NOON.date()
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def begin(days_ago: int = 0, **fields: Any) -> Goal:
    made: Goal = GoalFactory.create(start_date=TODAY - days_ago * DAY, **fields)
    return made


def mark(goal: Goal, days: str) -> None:
    """Gives the days through today their statuses, in order: c completed, s skipped, m missed, . nothing."""
    names = {"c": "completed", "s": "skipped", "m": "missed"}
    for number, letter in enumerate(reversed(days)):
        if letter in names:
            set_day(by=acting(goal.owner), goal=goal, day=goal.owner.today() - number * DAY, status=names[letter])


def add(goal: Goal, *values: Any, days_ago: int = 0) -> None:
    for value in values:
        CheckInFactory.create(goal=goal, value_recorded=Decimal(str(value)), check_in_date=TODAY - days_ago * DAY)


def stored(goal: Goal) -> Goal:
    return Goal.objects.get(pk=goal.pk)


def stats(goal: Goal, *names: str) -> tuple[Any, ...]:
    return tuple(stored(goal).stats[name] for name in names)


def judged(goal: Goal) -> list[tuple[dt.date, dt.date, str, str | None]]:
    """Each unit of the last weeks, with how it was judged."""
    units = figures_of([stored(goal)])[goal.pk].units
    return [(unit.first, unit.last, unit.state, unit.reason) for unit in units]


def test_new_goals_have_no_percent_until_something_can_be_judged() -> None:
    percents = {pattern: begin(pattern=pattern).progress_percent for pattern in ("recurring", "limit", "target")}
    assert percents == {"recurring": None, "limit": None, "target": None}
    assert begin(pattern="streak").progress_percent == 0
    assert begin(pattern="milestone").progress_percent == 0
    assert begin(pattern="target", target_value=10).progress_percent == 0


def test_daily_habit() -> None:
    goal = begin(days_ago=9)
    mark(goal, "cc.msccc.c")
    assert stats(goal, "completed", "skipped", "missed", "current_streak", "longest_streak") == (6, 1, 1, 1, 3)
    assert stats(goal, "completion_rate", "adherence") == (6 / 7, 5 / 8)
    assert stored(goal).progress_percent == 62
    assert stats(goal, "as_of", "pace") == (TODAY.isoformat(), "behind")
    assert 0 < stats(goal, "strength")[0] < 1


def test_habit_of_so_many_times_a_week() -> None:
    goal = begin(days_ago=21, period="week", times_per_period=3)
    mark(goal, "ccc....c.c.c..cc.....c")
    assert stats(goal, "current_streak", "longest_streak", "adherence") == (0, 2, 2 / 3)
    assert stored(goal).progress_percent == 66


def test_habit_of_an_amount() -> None:
    goal = begin(days_ago=3, target_value=8, unit="cups")
    add(goal, 8, days_ago=3)
    add(goal, 5, 3, days_ago=2)
    add(goal, 7.5, days_ago=1)
    assert stored(goal).progress_percent == 66
    assert stats(goal, "current_streak", "longest_streak", "total") == (0, 2, "23.5")


def test_streak_is_held_against_its_days() -> None:
    goal = begin(days_ago=9, pattern="streak", target_value=4)
    mark(goal, "ccm.cc....")
    assert stored(goal).progress_percent == 0
    mark(goal, "ccm.ccccsc")
    assert (stored(goal).progress_percent, *stats(goal, "current_streak")) == (100, 5)
    mark(goal, "m..")
    assert (stored(goal).progress_percent, *stats(goal, "current_streak", "longest_streak")) == (25, 1, 3)


def test_limit_is_kept_by_periods() -> None:
    goal = begin(days_ago=21, pattern="limit", target_value=14)
    add(goal, 14, days_ago=20)
    add(goal, 10, 4.5, days_ago=12)
    assert (stored(goal).progress_percent, stats(goal, "current_streak")) == (66, (1,))
    add(goal, 15)
    assert (stored(goal).progress_percent, stats(goal, "current_streak")) == (66, (0,))


def test_limit_of_which_silence_says_nothing() -> None:
    goal = begin(days_ago=21, pattern="limit", target_value=14, silence="unknown")
    assert stored(goal).progress_percent is None
    add(goal, 0, days_ago=12)
    assert stored(goal).progress_percent == 100


@pytest.mark.parametrize(
    ("terms", "values", "percent", "value"),
    [
        ({"target_value": 1000}, [500], 50, "500"),
        ({"target_value": 1000}, [500, 300], 30, "300"),
        ({"target_value": 1000}, [999.9999], 99, "999.9999"),
        ({"target_value": 1000}, [1500], 100, "1500"),
        ({"target_value": 1000}, [-5], 0, "-5"),
        ({"target_value": 1000, "aggregation": "sum"}, [500, 300], 80, "800"),
        ({"target_value": 1000, "aggregation": "max"}, [500, 300], 50, "500"),
        ({"target_value": 1000, "aggregation": "average"}, [500, 300], 40, "400"),
        ({"target_value": 4, "aggregation": "count"}, [500, 300, 1], 75, "3"),
        ({"target_value": 70, "baseline_value": 80}, [74], 60, "74"),
        ({"target_value": 70, "baseline_value": 80, "direction": "decrease"}, [65], 100, "65"),
        ({"target_value": 70, "direction": "decrease"}, [80, 75], 50, "75"),
        ({"target_value": 100, "baseline_value": 50}, [], 0, "50"),
        ({"target_value": 0, "baseline_value": 900, "aggregation": "latest"}, [300], 66, "300"),
        ({}, [5], None, "5"),
    ],
)
def test_target_is_the_way_that_is_covered(
    terms: dict[str, Any], values: list[float], percent: int | None, value: str
) -> None:
    goal = begin(pattern="target", **terms)
    add(goal, *values)
    assert (stored(goal).progress_percent, *stats(goal, "value")) == (percent, value)


def test_target_with_a_date_has_a_pace() -> None:
    goal = begin(days_ago=50, pattern="target", target_value=1000, target_date=TODAY + 50 * DAY)
    add(goal, 900)
    assert stats(goal, "pace") == ("ahead",)
    add(goal, 100)
    assert stats(goal, "pace") == ("behind",)


def test_largest_numbers_there_are_make_figures_that_are_exact() -> None:
    goal = begin(pattern="target", target_value="9999999999999999.9999", aggregation="sum")
    add(goal, *["9999999999999999.9999"] * 3, "-9999999999999999.9998")
    assert stats(goal, "value", "total") == ("19999999999999999.9999",) * 2
    assert stored(goal).progress_percent == 100


def test_milestones_are_done_of_all() -> None:
    goal = begin(pattern="milestone")
    steps = MilestoneFactory.create_batch(3, goal=goal)
    for step, percent in zip(steps, (33, 66, 100), strict=True):
        CheckInFactory.create(goal=goal, milestone=step)
        assert stored(goal).progress_percent == percent
    assert stats(goal, "milestones_done", "milestones_total") == (3, 3)
    assert stored(goal).status == "active"


def test_check_in_before_the_start_moves_no_percent_and_no_judged_unit() -> None:
    for pattern, fields in (("recurring", {}), ("limit", {}), ("target", {"target_value": 10, "aggregation": "sum"})):
        goal = begin(days_ago=3, pattern=pattern, **fields)
        before = stored(goal).progress_percent, stats(goal, "adherence", "strength", "value")
        add(goal, 5, days_ago=9)
        assert (stored(goal).progress_percent, stats(goal, "adherence", "strength", "value")) == before
        assert stored(goal).check_in_count == 1


def test_counters_follow_every_write() -> None:
    goal = begin(days_ago=5)
    first = CheckInFactory.create(goal=goal, content="a", logged_at=NOON - 3 * DAY, check_in_date=TODAY)
    second = CheckInFactory.create(goal=goal, content="b", logged_at=NOON - DAY, check_in_date=TODAY - 5 * DAY)
    assert (stored(goal).check_in_count, stored(goal).last_check_in_at) == (2, NOON - DAY)
    withdraw_check_in(by=acting(goal.owner), check_in=second)
    assert (stored(goal).check_in_count, stored(goal).last_check_in_at) == (1, NOON - 3 * DAY)
    withdraw_check_in(by=acting(goal.owner), check_in=first)
    assert (stored(goal).check_in_count, stored(goal).last_check_in_at) == (0, None)


def test_stored_figures_are_of_the_day_of_the_write_and_are_brought_to_today(clock: Any) -> None:
    goal = begin(days_ago=3)
    mark(goal, "cccc")
    clock.shift(2 * DAY)
    shown = stored(goal)
    assert (shown.stats["as_of"], shown.progress_percent, shown.stats["current_streak"]) == (TODAY.isoformat(), 100, 4)
    lines = actions(goal.owner)
    engine().bring_to_today([shown, shown], shown.owner.today())
    assert (shown.stats["as_of"], shown.progress_percent) == ((TODAY + 2 * DAY).isoformat(), 80)
    assert shown.stats["current_streak"] == 0
    assert stored(goal).stats["as_of"] == TODAY.isoformat()
    assert actions(goal.owner) == lines


def test_each_goal_stands_on_its_owners_own_today() -> None:
    goals = [begin(owner=UserFactory.create(timezone=zone)) for zone in ("Pacific/Midway", "Pacific/Kiritimati")]
    assert [each.as_of for each in figures_of(goals).values()] == [TODAY, TODAY + DAY]
    assert [each.as_of for each in figures_of(goals, TODAY).values()] == [TODAY, TODAY]


def test_day_begins_when_the_person_says() -> None:
    goal = begin(days_ago=3, owner=UserFactory.create(timezone="Europe/Berlin", day_starts_at=3))
    with time_machine.travel(dt.datetime(2026, 5, 5, 0, 30, tzinfo=dt.UTC), tick=False):  # 02:30 in Berlin
        record_check_in(by=acting(goal.owner), goal=goal, habit_completion_status="completed")
        assert CheckIn.objects.get().check_in_date == TODAY
        assert stats(goal, "as_of", "current_streak") == (TODAY.isoformat(), 1)


def test_paused_days_are_neutral_and_the_run_goes_on(clock: Any) -> None:
    goal = begin(days_ago=2)
    by = acting(goal.owner)
    mark(goal, "ccc")
    clock.shift(DAY)
    pause_goal(by=by, goal=goal)
    clock.shift(10 * DAY)
    resume_goal(by=by, goal=goal)
    mark(stored(goal), "c")
    assert (stored(goal).progress_percent, *stats(goal, "current_streak")) == (100, 4)


def test_pause_that_ran_out_holds_until_the_goal_is_resumed(clock: Any) -> None:
    goal = begin(days_ago=2)
    mark(goal, "ccc")
    clock.shift(DAY)
    pause_goal(by=acting(goal.owner), goal=goal, until=TODAY + 3 * DAY)
    clock.shift(10 * DAY)
    paused = stored(goal)
    engine().bring_to_today([paused], TODAY + 11 * DAY)
    assert (paused.progress_percent, paused.stats["current_streak"]) == (100, 3)


def test_days_after_the_end_are_not_judged_and_those_until_the_return_neither(clock: Any) -> None:
    goal = begin(days_ago=2)
    by = acting(goal.owner)
    mark(goal, "ccc")
    complete_goal(by=by, goal=goal)
    clock.shift(20 * DAY)
    ended = stored(goal)
    engine().bring_to_today([ended], TODAY + 20 * DAY)
    assert (ended.progress_percent, ended.stats["current_streak"]) == (100, 3)
    reactivate_goal(by=by, goal=goal)
    assert (stored(goal).progress_percent, *stats(goal, "current_streak")) == (100, 3)
    clock.shift(DAY)
    back = stored(goal)
    engine().bring_to_today([back], TODAY + 21 * DAY)
    assert back.stats["current_streak"] == 0


def test_new_terms_judge_new_days_only(clock: Any) -> None:
    goal = begin(days_ago=6, weekdays=[0])
    mark(goal, "c.....c")
    assert (stored(goal).progress_percent, *stats(goal, "current_streak")) == (None, 1)
    clock.shift(DAY)
    before = judged(goal)
    update_goal(by=acting(goal.owner), goal=goal, weekdays=None)
    after = judged(goal)
    assert [unit for unit in after if unit[1] <= TODAY] == [unit for unit in before if unit[1] <= TODAY]
    assert [unit[1] for unit in after if unit[1] > TODAY] == [TODAY + DAY]


def test_figures_take_the_same_form_stored_and_fresh() -> None:
    goal = begin(days_ago=3, pattern="target", target_value=10, target_date=TODAY + 9 * DAY)
    add(goal, 2.5)
    assert stored(goal).stats == figures_of([stored(goal)])[goal.pk].as_stats()
