"""Years and roll-ups as they are stored: whatever is written when, they are what follows from the rows."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from checkins.actions import Draft, correct_check_in, record_check_in, record_check_ins, set_day, withdraw_check_in
from checkins.engine import engine
from checkins.facts import recomputed
from checkins.models import CheckIn, Strip
from checkins.standing import figures_of
from goals.actions import (
    archive_goal,
    complete_goal,
    create_pause,
    erase_goal,
    pause_goal,
    reactivate_goal,
    resume_goal,
    update_goal,
    update_profile,
)
from goals.journal import writing
from goals.models import Goal
from tests.factories import CheckInFactory, GoalFactory, UserFactory, acting
from tests.rollups import assert_rolled_up, strips_of

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)  # a Monday
TODAY = NOON.date()
DAY = dt.timedelta(days=1)
LONG_AGO = dt.date(2021, 3, 10)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def stored(goal: Goal) -> Goal:
    return Goal.objects.select_related("owner").get(pk=goal.pk)


def lived(pattern: str = "recurring", since: dt.date = LONG_AGO, step: int = 3, **fields: Any) -> Goal:
    """A goal with a check-in every few days since it began, with amounts where it has some."""
    goal: Goal = GoalFactory.create(pattern=pattern, start_date=since, **fields)
    is_measured = goal.target_value is not None and pattern != "streak"
    drafts = [
        Draft(
            check_in_date=since + offset * DAY,
            habit_completion_status=None if is_measured else ("completed", "skipped", "missed")[offset // step % 7 % 3],
            value_recorded=Decimal(offset // step % 5) if is_measured else None,
        )
        for offset in range(0, (TODAY - since).days + 1, step)
    ]
    record_check_ins(by=acting(goal.owner), goal=goal, drafts=drafts)
    return stored(goal)


LIVES: list[dict[str, Any]] = [
    {},
    {"period": "week", "times_per_period": 2},
    {"period": "month", "times_per_period": 8, "reserve_per_month": 1},
    {"every_n_days": 4},
    {"every_n_days": 10, "times_per_period": 3},
    {"weekdays": [0, 3], "reserve_per_month": 2},
    {"target_value": Decimal(3)},
    {"pattern": "streak", "target_value": Decimal(30)},
    {"pattern": "limit", "target_value": Decimal(9), "period": "week"},
    {"pattern": "target", "target_value": Decimal(5000), "aggregation": "sum"},
]


def on(goal: Goal, day: dt.date) -> CheckIn:
    """The check-in of that day or the next after it."""
    found = CheckIn.objects.filter(goal=goal, check_in_date__gte=day).order_by("check_in_date").first()
    assert found is not None
    return found


@pytest.mark.parametrize("fields", LIVES)
def test_late_writes_leave_what_the_rows_say(fields: dict[str, Any]) -> None:
    goal = lived(step=10, **fields)
    by = acting(goal.owner)
    assert_rolled_up(goal)
    correct_check_in(by=by, check_in=on(goal, dt.date(2022, 2, 1)), value_recorded=Decimal("7.25"))
    assert_rolled_up(goal)
    correct_check_in(by=by, check_in=on(goal, dt.date(2023, 7, 1)), check_in_date=dt.date(2021, 12, 31))
    assert_rolled_up(goal)
    withdraw_check_in(by=by, check_in=on(goal, dt.date(2024, 2, 28)))
    assert_rolled_up(goal)
    withdraw_check_in(by=by, check_in=on(goal, LONG_AGO))
    assert_rolled_up(goal)
    record_check_in(by=by, goal=stored(goal), check_in_date=dt.date(2025, 12, 30), value_recorded=Decimal(1))
    assert_rolled_up(goal)
    record_check_in(by=by, goal=stored(goal), check_in_date=LONG_AGO - 500 * DAY, value_recorded=Decimal(8))
    assert_rolled_up(goal)


@pytest.mark.parametrize("fields", LIVES)
def test_change_of_what_was_agreed_leaves_what_the_rows_say(fields: dict[str, Any], clock: Any) -> None:
    goal = lived(since=dt.date(2024, 11, 20), step=5, **fields)
    by = acting(goal.owner)
    update_goal(by=by, goal=goal, start_date=dt.date(2025, 2, 2))
    assert_rolled_up(goal)
    update_goal(by=by, goal=stored(goal), start_date=dt.date(2023, 2, 2))
    assert_rolled_up(goal)
    for dates in ((dt.date(2024, 12, 20), dt.date(2025, 1, 9)), (dt.date(2023, 3, 1), dt.date(2023, 3, 31))):
        create_pause(by=by, owner=goal.owner, goal=stored(goal), starts_on=dates[0], ends_on=dates[1])
        assert_rolled_up(goal)
    create_pause(by=by, owner=goal.owner, goal=None, starts_on=dt.date(2025, 7, 1), ends_on=dt.date(2025, 7, 20))
    assert_rolled_up(goal)
    clock.shift(DAY)
    update_goal(by=by, goal=stored(goal), weekdays=[1, 2], every_n_days=None)
    assert_rolled_up(goal)
    update_profile(by=by, user=goal.owner, week_starts_on=6)
    assert_rolled_up(goal)
    complete_goal(by=by, goal=stored(goal))
    assert_rolled_up(goal)
    clock.shift(200 * DAY)
    reactivate_goal(by=by, goal=stored(goal))
    assert_rolled_up(goal)


def test_check_in_from_before_the_start_makes_a_year_of_its_own() -> None:
    goal = lived(since=dt.date(2025, 1, 5))
    early = CheckInFactory.create(goal=goal, check_in_date=dt.date(2019, 6, 1))
    assert sorted(strips_of(goal)) == list(range(2019, 2027))
    assert [strip["units"].strip(".") for strip in strips_of(goal).values()][:6] == ["B", "", "", "", "", ""]
    assert_rolled_up(goal)
    withdraw_check_in(by=acting(goal.owner), check_in=early)
    assert_rolled_up(goal)


def test_only_check_in_may_go_again() -> None:
    goal = GoalFactory.create()
    check_in = CheckInFactory.create(goal=goal)
    withdraw_check_in(by=acting(goal.owner), check_in=check_in)
    assert_rolled_up(goal)
    assert stored(goal).check_in_count == 0


def test_year_that_passed_is_judged_into_its_own_strip(clock: Any) -> None:
    goal = lived(since=dt.date(2026, 4, 20))
    clock.move_to(dt.datetime(2026, 12, 31, 12, tzinfo=dt.UTC))
    set_day(by=acting(goal.owner), goal=goal, day=goal.owner.today(), status="completed")
    assert sorted(strips_of(goal)) == [2026]
    assert_rolled_up(goal)
    clock.shift(DAY)
    set_day(by=acting(goal.owner), goal=stored(goal), day=goal.owner.today(), status="completed")
    years = strips_of(goal)
    assert (years[2026]["units"][-3:], years[2027]["marks"][:2]) == ("MMS", "c.")
    assert stored(goal).stats["current_streak"] == 2
    assert_rolled_up(goal)


@pytest.mark.parametrize("fields", LIVES)
def test_years_without_a_check_in_are_judged_when_the_goal_is_taken_up_again(
    fields: dict[str, Any], clock: Any
) -> None:
    goal = lived(since=dt.date(2026, 3, 3), **fields)
    clock.shift(1100 * DAY)
    assert figures_of([stored(goal)])[goal.pk].as_stats() == recomputed_stats(goal)
    record_check_in(by=acting(goal.owner), goal=stored(goal), value_recorded=Decimal(2))
    assert_rolled_up(goal)
    record_check_in(by=acting(goal.owner), goal=stored(goal), check_in_date=dt.date(2027, 8, 8), content="A word")
    assert_rolled_up(goal)


def recomputed_stats(goal: Goal) -> dict[str, Any]:
    return recomputed([stored(goal)])[goal.pk].as_stats()


@pytest.mark.parametrize("length", [9, 60, 365])
def test_block_over_new_year_is_judged_whole(length: int, clock: Any) -> None:
    """Also one that is as long as a year."""
    clock.move_to(dt.datetime(2025, 12, 28, 12, tzinfo=dt.UTC))
    goal = GoalFactory.create(every_n_days=length, times_per_period=2, start_date=dt.date(2025, 12, 28))
    by = acting(goal.owner)
    for offset in (0, 6, 3):
        clock.move_to(dt.datetime(2026, 1, 3, 12, tzinfo=dt.UTC))
        day = min(dt.date(2025, 12, 28) + offset * DAY, goal.owner.today())
        set_day(by=by, goal=stored(goal), day=day, status="completed")
        assert_rolled_up(goal)
    clock.shift((length + 1) * DAY)
    set_day(by=by, goal=stored(goal), day=goal.owner.today(), status="completed")
    assert_rolled_up(goal)
    set_day(by=by, goal=stored(goal), day=dt.date(2025, 12, 28), status=None)
    assert_rolled_up(goal)
    assert stored(goal).stats["longest_streak"] == 1


def test_day_that_goes_back_with_the_zone_is_open_again(clock: Any) -> None:
    """In Kiritimati it is tomorrow already; moving away takes that day back, and what was judged on it."""
    owner = UserFactory.create(timezone="Pacific/Kiritimati")
    goal = GoalFactory.create(owner=owner, start_date=TODAY - 9 * DAY)
    by = acting(owner)
    for offset in range(-9, 1):
        set_day(by=by, goal=stored(goal), day=TODAY + offset * DAY, status="completed")
    assert stored(goal).stats["as_of"] == (TODAY + DAY).isoformat()
    update_profile(by=by, user=owner, timezone="Pacific/Midway")
    goal = stored(goal)
    assert (goal.owner.today(), goal.stats["as_of"]) == (TODAY, TODAY.isoformat())
    assert_rolled_up(goal)
    set_day(by=by, goal=goal, day=TODAY, status=None)
    assert_rolled_up(goal)


def test_zone_that_takes_the_new_year_back_leaves_no_trace(clock: Any) -> None:
    clock.move_to(dt.datetime(2026, 12, 31, 12, tzinfo=dt.UTC))
    owner = UserFactory.create(timezone="Pacific/Kiritimati")
    goal = GoalFactory.create(owner=owner, start_date=dt.date(2026, 12, 1))
    set_day(by=acting(owner), goal=goal, day=dt.date(2027, 1, 1), status="completed")
    assert_rolled_up(goal)
    update_profile(by=acting(owner), user=owner, timezone="Pacific/Midway")
    assert_rolled_up(goal)
    clock.shift(2 * DAY)
    set_day(by=acting(owner), goal=stored(goal), day=dt.date(2027, 1, 2), status="completed")
    assert_rolled_up(goal)


WRONG: list[dict[str, Any]] = [
    {"marks": "c" * 365},
    {"units": "S" * 365},
    {"values": {"0": 10000}},
    {"year": 1999},
]


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_strip_is_healed_when_it_is_made_again(wrong: dict[str, Any]) -> None:
    goal = lived(since=dt.date(2024, 5, 5))
    before = strips_of(goal)
    Strip.objects.filter(goal=goal, year=2025).update(**wrong)
    assert strips_of(goal) != before
    made_again(goal)
    assert strips_of(goal) == before
    assert_rolled_up(goal)


def test_missing_strips_and_roll_up_are_made_again() -> None:
    goal = lived(since=dt.date(2024, 5, 5))
    before, figures = strips_of(goal), stored(goal).stats
    Strip.objects.filter(goal=goal).delete()
    Goal.objects.filter(pk=goal.pk).update(rollup={}, stats={}, check_in_count=3, progress_percent=1)
    made_again(goal)
    assert (strips_of(goal), stored(goal).stats) == (before, figures)
    assert_rolled_up(goal)


def test_emptied_year_is_taken_away_when_all_is_made_again() -> None:
    goal = lived(since=dt.date(2025, 5, 5))
    early = CheckInFactory.create(goal=goal, check_in_date=dt.date(2020, 5, 5))
    withdraw_check_in(by=acting(goal.owner), check_in=early)
    made_again(goal)
    assert sorted(strips_of(goal)) == [2025, 2026]


def made_again(goal: Goal) -> None:
    with writing(goal.owner_id, by=acting(goal.owner)) as journal:
        engine().rebuild(journal, journal.fresh(stored(goal)))


def test_goal_without_a_roll_up_gets_one_with_its_next_check_in() -> None:
    """Rows from before there were roll-ups."""
    goal = lived(since=dt.date(2024, 5, 5))
    Strip.objects.filter(goal=goal).delete()
    Goal.objects.filter(pk=goal.pk).update(rollup={})
    assert figures_of([stored(goal)])[goal.pk].as_stats() == recomputed_stats(goal)
    set_day(by=acting(goal.owner), goal=stored(goal), day=TODAY - DAY, status="completed")
    assert_rolled_up(goal)


def test_pause_and_return_leave_what_the_rows_say(clock: Any) -> None:
    goal = lived(since=dt.date(2025, 10, 10))
    by = acting(goal.owner)
    clock.shift(3 * DAY)
    pause_goal(by=by, goal=goal, until=goal.owner.today() + 20 * DAY)
    assert_rolled_up(goal)
    clock.shift(300 * DAY)
    resume_goal(by=by, goal=stored(goal))
    assert_rolled_up(goal)
    CheckInFactory.create(goal=stored(goal))
    assert_rolled_up(goal)


def test_erased_goal_takes_its_years_along() -> None:
    goal, other = lived(since=dt.date(2025, 1, 1)), lived(since=dt.date(2026, 1, 1))
    archived = archive_goal(by=acting(goal.owner), goal=goal)
    erase_goal(by=acting(goal.owner), goal=archived)
    assert set(Strip.objects.values_list("goal", flat=True)) == {other.pk}


def test_many_days_at_once_and_a_few_leave_the_same() -> None:
    """A stretch of days is read as one; single days are read one by one."""
    goal = lived(since=dt.date(2025, 12, 1))
    days = [dt.date(2025, 12, 2) + 3 * number * DAY for number in range(51)]
    drafts = [Draft(check_in_date=day, habit_completion_status="missed") for day in days]
    record_check_ins(by=acting(goal.owner), goal=goal, drafts=drafts)
    assert_rolled_up(goal)


@pytest.mark.parametrize("years", [1, 6])
def test_check_in_of_today_reads_no_year_but_the_last(years: int) -> None:
    """What a write costs does not grow with the history."""
    goal = lived(since=dt.date(2026 - years, 1, 15))
    with CaptureQueriesContext(connection) as captured:
        record_check_in(by=acting(goal.owner), goal=goal, value_recorded=Decimal(2))
    said = [query["sql"] for query in captured if "checkins_strip" in query["sql"]]
    assert len([sql for sql in said if sql.startswith("SELECT")]) == 1
    assert len([sql for sql in said if sql.startswith("UPDATE")]) == 1
    assert_rolled_up(goal)


@pytest.mark.parametrize("fields", [{"habit_completion_status": "completed"}, {"value_recorded": 0}])
def test_early_check_ins_of_several_months_all_carry_the_run(fields: dict[str, Any]) -> None:
    goal = GoalFactory.create(pattern="limit" if "value_recorded" in fields else "recurring")
    for ago in (100, 50):
        CheckInFactory.create(goal=stored(goal), check_in_date=TODAY - ago * DAY, **fields)
        assert_rolled_up(goal)


@pytest.mark.parametrize("pattern", ["recurring", "target", "milestone"])
def test_year_goes_with_the_last_that_was_told_in_it(pattern: str) -> None:
    goal = GoalFactory.create(pattern=pattern, start_date=dt.date(2025, 3, 1))
    CheckInFactory.create(goal=goal, check_in_date=dt.date(2025, 4, 1), value_recorded=Decimal(2))
    before = strips_of(goal)
    early = [
        CheckInFactory.create(goal=goal, check_in_date=dt.date(2019, 8, 1), value_recorded=Decimal(1)),
        CheckInFactory.create(goal=goal, check_in_date=dt.date(2017, 8, 1), content="Early"),
    ]
    assert {2017, 2019, 2025} <= set(strips_of(goal))
    for check_in in early:
        withdraw_check_in(by=acting(goal.owner), check_in=check_in)
        assert_rolled_up(goal)
    assert strips_of(goal) == before


def test_first_day_of_the_goal_is_corrected_without_forgetting_what_was_done_before() -> None:
    """The last state kept before that day leaves out a unit from between it and the start."""
    goal = GoalFactory.create(start_date=dt.date(2026, 4, 14))
    for day in (dt.date(2026, 3, 31), dt.date(2026, 4, 13), dt.date(2026, 4, 14)):
        set_day(by=acting(goal.owner), goal=goal, day=day, status="completed")
    set_day(by=acting(goal.owner), goal=goal, day=dt.date(2026, 4, 14), status="missed")
    assert_rolled_up(goal)
