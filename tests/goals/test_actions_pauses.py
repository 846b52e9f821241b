"""Pauses as date ranges: one goal's or everybody's days off, merged, and neutral in every figure."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from checkins.standing import figures_of
from config.refusals import Invalid, NotFound
from goals.actions import create_pause, delete_pause, pause_goal, resume_goal, update_pause
from goals.actions.pauses import PauseInUse
from goals.models import Change, Goal, Pause
from goals.rules import GoalNotEditable
from tests.factories import CheckInFactory, GoalFactory, UserFactory, acting
from tests.journal import assert_journal_is_whole

DAY = dt.timedelta(days=1)


def spans(goal: Goal) -> list[tuple[int, int | None]]:
    """Pauses of a goal as days from its owner's today."""
    today = goal.owner.today()
    found = Pause.objects.filter(goal=goal).order_by("starts_on").values_list("starts_on", "ends_on")
    return [((first - today).days, None if last is None else (last - today).days) for first, last in found]


def lay(goal: Goal, first: int, last: int | None) -> Pause:
    today = goal.owner.today()
    ends_on = None if last is None else today + last * DAY
    return create_pause(
        by=acting(goal.owner), owner=goal.owner, goal=goal, starts_on=today + first * DAY, ends_on=ends_on
    )


@pytest.mark.django_db
def test_pauses_that_overlap_or_adjoin_become_one() -> None:
    goal = GoalFactory.create()
    lay(goal, 10, 12)
    lay(goal, 16, 18)
    assert spans(goal) == [(10, 12), (16, 18)]
    lay(goal, 13, 15)
    assert spans(goal) == [(10, 18)]


@pytest.mark.django_db
def test_open_pause_swallows_every_later_one() -> None:
    goal = GoalFactory.create()
    lay(goal, 5, 6)
    lay(goal, 20, 30)
    lay(goal, 6, None)
    assert spans(goal) == [(5, None)]


@pytest.mark.django_db
def test_open_pause_becomes_one_with_an_open_one_and_what_lies_between() -> None:
    goal = GoalFactory.create()
    lay(goal, 5, 6)
    lay(goal, 20, None)
    lay(goal, 6, None)
    assert spans(goal) == [(5, None)]
    first = lay(goal, -20, -15)
    update_pause(by=acting(goal.owner), pause=first, ends_on=None)
    assert spans(goal) == [(-20, None)]
    assert_journal_is_whole(goal.owner)


@pytest.mark.django_db
@pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
def test_days_at_the_end_of_the_calendar_are_refused(day: dt.date) -> None:
    goal = GoalFactory.create()
    pause = lay(goal, 1, 2)
    for name in ("starts_on", "ends_on"):
        with pytest.raises(Invalid):
            update_pause(by=acting(goal.owner), pause=pause, **{name: day})
    with pytest.raises(Invalid):
        create_pause(by=acting(goal.owner), owner=goal.owner, starts_on=day)
    assert spans(goal) == [(1, 2)]


class Merging(TestCase):
    @given(st.lists(st.tuples(st.integers(-20, 20), st.integers(0, 6)), min_size=1, max_size=8))
    def test_merged_pauses_cover_exactly_the_days_that_were_paused(self, drawn: list[tuple[int, int]]) -> None:
        goal = GoalFactory.create()
        for first, length in drawn:
            lay(goal, first, first + length)
        paused = {day for first, length in drawn for day in range(first, first + length + 1)}
        found = spans(goal)
        assert {day for first, last in found for day in range(first, (last or 0) + 1)} == paused
        assert all(before[1] is not None and before[1] + 1 < after[0] for before, after in pairwise(found))


@pytest.mark.django_db
def test_past_pause_turns_misses_into_neutral_days() -> None:
    owner = UserFactory.create()
    today = owner.today()
    goal = GoalFactory.create(owner=owner, start_date=today - 10 * DAY)
    CheckInFactory.create(goal=goal, check_in_date=today - 10 * DAY)
    lay(goal, -9, -1)
    goal.refresh_from_db()
    assert (goal.stats["current_streak"], goal.stats["adherence"], goal.progress_percent) == (1, 1.0, 100)


@pytest.mark.django_db
def test_vacation_holds_for_all_goals_of_the_person_and_nobody_else() -> None:
    owner, other = UserFactory.create(), UserFactory.create()
    today = owner.today()
    mine = [GoalFactory.create(owner=owner, start_date=today - 5 * DAY) for _ in range(2)]
    theirs = GoalFactory.create(owner=other, start_date=today - 5 * DAY)
    create_pause(by=acting(owner), owner=owner, starts_on=today - 5 * DAY, ends_on=today - DAY)
    figures = figures_of(Goal.objects.select_related("owner"))
    assert [figures[goal.pk].consistency.miss for goal in (*mine, theirs)] == [0, 0, 5]
    assert {Goal.objects.get(pk=goal.pk).stats["adherence"] for goal in mine} == {None}


@pytest.mark.django_db
def test_deleting_a_pause_makes_its_days_count_again() -> None:
    owner = UserFactory.create()
    goal = GoalFactory.create(owner=owner, start_date=owner.today() - 3 * DAY)
    pause = lay(goal, -3, -1)
    delete_pause(by=acting(owner), pause=pause)
    goal.refresh_from_db()
    assert goal.stats["adherence"] == 0.0
    assert Change.objects.filter(owner=owner, entity="pause", action="deleted").count() == 1


@pytest.mark.django_db
def test_moving_a_pause_merges_it_with_what_it_reaches() -> None:
    goal = GoalFactory.create()
    first, _ = lay(goal, 1, 2), lay(goal, 8, 9)
    update_pause(by=acting(goal.owner), pause=first, ends_on=goal.owner.today() + 7 * DAY)
    assert spans(goal) == [(1, 9)]


@pytest.mark.django_db
def test_paused_goal_keeps_its_pause_until_it_is_resumed() -> None:
    goal = GoalFactory.create()
    goal = pause_goal(by=acting(goal.owner), goal=goal)
    pause = goal.pauses.get()
    with pytest.raises(PauseInUse):
        delete_pause(by=acting(goal.owner), pause=pause)
    with pytest.raises(PauseInUse):
        update_pause(by=acting(goal.owner), pause=pause, starts_on=goal.owner.today() + DAY)
    resume_goal(by=acting(goal.owner), goal=goal)
    assert spans(goal) == []


@pytest.mark.django_db
def test_resuming_leaves_pauses_that_are_planned_for_later() -> None:
    goal = GoalFactory.create()
    pause_goal(by=acting(goal.owner), goal=goal, until=goal.owner.today() + DAY)
    lay(goal, 20, 25)
    resume_goal(by=acting(goal.owner), goal=goal)
    assert spans(goal) == [(20, 25)]


@pytest.mark.django_db
def test_pause_that_ends_before_it_begins_is_refused() -> None:
    goal = GoalFactory.create()
    with pytest.raises(Invalid) as refused:
        lay(goal, 3, 2)
    assert list(refused.value.fields) == ["ends_on"]


@pytest.mark.django_db
def test_pause_of_a_closed_or_foreign_goal_is_refused() -> None:
    goal = GoalFactory.create(status="archived")
    with pytest.raises(GoalNotEditable):
        lay(goal, 1, 2)
    stranger = UserFactory.create()
    with pytest.raises(NotFound):
        create_pause(by=acting(stranger), owner=stranger, goal=goal, starts_on=stranger.today())
