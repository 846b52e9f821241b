"""Amounts that no habit can be kept by, in the forms of goals, and streaks that nobody gave a number of days."""

from typing import Any

import pytest
from django.test import Client

from goals.models import Goal, User
from tests.factories import GoalFactory, UserFactory
from tests.pages import read

pytestmark = pytest.mark.django_db

SENT = {
    "title": "Write",
    "start_date": "2026-11-20",
    "times_per_period": "1",
    "period": "day",
    "time_of_day": "any",
    "reserve_per_month": "0",
}


@pytest.fixture
def user(client: Client) -> User:
    user = UserFactory(timezone="UTC")
    client.force_login(user)
    return user


def told(response: Any) -> tuple[int, str]:
    return response.status_code, read(response).one(id="id_target_value_error").text


@pytest.mark.parametrize(
    ("pattern", "typed", "sentence"),
    [
        ("recurring", "0", "Error: Give an amount above 0, or none to just tick it off."),
        ("streak", "0", "Error: Give the days in a row as a whole number from 1 to 3660."),
        ("streak", "3661", "Error: Give the days in a row as a whole number from 1 to 3660."),
        ("limit", "-1", "Error: Give an amount of 0 or more."),
    ],
)
def test_form_says_beside_the_field_what_would_be_right(
    client: Client, user: User, pattern: str, typed: str, sentence: str
) -> None:
    sent = {**SENT, "silence": "kept", "target_value": typed}
    response = client.post(f"/goals/new/?pattern={pattern}", sent)
    assert told(response) == (422, sentence)
    assert read(response).one(id="id_target_value").attrs["value"] == typed
    assert not Goal.objects.exists()
    goal = GoalFactory(owner=user, pattern=pattern, target_value=5)
    assert told(client.post(f"/goals/{goal.pk}/edit/", sent)) == (422, sentence)


def test_streak_without_a_number_of_days_tells_its_run_and_asks_for_one(client: Client, user: User) -> None:
    goal = GoalFactory(owner=user, pattern="streak", target_value=None)
    figure = read(client.get(f"/goals/{goal.pk}/")).all("div", class_="card figure")[0]
    assert figure.text == "0 days in a row · best 0"
    box = read(client.get(f"/goals/{goal.pk}/edit/")).one(id="id_target_value")
    assert "value" not in box.attrs
    assert (box.attrs["min"], box.attrs["max"]) == ("1", "3660")
