"""Check-ins that name a milestone complete it, and open it again when they let go of it."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from checkins.actions import Draft, correct_check_in, record_check_in, record_check_ins, withdraw_check_in
from checkins.models import CheckIn
from config.refusals import Invalid
from goals.actions import complete_milestone, delete_milestone, reopen_milestone
from goals.models import Goal, Milestone
from tests.factories import GoalFactory, MilestoneFactory, acting
from tests.journal import actions, assert_journal_is_whole

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC), tick=False) as traveller:
        yield traveller


def record(goal: Goal, **fields: Any) -> CheckIn:
    return record_check_in(by=acting(goal.owner), goal=goal, **fields)


def is_done(milestone: Milestone) -> bool:
    milestone.refresh_from_db()
    return milestone.is_done


@pytest.fixture
def steps() -> list[Milestone]:
    goal = GoalFactory.create(pattern="milestone")
    return list(MilestoneFactory.create_batch(3, goal=goal))


def test_named_milestone_is_completed(steps: list[Milestone]) -> None:
    goal = steps[0].goal
    for step, percent in zip(steps, (33, 66, 100), strict=True):
        record(goal, milestone=step)
        goal.refresh_from_db()
        assert (is_done(step), goal.progress_percent) == (True, percent)
    assert_journal_is_whole(goal.owner)


def test_milestone_is_done_on_the_day_of_the_check_in_that_names_it(steps: list[Milestone]) -> None:
    goal = steps[0].goal
    owner, today = goal.owner, goal.owner.today()
    told = record(goal, milestone=steps[0], check_in_date=today - 9 * DAY)
    steps[0].refresh_from_db()
    assert owner.today(steps[0].completed_at) == today - 9 * DAY
    correct_check_in(by=acting(owner), check_in=told, check_in_date=today - 2 * DAY)
    steps[0].refresh_from_db()
    assert owner.today(steps[0].completed_at) == today - 2 * DAY
    withdraw_check_in(by=acting(owner), check_in=told)
    assert not is_done(steps[0])
    assert_journal_is_whole(owner)


def test_day_of_a_milestone_that_somebody_completed_by_hand_stays(clock: Any, steps: list[Milestone]) -> None:
    goal = steps[0].goal
    complete_milestone(by=acting(goal.owner), milestone=steps[0])
    clock.shift(dt.timedelta(hours=1))
    told = record(goal, milestone=steps[0], check_in_date=goal.owner.today() - 9 * DAY)
    correct_check_in(by=acting(goal.owner), check_in=told, check_in_date=goal.owner.today() - 2 * DAY)
    steps[0].refresh_from_db()
    assert goal.owner.today(steps[0].completed_at) == goal.owner.today()


def test_milestone_named_twice_in_a_batch_is_completed_once(steps: list[Milestone]) -> None:
    goal = steps[0].goal
    drafts = [Draft(milestone=Milestone.objects.get(pk=steps[0].pk)) for _ in range(2)]
    record_check_ins(by=acting(goal.owner), goal=goal, drafts=drafts)
    assert actions(goal.owner).count(("milestone", "completed")) == 1
    assert_journal_is_whole(goal.owner)


def test_milestone_of_another_goal_or_gone_is_refused(steps: list[Milestone]) -> None:
    goal, gone = steps[0].goal, Milestone.objects.get(pk=steps[0].pk)
    delete_milestone(by=acting(goal.owner), milestone=steps[0])
    kept = record(goal, content="a")
    strange = [gone, MilestoneFactory.create(), MilestoneFactory.create(goal__owner=goal.owner)]
    for milestone in strange:
        for write in (
            lambda milestone=milestone: record(goal, milestone=milestone),
            lambda milestone=milestone: correct_check_in(by=acting(goal.owner), check_in=kept, milestone=milestone),
        ):
            with pytest.raises(Invalid) as refused:
                write()
            assert refused.value.fields == {"milestone": ["This goal has no such milestone."]}
    assert not any(is_done(milestone) for milestone in strange[1:])


def test_withdrawn_check_in_opens_the_milestone_that_it_completed(steps: list[Milestone]) -> None:
    goal = steps[0].goal
    check_in = record(goal, milestone=steps[0])
    withdraw_check_in(by=acting(goal.owner), check_in=check_in)
    assert not is_done(steps[0])
    goal.refresh_from_db()
    assert (goal.progress_percent, goal.check_in_count, goal.last_check_in_at) == (0, 0, None)


def test_withdrawn_check_in_leaves_done_what_it_did_not_complete_alone(steps: list[Milestone], clock: Any) -> None:
    goal, by = steps[0].goal, acting(steps[0].owner)
    first = record(goal, milestone=steps[0])
    clock.shift(DAY)
    second = record(goal, milestone=steps[0])
    withdraw_check_in(by=by, check_in=second)
    assert is_done(steps[0])
    third = record(goal, milestone=steps[0])
    withdraw_check_in(by=by, check_in=first)
    assert is_done(steps[0])
    withdraw_check_in(by=by, check_in=third)
    assert is_done(steps[0])


def test_correction_moves_the_completion_to_the_other_milestone(steps: list[Milestone], clock: Any) -> None:
    goal, by = steps[0].goal, acting(steps[0].owner)
    check_in = record(goal, milestone=steps[0])
    clock.shift(DAY)
    check_in = correct_check_in(by=by, check_in=check_in, milestone=steps[1])
    assert [is_done(step) for step in steps] == [False, True, False]
    clock.shift(DAY)
    check_in = correct_check_in(by=by, check_in=check_in, milestone=None, content="Neither")
    assert [is_done(step) for step in steps] == [False, False, False]
    assert (check_in.kind, check_in.milestone) == ("note", None)
    assert_journal_is_whole(goal.owner)


def test_correction_of_words_leaves_a_milestone_open_that_was_reopened(steps: list[Milestone]) -> None:
    goal, by = steps[0].goal, acting(steps[0].owner)
    check_in = record(goal, milestone=steps[0])
    reopen_milestone(by=by, milestone=steps[0])
    correct_check_in(by=by, check_in=check_in, content="Words")
    assert not is_done(steps[0])
