"""What can be done with tasks, and what the journal says of it."""

from typing import Any

import pytest

from config.refusals import Invalid
from goals.actions import (
    complete_goal,
    complete_task,
    create_task,
    delete_milestone,
    delete_task,
    reopen_task,
    update_task,
)
from goals.models import Change, Goal, Task
from goals.rules import GoalNotEditable
from tests.factories import GoalFactory, MilestoneFactory, TaskFactory, acting
from tests.journal import assert_journal_is_whole

pytestmark = pytest.mark.django_db


def told(task: Task) -> list[str]:
    return list(Change.objects.filter(entity_id=task.pk).order_by("seq").values_list("action", flat=True))


def test_tasks_stand_in_the_order_in_which_they_came() -> None:
    goal = GoalFactory.create(pattern="milestone")
    first = TaskFactory.create(goal=goal, sort_order=7)
    second = TaskFactory.create(goal=goal)
    before = TaskFactory.create(goal=goal, sort_order=0)
    assert [(task, task.sort_order) for task in goal.tasks.all()] == [(before, 0), (first, 7), (second, 8)]


def test_completing_twice_keeps_the_first_time_and_says_it_once() -> None:
    task = TaskFactory.create()
    by = acting(task.owner)
    done_at = complete_task(by=by, task=task).done_at
    assert done_at is not None
    assert complete_task(by=by, task=task).done_at == done_at
    assert reopen_task(by=by, task=task).done_at is None
    reopen_task(by=by, task=task)
    assert told(task) == ["created", "completed", "reopened"]
    assert_journal_is_whole(task.owner)


def test_time_of_being_done_cannot_be_set() -> None:
    task = TaskFactory.create()
    with pytest.raises(Invalid) as refused:
        update_task(by=acting(task.owner), task=task, done_at="2026-05-04T12:00:00Z")
    assert refused.value.fields == {"done_at": ["This cannot be set."]}


@pytest.mark.parametrize("fields", [{"title": " "}, {"weight": 0}, {"weight": 101}, {"focus_minutes": -1}])
def test_task_that_makes_no_sense_is_refused_and_moves_nothing(fields: dict[str, Any]) -> None:
    task = TaskFactory.create()
    before = Goal.objects.values().get()
    with pytest.raises(Invalid) as refused:
        create_task(by=acting(task.owner), goal=task.goal, **{"title": "Pack", **fields})
    assert list(refused.value.fields) == list(fields)
    with pytest.raises(Invalid):
        update_task(by=acting(task.owner), task=task, **fields)
    assert (Task.objects.get(), Goal.objects.values().get()) == (task, before)


def test_task_moves_to_a_milestone_and_stays_when_that_is_deleted() -> None:
    task = TaskFactory.create()
    milestone = MilestoneFactory.create(goal=task.goal)
    by = acting(task.owner)
    assert update_task(by=by, task=task, milestone=milestone).milestone == milestone
    delete_milestone(by=by, milestone=milestone)
    task.refresh_from_db()
    assert task.milestone is None
    assert told(task) == ["created", "updated", "updated"]
    assert_journal_is_whole(task.owner)


def test_task_of_a_closed_goal_stays_as_it_is() -> None:
    task = TaskFactory.create()
    by = acting(task.owner)
    complete_goal(by=by, goal=task.goal)
    ways: list[Any] = [
        lambda: create_task(by=by, goal=task.goal, title="Pack"),
        lambda: update_task(by=by, task=task, title="Pack"),
        lambda: complete_task(by=by, task=task),
        lambda: reopen_task(by=by, task=task),
        lambda: delete_task(by=by, task=task),
    ]
    for way in ways:
        with pytest.raises(GoalNotEditable):
            way()
    assert told(task) == ["created"]
