"""Milestones and plans as whole lists in an update of their goal."""

from typing import Any

import pytest

from config.refusals import Invalid
from goals.actions import create_task, update_goal
from goals.models import Goal, Task
from goals.rules import GoalNotEditable
from tests.api import Caller, caller, refused
from tests.factories import CheckInFactory, GoalFactory, IntentionFactory, MilestoneFactory, acting
from tests.journal import actions, assert_journal_is_whole

pytestmark = pytest.mark.django_db


def titles(goal: Goal) -> list[str]:
    return list(goal.milestones.values_list("title", flat=True))


def update(goal: Goal, **changes: Any) -> Goal:
    return update_goal(by=acting(goal.owner), goal=goal, **changes)


@pytest.fixture
def goal() -> Goal:
    made: Goal = GoalFactory.create(pattern="milestone")
    for title in "abc":
        MilestoneFactory.create(goal=made, title=title, is_done=title == "b")
    return made


def test_list_changes_adds_deletes_and_orders_in_one_write(goal: Goal) -> None:
    _first, second, third = goal.milestones.all()
    wanted: list[dict[str, Any]] = [{"id": third.pk, "title": "C"}, {"title": "new"}, {"id": second.pk}]
    goal.owner.refresh_from_db()
    since = goal.owner.revision
    goal = update(goal, milestones=wanted, title="Other")
    assert titles(goal) == ["C", "new", "b"]
    assert list(goal.milestones.values_list("sort_order", flat=True)) == [0, 1, 2]
    assert goal.progress_percent == 33
    assert actions(goal.owner, since) == [
        ("goal", "updated"),
        ("milestone", "updated"),
        ("milestone", "created"),
        ("milestone", "updated"),
        ("milestone", "deleted"),
    ]
    assert_journal_is_whole(goal.owner)


def test_absent_list_leaves_the_parts_alone_and_an_empty_one_deletes_them(goal: Goal) -> None:
    IntentionFactory.create(goal=goal)
    update(goal, title="Other")
    assert (titles(goal), goal.intentions.count()) == (["a", "b", "c"], 1)
    update(goal, milestones=[], intentions=[])
    assert (titles(goal), goal.intentions.count()) == ([], 0)
    assert Goal.objects.get(pk=goal.pk).progress_percent == 0


def test_deleted_milestone_lets_go_of_check_ins_and_tasks(goal: Goal) -> None:
    first = goal.milestones.first()
    check_in = CheckInFactory.create(goal=goal, milestone=first)
    task = create_task(by=acting(goal.owner), goal=goal, title="Do it", milestone=first)
    update(goal, milestones=[])
    check_in.refresh_from_db()
    assert (check_in.milestone, Task.objects.get(pk=task.pk).milestone) == (None, None)
    assert_journal_is_whole(goal.owner)


def test_refused_part_is_named_by_its_place_and_nothing_is_written(goal: Goal) -> None:
    first = goal.milestones.all()[0]
    stranger = MilestoneFactory.create(title="theirs")
    for wanted, field in (
        ([{"id": first.pk, "title": "A"}, {"title": ""}], "milestones.1.title"),
        ([{"id": first.pk}, {"id": first.pk}], "milestones.1.id"),
        ([{"id": stranger.pk, "title": "mine"}], "milestones.0.id"),
        ([{"title": "x", "completed_at": "2026-01-01"}], "milestones.0.completed_at"),
    ):
        with pytest.raises(Invalid) as told:
            update(goal, milestones=wanted)
        assert list(told.value.fields) == [field]
    assert titles(goal) == ["a", "b", "c"]
    stranger.refresh_from_db()
    assert stranger.title == "theirs"


def test_closed_goal_keeps_its_parts() -> None:
    goal = GoalFactory.create(pattern="milestone", milestones=[{"title": "a"}], status="completed")
    with pytest.raises(GoalNotEditable):
        update(goal, milestones=[])
    assert titles(goal) == ["a"]


def test_plans_are_replaced_the_same_way() -> None:
    goal = GoalFactory.create()
    kept, _gone = IntentionFactory.create_batch(2, goal=goal)
    plan = {"trigger_condition": "it rains", "action": "I read"}
    update(goal, intentions=[{"id": kept.pk, "is_active": False}, plan])
    found = goal.intentions.values_list("trigger_condition", "is_active")
    assert list(found) == [(kept.trigger_condition, False), ("it rains", True)]
    assert_journal_is_whole(goal.owner)


@pytest.fixture
def call() -> Caller:
    return caller()


def test_what_was_read_can_be_sent_back_and_changes_nothing(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user, pattern="milestone", milestones=[{"title": "a"}, {"title": "b"}])
    IntentionFactory.create(goal=goal)
    path = f"/api/v1/goals/{goal.pk}/"
    read = call.get(path).json()
    call.user.refresh_from_db()
    before = call.user.revision
    assert call.put(path, read).json() == read
    call.user.refresh_from_db()
    assert call.user.revision == before


def test_parts_are_changed_over_the_api(call: Caller) -> None:
    goal = GoalFactory.create(owner=call.user, pattern="milestone", milestones=[{"title": "a"}, {"title": "b"}])
    path = f"/api/v1/goals/{goal.pk}/"
    first, second = call.get(path).json()["milestones"]
    wanted = [{"id": second["id"], "share": 40}, {"title": "new"}, {"id": first["id"]}]
    answer = call.patch(path, {"milestones": wanted}).json()
    assert [(row["title"], row["boundary"]) for row in answer["milestones"]] == [("b", 40), ("new", 70), ("a", 100)]
    bad = call.patch(path, {"milestones": [{"title": "x"}, {"share": 4}]})
    assert refused(bad) == (400, "VALIDATION_ERROR")
    assert list(bad.json()["fields"]) == ["milestones.1.title"]
    other = MilestoneFactory.create()
    assert refused(call.patch(path, {"milestones": [{"id": str(other.pk)}]})) == (400, "VALIDATION_ERROR")
    assert [row["title"] for row in call.get(path).json()["milestones"]] == ["b", "new", "a"]
