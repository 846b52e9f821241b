"""Many check-ins at once: counters and figures stay exact, days and ids are taken once, nobody meets an error."""

import datetime as dt
import uuid
from functools import partial
from typing import Any

import pytest
import time_machine

from checkins.actions import (
    Draft,
    correct_check_in,
    find_insights,
    record_batch,
    record_check_in,
    set_day,
    undo_check_in,
    withdraw_check_in,
)
from checkins.models import CheckIn, Insight
from checkins.standing import figures_of
from goals.models import Goal
from tests.checkins.histories import NOW, begun, lived, no_friday
from tests.crowd import refusals, together
from tests.factories import CheckInFactory, GoalFactory, MilestoneFactory, acting
from tests.journal import actions, assert_journal_is_whole

pytestmark = pytest.mark.django_db(transaction=True)

DAY = dt.timedelta(days=1)


def assert_exact(goal: Goal) -> Goal:
    """The stored counters and figures are those of the rows, and the journal tells them all."""
    stored = Goal.objects.get(pk=goal.pk)
    fresh = figures_of([stored])[stored.pk]
    assert (stored.stats, stored.progress_percent) == (fresh.as_stats(), fresh.percent)
    assert stored.check_in_count == CheckIn.objects.filter(goal=goal).count()
    assert_journal_is_whole(goal.owner)
    return stored


def test_five_hundred_check_ins_by_twenty_at_once_are_counted_exactly() -> None:
    goal = GoalFactory.create(pattern="target", target_value=500, aggregation="sum")
    record = partial(record_check_in, by=acting(goal.owner), goal=goal, value_recorded=1)
    results = together([record] * 500, workers=20)
    assert refusals(results) == []
    assert len({check_in.pk for check_in in results}) == 500
    stored = assert_exact(goal)
    assert (stored.check_in_count, stored.progress_percent, stored.stats["total"]) == (500, 100, "500")


def test_one_day_set_by_many_has_one_check_in() -> None:
    goal = GoalFactory.create()
    by, today = acting(goal.owner), goal.owner.today()
    statuses = ["completed", "skipped", "missed", "completed"] * 5
    results = together([partial(set_day, by=by, goal=goal, day=today, status=status) for status in statuses])
    assert refusals(results) == []
    assert len({check_in.pk for check_in in results}) == 1
    assert CheckIn.objects.count() == 1
    assert_exact(goal)


def test_one_status_of_a_day_is_recorded_and_the_others_are_refused() -> None:
    goal = GoalFactory.create()
    record = partial(record_check_in, by=acting(goal.owner), goal=goal, habit_completion_status="completed")
    assert refusals(together([record] * 20)) == ["DAY_ALREADY_RECORDED"] * 19
    assert assert_exact(goal).check_in_count == 1


def test_one_id_sent_by_many_is_one_check_in() -> None:
    goal = GoalFactory.create()
    record = partial(record_check_in, by=acting(goal.owner), goal=goal, id=uuid.uuid4(), value_recorded=5)
    results = together([record] * 20)
    assert refusals(results) == []
    assert {check_in.pk for check_in in results} == {CheckIn.objects.get().pk}
    assert assert_exact(goal).check_in_count == 1


def test_one_batch_sent_by_many_is_recorded_once() -> None:
    goal = GoalFactory.create(start_date=dt.date(2026, 1, 1))
    drafts = [Draft(id=uuid.uuid4(), content=f"Note {number}") for number in range(10)]
    send = partial(record_batch, by=acting(goal.owner), owner=goal.owner, entries=[(goal, draft) for draft in drafts])
    results = together([send] * 8)
    assert {outcome.check_in and outcome.check_in.pk for each in results for outcome in each} == {
        draft.id for draft in drafts
    }
    assert sorted(sum(outcome.is_new for outcome in each) for each in results) == [0] * 7 + [10]
    assert assert_exact(goal).check_in_count == 10


def test_milestone_reached_by_many_is_completed_once() -> None:
    milestone = MilestoneFactory.create()
    goal = milestone.goal
    record = partial(record_check_in, by=acting(goal.owner), goal=goal, milestone=milestone)
    assert refusals(together([record] * 10)) == []
    assert actions(goal.owner).count(("milestone", "completed")) == 1
    assert (assert_exact(goal).progress_percent, CheckIn.objects.count()) == (100, 10)


def test_one_check_in_changed_withdrawn_and_undone_by_many_ends_as_the_journal_says() -> None:
    goal = GoalFactory.create(start_date=dt.date(2026, 1, 1))
    by, owner = acting(goal.owner), goal.owner
    check_ins = [CheckInFactory.create(goal=goal, check_in_date=owner.today() - n * DAY) for n in range(4)]
    jobs: list[Any] = []
    for check_in in check_ins:
        jobs += [partial(correct_check_in, by=by, check_in=check_in, content=f"Note {number}") for number in range(4)]
        jobs += [partial(withdraw_check_in, by=by, check_in=check_in)] * 2
        jobs += [partial(undo_check_in, by=by, owner=owner, check_in_id=check_in.pk)] * 3
        jobs += [partial(set_day, by=by, goal=goal, day=check_in.check_in_date, status="missed")] * 2
    results = together(jobs, workers=12)
    assert set(refusals(results)) <= {"NOT_FOUND", "DAY_ALREADY_RECORDED"}
    assert_exact(goal)


def test_insights_looked_for_by_many_at_once_are_written_once() -> None:
    goal = GoalFactory.create()
    with time_machine.travel(NOW, tick=False):
        goal = lived(begun(goal.owner), no_friday)
        results = together([partial(find_insights, by=acting(goal.owner), owner=goal.owner)] * 8, workers=8)
    assert refusals(results) == []
    assert sum(found.new for found in results) == Insight.objects.for_owner(goal.owner).count() == 3
    assert_journal_is_whole(goal.owner)
