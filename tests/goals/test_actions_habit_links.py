"""What can be linked to what."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from config.refusals import Invalid, NotFound
from goals.actions import complete_goal, link_habit, unlink_habit, update_habit_link
from goals.actions.habit_links import LinkMakesCycle
from goals.models import Change, Goal, HabitLink
from goals.rules import GoalNotEditable
from tests.factories import GoalFactory, HabitLinkFactory, UserFactory, acting
from tests.journal import assert_journal_is_whole


@pytest.mark.django_db
def test_linking_again_changes_the_weight() -> None:
    link = HabitLinkFactory.create()
    again = link_habit(by=acting(link.owner), goal=link.goal, habit=link.habit, weight=4)
    assert (again, HabitLink.objects.get().weight) == (link, 4)
    lines = Change.objects.filter(entity_id=link.pk).order_by("seq")
    assert [(line.action, line.fields.get("weight")) for line in lines] == [
        ("created", [None, 1]),
        ("updated", [1, 4]),
    ]
    assert_journal_is_whole(link.owner)


@pytest.mark.django_db
def test_cycle_through_several_habits_is_refused() -> None:
    owner = UserFactory.create()
    first, second, third = GoalFactory.create_batch(3, owner=owner)
    by = acting(owner)
    link_habit(by=by, goal=first, habit=second)
    link_habit(by=by, goal=second, habit=third)
    with pytest.raises(LinkMakesCycle):
        link_habit(by=by, goal=third, habit=first)
    assert HabitLink.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("pattern", ["target", "milestone"])
def test_goal_that_is_no_habit_feeds_nothing(pattern: str) -> None:
    goal = GoalFactory.create()
    other = GoalFactory.create(owner=goal.owner, pattern=pattern)
    with pytest.raises(Invalid) as refused:
        link_habit(by=acting(goal.owner), goal=goal, habit=other)
    assert list(refused.value.fields) == ["habit"]


@pytest.mark.django_db
@pytest.mark.parametrize("weight", [0, 101, True, "many"])
def test_weight_out_of_bounds_is_refused(weight: Any) -> None:
    link = HabitLinkFactory.create()
    with pytest.raises(Invalid) as refused:
        update_habit_link(by=acting(link.owner), link=link, weight=weight)
    assert list(refused.value.fields) == ["weight"]
    assert HabitLink.objects.get().weight == 1


@pytest.mark.django_db
def test_links_of_a_closed_goal_and_of_somebody_else_stay() -> None:
    link = HabitLinkFactory.create()
    by = acting(link.owner)
    with pytest.raises(NotFound):
        unlink_habit(by=acting(UserFactory.create()), link=link)
    complete_goal(by=by, goal=link.goal)
    for way in (lambda: update_habit_link(by=by, link=link, weight=2), lambda: unlink_habit(by=by, link=link)):
        with pytest.raises(GoalNotEditable):
            way()
    assert HabitLink.objects.get().weight == 1


def reached_from(start: Goal, links: set[tuple[Goal, Goal]]) -> set[Goal]:
    found: set[Goal] = set()
    level = {start}
    while level:
        level = {habit for goal, habit in links if goal in level} - found
        found |= level
    return found


class NoCycles(TestCase):
    @given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=10))
    @settings(max_examples=max(15, settings().max_examples // 4))
    def test_exactly_the_links_that_would_close_a_circle_are_refused(self, wanted: list[tuple[int, int]]) -> None:
        owner = UserFactory.create()
        goals = GoalFactory.create_batch(4, owner=owner)
        held: set[tuple[Goal, Goal]] = set()
        for goal, habit in ((goals[goal], goals[habit]) for goal, habit in wanted):
            closes = goal == habit or goal in reached_from(habit, held)
            try:
                link_habit(by=acting(owner), goal=goal, habit=habit)
            except LinkMakesCycle:
                assert closes
            else:
                assert not closes
                held.add((goal, habit))
        assert {(link.goal, link.habit) for link in HabitLink.objects.all()} == held
