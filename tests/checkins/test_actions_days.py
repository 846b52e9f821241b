"""The status of a day: set, never toggled."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from checkins.actions import record_check_in, set_day, undo_check_in
from checkins.models import CheckIn
from config.refusals import Invalid, NotFound
from goals.actions import complete_goal
from goals.models import Goal
from goals.rules import GoalNotEditable
from tests.factories import GoalFactory, MilestoneFactory, UserFactory, acting
from tests.journal import actions, assert_journal_is_whole

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def goal() -> Goal:
    made: Goal = GoalFactory.create(start_date=TODAY - dt.timedelta(days=10))
    return made


def put(goal: Goal, status: str | None, day: dt.date = TODAY, key: uuid.UUID | None = None) -> CheckIn | None:
    return set_day(by=acting(goal.owner), goal=goal, day=day, status=status, key=key)


@pytest.mark.parametrize("status", ["completed", "skipped", "missed"])
def test_day_gets_its_status_once(goal: Goal, status: str) -> None:
    first = put(goal, status)
    lines = actions(goal.owner)
    assert put(goal, status) == first == CheckIn.objects.get()
    assert (first.habit_completion_status, first.check_in_date, first.kind) == (status, TODAY, "completion")
    assert actions(goal.owner) == lines
    goal.refresh_from_db()
    assert (goal.check_in_count, goal.stats[status]) == (1, 1)


def test_day_changes_its_status_in_place(goal: Goal) -> None:
    first = put(goal, "completed")
    second = put(goal, "missed")
    assert second == first
    assert [(row.habit_completion_status, row.revision) for row in CheckIn.objects.all()] == [("missed", 2)]
    goal.refresh_from_db()
    assert (goal.stats["completed"], goal.stats["missed"], goal.stats["current_streak"]) == (0, 1, 0)
    assert_journal_is_whole(goal.owner)


def test_cleared_day_says_nothing(goal: Goal) -> None:
    put(goal, "completed")
    assert put(goal, None) is None
    assert put(goal, None) is None
    assert not CheckIn.objects.exists()
    goal.refresh_from_db()
    assert (goal.check_in_count, goal.last_check_in_at, goal.stats["completed"]) == (0, None, 0)
    assert_journal_is_whole(goal.owner)


@pytest.mark.parametrize("said", [{"value_recorded": 5}, {"content": "Rain"}])
def test_clearing_keeps_what_else_was_said(goal: Goal, said: dict[str, Any]) -> None:
    record_check_in(by=acting(goal.owner), goal=goal, habit_completion_status="completed", **said)
    assert put(goal, None) is None
    left = CheckIn.objects.get()
    assert (left.habit_completion_status, left.kind) == (None, "value" if "value_recorded" in said else "note")
    assert put(goal, "skipped") != left
    assert CheckIn.objects.count() == 2


def test_clearing_keeps_a_named_milestone() -> None:
    milestone = MilestoneFactory.create()
    goal = milestone.goal
    record_check_in(by=acting(goal.owner), goal=goal, habit_completion_status="completed", milestone=milestone)
    assert put(goal, None) is None
    milestone.refresh_from_db()
    assert (CheckIn.objects.get().kind, milestone.is_done) == ("milestone", True)


def test_new_check_in_takes_the_key(goal: Goal) -> None:
    key = uuid.uuid4()
    made = put(goal, "completed", key=key)
    assert made is not None
    assert made.pk == key
    assert put(goal, "completed", key=key) == made


def test_key_that_is_taken_makes_another_id(goal: Goal) -> None:
    """The key of a form that was sent, cleared elsewhere and sent again."""
    key = uuid.uuid4()
    record_check_in(by=acting(goal.owner), goal=goal, id=key, content="A note")
    made = put(goal, "completed", key=key)
    assert made is not None
    assert made.pk != key
    undo_check_in(by=acting(goal.owner), owner=goal.owner, check_in_id=made.pk)
    assert CheckIn.objects.get().pk == key


def test_other_days_and_goals_stay_as_they_are(goal: Goal) -> None:
    yesterday = TODAY - dt.timedelta(days=1)
    put(goal, "missed", yesterday)
    put(GoalFactory.create(owner=goal.owner), "skipped")
    put(goal, "completed")
    rows = CheckIn.objects.filter(goal=goal).values_list("check_in_date", "habit_completion_status")
    assert set(rows) == {(yesterday, "missed"), (TODAY, "completed")}


@pytest.mark.parametrize(
    ("day", "status", "field"),
    [
        (TODAY + dt.timedelta(days=1), "completed", "check_in_date"),
        (dt.date(1, 1, 1), "completed", "check_in_date"),
        (dt.date(9999, 12, 31), "skipped", "check_in_date"),
        (TODAY, "perhaps", "habit_completion_status"),
        (TODAY, 5, "habit_completion_status"),
    ],
)
def test_what_is_no_day_or_status_is_refused(goal: Goal, day: dt.date, status: Any, field: str) -> None:
    for held in (False, True):
        if held and field == "habit_completion_status":
            put(goal, "completed")
        with pytest.raises(Invalid) as refused:
            put(goal, status, day)
        assert list(refused.value.fields) == [field]


def test_blank_status_clears(goal: Goal) -> None:
    put(goal, "completed")
    assert put(goal, "") is None
    assert not CheckIn.objects.exists()


def test_days_of_a_goal_that_is_over_stay_as_they_are(goal: Goal) -> None:
    put(goal, "completed")
    complete_goal(by=acting(goal.owner), goal=goal)
    for status in ("completed", "missed", None):
        with pytest.raises(GoalNotEditable):
            put(goal, status)
    assert CheckIn.objects.get().habit_completion_status == "completed"


def test_day_of_somebody_elses_goal_is_unknown(goal: Goal) -> None:
    with pytest.raises(NotFound):
        set_day(by=acting(UserFactory.create()), goal=goal, day=TODAY, status="completed")
    assert not CheckIn.objects.exists()
