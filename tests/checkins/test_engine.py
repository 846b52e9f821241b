"""Whatever feeds a goal moves its figures in the same write."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from checkins.actions import record_check_in, withdraw_check_in
from checkins.standing import figures_of
from goals.actions import (
    archive_goal,
    contribute,
    correct_contribution,
    create_goal,
    erase_goal,
    unlink_habit,
    update_goal,
    withdraw_contribution,
)
from goals.models import Contribution, Debt, Goal, HabitLink
from tests.factories import (
    CheckInFactory,
    DebtFactory,
    GoalFactory,
    HabitLinkFactory,
    MilestoneFactory,
    SavingFactory,
    TaskFactory,
    acting,
)
from tests.journal import assert_journal_is_whole

NOON = dt.datetime(2026, 5, 10, 12, tzinfo=dt.UTC)
START = dt.date(2026, 5, 6)


def stored(goal: Goal) -> tuple[int | None, list[tuple[str, int | None, int]]]:
    """Percent and parts as the last write left them in the database."""
    row = Goal.objects.get(pk=goal.pk)
    return row.progress_percent, [(part["source"], part["percent"], part["weight"]) for part in row.stats["components"]]


def fed(weight: int = 1) -> HabitLink:
    """A goal with one of two milestones done, fed by a daily habit that began four days ago."""
    goal = GoalFactory.create(pattern="milestone")
    MilestoneFactory.create(goal=goal, is_done=True)
    MilestoneFactory.create(goal=goal)
    habit = GoalFactory.create(owner=goal.owner, start_date=START)
    link: HabitLink = HabitLinkFactory.create(goal=goal, habit=habit, weight=weight)
    return link


@pytest.mark.django_db
@time_machine.travel(NOON, tick=False)
def test_check_in_of_a_habit_moves_the_goal_that_it_feeds() -> None:
    link = fed(weight=2)
    by = acting(link.owner)
    assert stored(link.goal) == (25, [("milestones", 50, 2), ("habits", 0, 2)])
    day = record_check_in(by=by, goal=link.habit, check_in_date=START, habit_completion_status="completed")
    assert stored(link.goal) == (37, [("milestones", 50, 2), ("habits", 25, 2)])
    withdraw_check_in(by=by, check_in=day)
    assert stored(link.goal) == (25, [("milestones", 50, 2), ("habits", 0, 2)])
    assert_journal_is_whole(link.owner)


@pytest.mark.django_db
@time_machine.travel(NOON, tick=False)
def test_terms_of_a_habit_move_the_goal_that_it_feeds() -> None:
    link = fed()
    update_goal(by=acting(link.owner), goal=link.habit, start_date=START + dt.timedelta(days=4))
    assert stored(link.goal) == (50, [("milestones", 50, 2), ("habits", None, 1)])


@pytest.mark.django_db
@time_machine.travel(NOON, tick=False)
def test_archived_habit_goes_on_feeding_and_an_erased_one_does_not() -> None:
    link = fed()
    by = acting(link.owner)
    CheckInFactory.create(goal=link.habit, check_in_date=START)
    archived = archive_goal(by=by, goal=link.habit)
    assert stored(link.goal)[1] == [("milestones", 50, 2), ("habits", 25, 1)]
    erase_goal(by=by, goal=archived)
    assert stored(link.goal) == (50, [("milestones", 50, 2)])
    assert_journal_is_whole(link.owner)


@pytest.mark.django_db
@time_machine.travel(NOON, tick=False)
def test_goal_is_erased_with_what_feeds_it() -> None:
    link = fed()
    TaskFactory.create(goal=link.goal)
    by = acting(link.owner)
    erase_goal(by=by, goal=archive_goal(by=by, goal=link.goal))
    assert not HabitLink.objects.exists()
    assert Goal.objects.get() == link.habit
    assert_journal_is_whole(link.owner)


@pytest.mark.django_db
@time_machine.travel(NOON, tick=False)
def test_unlinked_habit_no_longer_feeds() -> None:
    link = fed()
    unlink_habit(by=acting(link.owner), link=link)
    assert stored(link.goal) == (50, [("milestones", 50, 2)])


@pytest.mark.django_db
@time_machine.travel(NOON, tick=False)
def test_habit_feeds_a_target_goal_beside_its_own_value() -> None:
    goal = SavingFactory.create()
    habit = GoalFactory.create(owner=goal.owner, start_date=START)
    HabitLinkFactory.create(goal=goal, habit=habit, weight=3)
    CheckInFactory.create(goal=goal, value_recorded=500)
    assert stored(goal) == (12, [("check_ins", 50, 1), ("habits", 0, 3)])


@pytest.mark.django_db
def test_contributions_and_check_ins_add_up() -> None:
    goal = SavingFactory.create(aggregation="latest", baseline_value=100)
    CheckInFactory.create(goal=goal, value_recorded=300)
    assert stored(goal) == (22, [("check_ins", 22, 1)])
    contribute(by=acting(goal.owner), goal=goal, amount=Decimal("150.5"))
    goal.refresh_from_db()
    assert (goal.stats["value"], goal.stats["total"]) == ("550.5", "450.5")
    assert stored(goal) == (50, [("contributions", 50, 1)])


@pytest.mark.django_db
def test_focus_minutes_show_with_every_pattern_and_tasks_count_only_in_a_milestone_goal() -> None:
    goal = SavingFactory.create()
    TaskFactory.create(goal=goal, focus_minutes=25)
    TaskFactory.create(goal=goal, focus_minutes=20)
    goal.refresh_from_db()
    assert goal.stats["focus_minutes"] == 45
    assert stored(goal) == (0, [("check_ins", 0, 1)])


payments = st.lists(
    st.tuples(
        st.sampled_from(["pay", "pay", "correct", "withdraw"]),
        st.integers(0, 9),
        st.decimals("-500", "500", places=4, allow_nan=False).filter(bool),
    ),
    max_size=12,
)
lives = settings(max_examples=max(15, settings().max_examples // 4))


class PayingOff(TestCase):
    @given(payments)
    @lives
    def test_balance_is_the_principal_less_what_was_paid(self, made: list[tuple[str, int, Decimal]]) -> None:
        debt = DebtFactory.create(principal=800)
        by: Any = acting(debt.owner)
        goal = create_goal(by=by, owner=debt.owner, title="Pay", pattern="target", debt=debt)
        for kind, which, amount in made:
            rows = list(goal.contributions.order_by("created_at", "id"))
            if kind == "pay" or not rows:
                contribute(by=by, goal=goal, amount=amount)
            elif kind == "correct":
                correct_contribution(by=by, contribution=rows[which % len(rows)], amount=amount)
            else:
                withdraw_contribution(by=by, contribution=rows[which % len(rows)])
            paid = sum(goal.contributions.values_list("amount", flat=True), Decimal(0))
            assert Debt.objects.get().balance == 800 - paid
            goal.refresh_from_db()
            assert goal.stats == figures_of([goal])[goal.pk].as_stats()
        for row in Contribution.objects.all():
            withdraw_contribution(by=by, contribution=row)
        assert Debt.objects.get().balance == 800
        assert_journal_is_whole(debt.owner)
