"""Sub-goals: their order, their completion, and what the goal makes of them."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from checkins.models import CheckIn
from config.refusals import Invalid, NotFound
from goals.actions import (
    complete_milestone,
    create_milestone,
    delete_milestone,
    reopen_milestone,
    reorder_milestones,
    update_milestone,
)
from goals.models import Goal, Milestone
from goals.models.goal import LAST_PLACE
from goals.rules import GoalNotEditable
from tests.factories import CheckInFactory, GoalFactory, MilestoneFactory, UserFactory, acting
from tests.journal import actions, assert_journal_is_whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal() -> Goal:
    made: Goal = GoalFactory.create(pattern="milestone")
    return made


def titles(goal: Goal) -> list[str]:
    return [milestone.title for milestone in Milestone.objects.filter(goal=goal)]


def percent(goal: Goal) -> int | None:
    goal.refresh_from_db()
    return goal.progress_percent


def test_new_milestone_goes_to_the_end_unless_it_has_a_place(goal: Goal) -> None:
    for title, place in (("One", {}), ("Two", {}), ("First", {"sort_order": 0}), ("Last", {"sort_order": None})):
        create_milestone(by=acting(goal.owner), goal=goal, title=title, **place)
    assert titles(goal) == ["One", "First", "Two", "Last"]
    assert_journal_is_whole(goal.owner)


def test_milestone_after_the_last_place_there_is_stands_beside_it(goal: Goal) -> None:
    create_milestone(by=acting(goal.owner), goal=goal, title="Far", sort_order=LAST_PLACE)
    assert create_milestone(by=acting(goal.owner), goal=goal, title="Farther").sort_order == LAST_PLACE
    assert titles(goal) == ["Far", "Farther"]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"title": " "}, "title"),
        ({"title": "One", "share": 101}, "share"),
        ({"title": "One", "share": "0.001"}, "share"),
        ({"title": "One", "sort_order": -1}, "sort_order"),
        ({"title": "One", "completed_at": None}, "completed_at"),
        ({"title": "One", "owner": None}, "owner"),
    ],
)
def test_wrong_milestone_is_refused_by_its_field(goal: Goal, fields: dict[str, Any], name: str) -> None:
    with pytest.raises(Invalid) as refused:
        create_milestone(by=acting(goal.owner), goal=goal, **fields)
    assert list(refused.value.fields) == [name]
    assert titles(goal) == []


def test_percent_is_done_of_all_rounded_down(goal: Goal) -> None:
    by = acting(goal.owner)
    steps = MilestoneFactory.create_batch(3, goal=goal)
    assert percent(goal) == 0
    for step, expected in zip(steps, (33, 66, 100), strict=True):
        complete_milestone(by=by, milestone=step)
        assert percent(goal) == expected
    reopen_milestone(by=by, milestone=steps[0])
    assert percent(goal) == 66
    delete_milestone(by=by, milestone=steps[0])
    assert percent(goal) == 100
    assert (goal.stats["milestones_done"], goal.stats["milestones_total"]) == (2, 2)
    assert_journal_is_whole(goal.owner)


def test_percent_follows_shares(goal: Goal) -> None:
    by = acting(goal.owner)
    first, second = MilestoneFactory.create_batch(2, goal=goal)
    complete_milestone(by=by, milestone=first)
    assert percent(goal) == 50
    update_milestone(by=by, milestone=first, share="12.5")
    assert percent(goal) == 12
    reorder_milestones(by=by, goal=goal, ids=[second.pk, first.pk])
    assert percent(goal) == 6


def test_completing_twice_keeps_the_first_time(goal: Goal) -> None:
    by = acting(goal.owner)
    first = complete_milestone(by=by, milestone=MilestoneFactory.create(goal=goal))
    lines = actions(goal.owner)
    second = complete_milestone(by=by, milestone=first)
    assert first.is_done
    assert second.completed_at == first.completed_at
    assert actions(goal.owner) == lines


def test_reopening_what_is_open_changes_nothing(goal: Goal) -> None:
    milestone = MilestoneFactory.create(goal=goal)
    lines = actions(goal.owner)
    assert not reopen_milestone(by=acting(goal.owner), milestone=milestone).is_done
    assert actions(goal.owner) == lines


def test_order_is_the_one_of_the_ids(goal: Goal) -> None:
    one, two, three = (MilestoneFactory.create(goal=goal, title=title) for title in ("One", "Two", "Three"))
    given = reorder_milestones(by=acting(goal.owner), goal=goal, ids=[three.pk, one.pk, two.pk])
    assert [milestone.title for milestone in given] == titles(goal) == ["Three", "One", "Two"]


def test_order_names_each_milestone_of_the_goal_exactly_once(goal: Goal) -> None:
    one, two = MilestoneFactory.create_batch(2, goal=goal)
    strange = MilestoneFactory.create()
    for ids in ([one.pk], [one.pk, one.pk], [one.pk, two.pk, two.pk], [one.pk, strange.pk], [uuid.uuid4()], []):
        with pytest.raises(Invalid) as refused:
            reorder_milestones(by=acting(goal.owner), goal=goal, ids=ids)
        assert list(refused.value.fields) == ["ids"]
    assert titles(goal) == [one.title, two.title]


def test_check_ins_stay_when_their_milestone_is_deleted(goal: Goal) -> None:
    milestone = MilestoneFactory.create(goal=goal)
    check_in = CheckInFactory.create(goal=goal, milestone=milestone, content="Done it")
    delete_milestone(by=acting(goal.owner), milestone=milestone)
    left = CheckIn.objects.get()
    assert (left.pk, left.milestone_id, left.kind, left.content) == (check_in.pk, None, "note", "Done it")
    assert_journal_is_whole(goal.owner)


WRITES: dict[str, Callable[[Any, Milestone], object]] = {
    "create": lambda by, milestone: create_milestone(by=by, goal=milestone.goal, title="More"),
    "update": lambda by, milestone: update_milestone(by=by, milestone=milestone, title="Other"),
    "complete": lambda by, milestone: complete_milestone(by=by, milestone=milestone),
    "reopen": lambda by, milestone: reopen_milestone(by=by, milestone=milestone),
    "reorder": lambda by, milestone: reorder_milestones(by=by, goal=milestone.goal, ids=[milestone.pk]),
    "delete": lambda by, milestone: delete_milestone(by=by, milestone=milestone),
}


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("status", ["completed", "abandoned", "archived"])
def test_milestones_of_a_goal_that_is_over_stay_as_they_are(status: str, write: str) -> None:
    goal = GoalFactory.create(pattern="milestone", milestones=[{"title": "One"}], status=status)
    lines = actions(goal.owner)
    with pytest.raises(GoalNotEditable):
        WRITES[write](acting(goal.owner), goal.milestones.get())
    assert actions(goal.owner) == lines


@pytest.mark.parametrize("write", WRITES)
def test_milestone_of_somebody_else_is_unknown(write: str) -> None:
    milestone = MilestoneFactory.create()
    with pytest.raises(NotFound):
        WRITES[write](acting(UserFactory.create()), milestone)
    assert_journal_is_whole(milestone.owner)


@pytest.mark.parametrize("write", ["update", "complete", "reopen", "delete"])
def test_milestone_that_is_gone_is_unknown(write: str) -> None:
    milestone = MilestoneFactory.create()
    gone = Milestone.objects.get(pk=milestone.pk)
    delete_milestone(by=acting(milestone.owner), milestone=milestone)
    with pytest.raises(NotFound):
        WRITES[write](acting(gone.owner), gone)


def test_write_costs_the_same_for_any_number_of_milestones() -> None:
    costs = []
    for count in (1, 6):
        goal = GoalFactory.create(pattern="milestone")
        milestone = MilestoneFactory.create_batch(count, goal=goal)[0]
        with CaptureQueriesContext(connection) as captured:
            complete_milestone(by=acting(goal.owner), milestone=milestone)
        costs.append(len(captured))
    assert costs[0] == costs[1]
