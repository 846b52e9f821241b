"""If-then plans."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine

from config.refusals import Invalid, NotFound
from goals.actions import (
    create_intention,
    delete_intention,
    rehearse_intention,
    toggle_intention,
    update_intention,
)
from goals.models import Intention
from goals.rules import GoalNotEditable
from tests.factories import GoalFactory, IntentionFactory, UserFactory, acting
from tests.journal import actions, assert_journal_is_whole

pytestmark = pytest.mark.django_db


def test_plan_is_on_from_the_start_and_reminds_of_nothing() -> None:
    goal = GoalFactory.create()
    made = create_intention(by=acting(goal.owner), goal=goal, trigger_condition=" it is 7 ", action="I run\nand walk")
    plan = Intention.objects.get(pk=made.pk)
    assert (plan.trigger_condition, plan.action, plan.is_active) == ("it is 7", "I run\nand walk", True)
    assert (plan.reminder_time, plan.reminder_weekdays, plan.rehearsed_at, plan.goal) == (None, None, None, goal)
    assert_journal_is_whole(goal.owner)


def test_plan_is_reworded() -> None:
    """The column is called as the word for what a write does."""
    plan = IntentionFactory.create()
    words = {"action": "I swim", "trigger_condition": "it rains"}
    update_intention(by=acting(plan.owner), intention=plan, reminder_weekdays=[], **words)
    plan.refresh_from_db()
    assert (plan.action, plan.trigger_condition, plan.reminder_weekdays) == ("I swim", "it rains", None)
    assert plan.revision == 2
    assert_journal_is_whole(plan.owner)


def test_plan_toggles() -> None:
    plan = IntentionFactory.create()
    by = acting(plan.owner)
    assert [toggle_intention(by=by, intention=plan).is_active for _ in range(3)] == [False, True, False]
    assert actions(plan.owner)[-3:] == [("intention", "toggled")] * 3
    assert Intention.objects.get().is_active is False


def test_rehearsal_has_its_time() -> None:
    plan = IntentionFactory.create()
    noon = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)
    with time_machine.travel(noon, tick=False):
        assert rehearse_intention(by=acting(plan.owner), intention=plan).rehearsed_at == noon


def test_deleted_plan_is_gone() -> None:
    plan = IntentionFactory.create()
    delete_intention(by=acting(plan.owner), intention=Intention.objects.get())
    assert not Intention.objects.exists()
    with pytest.raises(NotFound):
        toggle_intention(by=acting(plan.owner), intention=plan)
    assert_journal_is_whole(plan.owner)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"action": "  "}, "action"),
        ({"action": None}, "action"),
        ({"trigger_condition": "x" * 501}, "trigger_condition"),
        ({"reminder_weekdays": [7]}, "reminder_weekdays"),
        ({"reminder_time": "25:00"}, "reminder_time"),
        ({"reminder_time": 7}, "reminder_time"),
        ({"is_active": None}, "is_active"),
        ({"is_active": "maybe"}, "is_active"),
        ({"goal": None}, "goal"),
        ({"rehearsed_at": None}, "rehearsed_at"),
    ],
)
def test_wrong_plan_is_refused_by_its_field(change: dict[str, Any], field: str) -> None:
    plan = IntentionFactory.create()
    with pytest.raises(Invalid) as refused:
        update_intention(by=acting(plan.owner), intention=plan, **change)
    assert list(refused.value.fields) == [field]
    assert Intention.objects.get().revision == 1


WRITES: dict[str, Callable[[Any, Intention], object]] = {
    "create": lambda by, plan: create_intention(by=by, goal=plan.goal, trigger_condition="a", action="b"),
    "update": lambda by, plan: update_intention(by=by, intention=plan, action="Other"),
    "toggle": lambda by, plan: toggle_intention(by=by, intention=plan),
    "rehearse": lambda by, plan: rehearse_intention(by=by, intention=plan),
    "delete": lambda by, plan: delete_intention(by=by, intention=plan),
}


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("status", ["completed", "abandoned", "archived"])
def test_plans_of_a_goal_that_is_over_stay_as_they_are(status: str, write: str) -> None:
    goal = GoalFactory.create(intentions=[{"trigger_condition": "a", "action": "b"}], status=status)
    lines = actions(goal.owner)
    with pytest.raises(GoalNotEditable):
        WRITES[write](acting(goal.owner), goal.intentions.get())
    assert actions(goal.owner) == lines


@pytest.mark.parametrize("write", WRITES)
def test_plan_of_somebody_else_is_unknown(write: str) -> None:
    plan = IntentionFactory.create()
    with pytest.raises(NotFound):
        WRITES[write](acting(UserFactory.create()), plan)
    assert_journal_is_whole(plan.owner)
