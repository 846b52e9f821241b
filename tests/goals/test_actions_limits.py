"""The limit on creating goals: exact, for every door, and not lifted by erasing."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client

from config.refusals import Refusal
from goals.actions import archive_goal, create_goal, erase_goal
from goals.actions.limits import TooManyNew
from goals.journal import SYSTEM, Actor, writing
from goals.models import Goal, User
from goals.models.choices import Source
from tests.api import caller, refused
from tests.factories import GoalFactory, UserFactory, acting

NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def three_an_hour(settings: Any) -> None:
    settings.GOAL_CREATION_RATE = "3/hour"


@pytest.mark.django_db
def test_next_goal_waits_until_the_oldest_of_the_window_leaves_it() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        owner = UserFactory.create()
        for _ in range(3):
            GoalFactory.create(owner=owner)
            clock.shift(dt.timedelta(minutes=10))
        with pytest.raises(TooManyNew) as early:
            GoalFactory.create(owner=owner)
        assert (early.value.status, early.value.code, early.value.retry_after) == (429, "RATE_LIMITED", 30 * 60)
        assert str(early.value) == "You have created many goals just now. Try again in 30 minutes."
        GoalFactory.create()
        clock.shift(dt.timedelta(seconds=30 * 60 - 1))
        with pytest.raises(TooManyNew) as late:
            GoalFactory.create(owner=owner)
        assert late.value.retry_after == 1
        clock.shift(dt.timedelta(seconds=1))
        GoalFactory.create(owner=owner)
        with pytest.raises(TooManyNew):
            GoalFactory.create(owner=owner)


@pytest.mark.django_db
def test_erasing_goals_does_not_lift_the_limit() -> None:
    owner = UserFactory.create()
    by = acting(owner)
    for goal in GoalFactory.create_batch(3, owner=owner):
        archive_goal(by=by, goal=goal)
        erase_goal(by=by, goal=goal)
    assert not Goal.objects.exists()
    with pytest.raises(TooManyNew):
        GoalFactory.create(owner=owner)


@pytest.mark.django_db
def test_refused_goal_does_not_count() -> None:
    owner = UserFactory.create()
    for _ in range(3):
        with pytest.raises(Refusal):
            create_goal(by=acting(owner), owner=owner, title="")
    GoalFactory.create_batch(3, owner=owner)


@pytest.mark.django_db
def test_goals_of_one_write_count_too() -> None:
    owner = UserFactory.create()
    by = acting(owner)
    with writing(owner.pk, by=by):
        for _ in range(3):
            create_goal(by=by, owner=owner, title="One of many")
        with pytest.raises(TooManyNew):
            create_goal(by=by, owner=owner, title="One too many")
    assert Goal.objects.count() == 3


@pytest.mark.django_db
def test_imports_and_the_system_neither_wait_nor_count() -> None:
    owner = UserFactory.create()
    for by in (Actor(owner, Source.IMPORT), SYSTEM):
        for _ in range(4):
            create_goal(by=by, owner=owner, title="From elsewhere")
    GoalFactory.create_batch(3, owner=owner)
    with pytest.raises(TooManyNew):
        GoalFactory.create(owner=owner)


@pytest.mark.django_db
def test_rate_of_nothing_lets_nobody_create(settings: Any) -> None:
    settings.GOAL_CREATION_RATE = "0/day"
    with pytest.raises(TooManyNew) as told:
        GoalFactory.create()
    assert told.value.retry_after == 86400


@pytest.mark.django_db
@time_machine.travel(NOON, tick=False)
def test_api_answers_429_with_retry_after() -> None:
    call = caller()
    for _ in range(3):
        assert call.post("/api/v1/goals/", {"title": "Read"}).status_code == 201
    response = call.post("/api/v1/goals/", {"title": "Read"})
    assert refused(response) == (429, "RATE_LIMITED")
    assert response["Retry-After"] == "3600"
    assert caller().post("/api/v1/goals/", {"title": "Read"}).status_code == 201


@pytest.mark.django_db
@time_machine.travel(NOON, tick=False)
def test_page_answers_429_with_retry_after_and_keeps_what_was_typed(client: Client) -> None:
    owner = UserFactory.create()
    GoalFactory.create_batch(3, owner=owner)
    client.force_login(owner)
    typed = {"title": "Read a book", "times_per_period": "1", "period": "day", "time_of_day": "any"}
    typed |= {"start_date": owner.today().isoformat(), "reserve_per_month": "0"}
    response = client.post("/goals/new/?pattern=recurring", typed)
    assert response.status_code == 429
    assert response["Retry-After"] == "3600"
    page = response.content.decode()
    assert "Try again in 60 minutes." in page
    assert 'value="Read a book"' in page
    assert Goal.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_limit_is_exact_when_many_create_at_once() -> None:
    owner = UserFactory.create()

    def create(user: User) -> bool:
        try:
            create_goal(by=acting(user), owner=user, title="One of many")
        except TooManyNew:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(create, [owner] * 24))
    assert (sum(made), Goal.objects.count()) == (3, 3)
