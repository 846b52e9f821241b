"""Moving a goal between its statuses on its page, and erasing it."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client

from goals import actions
from goals.models import Goal, User
from tests.factories import CheckInFactory, GoalFactory, UserFactory, acting
from tests.pages import messages, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def friday_noon() -> Any:
    with time_machine.travel(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def user(client: Client) -> User:
    user = UserFactory(timezone="UTC")
    client.force_login(user)
    return user


def step(client: Client, goal: Goal, name: str, **fields: str) -> list[str]:
    """What the page says after the button, once back on the goal's page."""
    response = client.post(f"/goals/{goal.pk}/status/", {"step": name, **fields})
    assert (response.status_code, response["Location"]) == (303, f"/goals/{goal.pk}/")
    goal.refresh_from_db()
    return messages(read(client.get(response["Location"])))


def test_each_step_moves_the_goal_and_says_so(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, title="Run")
    seen = [
        (step(client, goal, name), goal.status)
        for name in ("pause", "resume", "complete", "reactivate", "abandon", "archive", "restore")
    ]
    assert seen == [
        (["Run is paused."], "paused"),
        (["Run is active."], "active"),
        (["Run is completed."], "completed"),
        (["Run is active."], "active"),
        (["Run is let go."], "abandoned"),
        (["Run is in the archive."], "archived"),
        (["Run is let go."], "abandoned"),
    ]


def test_pause_takes_its_last_day(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, title="Run")
    assert step(client, goal, "pause", until="2026-12-01") == ["Run is paused through Tuesday 1 December."]
    assert goal.pauses.get().ends_on == dt.date(2026, 12, 1)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "pause", "until": "2026-11-19"}, "Choose today or a later day."),
        ({"name": "pause", "until": "soon"}, "Enter the day as a date, or leave it empty."),
        ({"name": "resume"}, "A goal that is active cannot become active."),
        ({"name": "explode"}, "Choose one of the buttons."),
    ],
)
def test_refused_step_says_why(client: Client, user: User, fields: dict[str, str], sentence: str) -> None:
    goal = GoalFactory(owner=user)
    assert step(client, goal, **fields) == [sentence]
    assert goal.status == "active"


def test_step_leads_back_to_the_list_it_came_from(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user)
    response = client.post(f"/goals/{goal.pk}/status/", {"step": "pause", "next": "/goals/?status=active"})
    assert response["Location"] == "/goals/?status=active"


def test_erasing_asks_first(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, title="Run", status="archived")
    page = read(client.get(f"/goals/{goal.pk}/erase/"))
    assert page.one("h1").text == "Erase Run?"
    assert Goal.objects.filter(pk=goal.pk).exists()


def test_erased_goal_is_gone(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, title="Run")
    CheckInFactory(goal=goal)
    step(client, goal, "archive")
    response = client.post(f"/goals/{goal.pk}/erase/")
    assert response["Location"] == "/goals/"
    assert messages(read(client.get("/goals/"))) == ["Run is erased."]
    assert client.get(f"/goals/{goal.pk}/").status_code == 404


def test_only_an_archived_goal_is_erased(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user)
    assert client.post(f"/goals/{goal.pk}/erase/")["Location"] == f"/goals/{goal.pk}/"
    assert messages(read(client.get(f"/goals/{goal.pk}/"))) == ["Archive a goal before you erase it."]


def test_goal_that_was_restored_meanwhile_is_not_erased(client: Client, user: User, monkeypatch: Any) -> None:
    """The page has looked at the goal; another device restores it before the action takes the lock."""
    goal = GoalFactory(owner=user, status="archived")
    erase = actions.erase_goal

    def late(**arguments: Any) -> None:
        actions.restore_goal(by=acting(user), goal=goal)
        erase(**arguments)

    monkeypatch.setattr(actions, "erase_goal", late)
    assert client.post(f"/goals/{goal.pk}/erase/")["Location"] == "/goals/"
    said = "Only an archived goal can be erased. Archive it first."
    assert messages(read(client.get("/goals/"))) == [said]
    assert Goal.objects.get().status == "active"
