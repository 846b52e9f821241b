"""What a write has just reached is said once, and valued milestones complete themselves."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from checkins.actions import correct_check_in, record_check_in, withdraw_check_in
from checkins.insight_words import said as in_words
from checkins.models import Insight
from goals.actions import (
    archive_goal,
    complete_milestone,
    contribute,
    erase_goal,
    reopen_milestone,
    update_goal,
    update_milestone,
)
from goals.models import Change, Goal
from tests.factories import CheckInFactory, GoalFactory, MilestoneFactory, acting
from tests.journal import assert_journal_is_whole

DAY = dt.timedelta(days=1)


def said(goal: Goal, kind: str = "threshold") -> list[int]:
    """The thresholds of a goal's insights, in the order in which they were written."""
    keys = Insight.objects.filter(goal=goal, kind=kind).order_by("created_at", "id").values_list("key", flat=True)
    return [int(key.rpartition(":")[2]) for key in keys]


def done(goal: Goal) -> list[str]:
    return list(goal.milestones.filter(completed_at__isnull=False).values_list("title", flat=True))


@pytest.mark.django_db
def test_thresholds_are_said_when_they_are_passed() -> None:
    goal = GoalFactory.create(title="Save", pattern="target", target_value=100)
    assert said(goal) == []
    CheckInFactory.create(goal=goal, value_recorded=24)
    assert said(goal) == []
    CheckInFactory.create(goal=goal, value_recorded=60)
    assert said(goal) == [25, 50]
    CheckInFactory.create(goal=goal, value_recorded=100)
    assert said(goal) == [25, 50, 75, 100]
    messages = Insight.objects.filter(goal=goal).order_by("created_at", "id").values_list("message", flat=True)
    assert [*messages[1:2], *messages[3:]] == ["Save: 50% is done.", "Save: all of it is done."]
    assert_journal_is_whole(goal.owner)


def days_done(goal: Goal) -> list[int]:
    """How many days before today each milestone was reached."""
    today = goal.owner.today()
    instants = goal.milestones.order_by("target_value").values_list("completed_at", flat=True)
    return [(today - goal.owner.today(instant)).days for instant in instants if instant]


@pytest.mark.django_db
def test_milestone_is_done_on_the_day_on_which_its_value_was_reached() -> None:
    goal = begun(aggregation="sum")
    for ago, value in ((20, 30), (5, 15), (12, 30)):  # stood at 30, then 60, then 75
        CheckInFactory.create(goal=goal, value_recorded=value, check_in_date=goal.owner.today() - ago * DAY)
    assert days_done(goal) == [20, 12, 5]
    assert_journal_is_whole(goal.owner)


@pytest.mark.django_db
def test_reading_that_fell_back_reached_its_milestone_when_it_came_again() -> None:
    goal = begun(aggregation="latest")
    for ago, value in ((9, 10), (20, 30), (4, 75)):
        CheckInFactory.create(goal=goal, value_recorded=value, check_in_date=goal.owner.today() - ago * DAY)
    assert days_done(goal) == [4, 4, 4]


@pytest.mark.django_db
def test_money_put_in_reaches_milestones_on_its_days() -> None:
    goal = begun(currency="EUR")
    for ago, amount in ((20, 30), (0, 15), (12, 30)):
        contribute(by=acting(goal.owner), goal=goal, amount=amount, occurred_on=goal.owner.today() - ago * DAY)
    assert days_done(goal) == [20, 12, 0]


def begun(**fields: Any) -> Goal:
    """To 100, with milestones at 25, 50 and 70."""
    goal: Goal = GoalFactory.create(pattern="target", target_value=100, **fields)
    update_goal(by=acting(goal.owner), goal=goal, start_date=goal.owner.today() - 60 * DAY)
    for value in (25, 50, 70):
        MilestoneFactory.create(goal=goal, target_value=value)
    return goal


@pytest.mark.django_db
def test_edit_that_moves_back_and_forth_says_nothing_twice() -> None:
    goal = GoalFactory.create(pattern="target", target_value=100)
    by = acting(goal.owner)
    check_in = CheckInFactory.create(goal=goal, value_recorded=80)
    for value in (10, 90, 0, 80):
        correct_check_in(by=by, check_in=check_in, value_recorded=Decimal(value))
    withdraw_check_in(by=by, check_in=check_in)
    CheckInFactory.create(goal=goal, value_recorded=80)
    update_goal(by=by, goal=goal, target_value=Decimal(1000))
    update_goal(by=by, goal=goal, target_value=Decimal(100))
    assert said(goal) == [25, 50, 75]


@pytest.mark.django_db
def test_rate_of_a_habit_has_no_thresholds() -> None:
    goal = GoalFactory.create()
    CheckInFactory.create(goal=goal)
    CheckInFactory.create(goal=GoalFactory.create(pattern="limit", target_value=3), value_recorded=1)
    assert not Insight.objects.exists()


@pytest.mark.django_db
def test_milestone_done_is_said_once() -> None:
    goal = GoalFactory.create(pattern="milestone")
    milestone, _other = MilestoneFactory.create_batch(2, goal=goal)
    by = acting(goal.owner)
    for _ in range(2):
        complete_milestone(by=by, milestone=milestone)
        reopen_milestone(by=by, milestone=milestone)
    assert [insight.message for insight in Insight.objects.filter(kind="milestone")] == [f"{milestone.title} is done."]
    assert said(goal) == [25, 50]


@pytest.mark.django_db
def test_insights_go_with_their_erased_goal() -> None:
    goal = GoalFactory.create(pattern="target", target_value=100)
    CheckInFactory.create(goal=goal, value_recorded=50)
    by = acting(goal.owner)
    erase_goal(by=by, goal=archive_goal(by=by, goal=goal))
    assert not Insight.objects.exists()
    assert not Change.objects.filter(entity="insight").exclude(fields={}).exists()
    assert_journal_is_whole(goal.owner)


class Once(TestCase):
    @given(st.lists(st.integers(-50, 150), min_size=1, max_size=10))
    def test_each_threshold_that_any_write_reached_is_said_exactly_once(self, values: list[int]) -> None:
        goal = GoalFactory.create(pattern="target", target_value=100)
        check_in = CheckInFactory.create(goal=goal, value_recorded=values[0])
        for value in values[1:]:
            correct_check_in(by=acting(goal.owner), check_in=check_in, value_recorded=Decimal(value))
        assert said(goal) == [threshold for threshold in (25, 50, 75, 100) if max(values) >= threshold]
        assert_journal_is_whole(goal.owner)


class Passing(TestCase):
    @given(
        st.lists(st.integers(60, 100), min_size=1, max_size=6),
        st.lists(st.integers(60, 100), min_size=1, max_size=6),
        st.booleans(),
    )
    def test_milestones_that_any_value_passed_are_done_for_good(
        self, aims: list[int], values: list[int], is_falling: bool
    ) -> None:
        start, target = (101, 50) if is_falling else (59, 110)
        milestones = [{"title": str(place), "target_value": aim} for place, aim in enumerate(aims)]
        goal = GoalFactory.create(pattern="target", baseline_value=start, target_value=target, milestones=milestones)
        assert done(goal) == []
        for value in values:
            record_check_in(by=acting(goal.owner), goal=goal, value_recorded=Decimal(value))
        furthest = min(values) if is_falling else max(values)
        passed = [str(place) for place, aim in enumerate(aims) if (aim >= furthest if is_falling else aim <= furthest)]
        assert done(goal) == passed
        reached = Change.objects.filter(owner=goal.owner, entity="milestone", action="reached")
        assert reached.count() == len(passed) == Insight.objects.filter(goal=goal, kind="milestone").count()


@pytest.mark.django_db
def test_amounts_that_add_up_pass_a_milestone_and_the_journal_says_so() -> None:
    goal = GoalFactory.create(
        pattern="target", target_value=100, aggregation="sum", milestones=[{"title": "Half", "target_value": 50}]
    )
    CheckInFactory.create(goal=goal, value_recorded=30)
    assert done(goal) == []
    second = CheckInFactory.create(goal=goal, value_recorded=20)
    assert done(goal) == ["Half"]
    assert Goal.objects.get(pk=goal.pk).stats["milestones_done"] == 1
    withdraw_check_in(by=acting(goal.owner), check_in=second)
    assert done(goal) == ["Half"]


@pytest.mark.django_db
def test_milestone_whose_value_is_moved_to_what_is_reached_completes() -> None:
    goal = GoalFactory.create(pattern="target", target_value=100)
    CheckInFactory.create(goal=goal, value_recorded=40)
    milestone = MilestoneFactory.create(goal=goal, target_value=60)
    assert done(goal) == []
    update_milestone(by=acting(goal.owner), milestone=milestone, target_value=Decimal(40))
    assert done(goal) == [milestone.title]


@pytest.mark.django_db
def test_milestone_opened_again_is_done_again_while_the_value_holds() -> None:
    goal = GoalFactory.create(pattern="target", target_value=100, milestones=[{"title": "Half", "target_value": 50}])
    check_in = CheckInFactory.create(goal=goal, value_recorded=60)
    by, milestone = acting(goal.owner), goal.milestones.get()
    reopen_milestone(by=by, milestone=milestone)
    assert done(goal) == ["Half"]
    correct_check_in(by=by, check_in=check_in, value_recorded=Decimal(10))
    reopen_milestone(by=by, milestone=milestone)
    assert done(goal) == []


@pytest.mark.django_db
def test_value_of_a_milestone_goal_completes_nothing() -> None:
    goal = GoalFactory.create(pattern="milestone", milestones=[{"title": "a", "target_value": 5}])
    CheckInFactory.create(goal=goal, value_recorded=9)
    assert done(goal) == []


@pytest.mark.django_db
def test_reading_from_before_the_start_is_no_beginning() -> None:
    """A falling value without a baseline begins at its first reading that counts."""
    goal = GoalFactory.create(
        pattern="target", direction="decrease", target_value=70, milestones=[{"title": "85", "target_value": 85}]
    )
    today = goal.owner.today()
    CheckInFactory.create(goal=goal, value_recorded=80, check_in_date=today - DAY)
    assert done(goal) == []
    CheckInFactory.create(goal=goal, value_recorded=90, check_in_date=today)
    assert done(goal) == []
    CheckInFactory.create(goal=goal, value_recorded=84, check_in_date=today)
    assert done(goal) == ["85"]


@pytest.mark.django_db
def test_what_was_reached_is_said_in_the_readers_language() -> None:
    goal = GoalFactory.create(title="Save", pattern="target", target_value=100)
    CheckInFactory.create(goal=goal, value_recorded=50)
    album = GoalFactory.create(owner=goal.owner, pattern="milestone")
    milestone, _other = MilestoneFactory.create_batch(2, goal=album)
    complete_milestone(by=acting(goal.owner), milestone=milestone)
    with translation.override("de"):
        read = {in_words(insight) for insight in Insight.objects.with_goals()}
    assert read >= {"Save: 50\u00a0% sind erledigt.", f"{milestone.title} ist erledigt."}
