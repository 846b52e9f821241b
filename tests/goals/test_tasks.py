"""What time itself changes."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.module_loading import import_string

from goals.actions import create_pause, create_token, pause_goal, resume_goal
from goals.models import Goal, PersonalToken
from goals.tasks import forget_expired, resume_paused_goals
from tests.factories import GoalFactory, UserFactory, acting
from tests.journal import assert_journal_is_whole, lines

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def paused(days: int | None, **owner: Any) -> Goal:
    goal: Goal = GoalFactory.create(owner=UserFactory.create(**owner))
    until = None if days is None else goal.owner.today() + days * DAY
    return pause_goal(by=acting(goal.owner), goal=goal, until=until)


def status(goal: Goal) -> str:
    return Goal.objects.values_list("status", flat=True).get(pk=goal.pk)


def test_goal_becomes_active_on_the_day_after_its_pause(clock: Any) -> None:
    goal, open_ended, longer = paused(2), paused(None), paused(9)
    clock.shift(2 * DAY)
    assert resume_paused_goals() == 0
    clock.shift(DAY)
    assert resume_paused_goals() == 1
    assert [status(each) for each in (goal, open_ended, longer)] == ["active", "paused", "paused"]
    assert goal.pauses.get().ends_on == NOON.date() + 2 * DAY
    told = [line for line in lines(goal.owner) if line.action == "resumed"]
    assert [(line.source, line.actor_id) for line in told] == [("system", None)]
    assert resume_paused_goals() == 0
    assert_journal_is_whole(goal.owner)


@pytest.mark.parametrize("days", [3, None])
def test_pause_planned_for_later_keeps_no_goal_waiting(clock: Any, days: int | None) -> None:
    goal = paused(2)
    begins = goal.owner.today() + 30 * DAY
    ends = None if days is None else begins + days * DAY
    create_pause(by=acting(goal.owner), owner=goal.owner, goal=goal, starts_on=begins, ends_on=ends)
    clock.shift(3 * DAY)
    assert resume_paused_goals() == 1
    assert status(goal) == "active"
    assert list(goal.pauses.order_by("starts_on").values_list("starts_on", "ends_on")) == [
        (NOON.date(), NOON.date() + 2 * DAY),
        (begins, ends),
    ]


@pytest.mark.parametrize(
    ("zone", "day_starts_at", "hour"), [("Pacific/Kiritimati", 0, -14), ("Pacific/Midway", 0, 11), ("UTC", 3, 3)]
)
def test_pause_ends_with_the_persons_own_day(clock: Any, zone: str, day_starts_at: int, hour: int) -> None:
    goal = paused(0, timezone=zone, day_starts_at=day_starts_at)
    midnight = dt.datetime.combine(goal.owner.today() + DAY, dt.time(0), tzinfo=dt.UTC)
    clock.move_to(midnight + dt.timedelta(hours=hour) - dt.timedelta(minutes=1))
    assert resume_paused_goals() == 0
    clock.move_to(midnight + dt.timedelta(hours=hour))
    assert resume_paused_goals() == 1
    assert status(goal) == "active"


def test_goal_without_room_stays_paused_and_the_others_go_on(clock: Any, settings: Any) -> None:
    settings.ACTIVE_GOALS_QUOTA = 1
    full, other = paused(0), paused(0)
    GoalFactory.create(owner=full.owner)
    clock.shift(DAY)
    assert resume_paused_goals() == 1
    assert [status(full), status(other)] == ["paused", "active"]


def test_goal_that_somebody_resumes_meanwhile_stops_nothing(clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = paused(0), paused(0)
    clock.shift(DAY)

    def resume_after_somebody_else(**how: Any) -> Goal:
        goal = how["goal"]
        if goal.pk == first.pk:
            resume_goal(by=acting(goal.owner), goal=goal)
        return resume_goal(**how)

    monkeypatch.setattr("goals.tasks.resume_goal", resume_after_somebody_else)
    assert resume_paused_goals() == 1
    assert [status(first), status(second)] == ["active", "active"]


def test_looking_for_pauses_takes_the_same_queries_for_any_number(clock: Any) -> None:
    costs = []
    for _ in range(2):
        paused(1, timezone="Pacific/Midway")
        clock.move_to(dt.datetime(2026, 5, 6, 5, tzinfo=dt.UTC))
        with CaptureQueriesContext(connection) as captured:
            assert resume_paused_goals() == 0
        costs.append(len(captured))
        clock.move_to(NOON)
    assert costs == [2, 2]


def test_expired_sessions_and_tokens_are_forgotten() -> None:
    person = UserFactory.create()
    create_token(by=acting(person), user=person, name="Old", days=1)
    create_token(by=acting(person), user=person, name="New", days=9)
    for key, days in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + days * DAY)
    with time_machine.travel(timezone.now() + 2 * DAY - dt.timedelta(hours=25)):
        forget_expired()
        assert set(Session.objects.values_list("session_key", flat=True)) == {"new"}
    with time_machine.travel(timezone.now() + 2 * DAY):
        forget_expired()
    assert [token.name for token in PersonalToken.objects.all()] == ["New"]
    assert lines(person)[-1].action == "revoked"
    assert lines(person)[-1].source == "system"
    assert_journal_is_whole(person)


def test_schedule_names_tasks_that_there_are() -> None:
    scheduled = [entry["task"] for entry in django_settings.CELERY_BEAT_SCHEDULE.values()]
    assert {resume_paused_goals.name, forget_expired.name} <= set(scheduled)
    assert [import_string(name).name for name in scheduled] == scheduled
