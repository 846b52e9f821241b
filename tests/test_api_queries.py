"""Reads run as many statements for three rows as for one."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from goals.models import Goal
from tests.api import Caller, caller, queries_of
from tests.factories import (
    CheckInFactory,
    GoalFactory,
    HabitLinkFactory,
    IntentionFactory,
    MilestoneFactory,
    TaskFactory,
)

pytestmark = pytest.mark.django_db


def furnish(goal: Goal, parts: int) -> None:
    """Give a goal as many milestones, plans, tasks, linked habits and check-ins."""
    MilestoneFactory.create_batch(parts, goal=goal)
    IntentionFactory.create_batch(parts, goal=goal)
    TaskFactory.create_batch(parts, goal=goal)
    for _ in range(parts):
        HabitLinkFactory.create(goal=goal)
    CheckInFactory.create_batch(parts, goal=goal, value_recorded=1)


READS = [
    "goals/",
    "goals/?search=goal&status=active&ordering=title",
    "goals/{goal}/",
    "goals/{goal}/milestones/",
    "goals/{goal}/intentions/",
    "goals/{goal}/check-ins/",
    "goals/{goal}/days/{today}/",
    "goals/{goal}/progress/",
    "check-ins/",
    "dashboard/",
    "tokens/",
    "changes/",
]


@pytest.fixture
def call() -> Caller:
    return caller()


@pytest.mark.parametrize("read", READS)
@pytest.mark.parametrize("is_stale", [False, True])
def test_statements_do_not_grow_with_the_rows(call: Caller, read: str, is_stale: bool) -> None:
    goal = GoalFactory.create(owner=call.user)
    furnish(goal, 1)
    path = f"/api/v1/{read.format(goal=goal.pk, today=call.user.today())}"
    with_one = _counted(call, path, is_stale)
    furnish(goal, 2)
    for more in GoalFactory.create_batch(2, owner=call.user):
        furnish(more, 3)
    for _ in range(2):
        caller(call.user)
    assert _counted(call, path, is_stale) == with_one


def _counted(call: APIClient, path: str, is_stale: bool) -> int:
    if is_stale:
        Goal.objects.update(stats={"as_of": "2001-01-01"})
    return queries_of(call, path)


@pytest.mark.parametrize(("read", "most"), [("goals/", 3), ("goals/{goal}/", 6), ("check-ins/", 3), ("dashboard/", 9)])
def test_reads_stay_few(call: Caller, read: str, most: int, django_assert_max_num_queries: Any) -> None:
    goal = GoalFactory.create(owner=call.user)
    furnish(goal, 3)
    with django_assert_max_num_queries(most):
        assert call.get(f"/api/v1/{read.format(goal=goal.pk)}").status_code == 200
