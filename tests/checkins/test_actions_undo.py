"""Undo: back to what a check-in was before its last change, once."""

import datetime as dt
import uuid
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection

from checkins.actions import (
    DayAlreadyRecorded,
    correct_check_in,
    record_check_in,
    set_day,
    undo_check_in,
    withdraw_check_in,
)
from checkins.actions.undo import CannotUndo
from checkins.models import CheckIn
from config.refusals import NotFound
from goals.actions import archive_goal, complete_goal, delete_milestone, erase_goal
from goals.journal import snapshot
from goals.models import Goal, Milestone
from goals.rules import GoalNotEditable
from tests.factories import CheckInFactory, GoalFactory, MilestoneFactory, UserFactory, acting
from tests.journal import actions, assert_journal_is_whole, lines

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)
TODAY = NOON.date()
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def goal() -> Goal:
    made: Goal = GoalFactory.create(start_date=TODAY - 10 * DAY)
    return made


def undo(check_in: CheckIn) -> CheckIn | None:
    return undo_check_in(by=acting(check_in.owner), owner=check_in.owner, check_in_id=check_in.pk)


def said(check_in: CheckIn) -> dict[str, Any]:
    """Everything but when the row was made."""
    return {name: value for name, value in snapshot(check_in).items() if name != "created_at"}


def test_new_check_in_goes(goal: Goal) -> None:
    check_in = CheckInFactory.create(goal=goal)
    assert undo(check_in) is None
    assert not CheckIn.objects.exists()
    goal.refresh_from_db()
    assert (goal.check_in_count, goal.stats["completed"]) == (0, 0)
    assert ("check_in", "undone") in actions(goal.owner)
    assert_journal_is_whole(goal.owner)


def test_corrected_check_in_gets_its_old_values(goal: Goal) -> None:
    check_in = CheckInFactory.create(goal=goal, value_recorded=Decimal("2.5"), content="Before", context={"a": 1})
    before = said(check_in)
    correct_check_in(
        by=acting(goal.owner),
        check_in=check_in,
        value_recorded=None,
        content="After",
        habit_completion_status="missed",
        check_in_date=TODAY - DAY,
        context={"b": [2]},
        mood=3,
    )
    back = undo(check_in)
    assert back is not None
    assert said(back) == said(CheckIn.objects.get()) == before
    assert (back.revision, back.kind) == (3, "value")
    assert_journal_is_whole(goal.owner)


def test_withdrawn_check_in_returns_with_its_next_version(goal: Goal) -> None:
    check_in = CheckInFactory.create(goal=goal, content="Words", mood=2)
    correct_check_in(by=acting(goal.owner), check_in=check_in, mood=4)
    before = said(CheckIn.objects.get())
    withdraw_check_in(by=acting(goal.owner), check_in=check_in)
    back = undo(check_in)
    assert back is not None
    assert said(back) == said(CheckIn.objects.get()) == before
    assert (back.pk, back.revision) == (check_in.pk, 4)
    assert_journal_is_whole(goal.owner)


def test_set_day_is_undone_step_by_step(goal: Goal) -> None:
    made = set_day(by=acting(goal.owner), goal=goal, day=TODAY, status="completed")
    assert made is not None
    set_day(by=acting(goal.owner), goal=goal, day=TODAY, status="missed")
    back = undo(made)
    assert back is not None
    assert back.habit_completion_status == "completed"
    goal.refresh_from_db()
    assert (goal.stats["completed"], goal.stats["missed"]) == (1, 0)


@pytest.mark.parametrize("last", ["created", "corrected", "withdrawn"])
def test_what_was_undone_stays_undone(goal: Goal, last: str) -> None:
    check_in = CheckInFactory.create(goal=goal)
    by = acting(goal.owner)
    if last == "corrected":
        correct_check_in(by=by, check_in=check_in, content="Other")
    if last == "withdrawn":
        withdraw_check_in(by=by, check_in=check_in)
    first = undo(check_in)
    told = actions(goal.owner)
    assert undo(check_in) == first
    assert actions(goal.owner) == told


def test_check_in_nobody_made_is_unknown(goal: Goal) -> None:
    with pytest.raises(NotFound):
        undo_check_in(by=acting(goal.owner), owner=goal.owner, check_in_id=uuid.uuid4())
    with pytest.raises(NotFound):
        undo_check_in(by=acting(goal.owner), owner=goal.owner, check_in_id=goal.pk)


def test_check_in_of_somebody_else_is_unknown(goal: Goal) -> None:
    check_in, stranger = CheckInFactory.create(goal=goal), UserFactory.create()
    for owner in (stranger, goal.owner):
        with pytest.raises(NotFound):
            undo_check_in(by=acting(stranger), owner=owner, check_in_id=check_in.pk)
    assert CheckIn.objects.get() == check_in


def test_day_that_has_a_status_again_is_not_overwritten(goal: Goal) -> None:
    by = acting(goal.owner)
    check_in = CheckInFactory.create(goal=goal)
    withdraw_check_in(by=by, check_in=check_in)
    other = CheckInFactory.create(goal=goal, habit_completion_status="missed")
    with pytest.raises(DayAlreadyRecorded):
        undo(check_in)
    correct_check_in(by=by, check_in=other, check_in_date=TODAY - DAY)
    CheckInFactory.create(goal=goal)
    with pytest.raises(DayAlreadyRecorded):
        undo(other)
    assert_journal_is_whole(goal.owner)


def test_goal_that_is_over_takes_no_undo(goal: Goal) -> None:
    by = acting(goal.owner)
    new, changed, gone = (CheckInFactory.create(goal=goal, content=name) for name in ("new", "changed", "gone"))
    correct_check_in(by=by, check_in=changed, content="Other")
    withdraw_check_in(by=by, check_in=gone)
    complete_goal(by=by, goal=goal)
    for check_in in (new, changed, gone):
        with pytest.raises(GoalNotEditable):
            undo(check_in)
    assert CheckIn.objects.count() == 2


@pytest.mark.parametrize("last", ["created", "withdrawn"])
def test_check_in_of_an_erased_goal_does_not_return(goal: Goal, last: str) -> None:
    by = acting(goal.owner)
    check_in = CheckInFactory.create(goal=goal)
    if last == "withdrawn":
        withdraw_check_in(by=by, check_in=check_in)
    archive_goal(by=by, goal=goal)
    erase_goal(by=by, goal=goal)
    with pytest.raises(CannotUndo) as refused:
        undo(check_in)
    assert (refused.value.code, refused.value.status) == ("CANNOT_UNDO", 409)
    assert not CheckIn.objects.exists()
    assert_journal_is_whole(goal.owner)


@pytest.fixture
def steps() -> list[Milestone]:
    made = GoalFactory.create(pattern="milestone")
    return list(MilestoneFactory.create_batch(2, goal=made))


def done(steps: list[Milestone]) -> list[bool]:
    for step in steps:
        step.refresh_from_db()
    return [step.is_done for step in steps]


def test_milestone_goes_with_the_undo(steps: list[Milestone], clock: Any) -> None:
    goal, by = steps[0].goal, acting(steps[0].owner)
    check_in = record_check_in(by=by, goal=goal, milestone=steps[0])
    clock.shift(DAY)
    correct_check_in(by=by, check_in=check_in, milestone=steps[1])
    assert done(steps) == [False, True]
    clock.shift(DAY)
    back = undo(check_in)
    assert back is not None
    assert (done(steps), back.milestone) == ([True, False], steps[0])
    clock.shift(DAY)
    withdraw_check_in(by=by, check_in=back)
    assert done(steps) == [False, False]
    undo(check_in)
    assert done(steps) == [True, False]
    goal.refresh_from_db()
    assert goal.progress_percent == 50
    assert_journal_is_whole(goal.owner)


def test_undo_of_a_new_check_in_opens_its_milestone(steps: list[Milestone]) -> None:
    check_in = record_check_in(by=acting(steps[0].owner), goal=steps[0].goal, milestone=steps[0])
    undo(check_in)
    assert done(steps) == [False, False]


@pytest.mark.parametrize("withdrawn_first", [False, True])
def test_milestone_that_is_gone_stays_gone(steps: list[Milestone], withdrawn_first: bool) -> None:
    goal, by = steps[0].goal, acting(steps[0].owner)
    check_in = record_check_in(by=by, goal=goal, milestone=steps[0], content="Reached")
    if withdrawn_first:
        withdraw_check_in(by=by, check_in=check_in)
    delete_milestone(by=by, milestone=steps[0])
    undo(check_in)
    connection.check_constraints()
    left = CheckIn.objects.get()
    assert (left.milestone_id, left.content, left.kind) == (None, "Reached", "note")
    assert_journal_is_whole(goal.owner)


def test_undo_says_who(goal: Goal) -> None:
    check_in = CheckInFactory.create(goal=goal)
    undo(check_in)
    line = next(line for line in lines(goal.owner) if line.action == "undone")
    assert (line.entity_id, line.actor_id, line.source) == (check_in.pk, goal.owner_id, "page")
