"""What the rows say, read with the same few statements for any number of goals."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from checkins.actions import record_check_in
from checkins.facts import Facts, Reading, facts_of, recomputed
from checkins.models import CheckIn
from checkins.rollups.rollup import MilestoneFact
from checkins.units import DayRecord
from goals.actions import complete_goal, complete_milestone, pause_goal, resume_goal, update_goal
from goals.journal import writing
from goals.models import Goal, Pause, User
from goals.terms import Period
from tests.factories import CheckInFactory, GoalFactory, MilestoneFactory, UserFactory, acting

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)
TODAY = NOON.date()
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def read(goal: Goal) -> Facts:
    return facts_of([Goal.objects.get(pk=goal.pk)])[goal.pk]


def rich_goal(owner: User, clock: Any) -> Goal:
    """A goal with everything that facts are read from."""
    goal: Goal = GoalFactory.create(owner=owner, pattern="milestone", start_date=TODAY - 9 * DAY)
    by = acting(owner)
    update_goal(by=by, goal=goal, period="week")
    MilestoneFactory.create(goal=goal, is_done=True)
    pause_goal(by=by, goal=goal)
    CheckInFactory.create(goal=goal, value_recorded=1)
    return goal


def test_facts_take_the_same_statements_for_any_number_of_goals(clock: Any) -> None:
    costs = {}
    for count in (1, 3):
        owner = UserFactory.create()
        for _ in range(count):
            rich_goal(owner, clock)
        goals = list(Goal.objects.for_owner(owner))
        with CaptureQueriesContext(connection) as reading:
            facts_of(goals)
        costs[count] = len(reading)
    assert costs == {1: 10, 3: 10}


def test_no_goals_have_no_facts() -> None:
    assert facts_of([]) == {}
    assert recomputed([]) == {}


def test_facts_of_a_goal_are_its_own() -> None:
    owner = UserFactory.create()
    goals = GoalFactory.create_batch(2, owner=owner)
    for number, goal in enumerate(goals, start=1):
        CheckInFactory.create(goal=goal, value_recorded=number)
    stranger = GoalFactory.create()
    CheckInFactory.create(goal=stranger, value_recorded=9)
    found = facts_of(goals)
    assert [found[goal.pk].readings for goal in goals] == [[Reading(TODAY, Decimal(n))] for n in (1, 2)]


def test_day_joins_its_status_and_the_sum_of_its_values() -> None:
    goal = GoalFactory.create()
    record = {"by": acting(goal.owner), "goal": goal}
    record_check_in(**record, value_recorded=Decimal("0.1"))
    record_check_in(**record, habit_completion_status="skipped", value_recorded=Decimal("0.2"))
    record_check_in(**record, content="A note of the day")
    record_check_in(**record, value_recorded=Decimal(-1), check_in_date=TODAY - DAY)
    record_check_in(**record, content="Only words", check_in_date=TODAY - 2 * DAY)
    facts = read(goal)
    assert facts.records == {
        TODAY: DayRecord("skipped", Decimal("0.3")),
        TODAY - DAY: DayRecord(None, Decimal(-1)),
    }
    assert facts.check_in_count == 5


def test_readings_are_in_the_order_of_day_and_time() -> None:
    goal = GoalFactory.create(pattern="target", target_value=100)
    for value, days, hours in ((3, 1, 0), (1, 2, 5), (4, 0, 1), (2, 2, 1)):
        when = NOON - days * DAY - hours * dt.timedelta(hours=1)
        CheckInFactory.create(goal=goal, value_recorded=value, check_in_date=TODAY - days * DAY, logged_at=when)
    assert [reading.value for reading in read(goal).readings] == [1, 2, 3, 4]
    assert read(goal).last_check_in_at == NOON - dt.timedelta(hours=1)


def test_milestones_come_in_their_order() -> None:
    goal = GoalFactory.create(pattern="milestone")
    MilestoneFactory.create(goal=goal, sort_order=2, share=80)
    done = MilestoneFactory.create(goal=goal, sort_order=1, target_date=TODAY)
    complete_milestone(by=acting(goal.owner), milestone=done)
    assert read(goal).parts.milestones == [
        MilestoneFact(True, None, TODAY),
        MilestoneFact(False, Decimal(80), None),
    ]


def test_schedule_holds_terms_of_before_pauses_and_vacations(clock: Any) -> None:
    goal = GoalFactory.create(owner=UserFactory.create(week_starts_on=6), start_date=TODAY - 9 * DAY)
    by = acting(goal.owner)
    update_goal(by=by, goal=goal, period="week", reserve_per_month=2, silence="unknown")
    pause_goal(by=by, goal=goal)
    clock.shift(2 * DAY)
    resume_goal(by=by, goal=goal)
    with writing(goal.owner_id, by=by) as journal:
        journal.create(Pause(starts_on=TODAY - 3 * DAY, ends_on=None))
    GoalFactory.create(owner=goal.owner, status="paused")
    schedule = read(goal).schedule
    assert [(day, terms.period) for day, terms in schedule.history.past] == [(TODAY - DAY, Period.DAY)]
    assert schedule.history.current.period == Period.WEEK
    assert set(schedule.pauses) == {(TODAY, TODAY + DAY), (TODAY - 3 * DAY, None)}
    assert (schedule.start, schedule.week_starts_on, schedule.ended_on) == (TODAY - 9 * DAY, 6, None)
    assert (schedule.reserve_per_month, schedule.silence, schedule.pattern) == (2, "unknown", "recurring")
    complete_goal(by=by, goal=goal)
    assert read(goal).schedule.ended_on == TODAY + 2 * DAY


def test_vacation_of_one_person_is_nobody_elses() -> None:
    goal, other = GoalFactory.create_batch(2)
    with writing(other.owner_id, by=acting(other.owner)) as journal:
        journal.create(Pause(starts_on=TODAY))
    found = facts_of([goal, other])
    assert (found[goal.pk].schedule.pauses, found[other.pk].schedule.pauses) == ((), ((TODAY, None),))


def test_long_history_is_read_whole() -> None:
    goal = GoalFactory.create()
    row = CheckInFactory.create(goal=goal, value_recorded=1)
    copies = [
        CheckIn(
            goal=goal,
            owner=goal.owner,
            check_in_date=TODAY,
            logged_at=NOON,
            value_recorded=1,
            created_at=row.created_at,
            updated_at=row.updated_at,
        )
        for _ in range(5200)
    ]
    CheckIn.objects.bulk_create(copies, batch_size=500)
    assert (read(goal).check_in_count, read(goal).records[TODAY]) == (5201, DayRecord(None, Decimal(5201)))
